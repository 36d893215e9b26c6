"""Symmetry: what one channel has every channel has, and nothing else knows a channel by name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.channels import CHANNELS
from tests.local.places import ROOT
from tests.sections import WITHOUT_WEBHOOK

EACH = ("webhook", "verify", "parse", "send", "render", "answers", "media")
TESTED_TOGETHER = {"messenger": "messenger_platform", "instagram": "messenger_platform"}
each_channel = pytest.mark.parametrize("channel", sorted(CHANNELS))


def missing(*paths: str) -> list[str]:
    return [path for path in paths if not (ROOT / path).exists()]


@each_channel
def test_a_channel_has_the_files_that_every_channel_has(channel: str) -> None:
    folder = f"functions/{channel}"
    assert not missing(f"{folder}/__init__.py", *(f"{folder}/{name}.py" for name in EACH))


@each_channel
def test_each_of_them_is_tested(channel: str) -> None:
    assert not [name for name in EACH if not file_that_tests(channel, name).exists()]


def file_that_tests(channel: str, name: str) -> Path:
    """The channel's own, or those of the platform that it shares with another."""
    own, shared = (
        ROOT / "tests" / "functions" / folder / f"test_{name}.py"
        for folder in (channel, TESTED_TOGETHER.get(channel, channel))
    )
    return own if own.exists() else shared


@pytest.mark.parametrize("channel", sorted(set(CHANNELS) - set(WITHOUT_WEBHOOK)))
def test_mutilated_payloads_are_tried_as_often_as_for_any_other(channel: str) -> None:
    """By ``tests.malformed.times``, which knows how long the run may be."""
    test = file_that_tests(channel, "malformed")
    text = test.read_text() if test.exists() else ""
    assert "@times(1000)" in text
    assert "max_examples" not in text


@each_channel
def test_a_channel_is_documented(channel: str) -> None:
    assert not missing(f"docs/channels/{channel}.md")


@each_channel
def test_a_channel_has_events_as_its_platform_sends_them(channel: str) -> None:
    assert list((ROOT / "events" / channel).glob("*.json"))


@each_channel
def test_a_channel_has_a_platform_in_the_simulator(channel: str) -> None:
    assert not missing(f"tests/simulator/{channel}.py")


def test_every_channels_folder_is_in_the_truth_table() -> None:
    folders = {path.parent.name for path in (ROOT / "functions").glob("*/webhook.py")}
    assert folders == set(CHANNELS)


def test_a_channels_name_is_compared_only_in_the_truth_table_and_its_own_folder() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} compares with {channel!r}"
        for path in sources()
        for line, channel in compared(path)
        if path.parent != ROOT / "functions" / channel
    ]
    assert not found


def sources() -> Iterator[Path]:
    for folder in ("functions", "shared"):
        for path in (ROOT / folder).rglob("*.py"):
            if path.parent != ROOT / "shared" / "channels":
                yield path


def compared(path: Path) -> Iterator[tuple[int, str]]:
    """Lines where something is compared with a channel's name, and that name."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Compare | ast.MatchValue):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and part.value in CHANNELS:
                    yield node.lineno, str(part.value)


@pytest.mark.parametrize(
    "code",
    [
        'if channel == "whatsapp": pass',
        'if channel in ("other", "whatsapp"): pass',
        'match channel:\n    case "whatsapp": pass',
    ],
)
def test_such_a_comparison_would_be_found(code: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(code)
    assert [channel for _, channel in compared(path)] == ["whatsapp"]
