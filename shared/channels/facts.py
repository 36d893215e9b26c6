"""What the truth table says of a channel: the columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

HOUR_MS: Final = 3_600_000
KB: Final = 1024
MB: Final = 1024 * KB
PHONE: Final = r"\+[1-9][0-9]{6,14}"  # E.164
# Content types of the files that office programs write today.
OFFICE: Final = tuple(
    f"application/vnd.openxmlformats-officedocument.{kind}"
    for kind in (
        "wordprocessingml.document",
        "spreadsheetml.sheet",
        "presentationml.presentation",
    )
)


@dataclass(frozen=True, slots=True)
class Brief:
    """What the contact does besides writing, and the shorter window that it opens."""

    lasts_ms: int
    most_messages: int  # of ours that the platform takes in it
    types: tuple[str, ...]  # of messages
    events: tuple[str, ...]  # of messages of type event: their ``content["event"]``


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which the platform lets the business write freely."""

    lasts_ms: int
    opened_by: tuple[str, ...]  # message types of the contact that open or extend it; () = all
    not_opened_by: tuple[str, ...] = ()
    # For what a person writes, where the platform gives people more time than programs.
    agent_lasts_ms: int = 0
    # Before the end, while somebody can still answer: ours to choose, no fact of a platform.
    remind_before_ms: int = 2 * HOUR_MS
    last_call_before_ms: int = HOUR_MS // 6
    most_messages: int = 0  # of ours after the contact's last one, 0 = any number
    brief: Brief | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    text: int  # longest text, in ``text_unit``
    text_unit: Literal["characters", "utf16", "bytes"]
    caption: int
    buttons: int
    button_title: int
    list_rows: int
    row_title: int
    prompt: int  # longest text above buttons or a list
    # Longest ids of choices; what cannot be tapped is numbered: shared.wording.offering.
    button_id: int = 256
    row_id: int = 200
    id_unit: Literal["characters", "utf16", "bytes"] = "characters"


@dataclass(frozen=True, slots=True)
class File:
    """What a channel takes as one type of message. Sizes are bytes."""

    longest: int  # that may be sent
    types: tuple[str, ...]  # content types that may be sent
    received: str = ""  # how the content type of a customer's begins; "" = any
    captioned: bool = True  # words may stand below it


@dataclass(frozen=True, slots=True)
class Link:
    """The platform's own link that opens a chat with the business, to be filled in.

    In ``base``, ``{address}`` is the account's public address, ``{digits}`` the same without its
    plus, ``{platform_id}`` the platform's id of the account; ``{page}`` is an address that is a URL
    itself and may hold ``{code}`` and ``{text}``. ``query`` names each parameter and what stands
    there; a name that is "" is a query without one. Where nothing takes the code, the text does.
    """

    base: str
    query: tuple[tuple[str, Literal["address", "platform_id", "code", "text"]], ...] = ()
    address: str = ""  # what a public address looks like; "" = none is needed
    about: str = ""  # what it is, for people
    id_does: bool = False  # the platform's id of the account is one, if it looks like one
    never: str = ""  # characters that the platform takes in no text
    instead: "Link | None" = None  # for an account without a public address


@dataclass(frozen=True, slots=True)
class Start:
    """Whom the business may write to who has never written: what a customer's id looks like."""

    looks: str  # a pattern
    about: str  # for people
    of_phone: str = ""  # how an id is made of a phone number's {digits}; "" = ids are none


@dataclass(frozen=True, slots=True)
class Caution:
    """What an error says beyond its message: that the platform is about to stop the account, or has
    begun to. Automation then rests for ``lasts_ms``, which is ours to choose."""

    reason: str  # a key of ``shared.limits.warned.WHY``
    lasts_ms: int = 24 * HOUR_MS


@dataclass(frozen=True, slots=True)
class Channel:
    name: str
    repeat: Literal["key", "claim"]  # how a redelivery is recognised, see design of the table
    window: Window | None
    limits: Limits
    statuses: tuple[str, ...]  # what the platform reports about a message of ours
    our_id_comes_back: bool  # statuses carry our id, so a lost outcome settles itself
    idempotent_sends: bool  # the platform drops a second send with the same key
    templates: bool  # that the platform keeps and we name; functions/<channel>/listing.py
    files: Mapping[str, File]  # by message type
    longest_received: int  # bytes of a file that a customer can send
    file_ids_last_ms: int  # how long the platform keeps what a webhook names by id; 0 = no ids
    voice: tuple[str, ...]  # content types of a recording that shows as spoken, () = no such thing
    link: Link | None  # into a chat; None = there is none
    no_link: str = ""  # why, and what there is instead
    made_link: str = ""  # what a link looks like that the platform makes for each code itself
    echoes_are_ours: bool = False  # echoes of our own sends look like any other, see shared.echoes
    start: Start | None = None  # None = customers have to write first
    phone_ids: bool = False  # a customer's id is a phone number, or can be
    vouched: str = ""  # how an id begins that the business gave its own user, and proved
    words_out: tuple[str, ...] = ()  # that withdraw consent here; elsewhere they answer questions
    captions_are_words: bool = False  # what stands with a file is a text like others
    cautions: Mapping[str, Caution] = field(default_factory=dict)  # by code of the error, or a part
    ended_by: str = ""  # the event after which nothing may be sent until the customer writes

    def caution(self, code: str) -> Caution | None:
        """What the error ``code`` says of the account; ``613/1893016`` is both its numbers."""
        parts = (self.cautions.get(part) for part in (code, *code.split("/")))
        return next((found for found in parts if found), None)
