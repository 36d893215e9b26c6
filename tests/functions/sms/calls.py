"""Calls of Twilio as API Gateway hands them over, signed by Twilio's own library."""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, urlencode

from twilio.request_validator import RequestValidator

from shared.intake.incoming import Request, request_of
from tests import events
from tests.events import Event

TOKEN: Final = "auth-token-for-tests"
PUBLIC_URL: Final = "https://messages.example.com"
NUMBER: Final = "+14155550199"
SERVICE: Final = "MG0123456789abcdef0123456789abcdef"
CUSTOMER: Final = "+34600111222"
ACCOUNT_SID: Final = "AC0123456789abcdef0123456789abcdef"
PATH: Final = "/webhooks/sms/main"
SECRET: Final = {
    "account_sid": ACCOUNT_SID,
    "auth_token": TOKEN,
    "public_url": PUBLIC_URL,
    "accounts": {NUMBER: "main", SERVICE: "main"},
}
OURS: Final = f"{'c' * 26}.1767225600000.{'r' * 26}"  # an id of a message of ours
HOST: Final = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"

Pairs = Sequence[tuple[str, str]]


def form(**changed: str | None) -> list[tuple[str, str]]:
    """What a customer's text comes as; None leaves a field out."""
    sid = changed.get("MessageSid") or "SM1f0e8ae6ade43cb3c0ce4525424e404f"
    usual = {
        "ToCountry": "US",
        "ToState": "CA",
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "ToCity": "",
        "FromZip": "",
        "SmsSid": sid,
        "FromState": "",
        "SmsStatus": "received",
        "FromCity": "",
        "Body": "Hola, ¿queda alguno en azul? 🎉",
        "FromCountry": "ES",
        "To": NUMBER,
        "MessagingServiceSid": SERVICE,
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": ACCOUNT_SID,
        "From": CUSTOMER,
        "ApiVersion": "2010-04-01",
    }
    return [(name, value) for name, value in {**usual, **changed}.items() if value is not None]


def report(status: str, **changed: str | None) -> list[tuple[str, str]]:
    """What becomes of a message of ours."""
    usual = {
        "SmsSid": "SM2f0e8ae6ade43cb3c0ce4525424e404f",
        "SmsStatus": status,
        "MessageStatus": status,
        "To": CUSTOMER,
        "MessagingServiceSid": SERVICE,
        "MessageSid": "SM2f0e8ae6ade43cb3c0ce4525424e404f",
        "AccountSid": ACCOUNT_SID,
        "From": NUMBER,
        "ApiVersion": "2010-04-01",
    }
    return [(name, value) for name, value in {**usual, **changed}.items() if value is not None]


class Repeated(dict[str, str]):
    """A form with repeated names, as web frameworks hand it to Twilio's library."""

    def __init__(self, pairs: Pairs) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def getall(self, name: str) -> list[str]:
        return [value for key, value in self._pairs if key == name]


def signed_url(url: str, pairs: Pairs, token: str = TOKEN) -> str:
    """The signature, by Twilio's own library."""
    return str(RequestValidator(token).compute_signature(url, Repeated(pairs)))


def call(pairs: Pairs, *, query: str = "", token: str = TOKEN) -> Event:
    """A POST of a form."""
    url = f"{PUBLIC_URL}{PATH}" + (f"?{query}" if query else "")
    kind = "application/x-www-form-urlencoded; charset=UTF-8"
    return _event(urlencode(pairs), kind, query, signed_url(url, pairs, token))


def json_call(body: str, token: str = TOKEN) -> Event:
    """A POST of JSON, whose hash is in the URL."""
    query = f"bodySHA256={hashlib.sha256(body.encode()).hexdigest()}"
    return _event(
        body, "application/json", query, signed_url(f"{PUBLIC_URL}{PATH}?{query}", [], token)
    )


def status_call(status: str, **changed: str | None) -> Event:
    """A report to the URL that our sending named."""
    return call(report(status, **changed), query=f"encoding=GSM-7&message={OURS}&segments=1")


def request(event: Event) -> Request:
    return request_of(event)


def fields_of(event: Event) -> dict[str, str]:
    body = events.body_of(event).decode()
    return {name: found[0] for name, found in parse_qs(body, keep_blank_values=True).items()}


def pairs_of(body: bytes) -> list[tuple[str, str]]:
    return parse_qsl(body.decode(), keep_blank_values=True)


def mac(signed: bytes) -> str:
    """A signature of bytes that no text can hold."""
    return base64.b64encode(hmac.digest(TOKEN.encode(), signed, "sha1")).decode()


def _event(body: str, kind: str, query: str, signature: str) -> Event:
    event: dict[str, Any] = events.meta_event("sms", body.encode())
    headers: Mapping[str, str] = {
        "accept": "*/*",
        "content-length": str(len(body.encode())),
        "content-type": kind,
        "host": HOST,
        "i-twilio-idempotency-token": "5a3b0a1f-5a0f-4f7a-9a2b-0a3f5a3b0a1f",
        "user-agent": "TwilioProxy/1.1",
        "x-forwarded-for": "3.88.1.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
        "x-twilio-signature": signature,
    }
    event["headers"] = dict(headers)
    event["rawQueryString"] = query
    if query:
        event["queryStringParameters"] = {n: v[0] for n, v in parse_qs(query).items()}
    event["requestContext"]["http"] |= {"userAgent": "TwilioProxy/1.1", "sourceIp": "3.88.1.1"}
    return event
