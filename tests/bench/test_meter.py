"""The meter's rules, each against a case of DynamoDB's own documentation or arithmetic."""

import pytest

from tests.bench.meter import Index, Wire, indexed, read, size, written

INBOX = Index("inbox", ("inbox", "bucket"), frozenset({"pk", "sk", "inbox", "bucket", "last"}))


def of_bytes(total: int) -> Wire:
    return {"a": {"S": "x" * (total - 1)}}


def entry(**texts: str) -> Wire:
    shown = {"pk": "C#1", "sk": "A", "inbox": "bot#open#0", "bucket": "1", **texts}
    return {name: {"S": value} for name, value in shown.items()}


@pytest.mark.parametrize(
    ("item", "total"),
    [
        ({"ab": {"S": "é"}}, 4),
        ({"n": {"N": "0"}}, 2),
        ({"n": {"N": "1767225600000"}}, 6),
        ({"n": {"N": "-15"}}, 4),
        ({"t": {"BOOL": True}}, 2),
        ({"l": {"L": []}}, 4),
        ({"l": {"L": [{"S": "a"}, {"S": "b"}]}}, 8),
        ({"m": {"M": {"k": {"S": "v"}}}}, 7),
    ],
)
def test_an_items_size_is_that_of_its_names_and_values(item: Wire, total: int) -> None:
    assert size(item) == total


@pytest.mark.parametrize(("total", "units"), [(2, 1), (1024, 1), (1025, 2), (2049, 3)])
def test_a_write_costs_a_unit_for_each_kilobyte_begun(total: int, units: int) -> None:
    assert written(None, of_bytes(total)) == units


def test_the_larger_image_counts_whether_it_was_there_or_comes() -> None:
    assert written(of_bytes(3000), of_bytes(10)) == written(of_bytes(10), of_bytes(3000)) == 3


def test_deleting_and_failing_a_condition_cost_too() -> None:
    assert written(of_bytes(2000), None) == 2
    assert written(None, None) == 1


def test_a_transaction_costs_twice() -> None:
    assert written(None, of_bytes(1500), transactional=True) == 4


def test_an_item_without_the_keys_of_an_index_costs_nothing_there() -> None:
    assert indexed(None, {"pk": {"S": "C#1"}, "inbox": {"S": "x"}}, INBOX) == 0


def test_entering_and_leaving_an_index_cost_one_write() -> None:
    assert indexed(None, entry(), INBOX) == indexed(entry(), None, INBOX) == 1


def test_a_changed_key_is_two_writes_a_projected_change_one_any_other_none() -> None:
    assert indexed(entry(), entry(bucket="2"), INBOX) == 2
    assert indexed(entry(), entry(last="hello"), INBOX) == 1
    assert indexed(entry(), entry(out_seq="7"), INBOX) == 0


def test_an_answers_bytes_are_summed_before_they_are_rounded() -> None:
    assert read(4096, consistent=True) == 1
    assert read(4097, consistent=True) == 2
    assert read(4097, consistent=False) == 1
    assert read(0, consistent=False) == 0.5
