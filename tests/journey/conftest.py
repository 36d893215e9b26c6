"""One stack for all journeys: fresh, on ports of its own, functions held to their roles."""

from collections.abc import Iterator

import pytest

from tests.journey.local_stack import LocalStack
from tests.local.places import free_ports


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    stack = LocalStack(free_ports(), tmp_path_factory.mktemp("stack"))
    stack.start()
    yield stack
    stack.stop()
