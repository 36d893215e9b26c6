"""The dated price file, and what it assumes where no count can tell."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("prices.toml")


@cache
def prices() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text())
