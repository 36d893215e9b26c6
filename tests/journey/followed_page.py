"""A page of docs/ as a reader follows it: its bash blocks, one after the other in one shell."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_BLOCK: Final = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_AT, _SAID, _SCRIPT = "at.txt", "said.txt", "page.sh"


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
    # Only what the block at hand prints is kept.
    parts = (
        f"printf {block.line} > {_AT}; exec > {_SAID} 2>&1\n{block.code}" for block in blocks(page)
    )
    (folder / _SCRIPT).write_text("".join(parts))
    command = ["bash", "-euxo", "pipefail", _SCRIPT]
    try:
        code = subprocess.run(command, cwd=folder, capture_output=True, timeout=within).returncode
    except subprocess.TimeoutExpired:
        code = None
    if code != 0:
        how = "is not done in time" if code is None else f"ended with {code}"
        at, said = (folder / _AT).read_text(), (folder / _SAID).read_text(errors="replace")
        raise BlockFailed(f"the block at line {at} {how}:\n{said}")
