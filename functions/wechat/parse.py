"""WeChat's packet: one message of a follower, or one event."""

from functions.wechat import packets
from functions.wechat.contents import content_of
from functions.wechat.events import event_of
from functions.wechat.figures import digits, moment
from shared.intake.fields import Fields, Unfit, needed_text, text
from shared.messages import Parsed, Said, Unreadable


def parse(body: bytes) -> list[Parsed]:
    """What a packet says: one thing, or Unreadable if it cannot be used.

    Raises ValueError if it is no packet.
    https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
    """
    packet = packets.read(body)
    try:
        if text(packet, "MsgType") == "event":
            return [event_of(packet)]
        return [_message(packet)]
    except Unfit as reason:
        return [Unreadable(str(reason), packet)]


def _message(packet: Fields) -> Said:
    kind, said, content = content_of(packet)
    return Said(
        needed_text(packet, "ToUserName"),
        needed_text(packet, "FromUserName"),
        digits(packet, "MsgId"),
        moment(packet),
        kind,
        said,
        content,
    )
