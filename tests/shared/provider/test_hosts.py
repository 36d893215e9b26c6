"""Platforms are called at their own addresses, and secrets leave by closed ways only."""

import pytest

from shared import settings
from shared.provider.hosts import confidential, host

GRAPH = "https://graph.facebook.com"
STAND_IN = "http://127.0.0.1:9000"


@pytest.fixture
def stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVIDER_URL", STAND_IN)
    settings.settings.cache_clear()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.settings.cache_clear()


@pytest.mark.usefixtures("alone")
def test_without_a_stand_in_each_platform_is_at_its_own_address() -> None:
    assert host(GRAPH) == GRAPH


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("link", ["http://lookaside.example/a", "", "ftp://a", None, 7])
def test_a_secret_goes_along_no_open_link(link: object) -> None:
    assert not confidential(link)
    assert confidential("https://lookaside.example/a")


@pytest.mark.usefixtures("stands_in")
def test_a_stand_in_is_asked_in_place_of_all_and_trusted_like_them() -> None:
    assert host(GRAPH) == STAND_IN
    assert confidential(f"{STAND_IN}/file")
    assert not confidential(f"{STAND_IN}1/file"), "another port of the same machine"
