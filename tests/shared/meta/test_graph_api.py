"""How the Graph API is addressed, and by whom."""

from typing import Any

import pytest

from shared.errors import CredentialsRejected
from shared.meta import graph_api
from shared.settings import settings


def test_it_is_at_facebooks_or_wherever_it_is_said_to_be(
    cloud: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert graph_api.address("1/messages") == "http://127.0.0.1:1/v25.0/1/messages"
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.cache_clear()
    assert graph_api.address("1/messages") == "https://graph.facebook.com/v25.0/1/messages"
    own = graph_api.address("1/messages", "https://graph.instagram.com")
    assert own == "https://graph.instagram.com/v25.0/1/messages"


def test_an_account_is_known_by_its_short_name() -> None:
    secrets = {"accounts": {"1": "main", "2": "shop"}}
    assert graph_api.id_of("shop", secrets) == "2"
    for known in (secrets, {}):
        with pytest.raises(CredentialsRejected):
            graph_api.id_of("another", known)


@pytest.mark.parametrize("token", ["", None, 5, {}])
def test_without_a_token_nobody_asks(token: object) -> None:
    with pytest.raises(CredentialsRejected):
        graph_api.bearer(token)
