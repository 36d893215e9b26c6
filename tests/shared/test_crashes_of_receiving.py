"""A webhook that dies anywhere and is sent again is as good as one that did not."""

from functools import partial
from typing import Any

import pytest

from shared import credentials
from tests import faults
from tests.shared import contents_of
from tests.shared.arrivals import (
    body,
    deliver,
    noted,
    receive,
    request,
    said,
    store_what_was_spilled,
)

pytestmark = pytest.mark.usefixtures("the_time")


def mixed(name: str) -> dict[str, Any]:
    """A webhook with everything in it, different for every ``name``."""
    large = {"media": {"url": "x" * 200_000}}
    return request(
        body(
            said(f"{name}.1", identity=name),
            noted(target=name, identity=name),
            f"unreadable {name}",
            said(f"{name}.2", identity=name, type="image", content=large),
        )
    )


@pytest.mark.parametrize(
    ("start", "calls"),
    [("warm", 5), ("cold", 7)],  # three items, a large content, a quarantine; two secrets
)
def test_a_crash_between_any_two_calls_loses_and_doubles_nothing(
    cloud: Any, start: str, calls: int
) -> None:
    deliver()

    def run(event: dict[str, Any]) -> int:
        if start == "cold":
            credentials.forget()
        status: int = receive(event)["statusCode"]
        return status

    points = faults.crash_points(lambda: run(mixed("counted")))
    assert len(points) == 2 * calls
    for point in points:
        event = mixed(str(point))
        faults.run_until(point, partial(run, event))
        assert run(event) == 200
    expected = 1 + len(points)
    assert len(contents_of.table(cloud)) == 3 * expected
    assert len(contents_of.bucket(cloud, "large/")) == expected
    assert len(contents_of.bucket(cloud, "quarantine/")) == expected


def test_a_crash_while_spilling_loses_and_doubles_nothing(cloud: Any) -> None:
    deliver()

    def run(event: dict[str, Any]) -> int:
        status: int = receive(event)["statusCode"]
        return status

    for point in (faults.CrashPoint(1, "before"), faults.CrashPoint(1, "after")):
        event = request(body(said(str(point))))
        with (
            faults.injected(faults.down("dynamodb"), crash=point) as calls,
            pytest.raises(faults.Crash),
        ):
            run(event)
        assert calls.operations[0] == "PutItem"
        assert run(event) == 200
    assert store_what_was_spilled(cloud) == []
    assert len(contents_of.table(cloud)) == 2
