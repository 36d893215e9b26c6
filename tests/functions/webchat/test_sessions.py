"""Sessions: who comes back is the same, who is proven is known, and nobody sees another's words."""

import json
from pathlib import Path
from typing import Any

from functions.webchat import widget
from shared import clock, keys, table
from shared.configuration import Policy
from shared.folding.summary import fold
from shared.keys import single
from shared.wording import languages
from tests.functions.webchat.conftest import WebChat, log_of, proof, rotate, summarised

SCRIPT = Path(widget.__file__).with_name("widget.js")


def known(chat: WebChat, subject: str, **more: Any) -> dict[str, Any]:
    return chat.session(identity=proof(subject, chat.clock.now // 1000), **more)


def wrote(chat: WebChat, text: str = "anonymous words") -> dict[str, Any]:
    """An anonymous session with a conversation that the follower has seen."""
    session = chat.session()
    chat.say(session["token"], text)
    summarised(session["conversation_id"])
    return session


def test_who_comes_back_with_a_token_is_the_same_visitor(chat: WebChat) -> None:
    first = wrote(chat)
    chat.clock.advance(hours=24 * 179)
    again = chat.session(token=first["token"])
    assert again["conversation_id"] == first["conversation_id"]
    chat.clock.advance(hours=24 * 179)
    assert chat.texts(again["token"]) == ["anonymous words"]


def test_two_visitors_are_two(chat: WebChat) -> None:
    one, two = wrote(chat), chat.session()
    assert one["conversation_id"] != two["conversation_id"]
    assert chat.texts(two["token"]) == []


def test_a_token_that_is_of_no_use_starts_anew(chat: WebChat) -> None:
    first = chat.session()
    chat.clock.advance(hours=24 * 181)
    for token in (first["token"], "nonsense", ""):
        again = chat.session(token=token)
        assert again["conversation_id"] != first["conversation_id"]


def test_opening_a_session_writes_nothing(chat: WebChat) -> None:
    session = chat.session()
    assert log_of(session) == []
    assert list(table.query(single.visitor_pk(session["conversation_id"]), " ", "~")) == []


def test_a_proven_person_has_one_conversation_on_every_device(chat: WebChat) -> None:
    phone, laptop = known(chat, "user-42"), known(chat, "user-42")
    chat.say(phone["token"], "from the phone")
    assert phone["known"]
    assert chat.texts(laptop["token"]) == ["from the phone"]
    assert chat.texts(known(chat, "user-43")["token"]) == []


def test_a_person_is_known_for_a_day_and_then_proven_anew(chat: WebChat) -> None:
    session = known(chat, "user-42")
    assert session["expires_at"] == clock.rfc3339(chat.clock.now + 86_400_000)
    chat.clock.advance(hours=23)
    # Without a new proof the token comes back as it was, not longer.
    assert chat.session(token=session["token"])["expires_at"] == session["expires_at"]
    chat.clock.advance(hours=1)
    assert not chat.session(token=session["token"])["known"]


def test_a_name_that_is_only_claimed_shows_nothing(chat: WebChat) -> None:
    person = known(chat, "user-42")
    chat.say(person["token"], "private")
    conversation = person["conversation_id"]
    for claimed in (
        {"sub": "user-42"},
        {"name": "user-42"},
        {"identity": None, "vid": "u-user-42"},
    ):
        session = chat.session(**claimed)
        assert not session["known"]
        assert session["conversation_id"] != conversation
    for forged in ("", "user-42", {"sub": "user-42"}, proof("user-42", 1_767_225_600, "guess" * 8)):
        assert chat.ask("POST", "sessions", {"identity": forged})["statusCode"] == 403


def test_a_site_may_demand_to_know_everybody(chat: WebChat) -> None:
    anonymous = chat.session()
    rotate(identity_required=True)
    assert chat.ask("POST", "sessions", {})["statusCode"] == 403
    assert chat.ask("POST", "sessions", {"token": anonymous["token"]})["statusCode"] == 403
    assert known(chat, "user-42")["known"]


def test_what_was_said_before_signing_in_becomes_the_persons(chat: WebChat) -> None:
    before = wrote(chat)
    person = known(chat, "user-42", token=before["token"])
    chat.say(person["token"], "now by name")
    assert sorted(chat.texts(person["token"])) == ["anonymous words", "now by name"]
    event, message = sorted(
        (item for item in log_of(person) if item["kind"] == "message"),
        key=lambda item: str(item["type"]),
    )
    assert json.loads(event["content"]) == {"event": "identified"}
    assert event["other"] == message["other"] == before["conversation_id"]


def test_signing_in_again_joins_once(chat: WebChat) -> None:
    before = wrote(chat)
    known(chat, "user-42", token=before["token"])
    chat.clock.advance(minutes=5)
    person = known(chat, "user-42", token=before["token"])
    assert len([item for item in log_of(person) if item["type"] == "event"]) == 1


def test_a_second_anonymous_session_is_not_joined(chat: WebChat) -> None:
    first, second = wrote(chat, "first"), wrote(chat, "second")
    known(chat, "user-42", token=first["token"])
    person = known(chat, "user-42", token=second["token"])
    assert chat.texts(person["token"]) == []
    assert len([item for item in log_of(person) if item["kind"] == "message"]) == 1


def test_another_may_be_joined_once_the_first_is_over(chat: WebChat) -> None:
    known(chat, "user-42", token=wrote(chat, "first")["token"])
    chat.clock.advance(hours=24 * 181)
    person = known(chat, "user-42", token=wrote(chat, "second")["token"])
    assert chat.texts(person["token"]) == ["second"]


def test_an_anonymous_token_never_shows_what_the_person_says(chat: WebChat) -> None:
    before = wrote(chat)
    person = known(chat, "user-42", token=before["token"])
    chat.say(person["token"], "private")
    # As the follower leaves it: the older name leads to the person's conversation.
    pk = keys.conversation_pk(before["conversation_id"])
    alias = {"pk": pk, "sk": keys.SUMMARY, "kind": "merged", "to": person["conversation_id"]}
    table.put(alias)
    assert chat.texts(before["token"]) == ["anonymous words"]


def test_what_has_become_one_persons_does_not_become_anothers(chat: WebChat) -> None:
    before = wrote(chat)
    first = known(chat, "user-42", token=before["token"])
    pk = keys.conversation_pk(before["conversation_id"])
    table.put({"pk": pk, "sk": keys.SUMMARY, "kind": "merged", "to": first["conversation_id"]})
    second = known(chat, "user-43", token=before["token"])
    assert chat.texts(second["token"]) == []
    assert log_of(second) == []
    # While the first one keeps it, whatever token is shown.
    again = known(chat, "user-42", token=before["token"])
    assert chat.texts(again["token"]) == ["anonymous words"]


def test_the_next_person_on_a_device_gets_nothing_of_the_last(chat: WebChat) -> None:
    first = known(chat, "user-42", token=wrote(chat)["token"])
    second = known(chat, "user-43", token=first["token"])
    assert chat.texts(second["token"]) == []
    again = known(chat, "user-42", token=first["token"])
    assert chat.texts(again["token"]) == ["anonymous words"]


def test_who_has_said_nothing_leaves_nothing_behind(chat: WebChat) -> None:
    person = known(chat, "user-42", token=chat.session()["token"])
    assert log_of(person) == []


def test_the_visitors_name_is_the_one_the_site_gave(chat: WebChat) -> None:
    now_s = chat.clock.now // 1000
    person = chat.session(identity=proof("user-42", now_s, name="Ana Ruiz"))
    chat.say(person["token"], "hello")
    (item,) = log_of(person)
    assert (item["name"], item["identity"]) == ("Ana Ruiz", "u-user-42")


def test_the_bot_speaks_the_browsers_language(chat: WebChat) -> None:
    session = chat.session(language="pt-BR")
    chat.say(session["token"], "Oi")
    [item] = log_of(session)
    summary = fold({"pk": item["pk"]}, [item])
    assert languages.spoken(summary, Policy(language="en")) == "pt-BR"
    chosen = {**summary, "attributes": {"language": "es"}}
    assert languages.spoken(chosen, Policy(language="en")) == "es"


def test_the_language_stays_until_the_browser_names_another(chat: WebChat) -> None:
    def heard(session: dict[str, Any]) -> str:
        chat.clock.advance(seconds=1)
        chat.say(session["token"], "Hello")
        return languages.told(log_of(session)[-1])

    session = chat.session(language="fr")
    for language in ("", "not a language!", 7, None):
        session = chat.session(token=session["token"], language=language)
        assert heard(session) == "fr"
    assert heard(known(chat, "user-42", token=session["token"])) == "fr"
    assert heard(chat.session(token=session["token"], language="de-AT")) == "de-AT"
    assert heard(chat.session(language="x" * 4000)) == ""


def test_the_language_stands_beside_what_else_a_message_holds(chat: WebChat) -> None:
    session = chat.session(language="es")
    reply = {"id": "menu/start/yes", "title": "Sí"}
    chat.say(session["token"], "", reply=reply)
    [item] = log_of(session)
    told = json.loads(item["content"])
    assert (told["reply"]["id"], told["device"]) == (reply["id"], {"locale": "es"})


def test_the_widget_tells_it() -> None:
    assert "language: navigator.language" in SCRIPT.read_text("utf-8")
