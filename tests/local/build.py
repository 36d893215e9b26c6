"""Runs ``sam build`` when what it reads has changed, into a folder of the local stack's own."""

import fcntl
import hashlib
import os
import platform
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from tests.local.places import LOCAL, ROOT, SAM, engine_python, python_runtime

# Not .aws-sam: an admin's build for AWS may lie there, for another processor.
BUILT: Final = LOCAL / "build"
# As `make build` does; the decision records say why.
COMPILE: Final = ("-m", "compileall", "-q", "-f", "--invalidation-mode", "unchecked-hash")
_SOURCES: Final = ("template.yaml", "functions", "shared")


class BuildFailed(Exception):
    """``sam build`` did not succeed; the message is what it printed."""


@contextmanager
def built() -> Iterator[Path]:
    """The folder of an up-to-date build, which nobody changes inside the block."""
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _build_if_changed(lock)
        yield BUILT


def _build_if_changed(_lock: IO[str]) -> None:
    mark = LOCAL / "build.sources"
    now = fingerprint(_files(ROOT), python_runtime(), *COMPILE)
    if (BUILT / "template.yaml").exists() and mark.exists() and mark.read_text() == now:
        return
    mark.unlink(missing_ok=True)
    _sam_build()
    compile_files(BUILT, engine_python())
    mark.write_text(now)


def fingerprint(files: dict[str, bytes], *settings: str) -> str:
    """Changes when a file's name or content does, or a setting."""
    total = hashlib.sha256("\0".join(settings).encode())
    for name in sorted(files):
        total.update(f"\0{name}\0{len(files[name])}\0".encode() + files[name])
    return total.hexdigest()


def _files(root: Path) -> dict[str, bytes]:
    found = [path for source in _SOURCES for path in (root / source, *(root / source).rglob("*"))]
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in found
        if path.is_file() and "__pycache__" not in path.parts
    }


def compile_files(built: Path, python: Path) -> None:
    """Put the compiled form of every module beside it, as ``python`` reads it on Lambda.

    Raises BuildFailed if one cannot be compiled. Equal sources give equal files.
    """
    command = [str(python), *COMPILE, "-s", str(built), str(built)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def _sam_build() -> None:
    # SAM looks the runtime's Python up on PATH, and takes no shim or link for it.
    interpreters = engine_python().resolve().parent
    processor = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
    command = [str(SAM), "build", "--cached", "--parallel", "--build-dir", str(BUILT)]
    command += [
        "--cache-dir",
        str(LOCAL / "build-cache"),
        "--template",
        str(ROOT / "template.yaml"),
    ]
    command += ["--parameter-overrides", f"PythonRuntime={python_runtime()}"]
    command += [f"Architecture={processor}"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={
            **os.environ,
            "PATH": f"{interpreters}{os.pathsep}{os.environ['PATH']}",
            "SAM_CLI_TELEMETRY": "0",
            "AWS_DEFAULT_REGION": "us-east-1",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BuildFailed(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
