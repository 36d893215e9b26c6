"""Notes: seen by the business only, and by whom they name."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from functions.agent_api.access import Principal
from functions.agent_api.notes import NewNote, written
from functions.follow_log.stream import lambda_handler as follow
from functions.webchat.view import shown as shown_to_the_customer
from shared import keys, table
from shared.configuration import stored
from shared.idempotency import Idempotency
from shared.ids import MessageId
from shared.settings import settings
from shared.table import Item
from tests.bench.metering import metered
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.follow_log.stream_reader import StreamReader, batch, everything, queued

BO = Caller("agent", "bo", token="token-bo")


@pytest.fixture
def bo(ana: Caller) -> None:
    stored.put("agents", "bo", {}, by="admin")


def write(
    ana: Caller, thread: str, text: str = "Look.", *mentions: str, key: str | None = None
) -> Answer:
    body = {"text": text, "mentions": list(mentions)}
    return ana.post(f"/v1/conversations/{thread}/notes", body, key)


def item(answer: Answer) -> Item:
    message = MessageId.parse(answer.body["id"])
    return table.get(message.pk, message.sk) or {}


def texts(answer: Answer) -> list[str]:
    assert answer.status == 200, answer
    return [one["text"] for one in answer.body["items"]]


def test_a_note_stands_in_the_line_with_its_author(thread: str, ana: Caller) -> None:
    written = write(ana, thread, "He was furious.")
    assert (written.status, written.body["direction"]) == (201, "note")
    newest, first = ana.get(f"/v1/conversations/{thread}/messages").body["items"]
    assert newest == written.body
    assert (newest["author"], newest["type"]) == ({"kind": "agent", "id": "ana"}, "text")
    assert first["direction"] == "inbound"


def test_a_note_is_sent_to_nobody_and_wakes_nobody(thread: str, ana: Caller, bo: None) -> None:
    reader = StreamReader()
    reader.read()
    before = table.get(keys.conversation_pk(thread), keys.SUMMARY) or {}
    note = item(write(ana, thread, "He was furious.", "bo"))
    records = reader.read()
    assert [one["dynamodb"]["Keys"]["sk"]["S"] for one in records] == [note["sk"]]
    follow(batch(records), None)
    after = table.get(keys.conversation_pk(thread), keys.SUMMARY) or {}
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed - {"armed"} == {"last", "active_at", "first_at", "rev"}  # armed: the window's
    assert after["last"]["direction"] == "note"
    assert queued(settings().wake_queue_url) == []
    assert queued(settings().send_queue_url) == []
    assert shown_to_the_customer(note) is None


def test_the_bot_keeps_the_conversation_and_the_customer_still_waits(
    thread: str, ana: Caller
) -> None:
    write(ana, thread)
    shown = ana.get(f"/v1/conversations/{thread}").body
    assert (shown["owner"], shown["unanswered"], shown["unread_count"]) == ("bot", True, 1)


def test_the_same_call_again_is_one_note(thread: str, ana: Caller, bo: None) -> None:
    first, again = (write(ana, thread, "Once.", "bo", key="k") for _ in range(2))
    assert first.body == again.body
    other = write(ana, thread, "Twice.", key="k")
    assert (other.status, other.problem) == (409, "idempotency-mismatch")
    assert texts(BO.get("/v1/mentions")) == ["Once."]


def test_the_same_call_many_times_at_once_is_one_note(thread: str, ana: Caller) -> None:
    principal = Principal("token-1", "agent", "ana", frozenset())
    summary = table.get(keys.conversation_pk(thread), keys.SUMMARY) or {}
    once, new = Idempotency("I#1", "KEY", "hash"), NewNote(text="Once.")
    with one_call_at_a_time(), ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: written(principal, summary, new, once), range(8)))
    assert [one for one in everything() if one.get("direction") == "note"] == found[:1]
    assert found == found[:1] * 8


def test_who_is_named_finds_the_note(
    thread: str, ana: Caller, bo: None, the_time: SteppingClock
) -> None:
    first = write(ana, thread, "One.", "bo", "ana", "bo").body
    the_time.advance(minutes=1)
    write(ana, thread, "Two, @bo.")
    [found] = BO.get("/v1/mentions").body["items"]
    assert found == {
        "message_id": first["id"],
        "conversation_id": thread,
        "channel": "whatsapp",
        "account": "main",
        "by": "ana",
        "at": first["sent_at"],
        "text": "One.",
        "unread": True,
    }
    assert first["content"] == {"mentions": ["bo", "ana"]}
    assert texts(ana.get("/v1/mentions")) == ["One."]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"text": "x", "mentions": ["bo", "nobody"]}, "#/mentions/1"),
        ({"text": "x", "mentions": ["Bo!"]}, "#/mentions/0"),
        ({"text": "x", "mentions": ["bo"] * 11}, "#/mentions"),
        ({"text": ""}, "#/text"),
        ({"text": "x" * 4001}, "#/text"),
    ],
)
def test_a_note_that_names_nobody_known_or_says_nothing_is_refused(
    thread: str, ana: Caller, bo: None, body: Any, pointer: str
) -> None:
    refused = ana.post(f"/v1/conversations/{thread}/notes", body)
    assert (refused.status, refused.body["errors"][0]["pointer"]) == (422, pointer)
    assert len(ana.get(f"/v1/conversations/{thread}/messages").body["items"]) == 1


def test_the_read_mark_moves_forward_only(
    thread: str, ana: Caller, bo: None, the_time: SteppingClock
) -> None:
    written = []
    for text in ("One.", "Two.", "Three."):
        the_time.advance(minutes=1)
        written.append(write(ana, thread, text, "bo").body["id"])

    def unread() -> list[str]:
        return texts(BO.get("/v1/mentions", unread="true"))

    assert BO.post("/v1/mentions/read", {"through": written[1]}).body["read_through"] == written[1]
    assert unread() == ["Three."]
    assert BO.post("/v1/mentions/read", {"through": written[0]}).body["read_through"] == written[1]
    assert [one["unread"] for one in BO.get("/v1/mentions").body["items"]] == [True, False, False]
    assert BO.post("/v1/mentions/read", {}).body["read_through"] == written[2]
    assert (unread(), texts(BO.get("/v1/mentions"))) == ([], ["Three.", "Two.", "One."])
    for wrong in ("nothing", f"{thread}.1.x"):
        assert BO.post("/v1/mentions/read", {"through": wrong}).status == 422
    assert ana.post("/v1/mentions/read", {}).body["read_through"] is None


def test_pages_of_mentions_follow_each_other_at_constant_cost(
    thread: str, ana: Caller, bo: None, the_time: SteppingClock
) -> None:
    for number in range(5):
        the_time.advance(minutes=1)
        write(ana, thread, str(number), "bo")
    first = BO.get("/v1/mentions", limit=2)
    with metered() as readings:
        second = BO.get("/v1/mentions", limit=2, cursor=first.body["next_cursor"])
    assert (texts(first), texts(second)) == (["4", "3"], ["2", "1"])
    assert readings.reads() <= 1 + 1 + 2  # the mark, the list, two notes
    assert texts(BO.get("/v1/mentions", limit=2, cursor=second.body["next_cursor"])) == ["0"]
    stranger = Caller("agent", "bo", token="another")
    assert stranger.get("/v1/mentions", cursor=first.body["next_cursor"]).status == 400


def test_who_may_not_see_the_channel_sees_no_mention(thread: str, ana: Caller, bo: None) -> None:
    write(ana, thread, "Secret.", "bo")
    narrow = Caller("agent", "bo", channels="line")
    assert narrow.get("/v1/mentions").body == {"items": [], "next_cursor": None}
    assert write(narrow, thread).problem == "not-found"


def test_tokens_that_are_nobodys_or_only_read_have_their_limits(
    thread: str, ana: Caller, bo: None
) -> None:
    nobody = Caller("admin", "")
    assert nobody.get("/v1/mentions").body == {"items": [], "next_cursor": None}
    assert nobody.post("/v1/mentions/read", {}).body == {"read_through": None}
    reader = Caller("readonly", "bo")
    assert reader.get("/v1/mentions").status == 200
    assert reader.post("/v1/mentions/read", {}).problem == "forbidden"
    assert write(reader, thread).problem == "forbidden"


def test_of_a_note_that_is_gone_nothing_is_left_in_the_list(
    thread: str, ana: Caller, bo: None
) -> None:
    note = item(write(ana, thread, "Gone.", "bo"))
    table.delete(note["pk"], note["sk"])
    assert texts(BO.get("/v1/mentions")) == [None]
