"""Lines that say why something was not done, where no decision and no message tells it.

A line lies beside the message it explains, under a key that its cause decides. It is written only
when something was wanted and refused; a bot that has nothing to say leaves none, for that can be
told from how things stood.
"""

from shared import clock, keys, table
from shared.ids import MessageId
from shared.table import Item

MOST = 20  # lines of one message that are read


def note(message: MessageId, *, what: str, why: str, by: str, rule: str) -> None:
    """Leave a line on ``message``, in plain English; the first one of ``rule`` stays.

    Raises Unavailable.
    """
    table.put_if_absent(
        {
            "pk": message.pk,
            "sk": keys.reason_sk(message.at, message.ref, rule),
            "kind": "reason",
            "what": what,
            "why": why,
            "by": by,
            "rule": rule,
            "cause": str(message),
            "at": clock.now_ms(),
        }
    )


def of(message: MessageId) -> list[Item]:
    """The lines left on ``message``, by one read."""
    low = keys.reason_sk(message.at, message.ref, "")
    return list(table.query(message.pk, low, f"{low}~", limit=MOST))
