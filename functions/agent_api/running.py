"""Running a macro: each of its actions by the function of its own route.

A run is remembered, with the actions as they were, before the first of them. Each has an
idempotency key of its own, made of the run's, so a run that broke off goes on when it is repeated.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api import attachments, canned, labels, notes
from functions.agent_api.access import Principal
from functions.agent_api.assign import Assignment, hand_over
from functions.agent_api.conversations import change, summary_of
from functions.agent_api.documents import revision, said_in
from functions.agent_api.drafts import NewMessage, draft_of
from functions.agent_api.macros import (
    KIND,
    Action,
    Assigning,
    Changing,
    Labelling,
    MacroBody,
    Noting,
    Saying,
)
from functions.agent_api.messages import message_id, send
from functions.agent_api.notes import NewNote
from functions.agent_api.problems import Problem
from functions.agent_api.refusals import REFUSALS, problem_of, unfit
from functions.agent_api.statuses import Changes
from functions.agent_api.templates import window_closed
from shared import audit, clock, configuration, ids, table
from shared.accepting import refuse
from shared.errors import Conflict, ReplyWindowClosed, ThreadlineError
from shared.idempotency import Idempotency
from shared.ids import MessageId
from shared.keys import single
from shared.table import Item

_REFUSED: Final[tuple[type[ThreadlineError], ...]] = tuple(REFUSALS)


class RunBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    slots: dict[str, Annotated[str, Field(max_length=1000)]] = Field(
        default_factory=dict, description="Of the replies in it.", examples=[{"order": "4711"}]
    )
    language: str | None = Field(
        None,
        min_length=2,
        max_length=35,
        description="Of the replies; the customer's if not given.",
    )
    seen_through: str | None = Field(
        None,
        description="The newest message you have seen; a newer answer refuses the first reply.",
    )


class Done(BaseModel):
    type: str = Field(examples=["reply"])
    message_id: str | None = Field(None, description="Of a reply or a note.")


@dataclass(frozen=True, slots=True)
class Run:
    """``once`` is the caller's idempotency key, or any name that no other run has."""

    principal: Principal
    conversation: str
    macro: str
    said: RunBody
    once: str

    @property
    def idempotency(self) -> Idempotency:
        said = self.conversation, self.macro, self.said.model_dump_json()
        return Idempotency.of(self.principal.token, "macro", self.once, *said)

    def once_for(self, number: int) -> str:
        return ids.digest("macro", self.conversation, self.macro, self.once, str(number))

    def message(self, action: Saying, before: Sequence[Action]) -> NewMessage:
        is_first = not any(isinstance(one, Saying) for one in before)
        return NewMessage(
            type="reply",
            reply=action.reply,
            slots=action.slots,
            language=self.said.language,
            # The others answer after the first, which is as it should be.
            seen_through=self.said.seen_through if is_first else None,
        )


def begun(run: Run, summary: Item) -> list[Action]:
    """Those of the run as it began, which it does now if it has not yet. Raises Problem, and what
    is refused at once."""
    if before := run.idempotency.before():
        return MacroBody.model_validate_json(before["macro"]).actions
    item = KIND.find(run.macro)
    macro = _with_slots(run, MacroBody.model_validate(said_in(item)))
    _check(run, summary, macro.actions)
    remembered = run.idempotency.item(macro=macro.model_dump_json(exclude_unset=True))
    entry = audit.entry(
        run.principal.name,
        "ran",
        f"macros/{run.macro}",
        revision=revision(item),
        conversation=run.conversation,
    )
    try:
        table.transact(table.putting(remembered), entry)
    except Conflict:  # the same run has begun at the same moment
        return begun(run, summary)
    return macro.actions


def _with_slots(run: Run, macro: MacroBody) -> MacroBody:
    """With the slots that the run gives, each to the replies that have it. Raises Problem 422."""
    replies, given, made = configuration.load().replies, dict(run.said.slots), []
    unknown = set(given)
    for action in macro.actions:
        if isinstance(action, Saying) and (reply := replies.get(action.reply)):
            own = {name: value for name, value in given.items() if name in reply.slots}
            unknown -= set(own)
            action = action.model_copy(update={"slots": action.slots | own})
        made.append(action)
    for name in sorted(unknown):
        raise unfit("no reply of this macro has such a slot", f"slots/{name}")
    return macro.model_copy(update={"actions": made})


def _check(run: Run, summary: Item, actions: list[Action]) -> None:
    """Raises Problem for what would be refused now."""
    there, now = summary.get("labels", ()), clock.now_ms()
    for number, action in enumerate(actions):
        with _numbered(number):
            match action:
                case Changing():
                    action.changes(now).decided(now)
                case Labelling():
                    labels.check(action.changes(there).labels or (), there)
                case Noting():
                    notes.check(action.mentions)
                case Saying():
                    _check_message(run, summary, run.message(action, actions[:number]))


def _check_message(run: Run, summary: Item, new: NewMessage) -> None:
    new = canned.said(new, summary, run.principal)
    if new.attachments:
        attachments.check(new, summary["channel"])
    draft = draft_of(new, summary["channel"], run.principal.author)
    seen = message_id(new.seen_through) if new.seen_through else None
    try:
        refuse(summary, draft, seen_through=seen)
    except ReplyWindowClosed as refusal:
        raise window_closed(summary) from refusal


def carry_out(run: Run, actions: list[Action], number: int) -> Done:
    """After it is done, by the function of its own route. Raises Problem."""
    action, once = actions[number], run.once_for(number)
    summary, to = summary_of(run.principal, run.conversation), run.conversation
    with _numbered(number):
        match action:
            case Saying():
                new = run.message(action, actions[:number])
                sent = send(run.principal, summary, to, new, once)
                return Done(type=action.type, message_id=str(MessageId.of(sent)))
            case Changing():
                _change(run, summary, action.changes(clock.now_ms()), once)
            case Labelling():
                _change(run, summary, action.changes(summary.get("labels", ())), once)
            case Noting():
                written = NewNote.model_validate(action.model_dump(exclude={"type"}))
                note = notes.put(run.principal, summary, to, written, once)
                return Done(type=action.type, message_id=str(MessageId.of(note)))
            case Assigning():
                said = Assignment.model_validate(action.model_dump(exclude={"type"}))
                hand_over(run.principal, summary, to, said, once)
    return Done(type=action.type)


def _change(run: Run, summary: Item, changes: Changes, once: str) -> None:
    known = Idempotency(*single.idempotency_key(run.principal.token, "change", once), body_hash="")
    why, cause = f"The macro {run.macro} was run.", f"macro:{run.macro}"
    change(run.principal, summary, changes, why=why, cause=cause, once=known)


@contextmanager
def _numbered(number: int) -> Iterator[None]:
    """A refusal says which action it is about."""
    try:
        yield
    except Problem as problem:
        problem.more["action"] = number
        raise
    except _REFUSED as refusal:
        told = problem_of(refusal)
        told.more["action"] = number
        raise told from refusal
