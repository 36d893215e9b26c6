"""What platforms say, in the project's own words: what ``parse`` makes and ``receive`` stores.

Every time is an integer of milliseconds since the Unix epoch, every id a string exactly as the
platform wrote it. ``content`` holds what only one message type has, as plain JSON values:

============ ==================================================================================
type         keys of ``content``
============ ==================================================================================
image audio  ``media`` = {id, mime_type, sha256, name, voice, url}
video file   the same
sticker      the same
location     latitude, longitude, name, address
contacts     ``contacts`` = [{name, phones: [..], emails: [..]}]
interactive  ``reply`` = {kind: button|list|form|template|time, id, title, payload}
             or ``order`` = {..}
text         ``reply`` = the same of kind numbered, if it names a choice that stood there numbered
template     name, language, slots, category, price; ``media`` where its header shows a file
event        ``event`` = what happened, and its own keys
unsupported  ``kind`` = the platform's name for the type, ``raw`` = what it sent under that name
sticker      ``sticker`` = {package_id, sticker_id, ..}, where it is known by its numbers
any          ``tokens`` = what the platform wants to hear back {reply, read, quote}; never shown
any          ``device`` = what it can show and who made it {agent, locale, capabilities: [..]}
any          ``standby`` = true: another app of the business holds the chat, nothing is answered
any          ``errors`` = the platform's reasons [{code, title, detail}], ``context`` = {forwarded,
             frequently_forwarded, referred_product}, ``referral`` = the ad or link that was
             clicked, ``album`` = the same for all files that were sent as one
============ ==================================================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

MessageType = Literal[
    "text",
    "image",
    "audio",
    "video",
    "file",
    "sticker",
    "location",
    "contacts",
    "interactive",
    "reaction",
    "template",
    "event",
    "unsupported",
]
Direction = Literal["inbound", "outbound", "note"]
AuthorKind = Literal["contact", "agent", "bot", "system"]
Status = Literal[
    "received",
    "held",
    "queued",
    "sending",
    "unknown",
    "sent",
    "failed",
    "delivered",
    "read",
]

# The only order in which a status moves; a later fact never takes a message back.
STATUS_ORDER: Final[tuple[Status, ...]] = (
    "received",
    "held",
    "queued",
    "sending",
    "unknown",
    "sent",
    "failed",
    "delivered",
    "read",
)


def usual_direction(author: AuthorKind) -> Direction:
    """Where what ``author`` says goes, but for notes: summaries name the direction only there."""
    return "inbound" if author == "contact" else "outbound"


# Said and Noted are never changed, but not frozen: that would cost 17,000 instructions for each, a
# seventh of what verifying and reading a webhook may take.
@dataclass(slots=True)
class Said:
    """One thing said on a conversation, by the contact or (an echo) by the business elsewhere."""

    # The account as the payload names it, e.g. WhatsApp's phone_number_id; "" if it names none.
    account_ref: str
    identity: str  # the customer's id on that account; the business-scoped one where there is one
    provider_id: str
    sent_at: int  # 0 where the platform does not say: the arrival of the first delivery counts
    type: MessageType
    text: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    reply_to: str | None = None  # platform id of the quoted message
    other_identity: str | None = None  # a second id of the same person, when both came together
    name: str | None = None
    echo: bool = False  # said by the business in another app
    email: str | None = None  # proven to be theirs, not merely typed
    our_id: str | None = None  # of an echo: our own message id, where the platform carries it back


@dataclass(slots=True)
class Noted:
    """A fact about an earlier message: a status, a reaction, an edit or a deletion.

    A watermark is a status of all that the business sent until ``at``; its ``target`` is ``""``.
    """

    account_ref: str
    identity: str
    what: Literal["status", "reaction", "edit", "revoke", "watermark"]
    target: str  # platform id of the message it is about
    event: str  # with ``target``, the same in every delivery of this fact, e.g. "delivered"
    at: int
    data: Mapping[str, Any] = field(default_factory=dict)
    # status: {status, error?, pricing?, conversation?}; reaction: {emoji ("" = taken off), by};
    # edit: {type, text, content, by}; revoke: {by}; watermark: {status}. ``by`` is "contact" or
    # "agent".
    our_id: str | None = None  # our own message id, where the platform carries it back


@dataclass(slots=True)
class Told:
    """What the platform tells about one of the business's templates."""

    business: str  # the platform's name for whom the template belongs to, e.g. a WABA id
    name: str
    language: str
    at: int
    changed: Mapping[str, str]  # status, quality or category, in the platform's words


@dataclass(slots=True)
class Warned:
    """What the platform tells of its patience with the business: a warning, or the end of one."""

    business: str  # the platform's name for it, e.g. a WABA id
    about: str  # which of its accounts, as the platform writes it; "" = all of them
    reason: str  # a key of ``shared.limits.warned.WHY``
    at: int
    until: int = 0  # 0 where it does not say
    over: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One item of an authentic batch that we cannot use: kept in quarantine, counted."""

    reason: str
    item: Any


Parsed = Said | Noted | Told | Warned | Unreadable
