"""What happens by itself: the settings item over the environment."""

from typing import Any

import pytest

from functions.orchestrate.rules import Rules, rules
from shared import settings as settings_module
from tests.functions.orchestrate import runs


def test_without_an_item_the_environment_counts(
    cloud: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GREETING_TEXT", "Welcome.")
    monkeypatch.setenv("DEFAULT_TEAM", "sales")
    settings_module.settings.cache_clear()
    assert rules() == Rules(greeting="Welcome.", team="sales")


def test_the_item_counts_before_the_environment(cloud: Any) -> None:
    runs.rules(greeting="", default_reply="Soon.", opt_out_reply="Bye.", owner="ignored")
    assert rules() == Rules(greeting="", default_reply="Soon.", opt_out_reply="Bye.")
