"""What a function's memory does to its time, and whose time a call is."""

from collections import Counter

import pytest

from tests.bench import durations, metering, trace
from tests.bench.durations import gigabytes, lasts_ms
from tests.bench.trace import Road, play, road

NAME = "FollowLogFunction"


@pytest.fixture(scope="module")
def made() -> Road:
    with road() as played:
        play(played, customers=[1], windows=1)
    return played


def gb_ms(made: Road) -> float:
    invoked = Counter(name for _, name in made.readings.invoked.elements())
    return durations.gb_ms(made.readings, invoked, trace.INBOUND)


def with_memory(monkeypatch: pytest.MonkeyPatch, megabytes: int) -> None:
    monkeypatch.setattr(durations, "gigabytes", lambda name: megabytes / 1024)


def test_computing_takes_longer_with_less_memory_and_waiting_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_memory(monkeypatch, 512)
    idle, call = lasts_ms(NAME, 0), lasts_ms(NAME, 1, times=0)
    assert (round(idle, 1), round(call, 1)) == (4.0, 8.0)
    with_memory(monkeypatch, 256)
    assert lasts_ms(NAME, 0) == 2 * idle
    assert lasts_ms(NAME, 1, times=0) == pytest.approx(2 * call - 5)


def test_nothing_is_faster_than_one_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    with_memory(monkeypatch, 1_769)
    whole = lasts_ms(NAME, 3)
    with_memory(monkeypatch, 3_538)
    assert lasts_ms(NAME, 3) == whole


def test_memory_is_a_functions_own_or_that_of_all() -> None:
    assert gigabytes("PreviewFunction") > gigabytes(NAME) == gigabytes("WhatsappWebhookFunction")


def test_less_memory_is_cheaper_on_the_road(made: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    with_memory(monkeypatch, 512)
    large = gb_ms(made)
    with_memory(monkeypatch, 256)
    assert large / 2 < gb_ms(made) < large


def test_a_call_is_the_time_of_who_makes_it(made: Road) -> None:
    asked = made.readings.asked
    steps = {within for phase, within in asked if phase == "orchestrate"}
    assert steps == {"", metering.WORKFLOW, *made.lambdas.invoked}
    assert {within for phase, within in asked if phase in ("webhook", "follow")} == {""}


def test_what_a_workflow_asks_by_itself_is_no_functions_time(made: Road) -> None:
    before = gb_ms(made)
    made.readings.asked["orchestrate", metering.WORKFLOW] += 1_000
    assert gb_ms(made) == before
