"""Moves of a conversation to another channel: tokens that are signed, end, and are good once.

A token is 40 letters and digits (t.me takes 64): 9 bytes that name the move, 4 of when it ends in
seconds, and 12 of an HMAC by the id key over both and the place where it may be used. So whatever
is forged, too late or sent to another account is known without a read.
"""

import base64
import hashlib
import hmac
import re
from typing import Any, Final

from shared import audit, clock, table
from shared.credentials import id_key
from shared.errors import Conflict, IdempotencyMismatch
from shared.keys import single
from shared.table import Item

LONGEST_MINUTES: Final = 7 * 24 * 60
_NAME, _END, _MAC = 9, 4, 12  # bytes
_TOKEN: Final = re.compile(r"[a-z2-7]{40}")
_KEEP_S: Final = 30 * 86_400  # after its end, to tell what became of it


def is_token(code: str) -> bool:
    """Whether ``code`` looks like one; codes of links are shorter."""
    return bool(_TOKEN.fullmatch(code))


def token_of(move: Item) -> str:
    """The token of a move, which is kept nowhere."""
    raw = _raw(move["name"]) + move["until_s"].to_bytes(_END)
    return _text(raw + _mac(raw, move["channel"], move["account"]))


def name_in(token: str, channel: str, account: str, at: int) -> str | None:
    """The name of the move that ``token`` allows on this account at ``at`` (ms); None if it is
    forged, over, or another account's."""
    if not is_token(token):
        return None
    raw = _raw(token)
    signed, mac = raw[: _NAME + _END], raw[_NAME + _END :]
    if not hmac.compare_digest(mac, _mac(signed, channel, account)):
        return None
    until_s = int.from_bytes(signed[_NAME:])
    return _text(signed[:_NAME]) if at < until_s * 1000 else None


def begin(cause: str, said: dict[str, Any], *, minutes: int, noted_as: str) -> Item:
    """The move from ``conversation`` to ``channel`` and ``account`` of ``said``, good for so long.

    ``noted_as``: who made it, in the audit log. The same ``cause`` is the same move, with the end
    that it had. Raises IdempotencyMismatch if it was another one, Unavailable.
    """
    digest = hmac.digest(id_key(), f"move\0{cause}".encode(), hashlib.sha256)
    name, now = _text(digest[:_NAME]), clock.now_ms()
    until_s = now // 1000 + minutes * 60
    pk, sk = single.move_key(name)
    made = {**said, "minutes": minutes}
    item: Item = {"pk": pk, "sk": sk, "kind": "move", "name": name, **made}
    item |= {"at": now, "until_s": until_s, "expires": until_s + _KEEP_S}
    noted = audit.entry(noted_as, "made", f"moves/{name}", conversation=said["conversation"])
    try:
        table.transact(table.putting(item), noted)
    except Conflict:
        there = table.get(pk, sk) or {}
    else:
        return item
    if any(there.get(name) != value for name, value in made.items()):
        raise IdempotencyMismatch("this key came before with another body")
    return there


def use_up(name: str, conversation: str, cause: str) -> Item | None:
    """The move, if ``conversation`` may make it now; None if there is none or it was made before.

    ``cause``, the id of the message that brought it, may come again until ``finish``.
    """
    pk, sk = single.move_key(name)
    try:
        move = table.update(
            pk,
            sk,
            "SET #used_by = :by, #cause = :cause",
            {":by": conversation, ":cause": cause},
            "attribute_exists(pk) AND attribute_not_exists(#done) AND "
            "(attribute_not_exists(#cause) OR #cause = :cause)",
        )
    except Conflict:
        return None
    return move


def finish(name: str) -> None:
    """All that the move brings about has been done."""
    table.update(*single.move_key(name), "SET #done = :now", {":now": clock.now_ms()})


def _mac(signed: bytes, channel: str, account: str) -> bytes:
    said = b"\0".join((b"move", channel.encode(), account.encode(), signed))
    return hmac.digest(id_key(), said, hashlib.sha256)[:_MAC]


def _raw(text: str) -> bytes:
    return base64.b32decode(text.upper() + "=" * (-len(text) % 8))


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()
