"""Access tokens: whatever goes wrong with one, no message was sent and none is lost."""

import json
from typing import Any

import pytest

from functions.rcs.tokens import authorized
from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    RecipientUnreachable,
    SendError,
)
from tests.functions.rcs.conftest import Google, secret
from tests.simulator.exchange import Answer
from tests.simulator.rcs_service_accounts import Tokens


def answers(monkeypatch: pytest.MonkeyPatch, status: int, told: Any) -> None:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    monkeypatch.setattr(Tokens, "give", lambda self, request, groups: Answer(status, body))


def shown(google: Google) -> list[str]:
    seen: list[str] = []
    authorized(secret(), lambda headers: seen.append(headers["Authorization"]))
    return seen


def test_a_token_is_shown_as_its_bearer(google: Google) -> None:
    (first,) = shown(google)
    assert first.startswith("Bearer ya29.")
    assert shown(google) == [first]
    (request,) = google.asked("/token")
    assert request["headers"]["Content-Type"] == "application/x-www-form-urlencoded"
    assert "Authorization" not in request["headers"]


@pytest.mark.parametrize(
    ("status", "told", "kind"),
    [
        (400, {"error": "invalid_grant"}, CredentialsRejected),
        (401, {"error": "invalid_client"}, CredentialsRejected),
        (403, {"error": "access_denied"}, CredentialsRejected),
        (429, {}, ChannelThrottled),
        (500, {"error": "internal_failure"}, ChannelUnavailable),
        (503, b"<html>", ChannelUnavailable),
        (504, {}, ChannelUnavailable),
        (200, {}, ChannelUnavailable),
        (200, b"<html>", ChannelUnavailable),
        (200, {"access_token": "", "expires_in": 3599}, ChannelUnavailable),
        (200, {"access_token": "x", "expires_in": "3599"}, ChannelUnavailable),
    ],
)
def test_without_a_token_nothing_is_called(
    google: Google, monkeypatch: pytest.MonkeyPatch, status: int, told: Any, kind: type[SendError]
) -> None:
    answers(monkeypatch, status, told)
    with pytest.raises(kind) as caught:
        shown(google)
    assert type(caught.value) is kind


def test_a_refusal_of_something_else_asks_for_no_new_token(google: Google) -> None:
    def unreachable(headers: dict[str, str]) -> None:
        raise RecipientUnreachable("NOT_FOUND", "No RCS.")

    shown(google)
    with pytest.raises(RecipientUnreachable):
        authorized(secret(), unreachable)
    assert google.rcs.tokens.given == 1


def test_a_token_that_is_refused_twice_is_not_asked_for_a_third_time(google: Google) -> None:
    calls: list[str] = []

    def refused(headers: dict[str, str]) -> None:
        calls.append(headers["Authorization"])
        raise CredentialsRejected("401", "No.")

    shown(google)
    with pytest.raises(CredentialsRejected):
        authorized(secret(), refused)
    assert len(set(calls)) == len(calls) == 2
    assert google.rcs.tokens.given == 2
