"""A reply that somebody sends by name: its words in the customer's language, its slots filled."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from pydantic import ValidationError

from functions.agent_api.access import Principal
from functions.agent_api.attachments import known_upload
from functions.agent_api.drafts import NewMessage
from functions.agent_api.problems import Problem
from functions.agent_api.refusals import unfit
from shared import configuration
from shared.channels import CHANNELS, plain_type
from shared.configuration import Configuration, Reply
from shared.configuration.buttons import on_the_wire
from shared.configuration.replies import FIRST
from shared.configuration.slots import filled, slots_of
from shared.configuration.texts import Texts, in_language
from shared.table import Item
from shared.wording import languages

# What only a workflow knows: when people are back, and how long it takes.
_ONLY_AUTOMATIC: Final = re.compile(r"(?<!\{)\{(when|position|minutes)\}")
_SHOWN: Final = ("image", "audio", "video")


@dataclass(frozen=True, slots=True)
class Voice:
    """In which language, else in which, and with which values of slots something is said."""

    language: str
    otherwise: str
    values: Mapping[str, str]

    def words(self, said: Texts, written: Callable[[str], str] = str) -> str:
        """Raises Problem 422 that names what nothing fills."""
        text = in_language(said, self.language, self.otherwise)
        if missing := [name for name in slots_of(text) if name not in self.values]:
            raise _unfilled(missing)
        return filled(text, self.values, written)


def said(new: NewMessage, summary: Item, principal: Principal) -> NewMessage:
    """The message that ``new``, a reply by name, becomes for the customer of ``summary``: the first
    step of the reply. Raises Problem 422."""
    found = configuration.load()
    reply = found.replies.get(new.reply or "")
    if reply is None:
        raise unfit(f"there is no reply {new.reply}", "reply")
    for name in new.slots:
        if name not in reply.slots:
            raise unfit(f"the reply has no slot {name}", f"slots/{name}")
    return _made(new, reply, _voice(new, found, summary, principal), summary["channel"])


def _voice(new: NewMessage, found: Configuration, summary: Item, principal: Principal) -> Voice:
    language = new.language or languages.spoken(summary, found.policy)
    agent = found.agents.get(principal.agent)
    facts = {
        "name": summary.get("name"),
        "agent": (agent and agent.name) or principal.agent,
        **(summary.get("attributes") or {}),
    }
    known = {name: str(value) for name, value in facts.items() if value}
    return Voice(language, found.policy.language, known | new.slots)


def _made(new: NewMessage, reply: Reply, voice: Voice, channel: str) -> NewMessage:
    text = _text(reply, voice)
    more: dict[str, Any] = {"type": "text", "text": text or None}
    if reply.files:
        more |= _file(reply, channel)
    elif reply.first.choices:
        more |= {"type": "interactive", "buttons": _buttons(reply, voice)}
    elif not text:
        raise unfit("this reply says nothing", "reply")
    same = {"reply_to": new.reply_to, "seen_through": new.seen_through, "fallback": new.fallback}
    try:
        return NewMessage(**more, **same)
    except ValidationError as error:
        raise unfit("with these slots it is no message", "slots") from error


def _text(reply: Reply, voice: Voice) -> str:
    step = reply.first
    links = (f"{voice.words(one.title)}: {voice.words(one.url, _in_url)}" for one in step.links)
    text = "\n".join(filter(None, (voice.words(step.text), *links)))
    if _ONLY_AUTOMATIC.search(in_language(step.text, voice.language, voice.otherwise)):
        raise unfit("only a workflow can say this reply", "reply")
    return text


def _buttons(reply: Reply, voice: Voice) -> list[dict[str, str]]:
    return [
        {"id": on_the_wire(reply.id, FIRST, one.id), "title": voice.words(one.title)}
        for one in reply.first.choices
    ]


def _file(reply: Reply, channel: str) -> dict[str, Any]:
    [file] = reply.files
    kind = plain_type(known_upload(file.id)["type"])
    shown = kind.partition("/")[0]
    taken = CHANNELS[channel].files.get(shown) if shown in _SHOWN else None
    attached = {"id": file.id, "name": file.name or None, "voice": file.voice}
    return {
        "type": shown if taken and kind in taken.types else "file",
        "attachments": [attached],
    }


def _in_url(value: str) -> str:
    return quote(value, safe="")


def _unfilled(missing: list[str]) -> Problem:
    errors = [{"pointer": f"#/slots/{name}", "detail": f"nothing fills {name}"} for name in missing]
    return Problem(422, "invalid-request", "The reply has slots that are empty.", errors=errors)
