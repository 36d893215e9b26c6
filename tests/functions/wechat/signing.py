"""Requests of WeChat as API Gateway hands them over, signed and sealed with secrets for tests."""

import json
from typing import Any, Final
from urllib.parse import urlencode

from tests.simulator.wechat_packets import as_xml
from tests.simulator.wechat_sealing import sealed, signature

TOKEN: Final = "token-for-tests"
KEY: Final = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APP_ID: Final = "wxb11529c136998cb6"
ACCOUNT: Final = "gh_123456789abc"
ANA: Final = "oABCDana7zyxwvutsrqponmlkji1"
AT: Final = 1767225601
PLAIN: Final = {
    "token": TOKEN,
    "app_id": APP_ID,
    "app_secret": "app-secret-for-tests",
    "accounts": {ACCOUNT: "main"},
}
SEALED: Final = {**PLAIN, "encoding_aes_key": KEY}
_HOST: Final = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"
_NONCE: Final = "486452656"
_RANDOM: Final = b"aaaabbbbccccdddd"


def wechat_event(
    packet: bytes,
    *,
    mode: str = "plain",
    at: int = AT,
    token: str = TOKEN,
    query: dict[str, str] | None = None,
) -> dict[str, Any]:
    """A POST of ``packet``; ``mode``: plain, compatible, sealed or sealed-json.

    What is not plain goes to the credential set ``sealed``, which has an EncodingAESKey.
    """
    signed = {"signature": signature(token, str(at), _NONCE), "timestamp": str(at), "nonce": _NONCE}
    signed |= query or {"openid": ANA}
    account, body = "main", packet
    if mode != "plain":
        inside = sealed(packet, KEY, APP_ID, _RANDOM)
        signed |= {
            "encrypt_type": "aes",
            "msg_signature": signature(token, str(at), _NONCE, inside),
        }
        account, body = "sealed", _wrapped(packet, inside, mode)
    return _event(body, urlencode(signed), account)


def _wrapped(packet: bytes, inside: str, mode: str) -> bytes:
    if mode == "sealed-json":
        return json.dumps({"ToUserName": ACCOUNT, "Encrypt": inside}).encode()
    if mode == "sealed":
        return as_xml({"ToUserName": ACCOUNT, "Encrypt": inside})
    end = f"\n<Encrypt><![CDATA[{inside}]]></Encrypt></xml>".encode()
    return packet.removesuffix(b"</xml>") + end


def _event(body: bytes, raw_query: str, account: str) -> dict[str, Any]:
    path, route = f"/webhooks/wechat/{account}", "POST /webhooks/wechat/{account}"
    called = {
        "method": "POST",
        "path": path,
        "protocol": "HTTP/1.1",
        "sourceIp": "81.69.101.1",
        "userAgent": "Mozilla/4.0",
    }
    return {
        "version": "2.0",
        "routeKey": route,
        "rawPath": path,
        "rawQueryString": raw_query,
        "headers": {
            "accept": "*/*",
            "content-length": str(len(body)),
            "content-type": "text/xml",
            "host": _HOST,
            "pragma": "no-cache",
            "user-agent": "Mozilla/4.0",
            "x-forwarded-proto": "https",
        },
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "a1b2c3d4e5",
            "domainName": _HOST,
            "domainPrefix": "a1b2c3d4e5",
            "http": called,
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": route,
            "stage": "$default",
            "time": "01/Jan/2026:00:00:01 +0000",
            "timeEpoch": AT * 1000,
        },
        "pathParameters": {"account": account},
        "body": body.decode(),
        "isBase64Encoded": False,
    }
