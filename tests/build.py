"""Builds the template into .aws-sam/build for this interpreter and this machine; `make build`.

Nothing is touched while what is there is still of the same sources, so that tests and a running
stack can share one build.
"""

import fcntl
import hashlib
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILT = ROOT / ".aws-sam" / "build"
RUNTIME = f"python{sys.version_info.major}.{sys.version_info.minor}"
ARCHITECTURE = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"


def build() -> Path:
    """The folder of the built template and artifacts, made now if it is missing or stale.

    Raises CalledProcessError with SAM's words in ``stderr`` if the template cannot be built.
    """
    mark = ROOT / ".aws-sam" / "sources"
    mark.parent.mkdir(exist_ok=True)
    with (mark.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = digest()
        if not (BUILT / "template.yaml").exists() or _read(mark) != wanted:
            mark.unlink(missing_ok=True)
            _sam_build()
            mark.write_text(wanted)
    return BUILT


def sam() -> str:
    """The SAM CLI: $SAM, or where `make install` puts it."""
    return os.environ.get("SAM") or str(ROOT / ".local" / "venvs" / "sam" / "bin" / "sam")


def digest() -> str:
    """Names the sources and what they are built for."""
    made_of = hashlib.sha256(f"{RUNTIME} {ARCHITECTURE}".encode())
    for path in sorted(_sources()):
        made_of.update(f"\0{path.relative_to(ROOT)}\0".encode())
        made_of.update(path.read_bytes())
    return made_of.hexdigest()


def _sources() -> Iterator[Path]:
    yield ROOT / "template.yaml"
    for folder in ("functions", "shared"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _sam_build() -> None:
    # SAM looks for an interpreter of the runtime's name, and a pyenv shim of that name may not run.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    subprocess.run(
        [
            sam(),
            "build",
            "--cached",
            "--parallel",
            "--parameter-overrides",
            f"PythonRuntime={RUNTIME} Architecture={ARCHITECTURE}",
        ],
        cwd=ROOT,
        env={**os.environ, "PATH": path, "SAM_CLI_TELEMETRY": "0"},
        check=True,
        capture_output=True,
        text=True,
    )


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


if __name__ == "__main__":
    try:
        print(build())
    except subprocess.CalledProcessError as error:
        sys.exit(error.stderr)
