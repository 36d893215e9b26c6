"""What the gateway's statuses mean."""

import pytest

from functions.apple.answers import check
from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    RecipientUnreachable,
    SendError,
)
from shared.provider.answers import Answer


def meaning(status: int, headers: dict[str, str] | None = None) -> SendError:
    with pytest.raises(SendError) as caught:
        check(Answer(status, headers or {}, b"words"))
    return caught.value


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_yes_is_yes(status: int) -> None:
    check(Answer(status, {}, b""))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, ChannelUnavailable),
        (400, MessageRejected),
        (401, CredentialsRejected),
        (403, CredentialsRejected),
        (404, RecipientUnreachable),
        (405, MessageRejected),
        (408, ChannelUnavailable),
        (410, RecipientUnreachable),
        (413, MessageRejected),
        (429, ChannelThrottled),
        (500, ChannelUnavailable),
        (503, ChannelUnavailable),
        (504, ChannelUnavailable),  # the id makes another try harmless
    ],
)
def test_any_other_status_has_its_meaning(status: int, kind: type[SendError]) -> None:
    error = meaning(status)
    assert type(error) is kind
    assert error.code == str(status)


@pytest.mark.parametrize("status", [429, 503])
def test_advice_on_waiting_is_taken(status: int) -> None:
    assert meaning(status, {"Retry-After": "7"}).retry_after == 7
