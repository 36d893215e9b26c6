"""One stack for all journeys: fresh, on ports of its own, functions held to their roles."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journey.local_stack import LocalStack
from tests.local.browser import NoBrowser, found, running
from tests.local.places import free_ports


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    stack = LocalStack(free_ports(), tmp_path_factory.mktemp("stack"))
    stack.start()
    yield stack
    stack.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Where none can be had, what needs one is skipped and says so."""
    try:
        chromium = found()
    except NoBrowser as none:
        pytest.skip(str(none))
    with running(chromium) as started:
        yield started
