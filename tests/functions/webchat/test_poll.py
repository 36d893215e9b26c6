"""What a visitor may read, and how a page that waits hears of news."""

import json
from typing import Any

import pytest

from functions.webchat import poll
from shared import history, keys, table
from shared.ids import MessageId
from tests.functions.webchat.conftest import WebChat, event, log_of, new_id, proof


def test_both_sides_are_shown_in_their_order(chat: WebChat) -> None:
    session = chat.session()
    mine = chat.say(session["token"], "hello")
    chat.clock.advance(seconds=5)
    ours = chat.answer(session, "good day")
    page = chat.read(session["token"])
    assert [(m["from"], m["text"], m["id"]) for m in page["messages"]] == [
        ("visitor", "hello", mine["id"]),
        ("agent", "good day", ours),
    ]
    assert page["messages"][0]["own_id"] == mine["own_id"]
    assert page["messages"][1]["status"] == "sent"
    assert not page["more"]


def test_notes_and_what_has_not_left_the_house_are_not_shown(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    ours = MessageId.parse(chat.answer(session, "good day"))
    item = history.find(ours)
    assert item
    for number, status in enumerate(("queued", "sending", "held", "failed", "unknown")):
        sk = keys.message_sk(ours.at, f"other-{number}")
        table.put({**item, "sk": sk, "status": status, "text": status})
    note = {**item, "direction": "note", "text": "he is angry", "author_id": "ana"}
    table.put({**note, "sk": keys.message_sk(ours.at, "note")})
    table.put({**note, "sk": keys.message_sk(ours.at, "event"), "type": "event"})
    page = chat.read(session["token"])
    assert [message["text"] for message in page["messages"]] == ["hello", "good day"]
    assert "ana" not in json.dumps(page).split()
    assert chat.read(session["token"], f"since={page['cursor']}&wait=0")["messages"] == []


def test_a_page_that_waits_hears_of_an_answer_at_once(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    cursor = chat.read(session["token"])["cursor"]

    def meanwhile() -> None:
        if len(chat.clock.pauses) == 3:
            chat.answer(session, "good day")

    chat.clock.meanwhile = meanwhile
    page = chat.read(session["token"], f"since={cursor}")
    assert [message["text"] for message in page["messages"]] == ["hello", "good day"]
    assert len(chat.clock.pauses) == 3


def test_a_page_waits_twenty_seconds_at_most(chat: WebChat) -> None:
    session = chat.session()
    cursor = chat.read(session["token"])["cursor"]
    for wait, seconds in (("", 20), ("&wait=999", 20), ("&wait=3", 3), ("&wait=0", 0)):
        before = chat.clock.now
        page = chat.read(session["token"], f"since={cursor}{wait}")
        assert page == {"messages": [], "more": False, "cursor": cursor}
        assert abs(chat.clock.now - before - seconds * 1000) < 100


def test_waiting_costs_few_reads(chat: WebChat) -> None:
    session = chat.session()
    cursor = chat.read(session["token"])["cursor"]
    chat.read(session["token"], f"since={cursor}")
    assert 5 < len(chat.clock.pauses) < 14


def test_a_message_whose_place_is_before_the_last_one_is_news(chat: WebChat) -> None:
    session = chat.session()
    first = chat.clock.now
    chat.clock.advance(minutes=3)
    chat.say(session["token"], "newest")
    cursor = chat.read(session["token"])["cursor"]
    chat.say(session["token"], "was offline", new_id(first))
    page = chat.read(session["token"], f"since={cursor}&wait=0")
    assert [message["text"] for message in page["messages"]] == ["was offline", "newest"]


def test_a_status_that_moves_is_news_once(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    ours = MessageId.parse(chat.answer(session, "good day"))
    cursor = chat.read(session["token"])["cursor"]
    table.update(ours.pk, ours.sk, "SET #status = :to", {":to": "read"})
    page = chat.read(session["token"], f"since={cursor}&wait=0")
    assert [message["status"] for message in page["messages"]] == ["received", "read"]
    assert chat.read(session["token"], f"since={page['cursor']}&wait=0")["messages"] == []


def test_a_cursor_moves_on_and_reads_less(chat: WebChat) -> None:
    session = chat.session()
    for _ in range(4):
        chat.say(session["token"], "hello")
        chat.clock.advance(minutes=4)
    cursor = chat.read(session["token"])["cursor"]
    chat.say(session["token"], "last")
    page = chat.read(session["token"], f"since={cursor}&wait=0")
    assert len(page["messages"]) == 3
    assert int(page["cursor"].split(".")[0]) > int(cursor.split(".")[0])


def test_all_of_it_can_be_asked_for_from_the_beginning(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    chat.clock.advance(hours=30)
    chat.say(session["token"], "hello again")
    page = chat.read(session["token"], "since=0")
    assert [message["text"] for message in page["messages"]] == ["hello", "hello again"]


def test_older_pages_follow(chat: WebChat) -> None:
    session = chat.session()
    for number in range(55):
        chat.say(session["token"], str(number))
        chat.clock.advance(seconds=5)
    page = chat.read(session["token"])
    assert [m["text"] for m in page["messages"]] == [str(n) for n in range(5, 55)]
    assert page["more"]
    older = chat.read(session["token"], f"before={page['messages'][0]['id']}")
    assert [m["text"] for m in older["messages"]] == ["0", "1", "2", "3", "4"]
    assert not older["more"]
    assert "cursor" not in older


@pytest.mark.parametrize(
    "query",
    ["since=x", "since=-1", "since=1.2&wait=x", "since=1&wait=-1", "since=%D9%A1", "before=x"],
)
def test_a_question_that_means_nothing_is_refused(chat: WebChat, query: str) -> None:
    session = chat.session()
    asked = event("GET", "messages", token=session["token"], query=query)
    assert poll.lambda_handler(asked, None)["statusCode"] == 422


def test_nobody_reads_on_from_the_message_of_another(chat: WebChat) -> None:
    mine, theirs = chat.session(), chat.session()
    said = chat.say(theirs["token"], "hello")
    query = f"before={said['id']}"
    asked = event("GET", "messages", token=mine["token"], query=query)
    assert poll.lambda_handler(asked, None)["statusCode"] == 422


def test_only_who_has_the_token_reads(chat: WebChat) -> None:
    session = chat.session()
    for more in ({}, {"token": "a.b.c"}, {"token": session["token"], "account": "other"}):
        assert poll.lambda_handler(event("GET", "messages", **more), None)["statusCode"] == 403
    elsewhere = event("GET", "messages", token=session["token"], origin="https://evil.example")
    assert poll.lambda_handler(elsewhere, None)["statusCode"] == 403
    fine = poll.lambda_handler(event("GET", "messages", token=session["token"]), None)
    assert (fine["statusCode"], fine["headers"]["cache-control"]) == (200, "no-store")


def test_who_polls_too_often_is_told_to_wait(chat: WebChat) -> None:
    session = chat.session()
    identity = identity_of(chat, session)
    while poll.OF_ONE_VISITOR.allows(identity):
        pass
    again = event("GET", "messages", token=session["token"])
    assert poll.lambda_handler(again, None)["statusCode"] == 429


def identity_of(chat: WebChat, session: dict[str, Any]) -> str:
    chat.say(session["token"], "hello")
    return str(log_of(session)[0]["identity"])


def test_an_agents_file_comes_as_a_link_and_is_no_news_by_itself(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    media = {"key": "media/x", "mime_type": "image/png", "size": 3, "name": "a b.png"}
    chat.answer(session, "look", "image", content={"media": media})
    page = chat.read(session["token"])
    (file,) = page["messages"][1]["attachments"]
    assert (file["type"], file["name"], file["size"]) == ("image/png", "a b.png", 3)
    assert "/media/x?" in file["url"]
    chat.clock.advance(minutes=1)
    assert chat.read(session["token"], f"since={page['cursor']}&wait=0")["messages"] == []


def test_a_message_taken_back_shows_nothing_of_itself(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    ours = MessageId.parse(chat.answer(session, "good day"))
    gone = {":now": chat.clock.now, ":text": ""}
    table.update(ours.pk, ours.sk, "SET #revoked_at = :now, #text = :text", gone)
    shown = chat.read(session["token"])["messages"][1]
    assert (shown["text"], shown["revoked"]) == ("", True)


def test_a_visitor_who_signed_in_reads_both_and_only_those(chat: WebChat) -> None:
    stranger = chat.session()
    chat.say(stranger["token"], "nobody's business")
    now_s = chat.clock.now // 1000
    person = chat.session(identity=proof("user-42", now_s))
    assert chat.texts(person["token"]) == []
