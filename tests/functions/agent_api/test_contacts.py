"""A person's card: what it shows, and what agents write on it."""

import pytest

from shared import table
from shared.keys import single
from tests import faults
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.agent_api.conftest import conversation
from tests.functions.agent_api.people import PHONE, SMS, WEBCHAT, WHATSAPP, three


@pytest.fixture(autouse=True)
def people(ana: Caller, the_time: SteppingClock) -> None:
    three(the_time.now)


def card(caller: Caller, contact: str) -> Answer:
    return caller.get(f"/v1/contacts/{contact}")


def write(caller: Caller, contact: str, body: object, **headers: str) -> Answer:
    return caller.patch(f"/v1/contacts/{contact}", body, **headers)


def merge(ana: Caller, survivor: str, other: str) -> None:
    body = {"contact_id": other, "reason": "the same order"}
    assert ana.post(f"/v1/contacts/{survivor}/merge", body).status == 200


def unmerge(ana: Caller, survivor: str, other: str) -> None:
    answer = ana.post(f"/v1/contacts/{survivor}/unmerge", {"contact_id": other})
    assert answer.status == 200


def test_a_card_shows_what_is_known_of_a_person_and_each_identity(
    ana: Caller, the_time: SteppingClock
) -> None:
    agreed = {"consent": "in", "consent_since": the_time.now, "marketing": "out"}
    conversation("vip", the_time.now, **agreed, attributes={"language": "eu"}, labels=["vip"])
    shown = card(ana, "vip".ljust(26, "a"))
    assert shown.status == 200
    told = {name: shown.body[name] for name in ("phone", "language", "merged", "attributes")}
    assert told == {"phone": f"+{PHONE}", "language": "eu", "merged": [], "attributes": {}}
    [identity] = shown.body["identities"]
    assert identity == {
        "contact_id": shown.body["id"],
        "conversation_id": shown.body["id"],
        "channel": "whatsapp",
        "account": "main",
        "name": None,
        "status": "open",
        "window": {"open": True, "ends_at": "2026-01-02T00:00:00.000Z"},
        "last_activity_at": "2026-01-01T00:00:00.000Z",
        "consent": {"state": "in", "since": "2026-01-01T00:00:00.000Z", "marketing": "out"},
        "labels": ["vip"],
        "attributes": {"language": "eu"},
    }


def test_what_a_platform_or_a_site_has_proven_is_shown(ana: Caller) -> None:
    assert card(ana, SMS).body["phone"] == f"+{PHONE}"
    assert card(ana, WEBCHAT).body["email"] == "mj@example.com"
    assert card(ana, WEBCHAT).body["phone"] is None
    assert card(ana, WHATSAPP).body["name"] == "María José García"


def test_what_an_agent_writes_stands_before_it_and_null_empties(ana: Caller) -> None:
    said = {
        "name": "María J.",
        "phone": "+34 (600) 999-888",
        "email": "maria@example.com",
        "language": "es",
        "note": "Prefers mornings.",
        "attributes": {"customer": "4711", "club": "gold"},
    }
    answer = write(ana, WHATSAPP, said)
    assert answer.status == 200
    assert {name: answer.body[name] for name in said} == {**said, "phone": "+34600999888"}
    after = write(ana, WHATSAPP, {"name": None, "note": None, "attributes": {"club": None}}).body
    assert (after["name"], after["note"]) == ("María José García", None)
    assert (after["attributes"], after["language"]) == ({"customer": "4711"}, "es")
    assert card(ana, WHATSAPP).body == after


def test_a_change_upon_an_older_revision_is_refused(ana: Caller) -> None:
    first = card(ana, WHATSAPP).headers["ETag"]
    second = write(ana, WHATSAPP, {"note": "One."}, if_match=first).headers["ETag"]
    assert second != first
    late = write(ana, WHATSAPP, {"note": "Two."}, if_match=first)
    assert (late.status, late.problem) == (412, "changed-since")
    again = write(ana, WHATSAPP, {"note": "One."}, if_match=second)
    assert (again.status, again.headers["ETag"]) == (200, second)  # it stands there already
    merge(ana, SMS, WHATSAPP)
    merged = write(ana, WHATSAPP, {"note": "Three."}, if_match=second)
    assert (merged.status, merged.problem) == (412, "changed-since")


def test_of_two_who_write_at_once_one_is_told_so(ana: Caller) -> None:
    tag = card(ana, WHATSAPP).headers["ETag"]
    quicker: list[int] = []
    other = faults.Fault(
        "TransactWriteItems",
        lambda: quicker.append(write(ana, WHATSAPP, {"note": f"No. {len(quicker)}"}).status),
        1,
    )
    with faults.injected(other):
        late = write(ana, WHATSAPP, {"note": "Second."}, if_match=tag)
    assert (quicker, late.status) == ([200], 412)
    with faults.injected(other):
        assert write(ana, WHATSAPP, {"language": "es"}).status == 409
    assert card(ana, WHATSAPP).body["note"] == "No. 1"


def test_writing_leaves_an_audit_entry_without_what_was_written(ana: Caller) -> None:
    write(ana, WHATSAPP, {"note": "Secret."})
    [entry] = table.query("AUDIT#2026-01", "0", "~")
    assert (entry["by"], entry["did"], entry["what"]) == (
        "agent:ana",
        "wrote",
        f"contacts/{WHATSAPP}",
    )
    assert "Secret." not in str(entry)


def test_what_was_written_while_merged_stays_with_the_survivor(ana: Caller) -> None:
    write(ana, SMS, {"note": "Calls on Mondays.", "email": "m@example.com"})
    before = card(ana, SMS).body
    merge(ana, WHATSAPP, SMS)
    one = card(ana, SMS).body
    assert (one["id"], one["note"]) == (WHATSAPP, "Calls on Mondays.")  # filled in
    write(ana, SMS, {"note": "Calls on Tuesdays.", "email": None})
    one = card(ana, WHATSAPP).body
    assert (one["note"], one["email"]) == ("Calls on Tuesdays.", None)
    unmerge(ana, WHATSAPP, SMS)
    assert card(ana, SMS).body == before
    assert card(ana, WHATSAPP).body["note"] == "Calls on Tuesdays."


def test_a_token_sees_the_identities_of_its_channels_only(ana: Caller) -> None:
    merge(ana, WHATSAPP, SMS)
    merge(ana, WHATSAPP, WEBCHAT)
    narrowed = Caller(channels="sms", token="token-2")
    for name in (WHATSAPP, SMS, WEBCHAT):
        shown = card(narrowed, name).body
        assert [one["channel"] for one in shown["identities"]] == ["sms"]
        assert [one["contact_id"] for one in shown["merged"]] == [SMS]
        assert (shown["name"], shown["email"]) == (None, None)
    assert card(Caller(channels="line", token="token-3"), SMS).status == 404
    assert card(ana, "nobody".ljust(26, "a")).status == 404
    lines = narrowed.get(f"/v1/contacts/{SMS}/timeline").body["items"]
    assert {line["channel"] for line in lines} == {"sms"}


def test_what_is_no_such_thing_is_not_written(ana: Caller) -> None:
    wrong: list[dict[str, object]] = [
        {},
        {"attributes": None},
        {"phone": "600111222"},
        {"phone": "+1 2 3 4"},
        {"email": "nobody"},
        {"language": "Spanish"},
        {"identities": []},
        {"attributes": {"": "x"}},
        {"name": ""},
    ]
    for body in wrong:
        assert write(ana, WHATSAPP, body).status == 422, body
    assert table.get(*single.person_key(WHATSAPP)) is None


def test_a_card_does_not_grow_without_end(ana: Caller) -> None:
    assert write(ana, SMS, {"attributes": {f"a{n}": "x" for n in range(50)}}).status == 200
    assert write(ana, SMS, {"attributes": {"b": "x"}}).status == 422


def test_a_reader_reads_and_writes_nothing(ana: Caller) -> None:
    reader = Caller("readonly", "")
    assert (card(reader, SMS).status, write(reader, SMS, {"note": "x"}).status) == (200, 403)
