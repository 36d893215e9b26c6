"""Where an Instagram account speaks: at Instagram's own address, or by its Page at Facebook's."""

from typing import Any

import pytest

from functions.instagram.accounts import messages_of
from shared.errors import CredentialsRejected
from shared.settings import settings
from tests.functions.instagram.reading import ACCOUNT, SECRET

PAGE = {"page_id": "1001", "page_access_token": "of-the-page"}


@pytest.fixture(autouse=True)
def no_stand_in(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.cache_clear()


def test_with_instagram_login_the_account_speaks() -> None:
    where, headers = messages_of("main", SECRET)
    assert where == f"https://graph.instagram.com/v25.0/{ACCOUNT}/messages"
    assert headers == {"Authorization": "Bearer access-token-for-tests"}


def test_with_facebook_login_its_page_does() -> None:
    where, headers = messages_of("main", {**SECRET, "pages": {ACCOUNT: PAGE}})
    assert where == "https://graph.facebook.com/v25.0/1001/messages"
    assert headers == {"Authorization": "Bearer of-the-page"}


@pytest.mark.parametrize(
    "changed",
    [
        {"accounts": {}},
        {"access_token": None},
        {"access_token": {"999": "another"}},
        {"pages": {ACCOUNT: {"page_id": "1001"}}},
    ],
)
def test_without_an_id_or_a_token_nobody_does(changed: dict[str, Any]) -> None:
    with pytest.raises(CredentialsRejected):
        messages_of("main", {**SECRET, **changed})
