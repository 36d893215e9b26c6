"""A page of docs/ as a reader follows it: its bash blocks, one after the other in one shell."""

import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_BLOCK: Final = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINES: Final = 40  # what waits prints the same again and again


class BlockFailed(Exception):
    """Names the block by its line in the page, and tells what was run and printed."""


@dataclass(frozen=True, slots=True)
class Block:
    line: int  # of its first command
    code: str


def blocks(page: str) -> list[Block]:
    """Those that are to be run, in their order; what shows an answer is no bash."""
    return [
        Block(page.count("\n", 0, found.start(1)) + 1, found[1]) for found in _BLOCK.finditer(page)
    ]


def follow(page: str, folder: Path, *, within: float) -> None:
    """Run all blocks in ``folder``. Raises BlockFailed at the first command that fails, or where
    the page is after ``within`` seconds."""
    at, said, script = folder / "at.txt", folder / "said.txt", folder / "page.sh"
    to_at, to_said = shlex.quote(str(at)), shlex.quote(str(said))  # a page may change its folder
    script.write_text(
        "".join(
            # Only what the block at hand prints is kept.
            f"printf {block.line} > {to_at}; exec > {to_said} 2>&1\n{block.code}"
            for block in blocks(page)
        )
    )
    command = ["bash", "-euxo", "pipefail", str(script)]
    try:
        code = subprocess.run(command, cwd=folder, capture_output=True, timeout=within).returncode
    except subprocess.TimeoutExpired:
        code = None
    if code != 0:
        how = "is not done in time" if code is None else f"ended with {code}"
        last = "".join(said.read_text(errors="replace").splitlines(keepends=True)[-_LINES:])
        raise BlockFailed(f"the block at line {at.read_text()} {how}:\n{last}")
