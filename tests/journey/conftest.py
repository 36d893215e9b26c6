"""One stack for all journeys: fresh, on ports of its own, functions held to their roles."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser

from tests.journey.local_stack import LocalStack
from tests.journey.shop import Arrive, Visitor
from tests.local.browser import NoBrowser, found, running
from tests.local.places import free_ports


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    stack = LocalStack(free_ports(), tmp_path_factory.mktemp("stack"))
    stack.start()
    yield stack
    stack.stop()


# Its event loop runs in this thread until it ends, where other packages' tests want their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Where none can be had, what needs one is skipped and says so."""
    try:
        with running(found()) as started:
            yield started
    except NoBrowser as none:
        pytest.skip(str(none))


@pytest.fixture
def arrive(browser: Browser, stack: LocalStack) -> Iterator[Arrive]:
    came: list[Visitor] = []

    def one(**options: Any) -> Visitor:
        came.append(Visitor(browser, stack, **options))
        return came[-1]

    yield one
    for visitor in came:
        visitor.context.close()


@pytest.fixture
def mark() -> str:
    """What makes a text one of a kind."""
    return uuid4().hex[:8]
