"""What one answer writes, from its acceptance to ``sent``, so that it cannot grow unseen."""

from collections.abc import Mapping

from shared import conversations, table
from shared.accepting import Draft, accept
from tests.bench.trace import Road, road
from tests.functions.follow_log.stream_reader import kinds

BY_ANA = Draft("text", "Hello, Ana here.", author_kind="agent", author_id="ana")
BY_BOT = Draft("text", "Half past nine.", author_id="bot", rule="hours")


def costs(made: Road, draft: Draft) -> Mapping[str, float]:
    """Units by phase, of ``draft`` said to the customer of the road."""
    newest = max(kinds("summary"), key=lambda one: one.get("active_at", 0))
    summary = conversations.summary(newest["pk"].removeprefix("C#"))
    assert summary
    made.readings.written.clear()
    message = accept(summary, draft, at=made.the_time.now, ref=draft.author_id)
    made.follow()
    assert (table.get(message["pk"], message["sk"]) or {})["status"] == "sent"
    return {phase: made.readings.units(phase=phase) for phase in ("", "follow", "send")}


def test_an_answer_costs_no_more_than_it_must() -> None:
    """Message and summary together, the place in the inbox; claim, record, a place less in the
    outbox; two pages of events. One more for the counter where it is said automatically."""
    with road() as made:
        made.say(1)
        made.follow()
        by_bot, by_ana = costs(made, BY_BOT), costs(made, BY_ANA)
    assert by_bot == {"": 11, "follow": 2, "send": 3}
    assert by_ana == {"": 10, "follow": 2, "send": 3}
