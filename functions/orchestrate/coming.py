"""A customer who came by a link of ours: counted, or joined with the conversation they left."""

from functions.orchestrate import moving
from shared import conversations, history
from shared.ids import MessageId
from shared.links import counting, moves
from shared.links.codes import codes_in


def came(conversation: str, causes: str) -> None:
    """Do what the codes in the messages ``causes``, ids parted by spaces, are good for.

    Before the workflow looks at them, so that it finds them with whom they belong to. The same
    again changes nothing. Raises Unavailable, Conflict if others always decide first.
    """
    for cause in causes.split():
        message = history.find(MessageId.parse(cause))
        for code in codes_in(message) if message else ():
            summary = conversations.summary(conversation)
            if summary is None or message is None:
                return
            if moves.is_token(code):
                moving.arrive(summary, message, code)
            else:
                counting.arrived(summary, message, code)


def answered(conversation: str, causes: str) -> None:
    """Count that people answered with ``causes`` who came by a link. Raises as ``came`` does."""
    for cause in causes.split():
        summary = conversations.summary(conversation)
        message = history.find(MessageId.parse(cause))
        if summary is None or message is None:
            continue
        # What is no answer of people, such as an echo of the bot's, has not been noted as one.
        if summary.get("agent_answered_at", 0) >= message["received_at"]:
            counting.answered(summary, message["received_at"])
