"""How an Official Account is set up, as far as WeChat tells.

It tells neither the address it has nor what it could not deliver.
https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken.html (read
2026-11-22)
"""

import base64
from collections.abc import Iterator
from secrets import token_bytes, token_hex
from typing import Final
from urllib.parse import urlencode

from functions.wechat.api import address, app_of
from functions.wechat.verify import signature
from shared.credentials import Secrets
from shared.findings import Finding, Knock, Place, fine, look, wrong
from shared.provider.asking import ask, refusal

SIGNED_BY: Final = ("token", "previous_token")
LEAVES: Final = "one file in quarantine, which its alarm may tell"

# Of no kind that we read: it can do nothing but lie in quarantine, once a day.
_PACKET: Final = b"<xml><MsgType>examination</MsgType></xml>"
_MEND: Final = {
    40164: "Enter the address that it names on the IP whitelist of WeChat's console.",
    40013: "Write app_id as WeChat's console shows it.",
    40125: "Write app_secret as WeChat's console shows it; a new one ends the old.",
}
_BLOCK: Final = 32


def delivery(place: Place, secrets: Secrets) -> Knock:
    """In safe mode a sealed packet, else one in clear."""
    at, nonce = str(place.now // 1000), token_hex(8)
    token, key = str(secrets["token"]), _key(secrets)
    query = {"timestamp": at, "nonce": nonce, "signature": signature(token, at, nonce)}
    body = _PACKET
    if key:
        sealed = _sealed(_PACKET, key, str(secrets["app_id"]))
        query |= {"encrypt_type": "aes", "msg_signature": signature(token, at, nonce, sealed)}
        body = f"<xml><Encrypt>{sealed}</Encrypt></xml>".encode()
    return Knock("POST", query=urlencode(query), headers={"Content-Type": "text/xml"}, body=body)


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    """What WeChat asks when the address is saved."""
    at, nonce, echo = str(place.now // 1000), token_hex(8), token_hex(8)
    signed = signature(str(secrets["token"]), at, nonce)
    query = {"signature": signed, "timestamp": at, "nonce": nonce, "echostr": echo}
    return Knock("GET", query=urlencode(query), expected=echo.encode())


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    """The stable token is asked for as sending does; that ends no other."""
    app_id, secret = app_of(secrets)
    asked = {"grant_type": "client_credential", "appid": app_id, "secret": secret}
    answer = ask(address("stable_token"), {}, method="POST", body=asked)
    if not (answer.ok and answer.fields.get("access_token")):
        code = answer.fields.get("errcode")
        why = f"{code}: {answer.fields.get('errmsg')}" if code else refusal(answer)
        mend = _MEND.get(code if isinstance(code, int) else 0, "See WeChat's list of codes.")
        yield wrong("token", f"WeChat gives no access token ({why}).", mend)
    else:
        yield fine("token", "WeChat gives an access token.")
    if not secrets.get("encoding_aes_key"):
        says = "Without an encoding_aes_key the signature does not cover what is said."
        yield look(
            "mode", says, "Choose safe mode in the console; add the key to the secret first."
        )
    elif _key(secrets) is None:
        mend = "Write encoding_aes_key as WeChat's console shows it: 43 characters."
        yield wrong("key", "encoding_aes_key is no key of WeChat's.", mend)
    says = "Which address WeChat has is not told to programs."
    mend = f"See in the console, Server configuration, that it is {place.webhook} and switched on."
    yield look("webhook-url", says, mend)


def _key(secrets: Secrets) -> bytes | None:
    """None if there is none, or none that can be."""
    try:
        key = base64.b64decode(str(secrets.get("encoding_aes_key") or "") + "=", validate=True)
    except ValueError:
        return None
    return key if len(key) == 32 else None


def _sealed(packet: bytes, key: bytes, app_id: str) -> str:
    """https://developers.weixin.qq.com/doc/oplatform/developers/dev/push/encryption.html"""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    plain = token_bytes(16) + len(packet).to_bytes(4) + packet + app_id.encode()
    size = _BLOCK - len(plain) % _BLOCK
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    sealed = encryptor.update(plain + bytes([size]) * size) + encryptor.finalize()
    return base64.b64encode(sealed).decode()
