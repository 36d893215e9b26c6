"""As whom we speak to Twilio, and in whose name."""

import base64
from collections.abc import Mapping

import pytest

from functions.sms import api
from shared.errors import CredentialsRejected
from shared.settings import settings
from tests.functions.sms.calls import ACCOUNT_SID, NUMBER, SECRET, SERVICE, TOKEN


def basic(secrets: Mapping[str, object]) -> str:
    scheme, _, both = api.authorization(secrets)["Authorization"].partition(" ")
    assert scheme == "Basic"
    return base64.b64decode(both).decode()


def test_the_account_proves_itself_by_its_token() -> None:
    assert basic(SECRET) == f"{ACCOUNT_SID}:{TOKEN}"


def test_an_api_key_goes_before_the_token() -> None:
    key = {"api_key_sid": "SK1", "api_key_secret": "s"}
    assert basic({**SECRET, **key}) == "SK1:s"


@pytest.mark.parametrize("lacking", ["account_sid", "auth_token"])
def test_without_credentials_nothing_is_asked(lacking: str) -> None:
    with pytest.raises(CredentialsRejected):
        api.authorization({**SECRET, lacking: ""})
    with pytest.raises(CredentialsRejected):
        api.authorization({**SECRET, "api_key_sid": "SK1"})


@pytest.mark.parametrize(
    ("accounts", "field"),
    [
        ({NUMBER: "main"}, {"From": NUMBER}),
        ({"72345": "main"}, {"From": "72345"}),
        ({"MGBOOKS": "main"}, {"From": "MGBOOKS"}),
        ({SERVICE: "main"}, {"MessagingServiceSid": SERVICE}),
        ({NUMBER: "main", SERVICE: "main"}, {"MessagingServiceSid": SERVICE}),
        ({NUMBER: "other", "+14155550188": "main"}, {"From": "+14155550188"}),
    ],
)
def test_an_account_writes_as_its_service_or_else_its_number(
    accounts: dict[str, str], field: dict[str, str]
) -> None:
    assert api.sender("main", {**SECRET, "accounts": accounts}) == field


def test_an_account_without_a_sender_waits_for_one() -> None:
    with pytest.raises(CredentialsRejected):
        api.sender("other", SECRET)


def test_reports_come_to_the_public_address() -> None:
    url = api.callback("main", "a=1", {**SECRET, "public_url": "https://m.example/prod/"})
    assert url == "https://m.example/prod/webhooks/sms/main?a=1"
    with pytest.raises(CredentialsRejected):
        api.callback("main", "a=1", {**SECRET, "public_url": ""})


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://api.twilio.com/2010-04-01/x", True),
        ("https://api.dublin.ie1.twilio.com/x", True),
        ("http://api.twilio.com/x", False),
        ("https://api.twilio.com.evil.example/x", False),
        ("https://eviltwilio.com/x", False),
        ("https://evil.example/api.twilio.com", False),
        ("https://api.twilio.com@evil.example/x", False),
        ("https://mms.twiliocdn.com/x", False),
        ("", False),
    ],
)
def test_our_credentials_are_shown_to_twilio_only(
    monkeypatch: pytest.MonkeyPatch, url: str, shown: bool
) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.cache_clear()
    assert api.is_twilio(url) == shown
    monkeypatch.setenv("PROVIDER_URL", "http://127.0.0.1:9")
    settings.cache_clear()
    assert not api.is_twilio("http://127.0.0.1:99/x")
    assert api.is_twilio("http://127.0.0.1:9/x")
    settings.cache_clear()
