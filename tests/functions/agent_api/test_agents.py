"""Teams and agents: what admins write, and what agents say of themselves."""

from typing import Any

import pytest

from shared import configuration, table
from shared.keys import lists
from shared.routing import agents
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller

ADMIN = Caller("admin", "root")
BO = {"name": "Bo", "teams": ["sales"], "skills": ["refunds"], "weights": {"webchat": 2}}


@pytest.fixture
def bo(cloud: Any, the_time: SteppingClock) -> Caller:
    assert ADMIN.put("/v1/teams/sales", {}).status == 201
    assert ADMIN.put("/v1/agents/bo", {**BO, "capacity": 3}).status == 201
    return Caller("agent", "bo")


def test_what_an_admin_writes_counts(bo: Caller) -> None:
    assert ADMIN.put("/v1/teams/sales", {"strategy": "round-robin"}).status == 200
    given = configuration.load()
    assert (given.teams["sales"].strategy, given.is_staffed("sales")) == ("round-robin", True)
    assert (given.agents["bo"].capacity, given.agents["bo"].weights) == (3, {"webchat": 2})
    shown = bo.get("/v1/agents/bo")
    assert shown.headers["ETag"] == '"1"'
    assert (shown.body["capacity"], shown.body["load"], shown.body["presence"]) == (3, 0, "offline")
    [team] = bo.get("/v1/teams").body["items"]
    assert (team["id"], team["same_agent"], team["tell_wait_after_ms"]) == ("sales", True, 0)
    assert ADMIN.put("/v1/agents/bo", {**BO, "teams": []}).status == 200
    assert ADMIN.delete("/v1/teams/sales", if_match='"2"').status == 204
    assert bo.get("/v1/teams/sales").status == 404


def test_agents_say_of_themselves_whether_they_are_there(
    bo: Caller, the_time: SteppingClock
) -> None:
    said = bo.put("/v1/agents/bo/presence", {"presence": "online"}).body
    assert (said["presence"], said["present_since"]) == ("online", "2026-01-01T00:00:00.000Z")
    the_time.advance(minutes=1)
    again = bo.put("/v1/agents/bo/presence", {"presence": "online"}).body
    assert again["present_since"] == "2026-01-01T00:00:00.000Z"
    away = ADMIN.put("/v1/agents/bo/presence", {"presence": "away"}).body
    assert (away["presence"], away["present_since"]) == ("away", "2026-01-01T00:01:00.000Z")
    [shown] = bo.get("/v1/agents").body["items"]
    assert shown["presence"] == "away"
    assert bo.put("/v1/agents/bo/presence", {"presence": "asleep"}).status == 422
    assert bo.put("/v1/agents/zoe/presence", {"presence": "away"}).status == 403
    assert ADMIN.put("/v1/agents/zoe/presence", {"presence": "away"}).status == 404


def test_who_comes_back_works_as_lately_not_as_ever(bo: Caller) -> None:
    table.put(
        {"pk": lists.AGENTS, "sk": "bo", "presence": "away", "handled": 40, "handled_ms": 800}
    )
    bo.put("/v1/agents/bo/presence", {"presence": "online"})
    assert (agents.state("bo").handled, agents.state("bo").handled_ms) == (20, 400)


def test_a_larger_capacity_is_news_to_whoever_waits(bo: Caller) -> None:
    table.put({"pk": lists.AGENTS, "sk": "bo", "presence": "online", "load": 3, "news": "taken"})
    ADMIN.put("/v1/agents/bo", {**BO, "capacity": 9})
    item = table.get(lists.AGENTS, "bo")
    assert item and item["news"] == "free"


@pytest.mark.parametrize("said", [{"capacity": -1}, {"capacity": "many"}, {"boss": "ana"}])
def test_what_makes_no_sense_is_refused(cloud: Any, said: dict[str, object]) -> None:
    assert ADMIN.put("/v1/agents/bo", said).status == 422


def test_only_admins_write(bo: Caller) -> None:
    assert bo.put("/v1/agents/bo", {}).status == 403
    assert bo.put("/v1/teams/sales", {}).status == 403
    assert bo.delete("/v1/agents/bo").status == 403
