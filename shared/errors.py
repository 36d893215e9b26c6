"""What can go wrong, as classes. Step Functions names them in ``Retry`` and ``Catch``.

ThreadlineError
├── Forged                  the request is not from the platform: 401/403, nothing stored
├── Conflict                a condition of a write did not hold: somebody was first
│   ├── NewerReply              someone answered after the message the author has seen
│   ├── SeatTaken               the agent who was found free is free no more
│   └── AlreadyMerged           the contact is part of another one; carries which
├── Unavailable             a service we need cannot take it now: try again
│   └── Contended               another write holds the same item at this moment
├── IdempotencyMismatch     the same key came before with another body
├── ReplyWindowClosed       a reply is refused because the customer has to write first
├── TextTooLong             a text is longer than all the messages that it may become
├── BudgetSpent             automation may say no more: too much, a machine, a warning
├── OutboxFull              too much waits to be sent on this conversation
├── NoSuchContact           an id that names no contact
├── NotMerged               the contact is part of no other one
├── TooManyIdentities       a person would have more identities than one can have
├── NoSuchMessage           an id that names no message of this conversation
├── RunFailed               a run of a state machine did not succeed
├── FileRefused             a customer's file is not kept; carries what became of it instead
└── SendError               the platform did not take a message; carries code and title
    ├── Retryable           nothing was sent; the same call may succeed later
    │   ├── ChannelThrottled        too fast; ``retry_after`` seconds if the platform said so
    │   │   └── RecipientThrottled  too fast for this one customer; others are not concerned
    │   └── ChannelUnavailable      the platform is down or could not be reached
    ├── OutcomeUnknown      the request left and no answer came: never sent again blindly
    └── Permanent           sending it again cannot help
        ├── CredentialsRejected     the token is wrong or expired: the account needs an admin
        ├── WindowClosed            the platform wants a template
        ├── OptedOut                the customer wants no such messages
        ├── RecipientUnreachable    not a user, blocked us, cannot be written to
        └── MessageRejected         this message, as it is, is refused
"""

from typing import Any


class ThreadlineError(Exception):
    """Base of every error of the project's own."""


class Forged(ThreadlineError):
    """The request does not prove that it comes from the platform."""


class Conflict(ThreadlineError):
    """A condition of a write did not hold. ``reasons``: per action of a transaction, "" or code."""

    def __init__(self, message: str = "", reasons: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.reasons = reasons


class NewerReply(Conflict):
    """Someone answered after the message the author has seen. ``message``: id of that answer."""

    def __init__(self, message: str) -> None:
        super().__init__("someone answered in the meantime")
        self.message = message


class SeatTaken(Conflict):
    """The agent who was found free for a conversation is free no more."""


class AlreadyMerged(Conflict):
    """The contact that was to become part of another is part of one: ``survivor``, its id."""

    def __init__(self, survivor: str) -> None:
        super().__init__("merged already")
        self.survivor = survivor


class Unavailable(ThreadlineError):
    """A service this needs cannot take it now; the caller should come back."""


class Contended(Unavailable):
    """Another write holds the same item at this moment; the same write may succeed at once."""


class IdempotencyMismatch(ThreadlineError):
    """This idempotency key came before with another body."""


class ReplyWindowClosed(ThreadlineError):
    """The window is closed: only a template may be sent until the customer writes again."""


class TextTooLong(ThreadlineError):
    """A text is longer than the messages that it may become hold, ``longest`` in ``unit``."""

    def __init__(self, longest: int, unit: str) -> None:
        super().__init__(f"more than {longest} {unit}")
        self.longest, self.unit = longest, unit


class BudgetSpent(ThreadlineError):
    """Automation may say no more here. ``reason`` is a word for it, ``why`` is for people.

    ``since`` and ``until`` (ms), where it is the platform that has warned the account.
    """

    def __init__(self, reason: str, why: str, since: int = 0, until: int = 0) -> None:
        super().__init__(why)
        self.reason, self.why, self.since, self.until = reason, why, since, until


class OutboxFull(ThreadlineError):
    """As many messages as may wait on one conversation are waiting already."""


class NoSuchContact(ThreadlineError):
    """The id names no contact."""


class NotMerged(ThreadlineError):
    """The contact is part of no other one, so it cannot be taken out of it."""


class TooManyIdentities(ThreadlineError):
    """A person would have more identities than one can have."""


class NoSuchMessage(ThreadlineError):
    """The id names no message of this conversation."""


class RunFailed(ThreadlineError):
    """A run of a state machine ended as ``status``, by the error named ``error``."""

    def __init__(self, status: str, error: str) -> None:
        super().__init__(f"{status} {error}".strip())
        self.status, self.error = status, error


class FileRefused(ThreadlineError):
    """A customer's file is not kept: it is ``too-large``, ``gone`` from the platform, or
    ``refused`` for what it is. ``why`` is for people."""

    def __init__(self, status: str, why: str) -> None:
        super().__init__(f"{status}: {why}")
        self.status, self.why = status, why


class SendError(ThreadlineError):
    """The platform did not take a message."""

    retryable = False

    def __init__(
        self, code: str, title: str, retry_after: float | None = None, detail: str = ""
    ) -> None:
        super().__init__(f"{code}: {title}")
        self.code, self.title, self.retry_after = code, title, retry_after
        self.detail = detail

    def as_content(self) -> dict[str, Any]:
        """The ``error`` of a message, as the API shows it."""
        told = {"code": self.code, "title": self.title, "retryable": self.retryable}
        return {**told, **({"detail": self.detail} if self.detail else {})}


class Retryable(SendError):
    """Nothing was sent; the same call may succeed later."""

    retryable = True


class ChannelThrottled(Retryable):
    """The platform wants fewer calls."""


class RecipientThrottled(ChannelThrottled):
    """The platform wants fewer calls for this one customer."""


class ChannelUnavailable(Retryable):
    """The platform is down or could not be reached; the request was not accepted."""


class OutcomeUnknown(SendError):
    """The request left us and no answer came: it may or may not have been sent."""


class Permanent(SendError):
    """Sending the same again cannot help."""


class CredentialsRejected(Permanent):
    """The access token is wrong, expired or lacks a permission."""


class WindowClosed(Permanent):
    """Free-form messages are not allowed now; an approved template may be."""


class OptedOut(Permanent):
    """The customer does not want such messages."""


class RecipientUnreachable(Permanent):
    """There is nobody to receive it: not a user, blocked, restricted."""


class MessageRejected(Permanent):
    """The platform refuses this message as it is."""
