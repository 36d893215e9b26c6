"""The fold, under every order, repetition and partition of a log."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.configuration import Policy
from shared.folding import late
from shared.folding.registers import REGISTERS, join
from shared.folding.summary import fold
from shared.table import Item
from shared.wording.languages import known
from tests.functions.follow_log.log import (
    DAY,
    HOUR,
    MINUTE,
    NOON,
    PHONE,
    SCOPED,
    closed,
    conversation,
    decided,
    id_of,
    noted,
    ours,
    ref,
    said,
)

EMPTY: Item = {"pk": f"C#{conversation()}", "sk": "A"}

times = st.integers(NOON - 40 * MINUTE, NOON + 40 * MINUTE).map(lambda ms: ms // 1000 * 1000)
names = st.sampled_from("abcdef")
identities = st.sampled_from([PHONE, SCOPED])


@st.composite
def inbound(draw: st.DrawFn) -> Item:
    number, sent_at = draw(st.integers(0, 40)), draw(times)
    return said(
        f"wamid.{number}",
        sent_at,
        draw(times),
        identity=draw(identities),
        text=draw(names),
        name=draw(st.none() | names),
        type=draw(st.sampled_from(["text", "event"])),
    )


@st.composite
def annotated(draw: st.DrawFn) -> Item:
    edit: dict[str, Any] = draw(
        st.fixed_dictionaries({}, optional={"edited_at": times, "revoked_at": times})
    )
    return {**draw(inbound()), **edit}


items = st.one_of(
    inbound(),
    annotated(),
    st.builds(lambda at, name: ours(name, at), times, names),
    st.builds(closed, times),
    st.builds(
        lambda status, at: noted("watermark", "", f"{status}-{at}", at, status=status),
        st.sampled_from(["delivered", "read"]),
        times,
    ),
    st.builds(
        lambda version, owner, at: decided(version, at, owner=owner),
        st.integers(1, 5),
        st.sampled_from(["bot", "team:a", "agent:b"]),
        times,
    ),
)
logs = st.lists(items, max_size=12)


@given(logs, st.randoms())
def test_any_order_and_any_repetition_of_a_log_give_the_same_summary(
    log: list[Item], random: Any
) -> None:
    again = log + [item for item in log if random.random() < 0.5]
    random.shuffle(again)
    assert fold(EMPTY, again) == fold(EMPTY, log)


@given(logs, st.lists(st.integers(0, 12), max_size=4))
def test_any_split_into_batches_gives_the_same_summary(log: list[Item], cuts: list[int]) -> None:
    edges = sorted({0, *cuts, len(log)})
    after = EMPTY
    for start, end in pairwise(edges):
        after = fold(after, log[start:end])
    assert after == fold(EMPTY, log[edges[0] : edges[-1]])


@given(logs, logs, logs)
def test_joining_is_commutative_associative_and_idempotent(
    one: list[Item], two: list[Item], three: list[Item]
) -> None:
    a, b, c = fold(EMPTY, one), fold(EMPTY, two), fold(EMPTY, three)
    assert join(a, b) == join(b, a)
    assert join(join(a, b), c) == join(a, join(b, c))
    assert join(a, a) == a
    assert join(join(a, b), b) == join(a, b)


@given(logs, logs)
def test_the_join_of_two_summaries_is_the_summary_of_both_logs(
    one: list[Item], two: list[Item]
) -> None:
    assert join(fold(EMPTY, one), fold(EMPTY, two)) == fold(EMPTY, one + two)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=70), st.randoms())
def test_the_list_of_late_ones_is_bounded_and_its_floor_covers_the_rest(
    numbers: list[int], random: Any
) -> None:
    log = [said(f"late.{n}", NOON - n * HOUR, NOON + n * 7 % 61 * MINUTE) for n in numbers]
    after = fold(EMPTY, log)
    random.shuffle(log)
    assert fold(EMPTY, log) == after
    kept = {entry["sk"] for entry in after.get("late", ())}
    assert len(kept) <= late.KEPT
    for message in log:
        if message["received_at"] - message["sent_at"] > 5 * MINUTE and message["sk"] not in kept:
            assert after["late_floor"]["until"] >= message["received_at"]
            assert after["late_floor"]["from"] <= message["sk"]


def test_the_last_message_is_the_last_one_said_and_not_the_last_one_to_arrive() -> None:
    newer = said("new", NOON, text="newer")
    older = said("old", NOON - DAY, NOON + HOUR, text="older")
    after = fold(EMPTY, [newer, older])
    assert after["last"]["text"] == "newer"
    assert after["active_at"] == after["inbound_at"] == NOON + HOUR
    assert after["inbound_id"] == id_of(older)
    assert after["late"] == [{"received_at": NOON + HOUR, "sk": older["sk"]}]


def test_a_time_in_the_future_counts_as_arrival() -> None:
    wrong_clock = said("future", NOON + 9 * DAY, NOON, text="wrong clock")
    after = fold(EMPTY, [wrong_clock, said("next", NOON + MINUTE, text="next")])
    assert after["last"]["text"] == "next"
    assert after["window_end"] == NOON + MINUTE + DAY
    alone = fold(EMPTY, [wrong_clock])
    assert (alone["window_end"], alone["last"]["sent_at"]) == (NOON + DAY, NOON)
    assert (alone["last"]["at"], alone["last"]["ref"]) == (NOON + 9 * DAY, ref("future"))


def test_messages_of_the_same_second_are_told_apart_by_their_ids() -> None:
    pair = [said("one", text="one"), said("two", text="two")]
    first, second = fold(EMPTY, pair), fold(EMPTY, pair[::-1])
    assert first["last"] == second["last"]


def test_only_what_the_customer_says_opens_the_window() -> None:
    assert "window_end" not in fold(EMPTY, [ours(), closed(NOON), said("e", type="event", text="")])
    assert fold(EMPTY, [said("m")])["window_end"] == NOON + DAY


def test_our_own_note_that_a_window_closed_leaves_the_summary_as_it_is() -> None:
    before = fold(EMPTY, [said("m")])
    assert fold(before, [closed(NOON + DAY)]) == before


def test_a_status_or_reaction_does_not_disturb_the_order_and_an_edit_shows_in_place() -> None:
    first, second = said("one", NOON), said("two", NOON + MINUTE, text="second")
    before = fold(EMPTY, [first, second])
    read = {**first, "status": "read", "reactions": {"x": {"emoji": "y"}}}
    assert fold(before, [read, {**first, "edited_at": NOON + HOUR, "text": "changed"}]) == before
    after = fold(before, [{**second, "edited_at": NOON + HOUR, "text": "changed"}])
    assert after["last"]["text"] == "changed"
    assert fold(after, [second]) == after


def test_the_highest_version_is_taken_as_a_whole() -> None:
    assigned = decided(1, owner="team:a", team="a", assignee="ana")
    resolved = decided(2, owner="bot", status="resolved")
    for log in ([assigned, resolved], [resolved, assigned]):
        after = fold(EMPTY, log)
        assert (after["version"], after["inbox"]) == (2, "bot#resolved#0")
        assert "assignee" not in after


def test_the_newest_name_is_the_one_shown() -> None:
    old, new = said("a", NOON, name="Ana R."), said("b", NOON + 1000, name="Ana Ruiz")
    assert fold(EMPTY, [new, old])["name"] == "Ana Ruiz"


def test_what_a_device_told_stays_until_it_tells_something_else() -> None:
    told = [
        said(name, NOON + at, content={"device": {"locale": tag}})
        for at, (name, tag) in enumerate([("a", "es"), ("b", "pt_BR")])
    ]
    summary = fold(EMPTY, [told[1], said("c", NOON + 5), told[0]])
    assert known(summary, Policy()) == "pt-BR"


def test_items_under_another_name_leave_the_identity_and_name_their_partition() -> None:
    after = fold(EMPTY, [said("a"), said("b", identity=SCOPED)])
    assert (after["identity"], after["other_identity"]) == (PHONE, SCOPED)
    assert after["also"] == [conversation(SCOPED)]


def test_a_kind_that_is_unknown_changes_nothing() -> None:
    assert fold(EMPTY, [{**said("a"), "kind": "annotation"}]) == EMPTY


def test_what_is_no_register_is_left_alone() -> None:
    after = fold({**EMPTY, "out_seq": 3, "attributes": {"a": "b"}}, [said("a")])
    assert (after["out_seq"], after["attributes"]) == (3, {"a": "b"})
    assert not {"out_seq", "attributes"} & {*REGISTERS}
