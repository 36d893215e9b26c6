"""Settings that others name are not removed under them."""

from typing import Any

import pytest

from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller

CALENDAR = {"time_zone": "UTC", "week": {"mon": [["09:00", "17:00"]]}}
BOT = {"url": "https://bot.example/ask"}


@pytest.fixture
def admin(cloud: Any, the_time: SteppingClock) -> Caller:
    return Caller(scope="admin")


@pytest.mark.parametrize(
    ("named", "document", "by", "naming"),
    [
        ("replies/hours", {"text": "9 to 17"}, "rules/a", {"then": {"reply": "hours"}}),
        ("replies/hours", {"text": "9 to 17"}, "rules/policy", {"disclosure": "hours"}),
        ("replies/hours", {"text": "9"}, "replies/b", {"text": "a", "next": {"reply": "hours"}}),
        ("replies/hours", {"text": "9"}, "bots/b", {**BOT, "otherwise": {"reply": "hours"}}),
        ("teams/sales", {}, "rules/a", {"then": {"team": "sales"}}),
        ("teams/sales", {}, "rules/a", {"when": {"teams": ["sales"]}}),
        ("teams/sales", {}, "agents/bo", {"teams": ["sales"]}),
        ("teams/sales", {}, "rules/policy", {"team": "sales"}),
        ("agents/bo", {}, "rules/a", {"then": {"agent": "bo"}}),
        ("hours/shop", CALENDAR, "teams/sales", {"hours": "shop"}),
        ("hours/shop", CALENDAR, "agents/bo", {"shifts": "shop"}),
        ("hours/shop", CALENDAR, "rules/policy", {"hours": "shop"}),
        ("bots/shop", BOT, "rules/a", {"then": {"bot": "shop"}}),
    ],
)
def test_what_is_named_stays_until_it_is_named_no_more(
    admin: Caller, named: str, document: dict[str, Any], by: str, naming: dict[str, Any]
) -> None:
    assert admin.put(f"/v1/{named}", document).status == 201
    assert admin.put(f"/v1/{by}", naming).status in (200, 201)
    refused = admin.delete(f"/v1/{named}")
    assert (refused.problem, refused.body["named_by"]) == ("in-use", [by])
    assert admin.delete(f"/v1/{by}").status == 204
    assert admin.delete(f"/v1/{named}").status == 204


def test_a_standing_reply_may_go_back_to_what_it_was(admin: Caller) -> None:
    for name in ("handover", "waiting"):
        admin.put(f"/v1/replies/{name}", {"text": "Wait."})
        admin.put("/v1/rules/a", {"then": {"reply": name, "people": True}})
        assert admin.delete(f"/v1/replies/{name}").status == 204


def test_a_reply_that_leads_to_itself_can_go(admin: Caller) -> None:
    admin.put("/v1/replies/round", {"text": "a", "choices": [{"id": "a"}]})
    again = {"text": "a", "choices": [{"id": "a", "next": {"reply": "round"}}]}
    admin.put("/v1/replies/round", again)
    assert admin.delete("/v1/replies/round").status == 204
