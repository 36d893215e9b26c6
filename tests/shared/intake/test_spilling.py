"""What is spilled comes back as it went."""

from typing import Any

import pytest

from shared.errors import Unavailable
from shared.intake import spilling
from shared.intake.sorting import Unusable, Work
from tests import faults
from tests.shared import contents_of

ITEM = {"pk": "C#1", "sk": "M#1#a", "text": "olé 👋 \ud83d", "sent_at": 1_767_225_590_000}


def work(size: int = 0) -> Work:
    return Work("whatsapp", "main", [{**ITEM, "pad": "x" * size}], [Unusable("odd", b"\xff\x00")])


def taken(cloud: Any) -> Work:
    (record,) = contents_of.spill_records(cloud)
    return spilling.spilled(record["body"])


def test_work_comes_back_as_it_went(cloud: Any) -> None:
    spilling.spill(work())
    assert taken(cloud) == work()
    assert contents_of.bucket(cloud) == {}


def test_work_over_1_mib_comes_back_by_way_of_the_bucket(cloud: Any) -> None:
    spilling.spill(work(1_048_576))
    assert taken(cloud) == work(1_048_576)
    assert len(contents_of.bucket(cloud, "spill/")) == 1


@pytest.mark.parametrize(("items", "odd", "messages"), [(600, 1, 3), (1, 501, 3), (250, 250, 1)])
def test_a_large_batch_is_spilled_in_parts_that_one_run_can_do(
    cloud: Any, items: int, odd: int, messages: int
) -> None:
    whole = Work(
        "whatsapp",
        "main",
        [{**ITEM, "sk": f"M#{n}#a"} for n in range(items)],
        [Unusable("odd", b"%d" % n) for n in range(odd)],
    )
    spilling.spill(whole)
    parts = [spilling.spilled(record["body"]) for record in contents_of.spill_records(cloud)]
    assert len(parts) == messages
    assert sorted(i["sk"] for p in parts for i in p.items) == sorted(i["sk"] for i in whole.items)
    assert {u.raw for p in parts for u in p.unusable} == {u.raw for u in whole.unusable}


@pytest.mark.parametrize("service", ["sqs", "s3"])
def test_what_cannot_be_handed_over_says_so(cloud: Any, service: str) -> None:
    with faults.injected(faults.down(service)), pytest.raises(Unavailable):
        spilling.spill(work(1_048_576))


def test_what_the_bucket_cannot_give_now_says_so(cloud: Any) -> None:
    spilling.spill(work(1_048_576))
    with faults.injected(faults.down("s3")), pytest.raises(Unavailable):
        taken(cloud)
