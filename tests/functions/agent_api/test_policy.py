"""The policy: read as it holds, written whole, and the accounts' numbers that hang on it."""

from typing import Any

import pytest

from functions.agent_api.policy import PolicyBody
from shared.configuration import Policy, load
from shared.limits import budgets
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller

PATH = "/v1/rules/policy"


@pytest.fixture
def admin(cloud: Any, the_time: SteppingClock) -> Caller:
    return Caller(scope="admin")


def test_every_setting_can_be_written_and_has_the_products_default() -> None:
    assert PolicyBody().model_dump() == Policy().document()


def test_it_is_shown_as_it_holds_before_anybody_has_written_it(admin: Caller) -> None:
    answer = admin.get(PATH)
    assert (answer.status, answer.headers["ETag"]) == (200, '"0"')
    assert (answer.body["budget_per_account"], answer.body["updated_at"]) == (2_000, None)


def test_what_is_written_holds_at_once_and_the_rest_stays_as_it_comes(admin: Caller) -> None:
    answer = admin.put(PATH, {"budget_per_account": 50, "loop_turns": 3})
    assert (answer.status, answer.body["budget_per_person"]) == (200, 20)
    assert (load().policy.budget_per_account, load().policy.loop_turns) == (50, 3)
    assert admin.get(PATH).body["updated_by"].startswith("admin:")
    assert admin.put(PATH, {}, if_match='"7"').status == 412


def test_what_was_removed_is_as_it_comes(admin: Caller) -> None:
    admin.put(PATH, {"loop_turns": 3})
    assert Caller(scope="agent").delete(PATH).status == 403
    assert admin.delete(PATH, if_match='"7"').status == 412
    assert admin.delete(PATH, if_match='"1"').status == 204
    assert (load().policy, admin.delete(PATH).status) == (Policy(), 404)


@pytest.mark.parametrize(
    "body", [{"budget_per_person": -1}, {"loop_turns": "many"}, {"no_such": 1}, {"warn_at": None}]
)
def test_what_is_wrong_is_refused(admin: Caller, body: dict[str, Any]) -> None:
    assert admin.put(PATH, body).problem == "invalid-request"
    assert load().policy == Policy()


def test_only_an_admin_writes_it(cloud: Any) -> None:
    assert Caller(scope="agent").put(PATH, {}).status == 403
    assert Caller(scope="agent").get(PATH).status == 200


def test_an_account_shows_how_much_automation_said_this_hour(
    admin: Caller, the_time: SteppingClock
) -> None:
    new = {"channel": "whatsapp", "account": "main", "platform_id": "106540352242922"}
    admin.post("/v1/accounts", new)
    admin.put(PATH, {"budget_per_account": 2})

    def shown() -> Any:
        return admin.get("/v1/accounts/whatsapp:main").body["automation"]

    content = {"warning": None}
    assert shown() == {"sent_this_hour": 0, "limit": 2, "stopped": False, **content}
    for text in ("one", "two", "three"):
        budgets.spend("whatsapp", "main", text, per_account=2, per_text=0)
    assert shown() == {"sent_this_hour": 2, "limit": 2, "stopped": True, **content}
    the_time.advance(hours=1)
    assert shown() == {"sent_this_hour": 0, "limit": 2, "stopped": False, **content}
    assert admin.get("/v1/accounts").body["items"][0]["automation"] is None


def test_it_is_no_rule_by_that_name(admin: Caller) -> None:
    admin.put(PATH, {"loop_turns": 4})
    assert admin.get(PATH).body["loop_turns"] == 4
    assert load().rules == ()
