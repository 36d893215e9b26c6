"""Runs a command that ends when this process is told to, or when the one that started it is gone.

Run as a script with the command as arguments. Standard input is a pipe whose other end the starter
holds: it closes however the starter ends, also by ``kill -9``, and the command then gets a SIGTERM,
in time to save what it has.
"""

import os
import signal
import subprocess
import sys
import threading

GRACE_S = 60


def main(command: list[str]) -> int:
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def end(*_: object) -> None:
        child.terminate()
        threading.Thread(target=_kill_late, args=(child,), daemon=True).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    threading.Thread(target=_await_starter, daemon=True).start()
    return child.wait()


def _await_starter() -> None:
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _kill_late(child: "subprocess.Popen[bytes]") -> None:
    try:
        child.wait(GRACE_S)
    except subprocess.TimeoutExpired:
        child.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
