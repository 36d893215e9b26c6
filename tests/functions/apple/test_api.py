"""How the gateway is addressed."""

import base64

import jwt
import pytest
from jwt.types import Options

from functions.apple.api import address, authorization, business_id, message_id
from shared.errors import CredentialsRejected
from shared.settings import settings
from shared.table import Item
from tests.clock import SteppingClock
from tests.functions.apple.conftest import SECRETS
from tests.functions.apple.reading import BUSINESS, MSP, NOW_S, SECRET


def item(ref: str) -> Item:
    return {"pk": "C#conversation", "sk": f"M#1767225600000#{ref}"}


def test_the_gateway_is_apples_or_its_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    for url, expected in (
        ("", "https://mspgw.push.apple.com/v1/message"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1/v1/message"),
    ):
        monkeypatch.setenv("PROVIDER_URL", url)
        settings.cache_clear()
        assert address("message") == expected
    settings.cache_clear()


def test_our_token_is_made_anew_for_each_call(the_time: SteppingClock) -> None:
    one = authorization(SECRETS)["Authorization"].removeprefix("Bearer ")
    the_time.advance(seconds=1)
    two = authorization(SECRETS)["Authorization"].removeprefix("Bearer ")
    options: Options = {"verify_iat": False}
    claims = [
        jwt.decode(t, base64.b64decode(SECRET), ["HS256"], options=options) for t in (one, two)
    ]
    assert claims == [{"iss": MSP, "iat": NOW_S}, {"iss": MSP, "iat": NOW_S + 1}]


@pytest.mark.parametrize("missing", [{"api_secret": ""}, {"msp_id": ""}, {"api_secret": "?"}])
def test_without_credentials_there_is_none(missing: dict[str, str]) -> None:
    with pytest.raises(CredentialsRejected):
        authorization({**SECRETS, **missing})


def test_an_account_has_a_business_id() -> None:
    assert business_id("main", SECRETS) == BUSINESS
    with pytest.raises(CredentialsRejected):
        business_id("other", SECRETS)


def test_a_message_has_one_id_whenever_it_is_asked_for() -> None:
    assert message_id(item("one")) == message_id(item("one"))
    assert message_id(item("one")) != message_id(item("two"))
