"""Rules and menus through the workflow's very file: what is said, noted, and who gets it."""

import json

import pytest

from shared.configuration import stored
from shared.deciding import decide
from shared.table import Item
from tests import log
from tests.clock import SteppingClock
from tests.functions.orchestrate import menus
from tests.functions.orchestrate.runs import deployed, lambdas, said, wake, woken
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")


def write(ref: str, at: int, text: str, **fields: object) -> Item:
    """The customer writes; returns what is then the newest answer."""
    assert wake(woken(log.say(ref, at, text=text, **fields))) == []
    return log.messages()[-1]


def press(ref: str, at: int, button: str) -> Item:
    content = json.dumps({"reply": {"kind": "button", "id": button, "title": "as shown"}})
    return write(ref, at, "as shown", type="interactive", content=content)


def shown(message: Item) -> list[str]:
    return [button["title"] for button in json.loads(message["content"]).get("buttons", ())]


def test_a_rule_shows_its_menu_below_the_greeting_as_one_message(the_time: SteppingClock) -> None:
    menus.written("Welcome.")
    menu = write("a", the_time.now, "Menu, please")
    assert (menu["type"], menu["text"]) == ("interactive", "Welcome.\n\nWhat is it about?")
    assert shown(menu)[0] == "Opening hours"
    assert (menu["rule"], menu["why"]) == ("rule:menu", "The rule menu fits.")
    assert said() == ["rule:menu"]
    assert log.summary()["greeted"] == 1


def test_a_press_leads_on_and_the_answer_asks_whether_that_was_it(the_time: SteppingClock) -> None:
    menus.written(team="sales")
    write("a", the_time.now, "menu")
    answer = press("b", the_time.advance(hours=30), "menu/start/hours")
    # The window of a day had closed while the customer thought: their press opened it again.
    assert answer["text"] == (
        "We are open from 9 to 18.\nMore: https://help.example/hours\n\n"
        "Does that answer your question?"
    )
    assert shown(answer) == ["Yes, solved", "Talk to a person"]
    assert log.summary()["owner"] == "bot"
    thanks = press("c", the_time.advance(minutes=1), "solved/start/yes")
    assert thanks["text"] == "Thank you. Write to us again whenever you like."
    assert (log.summary()["status"], log.summary()["owner"]) == ("resolved", "bot")
    write("d", the_time.advance(minutes=1), "something else")
    assert (log.summary()["episode"], log.summary()["owner"]) == (2, "team:sales")


def test_not_solved_leads_to_people_who_are_told_of(the_time: SteppingClock) -> None:
    menus.written(team="sales")
    write("a", the_time.now, "what are your hours?")
    answer = press("b", the_time.advance(minutes=1), "solved/start/person")
    assert (answer["text"], answer["purpose"]) == (
        "A colleague will answer you here.",
        "handover",
    )
    assert log.summary()["owner"] == "team:sales"


def test_a_menu_of_an_earlier_episode_can_still_be_pressed(the_time: SteppingClock) -> None:
    menus.written(team="sales")
    write("a", the_time.now, "hours")
    for ref in ("b", "c"):  # a second tap is no new request
        press(ref, the_time.advance(minutes=1), "solved/start/yes")
        assert (log.summary()["status"], log.summary()["owner"]) == ("resolved", "bot")
    answer = press("d", the_time.advance(hours=48), "menu/start/order")
    assert (answer["text"], log.summary()["owner"]) == ("Which number has it?", "bot")
    assert log.summary()["status"] == "open"
    write("e", the_time.advance(minutes=1), "4711")
    assert log.summary()["attributes"] == {"about": "order", "order": "4711"}


def test_a_menu_that_is_too_old_cannot(the_time: SteppingClock) -> None:
    menus.written(team="sales")
    write("a", the_time.now, "hours")
    press("b", the_time.advance(minutes=1), "solved/start/yes")
    press("c", the_time.advance(hours=192), "menu/start/order")
    assert log.summary()["owner"] == "team:sales"


def test_a_form_notes_its_answers_and_goes_to_a_team(the_time: SteppingClock) -> None:
    menus.written()
    write("a", the_time.now, "menu")
    assert write("b", the_time.advance(minutes=1), "2")["text"] == "Which number has it?"
    again = write("c", the_time.advance(minutes=1), "the blue one")
    assert again["text"] == "Only digits, please."
    answer = write("d", the_time.advance(minutes=1), "4711")
    assert answer["text"] == "Thank you.\n\nAnd your e-mail?"
    last = write("e", the_time.advance(minutes=1), "ana@example.org")
    assert last["text"] == "A colleague will answer you here."
    summary = log.summary()
    assert summary["attributes"] == {"about": "order", "order": "4711", "email": "ana@example.org"}
    assert (summary["owner"], summary["team"]) == ("team:orders", "orders")


@pytest.mark.parametrize("number", ["2\ufe0f\u20e3", "\u2461", "\uff12\uff0e"])
def test_a_number_chooses_however_it_is_drawn(the_time: SteppingClock, number: str) -> None:
    menus.written()
    write("a", the_time.now, "menu")
    assert write("b", the_time.advance(minutes=1), number)["text"] == "Which number has it?"
    write("c", the_time.advance(minutes=1), "1\ufe0f\u20e32\ufe0f\u20e3")
    assert log.summary()["attributes"] == {"about": "order", "order": "12"}


def test_after_its_tries_a_question_leads_to_people(the_time: SteppingClock) -> None:
    menus.written()
    write("a", the_time.now, "menu")
    assert shown(write("b", the_time.advance(minutes=1), "whatever")) != []
    assert write("c", the_time.advance(minutes=1), "as I said")["purpose"] == "handover"
    assert log.summary()["owner"] == "team:everybody"


def test_a_wrong_answer_that_a_rule_waits_for_is_that_rule(the_time: SteppingClock) -> None:
    menus.written()
    write("a", the_time.now, "menu")
    assert wake(woken(log.say("b", the_time.advance(minutes=1), text="a human!"))) == []
    assert log.summary()["owner"] == "team:help"
    assert said() == ["rule:menu"]


def test_an_answer_that_comes_too_late_is_a_new_request(the_time: SteppingClock) -> None:
    menus.written()
    write("a", the_time.now, "menu")
    write("b", the_time.advance(minutes=1), "my order")
    late = write("c", the_time.advance(hours=2), "hours")
    assert late["rule"] == "rule:hours"
    assert "order" not in log.summary()["attributes"]


def test_what_people_have_decided_ends_the_flow(the_time: SteppingClock) -> None:
    menus.written()
    write("a", the_time.now, "menu")
    for owner in ("agent:ana", "bot"):
        decide(
            {"owner": owner},
            by="agent:ana",
            why="",
            cause="x",
            at=the_time.advance(minutes=1),
            expected=log.summary(),
        )
    write("b", the_time.advance(minutes=1), "2")
    assert said() == ["rule:menu"]


BESIDES = [{"priority": "high"}, {"labels": ["vip"]}, {"consent": "in"}]


def noted_by_ana(changes: dict[str, object], at: int) -> None:
    decide(changes, by="agent:ana", why="", cause="x", at=at, expected=log.summary())


@pytest.mark.parametrize("changes", BESIDES)
def test_what_people_note_about_it_leaves_the_flow_where_it_is(
    the_time: SteppingClock, changes: dict[str, object]
) -> None:
    menus.written()
    write("a", the_time.now, "menu")
    noted_by_ana(changes, the_time.advance(minutes=1))
    assert write("b", the_time.advance(minutes=1), "2")["text"] == "Which number has it?"


@pytest.mark.parametrize("changes", BESIDES)
def test_what_is_noted_before_anybody_looked_answers_nothing(
    the_time: SteppingClock, changes: dict[str, object]
) -> None:
    menus.written(team="sales")
    menu = log.say("a", the_time.now, text="menu")
    other = log.say("b", the_time.now, text="and something else")
    noted_by_ana(changes, the_time.advance(seconds=2))
    assert wake(woken(menu), woken(other)) == []
    assert (said(), log.summary()["owner"]) == (["rule:menu"], "bot")


def test_a_rule_may_only_note_something(the_time: SteppingClock) -> None:
    menus.written(team="sales")
    assert wake(woken(log.say("a", the_time.now, text="I have gold"))) == []
    assert (log.messages(), log.summary()["attributes"]) == ([], {"plan": "gold"})


def test_a_keyword_may_be_the_beginning_of_a_word(the_time: SteppingClock) -> None:
    menus.written()
    when = {"keywords": ["환불", "devoluci*"]}
    stored.put("rules", "refunds", {"when": when, "then": {"reply": "menu"}}, by="admin")
    for number, text in enumerate(["환불하고 싶어요", "¿Hacen devoluciones?"]):
        write(f"m{number}", the_time.advance(minutes=1), text)
    assert said() == ["rule:refunds", "rule:refunds"]


def test_the_disclosure_stands_above_the_first_of_an_episode(the_time: SteppingClock) -> None:
    menus.written(disclosure="disclosure", language="es")
    first = write("a", the_time.now, "horario")
    assert first["text"].startswith("Está hablando con un asistente automático.\n\nAbrimos")
    second = write("b", the_time.advance(minutes=1), "menú")
    assert second["text"] == "¿De qué se trata?"


def test_nothing_configured_writes_nothing_more(deployed: Lambdas, the_time: SteppingClock) -> None:
    write("a", the_time.now, "hello")
    assert {"flow", "attributes"} & set(log.summary()) == set()
