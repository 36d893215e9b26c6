"""The table's keys: the only place that knows how they are written.

A conversation's are here; ``lists`` has those of what is gone through in order, ``single`` those of
what is found by its name.

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

Keys end up in logs, so whoever is named in one is named by an id of ``shared.ids``.
"""

from typing import Final

SUMMARY: Final = "A"
WATERMARK: Final = "watermark"
_MINUTE_MS: Final = 60_000
_STAYS_MINUTES: Final = 10


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
