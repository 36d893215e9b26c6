"""Looking for people: by the beginning of a name, by a whole number, by a whole address."""

import pytest

from shared import aws
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.functions.agent_api.people import SMS, WEBCHAT, WHATSAPP, three


@pytest.fixture(autouse=True)
def people(ana: Caller, the_time: SteppingClock) -> None:
    three(the_time.now)


def write(ana: Caller, contact: str, body: object) -> None:
    assert ana.patch(f"/v1/contacts/{contact}", body).status == 200


def found(caller: Caller, **query: str | int) -> list[str]:
    return [one["id"] for one in caller.get("/v1/contacts", **query).body["items"]]


def test_people_are_found_by_the_beginning_of_a_word_of_their_name(ana: Caller) -> None:
    for q in ("mar", "MARÍA JO", "jose", "Ga", "maría josé garcía"):
        assert sorted(found(ana, q=q)) == sorted([WHATSAPP, WEBCHAT]), q


def test_people_are_found_by_a_whole_number(ana: Caller) -> None:
    for q in ("+34 600 111 222", "34600111222"):
        assert sorted(found(ana, q=q)) == sorted([WHATSAPP, SMS])
    assert found(ana, q="3460011122") == []


def test_people_are_found_by_what_agents_wrote_as_long_as_it_stands(ana: Caller) -> None:
    write(ana, SMS, {"name": "Doña Ñandú", "email": "Nan@Example.com"})
    assert (found(ana, q="nandu"), found(ana, q="nan@example.COM")) == ([SMS], [SMS])
    assert (found(ana, q="MJ@example.com"), found(ana, q="zoe")) == ([WEBCHAT], [])
    write(ana, SMS, {"name": "Doña Zoe", "email": None})
    assert (found(ana, q="nandu"), found(ana, q="nan@example.com")) == ([], [])
    assert found(ana, q="zoe") == [SMS]


def test_two_who_are_one_person_are_found_once(ana: Caller) -> None:
    body = {"contact_id": WHATSAPP, "reason": "the same order"}
    assert ana.post(f"/v1/contacts/{WEBCHAT}/merge", body).status == 200
    assert found(ana, q="maria") == [WEBCHAT]


def test_pages_of_people_go_through_all_of_them(ana: Caller) -> None:
    first = ana.get("/v1/contacts", q="maria", limit=1).body
    second = ana.get("/v1/contacts", q="maria", limit=1, cursor=first["next_cursor"]).body
    ids = [one["id"] for one in [*first["items"], *second["items"]]]
    assert sorted(ids) == sorted([WHATSAPP, WEBCHAT])
    third = ana.get("/v1/contacts", q="maria", limit=1, cursor=second["next_cursor"]).body
    assert third == {"items": [], "next_cursor": None}
    other = ana.get("/v1/contacts", q="jose", limit=1, cursor=first["next_cursor"])
    assert (other.status, other.problem) == (400, "invalid-cursor")


def test_whoever_cannot_see_them_does_not_find_them(ana: Caller) -> None:
    assert found(Caller(channels="sms", token="token-2"), q="maria") == []


def test_less_than_two_letters_are_not_looked_for(ana: Caller) -> None:
    for query in ({}, {"q": "m"}, {"q": "!!"}):
        assert ana.get("/v1/contacts", **query).status == 422


def test_no_key_holds_a_name_a_number_or_an_address(ana: Caller) -> None:
    write(ana, SMS, {"name": "Zoe Zulu", "phone": "+34600999888", "email": "zoe@example.com"})
    rows = [row for row in everything() if row["pk"].startswith(("F#", "P#"))]
    assert len(rows) > 8
    told = " ".join(row["pk"] + row["sk"] for row in rows).lower()
    assert not [word for word in ("zoe", "zulu", "34600", "maria", "mj@") if word in told]


def everything() -> list[dict[str, str]]:
    scanned = aws.client("dynamodb").scan(TableName="threadline")["Items"]
    return [{"pk": row["pk"]["S"], "sk": row["sk"]["S"]} for row in scanned]
