"""What the customer says in answer to a notice has with it what the notice was about.

It stands on the answer itself, ``notice`` (its id), ``notice_by`` and ``context``, so that rules,
bots and agents find it where they look anyway. Nothing is read or written where the summary
remembers no notice that it may answer.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress

from shared import history, table
from shared.configuration import Configuration
from shared.errors import Conflict
from shared.history import arrival
from shared.ids import MessageId
from shared.notices import remembered
from shared.table import Item

_MARKED = ("notice", "notice_by", "context")


def answered(
    summary: Item, came: Sequence[Item], wanted: Callable[[], Configuration]
) -> tuple[Item, list[Item]]:
    """``summary`` once ``came`` has been compared with the notices that it remembers, and those of
    ``came`` that answer one, with what that is about. The same again gives the same."""
    if not came or remembered.PENDING not in summary:
        return summary, []
    within_ms = wanted().policy.notice_answered_within_ms
    read: list[Item] | None = None
    answers = []
    for item in sorted(came, key=arrival):
        if not remembered.may_answer(summary, item, within_ms):
            continue
        if read is None:
            read = [found for name in remembered.names(summary) if (found := history.find(name))]
        notice, how = remembered.answered(summary, item, read, within_ms)
        if notice:
            summary = {**summary, remembered.PENDING: remembered.taken(summary, item, notice)}
            answers.append(_marked(item, notice, how))
    return summary, answers


def _marked(item: Item, notice: Item, how: str) -> Item:
    about = {"context": notice["context"]} if notice.get("context") else {}
    return {**item, "notice": str(MessageId.of(notice)), "notice_by": how, **about}


def write(answer: Item) -> None:
    """Put on the message what ``answered`` found. Raises Unavailable."""
    marks = {name: answer[name] for name in _MARKED if name in answer}
    sets = ", ".join(f"#{name} = :{name}" for name in marks)
    values = {f":{name}": value for name, value in marks.items()}
    with suppress(Conflict):  # erased meanwhile: nothing may come back
        table.update(
            answer["pk"],
            answer["sk"],
            f"SET {sets}",
            {**values, ":message": "message"},
            "#kind = :message",
        )
