"""Pages of quarantine, and names that lead nowhere else."""

from typing import Any

import pytest

from shared.errors import Unavailable
from shared.quarantine import keeping, listing
from shared.quarantine.listing import Kept
from tests import faults
from tests.clock import SteppingClock

pytestmark = pytest.mark.usefixtures("cloud")


def keep(name: str, channel: str = "whatsapp", credential_set: str = "main") -> Kept:
    key = keeping.keep(channel, credential_set, "new kind", name.encode())
    _, _, _, day, file = key.split("/")
    return Kept(channel, credential_set, day, file.removesuffix(".json"))


def pages(size: int, channels: set[str], day: str | None = None) -> list[Kept]:
    found: list[Kept] = []
    while page := listing.page(channels, day, found[-1] if found else None, size):
        assert len(page) <= size
        found += page
    return found


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_pages_of_any_size_name_each_once_with_the_newest_day_first(
    the_time: SteppingClock, size: int
) -> None:
    older = {keep("a"), keep("b"), keep("c", "line"), keep("d", "line", "shop")}
    the_time.advance(hours=24)
    newer = {keep("a"), keep("e", "sms")}
    found = pages(size, set())
    assert len(found) == 6
    assert (set(found[:2]), set(found[2:])) == (newer, older)
    assert set(pages(size, {"line", "sms"})) == {k for k in found if k.channel in ("line", "sms")}
    assert set(pages(size, set(), "2026-01-01")) == older


def test_a_name_is_the_key_and_nothing_else_is_a_name(the_time: SteppingClock) -> None:
    kept = keep("a")
    assert Kept.parse(str(kept)) == kept
    assert listing.read(kept) == (
        listing.Facts("new kind", the_time.now, 1),
        b"a",
    )
    for other in ("", "whatsapp", str(kept)[:-1], f"../{kept}", str(kept).replace("main", "a/b")):
        with pytest.raises(ValueError, match="no id"):
            Kept.parse(other)


def test_what_is_not_there_is_told_apart_from_what_cannot_be_read(
    the_time: SteppingClock,
) -> None:
    kept = keep("a")
    gone = Kept(kept.channel, kept.credential_set, "2025-01-01", kept.sha256)
    assert listing.facts(gone) is None
    assert listing.read(gone) is None
    asking: list[Any] = [
        lambda: listing.facts(kept),
        lambda: listing.read(kept),
        lambda: listing.page(set(), None, None, 1),
    ]
    for ask in asking:
        with faults.injected(faults.down("s3")), pytest.raises(Unavailable):
            ask()
