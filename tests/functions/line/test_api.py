"""Where the Messaging API is, and what makes a retry the same request."""

import uuid
from collections.abc import Iterator

import pytest

from functions.line.api import address, authorization, data_address, retry_key
from shared.errors import CredentialsRejected
from shared.settings import settings
from shared.table import Item


@pytest.fixture(autouse=True)
def fresh_settings() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_files_are_on_another_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    assert address("message/push") == "https://api.line.me/v2/bot/message/push"
    assert data_address("message/1/content") == (
        "https://api-data.line.me/v2/bot/message/1/content"
    )


def test_a_stand_in_stands_in_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVIDER_URL", "http://127.0.0.1:1")
    assert address("a").startswith("http://127.0.0.1:1/")
    assert data_address("a").startswith("http://127.0.0.1:1/")


def message(ref: str) -> Item:
    return {"pk": "C#conversation", "sk": f"M#1767225600000#{ref}"}


def test_a_retry_key_is_a_uuid_of_one_message() -> None:
    key = retry_key(message("a"))
    assert str(uuid.UUID(key)) == key
    assert retry_key(message("a")) == key
    assert retry_key(message("b")) != key


@pytest.mark.parametrize("secrets", [{}, {"channel_access_token": ""}])
def test_without_a_token_nothing_is_asked(secrets: dict[str, str]) -> None:
    with pytest.raises(CredentialsRejected):
        authorization(secrets)
