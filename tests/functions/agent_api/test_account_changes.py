"""What may change of an account, by who has seen what it is, and forgetting one."""

from typing import Any

import pytest

from shared import accounts
from shared.errors import Conflict
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller

NEW = {"channel": "telegram", "account": "main", "platform_id": "1", "name": "Shop"}
PATH = "/v1/accounts/telegram:main"


@pytest.fixture
def admin(cloud: Any, the_time: SteppingClock) -> Caller:
    caller = Caller(scope="admin")
    caller.post("/v1/accounts", NEW)
    return caller


def test_what_is_named_changes_and_the_rest_stays(admin: Caller) -> None:
    changed = admin.patch(PATH, {"public_url": "https://a.example", "public_address": "acme_bot"})
    assert changed.body["webhook_url"] == "https://a.example/webhooks/telegram/main"
    again = admin.patch(PATH, {"public_url": None, "name": "Store"}).body
    assert (again["name"], again["public_url"]) == ("Store", None)
    assert again["public_address"] == "acme_bot"
    assert admin.get(PATH).body == {**again, "automation": admin.get(PATH).body["automation"]}


def test_who_has_not_seen_the_last_change_changes_nothing(admin: Caller) -> None:
    seen = admin.get(PATH).headers["ETag"]
    newer = admin.patch(PATH, {"name": "Store"}, if_match=seen).headers["ETag"]
    assert newer != seen
    for refused in (
        admin.patch(PATH, {"name": "X"}, if_match=seen),
        admin.delete(PATH, if_match=seen),
    ):
        assert (refused.status, refused.problem) == (412, "changed-since")
    assert admin.get(PATH).body["name"] == "Store"
    assert admin.delete(PATH, if_match=newer).status == 204


def test_two_who_change_the_same_revision_do_not_overwrite_each_other(admin: Caller) -> None:
    item = accounts.find("telegram", "main")
    assert item is not None
    accounts.change(item, {"name": "First"}, by="admin:a", expected=item["rev"])
    with pytest.raises(Conflict):
        accounts.change(item, {"name": "Second"}, by="admin:b", expected=item["rev"])
    with pytest.raises(Conflict):
        accounts.forget(item, by="admin:b", expected=item["rev"])


@pytest.mark.parametrize("changes", [{}, {"platform_id": "2"}, {"name": ""}, {"public_url": "a"}])
def test_what_cannot_change_is_refused(admin: Caller, changes: dict[str, str]) -> None:
    assert admin.patch(PATH, changes).problem == "invalid-request"


def test_what_changes_nothing_writes_nothing(admin: Caller) -> None:
    before = accounts.find("telegram", "main")
    assert admin.patch(PATH, {"name": "Shop"}).status == 200
    assert accounts.find("telegram", "main") == before


def test_an_account_that_links_lead_to_is_not_forgotten(admin: Caller) -> None:
    admin.patch(PATH, {"public_address": "acme_bot"})
    admin.put("/v1/links/poster", {"channel": "telegram", "account": "main"})
    refused = admin.delete(PATH)
    assert (refused.status, refused.body["named_by"]) == (409, ["links/poster"])
    admin.delete("/v1/links/poster")
    assert admin.delete(PATH).status == 204
    assert (admin.get(PATH).status, admin.delete(PATH).status) == (404, 404)
    assert admin.post("/v1/accounts", NEW).status == 201


def test_the_call_that_registered_it_does_not_bring_it_back(admin: Caller) -> None:
    another = {**NEW, "account": "second"}
    first = admin.post("/v1/accounts", another, key="k1")
    admin.delete("/v1/accounts/telegram:second")
    assert admin.post("/v1/accounts", another, key="k1") == first
    assert admin.get("/v1/accounts/telegram:second").status == 404
