"""A token may ask so often in a minute, is told how it stands, and counts for itself alone."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from functions.agent_api.pace import paced
from functions.authorizer import authorize
from shared import settings, table
from tests import faults
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time
from tests.functions.agent_api.caller import Answer, Caller


def told(answer: Answer) -> tuple[int, str, str]:
    return answer.status, answer.headers["RateLimit-Policy"], answer.headers["RateLimit"]


@pytest.fixture
def ana(cloud: Any, the_time: SteppingClock) -> Caller:
    return Caller(limit="2")


def test_every_answer_tells_how_often_the_token_may_still_ask(
    ana: Caller, the_time: SteppingClock
) -> None:
    the_time.advance(seconds=18)
    policy = '"token";q=2;w=60'
    assert told(ana.get("/v1/teams")) == (200, policy, '"token";r=1;t=42')
    assert told(ana.get("/v1/nothing")) == (404, policy, '"token";r=0;t=42')


def test_whoever_asks_too_often_is_told_when_to_come_back(
    ana: Caller, the_time: SteppingClock
) -> None:
    the_time.advance(seconds=18)
    for _ in range(2):
        ana.get("/v1/teams")
    refused = ana.post("/v1/tokens", {})
    assert (refused.status, refused.problem) == (429, "rate-limited")
    assert (refused.headers["Retry-After"], told(refused)[2]) == ("42", '"token";r=0;t=42')
    assert Caller(limit="2", token="another").get("/v1/teams").status == 200
    the_time.advance(seconds=42)
    assert told(ana.get("/v1/teams"))[2] == '"token";r=1;t=60'


def test_a_token_without_a_limit_has_the_one_of_the_stack(
    ana: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "RateLimit" not in Caller().get("/v1/teams").headers
    monkeypatch.setenv("REQUESTS_PER_MINUTE", "600")
    settings.settings.cache_clear()
    assert Caller().get("/v1/teams").headers["RateLimit-Policy"] == '"token";q=600;w=60'
    assert Caller(limit="7").get("/v1/teams").headers["RateLimit-Policy"] == '"token";q=7;w=60'


def test_of_many_requests_at_once_exactly_as_many_as_may_are_answered(cloud: Any) -> None:
    caller = {"token": "token-1", "limit": "30"}
    event = {"requestContext": {"authorizer": {"lambda": caller}}}

    def ask(_: int) -> int:
        return int(paced(event, lambda: {"statusCode": 200})["statusCode"])

    with one_call_at_a_time(), ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(40)))
    assert (answers.count(200), answers.count(429)) == (30, 10)


def test_a_request_costs_one_write_and_leaves_one_item_that_goes_away(
    ana: Caller, the_time: SteppingClock
) -> None:
    with faults.injected() as calls:
        for _ in range(3):
            ana.get("/v1/teams")
    assert calls.count("UpdateItem") == 3
    [item] = table.query("L#token-1", "0", "~")
    assert item["expires"] == the_time.now // 1000 + 660


def test_where_nobody_can_count_everybody_is_answered(ana: Caller) -> None:
    with faults.injected(faults.throttled("UpdateItem", times=99)):
        for _ in range(4):
            answer = ana.get("/v1/teams")
            assert answer.status == 200
            assert "RateLimit" not in answer.headers


def test_a_tokens_own_limit_goes_from_its_making_to_every_answer(cloud: Any) -> None:
    admin = Caller(scope="admin", agent="")
    made = admin.post("/v1/tokens", {"scope": "readonly", "requests_per_minute": 5})
    assert (made.status, made.body["requests_per_minute"]) == (201, 5)
    [listed] = admin.get("/v1/tokens").body["items"]
    assert listed["requests_per_minute"] == 5
    headers = {"authorization": f"Bearer {made.body['token']}"}
    context = authorize.lambda_handler({"headers": headers}, None)["context"]
    assert Caller(**context).get("/v1/teams").headers["RateLimit-Policy"] == '"token";q=5;w=60'
    assert admin.post("/v1/tokens", {"scope": "readonly", "requests_per_minute": 0}).status == 422
