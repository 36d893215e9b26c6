"""The table's keys: the only place that knows how they are written.

=============  =====================  ==========================================================
item           pk                     sk
=============  =====================  ==========================================================
summary        ``C#<conversation>``   ``A``
message        ``C#<conversation>``   ``M#<13 digits of ms>#<id>``
annotation     ``C#<conversation>``   ``R#<ref of its target>#<event>``
watermark      ``C#<conversation>``   ``R#watermark#<status>-<13 digits of ms>``
sent late      ``C#<conversation>``   ``R#sent-late#<13 digits of ms>-<ref>``
decision       ``C#<conversation>``   ``D#<8 digits of version>``
reason         ``C#<conversation>``   ``Y#<13 digits of ms>#<id>#<rule>``, of a message
alias          ``C#<other id>``       ``A``, a summary that is ``merged`` and leads to another
event page     ``E#<shard>#<n>``      ``<12 digits of seq>``; ``E#<shard>#days`` / ``<YYYY-MM-DD>``
settings       ``S#<kind>``           its name
token          ``T#<sha256>``         ``TOKEN``
idempotency    ``I#<hash>``           ``KEY``
upload         ``U#<its id>``         ``UPLOAD``
visitor        ``W#<conversation>``   ``ANONYMOUS``, or ``<connection>`` of a browser of web chat
connection     ``W#<connection>``     ``CONNECTION``
claim          ``X#<ref>``            ``CLAIM``
counter        ``G#<account>``        ``<hours since 1970>``
due            ``DUE#<shard>``        ``<13 digits of ms>#<kind>#<conversation>#<cause>``, or
                                      ``RUNG``: how far they have been rung
access token   ``S#access-tokens``    ``<channel>:<whose>``; where a platform's is short-lived
parked record  ``PARKED``             ``<stream event id>``
replayed       ``Z#<hash>``           ``REPLAYED``, of what lay in quarantine
agent's state  ``AGENTS``             its name
queued         ``Q#<team>``           ``<rank of priority><13 digits of ms>#<conversation>``
mention        ``N#<agent>``          ``<13 digits of ms>#<message id>``, or ``READ``: the mark
audit entry    ``AUDIT#<YYYY-MM>``    ``<13 digits of ms>#<any>``
came by link   ``CAME#<link>``        ``C#<conversation>#<8 digits of episode>``
day of a link  ``CAME#<link>``        ``D#<YYYY-MM-DD>#<shard>``
move           ``J#<its name>``       ``MOVE``; to another channel
pace           ``L#<token's id>``     ``<12 digits of s>``; how often a token asked in a minute
person         ``P#<contact>``        ``PERSON``
fact           ``F#<hash of it>``     ``<contact>``; ``F#name#<hash>`` / ``<hashes>#<contact>``
=============  =====================  ==========================================================

Conversation ids and refs are HMACs, since platform ids can contain phone numbers and keys end up
in logs. A message's public id spells its key, so reading one message is one get:
``<conversation>.<ms>.<id>``.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final

TEMPLATES: Final = "S#templates"
SUMMARY: Final = "A"
PARKED: Final = "PARKED"
AGENTS: Final = "AGENTS"
READ: Final = "READ"
RUNG: Final = "RUNG"
WATERMARK: Final = "watermark"
EVENT_DAYS: Final = "E#0#days"
EVENTS_PER_PK: Final = 100_000
DUE_SHARDS: Final = 1
_MINUTE_MS: Final = 60_000
_STAYS_MINUTES: Final = 10
_APART: Final = str.maketrans({"%": "%25", "#": "%23", ":": "%3A"})


def digest(*parts: str, key: bytes = b"") -> str:
    """26 letters and digits naming ``parts``; keyed where the parts are personal."""
    # U+0000 cannot occur in a platform's id, so different parts never join to the same text.
    raw = hmac.digest(key, "\0".join(parts).encode(), hashlib.sha256)[:16]
    return base64.b32encode(raw).decode().rstrip("=").lower()


def conversation_id(id_key: bytes, channel: str, account: str, identity: str) -> str:
    return digest("conversation", channel, account, identity, key=id_key)


def message_ref(id_key: bytes, channel: str, account: str, provider_id: str) -> str:
    """How a platform's message id is written in keys and logs."""
    return digest("message", channel, account, provider_id, key=id_key)


def conversation_pk(conversation: str) -> str:
    return f"C#{conversation}"


def message_sk(at: int, ref: str) -> str:
    return f"M#{at:013d}#{ref}"


def annotation_sk(target_ref: str, event: str) -> str:
    return f"R#{target_ref}#{event}"


def watermark_sk(status: str, at: int) -> str:
    return annotation_sk(WATERMARK, f"{status}-{at:013d}")


def sent_late_sk(at: int, ref: str) -> str:
    return annotation_sk("sent-late", f"{at:013d}-{ref}")


def decision_sk(version: int) -> str:
    return f"D#{version:08d}"


def decision_id(conversation: str, version: int) -> str:
    """A decision's public name: it spells its key, as a message's id does."""
    return f"{conversation}.{version}"


def decision_named(text: str) -> tuple[str, int]:
    """The conversation and the version of the decision of that name. Raises ValueError if ``text``
    is no decision's."""
    conversation, version = text.split(".", 1)
    if not (conversation and version.isascii() and version.isdigit() and len(version) <= 8):
        raise ValueError("not a decision id")
    return conversation, int(version)


def reason_sk(at: int, ref: str, rule: str) -> str:
    """Of the message ``message_sk(at, ref)``."""
    return f"Y#{at:013d}#{ref}#{rule}"


def inbox_bucket(active_at: int, conversation: str, before: str = "") -> str:
    """Where the inbox index sorts a conversation: by the minute of its last activity, or where it
    lay ``before`` if that was less than ten minutes earlier.

    So a talk moves it there once and not with every message, which would be two writes each. An
    index entry has this beside the whole id, so half of that is enough to tell those of one minute
    apart.
    """
    minute = active_at // _MINUTE_MS
    if before and 0 <= minute - int(before[:8]) < _STAYS_MINUTES:
        return before
    return f"{minute:08d}#{conversation[:13]}"


def due_pk(conversation: str) -> str:
    return due_pk_of(int(hashlib.sha256(conversation.encode()).hexdigest(), 16) % DUE_SHARDS)


def due_pk_of(shard: int) -> str:
    return f"DUE#{shard}"


def due_sk(at: int, kind: str, conversation: str, cause: str) -> str:
    return f"{at:013d}#{kind}#{conversation}#{cause}"


def events_pk(seq: int) -> str:
    """Where the page ``seq`` of the event log lies."""
    return f"E#0#{seq // EVENTS_PER_PK}"


def events_sk(seq: int) -> str:
    return f"{seq:012d}"


def queue_pk(team: str) -> str:
    return f"Q#{team}"


def queue_sk(rank: int, since: int, conversation: str) -> str:
    """``rank`` is one digit, the lowest first; ``since`` ms."""
    return f"{rank}{since:013d}#{conversation}"


def turn_of(sk: str) -> tuple[int, int, str]:
    """What ``queue_sk`` was made of."""
    turn, conversation = sk.split("#", 1)
    return int(turn[0]), int(turn[1:]), conversation


def mention_pk(agent: str) -> str:
    return f"N#{agent}"


def mention_sk(note: "MessageId") -> str:
    """By the time of the note."""
    return f"{note.at:013d}#{note}"


def token_key(token: str) -> tuple[str, str]:
    return f"T#{hashlib.sha256(token.encode()).hexdigest()}", "TOKEN"


def settings_pk(kind: str) -> str:
    return f"S#{kind}"


def audit_pk(month: str) -> str:
    return f"AUDIT#{month}"


def link_pk(link: str) -> str:
    """Where it is counted who came by the link ``link``."""
    return f"CAME#{link}"


def came_sk(conversation: str, episode: int) -> str:
    return f"C#{conversation}#{episode:08d}"


def link_day_sk(day: str, conversation: str = "") -> str:
    """One of eight, so that many may come at once; without a conversation, what all begin with."""
    shard = int(hashlib.sha256(conversation.encode()).hexdigest(), 16) % 8 if conversation else ""
    return f"D#{day}#{shard}"


def move_key(name: str) -> tuple[str, str]:
    return f"J#{name}", "MOVE"


def pace_key(token: str, since: int) -> tuple[str, str]:
    """``since`` is where the minute begins, in seconds."""
    return f"L#{token}", f"{since:012d}"


def template_sk(channel: str, account: str, name: str, language: str) -> str:
    # Webhooks write en-US for what is en_US elsewhere. Some platforms let a name be any text.
    named = name.translate(_APART)
    return f"{channel}:{account}:{named}:{language.replace('-', '_')}"


def access_token_key(channel: str, owner: str) -> tuple[str, str]:
    """``owner``: the platform's name for whom the token belongs to."""
    return "S#access-tokens", f"{channel}:{owner}"


def idempotency_key(*parts: str) -> tuple[str, str]:
    return f"I#{digest('idempotency', *parts)}", "KEY"


def upload_key(upload: str) -> tuple[str, str]:
    return f"U#{upload}", "UPLOAD"


def replayed_key(kept: str) -> tuple[str, str]:
    """``kept``: the name of what lay in quarantine."""
    return f"Z#{digest('quarantined', kept)}", "REPLAYED"


def person_key(contact: str) -> tuple[str, str]:
    """``contact`` is the conversation of one of a person's identities."""
    return f"P#{contact}", "PERSON"


def visitor_pk(name: str) -> str:
    """Of web chat: ``name`` is a conversation or a connection."""
    return f"W#{name}"


def counter_key(account: str, hour: int) -> tuple[str, str]:
    """``account`` with its channel."""
    return f"G#{account}", f"{hour:08d}"


def claim_key(ref: str) -> tuple[str, str]:
    """``ref`` of a message, which stands for its channel and account as well."""
    return f"X#{ref}", "CLAIM"


@dataclass(frozen=True, slots=True)
class MessageId:
    """A message's public id taken apart. ``str()`` puts it together again."""

    conversation: str
    at: int
    ref: str

    def __str__(self) -> str:
        return f"{self.conversation}.{self.at}.{self.ref}"

    @property
    def pk(self) -> str:
        return conversation_pk(self.conversation)

    @property
    def sk(self) -> str:
        return message_sk(self.at, self.ref)

    @classmethod
    def of(cls, item: "dict[str, object]") -> "MessageId":
        """The id of a message item."""
        _, at, ref = str(item["sk"]).split("#", 2)
        return cls(str(item["pk"]).removeprefix("C#"), int(at), ref)

    @classmethod
    def parse(cls, text: str) -> "MessageId":
        """Raises ValueError if ``text`` is not a message id."""
        conversation, at, ref = text.split(".", 2)
        if not (conversation and ref and at.isascii() and at.isdigit()):
            raise ValueError("not a message id")
        return cls(conversation, int(at), ref)


_CONVERSATION: Final = re.compile(r"[a-z2-7]{26}")


def is_message_id(text: str) -> bool:
    """Whether ``text`` can be the id of a message of ours, and not another tool's."""
    try:
        parsed = MessageId.parse(text)
    except ValueError:
        return False
    return bool(_CONVERSATION.fullmatch(parsed.conversation)) and parsed.at < 10**13
