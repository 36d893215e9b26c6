"""Is this really WeChat? Its signature over a time, a nonce and, in safe mode, the packet."""

import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from functions.wechat import envelope, packets
from shared import clock
from shared.errors import Forged
from shared.intake.incoming import LONGEST_UNPROVED, Reply, Request

_TOKENS: Final = ("token", "previous_token")
_KEYS: Final = ("encoding_aes_key", "previous_encoding_aes_key")
_SECONDS: Final = re.compile(r"[1-9][0-9]{9}")
# A retry follows within 15 seconds; the rest is for clocks that differ.
_FRESH_MS: Final = 600_000


def handshake(request: Request, secrets: Mapping[str, Any]) -> Reply:
    """``echostr`` as it came, when a URL is saved. Raises Forged unless it is signed.

    https://developers.weixin.qq.com/doc/service/guide/dev/push/
    """
    _must_be_signed(request.query, "signature", secrets)
    echo = request.query.get("echostr", "")
    if not echo:
        raise Forged("nothing to echo")
    return Reply(echo)


def verify(request: Request, secrets: Mapping[str, Any]) -> bytes:
    """The packet. Raises Forged unless it is signed with our token not long ago.

    Without an EncodingAESKey only the time and the nonce are signed, not the body. With one the
    packet must be sealed, and what stands in clear beside it (compatible mode) is not read.
    https://developers.weixin.qq.com/doc/oplatform/developers/dev/push/encryption.html
    """
    if not any(secrets.get(name) for name in _KEYS):
        _must_be_signed(request.query, "signature", secrets)
        return request.body
    sealed = _sealed(request.body)
    _must_be_signed(request.query, "msg_signature", secrets, sealed)
    app_id = secrets.get("app_id")
    if isinstance(app_id, str) and app_id:
        for key in _texts(secrets, _KEYS):
            if (packet := envelope.opened(sealed, key, app_id)) is not None:
                return packet
    raise Forged("sealed for somebody else")


def signature(token: str, *parts: str) -> str:
    """Hexadecimal SHA-1 of the texts, sorted by code point and joined."""
    joined = "".join(sorted((token, *parts))).encode("utf-8", "surrogatepass")
    return hashlib.sha1(joined, usedforsecurity=False).hexdigest()


def _sealed(body: bytes) -> str:
    if len(body) > LONGEST_UNPROVED:
        raise Forged("too long to be looked into")
    try:
        sealed = packets.read(body).get("Encrypt")
    except ValueError as error:
        raise Forged("no packet") from error
    if isinstance(sealed, str) and sealed:
        return sealed
    raise Forged("in clear, although it should be sealed")


def _must_be_signed(
    query: Mapping[str, str], name: str, secrets: Mapping[str, Any], *parts: str
) -> None:
    at, nonce = query.get("timestamp", ""), query.get("nonce", "")
    if not _SECONDS.fullmatch(at) or abs(clock.now_ms() - int(at) * 1000) > _FRESH_MS:
        raise Forged("stale")
    given = query.get(name, "").encode("utf-8", "surrogatepass")
    for token in _texts(secrets, _TOKENS):
        if hmac.compare_digest(signature(token, at, nonce, *parts).encode(), given):
            return
    raise Forged("signature does not fit")


def _texts(secrets: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    # An empty token signs too: whoever knows that none is configured could forge.
    return (value for name in names if isinstance(value := secrets.get(name), str) and value)
