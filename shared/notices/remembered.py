"""Which notice a customer answers: pure.

The summary remembers the last ones by name, in ``notices``:

=========  ========================================================================
``ids``    of the last ones, the newest last: ``<ms>.<ref>``, or the whole id where
           it lies under another name of the conversation
``done``   the newest of them that was answered by the next thing said
``by``     the id of the message that did so
=========  ========================================================================
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from shared.conversations import conversation_of
from shared.ids import MessageId
from shared.table import Item
from shared.windows.window import effective

PENDING: Final = "notices"
# A summary that is longer costs more with every message, and who is sent more means the last ones.
MOST: Final = 3
QUOTED_WITHIN_MS: Final = 30 * 86_400_000
_SECOND: Final = 1000
_MAY_HAVE_COME: Final = frozenset({"sending", "unknown", "sent", "delivered", "read"})

Remembered = dict[str, Any]


def after(summary: Mapping[str, Any], message: Item) -> Remembered:
    """What the summary remembers once the notice ``message`` is accepted."""
    there = summary.get(PENDING) or {}
    return {**there, "ids": [*there.get("ids", ()), _short(message)][-MOST:]}


def joined(one: Remembered, other: Remembered, conversation: str) -> Remembered:
    """What ``one`` remembers once it is of one customer with ``other`` of ``conversation``, another
    name. Of two that were answered the newer counts."""
    moved = {**other, "ids": [_whole(name, conversation) for name in other.get("ids", ())]}
    if "done" in other:
        moved["done"] = _whole(other["done"], conversation)
    kept = {*one.get("ids", ()), *moved["ids"]}
    ids = sorted(kept, key=lambda name: (_at(name), name))[-MOST:]
    answered = [each for each in (one, moved) if "done" in each]
    newest = max(answered, key=lambda each: _at(each["done"]), default={})
    return {"ids": ids, **{name: newest[name] for name in ("done", "by") if name in newest}}


def names(summary: Item) -> list[MessageId]:
    """Of those that it remembers, the newest first."""
    own = conversation_of(summary)
    ids = (summary.get(PENDING) or {}).get("ids", ())
    return [MessageId.parse(_whole(name, own)) for name in reversed(ids)]


def may_answer(summary: Item, message: Item, within_ms: int) -> bool:
    """Whether ``message``, which has come in, may be an answer to one that ``summary`` remembers:
    whether they need be read."""
    there = summary.get(PENDING)
    if not there or message["type"] == "event":
        return False
    if there.get("by") == str(MessageId.of(message)):
        return True
    newest = _at(there["ids"][-1])
    if message.get("reply_to"):
        return bool(effective(message) - newest <= QUOTED_WITHIN_MS)
    return _is_open(there, newest) and _in_time(newest, message, within_ms)


def answered(
    summary: Item, message: Item, notices: Sequence[Item], within_ms: int
) -> tuple[Item | None, str]:
    """Which of ``notices``, the newest first, ``message`` answers, and how: ``quote`` or ``next``.

    What quotes one answers it. Else it is the next thing said after it, if it came in time; what
    quotes something else is not. One that did not reach the customer is answered by nobody.
    """
    came = [notice for notice in notices if notice["status"] in _MAY_HAVE_COME]
    if quoted := message.get("reply_to"):
        if found := [notice for notice in came if notice.get("provider_id") == quoted]:
            return found[0], "quote"
        # The platform may be faster than our record of what it has taken.
        came = [notice for notice in came if not notice.get("provider_id")]
    there = summary.get(PENDING) or {}
    if there.get("by") == str(MessageId.of(message)):
        done = [n for n in notices if _names(summary, there["done"], n)]
        return (done[0], "next") if done else (None, "")
    for notice in came:
        at = MessageId.of(notice).at
        if _is_open(there, at) and _in_time(at, message, within_ms):
            return notice, "next"
    return None, ""


def taken(summary: Item, message: Item, notice: Item) -> Remembered:
    """What the summary remembers once ``message`` has answered ``notice``: nothing else that is
    said now is the next thing after it, or after an older one."""
    there = summary[PENDING]
    if there.get("by") == str(MessageId.of(message)):
        return dict(there)
    at = MessageId.of(notice).at
    if not _is_open(there, at):
        return dict(there)
    done = next(name for name in there["ids"] if _names(summary, name, notice))
    return {**there, "done": done, "by": str(MessageId.of(message))}


def _is_open(there: Remembered, at: int) -> bool:
    """Whether nothing was said since the one of ``at``."""
    return "done" not in there or _at(there["done"]) < at


def _in_time(at: int, message: Item, within_ms: int) -> bool:
    # Many platforms count in seconds, so what is said in the same one may be the answer.
    said = effective(message) // _SECOND
    return bool(at // _SECOND <= said and message["received_at"] - at <= within_ms)


def _names(summary: Item, name: str, notice: Item) -> bool:
    return _whole(name, conversation_of(summary)) == str(MessageId.of(notice))


def _short(message: Item) -> str:
    named = MessageId.of(message)
    return f"{named.at}.{named.ref}"


def _whole(name: str, conversation: str) -> str:
    return name if name.count(".") > 1 else f"{conversation}.{name}"


def _at(name: str) -> int:
    return int(name.split(".")[-2])
