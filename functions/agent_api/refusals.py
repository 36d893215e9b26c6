"""Why an answer was not accepted, as problems."""

from functions.agent_api.problems import Problem, not_found
from shared.errors import (
    AlreadyMerged,
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


def unfit(why: str, field: str, title: str = "This message cannot be sent.") -> Problem:
    """Problem 422 about one member of the body."""
    return Problem(
        422,
        "invalid-request",
        title,
        errors=[{"pointer": f"#/{field}", "detail": why}],
    )
