"""What an external bot is asked, and what its answer means: pure. docs/bots.md is the contract."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from shared.clock import rfc3339
from shared.configuration import Next
from shared.configuration.teams import PRIORITIES
from shared.ids import MessageId
from shared.noting import is_name
from shared.planning.sight import Sight
from shared.table import Item

_MOST_MESSAGES: Final = 5
_MOST_CHOICES: Final = 10
_LONGEST: Final = 4096
_IS_NAME: Final = re.compile("[a-z0-9-]{1,32}")  # of a team and of an agent
_HANDOVER: Final = frozenset({"team", "agent", "skills", "priority"})


@dataclass(frozen=True, slots=True)
class BotAnswer:
    """``then`` is set if people are to have the conversation; ``end`` if the bot is done."""

    texts: tuple[str, ...] = ()
    buttons: tuple[Mapping[str, str], ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    then: Next | None = None
    end: bool = False


def question(sight: Sight, bot: str, messages: Sequence[Item]) -> bytes:
    """The body of the request."""
    said = {
        "bot": bot,
        "conversation": str(sight.summary["pk"]).removeprefix("C#"),
        "channel": sight.summary["channel"],
        "account": sight.summary["account"],
        "language": sight.language,
        "attributes": sight.attributes,
        "messages": [
            {
                "id": str(MessageId.of(message)),
                "type": message["type"],
                "text": message.get("text") or "",
                "choice": _choice(message),
                "sent_at": rfc3339(message["sent_at"]),
                **_notice(message),
            }
            for message in messages
        ],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _notice(message: Item) -> dict[str, Any]:
    """The notice that it answers, and what that is about."""
    if not message.get("notice"):
        return {}
    return {"notice": message["notice"], "context": json.loads(message.get("context") or "{}")}


def _choice(message: Item) -> str | None:
    reply = json.loads(message.get("content") or "{}").get("reply") or {}
    return reply.get("id")


def read(raw: bytes) -> BotAnswer:
    """Raises ValueError if it is not as agreed."""
    said = _json(raw)
    if not isinstance(said, dict):
        raise ValueError("an object")
    messages = _list(said.get("messages", []), _MOST_MESSAGES)
    last = messages[-1] if messages else {}
    handover = said.get("handover")
    return BotAnswer(
        texts=tuple(_text(message.get("text"), _LONGEST) for message in messages),
        buttons=tuple(_button(one) for one in _list(last.get("choices", []), _MOST_CHOICES)),
        attributes=_map(said.get("attributes", {})),
        then=None if handover is None else _handover(handover),
        end=said.get("end") is True,
    )


def _json(raw: bytes) -> Any:
    """Of texts that can be kept: half a surrogate pair (RFC 7493, section 2.1) cannot."""
    try:
        said = json.loads(raw)
        json.dumps(said, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return said


def _list(said: Any, most: int) -> list[dict[str, Any]]:
    if not isinstance(said, list) or len(said) > most:
        raise ValueError(f"a list of at most {most}")
    if not all(isinstance(one, dict) for one in said):
        raise ValueError("objects")
    return said


def _text(said: Any, longest: int) -> str:
    if not isinstance(said, str) or not said.strip() or len(said) > longest:
        raise ValueError(f"a text of at most {longest} characters")
    return said


def _button(said: Mapping[str, Any]) -> dict[str, str]:
    return {"id": _text(said.get("id"), 200), "title": _text(said.get("title"), 80)}


def _map(said: Any) -> dict[str, str]:
    if not isinstance(said, dict) or len(said) > 20:
        raise ValueError("at most 20 attributes")
    if not all(map(is_name, said)):
        raise ValueError("attributes: names of a letter, then letters, digits and _ . -")
    return {name: _text(value, 1000) for name, value in said.items()}


def _handover(said: Any) -> Next:
    if not isinstance(said, dict) or set(said) - _HANDOVER:
        raise ValueError("handover: a team, an agent, skills, a priority, or nothing")
    to = Next.parse({**said, "people": True}, "handover")
    if not all(map(_IS_NAME.fullmatch, filter(None, (to.team, to.agent)))):
        raise ValueError("handover: names of a-z, 0-9 and -")
    if to.priority and to.priority not in PRIORITIES:
        raise ValueError(f"handover/priority: one of {', '.join(PRIORITIES)}")
    return to
