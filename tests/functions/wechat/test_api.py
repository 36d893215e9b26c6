"""How WeChat is addressed."""

from typing import Any

import pytest

from functions.wechat.api import address, app_of, with_token
from shared.errors import CredentialsRejected
from shared.settings import settings
from tests.functions.wechat.signing import APP_ID, PLAIN


def test_in_production_it_is_its_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.cache_clear()
    assert address("stable_token") == "https://api.weixin.qq.com/cgi-bin/stable_token"
    assert (
        with_token("a?b=c", "T/1") == "https://api.weixin.qq.com/cgi-bin/a?b=c&access_token=T%2F1"
    )
    assert with_token("a", "T") == "https://api.weixin.qq.com/cgi-bin/a?access_token=T"
    settings.cache_clear()


def test_the_account_is_known_by_id_and_secret() -> None:
    assert app_of(PLAIN) == (APP_ID, "app-secret-for-tests")


@pytest.mark.parametrize("name", ["app_id", "app_secret"])
@pytest.mark.parametrize("value", ["", None, 7])
def test_without_them_nothing_is_asked(name: str, value: Any) -> None:
    with pytest.raises(CredentialsRejected):
        app_of({**PLAIN, name: value})
