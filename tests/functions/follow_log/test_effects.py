"""What annotations make of a message, in every order."""

import json
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.follow_log.effects import changed_by
from shared.messages import STATUS_ORDER
from shared.table import Item
from tests.functions.follow_log.log import NOON, noted, ours, said


def applied(message: Item, annotations: Any) -> Item:
    for annotation in annotations:
        after = {**message, **changed_by(annotation, message)}
        message = {name: value for name, value in after.items() if value is not None}
    return message


def status(name: str, at: int = NOON, event: str = "", **data: Any) -> Item:
    return noted("status", "wamid.out", event or name, at, status=name, **data)


def test_every_order_and_repetition_of_statuses_ends_the_same() -> None:
    said_of_it = [
        status("sent", NOON),
        status("delivered", NOON + 1000),
        status("read", NOON + 2000),
        status("read", NOON + 1500, "played"),
        status("failed", NOON + 500, error={"code": "1", "title": "x", "retryable": False}),
    ]
    ends = [
        applied(ours(status=start), order + order[:2])
        for order in permutations(said_of_it)
        for start in ("sending", "unknown", "sent")
    ]
    assert all(end == ends[0] for end in ends)
    assert (ends[0]["status"], ends[0]["status_at"]) == ("read", NOON + 1500)
    assert (ends[0]["delivered_at"], ends[0]["read_at"]) == (NOON + 1000, NOON + 1500)
    assert "error" not in ends[0]


@pytest.mark.parametrize("now", STATUS_ORDER)
@pytest.mark.parametrize("news", STATUS_ORDER)
def test_a_status_only_moves_forward(now: str, news: str) -> None:
    after = applied(ours(status=now), [status(news)])["status"]
    assert after == max(now, news, key=[str(name) for name in STATUS_ORDER].index)


def test_a_failure_says_why() -> None:
    error = {"code": "131047", "title": "Re-engagement message", "retryable": False}
    after = applied(ours(status="sent"), [status("failed", error=error)])
    assert (after["status"], json.loads(after["error"])) == ("failed", error)


def test_a_status_means_nothing_for_what_a_customer_said_nor_one_of_no_known_name() -> None:
    assert changed_by(status("read"), said("wamid.1")) == {}
    assert changed_by(status("teleported"), ours()) == {}
    assert changed_by({**status("read"), "what": "applause"}, ours()) == {}


def test_a_status_that_stands_already_changes_nothing() -> None:
    sent = ours(status="sent", status_at=NOON - 5)
    assert changed_by(status("sent"), sent) == {}


facts = st.one_of(
    st.builds(
        lambda at, by, emoji: noted(
            "reaction", "wamid.1", f"r{at}{by}{emoji}", NOON + at * 1000, by=by, emoji=emoji
        ),
        st.integers(0, 3),
        st.sampled_from(["contact", "agent"]),
        st.sampled_from(["", "x", "y"]),
    ),
    st.builds(
        lambda at, text: noted("edit", "wamid.1", f"e{at}{text}", NOON + at * 1000, text=text),
        st.integers(0, 3),
        st.sampled_from("abc"),
    ),
    st.builds(lambda at: noted("revoke", "wamid.1", f"v{at}", NOON + at), st.integers(0, 3)),
)


@given(st.lists(facts, max_size=8), st.randoms())
def test_reactions_edits_and_deletions_end_the_same_in_any_order(
    log: list[Item], random: Any
) -> None:
    again = log + log[:2]
    random.shuffle(again)
    assert applied(said("wamid.1"), again) == applied(said("wamid.1"), log)


def test_what_was_taken_back_is_not_kept() -> None:
    edit = noted("edit", "wamid.1", "e", text="new text", content={"media": {"id": "1"}})
    for order in permutations([edit, noted("revoke", "wamid.1", "revoke", NOON + 5)]):
        after = applied(said("wamid.1", text="a secret"), order)
        assert (after["text"], after["content"], after["revoked_at"]) == ("", "{}", NOON + 5)
        assert "edited_at" not in after


def test_an_edit_brings_its_new_content() -> None:
    edit = noted("edit", "wamid.1", "e", NOON + 5, type="image", text="new", content={"a": 1})
    after = applied(said("wamid.1"), [edit])
    assert (after["type"], after["text"], after["content"]) == ("image", "new", '{"a":1}')
    assert after["edited_at"] == NOON + 5


def test_a_deletion_takes_along_what_is_known_of_the_file() -> None:
    photo = {**said("wamid.1"), "media_key": "media/1", "media_status": "stored"}
    after = changed_by(noted("revoke", "wamid.1", "revoke", NOON + 5), photo)
    assert (after["media_key"], after["media_status"]) == (None, None)
