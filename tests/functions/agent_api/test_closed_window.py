"""An answer that comes too late: what may be sent instead, and what waits for the customer."""

import json
from typing import Any

import pytest

from shared import table
from shared.delivery import waiting
from shared.keys import single
from shared.table import Item
from shared.templates import approved
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.agent_api.conftest import said


def template(name: str, language: str = "en", **fields: Any) -> None:
    item = {
        "kind": "template",
        "channel": "whatsapp",
        "account": "main",
        "name": name,
        "language": language,
        "status": "APPROVED",
        "quality": "GREEN",
        "category": "UTILITY",
        "slots": [],
        "body": "Hello",
        "synced_at": 1,
        **fields,
    }
    key = single.template_sk("whatsapp", item["account"], name, language)
    table.put({"pk": approved.PK, "sk": key, **item})


@pytest.fixture
def closed(thread: str, the_time: SteppingClock) -> str:
    """A conversation a day after the customer last wrote, and templates to choose from."""
    template("sale", category="MARKETING")
    template("follow_up")
    template("follow_up_es", "es")
    template("named", slots=["1"])
    template("code", category="AUTHENTICATION")
    template("paused", status="PAUSED")
    template("elsewhere", account="other")
    table.update(f"C#{thread}", "A", "SET #consent = :in", {":in": "in"})  # marketing needs it
    the_time.advance(hours=25)
    return thread


def send(ana: Caller, thread: str, text: str, key: str | None = None, **more: Any) -> Answer:
    path = f"/v1/conversations/{thread}/messages"
    return ana.post(path, {"text": text, "fallback": "template", **more}, key=key)


def summary(thread: str) -> Item:
    return table.get(f"C#{thread}", "A") or {}


def outgoing(thread: str) -> list[str]:
    items = [table.get(f"C#{thread}", sk) or {} for sk in summary(thread).get("outbox", ())]
    return [item["text"] or json.loads(item["content"])["name"] for item in items]


def test_a_refusal_names_the_templates_that_fit_the_best_first(closed: str, ana: Caller) -> None:
    refused = ana.post(f"/v1/conversations/{closed}/messages", {"text": "Still there?"})
    assert (refused.status, refused.problem) == (409, "window-closed")
    names = [shown["name"] for shown in refused.body["templates"]]
    assert names == ["follow_up", "follow_up_es", "named", "sale"]


def test_one_that_takes_only_texts_is_offered_before_one_that_needs_more(
    closed: str, ana: Caller
) -> None:
    template("a_photo", needs=["header:image"])
    refused = ana.post(f"/v1/conversations/{closed}/messages", {"text": "Still there?"})
    names = [shown["name"] for shown in refused.body["templates"]]
    assert names.index("follow_up") < names.index("a_photo")


def prices(**by_category: str) -> None:
    item = {"currency": "EUR", "by_country": {"34": by_category}}
    table.put({"pk": "S#prices", "sk": "whatsapp", "kind": "settings", **item})


def test_each_template_is_offered_with_its_category_and_its_price(closed: str, ana: Caller) -> None:
    prices(UTILITY="0.02")
    refused = ana.post(f"/v1/conversations/{closed}/messages", {"text": "Still there?"})
    offered = {
        each["name"]: (each["category"], each["price"]) for each in refused.body["templates"]
    }
    assert offered["follow_up"] == ("UTILITY", {"amount": "0.02", "currency": "EUR"})
    assert offered["sale"] == ("MARKETING", None)


def test_where_prices_are_known_the_cheapest_goes(closed: str, ana: Caller) -> None:
    prices(UTILITY="0.02", MARKETING="0.004")
    assert send(ana, closed, "Your parcel is here.").status == 202
    assert outgoing(closed) == ["sale"]


def test_a_price_that_is_not_known_is_not_taken_for_cheap(closed: str, ana: Caller) -> None:
    prices(UTILITY="0.02")
    assert send(ana, closed, "Your parcel is here.").status == 202
    assert outgoing(closed) == ["follow_up"]


def test_what_goes_in_the_texts_place_says_what_it_costs(closed: str, ana: Caller) -> None:
    prices(UTILITY="0.02", MARKETING="0.1")
    send(ana, closed, "Your parcel is here.")
    [message] = [
        shown
        for shown in ana.get(f"/v1/conversations/{closed}/messages").body["items"]
        if shown["type"] == "template"
    ]
    assert (message["content"]["name"], message["content"]["category"]) == ("follow_up", "UTILITY")
    assert message["content"]["price"] == {"amount": "0.02", "currency": "EUR"}


def test_the_best_template_goes_and_the_text_waits(closed: str, ana: Caller) -> None:
    answer = send(ana, closed, "Your parcel is here.")
    assert (answer.status, answer.body["status"]) == (202, "held")
    assert answer.body["error"]["code"] == "window-closed"
    assert outgoing(closed) == ["follow_up"]
    assert len(summary(closed)["waiting"]) == 1


@pytest.mark.parametrize(
    ("fallback", "name"),
    [({"language": "es"}, "follow_up_es"), ({"slots": ["Ana"]}, "named"), ({}, "follow_up")],
)
def test_language_and_slots_choose_the_template(
    fallback: dict[str, Any], name: str, closed: str, ana: Caller
) -> None:
    assert send(ana, closed, "Here", fallback=fallback).status == 202
    assert outgoing(closed) == [name]


def test_without_a_template_that_fits_nothing_is_accepted(closed: str, ana: Caller) -> None:
    refused = send(ana, closed, "Here", fallback={"language": "fr"})
    assert (refused.status, refused.problem) == (409, "window-closed")
    assert refused.body["detail"]
    assert "waiting" not in summary(closed)


def test_a_second_text_waits_without_a_second_template(closed: str, ana: Caller) -> None:
    first, again = send(ana, closed, "One", "a"), send(ana, closed, "One", "a")
    assert first.body["id"] == again.body["id"]
    assert send(ana, closed, "Two", "b").status == 202
    assert outgoing(closed) == ["follow_up"]
    assert len(summary(closed)["waiting"]) == 2


def test_what_waits_goes_in_order_when_the_customer_answers(
    closed: str, ana: Caller, the_time: SteppingClock
) -> None:
    for text in ("One", "Two"):
        send(ana, closed, text)
        the_time.advance(minutes=1)
    assert waiting.release(closed) == 0
    said(closed, "again", the_time.now)
    assert waiting.release(closed) == 2
    assert waiting.release(closed) == 0
    assert outgoing(closed) == ["follow_up", "One", "Two"]
    status = {(table.get(f"C#{closed}", sk) or {})["status"] for sk in summary(closed)["outbox"]}
    assert status == {"queued"}


def test_what_is_written_after_the_answer_does_not_overtake(
    closed: str, ana: Caller, the_time: SteppingClock
) -> None:
    send(ana, closed, "One")
    said(closed, "again", the_time.advance(minutes=1))
    assert send(ana, closed, "Two").body["status"] == "queued"
    assert outgoing(closed) == ["follow_up", "One", "Two"]


def test_a_customer_who_answers_stop_gets_nothing_that_waited(
    closed: str, ana: Caller, the_time: SteppingClock
) -> None:
    send(ana, closed, "One")
    said(closed, "stop", the_time.now)
    table.update(f"C#{closed}", "A", "SET #consent = :out", {":out": "out"})
    assert waiting.release(closed) == 0


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"name": "named", "language": "en"}, "1 slots"),
        ({"name": "paused", "language": "en"}, "paused"),
    ],
)
def test_a_template_that_would_be_refused_is_refused_at_once(
    wanted: dict[str, Any], why: str, closed: str, ana: Caller
) -> None:
    path = f"/v1/conversations/{closed}/messages"
    refused = ana.post(path, {"type": "template", "template": wanted})
    assert refused.status == 422
    assert why in refused.body["errors"][0]["detail"]


def test_a_header_and_the_links_of_buttons_can_be_given(closed: str, ana: Caller) -> None:
    template("invoice", needs=["header:text", "button:1"])
    path = f"/v1/conversations/{closed}/messages"
    wanted: dict[str, Any] = {"name": "invoice", "language": "en", "header": "May"}
    refused = ana.post(path, {"type": "template", "template": wanted})
    assert refused.body["errors"][0]["detail"].endswith("button:1")
    wanted |= {"buttons": [None, {"value": "2026-05"}]}
    answer = ana.post(path, {"type": "template", "template": wanted})
    assert answer.status == 202
    assert answer.body["content"]["slots"] == {
        "body": [],
        "header": "May",
        "buttons": [None, {"kind": "url", "value": "2026-05"}],
    }


def test_the_templates_are_listed_as_they_stand(closed: str, ana: Caller) -> None:
    key = single.template_sk("whatsapp", "main", "follow_up", "en")
    fact = {"channel": "whatsapp", "account": "main", "language": "en", "name": "follow_up"}
    told = {"kind": "template-fact", "at": 2, "status": "PAUSED"}
    table.put({"pk": approved.PK, "sk": f"{key}#{2:013d}#x", **fact, **told})
    listed = ana.get("/v1/templates", channel="whatsapp", account="main", status="PAUSED")
    assert [item["name"] for item in listed.body["items"]] == ["follow_up", "paused"]
    assert len(ana.get("/v1/templates").body["items"]) == 7
    assert Caller(channels="line").get("/v1/templates").body["items"] == []
