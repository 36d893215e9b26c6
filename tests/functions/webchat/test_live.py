"""Open connections: who gets one, and what comes through it."""

import json
from typing import Any

import pytest

from functions.webchat import pace
from shared import table
from shared.keys import single
from shared.settings import settings
from tests.functions.webchat.conftest import SITE, WebChat, log_of, new_id


def connections(session: dict[str, Any]) -> list[str]:
    pk = single.visitor_pk(session["conversation_id"])
    return [item["sk"] for item in table.query(pk, "@", "@~")]


def test_a_session_names_an_address_that_opens_a_connection(chat: WebChat) -> None:
    session = chat.session()
    assert session["socket"]["url"].startswith("ws://127.0.0.1:")
    assert chat.connect(session, "one=") == 200
    assert connections(session) == ["@one="]


def test_an_address_opens_nothing_a_minute_later(chat: WebChat) -> None:
    session = chat.session()
    chat.clock.advance(seconds=60)
    assert chat.connect(session, "one=") == 403
    assert connections(session) == []


@pytest.mark.parametrize(
    "asked", [None, {}, {"account": "main"}, {"account": "main", "ticket": "a.b.c"}]
)
def test_a_connection_needs_a_ticket(chat: WebChat, asked: Any) -> None:
    assert chat.frame("CONNECT", "one=", queryStringParameters=asked) == 403


def test_the_token_itself_opens_nothing(chat: WebChat) -> None:
    query = {"account": "main", "ticket": chat.session()["token"]}
    assert chat.frame("CONNECT", "one=", queryStringParameters=query) == 403


def test_another_site_cannot_connect(chat: WebChat) -> None:
    ticket = chat.session()["socket"]["url"].rpartition("ticket=")[2]
    query = {"account": "main", "ticket": ticket}
    for origin, status in (("https://evil.example", 403), (SITE, 200)):
        answer = chat.frame(
            "CONNECT", "one=", queryStringParameters=query, headers={"Origin": origin}
        )
        assert answer == status


def test_every_open_page_hears_of_an_answer(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    for connection in ("tab=", "other-tab="):
        chat.connect(session, connection)
    ours = chat.answer(session, "good day")
    for connection in ("tab=", "other-tab="):
        (frame,) = chat.told(connection)
        assert frame["type"] == "message"
        assert frame["message"] == chat.read(session["token"])["messages"][1]
        assert frame["message"]["id"] == ours


def test_nobody_hears_what_is_said_to_another(chat: WebChat) -> None:
    mine, theirs = chat.session(), chat.session()
    chat.say(theirs["token"], "hello")
    chat.connect(mine, "mine=")
    chat.answer(theirs, "a secret")
    assert chat.told("mine=") == []


def test_a_page_that_is_gone_is_forgotten_and_the_message_is_sent(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    for connection in ("gone=", "here="):
        chat.connect(session, connection)
    chat.gone.add("gone=")
    chat.answer(session, "good day")
    assert connections(session) == ["@here="]
    assert table.get(single.visitor_pk("gone="), "CONNECTION") is None
    assert len(chat.told("here=")) == 1
    assert chat.read(session["token"])["messages"][1]["status"] == "sent"


def test_a_message_is_sent_though_nobody_can_be_told(
    chat: WebChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    chat.connect(session, "one=")
    monkeypatch.setenv("SOCKET_URL", "ws://127.0.0.1:1/live")
    settings.cache_clear()
    chat.answer(session, "good day")
    assert chat.texts(session["token"]) == ["hello", "good day"]
    assert connections(session) == ["@one="]


def test_closing_forgets_the_connection(chat: WebChat) -> None:
    session = chat.session()
    chat.connect(session, "one=")
    assert chat.frame("DISCONNECT", "one=") == 200
    assert connections(session) == []
    assert chat.frame("DISCONNECT", "one=") == 200
    assert chat.frame("DISCONNECT", "never-there=") == 200


def test_a_connection_is_forgotten_when_none_can_live_any_longer(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    chat.connect(session, "one=")
    (item,) = table.query(single.visitor_pk(session["conversation_id"]), "@", "@~")
    assert 7_200 < item["expires"] - chat.clock.now // 1000 < 9_000
    chat.clock.advance(hours=3)
    chat.answer(session, "good day")
    assert chat.told("one=") == []


def test_a_ping_is_answered(chat: WebChat) -> None:
    chat.frame("MESSAGE", "one=", body='{"action": "ping"}')
    assert chat.told("one=") == [{"type": "pong"}]


def test_a_message_may_come_by_the_connection(chat: WebChat) -> None:
    session, made = chat.session(), new_id(chat.clock.now)
    frame = {"action": "messages", "account": "main", "token": session["token"]}
    for _ in range(2):
        chat.frame("MESSAGE", "one=", body=json.dumps({**frame, "id": made, "text": "hello"}))
    assert [item["text"] for item in log_of(session)] == ["hello"]
    first, second = chat.told("one=")
    assert first == second
    assert (first["type"], first["action"], first["own_id"]) == ("done", "messages", made)
    assert chat.say(session["token"], "hello", made)["id"] == first["id"]


@pytest.mark.parametrize(
    ("frame", "status"),
    [
        ("", 422),
        ("[]", 422),
        ("{}", 422),
        ('{"action": "nonsense"}', 422),
        ('{"action": "messages"}', 422),
        ('{"action": "messages", "account": "main", "token": "a.b.c"}', 403),
        ('{"action": "messages", "account": "other", "token": "a.b.c"}', 403),
        ('{"action": "uploads", "account": "main", "token": "x"}', 422),
        ("\ud800", 422),
    ],
)
def test_a_frame_that_may_not_be_is_refused(chat: WebChat, frame: str, status: int) -> None:
    chat.frame("MESSAGE", "one=", body=frame)
    (told,) = chat.told("one=")
    assert (told["type"], told["status"]) == ("refused", status)


def test_who_sends_frames_too_often_is_told_so(chat: WebChat) -> None:
    session = chat.session()
    frame = {"action": "messages", "account": "main", "token": session["token"], "text": "x"}
    chat.say(session["token"], "hello")
    identity = log_of(session)[0]["identity"]
    while pace.OF_ONE_VISITOR.allows(identity):
        pass
    chat.frame("MESSAGE", "one=", body=json.dumps({**frame, "id": "message-1"}))
    assert chat.told("one=")[-1]["status"] == 429


def test_without_an_address_there_is_polling(
    chat: WebChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCKET_URL", "")
    settings.cache_clear()
    session = chat.session()
    assert session["socket"] is None
    chat.say(session["token"], "hello")
    chat.answer(session, "good day")
    assert chat.texts(session["token"]) == ["hello", "good day"]
