"""Transactions of the table: all or nothing, and why not."""

import pytest
from botocore.exceptions import ClientError

from shared import table
from shared.errors import Conflict, Contended, Unavailable
from tests import faults

pytestmark = pytest.mark.usefixtures("cloud")


def test_a_transaction_is_all_or_nothing_and_says_which_action_failed() -> None:
    table.put({"pk": "C#1", "sk": "A", "version": 1})
    actions = (
        table.putting({"pk": "C#1", "sk": "D#1"}),
        table.updating("C#1", "A", "SET #version = :n", {":n": 2, ":old": 1}, "#version = :old"),
    )
    failing = table.deleting("C#2", "A", "attribute_exists(pk)", {})
    with pytest.raises(Conflict) as refused:
        table.transact(*actions, failing)
    assert refused.value.reasons == ("", "", "ConditionalCheckFailed")
    assert table.get("C#1", "D#1") is None
    table.transact(*actions)
    assert table.get("C#1", "D#1") is not None
    with pytest.raises(Conflict) as refused:
        table.transact(*actions)
    assert refused.value.reasons == ("ConditionalCheckFailed", "ConditionalCheckFailed")


@pytest.mark.parametrize(
    ("reasons", "raised"),
    [
        (("", "ConditionalCheckFailed", "TransactionConflict"), Conflict),
        (("", "TransactionConflict"), Contended),
        (("ThrottlingError", ""), Unavailable),
        (("", "ValidationError"), ClientError),
    ],
)
def test_why_a_transaction_was_cancelled_is_told_by_its_class(
    reasons: tuple[str, ...], raised: type[Exception]
) -> None:
    with faults.injected(faults.cancelled(*reasons)), pytest.raises(raised) as caught:
        table.transact(table.putting({"pk": "C#1", "sk": "A"}))
    assert isinstance(caught.value, Contended) == (raised is Contended)
    assert table.get("C#1", "A") is None


def test_an_item_is_replaced_only_while_the_condition_holds_of_it() -> None:
    table.put({"pk": "C#1", "sk": "A", "version": 1, "old": True})
    replaced = {"pk": "C#1", "sk": "A", "version": 2}
    table.transact(table.replacing(replaced, "#version = :was", {":was": 1}))
    assert table.get("C#1", "A") == replaced
    with pytest.raises(Conflict):
        table.transact(table.replacing(replaced, "#version = :was", {":was": 1}))


def test_a_put_of_a_transaction_may_be_of_what_is_there_already() -> None:
    table.put({"pk": "C#1", "sk": "A", "n": 1})
    table.transact(table.putting({"pk": "C#1", "sk": "A", "n": 2}, if_absent=False))
    assert table.get("C#1", "A") == {"pk": "C#1", "sk": "A", "n": 2}
