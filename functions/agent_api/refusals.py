"""Why an answer was not accepted, as problems."""

from functions.agent_api.problems import Problem, not_found
from shared import clock
from shared.channels import HOUR_MS
from shared.clock import rfc3339
from shared.errors import (
    AlreadyMerged,
    BudgetSpent,
    Conflict,
    IdempotencyMismatch,
    NewerReply,
    NoSuchContact,
    NoSuchMessage,
    NotMerged,
    OptedOut,
    OutboxFull,
    ReplyWindowClosed,
    TextTooLong,
    ThreadlineError,
    TooManyIdentities,
    Unavailable,
)

REFUSALS = [
    NewerReply,
    ReplyWindowClosed,
    OptedOut,
    TextTooLong,
    IdempotencyMismatch,
    NoSuchMessage,
    OutboxFull,
    BudgetSpent,
    AlreadyMerged,
    NotMerged,
    TooManyIdentities,
    NoSuchContact,
    Conflict,
    Unavailable,
]


def problem_of(refusal: ThreadlineError) -> Problem:
    """The problem that tells the caller about one of REFUSALS."""
    match refusal:
        case NewerReply():
            title = "Someone answered after the message you have seen."
            return Problem(409, "newer-reply", title, message=refusal.message)
        case ReplyWindowClosed():
            title = "The customer has to write first, or you send a template."
            return Problem(409, "window-closed", title, templates=[])
        case OptedOut():
            return Problem(409, refusal.code, refusal.title)
        case TextTooLong():
            most = f"{refusal.longest} {refusal.unit}"
            return unfit(f"text is longer than the {most} that several messages hold", "text")
        case IdempotencyMismatch():
            title = "This Idempotency-Key was used with another body."
            return Problem(409, "idempotency-mismatch", title)
        case NoSuchMessage():
            return unfit("there is no such message on this conversation", "seen_through")
        case OutboxFull():
            title = "Too many messages wait to be sent on this conversation."
            return Problem(503, "outbox-full", title)
        case BudgetSpent():
            return _too_much(refusal)
        case AlreadyMerged():
            title = "This contact became part of another one."
            return Problem(409, "already-merged", title, contact_id=refusal.survivor)
        case NotMerged():
            return Problem(409, "not-merged", "This contact is part of no other one.")
        case TooManyIdentities():
            title = "One person cannot have so many identities."
            return Problem(409, "too-many-identities", title)
        case NoSuchContact():
            return not_found("contact")
        case Conflict():
            title = "Somebody changed the same at the same time."
            return Problem(409, "conflict", title)
        case _:
            return Problem(503, "unavailable", "Try again in a moment.")


def _too_much(refusal: BudgetSpent) -> Problem:
    """What the platform has warned of is over when it says so, a budget with its hour."""
    if refusal.until:
        title = "The platform has warned this account, so nothing is sent by itself."
        until = rfc3339(refusal.until)
        return Problem(409, "automation-stopped", title, reason=refusal.reason, until=until)
    title = "As much was sent by itself as may be in an hour."
    wait = (HOUR_MS - clock.now_ms() % HOUR_MS) // 1000 + 1
    return Problem(429, "budget-spent", title, retry_after=wait, reason=refusal.reason)


def unfit(why: str, field: str, title: str = "This message cannot be sent.") -> Problem:
    """Problem 422 about one member of the body."""
    return Problem(
        422,
        "invalid-request",
        title,
        errors=[{"pointer": f"#/{field}", "detail": why}],
    )
