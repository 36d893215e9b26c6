"""How X words its answers, signs its calls, and knows who calls it.

docs.x.com/x-api/fundamentals/response-codes-and-errors, …/webhooks/quickstart.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any, Final

from oauthlib.oauth1.rfc5849 import signature as rfc5849
from oauthlib.oauth1.rfc5849.utils import parse_authorization_header, unescape

from tests.simulator.exchange import Answer, Request

PROBLEMS: Final = "https://api.x.com/2/problems"
_OAUTH: Final = ("oauth_consumer_key", "oauth_nonce", "oauth_timestamp", "oauth_token")
_FORM: Final = "application/x-www-form-urlencoded"


class Refused(Exception):
    """A request that X does not take; ``answer`` is what it says."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def answered(value: object, status: int = 200) -> Answer:
    return Answer(status, json.dumps(value).encode(), {"Content-Type": "application/json"})


def problem(
    status: int, name: str, title: str, detail: str, headers: Mapping[str, str] | None = None
) -> Answer:
    """An answer of the newer API; without a name the status is all that is meant."""
    kind = f"{PROBLEMS}/{name}" if name else "about:blank"
    said = {"title": title, "type": kind, "status": status, "detail": detail}
    kept = {"Content-Type": "application/problem+json", **(headers or {})}
    return Answer(status, json.dumps(said).encode(), kept)


def coded(status: int, code: int, message: str) -> Answer:
    """An answer of the older API."""
    return answered({"errors": [{"code": code, "message": message}]}, status)


def unauthorized() -> Answer:
    return problem(401, "", "Unauthorized", "Unauthorized")


def forbidden() -> Answer:
    detail = "You do not have permission to DM one or more participants."
    return problem(403, "", "Forbidden", detail)


def invalid(detail: str) -> Refused:
    return Refused(problem(400, "invalid-request", "Invalid Request", detail))


def dumps(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def signature(secret: str, signed: bytes) -> str:
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return "sha256=" + base64.b64encode(digest).decode()


class Doorman:
    """Lets in who signs for the account's user, each signature once (RFC 5849)."""

    def __init__(self, account: Mapping[str, Any]) -> None:
        self._account = account
        self._seen: set[str] = set()

    def check(self, request: Request) -> None:
        """Raises Refused."""
        try:
            pairs = parse_authorization_header(request.header("authorization"))
            given = {name: unescape(value) for name, value in pairs}
        except ValueError as error:
            raise Refused(unauthorized()) from error
        fresh = given.get("oauth_nonce", "") not in self._seen
        ours = (
            given.get("oauth_consumer_key") == self._account["consumer_key"]
            and given.get("oauth_token") == self._account["access_token"]
        )
        if not (fresh and ours and all(given.get(name) for name in _OAUTH)):
            raise Refused(unauthorized())
        expected = self._signature(request, given)
        if not hmac.compare_digest(expected, given.get("oauth_signature", "")):
            raise Refused(coded(401, 32, "Could not authenticate you."))
        self._seen.add(given["oauth_nonce"])

    def _signature(self, request: Request, given: Mapping[str, str]) -> str:
        form = request.body.decode() if request.header("content-type") == _FORM else ""
        pairs = rfc5849.collect_parameters(
            uri_query=request.raw_query,
            body=form,
            headers={"Authorization": request.header("authorization")},
        )
        base = rfc5849.signature_base_string(
            request.method,
            rfc5849.base_string_uri(f"{request.host}{request.path}"),
            rfc5849.normalize_parameters(pairs),
        )
        secrets = (self._account["consumer_secret"], self._account["access_token_secret"])
        key = "&".join(secrets)
        digest = hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()
        return base64.b64encode(digest).decode()
