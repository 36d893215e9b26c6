"""Ownership of what is said automatically: it goes under whom it was decided, or not at all."""

from typing import Any

import pytest

from shared import deciding, ids
from shared.accepting import accept
from shared.delivery import claiming
from shared.errors import ChannelThrottled, Conflict
from shared.ids import MessageId
from shared.ownership import given_to_people
from tests import log
from tests.clock import SteppingClock
from tests.shared import outbox
from tests.shared.outbox import Platform, accepted, error_of, status_of

RUN = "abc.1.first"
SAID: dict[str, Any] = {
    "author_kind": "bot",
    "owner": "bot",
    "version": 3,
    "trigger": "abc.2.last",
    "run": RUN,
}


def decision(owner: str, by: str = "agent:ana", cause: str = "token:t") -> dict[str, Any]:
    return {"owner": owner, "by": by, "cause": cause}


@pytest.mark.parametrize(
    ("since", "held"),
    [
        ([], False),
        ([decision("bot")], False),
        ([decision("agent:ana")], True),
        ([decision("team:sales")], True),
        ([decision("agent:ana"), decision("bot")], True),
        ([decision("agent:ana", "workflow:inbound", RUN)], False),
        ([decision("team:sales", "workflow:inbound", SAID["trigger"])], False),
        ([decision("team:sales", "workflow:inbound", "abc.3.later")], True),
        ([decision("team:everybody", "workflow:echo", "abc.3.echo")], True),
        ([decision("team:sales", "workflow:inbound", RUN), decision("team:sales")], False),
        ([decision("team:sales", "workflow:inbound", RUN), decision("agent:ana")], True),
        ([decision("agent:ana", "agent:ana", RUN)], True),
    ],
)
def test_only_the_run_that_said_it_may_give_the_conversation_on(
    since: list[dict[str, Any]], held: bool
) -> None:
    assert (given_to_people(SAID, since) is not None) is held


def test_what_is_said_while_people_have_it_goes_until_others_get_it() -> None:
    said = {**SAID, "author_kind": "system", "owner": "agent:ana"}
    assert given_to_people(said, [decision("agent:ana")]) is None
    assert given_to_people(said, [decision("agent:bo")])


def take_over(by: str = "agent:ana", **changes: Any) -> str:
    changes = changes or {"owner": "agent:ana", "assignee": "ana"}
    after = deciding.decide(changes, by=by, why="", cause="token:t", at=1, expected=log.summary())
    return ids.decision_id(log.CONVERSATION, after["version"])


def test_it_remembers_under_whom_it_was_said(platform: Platform, the_time: SteppingClock) -> None:
    bots = outbox.message(accepted("welcome", the_time.now, draft=outbox.BY_BOT))
    assert (bots["owner"], bots["version"]) == ("bot", 0)
    assert "owner" not in outbox.message(accepted("hello", the_time.now))


def test_taken_over_before_it_is_accepted_it_is_not_even_said(
    platform: Platform, the_time: SteppingClock
) -> None:
    seen = log.summary()
    take_over()
    with pytest.raises(Conflict):
        accept(seen, outbox.BY_BOT, at=the_time.now, ref="welcome")
    assert log.messages() == []


@pytest.mark.parametrize("by", ["agent:ana", "workflow:echo"])
def test_taken_over_between_acceptance_and_claim_it_is_held_back_with_the_reason(
    platform: Platform, the_time: SteppingClock, by: str
) -> None:
    bots = accepted("welcome", the_time.now, draft=outbox.BY_BOT)
    by_which = take_over(by, owner="team:sales", team="sales")
    platform.drain()
    assert (platform.calls, status_of(bots), outbox.waiting()) == (0, "failed", [])
    assert error_of(bots)["detail"] == by_which


def test_given_back_to_the_bot_it_stays_unsaid(platform: Platform, the_time: SteppingClock) -> None:
    bots = accepted("welcome", the_time.now, draft=outbox.BY_BOT)
    by_which = take_over()
    take_over(owner="bot", assignee=None)
    platform.drain()
    assert (error_of(bots)["code"], error_of(bots)["detail"]) == ("taken-over", by_which)


def test_what_changes_no_owner_holds_nothing_back(
    platform: Platform, the_time: SteppingClock
) -> None:
    bots = accepted("welcome", the_time.now, draft=outbox.BY_BOT)
    take_over(status="pending")
    platform.drain()
    assert status_of(bots) == "sent"


def test_taken_over_during_the_call_it_was_sent_before_and_once(
    platform: Platform, the_time: SteppingClock
) -> None:
    bots = accepted("welcome", the_time.now, draft=outbox.BY_BOT)
    anas: list[str] = []

    def ana_answers(message: Any) -> None:
        take_over()
        anas.append(accepted("hello, Ana here", the_time.now))

    platform.answers = [ana_answers]
    platform.drain()
    assert platform.sent == [bots, *anas]
    assert status_of(bots) == "sent"
    assert log.summary()["owner"] == "agent:ana"


def test_taken_over_during_a_call_that_sent_nothing_it_is_not_tried_again(
    platform: Platform, the_time: SteppingClock
) -> None:
    bots = accepted("welcome", the_time.now, draft=outbox.BY_BOT)

    class Pauses(list[float]):
        """Somebody takes over while the sender waits for its next try."""

        def append(self, seconds: float) -> None:
            take_over()

    platform.answers, platform.slept = [ChannelThrottled("429", "slow down", 0.1)], Pauses()
    platform.drain()
    assert (platform.calls, platform.sent, status_of(bots)) == (1, [], "failed")
    assert error_of(bots)["code"] == "taken-over"


def test_a_take_over_between_look_and_claim_is_seen(
    platform: Platform, the_time: SteppingClock
) -> None:
    """The claim looks at the version once more, so it is given back and all is looked at anew."""
    bots = accepted("welcome", the_time.now, draft=outbox.BY_BOT)
    seen = log.summary()
    take_over()
    with pytest.raises(Conflict):
        claiming.claim(seen, outbox.message(bots), the_time.now)
    assert status_of(bots) == "queued"
    assert MessageId.parse(bots).sk in outbox.waiting()
