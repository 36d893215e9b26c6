"""Lines beside a message that say what was wanted and refused."""

import pytest

from shared import reasons
from shared.ids import MessageId
from tests import faults
from tests.clock import SteppingClock
from tests.template import template

pytestmark = pytest.mark.usefixtures("cloud")

MESSAGE = MessageId("c", 1_767_225_600_000, "m1")


def leave(rule: str, why: str, message: MessageId = MESSAGE) -> None:
    reasons.note(message, what=f"{rule} was not said", why=why, by="bot", rule=rule)


def test_a_line_lies_on_its_message_and_on_no_other(the_time: SteppingClock) -> None:
    leave("greeting", "too long")
    leave("greeting", "too long", MessageId("c", MESSAGE.at, "m10"))
    (line,) = reasons.of(MESSAGE)
    assert (line["what"], line["why"], line["by"]) == ("greeting was not said", "too long", "bot")
    assert (line["cause"], line["at"]) == (str(MESSAGE), the_time.now)


def test_the_first_line_of_a_rule_stays_and_each_rule_has_its_own(the_time: SteppingClock) -> None:
    leave("greeting", "too long")
    the_time.advance(minutes=10)
    leave("greeting", "something else")
    leave("default-reply", "closed")
    assert sorted(line["why"] for line in reasons.of(MESSAGE)) == ["closed", "too long"]


def test_a_line_is_one_write_and_they_are_read_at_once(the_time: SteppingClock) -> None:
    with faults.injected() as calls:
        leave("greeting", "too long")
        reasons.of(MESSAGE)
    assert calls.operations == ["PutItem", "Query"]


def test_the_follower_is_not_woken_by_it() -> None:
    criteria = template()["Resources"]["FollowLogMapping"]["Properties"]["FilterCriteria"]
    assert '"Y#"' not in str(criteria)
    assert '{"prefix": "M#"}' in str(criteria)
