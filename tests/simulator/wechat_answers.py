"""WeChat's answers: JSON, and errors with status 200."""

import json
import secrets
from typing import Any, Final

from tests.simulator.exchange import Answer

_JSON: Final = {"Content-Type": "application/json; encoding=utf-8"}
_WORDS: Final = {
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest",
    40003: "invalid openid",
    40004: "invalid media type",
    40007: "invalid media_id",
    40008: "invalid message type",
    40013: "invalid appid",
    40037: "invalid template_id",
    40125: "invalid appsecret",
    41001: "access_token missing",
    42001: "access_token expired",
    43004: "require subscribe",
    44001: "empty media data",
    44004: "empty content",
    45001: "media size out of limit",
    45002: "content size out of limit",
    45009: "reach max api daily quota limit",
    45015: "response out of time limit or subscription is canceled",
    45047: "out of response count limit",
    45072: "invalid command",
    47001: "data format error",
    47003: "argument invalid!",
    48001: "api unauthorized",
}


class Refused(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.answer = error(code)


def told(value: dict[str, Any]) -> Answer:
    return Answer(200, json.dumps(value, ensure_ascii=False).encode(), _JSON)


def done() -> Answer:
    return told({"errcode": 0, "errmsg": "ok"})


def error(code: int) -> Answer:
    rid = f"{secrets.token_hex(4)}-{secrets.token_hex(4)}-{secrets.token_hex(4)}"
    return told({"errcode": code, "errmsg": f"{_WORDS[code]} rid: {rid}"})
