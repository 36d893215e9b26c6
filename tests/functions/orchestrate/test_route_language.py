"""Who speaks the customer's language gets the customer, and waiting is told of in it."""

import json
from typing import Any

import pytest

from shared import table
from shared.configuration import stored
from shared.keys import lists
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.functions.orchestrate import staff
from tests.functions.orchestrate.runs import deployed, lambdas, record, rules, wake
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

MINUTE = 60_000
SPANISH = {"content": json.dumps({"device": {"locale": "es_MX"}})}


@pytest.fixture(autouse=True)
def given(deployed: Lambdas) -> None:
    rules(greeting="", team="sales")
    staff.team(relax_skills_after_ms=5 * MINUTE)


def came(name: str, clock: SteppingClock, **fields: Any) -> dict[str, Any]:
    message = staff.writes(name, clock.advance(seconds=1), **fields)
    conversation = staff.conversation(name)
    assert wake(record("message", message, clock.now, conversation=conversation)) == []
    return staff.of(name)


def looked_at(name: str, clock: SteppingClock, why: str = "look") -> dict[str, Any]:
    assert wake(record(why, "x", clock.now, conversation=staff.conversation(name))) == []
    return staff.of(name)


def queued() -> list[str]:
    return [item["language"] for item in table.query(lists.queue_pk("sales"), "0", "9~")]


def told(name: str) -> list[str]:
    found = table.query(staff.conversation_pk(name), "M#", "M#~")
    return [item["text"] for item in found if item["author_kind"] == "system"]


def both_there() -> None:
    """Ana has nothing to do, and Luz much."""
    staff.agent("ana", languages=["en"])
    staff.agent("luz", languages=["es"], capacity=5)
    staff.has("luz", 3)


def test_the_one_who_speaks_it_gets_the_customer_however_busy(the_time: SteppingClock) -> None:
    both_there()
    assert came("a", the_time, **SPANISH)["owner"] == "agent:luz"
    assert came("b", the_time)["owner"] == "agent:ana"


def test_what_was_chosen_in_a_menu_counts_at_once(the_time: SteppingClock) -> None:
    both_there()
    to_spanish = {"team": "sales", "attributes": {"language": "es"}}
    choices = [
        {"id": "en", "title": "English", "next": {"team": "sales"}},
        {"id": "es", "title": "Español", "next": to_spanish},
    ]
    stored.put("replies", "menu", {"text": "Language?", "choices": choices}, by="admin")
    stored.put("rules", "menu", {"then": {"reply": "menu"}}, by="admin")
    came("a", the_time)
    assert came("a", the_time, text="2")["owner"] == "agent:luz"


def test_the_language_of_an_account_counts_and_that_of_the_business_excludes_nobody(
    the_time: SteppingClock,
) -> None:
    staff.agent("luz", languages=["es"])
    assert came("a", the_time)["owner"] == "agent:luz"
    rules(greeting="", team="sales", account_languages={"whatsapp:main": "de"})
    assert came("b", the_time)["owner"] == "team:sales"
    assert queued() == ["de"]


def test_nobody_speaks_it_so_the_customer_waits_and_after_a_while_anybody_will_do(
    the_time: SteppingClock,
) -> None:
    staff.agent("ana", languages=["en"])
    assert came("a", the_time, **SPANISH)["owner"] == "team:sales"
    assert queued() == ["es-MX"]
    assert looked_at("a", the_time)["look_at"] == the_time.now + 5 * MINUTE
    assert came("b", the_time)["owner"] == "agent:ana"  # who needs no Spanish passes by
    the_time.advance(minutes=5)
    assert looked_at("a", the_time)["owner"] == "agent:ana"


def test_a_place_that_becomes_free_goes_to_the_oldest_whom_the_agent_understands(
    the_time: SteppingClock,
) -> None:
    staff.agent("ana", languages=["en"], capacity=1)
    staff.has("ana", 1)
    came("spanish", the_time, **SPANISH)
    came("unknown", the_time)
    staff.has("ana", 0)
    assert looked_at("spanish", the_time, "free")["owner"] == "team:sales"
    assert looked_at("unknown", the_time, "free")["owner"] == "agent:ana"
    staff.agent("luz", languages=["es"])
    assert looked_at("spanish", the_time, "free")["owner"] == "agent:luz"


def test_waiting_is_told_of_in_it(the_time: SteppingClock) -> None:
    staff.team(tell_wait_after_ms=1)
    staff.agent("luz", languages=["es"], capacity=1)
    staff.has("luz", 1)
    words = {"en": "Wait {minutes} min.", "es": "Espere {minutes} min."}
    stored.put("replies", "waiting", {"text": words}, by="admin")
    came("a", the_time, **SPANISH)
    came("b", the_time)
    assert (told("a"), told("b")) == (["Espere 10 min."], ["Wait 20 min."])


def test_a_language_that_becomes_known_in_the_queue_counts_there(the_time: SteppingClock) -> None:
    staff.agent("ana", languages=["en"], capacity=1)
    staff.has("ana", 1)
    assert came("a", the_time)["queued_at"] == the_time.now
    since, place = the_time.now, staff.queue()
    again = came("a", the_time, **SPANISH)
    assert (again["queued_at"], staff.queue(), queued()) == (since, place, ["es-MX"])
    version = again["version"]
    assert came("a", the_time, **SPANISH)["version"] == version
    staff.has("ana", 0)
    assert looked_at("a", the_time, "free")["owner"] == "team:sales"
    api = Caller().patch(
        f"/v1/conversations/{staff.conversation('a')}", {"attributes": {"language": "en"}}
    )
    assert (api.status, queued()) == (200, ["en"])
    assert looked_at("a", the_time, "free")["owner"] == "agent:ana"
    assert (staff.queue(), staff.of("a").get("language")) == ([], None)


def test_who_is_handed_over_by_hand_waits_for_somebody_who_speaks_it(
    the_time: SteppingClock,
) -> None:
    both_there()
    rules(greeting="", team="")
    came("a", the_time, **SPANISH)
    where = f"/v1/conversations/{staff.conversation('a')}/assign"
    assert Caller().post(where, {"team": "sales"}, key="k").status == 200
    assert queued() == ["es-MX"]
    assert looked_at("a", the_time)["owner"] == "agent:luz"
