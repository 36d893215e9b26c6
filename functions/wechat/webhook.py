"""Lambda: WeChat's webhook. Proves and understands a request; the road is shared."""

from typing import Any, Final

from functions.wechat.parse import parse
from functions.wechat.verify import handshake, verify
from shared.channels import WECHAT
from shared.intake.incoming import Reply
from shared.receiving import Response, receive

# Anything else, and nothing within five seconds, is shown to the customer as a broken account.
# https://developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message.html
_TAKEN: Final = Reply("success")


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    return receive(event, WECHAT, verify=verify, parse=parse, handshake=handshake, taken=_TAKEN)
