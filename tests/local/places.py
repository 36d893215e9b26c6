"""Where the local stack keeps what it makes, and which ports it listens on."""

import os
import socket
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
LOCAL: Final = ROOT / ".local"
# The Makefile makes both environments and can be told of others.
ENGINE_BIN: Final = Path(os.environ.get("ENGINE") or LOCAL / "venvs" / "engine") / "bin"
SAM: Final = Path(os.environ.get("SAM") or LOCAL / "venvs" / "sam" / "bin" / "sam")
HOST: Final = "127.0.0.1"
REGION: Final = "us-east-1"
STACK: Final = "threadline"
FIRST_PORT: Final = 8300


class PortsTaken(Exception):
    """Somebody else listens where the stack wants to."""


@dataclass(frozen=True, slots=True)
class Ports:
    """All follow from the first, so that one setting moves a whole stack."""

    first: int

    @property
    def engine(self) -> int:
        return self.first

    @property
    def webhooks(self) -> int:
        return self.first + 1

    @property
    def api(self) -> int:
        return self.first + 2

    @property
    def simulator(self) -> int:
        return self.first + 3

    @property
    def all(self) -> range:
        return range(self.first, self.first + 4)


def url(port: int) -> str:
    return f"http://{HOST}:{port}"


def chosen_ports() -> Ports:
    return Ports(int(os.environ.get("LOCAL_PORT") or FIRST_PORT))


def state_folder(ports: Ports) -> Path:
    """One per first port, so that stacks side by side share nothing."""
    return LOCAL / "state" / str(ports.first)


def clock_file(state: Path) -> Path:
    """By how much the clock of the stack with this state folder was moved."""
    return state / "clock"


def demand_free(ports: Ports) -> None:
    """Raises PortsTaken, naming them, if the stack could not listen on all of its ports."""
    if taken := [port for port in ports.all if not _free(port)]:
        names = ", ".join(map(str, taken))
        raise PortsTaken(
            f"port {names} on {HOST} is taken: is another stack running? "
            f"LOCAL_PORT moves the first of the {len(ports.all)} ports."
        )


def free_ports() -> Ports:
    """Ports nobody listens on now, far from the default ones."""
    for first in range(18300 + os.getpid() % 500 * 8, 32000, 8):
        if all(map(_free, Ports(first).all)):
            return Ports(first)
    raise PortsTaken("no run of free ports found")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port whose last connections still fade away is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


@cache
def engine_python() -> Path:
    """The interpreter that runs the handlers."""
    return ENGINE_BIN / "python"


@cache
def python_runtime() -> str:
    """Lambda's name of that interpreter, e.g. ``python3.13``."""
    told = "import sys; print(f'python{sys.version_info[0]}.{sys.version_info[1]}')"
    answer = subprocess.run(
        [str(engine_python()), "-c", told], capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()
