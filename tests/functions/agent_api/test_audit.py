"""The audit log: each change once, by whom, newest first, through the ends of months."""

from typing import Any

import pytest

from shared.configuration import stored
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller


@pytest.fixture
def admin(cloud: Any, the_time: SteppingClock) -> Caller:
    return Caller(scope="admin", agent="ana")


def told(admin: Caller, **query: Any) -> list[tuple[str, str, str]]:
    items = admin.get("/v1/audit", **query).body["items"]
    return [(item["by"], item["did"], item["what"]) for item in items]


def test_every_change_is_told_with_its_author(admin: Caller, the_time: SteppingClock) -> None:
    made = admin.post("/v1/tokens", {"scope": "readonly"}).body["id"]
    the_time.advance(minutes=1)
    admin.delete(f"/v1/tokens/{made}")
    the_time.advance(minutes=1)
    admin.post("/v1/accounts", {"channel": "sms", "account": "main", "platform_id": "+34600"})
    the_time.advance(minutes=1)
    stored.put("rules", "night", {}, by="admin:bo")
    assert told(admin) == [
        ("admin:bo", "wrote", "rules/night"),
        ("admin:ana", "registered", "accounts/sms:main"),
        ("admin:ana", "revoked", f"tokens/{made}"),
        ("admin:ana", "issued", f"tokens/{made}"),
    ]


def test_a_refused_change_is_not_told(admin: Caller) -> None:
    account = {"channel": "sms", "account": "main", "platform_id": "+34600"}
    admin.post("/v1/accounts", account)
    assert admin.post("/v1/accounts", account).problem == "account-exists"
    assert len(told(admin)) == 1


def test_pages_go_on_through_the_ends_of_months(admin: Caller, the_time: SteppingClock) -> None:
    for number in range(5):
        stored.put("rules", f"r{number}", {}, by="admin")
        the_time.advance(hours=24 * 25)
    names: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = admin.get("/v1/audit", limit=2, **cursor).body
        names += [item["what"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert names == [f"rules/r{number}" for number in reversed(range(5))]
