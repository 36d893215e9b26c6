"""Where the other system is, and how we prove who we are."""

import pytest

from functions.custom.api import address, is_own, signed, there
from shared.errors import CredentialsRejected
from shared.settings import settings
from tests.functions.custom.reading import NOW_S, OTHER_SECRET, SECRET, signature

URL = "https://partner.example/in/messages?shop=7"
SECRETS = {"url": URL, "signing_secret": SECRET}

pytestmark = pytest.mark.usefixtures("the_time", "cloud")


@pytest.fixture(autouse=True)
def in_production(monkeypatch: pytest.MonkeyPatch, cloud: object) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.cache_clear()


def test_the_accounts_own_url_is_called() -> None:
    assert address(SECRETS) == URL
    assert there("https://partner.example/files/1", SECRETS) == "https://partner.example/files/1"


def test_a_stand_in_takes_the_place_of_its_host_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVIDER_URL", "http://127.0.0.1:9")
    settings.cache_clear()
    assert address(SECRETS) == "http://127.0.0.1:9/in/messages?shop=7"
    assert there("https://cdn.example/1", SECRETS) == "https://cdn.example/1"


@pytest.mark.parametrize("url", [None, "", "http://partner.example/in", "partner.example", 7])
def test_nothing_is_sent_but_over_https(url: object) -> None:
    with pytest.raises(CredentialsRejected):
        address({"url": url})


@pytest.mark.parametrize(
    ("link", "own"),
    [
        ("https://partner.example/files/1", True),
        ("https://partner.example:444/files/1", False),
        ("http://partner.example/files/1", False),
        ("https://partner.example.evil.example/", False),
        ("https://partner.example@evil.example/", False),
        ("https://evil.example/?https://partner.example/", False),
    ],
)
def test_whose_host_a_link_leads_to(link: str, own: bool) -> None:
    assert is_own(link, SECRETS) == own


def test_a_call_is_signed_by_both_secrets_while_one_is_replaced() -> None:
    both = {"signing_secret": OTHER_SECRET, "previous_signing_secret": SECRET}
    given = signed("a_1_b", b"{}", both)
    assert (given["webhook-id"], given["webhook-timestamp"]) == ("a_1_b", str(NOW_S))
    assert given["webhook-signature"].split(" ") == [
        signature(b"{}", secret, "a_1_b") for secret in (OTHER_SECRET, SECRET)
    ]


def test_without_a_secret_nothing_is_sent() -> None:
    with pytest.raises(CredentialsRejected):
        signed("a_1_b", b"{}", {"signing_secret": ""})
