"""Where a platform tells no time, the first delivery of an id claims it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from shared.channels import CHANNELS, WHATSAPP
from tests import faults
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time
from tests.shared import contents_of
from tests.shared.arrivals import body, deliver, noted, receive, request, said


@pytest.fixture(autouse=True)
def timeless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHANNELS, "whatsapp", replace(WHATSAPP, repeat="claim"))


def messages(cloud: Any) -> list[dict[str, Any]]:
    return [item for item in contents_of.table(cloud) if item.get("kind") == "message"]


def test_the_first_deliverys_time_stays(cloud: Any, the_time: SteppingClock) -> None:
    first = the_time.now
    assert deliver(said("SM1", sent_at=0)) == 200
    the_time.advance(seconds=90)
    assert deliver(said("SM1", sent_at=0)) == 200
    (message,) = messages(cloud)
    assert message["sent_at"] == message["received_at"] == first


@pytest.mark.usefixtures("the_time")
def test_a_message_and_its_claim_are_one_transaction(cloud: Any) -> None:
    deliver()
    with faults.injected() as calls:
        deliver(said("SM1", sent_at=0))
    assert calls.operations == ["TransactWriteItems"]


@pytest.mark.usefixtures("the_time")
def test_two_ids_are_two_messages(cloud: Any) -> None:
    deliver(said("SM1", sent_at=0), said("SM2", sent_at=0))
    assert len(messages(cloud)) == 2


@pytest.mark.usefixtures("the_time")
def test_of_many_at_once_one_is_stored(cloud: Any) -> None:
    event = request(body(said("SM1", sent_at=0)))
    deliver()  # warm: the secrets are read before the rush
    with one_call_at_a_time(), ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: receive(event)["statusCode"], range(32)))
    assert answers == [200] * 32
    assert len(messages(cloud)) == 1


@pytest.mark.usefixtures("the_time")
def test_a_status_needs_no_claim(cloud: Any) -> None:
    deliver(noted(), noted())
    (status,) = contents_of.table(cloud)
    assert status["kind"] == "annotation"


@pytest.mark.usefixtures("the_time")
def test_where_other_kinds_tell_a_time_only_what_tells_none_is_claimed(
    cloud: Any, monkeypatch: pytest.MonkeyPatch, the_time: SteppingClock
) -> None:
    monkeypatch.setitem(CHANNELS, "whatsapp", WHATSAPP)
    for _ in range(2):
        with faults.injected() as calls:
            deliver(said("tap", sent_at=0), said("text"))
        assert [c for c in calls.operations if "Item" in c] == ["TransactWriteItems", "PutItem"]
        the_time.advance(seconds=9)
    assert len(messages(cloud)) == 2
