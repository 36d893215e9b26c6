"""How Twilio words its answers and signs its calls.

www.twilio.com/docs/usage/twilios-response, www.twilio.com/docs/usage/webhooks/webhooks-security.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from tests.simulator.exchange import Answer, Request

Pairs = list[tuple[str, str]]
FORM = "application/x-www-form-urlencoded; charset=UTF-8"


class Refused(Exception):
    """A request that Twilio does not take; ``answer`` is what it says."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(code)
        self.answer = error(status, code, message)


def answered(value: object, status: int = 200) -> Answer:
    return Answer(status, json.dumps(value).encode(), {"Content-Type": "application/json"})


def error(status: int, code: int, message: str, headers: Mapping[str, str] | None = None) -> Answer:
    more = f"https://www.twilio.com/docs/errors/{code}"
    said = {"code": code, "message": message, "more_info": more, "status": status}
    answer = answered(said, status)
    return Answer(status, answer.body, {**answer.headers, **(headers or {})})


def check_credentials(request: Request, account: Mapping[str, str]) -> None:
    """Basic authentication by the account's token. Raises Refused."""
    wanted = f"{account['account_sid']}:{account['auth_token']}".encode()
    scheme, _, given = request.header("authorization").partition(" ")
    if scheme.lower() != "basic" or given.encode() != base64.b64encode(wanted):
        raise Refused(401, 20003, "Authenticate")


def form_of(body: bytes) -> Pairs:
    return parse_qsl(body.decode(), keep_blank_values=True)


def signature(url: str, pairs: Pairs, token: str) -> str:
    """Each name once, and of a repeated one each value once."""
    names = sorted({name for name, _ in pairs})
    for name in names:
        url += "".join(name + value for value in sorted({v for n, v in pairs if n == name}))
    mac = hmac.new(token.encode(), url.encode(), hashlib.sha1)
    return base64.b64encode(mac.digest()).decode()


def is_json(body: bytes) -> bool:
    return bool(re.match(rb"\s*[\[{]", body))
