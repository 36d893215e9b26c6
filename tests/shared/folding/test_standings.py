"""How two conversations stand once they are one."""

import pytest

from shared.folding.standings import joined
from shared.table import Item

OLD: Item = {
    "version": 7,
    "decided_at": 100,
    "decided_by": "agent:ana",
    "owner": "bot",
    "status": "resolved",
    "episode": 3,
    "consent": "unknown",
}
NEW: Item = {
    "version": 1,
    "decided_at": 200,
    "decided_by": "agent:bo",
    "owner": "agent:bo",
    "status": "open",
    "episode": 1,
    "consent": "unknown",
}
BEGUN: Item = {"version": 0, "owner": "bot", "status": "open", "episode": 1, "consent": "unknown"}
OUT: Item = {"consent": "out", "consent_since": 50, "consent_as_of": "0000000000050#1#x"}


def both_ways(one: Item, other: Item) -> Item:
    there, back = joined(one, other), joined(other, one)
    assert there == back
    return there


def test_the_newer_decision_counts_and_not_the_one_of_the_longer_history() -> None:
    after = both_ways(OLD, NEW)
    assert (after["owner"], after["status"], after["episode"]) == ("agent:bo", "open", 1)
    assert after["version"] == 7, "the next decision must be above all that there are"


def test_what_nobody_has_decided_about_gives_way() -> None:
    assert both_ways(OLD, {**BEGUN, "decided_at": 300})["status"] == "resolved"


@pytest.mark.parametrize("out", [OLD, NEW])
def test_an_opt_out_on_either_id_is_the_customers(out: Item) -> None:
    other = NEW if out is OLD else OLD
    after = both_ways({**out, **OUT}, other)
    assert (after["consent"], after["consent_since"]) == ("out", 50)
    assert after["owner"] == "agent:bo"


def test_the_newest_word_about_consent_counts() -> None:
    again = {"consent": "in", "consent_since": 60, "consent_as_of": "0000000000060#1#x"}
    assert both_ways({**OLD, **OUT}, {**NEW, **again})["consent"] == "in"
    # STOP once more changes nothing but how long it counts.
    said_again = {**OUT, "consent_as_of": "0000000000070#1#x"}
    assert both_ways({**OLD, **said_again}, {**NEW, **again})["consent"] == "out"
    in_the_same_moment = {**again, "consent_since": 50, "consent_as_of": "0000000000050#1#x"}
    assert both_ways({**OLD, **OUT}, {**NEW, **in_the_same_moment})["consent"] == "out"


def test_marketing_is_a_consent_of_its_own() -> None:
    asked = {"marketing": "out", "marketing_since": 10}
    after = both_ways({**OLD, **asked}, {**NEW, **OUT})
    assert (after["marketing"], after["consent"]) == ("out", "out")


@pytest.mark.parametrize("there", [OLD, BEGUN, {**NEW, **OUT}, {**NEW, "marketing": "in"}])
def test_an_id_under_which_nobody_has_written_yet_changes_nothing(there: Item) -> None:
    after = both_ways(there, {})
    assert {name: value for name, value in after.items() if value is not None} == {
        name: value for name, value in there.items() if name != "decided_at"
    }
