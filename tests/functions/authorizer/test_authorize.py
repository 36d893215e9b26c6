"""Who may call the agent API."""

from typing import Any

import pytest

from functions.authorizer.authorize import lambda_handler
from functions.issue_token import issue
from shared import ids, table
from shared.keys import single
from tests.clock import SteppingClock

DENIED = {"isAuthorized": False, "context": {}}


@pytest.fixture
def token(cloud: Any, the_time: SteppingClock) -> str:
    event = {"scope": "agent", "agent": "ana", "channels": ["whatsapp"], "days": 2}
    return str(issue.lambda_handler(event, None)["token"])


def ask(header: str | None) -> dict[str, Any]:
    headers = {} if header is None else {"authorization": header}
    return lambda_handler({"version": "2.0", "headers": headers}, None)


def test_an_issued_token_is_accepted_with_its_principal(token: str) -> None:
    answer = ask(f"Bearer {token}")
    assert answer["isAuthorized"] is True
    assert answer["context"] == {
        "token": ids.digest("token", token),
        "scope": "agent",
        "agent": "ana",
        "channels": "whatsapp",
        "limit": "",
    }


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "Bearer wrong"])
def test_anything_but_an_issued_token_is_denied(token: str, header: str | None) -> None:
    assert ask(header) == DENIED


def test_a_token_under_another_scheme_is_denied(token: str) -> None:
    assert ask(f"Basic {token}") == DENIED
    assert ask(token) == DENIED


def test_the_scheme_is_case_insensitive(token: str) -> None:
    assert ask(f"bearer {token}")["isAuthorized"] is True


def test_an_expired_token_is_denied_before_ttl_deletes_it(
    token: str, the_time: SteppingClock
) -> None:
    the_time.advance(hours=48)
    assert ask(f"Bearer {token}") == DENIED


def test_a_revoked_token_is_denied(token: str) -> None:
    table.update(*single.token_key(token), "SET #revoked = :yes", {":yes": True})
    assert ask(f"Bearer {token}") == DENIED
