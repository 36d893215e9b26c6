"""What happened on a past day, in order, from the event log; a page of it at a time."""

from collections.abc import Iterator

from shared import clock, deciding, event_log, keys, standing, table
from shared.event_log import Place
from shared.ids import MessageId
from shared.keys import lists
from shared.table import Item


def first_of(day: str) -> Place | None:
    """Where ``day`` ("2026-11-21", UTC) begins; None if nothing happened on it."""
    noted = table.get(lists.EVENT_DAYS, day)
    return Place(noted["first"]) if noted else None


def events(day: str, place: Place) -> Iterator[tuple[Place, Item]]:
    """Every event of ``day`` from ``place`` on, with its own place."""
    for page in event_log.pages(place.seq):
        told = clock.rfc3339(page["at"])[:10]
        if told > day:
            return
        seq = int(page["sk"])
        for number, event in enumerate(page["events"] if told == day else []):
            if (seq, number) >= (place.seq, place.number):
                yield Place(seq, number), event


def item_of(event: Item) -> Item | None:
    """The message that was put, or the decision that was made; None for all else, and for what
    is not there any more. One read."""
    match event["type"]:
        case "message.created":
            message = MessageId.parse(event["message"])
            return table.get(message.pk, message.sk)
        case "conversation.updated" if "version" in event:
            pk = keys.conversation_pk(event["conversation"])
            return table.get(pk, keys.decision_sk(event["version"]))
        case _:
            return None


def with_what_it_changed(decision: Item) -> Item:
    """``decision`` with the names of what it changed. One read."""
    before = table.get(decision["pk"], keys.decision_sk(decision["version"] - 1)) or standing.FIRST
    changed = [name for name in deciding.DECIDED if decision.get(name) != before.get(name)]
    return {**decision, "changed": changed}
