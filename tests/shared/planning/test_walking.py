"""The way from a choice to the next question, or to its end: one message, and never a circle."""

from typing import Any

from shared.configuration import Next, Reply
from shared.configuration.standing import standing
from shared.planning.walking import Way, walk
from tests.functions.orchestrate.menus import HOURS, MENU


def way(to: Next, **replies: dict[str, Any]) -> Way:
    said = {"menu": MENU, "hours": HOURS, **replies}
    known = standing("") | {name: Reply.parse(name, one) for name, one in said.items()}
    return walk(to, known, "es-MX", "en", "menu")


def test_a_text_that_asks_nothing_stands_above_the_question_it_leads_to() -> None:
    found = way(Next(step="thanks"))
    assert (found.texts, found.step) == (["Gracias.", "And your e-mail?"], "email")


def test_a_button_says_where_it_belongs() -> None:
    [first, *_] = way(Next(reply="menu")).buttons
    assert first == {"id": "menu/start/hours", "title": "Horarios"}


def test_after_a_solving_reply_it_asks_whether_that_was_it() -> None:
    found = way(Next(reply="hours"))
    assert (found.reply, found.step) == ("solved", "start")
    assert found.texts[0].endswith("Más: https://help.example/hours")


def test_the_language_that_was_chosen_counts_at_once() -> None:
    assert way(Next(reply="menu", attributes={"language": "en"})).texts == ["What is it about?"]


def test_what_is_gone_or_leads_in_a_circle_leads_to_people() -> None:
    assert way(Next(reply="gone")).then == Next(people=True)
    circle = {"text": "Round", "next": {"reply": "circle"}}
    assert way(Next(reply="circle"), circle=circle).then == Next(people=True)


def test_who_is_handed_over_is_asked_nothing_more() -> None:
    found = way(Next(reply="menu", team="help"))
    assert (found.step, found.buttons, found.then) == ("", [], Next(reply="menu", team="help"))
