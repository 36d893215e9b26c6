"""Lambda: accepts what the bot says; the log carries it out."""

from typing import Any

from shared import keys, table
from shared.accepting import Draft, Mark, accept
from shared.errors import Conflict
from shared.keys import MessageId


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, str]:
    """Takes ``conversation`` and ``reply``, which names its trigger; returns the message's id.

    The trigger and the rule are the message's key, so that a repetition is the same message.
    Raises Conflict if the bot may no longer speak, and what else ``accept`` raises.
    """
    reply = event["reply"]
    trigger = MessageId.parse(reply["trigger"])
    summary = table.get(keys.conversation_pk(event["conversation"]), keys.SUMMARY)
    if summary is None:
        raise Conflict("the conversation is gone")
    draft = Draft(
        type="text",
        text=reply["text"],
        author_kind="bot",
        author_id="bot",
        purpose=reply["purpose"],
        rule=reply["rule"],
        trigger=reply["trigger"],
    )
    message = accept(
        summary,
        draft,
        at=trigger.at,
        ref=f"{trigger.ref}-{keys.digest(reply['rule'], 'reply')}",
        marks=tuple(Mark(**mark) for mark in reply["marks"]),
    )
    return {"message": str(MessageId.of(message))}
