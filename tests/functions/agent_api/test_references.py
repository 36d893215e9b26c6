"""What settings name must be there: a calendar that is misspelt would mean to be open always."""

from typing import Any

import pytest

from shared import configuration
from shared import settings as settings_module
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller

ADMIN = Caller(scope="admin", agent="")
POLICY = "/v1/rules/policy"


@pytest.mark.parametrize(
    ("path", "said", "pointer"),
    [
        (POLICY, {"hours": "ofice"}, "#/hours"),
        (POLICY, {"team": "dsk"}, "#/team"),
        (POLICY, {"disclosure": "bots"}, "#/disclosure"),
        (POLICY, {"survey": "stars"}, "#/survey"),
        ("/v1/teams/desk", {"hours": "ofice"}, "#/hours"),
        ("/v1/agents/bo", {"shifts": "early"}, "#/shifts"),
        ("/v1/agents/bo", {"teams": ["dsk"]}, "#/teams/0"),
        ("/v1/agents/bo", {"weights": {"webchat": 2, "fax": 2}}, "#/weights/fax"),
        ("/v1/agents/bo", {"weights": {"fax/~telex": 2}}, "#/weights/fax~1~0telex"),
        ("/v1/rules/all", {"when": {"channels": ["sms", "fax"]}}, "#/when/channels/1"),
    ],
)
def test_what_is_named_and_not_there_is_pointed_at(
    cloud: Any, the_time: SteppingClock, path: str, said: dict[str, Any], pointer: str
) -> None:
    answer = ADMIN.put(path, said)
    assert answer.problem == "invalid-request"
    assert [error["pointer"] for error in answer.body["errors"]] == [pointer]
    assert answer.body["errors"][0]["detail"].startswith("there is no ")


def test_what_is_there_may_be_named(cloud: Any, the_time: SteppingClock) -> None:
    office = {"time_zone": "Europe/Madrid", "week": {"mon": [["09:00", "14:00"]]}}
    for path, said in (
        ("/v1/hours/office", office),
        ("/v1/teams/desk", {"hours": "office"}),
        ("/v1/agents/bo", {"shifts": "office", "teams": ["desk"], "weights": {"custom": 2}}),
        ("/v1/rules/all", {"when": {"channels": ["sms", "webchat"]}}),
        (POLICY, {"hours": "office", "team": "desk", "survey": "csat", "disclosure": "disclosure"}),
    ):
        assert ADMIN.put(path, said).status in (200, 201), path


def test_what_holds_already_may_be_written_again(
    cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEFAULT_TEAM", "desk")
    settings_module.settings.cache_clear()
    configuration.forget()
    assert ADMIN.put(POLICY, {"team": "desk"}).status == 200


@pytest.mark.parametrize(
    "said",
    [
        {"warn_at": 75},  # it is a fraction
        {"resolve_after_ms": 10**15},
        {"quiet_s": 1e13},
        {"budget_per_account": 10**40},
    ],
)
def test_numbers_beyond_all_sense_are_refused(
    cloud: Any, the_time: SteppingClock, said: dict[str, Any]
) -> None:
    answer = ADMIN.put(POLICY, said)
    assert answer.problem == "invalid-request"
    assert [error["pointer"] for error in answer.body["errors"]] == [f"#/{next(iter(said))}"]
