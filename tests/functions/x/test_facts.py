"""Reading and blocking, as X tells it."""

from typing import Any

import pytest

from shared.messages import Said
from tests.functions.x.reading import (
    ACCOUNT,
    ANA,
    AT,
    between,
    event,
    noted,
    payload,
    read,
    read_one,
    reason,
)

MARK = "direct_message_mark_read_events"


def receipt(last: Any = "2006515768480497676", **more: Any) -> dict[str, Any]:
    return payload(**{MARK: [between(last_read_event_id=last, **more)]})


def test_the_last_id_that_was_read_stands_for_its_time() -> None:
    found = noted(receipt())
    assert (found.account_ref, found.identity) == (ACCOUNT, ANA)
    assert (found.at, found.event) == (1_767_225_613_123, "read-1767225613123")


@pytest.mark.parametrize(
    ("identifier", "at"),
    [("954491830116155396", 1_516_403_560_557), ("2080765901528535096", 1_784_928_224_342)],
)
def test_published_ids_hold_the_time_that_was_published_with_them(identifier: str, at: int) -> None:
    """The second example's time says 30 ms more."""
    assert noted(receipt(identifier)).at == at


def test_ids_are_compared_as_numbers() -> None:
    """As text the shorter one would be the later."""
    older, newer = noted(receipt("999999999999999999")), noted(receipt("1000000000000000000"))
    assert older.at <= newer.at
    assert noted(receipt("99")).at < older.at


@pytest.mark.parametrize("last", [None, "", "no", "1" * 20, 1.5, True])
def test_a_receipt_without_an_id_is_put_aside(last: Any) -> None:
    assert reason(receipt(last)) == "no id"


def test_a_receipt_of_somebody_else_is_put_aside() -> None:
    stranger = between("7", "8", last_read_event_id="1")
    assert "between" in reason(payload(**{MARK: [stranger]}))
    assert reason(receipt(created_timestamp="now")) == "no created_timestamp"


def test_what_the_account_reads_is_nothing_new() -> None:
    own = between(ACCOUNT, ANA, last_read_event_id="1")
    assert read(payload(**{MARK: [own]})) == []


@pytest.mark.parametrize(("name", "what"), [("blocked", "blocked"), ("unblocked", "unblocked")])
def test_a_block_is_an_event_with_an_id_of_our_own(name: str, what: str) -> None:
    (found,) = event(name)
    assert isinstance(found, Said)
    assert (found.type, found.content) == ("event", {"event": what})
    assert (found.identity, found.name) == (ANA, "Jordan Brinks")
    assert found.provider_id.startswith(f"{what}:")
    assert event(name) == [found]


def test_each_block_has_its_own_id() -> None:
    def made(kind: str, at: int, by: str = ANA) -> str:
        block = {"type": kind, "created_timestamp": str(at)}
        block |= {"source": {"id": by}, "target": {"id": ACCOUNT}}  # type: ignore[dict-item]
        found = read_one(payload(block_events=[block]))
        assert isinstance(found, Said)
        return found.provider_id

    several = [
        made("block", AT),
        made("block", AT + 1),
        made("unblock", AT),
        made("block", AT, "7"),
    ]
    assert len(set(several)) == 4
    with pytest.raises(AssertionError):
        made("mute", AT)
