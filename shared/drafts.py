"""What somebody wants to say, before it is accepted, and what forbids it. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from shared.channels import Channel
from shared.errors import Conflict, NewerReply, OptedOut, OutboxFull
from shared.ids import MessageId
from shared.keys import message_sk
from shared.messages import AuthorKind, MessageType
from shared.table import Item
from shared.wording.splitting import MOST_PARTS, fits, split

OUTBOX_LIMIT: Final = 100
# The one thing that is said automatically after an opt-out, whoever holds the conversation.
OPT_OUT_CONFIRMATION: Final = "opt-out-confirmation"
OPT_IN_CONFIRMATION: Final = "opt-in-confirmation"
# Of what the customer has just decided; nobody calls that spam.
CONFIRMATIONS: Final = frozenset({OPT_OUT_CONFIRMATION, OPT_IN_CONFIRMATION})
NO_TEMPLATES: Final = "The customer wants no messages but answers to their own."
AUTOMATIC: Final = frozenset({"bot", "system"})  # authors that are no persons
# Said because something happened to the customer, whoever holds the conversation.
NOTICE: Final = "notice"


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that is not yet ours to send."""

    type: MessageType
    text: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    reply_to: str | None = None  # platform id of the quoted message
    author_kind: AuthorKind = "bot"
    author_id: str = ""
    purpose: str = "reply"
    rule: str = ""  # which rule of a workflow said it
    trigger: str = ""  # id of the message it answers
    why: str = ""  # of what a workflow says: a plain sentence
    run: str = ""  # id of the message that the run which says it decides by, where that is another
    context: Mapping[str, str | int | float] = field(default_factory=dict)  # of a notice


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on the summary that is set together with a message.

    The message is refused while what is there is above ``unless_above``, if that is given, or, if
    it is ``exact``, while it is anything else than ``upon`` (None: nothing).
    """

    name: str
    value: Any
    unless_above: int | None = None
    exact: bool = False
    upon: Any = None

    def stands(self, summary: Item) -> bool:
        there = summary.get(self.name)
        if self.exact:
            return bool(there != self.upon)
        return there is not None and self.unless_above is not None and there > self.unless_above


def is_echo(message: Mapping[str, Any]) -> bool:
    """Whether ``message``, an item of the log, was said by the business in another app."""
    return message["direction"] == "outbound" and "out_seq" not in message


def in_parts(draft: Draft, channel: Channel) -> list[Draft]:
    """The messages that say ``draft``: itself, unless its text is longer than ``channel`` takes.

    Words that cannot stand below a file follow it. Only the first quotes, and nothing but plain
    texts and words with files is parted. Raises TextTooLong.
    """
    limits = channel.limits
    longest, unit = limits.text, limits.text_unit
    file = channel.files.get(draft.type)
    if file and not fits(draft.text, limits.caption if file.captioned else 0, unit):
        words = split(draft.text, longest, unit, MOST_PARTS - 1)
        return [replace(draft, text=""), *(_following(draft, text) for text in words)]
    if draft.type != "text" or fits(draft.text, longest, unit):
        return [draft]
    first, *others = split(draft.text, longest, unit)
    return [replace(draft, text=first), *(_following(draft, text) for text in others)]


def _following(draft: Draft, text: str) -> Draft:
    return replace(draft, type="text", text=text, content={}, reply_to=None, context={})


def check(
    summary: Item, draft: Draft, seen: Item | None, marks: tuple[Mark, ...], parts: int = 1
) -> None:
    """Raises OutboxFull, NewerReply, OptedOut or Conflict if ``draft`` must not be accepted now.

    ``seen`` is the newest message that its author has seen, None if that does not matter, and
    ``parts`` how many messages it becomes.
    """
    if len(summary.get("outbox", ())) + parts > OUTBOX_LIMIT:
        raise OutboxFull(f"{OUTBOX_LIMIT} messages wait to be sent")
    if seen and (newer := _answer_after(summary, seen)):
        raise NewerReply(newer)
    if draft.author_kind in AUTOMATIC and not _may_speak_itself(summary, draft):
        raise Conflict("nothing may be said automatically now")
    check_template(summary, draft)
    if standing := [mark.name for mark in marks if mark.stands(summary)]:
        raise Conflict(f"already done: {standing}")


def check_template(summary: Item, draft: Draft) -> None:
    """Raises OptedOut if ``draft`` is a template or a notice and the customer wants none, whoever
    sends it."""
    if (draft.type == "template" or draft.purpose == NOTICE) and summary["consent"] == "out":
        raise OptedOut("opted-out", NO_TEMPLATES)


def _may_speak_itself(summary: Item, draft: Draft) -> bool:
    if draft.purpose in (OPT_OUT_CONFIRMATION, NOTICE):  # a notice asks for consent itself
        return True
    mine = draft.author_kind == "system" or summary["owner"] == "bot"
    stopped = summary.get("stopped") == summary["episode"]
    return bool(mine and summary["consent"] != "out" and not stopped)


def _answer_after(summary: Item, seen: Item) -> str | None:
    """The newest own answer, if it was accepted after ``seen`` had arrived."""
    newest: str | None = summary.get("answered_id")
    if newest is None or newest == str(MessageId.of(seen)):
        return None
    return newest if summary["answered_at"] > seen["received_at"] else None


def messages_of(
    summary: Item, parts: list[Draft], *, at: int, ref: str, now: int, seen: Item | None
) -> list[Item]:
    """What ``parts`` become: the first under the key (``at``, ``ref``), the next ones under
    ``<ref>-2`` and so on, which keeps them in line."""
    first, *others = parts
    messages = [message_of(summary, first, at=at, ref=ref, now=now, seen=seen)]
    for number, part in enumerate(others, 2):
        made = message_of(summary, part, at=at, ref=f"{ref}-{number}", now=now, seen=seen)
        messages.append({**made, "out_seq": messages[-1]["out_seq"] + 1})
    return messages


def message_of(
    summary: Item, draft: Draft, *, at: int, ref: str, now: int, seen: Item | None
) -> Item:
    """The queued message that ``draft`` becomes under the key (``at``, ``ref``).

    Its place in the order of arrival is after all that its author can have seen, even where the
    clocks of two machines differ.
    """
    automatic = draft.author_kind in AUTOMATIC
    earlier = [summary.get("answered_at"), summary.get("inbound_at")]
    earlier += [seen["received_at"]] if seen else []
    item = {
        "pk": summary["pk"],
        "sk": message_sk(at, ref),
        "kind": "message",
        "channel": summary["channel"],
        "account": summary["account"],
        "identity": summary["identity"],
        "direction": "outbound",
        "author_kind": draft.author_kind,
        "author_id": draft.author_id,
        "type": draft.type,
        "text": draft.text,
        "content": json.dumps(draft.content, ensure_ascii=False, separators=(",", ":")),
        "reply_to": draft.reply_to,
        "status": "queued",
        "sent_at": at,
        "received_at": max([now, *(ms + 1 for ms in earlier if ms is not None)]),
        "out_seq": summary.get("out_seq", 0) + 1,
        "purpose": draft.purpose,
        "rule": draft.rule or None,
        "trigger": draft.trigger or None,
        "why": draft.why or None,
        "run": draft.run if draft.run not in ("", draft.trigger) else None,
        "context": json.dumps(draft.context, ensure_ascii=False) if draft.context else None,
        # Under whom it is said; whoever is given the conversation later may not want it said.
        "owner": summary["owner"] if automatic else None,
        "version": summary["version"] if automatic else None,
    }
    return {name: value for name, value in item.items() if value is not None}
