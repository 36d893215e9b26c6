"""Keys of what is gone through in order: timers, events, queues, mentions, and what is parked."""

import hashlib
from typing import Final

from shared.ids import MessageId

PARKED: Final = "PARKED"
AGENTS: Final = "AGENTS"
READ: Final = "READ"
RUNG: Final = "RUNG"
EVENT_DAYS: Final = "E#0#days"
EVENTS_PER_PK: Final = 100_000
DUE_SHARDS: Final = 1


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


def mention_sk(note: MessageId) -> str:
    """By the time of the note."""
    return f"{note.at:013d}#{note}"


def audit_pk(month: str) -> str:
    return f"AUDIT#{month}"
