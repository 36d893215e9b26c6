"""What browsers ask, and what they get."""

import json
from typing import Any

import pytest

from functions.webchat import pace, webhook
from shared import aws
from shared.settings import settings
from tests.functions.webchat.conftest import SITE, WebChat, body_of, log_of, new_id


def test_a_visitor_writes_without_having_an_account(chat: WebChat) -> None:
    session = chat.session()
    said = chat.say(session["token"], "Hello, is this in stock?")
    (item,) = log_of(session)
    assert (item["text"], item["direction"], item["status"]) == (
        "Hello, is this in stock?",
        "inbound",
        "received",
    )
    assert said["id"] == f"{session['conversation_id']}.{chat.clock.now}.{item['provider_ref']}"
    assert item["identity"].startswith("v-")


def test_the_same_id_is_the_same_message_however_late_it_comes_again(chat: WebChat) -> None:
    session, made = chat.session(), new_id(chat.clock.now)
    first = chat.say(session["token"], "once", made)
    chat.clock.advance(hours=3)
    assert chat.say(session["token"], "once", made) == first
    assert len(log_of(session)) == 1


def test_an_id_without_a_time_is_remembered(chat: WebChat) -> None:
    session = chat.session()
    first = chat.say(session["token"], "once", "my-own-id-1")
    chat.clock.advance(hours=3)
    assert chat.say(session["token"], "once", "my-own-id-1") == first
    assert chat.say(session["token"], "twice", "my-own-id-2") != first
    assert [item["text"] for item in log_of(session)] == ["once", "twice"]


def test_two_visitors_may_use_one_id(chat: WebChat) -> None:
    one, two = chat.session(), chat.session()
    for session in (one, two):
        chat.say(session["token"], "mine", "the-same-id")
    assert (len(log_of(one)), len(log_of(two))) == (1, 1)


@pytest.mark.parametrize("hours", [-25, 1])
def test_an_id_of_another_time_is_refused_with_the_time_it_is(chat: WebChat, hours: int) -> None:
    session = chat.session()
    made = new_id(chat.clock.now + hours * 3_600_000)
    answer = chat.ask("POST", "messages", {"id": made, "text": "x"}, token=session["token"])
    assert answer["statusCode"] == 422
    assert json.loads(answer["body"])["now"] == "2026-01-01T00:00:00.000Z"
    assert log_of(session) == []


def test_a_message_costs_one_write(chat: WebChat, monkeypatch: pytest.MonkeyPatch) -> None:
    session, calls = chat.session(), list[str]()
    client = aws.client("dynamodb")
    client.meta.events.register(
        "before-call.dynamodb.*", lambda model, **_: calls.append(model.name), "counting"
    )
    chat.say(session["token"], "hello")
    client.meta.events.unregister("before-call.dynamodb.*", unique_id="counting")
    assert calls == ["PutItem"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"text": "x"}, "no id"),
        ({"id": "short", "text": "x"}, "id is"),
        ({"id": "a-good-id", "text": "  "}, "nothing said"),
        ({"id": "a-good-id"}, "nothing said"),
        ({"id": "a-good-id", "text": "x" * 10_001}, "longer"),
        ({"id": "a-good-id", "file": {"id": "1" * 26, "type": "image/png"}}, "no upload"),
        ({"id": "a-good-id", "file": {"id": "a" * 26, "type": "text/html"}}, "no such type"),
        ({"id": "a-good-id", "file": {"id": "a" * 26, "type": "image/png"}}, "of this message"),
        ({"id": "a-good-id", "reply": {"id": "1"}}, "no title"),
        ([1], "not an object"),
        ("{", "not JSON"),
        ("\xff", "not JSON"),
    ],
)
def test_what_is_unfit_is_refused_and_leaves_nothing(chat: WebChat, given: Any, why: str) -> None:
    session = chat.session()
    answer = chat.ask("POST", "messages", given, token=session["token"])
    assert answer["statusCode"] == 422
    assert why in json.loads(answer["body"])["title"]
    assert answer["headers"]["content-type"] == "application/problem+json"
    assert [item for item in log_of(session) if item["kind"] == "message"] == []


def test_a_button_that_was_pressed_is_a_reply(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "", reply={"id": "yes", "title": "Yes, please"})
    (item,) = log_of(session)
    assert (item["type"], item["text"]) == ("interactive", "Yes, please")
    assert json.loads(item["content"]) == {
        "reply": {"kind": "button", "id": "yes", "title": "Yes, please"}
    }


def test_a_body_that_is_too_long_is_413(chat: WebChat) -> None:
    session = chat.session()
    said = {"id": "a-good-id", "text": "x", "more": "x" * webhook.LONGEST_BODY}
    assert chat.ask("POST", "messages", said, token=session["token"])["statusCode"] == 413


def test_receipts_are_facts_about_our_messages(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    ours = chat.answer(session, "good day")
    receipt = {"status": "read", "ids": [ours]}
    answer = chat.ask("POST", "receipts", receipt, token=session["token"])
    assert body_of(answer) == {"noted": 1}
    (fact,) = [item for item in log_of(session) if item["kind"] == "annotation"]
    assert (fact["what"], fact["target_id"], json.loads(fact["data"])) == (
        "status",
        ours,
        {"status": "read"},
    )


def test_nobody_reads_in_the_name_of_another(chat: WebChat) -> None:
    mine, theirs = chat.session(), chat.session()
    chat.say(theirs["token"], "hello")
    ours = chat.answer(theirs, "a secret")
    for ids in ([ours], ["nonsense"], []):
        receipt = {"status": "read", "ids": ids}
        answer = chat.ask("POST", "receipts", receipt, token=mine["token"])
        assert answer["statusCode"] == 422
    assert not [item for item in log_of(theirs) if item["kind"] == "annotation"]


def test_the_page_that_may_ask_may_read_the_answer_and_no_other(chat: WebChat) -> None:
    allowed = chat.ask("POST", "sessions", {})
    assert allowed["headers"]["access-control-allow-origin"] == SITE
    assert allowed["headers"]["vary"] == "origin"
    for origin in ("https://evil.example", "null", f"{SITE}.evil.example", "http://shop.example"):
        answer = chat.ask("POST", "sessions", {}, origin=origin)
        assert (answer["statusCode"], answer["body"]) == (403, "")
        assert "access-control-allow-origin" not in answer["headers"]


def test_a_browser_may_ask_before_it_asks(chat: WebChat) -> None:
    answer = chat.ask("OPTIONS", "messages")
    assert answer["statusCode"] == 204
    assert answer["headers"]["access-control-allow-origin"] == SITE
    assert "authorization" in answer["headers"]["access-control-allow-headers"]
    assert chat.ask("OPTIONS", "messages", origin="https://evil.example")["statusCode"] == 403


def test_an_unknown_account_gets_the_answer_of_a_forged_token(chat: WebChat) -> None:
    unknown = chat.ask("POST", "messages", {"id": "a-good-id", "text": "x"}, account="other")
    forged = chat.ask("POST", "messages", {"id": "a-good-id", "text": "x"}, token="a.b.c")
    missing = chat.ask("POST", "messages", {"id": "a-good-id", "text": "x"})
    assert [a["statusCode"] for a in (unknown, forged, missing)] == [403, 403, 403]
    assert [a["body"] for a in (unknown, forged, missing)] == ["", "", ""]


def test_who_asks_too_often_is_told_to_wait(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    identity, counted = log_of(session)[0]["identity"], 1
    while pace.OF_ONE_VISITOR.allows(identity):
        counted += 1
    assert counted == 60
    said = {"id": "a-good-id", "text": "x"}
    answer = chat.ask("POST", "messages", said, token=session["token"])
    assert (answer["statusCode"], answer["headers"]["retry-after"]) == (429, "60")
    assert len(log_of(session)) == 1
    chat.clock.advance(minutes=1)
    assert chat.say(session["token"], "again")


def test_sessions_are_not_to_be_had_by_the_thousand(chat: WebChat) -> None:
    codes = {n: chat.ask("POST", "sessions", {})["statusCode"] for n in range(21)}
    assert codes[19] == 200
    assert codes[20] == 429
    assert chat.ask("POST", "sessions", {}, address="203.0.113.8")["statusCode"] == 200


def test_a_message_survives_a_table_that_cannot_take_it(
    chat: WebChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = chat.session()
    monkeypatch.setenv("TABLE_NAME", "gone")
    settings.cache_clear()
    chat.say(session["token"], "kept for later")
    url = settings().spill_queue_url
    (spilled,) = aws.client("sqs").receive_message(QueueUrl=url)["Messages"]
    assert "kept for later" in spilled["Body"]
    monkeypatch.setenv("SPILL_QUEUE_URL", f"{url}-gone")
    settings.cache_clear()
    said = {"id": new_id(chat.clock.now), "text": "lost?"}
    assert chat.ask("POST", "messages", said, token=session["token"])["statusCode"] == 503


def test_the_lambda_answers_404_for_what_there_is_not(chat: WebChat) -> None:
    session = chat.session()
    assert chat.ask("POST", "nonsense", {}, token=session["token"])["statusCode"] == 404


def test_nothing_of_a_visitor_is_logged(chat: WebChat, caplog: pytest.LogCaptureFixture) -> None:
    session = chat.session(identity=None)
    chat.say(session["token"], "my card is 4111")
    chat.ask("POST", "messages", {"id": "x", "text": "my card is 4111"}, token=session["token"])
    written = " ".join(repr(vars(record)) for record in caplog.records)
    assert "taken" in written
    for private in ("4111", session["token"], "203.0.113.7", log_of(session)[0]["identity"]):
        assert private not in written
