"""Outside business hours customers hear once when people are back; a burst gets one answer."""

import pytest

from shared.configuration import stored
from tests import log
from tests.clock import SteppingClock
from tests.functions.orchestrate import menus
from tests.functions.orchestrate.runs import deployed, lambdas, rules, said, wake, woken
from tests.machines import Lambdas
from tests.shared.hours.calendars_of import SHOP, ms

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")


@pytest.fixture
def at_night(the_time: SteppingClock) -> SteppingClock:
    """A Tuesday at 22:00 in Madrid; the shop opens on Wednesday at 09:00."""
    the_time.now = ms("2026-03-03 22:00")
    stored.put("hours", "shop", SHOP, by="admin")
    return the_time


def text_of(ref: str, at: int, words: str = "hello") -> str | None:
    before = len(log.messages())
    assert wake(woken(log.say(ref, at, text=words))) == []
    after = log.messages()
    return str(after[-1]["text"]) if len(after) > before else None


def test_who_writes_at_night_hears_once_when_people_are_back(at_night: SteppingClock) -> None:
    rules(greeting="Welcome.", hours="shop", language="es")
    assert text_of("a", at_night.now) == (
        "Welcome.\n\nAhora estamos cerrados. Volvemos mañana a las 9:00."
    )
    assert text_of("b", at_night.advance(hours=1)) is None
    assert text_of("c", at_night.advance(hours=11)) is None  # 10:00: somebody is there
    assert text_of("d", at_night.advance(hours=12)) is not None
    assert said() == ["away", "away"]


def test_people_who_are_away_are_spoken_for(at_night: SteppingClock) -> None:
    rules(greeting="", hours="shop", team="sales")
    at_night.now = ms("2026-03-03 12:00")
    assert text_of("a", at_night.now) is None
    at_night.now = ms("2026-03-03 22:00")
    assert log.summary()["owner"] == "team:sales"
    assert text_of("b", at_night.now) == (
        "We are closed at the moment and will be back tomorrow at 09:00."
    )
    [message] = log.messages()
    assert (message["author_kind"], message["why"]) == (
        "system",
        "Those who have the conversation are away.",
    )
    assert text_of("c", at_night.advance(hours=1)) is None


def test_an_agent_who_still_answers_is_not_away(at_night: SteppingClock) -> None:
    rules(greeting="", hours="shop")
    log.say("a", at_night.now)
    log.decide_now(owner="agent:ana", assignee="ana", answered_at=at_night.now + 1)
    assert text_of("b", at_night.advance(minutes=10)) is None
    assert text_of("c", at_night.advance(hours=2)) is not None


def test_who_is_handed_over_at_night_hears_of_it_in_the_same_message(
    at_night: SteppingClock,
) -> None:
    menus.written(hours="shop")
    text_of("a", at_night.now, "menu")
    assert text_of("b", at_night.advance(minutes=1), "a person") == (
        "A colleague will answer you here.\n\n"
        "We are closed at the moment and will be back tomorrow at 09:00."
    )
    assert log.summary()["owner"] == "team:help"
    assert text_of("c", at_night.advance(minutes=1)) is None


def test_they_hear_of_it_in_the_language_that_they_have_just_chosen(
    at_night: SteppingClock,
) -> None:
    menus.written(hours="shop")
    spoken = [{"id": "es", "title": "Español"}, {"id": "en", "title": "English"}]
    to = {"reply": "handover", "people": True}
    asked = {"text": "Language?", "save": "language", "choices": spoken, "next": to}
    stored.put("replies", "menu", asked, by="admin")
    text_of("a", at_night.now, "menu")
    assert text_of("b", at_night.advance(minutes=1), "1") == (
        "Un compañero le responderá aquí.\n\nAhora estamos cerrados. Volvemos mañana a las 9:00."
    )


@pytest.mark.parametrize(
    ("then", "heard"),
    [
        ({"reply": "away"}, ""),
        ({"reply": "away", "team": "help"}, ""),
        ({"reply": "ours"}, "Volvemos "),
    ],
)
def test_a_rule_that_leads_there_says_when_people_are_back(
    at_night: SteppingClock, then: dict[str, str], heard: str
) -> None:
    rules(greeting="", hours="shop", language="es")
    stored.put("teams", "help", {}, by="admin")
    stored.put("replies", "ours", {"text": {"es": "Volvemos {when}."}}, by="admin")
    stored.put("rules", "night", {"when": {"hours": "closed"}, "then": then}, by="admin")
    heard = heard or "Ahora estamos cerrados. Volvemos "
    assert text_of("a", at_night.now) == f"{heard}mañana a las 9:00."


def test_where_nobody_knows_when_a_rule_says_so(at_night: SteppingClock) -> None:
    rules(greeting="", hours="shop")
    stored.put("hours", "shop", {**SHOP, "week": {}}, by="admin")
    stored.put("rules", "night", {"then": {"reply": "away"}}, by="admin")
    assert "{when}" not in (text_of("a", at_night.now) or "{when}")


def test_a_burst_is_answered_once_it_has_rested(deployed: Lambdas, the_time: SteppingClock) -> None:
    rules(greeting="Welcome.", quiet_s=1)
    first = log.say("a", the_time.now)

    def time_passes(function: str, again: object) -> None:
        if deployed.invoked == ["LookFunction"]:
            log.say("b", the_time.now + 400)
            the_time.advance(ms=1_500)

    deployed.afterwards = time_passes
    assert wake(woken(first)) == []
    assert deployed.invoked.count("LookFunction") == 2
    assert said() == ["greeting"]
    assert log.summary()["handled_through"].endswith("#b")
