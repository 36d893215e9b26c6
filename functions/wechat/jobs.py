"""What became of a template message: the only thing that WeChat reports about a send.

https://developers.weixin.qq.com/doc/service/guide/product/template_message/Template_Message_Operation_Specifications.html
"""

from typing import Final

from functions.wechat.figures import digits
from shared.intake.fields import Fields, needed_text
from shared.messages import Noted

_BLOCKED: Final = "failed:user block"


def template_job(packet: Fields, account: str, who: str, at: int) -> Noted:
    """``TEMPLATESENDJOBFINISH``: it names the message as ``MsgID``. Raises Unfit."""
    said = needed_text(packet, "Status")
    target = digits(packet, "MsgID")
    if said == "success":
        return Noted(account, who, "status", target, "delivered", at, {"status": "delivered"})
    # Blocked by the follower, or a fault of WeChat's after which the same may be sent anew.
    error = {
        "code": said,
        "title": said.removeprefix("failed:").strip(),
        "retryable": said != _BLOCKED,
    }
    return Noted(account, who, "status", target, "failed", at, {"status": "failed", "error": error})
