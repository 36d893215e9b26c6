"""Lambda: accepts what a rule of the business says; the log carries it out."""

from typing import Any

from shared import ids, keys, reasons, table
from shared.accepted import marking
from shared.accepting import Draft, Mark, accept
from shared.errors import BudgetSpent, Conflict, OutboxFull, ReplyWindowClosed, TextTooLong
from shared.ids import MessageId
from shared.messages import AuthorKind
from shared.planning import stopping
from shared.table import Item

_RULE_LETTERS = 8  # tell the few rules apart that may answer one message


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Takes ``conversation`` and ``reply``, which names its trigger; returns the message's id, or
    the trigger's where nothing is said and only marks are set, or in ``stopped`` why automation
    says no more, and the notice to admins about it.

    The trigger and the rule are the message's key, so that a repetition is the same message.
    It is said by the bot at the time of its trigger, if ``reply`` does not tell otherwise (author,
    at, type, content). ``notes`` are remarks that are put into the line with it. Raises Conflict if
    the bot may no longer speak, and what ``accept`` raises; what coming back could not mend leaves
    its reason on the trigger.
    """
    reply = event["reply"]
    trigger = MessageId.parse(reply["trigger"])
    summary = table.get(keys.conversation_pk(event["conversation"]), keys.SUMMARY)
    if summary is None:
        raise Conflict("the conversation is gone")
    marks = tuple(Mark(**mark) for mark in reply.get("marks", ()))
    for note in reply.get("notes", ()):  # before the marks, which say that they were taken down
        table.put_if_absent(note)
    if reply.get("silent"):
        _set(summary, marks)
        return {"message": reply["trigger"], "stopped": None}
    author = reply.get("author", "bot")
    try:
        message = accept(
            summary,
            _draft(reply, author),
            at=reply.get("at", trigger.at),
            ref=f"{trigger.ref}-{ids.digest(reply['rule'], 'reply')[:_RULE_LETTERS]}",
            marks=marks,
        )
    except BudgetSpent as spent:
        rule = reply["rule"]
        reasons.note(trigger, what=f"{rule} was not said", why=spent.why, by=author, rule=rule)
        return {"message": None, "stopped": stopping.told(summary, spent)}
    except (ReplyWindowClosed, OutboxFull, TextTooLong) as refusal:
        rule = reply["rule"]
        reasons.note(trigger, what=f"{rule} was not said", why=str(refusal), by=author, rule=rule)
        raise
    return {"message": str(MessageId.of(message)), "stopped": None}


def _draft(reply: dict[str, Any], author: AuthorKind) -> Draft:
    return Draft(
        type=reply.get("type", "text"),
        text=reply["text"],
        content=reply.get("content", {}),
        author_kind=author,
        author_id=author,
        purpose=reply["purpose"],
        rule=reply["rule"],
        trigger=reply["trigger"],
        why=reply.get("why", ""),
        run=reply.get("run", ""),
    )


def _set(summary: Item, marks: tuple[Mark, ...]) -> None:
    """Raises Conflict if one of them was moved by somebody else."""
    if any(summary.get(mark.name) != mark.value for mark in marks):
        table.transact(marking(summary, marks))
