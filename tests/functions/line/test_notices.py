"""Notices are read field by field, and nothing is assumed."""

import pytest

from functions.line.notices import NOTICES


@pytest.mark.parametrize("follow", [None, {}, {"isUnblocked": "true"}, 7])
def test_who_is_not_said_to_have_blocked_us_is_new(follow: object) -> None:
    made, _, content = NOTICES["follow"]({"follow": follow})
    assert (made, content["unblocked"]) == ("event", False)


def test_a_link_that_did_not_work_is_told_as_such() -> None:
    assert NOTICES["accountLink"]({"link": {"result": "failed"}})[2] == {
        "event": "account-link-failed"
    }
