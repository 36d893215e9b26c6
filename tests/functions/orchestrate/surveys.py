"""A conversation that a person has resolved, what the customer says then, and what is kept of it.

::

    wake(resolved(the_time))                    # and the customer is asked how it was
    press("b", the_time.advance(minutes=1), "csat/start/4")
    assert [note["score"] for note in notes()] == [4]
"""

import json
from typing import Any

from shared.deciding import decide
from shared.table import Item
from tests import log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import record, rules, wake, woken


def resolved(
    the_time: SteppingClock, by: str = "agent:ana", survey: str = "csat", **fields: Any
) -> Item:
    """Somebody resolves it; returns the wake-up that follows. ``fields`` are of the customer's
    first message, such as its channel."""
    rules(greeting="", survey=survey)
    wake(woken(log.say("hello", the_time.now, **fields)))
    return again(the_time, by)


def again(the_time: SteppingClock, by: str = "agent:ana") -> Item:
    at = the_time.advance(minutes=5)
    changes = {"status": "resolved", "owner": "agent:ana", "resolved_at": at}
    after = decide(changes, by=by, why="", cause="x", at=at, expected=log.summary())
    return record("decision", f"D#{after['version']:08d}", at)


def pressed(ref: str, at: int, button: str) -> str:
    """The customer taps ``button``; returns the message's id."""
    title = button.rpartition("/")[2]
    content = json.dumps({"reply": {"kind": "button", "id": button, "title": title}})
    return log.say(ref, at, type="interactive", text=title, content=content)


def press(ref: str, at: int, button: str) -> None:
    assert wake(woken(pressed(ref, at, button))) == []


def says(ref: str, at: int, text: str = "", **fields: Any) -> None:
    """A run of its own."""
    assert wake(woken(log.say(ref, at, text=text, **fields))) == []


def notes() -> list[dict[str, Any]]:
    return [json.loads(item["content"]) for item in log.messages("note")]


def kept(what: str) -> list[Any]:
    """``what`` is ``score`` or ``text``."""
    return [note[what] for note in notes() if what in note]


def asked() -> list[Item]:
    return [message for message in log.messages() if message["purpose"] == "survey"]


def stands() -> tuple[str, int]:
    """The status, and how many times the customer has asked for something."""
    summary = log.summary()
    return summary["status"], summary["episode"]


RESTS = ("resolved", 1)
REOPENED = ("open", 2)
