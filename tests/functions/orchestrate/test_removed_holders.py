"""Agents and teams that an admin has removed: what they had becomes somebody else's."""

from typing import Any

import pytest

from shared import aws, configuration, keys, table
from shared.configuration import stored
from shared.settings import settings
from tests import faults
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.functions.orchestrate import staff
from tests.functions.orchestrate.runs import deployed, lambdas, record, rules, wake
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

ADMIN = Caller(scope="admin", agent="")


@pytest.fixture(autouse=True)
def given(deployed: Lambdas) -> None:
    """Ana works for sales, and nobody else; desk is the policy's, where Bo is."""
    rules(greeting="", team="desk")
    staff.team("desk")
    staff.team("sales")
    stored.put("rules", "buy", {"when": {"keywords": ["buy"]}, "then": {"team": "sales"}}, by="a")
    staff.agent("ana")
    staff.agent("bo", teams=["desk"])


def came(name: str, clock: SteppingClock, text: str = "I buy") -> dict[str, Any]:
    message = staff.writes(name, clock.advance(seconds=1), text=text)
    conversation = staff.conversation(name)
    bucket = {":bucket": keys.inbox_bucket(clock.now, conversation, "")}
    table.update(staff.conversation_pk(name), keys.SUMMARY, "SET #bucket = :bucket", bucket)
    assert wake(record("message", message, clock.now, conversation=conversation)) == []
    return staff.of(name)


def change(name: str, **said: Any) -> None:
    assert Caller().patch(f"/v1/conversations/{staff.conversation(name)}", said).status == 200


def removed(name: str = "ana", kind: str = "agents", status: int = 204) -> None:
    """And what follows of it at once."""
    assert ADMIN.delete(f"/v1/{kind}/{name}").status == status
    queue = {"QueueUrl": settings().wake_queue_url, "MaxNumberOfMessages": 10}
    for got in aws.client("sqs").receive_message(**queue).get("Messages", []):
        group = {"MessageGroupId": "g", "ApproximateReceiveCount": "1"}
        assert wake({"messageId": "1", "body": got["Body"], "attributes": group}) == []


def holds(name: str) -> tuple[Any, ...]:
    found = staff.of(name)
    return found["owner"], found.get("assignee"), found["status"]


@pytest.mark.parametrize("status", ["open", "pending"])
def test_what_an_agent_had_waits_for_the_team_it_was_for(
    status: str, the_time: SteppingClock
) -> None:
    staff.agent("luz", "away")
    assert came("a", the_time)["owner"] == "agent:ana"
    change("a", status=status)
    removed()
    assert holds("a") == ("team:sales", None, status)
    assert len(staff.queue()) == (status == "open")
    assert staff.loads()["ana"] == 0
    decisions = [*table.query(staff.conversation_pk("a"), "D#", "D#~")]
    assert decisions[-1]["why"].startswith("ana was removed")


def test_who_of_the_team_is_free_gets_it_at_once(the_time: SteppingClock) -> None:
    came("a", the_time)
    staff.agent("luz")
    removed()
    assert holds("a") == ("agent:luz", "luz", "open")


def test_a_removal_that_broke_off_is_finished_when_it_is_said_again(
    the_time: SteppingClock,
) -> None:
    came("a", the_time)
    staff.agent("luz", "away")
    with faults.injected(faults.down("sqs")):
        assert ADMIN.delete("/v1/agents/ana").status == 503
    assert ADMIN.get("/v1/agents/ana").status == 404
    assert holds("a")[0] == "agent:ana"
    removed(status=404)
    assert holds("a") == ("team:sales", None, "open")


@pytest.mark.parametrize("status", ["resolved", "snoozed"])
def test_what_would_come_back_later_does_not(status: str, the_time: SteppingClock) -> None:
    came("a", the_time)
    staff.agent("luz", "away")
    more = {"snoozed_until": "2026-01-01T05:00:00Z"} if status == "snoozed" else {}
    change("a", status=status, **more)
    removed()
    assert came("a", the_time, "one more thing")["status"] == "open"
    assert holds("a") == ("team:sales", None, "open")
    assert len(staff.queue()) == 1


def test_of_a_team_that_is_gone_as_well_the_customer_begins_anew(the_time: SteppingClock) -> None:
    came("a", the_time)
    change("a", status="resolved")
    removed()
    stored.remove("rules", "buy", by="a", expected=1)
    removed("sales", "teams")
    assert came("a", the_time, "hello")["owner"] == "agent:bo"


def test_what_a_team_had_that_is_removed_goes_to_whom_the_policy_names(
    the_time: SteppingClock,
) -> None:
    staff.is_now("ana", "away")
    came("a", the_time)
    came("b", the_time)
    assert len(staff.queue()) == 2
    staff.agent("ana", None, teams=["desk"])
    stored.remove("rules", "buy", by="a", expected=1)
    removed("sales", "teams")
    assert (staff.queue(), holds("a")[0], holds("b")[0]) == ([], "agent:bo", "agent:bo")


def test_who_works_on_by_hand_keeps_it(the_time: SteppingClock) -> None:
    came("a", the_time)
    removed()
    assert holds("a")[0] == "team:sales"
    where = f"/v1/conversations/{staff.conversation('a')}/messages"
    configuration.forget()
    assert Caller().post(where, {"type": "text", "text": "Hello"}, key="k").status == 202
    assert came("a", the_time, "thanks")["owner"] == "agent:ana"


def test_who_is_written_again_is_there_again(the_time: SteppingClock) -> None:
    came("a", the_time)
    change("a", status="resolved")
    removed()
    staff.agent("ana", None)
    assert came("a", the_time)["owner"] == "team:sales", "she has to say that she is there"
    assert staff.loads()["ana"] == 0
    assert configuration.load().gone == frozenset()


def test_a_name_that_no_admin_ever_wrote_has_what_it_is_given(the_time: SteppingClock) -> None:
    came("a", the_time)
    where = f"/v1/conversations/{staff.conversation('a')}/assign"
    assert Caller().post(where, {"assignee": "zoe"}, key="k").status == 200
    assert came("a", the_time)["owner"] == "agent:zoe"
