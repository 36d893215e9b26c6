"""Replies that agents send by name: in the customer's language, with slots and files."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from shared import aws, configuration, keys, table
from shared.configuration import stored
from shared.configuration.slots import filled, slots_of
from shared.keys import single
from shared.settings import settings
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.agent_api.conftest import conversation, said
from tests.functions.agent_api.test_uploads import uploaded

ADMIN = Caller(scope="admin", agent="root")
SHIPPED = {
    "text": {
        "en": "Hello {{name}}, {{order}} is on its way. {{agent}}",
        "es": "Hola {{name}}, {{ order }} está en camino. {{agent}}",
    }
}


@pytest.fixture
def thread(ana: Caller, the_time: SteppingClock) -> str:
    summary = conversation("thread", the_time.now, attributes={"order": "4711"})
    table.update(summary["pk"], "A", "SET #name = :name", {":name": "Bea"})
    ident = str(summary["pk"]).removeprefix("C#")
    said(ident, "first", the_time.now)
    stored.put("agents", "ana", {"name": "Ana María"}, by="admin")
    return ident


def write(name: str, **document: Any) -> None:
    answer = ADMIN.put(f"/v1/replies/{name}", document)
    assert answer.status in (200, 201), answer


def send(thread: str, name: str, key: str | None = None, **more: Any) -> Answer:
    body = {"type": "reply", "reply": name, **more}
    return Caller().post(f"/v1/conversations/{thread}/messages", body, key)


def pointers(answer: Answer) -> list[str]:
    assert answer.problem == "invalid-request"
    return [error["pointer"] for error in answer.body["errors"]]


def test_slots_are_filled_from_what_is_known_and_what_is_given(thread: str) -> None:
    write("shipped", **SHIPPED)
    known = send(thread, "shipped")
    assert (known.status, known.body["type"]) == (202, "text")
    assert known.body["text"] == "Hello Bea, 4711 is on its way. Ana María"
    given = send(thread, "shipped", slots={"order": "No. 9"})
    assert given.body["text"] == "Hello Bea, No. 9 is on its way. Ana María"


def test_what_nothing_fills_is_named_and_nothing_is_sent(thread: str) -> None:
    write("due", text="{{amount}} until {{day}}, {{name}}")
    assert pointers(send(thread, "due")) == ["#/slots/amount", "#/slots/day"]
    assert pointers(send(thread, "due", slots={"amount": "9", "dya": "Monday"})) == ["#/slots/dya"]
    summary = table.get(keys.conversation_pk(thread), "A") or {}
    assert (summary["owner"], summary.get("outbox")) == ("bot", None)


def test_a_customers_words_are_no_slots() -> None:
    values = {"name": "{{secret}}", "secret": "4711", "left": "{{", "right": "}}"}
    assert filled("Hi {{name}} {{left}}secret{{right}}", values) == "Hi {{secret}} {{secret}}"
    assert slots_of("{{a}} {{ b-1 }} {{a}} {c}") == ["a", "b-1"]


def test_a_slot_cannot_lead_a_link_elsewhere(thread: str) -> None:
    url = "https://shop.example/orders/{{order}}/track"
    write("track", text="Here:", links=[{"title": "{{order}}", "url": url}])
    answer = send(thread, "track", slots={"order": "1/../x?y=#z"})
    way = "https://shop.example/orders/1%2F..%2Fx%3Fy%3D%23z/track"
    assert answer.body["text"] == f"Here:\n1/../x?y=#z: {way}"


def test_the_language_is_the_customers_as_for_what_the_bot_says(thread: str) -> None:
    write("thanks", text={"en": "Thank you", "es": "Gracias", "fr": "Merci", "de": "Danke"})
    assert send(thread, "thanks").body["text"] == "Thank you"
    ADMIN.put("/v1/rules/policy", {"account_languages": {"whatsapp:main": "es"}})
    assert send(thread, "thanks").body["text"] == "Gracias"
    table.update(f"C#{thread}", "A", "SET #locale = :device", {":device": "fr-CA"})
    assert send(thread, "thanks").body["text"] == "Merci"
    table.update(f"C#{thread}", "A", "SET #attributes = :a", {":a": {"language": "de"}})
    assert send(thread, "thanks").body["text"] == "Danke"
    assert send(thread, "thanks", language="es-MX").body["text"] == "Gracias"


def test_choices_are_buttons_as_the_bot_shows_them(thread: str) -> None:
    write("day", text="Which day?", choices=[{"id": "mon", "title": "Monday, {{name}}"}])
    answer = send(thread, "day")
    assert answer.body["type"] == "interactive"
    assert answer.body["content"]["buttons"] == [
        {"id": "day/start/mon", "title": "Monday, Bea"},
    ]
    assert pointers(send(thread, "day", slots={"name": "x" * 100})) == ["#/slots"]


def test_it_goes_the_way_of_every_answer(thread: str, the_time: SteppingClock) -> None:
    write("shipped", **SHIPPED)
    newest = Caller().get(f"/v1/conversations/{thread}/messages").body["items"][0]["id"]
    first = send(thread, "shipped", "k", seen_through=newest)
    the_time.advance(minutes=1)
    assert send(thread, "shipped", seen_through=newest).problem == "newer-reply"
    assert ADMIN.delete("/v1/replies/shipped").status == 204
    again = send(thread, "shipped", "k", seen_through=newest)
    assert (again.status, again.body["id"]) == (202, first.body["id"])
    assert pointers(send(thread, "shipped")) == ["#/reply"]
    assert send(thread, "thanks", "k").problem == "idempotency-mismatch"
    lines = Caller().get(f"/v1/messages/{first.body['id']}/why").body["lines"]
    assert "reply:shipped" in {line["rule"] for line in lines}
    the_time.advance(hours=25)
    assert send(thread, "thanks").problem == "window-closed"


def test_a_file_is_kept_for_as_long_as_the_reply_shows_it(
    thread: str, the_time: SteppingClock
) -> None:
    upload = uploaded(ADMIN)
    write("map", text="Here we are, {{name}}.", attachments=[{"id": upload, "name": "map.png"}])
    item = table.get(*single.upload_key(upload)) or {}
    assert "expires" not in item
    bucket = settings().quarantine_bucket
    aws.client("s3").delete_object(Bucket=bucket, Key=f"uploads/{upload}")  # as time does
    links = []
    for _ in range(2):
        sent = send(thread, "map").body
        assert (sent["type"], sent["text"]) == ("image", "Here we are, Bea.")
        assert sent["attachments"][0]["name"] == "map.png"
        links.append(urlsplit(Caller().get(sent["attachments"][0]["url"]).headers["Location"]).path)
    assert len(set(links)) == 2, "one customer's copy may go without the other's"
    write("map", text="Here we are.", attachments=[{"id": upload}])


def test_a_file_is_there_before_a_reply_shows_it(thread: str) -> None:
    upload = ADMIN.post("/v1/uploads", {"type": "image/png", "size": 5}).body["id"]
    for ident, problem in ((upload, "not-uploaded"), ("a" * 26, "invalid-request")):
        answer = ADMIN.put("/v1/replies/map", {"text": "", "attachments": [{"id": ident}]})
        assert answer.problem == problem
    assert "map" not in configuration.load().replies


def test_what_the_channel_does_not_take_is_refused(thread: str) -> None:
    upload = uploaded(ADMIN, type="image/gif", name="a.gif")
    write("wave", text="", attachments=[{"id": upload}])
    assert pointers(send(thread, "wave")) == ["#/type"]


@pytest.mark.parametrize("name", ["default", "away", "gone"])
def test_what_says_nothing_or_is_for_workflows_is_not_sent(thread: str, name: str) -> None:
    assert pointers(send(thread, name)) == ["#/reply"]


@pytest.mark.parametrize(
    "body",
    [
        {"type": "reply"},
        {"type": "text", "text": "Hi", "reply": "thanks"},
        {"type": "text", "text": "Hi", "slots": {"a": "b"}},
        {"type": "reply", "reply": "thanks", "text": "Hi"},
        {"type": "reply", "reply": "thanks", "slots": {"a": "x" * 1001}},
    ],
)
def test_a_reply_and_a_text_are_two_things(thread: str, body: dict[str, Any]) -> None:
    answer = Caller().post(f"/v1/conversations/{thread}/messages", body)
    assert answer.problem == "invalid-request"


def test_slots_are_for_people(thread: str) -> None:
    write("shipped", **SHIPPED)
    led = ADMIN.put("/v1/rules/shipped", {"then": {"reply": "shipped"}})
    assert pointers(led) == ["#/then/reply"]
    write("plain", text="Hello")
    assert ADMIN.put("/v1/rules/plain", {"then": {"reply": "plain"}}).status == 201
    for name, text in (("plain", "Hi {{name}}"), ("greeting", "Hi {{name}}"), ("new", "Hi {{na")):
        assert ADMIN.put(f"/v1/replies/{name}", {"text": text}).problem == "invalid-request"


def test_a_desk_finds_replies_by_some_letters(thread: str) -> None:
    write("shipped", **SHIPPED)
    for name in ("refund", "refused", "shop"):
        write(name, text="Sí")
    found = Caller().get("/v1/replies", q="ref", limit=1)
    assert [one["id"] for one in found.body["items"]] == ["refund"]
    rest = Caller().get("/v1/replies", q="ref", limit=1, cursor=found.body["next_cursor"])
    assert [one["id"] for one in rest.body["items"]] == ["refused"]
    assert [one["id"] for one in Caller().get("/v1/replies", q="CAMINO").body["items"]] == [
        "shipped"
    ]
