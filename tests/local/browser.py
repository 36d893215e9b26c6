"""``make browser``: the Chromium of tests that look at pages, and how it is started."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Error, sync_playwright

from tests.local.places import LOCAL

CHOSEN: Final = "CHROMIUM"  # the variable that names another one
_PACKED: Final = LOCAL / "venvs" / "browser" / "chromium"
_KNOWN: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class NoBrowser(Exception):
    """There is none, or it does not start; the message says which."""


@dataclass(frozen=True, slots=True)
class Chromium:
    program: Path
    environment: Mapping[str, str] = field(default_factory=dict)


def found(packed: Path = _PACKED) -> Chromium:
    """The one that CHROMIUM names, else that of ``make browser``, else the machine's.

    Raises NoBrowser.
    """
    if named := os.environ.get(CHOSEN):
        if not (program := shutil.which(named)):
            raise NoBrowser(f"{CHOSEN}={named} is no program")
        return Chromium(Path(program))
    if (packed / ".made").exists():
        # Its own libraries and letters, whatever the machine has.
        own = {"LD_LIBRARY_PATH": packed / "al2023" / "lib", "FONTCONFIG_PATH": packed / "fonts"}
        return Chromium(packed / "chromium", {name: str(path) for name, path in own.items()})
    for program in filter(None, map(shutil.which, _KNOWN)):
        return Chromium(Path(program))
    raise NoBrowser(f"no Chromium: `make browser` unpacks one, {CHOSEN}=… names one")


@contextmanager
def running(chromium: Chromium) -> Iterator[Browser]:
    """It, without a window. Raises NoBrowser if it does not start."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=chromium.program, env={**os.environ, **chromium.environment}
            )
        except Error as error:
            raise NoBrowser(f"{chromium.program} does not start: {error.message}") from error
        try:
            yield browser
        finally:
            browser.close()


def main() -> int:
    try:
        chromium = found()
        with running(chromium) as browser:
            print(f"Chromium {browser.version}: {chromium.program}")
    except NoBrowser as none:
        print(none, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
