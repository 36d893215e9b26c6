"""Where Viber is, who we are to it, and in whose name we write."""

from typing import Any

import pytest

from functions.viber import api
from shared.errors import CredentialsRejected
from shared.settings import settings


def test_it_is_at_its_own_address_unless_there_is_a_stand_in(
    monkeypatch: pytest.MonkeyPatch, cloud: Any
) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.cache_clear()
    assert api.address("send_message") == "https://chatapi.viber.com/pa/send_message"
    monkeypatch.setenv("PROVIDER_URL", "http://127.0.0.1:9")
    settings.cache_clear()
    assert api.address("send_message") == "http://127.0.0.1:9/pa/send_message"


def test_the_token_is_the_current_one() -> None:
    both = {"auth_token": "new", "previous_auth_token": "old"}
    assert api.authorization(both) == {"X-Viber-Auth-Token": "new"}
    with pytest.raises(CredentialsRejected):
        api.authorization({"auth_token": "", "previous_auth_token": "old"})


def test_a_sender_has_a_name_and_maybe_a_picture() -> None:
    assert api.sender({"sender": {"name": "Shop"}}) == {"name": "Shop"}
    whole = {"name": "S" * 28, "avatar": "https://cdn.example/a.png"}
    assert api.sender({"sender": {**whole, "more": 1}}) == whole


@pytest.mark.parametrize("sender", [None, {}, {"name": ""}, {"name": "S" * 29}, "Shop"])
def test_without_a_name_that_fits_nothing_is_sent(sender: Any) -> None:
    with pytest.raises(CredentialsRejected):
        api.sender({"sender": sender})
