"""The ledger of consent, and what may be sent to whom by it."""

from typing import Any

import pytest

from functions.orchestrate import decide
from shared import keys, table
from shared.clock import rfc3339
from shared.configuration import stored
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.agent_api.test_closed_window import template


def path(thread: str) -> str:
    return f"/v1/conversations/{thread}/consent"


def summary(thread: str) -> dict[str, Any]:
    return table.get(keys.conversation_pk(thread), "A") or {}


def given(at: int, state: str = "in", **more: Any) -> dict[str, Any]:
    words = "I agree to receive offers by WhatsApp."
    return {"state": state, "source": "checkout", "words": words, "at": rfc3339(at), **more}


def send_template(ana: Caller, thread: str, name: str) -> Answer:
    body = {"type": "template", "template": {"name": name, "language": "en"}}
    return ana.post(f"/v1/conversations/{thread}/messages", body)


def stop(thread: str, at: int) -> None:
    """The workflow's decision on a customer's STOP."""
    changes = {"consent": "out", "consent_since": at, "consent_as_of": f"{at:013d}#x"}
    proof = {"by": "contact", "source": "words", "words": "STOP", "at": at}
    proof |= {"message_id": f"{thread}.{at}.x", "channel": "whatsapp", "account": "main"}
    decision = {"changes": changes, "why": "", "cause": f"{thread}.{at}.x", "at": at}
    version = summary(thread)["version"]
    event = {"conversation": thread, "version": version, "decision": {**decision, "proof": proof}}
    decide.lambda_handler(event, None)


def test_what_was_agreed_elsewhere_is_recorded_with_its_proof(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    at = the_time.now - 1000
    made = ana.post(path(thread), given(at))
    assert made.status == 201
    assert (summary(thread)["consent"], summary(thread)["consent_since"]) == ("in", at)
    page = ana.get(path(thread)).body
    assert (page["items"], page["next_cursor"]) == ([made.body], None)
    assert made.body == {
        "state": "in",
        "marketing": None,
        "at": rfc3339(at),
        "by": "agent:ana",
        "source": "checkout",
        "words": "I agree to receive offers by WhatsApp.",
        "channel": "whatsapp",
        "account": "main",
        "message_id": None,
    }


def test_the_ledger_is_read_in_pages_newest_first(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    for state in ("in", "out", "in"):
        at = the_time.advance(minutes=1)
        if state == "out":
            stop(thread, at)
            ana.patch(f"/v1/conversations/{thread}", {"status": "pending"})
        else:
            assert ana.post(path(thread), given(at)).status == 201
    first = ana.get(path(thread), limit=2).body
    rest = ana.get(path(thread), limit=2, cursor=first["next_cursor"]).body
    told = [(entry["state"], entry["by"]) for entry in first["items"] + rest["items"]]
    assert told == [("in", "agent:ana"), ("out", "contact"), ("in", "agent:ana")]
    assert first["items"][1]["words"] == "STOP"
    assert rest["next_cursor"] is None


def test_the_customers_newer_word_stands(thread: str, ana: Caller, the_time: SteppingClock) -> None:
    stop(thread, the_time.advance(minutes=1))
    assert ana.post(path(thread), given(the_time.now - 1)).problem == "newer-consent"
    assert summary(thread)["consent"] == "out"


def test_the_same_call_twice_is_one_entry(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    said = given(the_time.now)
    one, other = (ana.post(path(thread), said, key="k") for _ in range(2))
    assert (one.status, one.body) == (other.status, other.body)
    assert len(ana.get(path(thread)).body["items"]) == 1
    assert ana.post(path(thread), {**said, "state": "out"}, key="k").problem == (
        "idempotency-mismatch"
    )


@pytest.mark.parametrize("more", [{"words": ""}, {"words": "x" * 201}, {"state": "unknown"}])
def test_consent_without_proof_is_none(
    thread: str, ana: Caller, the_time: SteppingClock, more: dict[str, Any]
) -> None:
    assert ana.post(path(thread), {**given(the_time.now), **more}).status == 422


def test_nobody_agrees_in_the_future(thread: str, ana: Caller, the_time: SteppingClock) -> None:
    refused = ana.post(path(thread), given(the_time.now + 3_600_000))
    assert (refused.status, refused.body["errors"][0]["pointer"]) == (422, "#/at")


@pytest.mark.parametrize(
    ("consent", "marketing", "needed", "sale", "follow_up"),
    [
        ("unknown", None, True, "consent-needed", ""),
        ("unknown", None, False, "", ""),
        ("unknown", "in", True, "", ""),
        ("unknown", "out", False, "opted-out", ""),
        ("in", None, True, "", ""),
        ("in", "out", True, "opted-out", ""),
        ("out", None, True, "opted-out", "opted-out"),
        ("out", "in", False, "opted-out", "opted-out"),
    ],
)
def test_a_template_needs_the_consent_of_its_kind_whoever_sends_it(
    thread: str,
    ana: Caller,
    consent: str,
    marketing: str | None,
    needed: bool,
    sale: str,
    follow_up: str,
) -> None:
    template("sale", category="MARKETING")
    template("follow_up")
    stored.put("policy", "default", {"marketing_needs_consent": needed}, by="admin")
    table.update(
        keys.conversation_pk(thread),
        "A",
        "SET #consent = :consent" + (", #marketing = :marketing" if marketing else ""),
        {":consent": consent, **({":marketing": marketing} if marketing else {})},
    )
    for name, problem in (("sale", sale), ("follow_up", follow_up)):
        answer = send_template(ana, thread, name)
        assert (answer.status, problem and answer.problem) == (409 if problem else 202, problem)


def test_no_template_goes_in_a_texts_place_to_who_wants_none(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    template("follow_up")
    stop(thread, the_time.now)
    the_time.advance(hours=25)
    body = {"text": "Still there?", "fallback": "template"}
    refused = ana.post(f"/v1/conversations/{thread}/messages", body)
    assert (refused.problem, refused.body["templates"]) == ("window-closed", [])
