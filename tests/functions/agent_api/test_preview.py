"""The preview as admins ask for it."""

from typing import Any

import pytest

from shared import settings as settings_module
from shared.configuration import stored
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.preview.days import say
from tests.machines import Lambdas, lambdas

__all__ = ["lambdas"]

ADMIN = Caller(scope="admin", agent="")
PATH = "/v1/rules/preview"


@pytest.fixture
def asked(lambdas: Lambdas, monkeypatch: pytest.MonkeyPatch, the_time: SteppingClock) -> Lambdas:
    monkeypatch.setenv("PREVIEW_FUNCTION", "PreviewFunction")
    settings_module.settings.cache_clear()
    return lambdas


def preview(caller: Caller = ADMIN, **said: Any) -> Answer:
    return caller.post(PATH, {"day": "2026-01-01", **said})


def test_an_admin_sees_what_would_have_been_different(
    asked: Lambdas, the_time: SteppingClock
) -> None:
    stored.put("teams", "sales", {}, by="admin")
    message = say("m1", the_time)
    answer = preview(policy={"team": "sales"})
    assert answer.status == 200, answer
    assert (answer.body["looked_at"], answer.body["truncated"]) == (1, False)
    (difference,) = answer.body["different"]
    assert difference["message_id"] == message
    assert difference["then"]["assign"]["owner"] == "team:sales"
    assert asked.invoked == ["PreviewFunction"]


def test_a_long_day_has_a_cursor_that_is_good_for_its_own_day_only(
    asked: Lambdas, the_time: SteppingClock
) -> None:
    for number in range(3):
        say(f"m{number}", the_time)
        the_time.advance(minutes=1)
    first = preview(limit=2)
    assert (first.body["looked_at"], first.body["truncated"]) == (2, True)
    rest = preview(limit=2, cursor=first.body["next_cursor"])
    assert (rest.body["looked_at"], rest.body["next_cursor"]) == (1, None)
    other = preview(day="2026-01-02", cursor=first.body["next_cursor"])
    assert (other.status, other.problem) == (400, "invalid-cursor")


@pytest.mark.parametrize("scope", ["readonly", "agent"])
def test_only_admins_may(scope: str, asked: Lambdas) -> None:
    answer = preview(Caller(scope=scope))
    assert (answer.status, answer.problem) == (403, "forbidden")


def test_a_token_of_other_channels_sees_nothing(asked: Lambdas, the_time: SteppingClock) -> None:
    say("m1", the_time)
    assert preview(Caller(scope="admin", channels="line")).body["looked_at"] == 0


def test_what_is_wrong_is_pointed_at(asked: Lambdas) -> None:
    answer = preview(rules=[{"id": "night", "when": {"hours": "never"}}])
    assert (answer.status, answer.problem) == (422, "invalid-request")
    assert answer.body["errors"] == [
        {"pointer": "#/rules/0/when/hours", "detail": "Input should be '', 'open' or 'closed'"}
    ]
    for wrong in ({"day": "yesterday"}, {"limit": 0}, {"account": "x"}, {"nonsense": 1}):
        assert preview(**wrong).status == 422


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"rules": [{"id": "a", "then": {"bot": "shop"}}]}, "#/rules/0/then/bot"),
        ({"rules": [{"id": "a", "then": {"reply": "mine"}}]}, "#/rules/0/then/reply"),
        ({"rules": [{"then": {"reply": "away"}}]}, "#/rules/0/id"),
        ({"rules": [{"id": "a", "when": {"attributes": 5}}]}, "#/rules/0/when/attributes"),
        ({"rules": [{"id": "a", "when": {"channels": ["fax"]}}]}, "#/rules/0/when/channels/0"),
        ({"replies": {"mine": {"text": "x", "links": 5}}}, "#/replies/mine/links"),
        ({"replies": {"mine": {"next": {"team": "x"}}}}, "#/replies/mine/next/team"),
        ({"policy": {"hours": "ofice"}}, "#/policy/hours"),
        ({"policy": {"survey": "stars"}}, "#/policy/survey"),
    ],
)
def test_what_could_not_be_written_is_not_tried(
    asked: Lambdas, change: dict[str, Any], pointer: str
) -> None:
    answer = preview(**change)
    assert (answer.status, answer.problem) == (422, "invalid-request")
    assert [error["pointer"] for error in answer.body["errors"]] == [pointer]
    assert asked.invoked == []


def test_what_is_tried_may_lead_to_what_is_tried_with_it(asked: Lambdas) -> None:
    rule = {"id": "a", "when": {"keywords": ["x"]}, "then": {"reply": "mine"}}
    answer = preview(rules=[rule], replies={"mine": {"text": "Hi"}}, policy={"survey": "mine"})
    assert answer.status == 200, answer


def test_what_fails_there_is_to_be_asked_again(
    asked: Lambdas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREVIEW_FUNCTION", "NoSuchFunction")
    settings_module.settings.cache_clear()
    answer = preview()
    assert (answer.status, answer.problem) == (503, "unavailable")
