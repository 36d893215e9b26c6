"""One clock for all processes of a local stack, which only moves forward."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.moved_clock import MovedClock

HOUR_MS = 3_600_000


def test_a_clock_that_nobody_moved_tells_the_time_of_day(tmp_path: Path) -> None:
    before = time.time() * 1000
    assert before - 1 <= MovedClock(tmp_path / "clock")() <= time.time() * 1000


def test_who_moves_it_moves_it_for_everybody(tmp_path: Path) -> None:
    one, other = MovedClock(tmp_path / "clock"), MovedClock(tmp_path / "clock")
    one.advance(HOUR_MS)
    other.advance(HOUR_MS)
    assert one.moved == other.moved == 2 * HOUR_MS
    assert abs(one() - time.time() * 1000 - 2 * HOUR_MS) < 60_000


def test_time_does_not_go_back(tmp_path: Path) -> None:
    clock = MovedClock(tmp_path / "clock")
    with pytest.raises(ValueError, match="forward"):
        clock.advance(-1)
    assert clock.moved == 0


def test_a_handler_of_the_local_stack_runs_on_it_and_finds_no_tests(tmp_path: Path) -> None:
    """With a runtime client that only says what a handler would see."""
    root = Path(__file__).parents[1]
    (tmp_path / "awslambdaric").mkdir()
    (tmp_path / "awslambdaric" / "__init__.py").touch()
    (tmp_path / "awslambdaric" / "__main__.py").write_text(
        "import sys\nfrom shared import clock\n"
        f"print(clock.now_ms(), sys.argv[1], {str(root)!r} in sys.path)\n"
    )
    (tmp_path / "shared").symlink_to(root / "shared")
    MovedClock(tmp_path / "clock").advance(HOUR_MS)
    env = {"PYTHONPATH": str(tmp_path), "LOCAL_CLOCK": str(tmp_path / "clock")}
    command = [sys.executable, "-P", str(root / "tests/local/worker.py"), "app.handler"]
    told = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True)
    now, handler, finds_tests = told.stdout.split()
    assert abs(int(now) - time.time() * 1000 - HOUR_MS) < 60_000
    assert (handler, finds_tests) == ("app.handler", "False")


def test_nothing_that_is_deployed_knows_of_it() -> None:
    root = Path(__file__).parents[1]
    deployed = [root / "template.yaml", *root.glob("functions/**/*"), *root.glob("shared/**/*")]
    texts = [each.read_bytes() for each in deployed if each.is_file()]
    assert not any(b"LOCAL_CLOCK" in text or b"moved_clock" in text for text in texts)
    assert "LOCAL_CLOCK" not in os.environ
