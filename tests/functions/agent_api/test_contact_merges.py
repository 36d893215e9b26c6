"""Merging two contacts through the API, and taking them apart."""

from typing import Any

import pytest

from shared import table
from tests import faults
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.agent_api.people import SMS, WEBCHAT, WHATSAPP, items, three

READER = Caller("readonly", "")


@pytest.fixture(autouse=True)
def people(ana: Caller, the_time: SteppingClock) -> None:
    three(the_time.now)


def merge(caller: Caller, survivor: str, other: str, key: str | None = None) -> Answer:
    body = {"contact_id": other, "reason": "same order number"}
    return caller.post(f"/v1/contacts/{survivor}/merge", body, key)


def unmerge(caller: Caller, contact: str, part: str) -> Answer:
    return caller.post(f"/v1/contacts/{contact}/unmerge", {"contact_id": part})


def inbox(caller: Caller) -> list[Any]:
    found: list[Any] = caller.get("/v1/conversations", owner="bot", status="open").body["items"]
    return found


def views(caller: Caller) -> list[object]:
    """Everything that shows these people."""
    found: list[object] = [inbox(caller)]
    for name in (WHATSAPP, SMS, WEBCHAT):
        lines = caller.get(f"/v1/conversations/{name}/messages").body
        found += [lines, items(name), caller.get(f"/v1/conversations/{name}").body]
        found += [caller.get(f"/v1/contacts/{name}").body]
        found += [caller.get(f"/v1/contacts/{name}/timeline").body]
    found += [caller.get(f"/v1/messages/{lines['items'][0]['id']}").body]
    found += [caller.get(f"/v1/contacts/{WHATSAPP}/suggestions").body]
    return found


def test_merged_and_taken_apart_everything_looks_as_before(ana: Caller) -> None:
    ana.patch(f"/v1/contacts/{SMS}", {"note": "Calls on Mondays.", "email": "m@example.com"})
    before = views(ana)
    assert merge(ana, WHATSAPP, SMS).status == 200
    assert merge(ana, WEBCHAT, WHATSAPP).status == 200
    assert views(ana) != before
    apart = unmerge(ana, WEBCHAT, WHATSAPP)
    assert (apart.status, apart.body["contact"]["id"]) == (200, WEBCHAT)
    assert [i["contact_id"] for i in apart.body["separated"]["identities"]] == [WHATSAPP, SMS]
    assert unmerge(ana, WHATSAPP, SMS).status == 200
    assert views(ana) == before


def test_every_view_names_the_survivor(ana: Caller) -> None:
    merge(ana, WHATSAPP, SMS)
    shown = {one["id"]: one["contact_id"] for one in inbox(ana)}
    assert shown == {WHATSAPP: WHATSAPP, SMS: WHATSAPP, WEBCHAT: WEBCHAT}
    assert ana.get(f"/v1/conversations/{SMS}").body["contact_id"] == WHATSAPP
    [line, *_] = ana.get(f"/v1/conversations/{SMS}/messages").body["items"]
    assert (line["contact_id"], line["conversation_id"]) == (WHATSAPP, SMS)
    assert line["author"] == {"kind": "contact", "id": SMS}  # who said it is not rewritten
    assert ana.get(f"/v1/messages/{line['id']}").body["contact_id"] == WHATSAPP
    answer = ana.post(f"/v1/conversations/{SMS}/messages", {"type": "text", "text": "Hello"})
    assert (answer.status, answer.body["contact_id"]) == (202, WHATSAPP)


def test_the_survivors_id_costs_no_read_of_its_own(ana: Caller) -> None:
    inbox(ana)  # what is kept from call to call is kept now
    with faults.injected() as alone:
        inbox(ana)
        ana.get(f"/v1/conversations/{SMS}/messages")
    merge(ana, WHATSAPP, SMS)
    with faults.injected() as merged:
        inbox(ana)
        ana.get(f"/v1/conversations/{SMS}/messages")
    assert merged.operations == alone.operations


def test_the_card_tells_who_merged_whom_when_and_why(ana: Caller, the_time: SteppingClock) -> None:
    card = merge(ana, WHATSAPP, SMS).body
    assert card["merged"] == [
        {
            "contact_id": SMS,
            "into": WHATSAPP,
            "by": "agent:ana",
            "at": "2026-01-01T00:00:00.000Z",
            "reason": "same order number",
        }
    ]
    unmerge(ana, WHATSAPP, SMS)
    log = Caller("admin", "eva").get("/v1/audit").body["items"]
    told = [(entry["by"], entry["did"], entry["what"]) for entry in log]
    assert sorted(told) == [
        ("agent:ana", "merged", f"contacts/{SMS}"),
        ("agent:ana", "unmerged", f"contacts/{SMS}"),
    ]


def test_a_contact_that_is_part_of_another_is_not_given_away(ana: Caller) -> None:
    merge(ana, WHATSAPP, SMS)
    refused = merge(ana, WEBCHAT, SMS)
    assert (refused.status, refused.problem) == (409, "already-merged")
    assert refused.body["contact_id"] == WHATSAPP
    assert merge(ana, SMS, WHATSAPP).body["id"] == WHATSAPP  # one person already


def test_of_two_merges_at_once_one_is_told_so(ana: Caller) -> None:
    quicker: list[int] = []
    other = faults.Fault(
        "TransactWriteItems", lambda: quicker.append(merge(ana, WEBCHAT, SMS).status), 1
    )
    with faults.injected(other):
        late = merge(ana, WHATSAPP, SMS)
    assert (quicker, late.status, late.problem) == ([200], 409, "conflict")
    assert ana.get(f"/v1/contacts/{SMS}").body["id"] == WEBCHAT


def test_a_repeated_call_is_one_merge(ana: Caller) -> None:
    first = merge(ana, WHATSAPP, SMS, "k")
    unmerge(ana, WHATSAPP, SMS)
    again = merge(ana, WHATSAPP, SMS, "k")  # came late: it was done, and undone since
    assert (first.status, again.status) == (200, 200)
    assert ana.get(f"/v1/contacts/{SMS}").body["id"] == SMS
    other = merge(ana, WEBCHAT, SMS, "k")
    assert (other.status, other.problem) == (409, "idempotency-mismatch")


def test_two_of_the_same_call_at_once_are_one_merge(ana: Caller) -> None:
    quicker: list[int] = []
    same = faults.Fault(
        "TransactWriteItems", lambda: quicker.append(merge(ana, WHATSAPP, SMS, "k").status), 1
    )
    with faults.injected(same):
        assert merge(ana, WHATSAPP, SMS, "k").status == 200
    assert quicker == [200]
    assert len(list(table.query("AUDIT#2026-01", "0", "~"))) == 1


def test_only_what_is_merged_is_taken_out(ana: Caller) -> None:
    merge(ana, WHATSAPP, SMS)
    for whole, part in ((WHATSAPP, WEBCHAT), (WEBCHAT, SMS), (WHATSAPP, WHATSAPP), (SMS, SMS)):
        refused = unmerge(ana, whole, part)
        assert (refused.status, refused.problem) == (409, "not-merged")


def test_readers_and_other_channels_merge_nothing(ana: Caller) -> None:
    assert merge(READER, WHATSAPP, SMS).status == 403
    assert unmerge(READER, WHATSAPP, SMS).status == 403
    narrowed = Caller(channels="sms", token="token-2")
    assert merge(narrowed, SMS, WHATSAPP).status == 404
    merge(ana, WHATSAPP, SMS)
    merge(ana, WHATSAPP, WEBCHAT)
    assert unmerge(narrowed, SMS, WEBCHAT).status == 404
    assert unmerge(narrowed, WHATSAPP, SMS).status == 404  # nobody would be left to see
    assert ana.get(f"/v1/contacts/{SMS}").body["id"] == WHATSAPP


def test_a_merge_says_whom_and_why(ana: Caller) -> None:
    wrong: list[dict[str, str]] = [{}, {"contact_id": SMS}, {"reason": "x"}]
    for body in [*wrong, {"contact_id": "Ana", "reason": "x"}]:
        assert ana.post(f"/v1/contacts/{WHATSAPP}/merge", body).status == 422
