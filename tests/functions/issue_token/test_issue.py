"""Tokens are shown once and stored as a hash."""

from typing import Any

import pytest

from functions.issue_token.issue import lambda_handler
from shared import table
from tests.clock import SteppingClock


def everything(cloud: Any) -> str:
    return str(cloud.client("dynamodb").scan(TableName="threadline")["Items"])


def test_the_table_never_holds_the_token_itself(cloud: Any, the_time: SteppingClock) -> None:
    answer = lambda_handler({"scope": "admin"}, None)
    assert answer["token"].startswith("tl_")
    assert answer["token"] not in everything(cloud)
    assert answer["token_id"] in everything(cloud)


def test_two_tokens_are_never_the_same(cloud: Any, the_time: SteppingClock) -> None:
    first, second = (lambda_handler({"scope": "readonly"}, None)["token"] for _ in range(2))
    assert first != second


def test_an_agents_token_makes_the_agent_known_to_the_inbox(
    cloud: Any, the_time: SteppingClock
) -> None:
    lambda_handler({"scope": "agent", "agent": "ana"}, None)
    assert table.get("S#agents", "ana") is not None


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"scope": "root"},
        {"scope": "agent"},
        {"scope": "agent", "agent": "Ana Ruiz"},
        {"scope": "admin", "agent": "x" * 33},
        {"scope": "admin", "channels": ["fax"]},
    ],
)
def test_a_wrong_request_is_refused_and_stores_nothing(
    cloud: Any, the_time: SteppingClock, event: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"must be|unknown"):
        lambda_handler(event, None)
    assert everything(cloud) == "[]"
