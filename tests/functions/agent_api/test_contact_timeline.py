"""One line over all conversations of a person."""

from typing import Any

import pytest

from shared import table
from tests import faults
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.functions.agent_api.conftest import said
from tests.functions.agent_api.people import SMS, WEBCHAT, WHATSAPP, three


@pytest.fixture(autouse=True)
def one(ana: Caller, the_time: SteppingClock) -> None:
    three(the_time.now, lines=3)
    for other in (SMS, WEBCHAT):
        body = {"contact_id": other, "reason": "the same person"}
        assert ana.post(f"/v1/contacts/{WHATSAPP}/merge", body).status == 200


def page(caller: Caller, contact: str = WHATSAPP, **query: Any) -> dict[str, Any]:
    body: dict[str, Any] = caller.get(f"/v1/contacts/{contact}/timeline", **query).body
    return body


def refs(lines: list[Any]) -> list[str]:
    return [line["id"].rsplit(".", 1)[1] for line in lines]


ALL = ["web0", "sms0", "waa0", "web1", "sms1", "waa1", "web2", "sms2", "waa2"]


def test_all_channels_are_one_line_and_those_of_one_time_stand_as_they_came(ana: Caller) -> None:
    found = page(ana)
    assert (refs(found["items"]), found["next_cursor"]) == (ALL, None)
    assert {line["contact_id"] for line in found["items"]} == {WHATSAPP}
    assert [line["conversation_id"] for line in found["items"][:3]] == [WEBCHAT, SMS, WHATSAPP]
    assert page(ana, SMS) == found  # by whatever of their ids


def test_pages_stay_as_they_are_while_new_lines_come(ana: Caller, the_time: SteppingClock) -> None:
    seen, cursor, turn = [], "", 0
    while cursor is not None:
        found = page(ana, limit=2, **({"cursor": cursor} if cursor else {}))
        seen += refs(found["items"])
        cursor, turn = found["next_cursor"], turn + 1
        said(SMS, f"new{turn}", the_time.now, channel="sms", received_at=the_time.now + 10)
    assert seen == ALL


def test_a_cursor_is_good_for_its_own_line_and_token_only(ana: Caller) -> None:
    cursor = page(ana, limit=2)["next_cursor"]
    for caller, contact, given in (
        (Caller(token="token-2"), WHATSAPP, cursor),
        (ana, SMS, cursor),
        (ana, WHATSAPP, cursor[:-2]),
        (ana, WHATSAPP, f"A{cursor}"),
    ):
        refused = caller.get(f"/v1/contacts/{contact}/timeline", cursor=given)
        assert (refused.status, refused.problem) == (400, "invalid-cursor")


def test_a_page_costs_the_same_however_long_the_line_is(
    ana: Caller, the_time: SteppingClock
) -> None:
    def cost() -> tuple[int, int]:
        with faults.injected() as calls:
            page(ana, limit=3)
        return calls.count("Query"), len(calls.operations)

    before = cost()
    for number in range(20):
        said(SMS, f"old{number:03d}", the_time.now - 10 - number, channel="sms")
    assert cost() == before


def test_who_was_taken_out_takes_their_lines_along(ana: Caller) -> None:
    first = page(ana, limit=2)
    ana.post(f"/v1/contacts/{WHATSAPP}/unmerge", {"contact_id": SMS})
    rest = page(ana, limit=9, cursor=first["next_cursor"])
    assert refs(rest["items"]) == ["waa0", "web1", "waa1", "web2", "waa2"]
    assert refs(page(ana, SMS)["items"]) == ["sms0", "sms1", "sms2"]
    assert table.get(f"C#{SMS}", "A")
