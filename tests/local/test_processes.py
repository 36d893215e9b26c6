import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.local import waiting
from tests.local.places import ROOT
from tests.local.processes import Died, Process

# Says that it was asked to end, as an engine that saves does.
_WORK = """
import pathlib, signal, sys, time
def end(*_):
    pathlib.Path(sys.argv[1]).write_text("saved")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
pathlib.Path(sys.argv[1]).write_text("working")
time.sleep(60)
"""
_STARTER = """
import os, pathlib, sys, time
from tests.local.processes import Process
log = pathlib.Path(sys.argv[2])
Process([sys.executable, "-c", sys.argv[1], sys.argv[3]], env=os.environ, log=log)
time.sleep(60)
"""


def _says(file: Path, text: str) -> None:
    waiting.until(text, lambda: file.exists() and file.read_text() == text, within=20, every=0.02)


def test_stopping_lets_it_save(tmp_path: Path) -> None:
    file = tmp_path / "state"
    process = Process(
        [sys.executable, "-c", _WORK, str(file)], env=os.environ, log=tmp_path / "log"
    )
    _says(file, "working")

    process.stop()

    assert file.read_text() == "saved"


def test_it_saves_and_ends_when_its_starter_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "state"
    command = [sys.executable, "-c", _STARTER, _WORK, str(tmp_path / "log"), str(file)]
    starter = subprocess.Popen(command, cwd=ROOT)
    _says(file, "working")

    starter.send_signal(signal.SIGKILL)
    starter.wait()

    _says(file, "saved")


def test_one_that_ended_by_itself_is_reported_with_its_log(tmp_path: Path) -> None:
    process = Process(
        [sys.executable, "-c", "print('because'); raise SystemExit(3)"],
        env=os.environ,
        log=tmp_path / "log",
    )

    def died() -> str | None:
        try:
            process.demand_alive()
        except Died as reason:
            return str(reason)
        return None

    reason = waiting.until("it died", died, within=20, every=0.02)
    process.stop()

    assert "exit code 3" in reason
    assert "because" in reason


def test_waiting_says_what_did_not_happen() -> None:
    with pytest.raises(waiting.Late, match="the moon"):
        waiting.until("the moon falls", lambda: None, within=0.01, every=0.001)
