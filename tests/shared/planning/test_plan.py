"""The plan: pure, so any order of arrival and any repetition can be tried."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.configuration import Configuration, Policy, Reply
from shared.history import arrival
from shared.planning import consent
from shared.planning.plan import Plan, nothing_to_do, plan
from shared.table import Item
from tests import log

PARTS = ("consent", "reopen", "reply", "assign")
NOW = 1_767_225_600_000


def configured(greeting: str = "Welcome.", default: str = "Soon.", **policy: Any) -> Configuration:
    texts = {"greeting": greeting, "default": default, "opt-out": "Bye.", "opt-in": "Hello again."}
    replies = {name: Reply.parse(name, {"text": text}) for name, text in texts.items()}
    return Configuration(Policy(**policy), replies=replies)


RULES = configured(team="sales")

SUMMARIES = st.fixed_dictionaries(
    {
        "owner": st.sampled_from(["bot", "team:sales", "agent:ana"]),
        "status": st.sampled_from(["open", "pending", "snoozed", "resolved"]),
        "consent": st.sampled_from(["unknown", "in", "out"]),
        "episode": st.integers(1, 3),
        "version": st.just(7),
    },
    optional={
        "greeted": st.integers(1, 3),
        "assignee": st.just("ana"),
        "decided_at": st.integers(NOW - 50, NOW + 50),
        "auto_replied_at": st.integers(NOW - 10**8, NOW + 50),
    },
)
MESSAGES = st.lists(
    st.builds(
        lambda n, said, late, text, kind: log.inbound(
            f"r{n}", NOW + said, received_at=NOW + said + late, text=text, type=kind
        ),
        st.integers(0, 10**6),
        st.integers(0, 100),
        st.integers(0, 100),
        st.sampled_from(["hello", "stop", "start", "hello"]),
        st.sampled_from(["text", "text", "image", "event"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda message: str(message["sk"]),
).map(lambda new: sorted(new, key=arrival))


def summary(**attributes: Any) -> Item:
    new = {"owner": "bot", "status": "open", "consent": "unknown", "episode": 1, "version": 7}
    return {**new, **attributes}


def carried_out(before: Item, planned: Plan) -> Item:
    """The summary after all parts of the plan, as the steps leave it."""
    after = dict(before)
    for part in ("consent", "reopen", "assign"):
        if decision := planned[part]:
            after |= decision["changes"]
            after["decided_at"] = max(decision["at"], after.get("decided_at", 0))
    for mark in (planned["reply"] or {"marks": []})["marks"]:
        after[mark["name"]] = mark["value"]
    return {**after, "handled_through": planned["through"]}


@given(SUMMARIES, MESSAGES)
def test_what_has_been_done_is_not_planned_again(before: Item, new: list[Item]) -> None:
    planned = plan(before, new, RULES, now=NOW, window_open=True)
    after = carried_out(before, planned)
    again = plan(after, new, RULES, now=NOW, window_open=True)
    assert nothing_to_do(again, after["handled_through"]), again
    for message in new:
        alone = plan(after, [message], RULES, now=NOW, window_open=True)
        assert nothing_to_do(alone, after["handled_through"]), alone


@given(SUMMARIES, MESSAGES)
def test_a_run_that_broke_off_is_finished_by_the_next(before: Item, new: list[Item]) -> None:
    whole = plan(before, new, RULES, now=NOW, window_open=True)
    done = carried_out(before, whole)
    for reached in range(len(PARTS)):
        broken = {part: whole[part] if n < reached else None for n, part in enumerate(PARTS)}
        halfway = carried_out(before, {**broken, "through": ""})
        rest = plan(halfway, new, RULES, now=NOW, window_open=True)
        assert carried_out(halfway, rest) == done
        assert [part for part in PARTS if broken[part] and rest[part]] == []


@given(SUMMARIES, MESSAGES)
def test_where_a_human_holds_it_or_consent_is_out_only_consent_is_spoken_of(
    before: Item, new: list[Item]
) -> None:
    planned = plan(before, new, RULES, now=NOW, window_open=True)
    after = carried_out(before, {**planned, "assign": None})
    if planned["reply"] and planned["reply"]["purpose"] == "reply":
        assert (after["owner"], after["status"]) == ("bot", "open")
        assert after["consent"] != "out"


@given(SUMMARIES, MESSAGES)
def test_through_a_closed_window_nothing_is_said(before: Item, new: list[Item]) -> None:
    open_plan = plan(before, new, RULES, now=NOW, window_open=True)
    closed_plan = plan(before, new, RULES, now=NOW, window_open=False)
    assert closed_plan == {**open_plan, "reply": None, "stop": None}


@given(st.permutations([log.inbound("a", NOW, text="stop"), log.inbound("b", NOW, text="start")]))
def test_of_two_words_in_one_second_the_later_arrival_counts(new: list[Item]) -> None:
    assert consent.changes(summary(), list(new))["consent"] == "in"


def test_start_from_somebody_who_never_left_is_an_ordinary_word() -> None:
    planned = plan(
        summary(), [log.inbound("a", NOW, text="start")], RULES, now=NOW, window_open=True
    )
    assert planned["consent"] is None
    assert planned["reply"]["rule"] == "greeting"


def test_a_default_agent_gets_the_conversation_in_person() -> None:
    planned = plan(
        summary(),
        [log.inbound("a", NOW)],
        configured("", "", agent="ana"),
        now=NOW,
        window_open=True,
    )
    assert planned["assign"]["changes"]["owner"] == "agent:ana"
    assert planned["assign"]["changes"]["assignee"] == "ana"


def test_what_another_app_is_to_answer_is_left_to_it() -> None:
    theirs = log.inbound("r1", NOW, content='{"standby":true}')
    planned = plan(summary(), [theirs], RULES, now=NOW, window_open=True)
    assert [planned[part] for part in PARTS] == [None] * 4
    stop = plan(summary(), [{**theirs, "text": "stop"}], RULES, now=NOW, window_open=True)
    assert (stop["consent"]["changes"]["consent"], stop["reply"]) == ("out", None)
    named = log.inbound("r1", NOW, text='"standby"', content='{"context":{"standby":true}}')
    assert plan(summary(), [named], RULES, now=NOW, window_open=True)["reply"]["rule"] == "greeting"


def test_what_another_app_answers_is_only_read() -> None:
    message = log.inbound("a", 1_767_225_600_000, content='{"standby": true}')
    planned = plan(
        summary(status="resolved"),
        [message],
        RULES,
        now=NOW,
        window_open=True,
    )
    assert {name: planned[name] for name in ("reopen", "reply", "assign")} == {
        "reopen": None,
        "reply": None,
        "assign": None,
    }
    assert planned["through"] == arrival(message)
