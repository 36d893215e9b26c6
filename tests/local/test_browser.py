"""Which Chromium tests of pages get: never one that is half unpacked."""

from pathlib import Path

import pytest

from tests.local.browser import CHOSEN, NoBrowser, found


def program(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    made = folder / name
    made.write_text("#!/bin/sh\n")
    made.chmod(0o755)
    return made


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine with nothing on its path."""
    monkeypatch.delenv(CHOSEN, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


def test_the_packed_one_comes_before_the_machines_and_brings_its_libraries(tmp_path: Path) -> None:
    program(tmp_path / "bin", "chromium")
    packed = program(tmp_path / "packed", "chromium")
    (tmp_path / "packed" / ".made").touch()
    chromium = found(tmp_path / "packed")
    assert chromium.program == packed
    assert chromium.environment["LD_LIBRARY_PATH"] == str(tmp_path / "packed" / "al2023" / "lib")


def test_one_that_is_half_unpacked_is_left_alone(tmp_path: Path) -> None:
    program(tmp_path / "packed", "chromium")
    own = program(tmp_path / "bin", "google-chrome")
    chromium = found(tmp_path / "packed")
    assert (chromium.program, chromium.environment) == (own, {})


def test_the_one_that_was_named_is_taken_or_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path / "bin", "chromium")
    named = program(tmp_path / "bin", "other")
    monkeypatch.setenv(CHOSEN, "other")
    assert found(tmp_path).program == named
    monkeypatch.setenv(CHOSEN, str(tmp_path / "gone"))
    with pytest.raises(NoBrowser, match="gone is no program"):
        found(tmp_path)


def test_without_any_it_is_said_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(NoBrowser, match="make browser"):
        found(tmp_path)
