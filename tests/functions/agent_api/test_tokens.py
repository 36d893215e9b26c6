"""Tokens by the API: shown once, never wider than who makes them, refused once revoked."""

from typing import Any

import pytest

from functions.authorizer import authorize
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller


@pytest.fixture
def admin(cloud: Any, the_time: SteppingClock) -> Caller:
    return Caller(scope="admin", agent="", token="first")


def accepted(token: str) -> bool:
    headers = {"authorization": f"Bearer {token}"}
    return bool(authorize.lambda_handler({"headers": headers}, None)["isAuthorized"])


def test_a_token_works_until_it_is_revoked(admin: Caller) -> None:
    made = admin.post("/v1/tokens", {"scope": "agent", "agent": "ana", "label": "Desk"}).body
    assert accepted(made["token"])
    [listed] = admin.get("/v1/tokens").body["items"]
    assert (listed["id"], listed["label"], listed["created_by"]) == (
        made["id"],
        "Desk",
        "admin:first",
    )
    assert "token" not in listed
    assert admin.delete(f"/v1/tokens/{made['id']}").status == 204
    assert not accepted(made["token"])
    assert admin.delete(f"/v1/tokens/{made['id']}").status == 204
    [listed] = admin.get("/v1/tokens").body["items"]
    assert listed["revoked_at"] == "2026-01-01T00:00:00.000Z"


def test_its_days_are_counted(admin: Caller, the_time: SteppingClock) -> None:
    made = admin.post("/v1/tokens", {"scope": "readonly", "days": 2}).body
    assert made["expires_at"] == "2026-01-03T00:00:00.000Z"
    the_time.advance(hours=47)
    assert accepted(made["token"])
    the_time.advance(hours=1)
    assert not accepted(made["token"])


def test_it_reaches_no_further_than_the_one_it_is_made_with(admin: Caller) -> None:
    narrow = Caller(scope="admin", agent="", token="narrow", channels="whatsapp,sms")
    everywhere = admin.post("/v1/tokens", {"scope": "readonly"}).body["id"]
    wide = {"scope": "agent", "agent": "ana"}
    assert narrow.post("/v1/tokens", wide).problem == "invalid-request"
    assert narrow.post("/v1/tokens", {**wide, "channels": ["line"]}).status == 422
    assert narrow.post("/v1/tokens", {**wide, "channels": ["sms"]}).status == 201
    assert [item["channels"] for item in narrow.get("/v1/tokens").body["items"]] == [["sms"]]
    assert narrow.delete(f"/v1/tokens/{everywhere}").status == 404


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"scope": "root"},
        {"scope": "agent"},
        {"scope": "agent", "agent": "Ana Ruiz"},
        {"scope": "admin", "channels": ["fax"]},
        {"scope": "admin", "days": 0},
        {"scope": "admin", "secret": "mine"},
    ],
)
def test_what_makes_no_token_is_refused(admin: Caller, said: dict[str, Any]) -> None:
    assert admin.post("/v1/tokens", said).problem == "invalid-request"
    assert admin.get("/v1/tokens").body["items"] == []


def test_only_admins_see_and_make_them(admin: Caller) -> None:
    for caller in (Caller(), Caller(scope="readonly", agent="")):
        assert caller.get("/v1/tokens").problem == "forbidden"
        assert caller.post("/v1/tokens", {"scope": "readonly"}).problem == "forbidden"
        assert caller.delete(f"/v1/tokens/{'a' * 26}").problem == "forbidden"
        assert caller.get("/v1/audit").problem == "forbidden"
    assert admin.delete(f"/v1/tokens/{'a' * 26}").problem == "not-found"


def test_pages_of_tokens_follow_each_other(admin: Caller) -> None:
    made = {admin.post("/v1/tokens", {"scope": "readonly"}).body["id"] for _ in range(3)}
    first = admin.get("/v1/tokens", limit=2).body
    rest = admin.get("/v1/tokens", limit=2, cursor=first["next_cursor"]).body
    assert {item["id"] for item in (*first["items"], *rest["items"])} == made
    assert rest["next_cursor"] is None
