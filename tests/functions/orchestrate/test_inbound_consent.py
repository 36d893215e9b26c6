"""The inbound workflow about consent: STOP, START, and what they silence."""

import json

import pytest

from shared.configuration import stored
from shared.deciding import decide
from shared.drafts import OPT_OUT_CONFIRMATION
from tests import log
from tests.clock import SteppingClock
from tests.functions.orchestrate import menus
from tests.functions.orchestrate.runs import (
    deployed,
    lambdas,
    rules,
    said,
    wake,
    woken,
)

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")


def standing(*names: str) -> list[object]:
    summary = log.summary()
    return [summary.get(name) for name in names]


def test_stop_is_confirmed_once_and_never_greeted(the_time: SteppingClock) -> None:
    assert wake(woken(log.say("stop", the_time.now, text=" STOP! "))) == []
    assert standing("consent", "consent_since") == ["out", the_time.now]
    [confirmation] = log.messages()
    assert confirmation["purpose"] == OPT_OUT_CONFIRMATION
    wake(woken(log.say("again", the_time.advance(minutes=1), text="stop")))
    wake(woken(log.say("words", the_time.advance(minutes=1), text="is anybody there?")))
    assert len(log.messages()) == 1
    assert standing("consent", "status", "owner") == ["out", "open", "bot"]


def test_stop_is_confirmed_whoever_holds_the_conversation(the_time: SteppingClock) -> None:
    stop = log.say("stop", the_time.now, text="Baja")
    log.decide_now(owner="agent:ana", assignee="ana", inbox="agent:ana#open#0")
    assert wake(woken(stop)) == []
    assert [m["purpose"] for m in log.messages()] == [OPT_OUT_CONFIRMATION]
    assert standing("consent", "owner") == ["out", "agent:ana"]


@pytest.mark.parametrize("text", ["STOP \u2639\ufe0f", "STOP \u2764\ufe0f", "\u26d4\ufe0f STOP"])
def test_emoji_beside_a_stop_leave_it_one(the_time: SteppingClock, text: str) -> None:
    assert wake(woken(log.say("stop", the_time.now, text=text))) == []
    assert standing("consent") == ["out"]
    assert said() == [OPT_OUT_CONFIRMATION]


def test_start_restores_what_stop_took(the_time: SteppingClock) -> None:
    wake(woken(log.say("stop", the_time.now, text="stop")))
    wake(woken(log.say("start", the_time.advance(minutes=1), text="Start")))
    assert standing("consent", "consent_since") == ["in", the_time.now]
    assert [m["purpose"] for m in log.messages()] == [OPT_OUT_CONFIRMATION, "opt-in-confirmation"]
    wake(woken(log.say("hello", the_time.advance(minutes=1))))
    assert said()[-1] == "greeting"


def test_a_stop_that_arrives_after_the_start_that_followed_it_is_too_late(
    the_time: SteppingClock,
) -> None:
    first = log.say("first", the_time.now, text="stop")
    wake(woken(first))
    lost_at = the_time.advance(minutes=1)
    wake(woken(log.say("start", the_time.advance(minutes=1), text="start")))
    late = log.say("late", lost_at, text="stop", received_at=the_time.advance(minutes=1))
    assert wake(woken(late), woken(first)) == []
    assert standing("consent") == ["in"]


def test_stop_within_a_burst_silences_the_greeting(the_time: SteppingClock) -> None:
    hello = log.say("hello", the_time.now)
    log.say("stop", the_time.advance(seconds=2), text="STOP")
    assert wake(woken(hello)) == []
    assert said() == [OPT_OUT_CONFIRMATION]


def test_what_the_platform_has_confirmed_is_not_confirmed_again(the_time: SteppingClock) -> None:
    opted_out, opted_in = ('{"event":"opted-out"}', '{"event":"opted-in"}')
    wake(woken(log.say("out", the_time.now, text="STOP", type="event", content=opted_out)))
    assert standing("consent", "consent_since") == ["out", the_time.now]
    wake(woken(log.say("words", the_time.advance(minutes=1), text="is anybody there?")))
    assert log.messages() == []
    at = the_time.advance(minutes=1)
    wake(woken(log.say("in", at, text="START", type="event", content=opted_in)))
    assert standing("consent", "consent_since") == ["in", at]
    assert log.messages() == []
    wake(woken(log.say("hello", the_time.advance(minutes=1))))
    assert said() == ["greeting"]


def test_the_decision_keeps_the_proof(the_time: SteppingClock) -> None:
    hello = log.say("hello", the_time.now)
    stop = log.say("stop", the_time.advance(seconds=2), text="Stop.")
    wake(woken(hello))
    [decision] = log.decisions()
    assert (decision["by"], decision["cause"]) == ("workflow:inbound", stop)
    assert decision["proof"] == {
        "by": "contact",
        "source": "words",
        "words": "Stop.",
        "at": the_time.now,
        "message_id": stop,
        "channel": "whatsapp",
        "account": "main",
    }


def test_a_block_silences_without_a_word_and_ends_when_they_come_back(
    the_time: SteppingClock,
) -> None:
    blocked, back = ('{"event":"blocked"}', '{"event":"unblocked"}')
    wake(woken(log.say("out", the_time.now, text="", type="event", content=blocked)))
    assert (standing("consent"), said()) == (["out"], [])
    at = the_time.advance(minutes=1)
    wake(woken(log.say("in", at, text="", type="event", content=back)))
    assert standing("consent") == ["unknown"]
    wake(woken(log.say("hello", the_time.advance(minutes=1))))
    assert said() == ["greeting"]


def test_a_chat_that_begins_anew_after_a_block_begins_as_others_do(
    the_time: SteppingClock,
) -> None:
    menus.written()
    start = {"position": 1, "when": {"keywords": ["start"]}, "then": {"reply": "menu"}}
    stored.put("rules", "start", start, by="admin")
    for number, event in enumerate(("blocked", "unblocked")):
        at, content = the_time.advance(minutes=1), json.dumps({"event": event})
        wake(woken(log.say(f"event{number}", at, type="event", text="", content=content)))
    assert standing("consent") == ["unknown"]
    wake(woken(log.say("start", the_time.advance(minutes=1), text="/start")))
    assert (said(), standing("consent")) == (["rule:start"], ["unknown"])


def test_start_of_who_agreed_elsewhere_is_answered(the_time: SteppingClock) -> None:
    wake(woken(log.say("hello", the_time.now)))
    agreed = {"consent": "in", "consent_since": the_time.advance(minutes=1)}
    decide(agreed, by="agent:ana", why="", cause="x", at=the_time.now, expected=log.summary())
    rules(default_reply="We will see.")
    wake(woken(log.say("start", the_time.advance(hours=7), text="Start")))
    assert (said(), standing("consent")) == (["greeting", "default-reply"], ["in"])


def test_start_said_again_is_an_ordinary_word_that_reopens(the_time: SteppingClock) -> None:
    wake(woken(log.say("stop", the_time.now, text="stop")))
    wake(woken(log.say("start", the_time.advance(minutes=1), text="start")))
    changes, at = {"status": "resolved", "resolved_at": the_time.now}, the_time.advance(minutes=1)
    decide(changes, by="agent:ana", why="", cause="x", at=at, expected=log.summary())
    wake(woken(log.say("again", the_time.advance(hours=30), text="Start")))
    assert standing("status", "episode", "consent") == ["open", 2, "in"]
    assert said()[-1] == "greeting"


WAY_OUT = {
    "text": "Como ajudar?",
    "choices": [
        {"id": "exit", "title": "Sair", "next": {"reply": "thanks", "resolve": True}},
        {"id": "back", "title": "Voltar", "next": {"reply": "way-out"}},
        {"id": "stop", "title": "Sem mensagens", "next": {"reply": "thanks"}},
    ],
}


def press(at: int, button: str, title: str, kind: str = "button") -> None:
    content = json.dumps({"reply": {"kind": kind, "id": button, "title": title}})
    pressed = log.say(f"press{at}", at, type="interactive", text=title, content=content)
    assert wake(woken(pressed)) == []


def asks_where_to_go(the_time: SteppingClock) -> None:
    rules(greeting="")
    stored.put("replies", "way-out", WAY_OUT, by="admin")
    keyword = {"when": {"keywords": ["menu"]}, "then": {"reply": "way-out"}}
    stored.put("rules", "way-out", keyword, by="admin")
    wake(woken(log.say(f"menu{the_time.now}", the_time.now, text="menu")))
    the_time.advance(minutes=1)


def test_a_choice_of_ours_leads_where_it_says_whatever_its_title(the_time: SteppingClock) -> None:
    asks_where_to_go(the_time)
    press(the_time.now, "way-out/start/exit", "Sair")
    assert said() == ["rule:way-out", "flow:way-out/start"]
    assert standing("consent", "status") == ["unknown", "resolved"]


def test_written_the_same_title_is_a_word_of_consent(the_time: SteppingClock) -> None:
    asks_where_to_go(the_time)
    wake(woken(log.say("words", the_time.now, text="Sair")))
    assert (standing("consent"), said()[-1]) == (["out"], OPT_OUT_CONFIRMATION)


@pytest.mark.parametrize(
    ("choice", "title"), [("stop", "Sem mensagens"), ("exit", "STOP"), ("x", "Unsubscribe")]
)
def test_a_choice_is_made_for_consent_by_its_id_or_a_title_that_is_clear(
    the_time: SteppingClock, choice: str, title: str
) -> None:
    asks_where_to_go(the_time)
    press(the_time.now, f"way-out/start/{choice}", title)
    assert (standing("consent"), said()[1:]) == (["out"], [OPT_OUT_CONFIRMATION])
    assert log.decisions()[-1]["proof"]["words"] == title


def test_the_way_back_in_a_menu_neither_gives_consent_nor_is_swallowed(
    the_time: SteppingClock,
) -> None:
    wake(woken(log.say("stop", the_time.now, text="stop")))
    press(the_time.advance(minutes=1), "way-out/start/back", "Voltar")
    assert (standing("consent"), said()) == (["out"], [OPT_OUT_CONFIRMATION])
    wake(woken(log.say("start", the_time.advance(minutes=1), text="start")))
    the_time.advance(minutes=1)
    asks_where_to_go(the_time)
    press(the_time.now, "way-out/start/back", "Voltar")
    assert (standing("consent"), said()[-1]) == (["in"], "flow:way-out/start")


def test_a_button_of_a_template_or_of_an_agent_means_its_words(the_time: SteppingClock) -> None:
    press(the_time.now, "STOP", "STOP", "template")
    assert standing("consent") == ["out"]
    press(the_time.advance(minutes=1), "id-7", "START")
    assert standing("consent") == ["in"]


@pytest.mark.parametrize("word", ["QUIT", "end", "Cancel.", "REVOKE", "OPTOUT"])
def test_on_sms_more_words_withdraw_consent(the_time: SteppingClock, word: str) -> None:
    wake(woken(log.say("word", the_time.now, text=word, channel="sms")))
    assert (standing("consent"), said()) == (["out"], [OPT_OUT_CONFIRMATION])


def test_in_a_chat_they_answer_questions(the_time: SteppingClock) -> None:
    wake(woken(log.say("word", the_time.now, text="Cancel")))
    assert (standing("consent"), said()) == (["unknown"], ["greeting"])


@pytest.mark.parametrize(("channel", "consent"), [("sms", "out"), ("whatsapp", "unknown")])
def test_the_words_of_an_mms_count_and_a_caption_elsewhere_does_not(
    the_time: SteppingClock, channel: str, consent: str
) -> None:
    content = json.dumps({"media": {"id": "ME1", "mime_type": "image/png"}})
    photo = {"type": "image", "text": "STOP", "content": content, "channel": channel}
    wake(woken(log.say("photo", the_time.now, **photo)))
    assert standing("consent") == [consent]


def test_help_is_told_once_a_day_in_place_of_a_greeting(the_time: SteppingClock) -> None:
    wake(woken(log.say("one", the_time.now, text="HELP")))
    wake(woken(log.say("two", the_time.advance(hours=23), text="Hilfe!")))
    assert said() == ["help"]
    wake(woken(log.say("three", the_time.advance(hours=2), text="ayuda")))
    assert said() == ["help", "help"]


def test_the_disclosure_stands_above_help_too_once_an_episode(the_time: SteppingClock) -> None:
    rules(greeting="Hi", disclosure="disclosure")
    wake(woken(log.say("one", the_time.now, text="HELP")))
    wake(woken(log.say("two", the_time.advance(hours=25), text="HELP")))
    first, second = (message["text"] for message in log.messages())
    disclosed, told = first.split("\n\n")
    assert (disclosed, told) == ("You are talking to an automated assistant.", second)


def test_who_has_an_agent_asks_the_agent_for_help(the_time: SteppingClock) -> None:
    asked = log.say("one", the_time.now, text="help")
    log.decide_now(owner="agent:ana", assignee="ana")
    wake(woken(asked))
    assert said() == []


def test_it_is_confirmed_in_the_customers_language(the_time: SteppingClock) -> None:
    device = '{"device": {"locale": "de-AT"}}'
    wake(woken(log.say("stop", the_time.now, text="Abmelden", content=device)))
    at = the_time.advance(minutes=1)
    wake(woken(log.say("start", at, text="START", content=device)))
    assert [m["text"][:13] for m in log.messages()] == ["Sie erhalten ", "Sie erhalten "]
