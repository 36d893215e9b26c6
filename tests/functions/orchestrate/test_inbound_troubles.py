"""The inbound workflow when others get in between or a service cannot take it now."""

import pytest

from shared import table
from shared.accepting import Draft, accept
from shared.drafts import OUTBOX_LIMIT
from shared.ids import MessageId
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import (
    deployed,
    lambdas,
    record,
    rules,
    said,
    wake,
    woken,
)
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")


def standing(*names: str) -> list[object]:
    summary = log.summary()
    return [summary.get(name) for name in names]


def test_a_wake_up_without_news_changes_nothing(deployed: Lambdas, the_time: SteppingClock) -> None:
    log.say("hello", the_time.now)
    log.decide_now(handled_through=f"{the_time.now + 1:013d}#x")
    assert wake(record("message", "swept", the_time.now)) == []
    assert deployed.invoked == ["LookFunction"]
    assert (said(), log.decisions()) == ([], [])


def test_an_agent_who_answers_between_look_and_reply_silences_the_bot(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    hello = log.say("hello", the_time.now)
    by_ana = Draft(type="text", text="Hi!", author_kind="agent", author_id="ana")

    def ana_answers(function: str, again: object) -> None:
        if deployed.invoked == ["LookFunction"]:
            at = the_time.now
            accept(log.summary(), by_ana, at=at, ref="ana", take_over_by="agent:ana")

    deployed.afterwards = ana_answers
    assert wake(woken(hello)) == []
    assert deployed.invoked == ["LookFunction", "ReplyFunction", "LookFunction"]
    assert [m["author_id"] for m in log.messages()] == ["ana"]
    assert log.summary()["handled_through"].endswith("#hello")


def test_who_keeps_deciding_fails_the_run_and_the_wake_up_comes_back(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    rules(team="sales", greeting="")
    hello = log.say("hello", the_time.now)

    def somebody_decides(function: str, again: object) -> None:
        if function == "LookFunction":
            version = log.summary()["version"] + 1
            log.decide_now(version=version)

    deployed.afterwards = somebody_decides
    assert len(wake(woken(hello))) == 1
    assert deployed.invoked == ["LookFunction", "RouteFunction"] * 2
    deployed.afterwards = None
    assert wake(woken(hello)) == []
    assert standing("owner") == ["team:sales"]


def test_a_full_outbox_leaves_the_answer_unsaid_and_does_the_rest(the_time: SteppingClock) -> None:
    rules(team="sales")
    hello = log.say("hello", the_time.now)
    log.decide_now(outbox=[f"M#{n}" for n in range(OUTBOX_LIMIT)])
    assert wake(woken(hello)) == []
    assert (said(), standing("owner")) == ([], ["team:sales"])
    assert log.summary()["handled_through"].endswith("#hello")


def test_a_table_that_is_busy_for_a_moment_is_asked_again(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    hello = log.say("hello", the_time.now)
    with faults.injected(faults.refused("Query", "ThrottlingException", times=1)) as calls:
        assert wake(woken(hello)) == []
    assert deployed.invoked == ["LookFunction", "LookFunction", "ReplyFunction"]
    assert calls.operations.count("StartSyncExecution") == 1
    assert said() == ["greeting"]


def test_a_conversation_without_a_summary_comes_back(
    deployed: Lambdas, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = log.inbound("hello", the_time.now)
    table.put(item)
    assert len(wake(woken(str(MessageId.of(item))))) == 1
    assert deployed.invoked == ["LookFunction"] * 4
