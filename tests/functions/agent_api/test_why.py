"""Why something was said, decided, held, refused or left unsaid, as real runs leave it."""

from typing import Any

import pytest

from functions.agent_api import following
from functions.orchestrate import due
from shared import deciding, keys, reasons, table
from shared.clock import rfc3339
from shared.delivery import claiming
from shared.drafts import OUTBOX_LIMIT
from shared.errors import ChannelThrottled, WindowClosed
from shared.ids import MessageId
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.functions.agent_api.conftest import CUSTOMER, said
from tests.functions.orchestrate import staff
from tests.functions.orchestrate.runs import deployed, lambdas, record, rules, wake, woken
from tests.shared import outbox

__all__ = ["deployed", "lambdas"]

READER = Caller(scope="readonly")
DAY = 24 * 3_600_000


def why(message: str, caller: Caller = READER) -> list[dict[str, Any]]:
    answer = caller.get(f"/v1/messages/{message}/why")
    assert answer.status == 200, answer
    assert answer.body["message_id"] == message
    lines: list[dict[str, Any]] = answer.body["lines"]
    return lines


def silence_of(message: str) -> dict[str, Any]:
    """Why the bot said nothing; that nobody was assigned is another line."""
    (line,) = [one for one in of_kind(why(message), "silence") if "assigned" not in one["what"]]
    return line


def of_kind(lines: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [line for line in lines if line["kind"] == kind]


@pytest.mark.usefixtures("deployed")
class TestWhatTheWorkflowsDid:
    def test_a_message_tells_what_was_decided_and_said_because_of_it(
        self, the_time: SteppingClock
    ) -> None:
        rules(greeting="Hello!", team="sales")
        message = log.say("m1", the_time.now)
        assert wake(woken(message)) == []
        lines = why(message)
        (decision,) = of_kind(lines, "decision")
        assert decision["what"] == "owner: bot → team:sales; team: none → sales"
        assert (decision["by"], decision["cause"]) == ("workflow:inbound", message)
        assert decision["why"] == "assigned by default"
        (answer,) = of_kind(lines, "answer")
        assert (answer["rule"], answer["by"], answer["cause"]) == ("greeting", "bot", message)
        assert of_kind(lines, "silence") == []

    def test_that_nobody_was_assigned_is_told(self, the_time: SteppingClock) -> None:
        message = log.say("m1", the_time.now)
        wake(woken(message))
        (line,) = of_kind(why(message), "silence")
        assert line["what"] == "nobody was assigned"
        assert of_kind(why(message), "answer")

    def test_what_was_said_tells_who_had_the_conversation_and_its_rule(
        self, the_time: SteppingClock
    ) -> None:
        rules(greeting="Hello!", team="sales")
        message = log.say("m1", the_time.now)
        wake(woken(message))
        (answer,) = of_kind(why(message), "answer")
        lines = why(answer["message_id"])
        (told,) = of_kind(lines, "said")
        assert (told["rule"], told["cause"]) == ("greeting", message)
        (standing,) = of_kind(lines, "standing")
        assert "team:sales" in standing["what"] or "bot" in standing["what"]

    def test_a_change_of_consent_and_a_new_episode_are_lines_of_their_own(
        self, the_time: SteppingClock
    ) -> None:
        stop = log.say("m1", the_time.now, text="STOP")
        wake(woken(stop))
        (decision,) = of_kind(why(stop), "decision")
        assert decision["what"] == "consent: unknown → out"
        the_time.advance(minutes=1)
        log.decide_now(status="resolved", inbox="bot#resolved#0")
        again = log.say("m2", the_time.now)
        wake(woken(again))
        (reopened,) = of_kind(why(again), "decision")
        assert "status: none → open" in reopened["what"] or "episode: 1 → 2" in reopened["what"]

    def test_whose_word_it_was_is_not_told_in_words(self, the_time: SteppingClock) -> None:
        """The decision keeps the word as its proof; an explanation is for every token."""
        stop = log.say("m1", the_time.now, text="darme de baja")
        wake(woken(stop))
        assert "baja" in str(log.decisions())
        assert "baja" not in str(why(stop))

    def test_an_agents_conversation_is_why_the_bot_is_silent(self, the_time: SteppingClock) -> None:
        log.say("m0", the_time.now)
        deciding.decide(
            {"owner": "agent:ana", "assignee": "ana"},
            by="agent:ana",
            why="asked through the API",
            cause="token:1",
            at=the_time.now,
            expected=log.summary(),
        )
        the_time.advance(minutes=1)
        message = log.say("m1", the_time.now)
        wake(woken(message))
        lines = why(message)
        (silence,) = of_kind(lines, "silence")
        assert "agent ana" in silence["why"]
        (stood,) = of_kind(lines, "standing")
        assert stood["what"] == "agent:ana had the conversation, which was open"

    @pytest.mark.parametrize(
        ("fields", "said_why"),
        [
            ({"content": '{"standby":true}'}, "Another app"),
            ({"type": "event", "content": '{"event":"joined"}'}, "asks for nothing"),
        ],
    )
    def test_what_asks_for_nothing_is_told_so(
        self, fields: dict[str, Any], said_why: str, the_time: SteppingClock
    ) -> None:
        message = log.say("m1", the_time.now, **fields)
        wake(woken(message))
        silence = silence_of(message)
        assert said_why in silence["why"]

    def test_after_an_opt_out_the_bot_is_silent_for_that(self, the_time: SteppingClock) -> None:
        wake(woken(log.say("m1", the_time.now, text="STOP")))
        the_time.advance(minutes=5)
        later = log.say("m2", the_time.now)
        wake(woken(later))
        silence = silence_of(later)
        assert "no automatic messages" in silence["why"]

    def test_a_second_message_soon_after_the_greeting_is_told_so(
        self, the_time: SteppingClock
    ) -> None:
        wake(woken(log.say("m1", the_time.now)))
        the_time.advance(minutes=1)
        later = log.say("m2", the_time.now)
        wake(woken(later))
        silence = silence_of(later)
        assert "not long before" in silence["why"]

    def test_an_answer_to_a_later_one_of_a_burst_is_told_on_both(
        self, the_time: SteppingClock
    ) -> None:
        first, last = log.say("m1", the_time.now), log.say("m2", the_time.now + 1_000)
        told = {"direction": "outbound", "author_kind": "bot", "rule": "night"}
        table.put(log.inbound("m2-x", the_time.now + 1_000, run=first, trigger=last, **told))
        for message in (first, last):
            (answer,) = of_kind(why(message), "answer")
            assert (answer["rule"], answer["cause"]) == ("night", last)

    def test_what_came_with_an_answered_message_is_told_so(self, the_time: SteppingClock) -> None:
        rules(greeting="Hello!")
        first, last = log.say("m1", the_time.now), log.say("m2", the_time.now + 1_000)
        the_time.advance(seconds=2)
        assert wake(woken(first)) == []
        assert of_kind(why(first), "answer")
        silence = silence_of(last)
        assert "together" in silence["why"]

    def test_what_could_not_be_said_leaves_its_reason_once(self, the_time: SteppingClock) -> None:
        message = log.say("m1", the_time.now)
        log.decide_now(outbox=[f"M#{n}" for n in range(OUTBOX_LIMIT)])
        assert wake(woken(message)) == []
        assert wake(woken(message)) == []
        silence = silence_of(message)
        assert silence["what"] == "greeting was not said"
        assert silence["why"] == "100 messages wait to be sent"
        assert len(reasons.of(MessageId.parse(message))) == 1

    def test_a_reminder_is_told_on_the_message_that_waits_and_on_itself(
        self, the_time: SteppingClock
    ) -> None:
        message = log.say("m1", the_time.now)
        end = the_time.now + DAY
        the_time.advance(minutes=24 * 60 - 60)
        assert wake(record("window", str(end), the_time.now)) == []
        (notice,) = of_kind(why(message), "notice")
        assert (notice["what"], notice["cause"]) == ("window-reminder", message)
        assert "2026-01-02T00:00:00.000Z" in notice["why"]
        (itself,) = of_kind(why(notice["message_id"]), "said")
        assert itself["why"] == notice["why"]

    def test_an_answer_to_a_survey_tells_of_which(self, the_time: SteppingClock) -> None:
        rules(greeting="", survey="csat")
        wake(woken(log.say("m1", the_time.now)))
        log.decide_now(status="resolved", decided_by="agent:ana", resolved_at=the_time.now)
        assert wake(record("decision", "D#00000001", the_time.now)) == []
        score = log.say("m2", the_time.advance(minutes=1), text="4")
        assert wake(woken(score)) == []
        (notice,) = of_kind(why(score), "notice")
        assert notice["what"] == "survey-answered"
        assert notice["why"] == "the step start of the survey csat"


@pytest.mark.usefixtures("deployed")
class TestWhatFollowed:
    """Real runs of the workflow, begun by a timer, by a free agent or by a person."""

    def ana_is(self, presence: str) -> None:
        staff.agent("ana", presence)

    def waits(self, clock: SteppingClock) -> str:
        rules(greeting="", team="sales")
        self.ana_is("away")
        message = log.say("m1", clock.now)
        assert wake(woken(message)) == []
        return message

    def gets_it(self, clock: SteppingClock, minutes: int = 7) -> None:
        clock.advance(minutes=minutes)
        self.ana_is("online")
        assert wake(record("free", "x", clock.now)) == []

    def test_the_route_that_ended_a_wait_is_told_on_the_message_that_waited(
        self, the_time: SteppingClock
    ) -> None:
        message = self.waits(the_time)
        self.gets_it(the_time)
        queued, routed = of_kind(why(message), "decision")
        assert queued["what"] == "owner: bot → team:sales; team: none → sales"
        assert routed["what"] == "assignee: none → ana; owner: team:sales → agent:ana"
        assert routed["why"] == "it is this one's turn; ana is free"
        assert (routed["cause"], routed["by"]) == ("queue", "workflow:inbound")
        assert routed["at"] == "2026-01-01T00:07:00.000Z"

    def test_whatever_the_customer_said_while_waiting_tells_the_end_of_the_wait(
        self, the_time: SteppingClock
    ) -> None:
        first = self.waits(the_time)
        the_time.advance(minutes=1)
        second = log.say("m2", the_time.now)
        assert wake(woken(second)) == []
        self.gets_it(the_time)
        for message in (first, second):
            assert of_kind(why(message), "decision")[-1]["cause"] == "queue"

    def test_what_came_after_the_next_message_is_told_there_alone(
        self, the_time: SteppingClock
    ) -> None:
        first = self.waits(the_time)
        self.gets_it(the_time)
        the_time.advance(minutes=1)
        second = log.say("m2", the_time.now)
        assert wake(woken(second)) == []
        the_time.advance(minutes=1)
        api = Caller(scope="agent", agent="ana")
        assert (
            api.patch(f"/v1/conversations/{log.CONVERSATION}", {"priority": "urgent"}).status == 200
        )
        assert len(of_kind(why(first), "decision")) == 2
        (moved,) = of_kind(why(second), "decision")
        assert (moved["what"], moved["by"]) == ("priority: none → urgent", "agent:ana")
        assert moved["why"] == "asked through the API"

    def test_the_end_of_a_snooze_is_told(self, the_time: SteppingClock) -> None:
        message = self.waits(the_time)
        self.gets_it(the_time)
        until = the_time.advance(minutes=1) + DAY
        api = Caller(scope="agent", agent="ana")
        changes = {"status": "snoozed", "snoozed_until": rfc3339(until)}
        assert api.patch(f"/v1/conversations/{log.CONVERSATION}", changes).status == 200
        the_time.advance(ms=DAY)
        assert wake(record("look", "", the_time.now)) == []
        *_, snoozed, awake = of_kind(why(message), "decision")
        assert snoozed["what"] == (
            "snoozed_until: none → 2026-01-02T00:08:00.000Z; status: open → snoozed"
        )
        assert (awake["why"], awake["cause"]) == (
            "the snooze ended; ana is free",
            f"snooze:{until}",
        )

    def test_silence_after_an_answer_is_told_on_the_answer_and_on_what_was_asked(
        self, the_time: SteppingClock
    ) -> None:
        rules(greeting="", resolve_after_ms=DAY)
        message = log.say("m1", the_time.now)
        assert wake(woken(message)) == []
        the_time.advance(minutes=1)
        answer = Caller(scope="agent", agent="ana").post(
            f"/v1/conversations/{log.CONVERSATION}/messages", {"text": "Si!"}
        )
        the_time.advance(ms=DAY)
        assert wake(record("look", "", the_time.now)) == []
        for explained in (message, answer.body["id"]):
            taken, resolved = of_kind(why(explained), "decision")
            assert (taken["by"], taken["cause"]) == ("agent:ana", answer.body["id"])
            assert resolved["what"] == "status: open → resolved"
            assert resolved["why"] == "the customer has not answered for 1 day"

    def test_a_broken_promise_is_told_on_the_message_with_which_it_began(
        self, the_time: SteppingClock
    ) -> None:
        rules(greeting="", team="sales")
        staff.team(service_levels={"normal": {"first": 1}})
        message = log.say("m1", the_time.now)
        assert wake(woken(message)) == []
        the_time.advance(minutes=2)
        assert wake(record("look", "", the_time.now)) == []
        (notice,) = of_kind(why(message), "notice")
        assert notice["what"] == "service-level-breach"

    def test_an_answer_that_was_held_back_is_told_as_not_sent_and_names_the_decision(
        self, the_time: SteppingClock
    ) -> None:
        rules(greeting="Hello!")
        message = log.say("m1", the_time.now)
        assert wake(woken(message)) == []
        (answer,) = of_kind(why(message), "answer")
        assert (answer["what"], answer["why"]) == (
            "greeting waits to be sent",
            "It is the first automatic message of the episode.",
        )
        the_time.advance(seconds=1)
        Caller().post(f"/v1/conversations/{log.CONVERSATION}/assign", {"assignee": "ana"})
        assert outbox.Platform().drain() == []
        assert of_kind(why(message), "answer") == []
        unsent = silence_of(message)
        held_back = "Somebody took the conversation over before it was sent. (taken-over)"
        assert (unsent["what"], unsent["why"]) == ("greeting was not sent", held_back)
        (taken,) = of_kind(why(message), "decision")
        assert (taken["why"], taken["decision_id"]) == ("handed over", unsent["decision_id"])
        (state,) = of_kind(why(unsent["message_id"]), "state")
        assert (state["why"], state["decision_id"]) == (held_back, taken["decision_id"])

    @pytest.mark.parametrize(
        ("became", "kind", "told"),
        [
            ({"status": "read"}, "answer", "greeting was said"),
            ({"status": "unknown"}, "answer", "greeting may have been sent"),
            ({"status": "held"}, "answer", "greeting is held"),
            ({"status": "failed", "provider_id": "wamid.1"}, "answer", "greeting did not arrive"),
            ({"status": "failed", "attempts": 1}, "silence", "greeting was not sent"),
        ],
    )
    def test_an_answer_is_told_by_what_became_of_it(
        self, became: dict[str, Any], kind: str, told: str, the_time: SteppingClock
    ) -> None:
        message = log.say("m1", the_time.now)
        said = {"direction": "outbound", "author_kind": "bot", "rule": "greeting"}
        error = '{"code": "500", "title": "Down", "retryable": true}'
        sent = log.inbound("x", the_time.now + 1, trigger=message, **said, provider_id="")
        table.put({**sent, "error": error, **became})
        (line,) = [line for line in why(message) if line["message_id"]]
        assert (line["kind"], line["what"]) == (kind, told)

    def test_a_decision_is_explained_by_its_own_id(self, the_time: SteppingClock) -> None:
        message = self.waits(the_time)
        self.gets_it(the_time)
        for line in of_kind(why(message), "decision"):
            assert why(line["decision_id"]) == [line]


def test_a_decision_that_there_is_not_or_that_nobody_may_see_is_not_found(
    thread: str, ana: Caller
) -> None:
    ana.post(f"/v1/conversations/{thread}/messages", {"text": "Si!"})
    assert [line["kind"] for line in why(f"{thread}.1")] == ["decision"]
    for unknown in (f"{thread}.0", f"{thread}.2", f"{thread}.x", f"{thread}.123456789", "x.1"):
        assert READER.get(f"/v1/messages/{unknown}/why").status == 404
    assert Caller(channels="line").get(f"/v1/messages/{thread}.1/why").status == 404


def test_a_message_that_nobody_has_looked_at_is_told_so(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    item = said(thread, "new", the_time.now)
    (line,) = why(str(MessageId.of(item)))
    assert line["why"] == "Nobody has looked at it yet."


def test_an_agents_answer_tells_of_the_take_over(thread: str, ana: Caller) -> None:
    sent = ana.post(f"/v1/conversations/{thread}/messages", {"text": "Si!"}).body["id"]
    lines = why(sent)
    (decision,) = of_kind(lines, "decision")
    assert decision["what"] == "assignee: none → ana; owner: bot → agent:ana"
    assert (decision["by"], decision["why"]) == ("agent:ana", "answered")
    assert decision["decision_id"].endswith(".1")
    (told,) = of_kind(lines, "said")
    assert told["by"] == "agent:ana"


def set_on(message: str, **values: Any) -> None:
    parsed = MessageId.parse(message)
    names = ", ".join(f"#{name} = :{name}" for name in values)
    table.update(
        parsed.pk, parsed.sk, f"SET {names}", {f":{name}": v for name, v in values.items()}
    )


def test_attempts_holds_and_refusals_are_told(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    sent = ana.post(f"/v1/conversations/{thread}/messages", {"text": "Si!"}).body["id"]
    error = '{"code": "131056", "title": "Too many messages", "retryable": true}'
    held = {"status": "held", "due": the_time.now + 60_000, "holds": 1, "error": error}
    set_on(sent, attempts=2, asked_at=the_time.now, **held)
    lines = why(sent)
    assert [line["what"] for line in of_kind(lines, "attempt")] == [
        "the platform was asked 2 times"
    ]
    (state,) = of_kind(lines, "state")
    assert state["what"].startswith("held until 2026-01-01T00:02:00")
    assert state["why"] == "Too many messages (131056)"
    refused = WindowClosed("window-closed", "The customer has to write first.")
    gone = '{"code": "window-closed", "title": "The customer has to write first."}'
    set_on(sent, status="failed", status_at=the_time.now, error=gone, due=0)
    (state,) = of_kind(why(sent), "state")
    assert (state["what"], state["why"]) == ("failed", f"{refused.title} ({refused.code})")


def test_a_hold_is_told_when_it_is_over_too(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    sent = ana.post(f"/v1/conversations/{thread}/messages", {"text": "Si!"}).body["id"]
    limited = ChannelThrottled("131056", "Too many messages")
    for refusals in range(2):
        claiming.hold(outbox.message(sent), the_time.now + 60_000, refusals, limited)
        the_time.advance(minutes=2)
        due.requeue(thread)
    set_on(
        sent, status="sent", status_at=the_time.now, attempts=3, asked_at=the_time.now, error="{}"
    )
    held, done = of_kind(why(sent), "state")
    assert held["what"] == "held until 2026-01-01T00:04:00.000Z, the last of 2 times"
    assert (held["at"], held["why"]) == (
        "2026-01-01T00:03:00.000Z",
        "Too many messages (131056)",
    )
    assert done["what"] == "sent"


def test_what_came_back_from_the_platform_is_told(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    sent = ana.post(f"/v1/conversations/{thread}/messages", {"text": "Si!"}).body["id"]
    now = the_time.now
    times = {"delivered_at": now + 1, "read_at": now + 2}
    set_on(sent, status="read", status_at=now, attempts=1, asked_at=now, **times)
    assert [line["what"] for line in of_kind(why(sent), "state")] == ["delivered", "read"]


def test_a_platform_that_counts_in_seconds_does_not_turn_the_order_round(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    the_time.advance(ms=700)
    sent = ana.post(f"/v1/conversations/{thread}/messages", {"text": "Si!"}).body["id"]
    now = the_time.now
    times = {"delivered_at": now - 700, "read_at": now - 700}
    set_on(sent, status="read", status_at=now, attempts=1, asked_at=now + 90, **times)
    kinds = [line["kind"] for line in why(sent)]
    assert kinds == ["decision", "said", "standing", "attempt", "state", "state"]


def test_lines_of_a_customers_message_come_in_the_order_of_their_times(
    thread: str, the_time: SteppingClock
) -> None:
    item = said(thread, "m1", the_time.now)
    message = MessageId.of(item)
    table.update(item["pk"], "A", "SET #handled_through = :t", {":t": "9"})
    the_time.advance(minutes=2)
    reasons.note(message, what="x was not said", why="late", by="bot", rule="x")
    lines = why(str(message))
    assert lines == sorted(lines, key=lambda line: line["at"])
    assert lines[-1]["why"] == "late"


def test_no_age_and_no_number_of_decisions_costs_more_than_some_reads(
    thread: str, the_time: SteppingClock
) -> None:
    pk = keys.conversation_pk(thread)
    first = said(thread, "m0", the_time.now)
    for version in range(1, 120):
        at = the_time.now + version * 3_600_000
        cause = str(MessageId.of(first)) if version == 3 else f"timer {version}"
        owner = f"team:t{version}"
        told = {"by": "workflow:inbound", "why": "a test", "cause": cause, "at": at}
        decision = {"kind": "decision", "version": version, "owner": owner, "status": "open"}
        table.put({"pk": pk, "sk": keys.decision_sk(version), "consent": "in", **decision, **told})
    table.update(pk, keys.SUMMARY, "SET #version = :v", {":v": 119})
    late = said(thread, "m9", the_time.now + 110 * 3_600_000)
    with faults.injected() as early:
        decided = of_kind(why(str(MessageId.of(first))), "decision")
    assert decided[2]["what"] == "owner: team:t2 → team:t3"
    assert len(decided) == 1 + following.MOST
    with faults.injected() as lately:
        assert len(of_kind(why(str(MessageId.of(late))), "decision")) == 9
    assert max(len(early.operations), len(lately.operations)) < 25
    assert {*early.operations, *lately.operations} <= {"GetItem", "Query"}


def test_only_who_may_see_the_channel_sees_why(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    message = str(MessageId.of(said(thread, "m1", the_time.now)))
    other = Caller(channels="line").get(f"/v1/messages/{message}/why")
    assert (other.status, other.problem) == (404, "not-found")
    for unknown in ("nonsense", f"{thread}.1.none"):
        answer = ana.get(f"/v1/messages/{unknown}/why")
        assert (answer.status, answer.problem) == (404, "not-found")
    nobody = Caller(scope="nothing").get(f"/v1/messages/{message}/why")
    assert (nobody.status, nobody.problem) == (403, "forbidden")


def test_an_explanation_holds_nothing_of_what_was_said_or_who_said_it(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    item = said(thread, "m1", the_time.now, text="my secret")
    sent = ana.post(f"/v1/conversations/{thread}/messages", {"text": "your secret"}).body["id"]
    told = str(why(str(MessageId.of(item)))) + str(why(sent))
    assert "secret" not in told
    assert CUSTOMER not in told
