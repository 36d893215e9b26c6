"""Keys of what is found by its name: settings, tokens, claims, counters."""

import hashlib
from typing import Final

from shared.ids import digest

TEMPLATES: Final = "S#templates"
WARNINGS: Final = "S#warnings"  # what platforms told of accounts, as facts
_APART: Final = str.maketrans({"%": "%25", "#": "%23", ":": "%3A"})


def settings_pk(kind: str) -> str:
    return f"S#{kind}"


def template_sk(channel: str, account: str, name: str, language: str) -> str:
    # Webhooks write en-US for what is en_US elsewhere. Some platforms let a name be any text.
    named = name.translate(_APART)
    return f"{channel}:{account}:{named}:{language.replace('-', '_')}"


def access_token_key(channel: str, owner: str) -> tuple[str, str]:
    """``owner``: the platform's name for whom the token belongs to."""
    return "S#access-tokens", f"{channel}:{owner}"


def token_key(token: str) -> tuple[str, str]:
    return f"T#{hashlib.sha256(token.encode()).hexdigest()}", "TOKEN"


def pace_key(token: str, since: int) -> tuple[str, str]:
    """``since`` is where the minute begins, in seconds."""
    return f"L#{token}", f"{since:012d}"


def idempotency_key(*parts: str) -> tuple[str, str]:
    return f"I#{digest('idempotency', *parts)}", "KEY"


def upload_key(upload: str) -> tuple[str, str]:
    return f"U#{upload}", "UPLOAD"


def replayed_key(kept: str) -> tuple[str, str]:
    """``kept``: the name of what lay in quarantine."""
    return f"Z#{digest('quarantined', kept)}", "REPLAYED"


def claim_key(ref: str) -> tuple[str, str]:
    """``ref`` of a message, which stands for its channel and account as well."""
    return f"X#{ref}", "CLAIM"


def counter_key(account: str, hour: int) -> tuple[str, str]:
    """``account`` with its channel."""
    return f"G#{account}", f"{hour:08d}"


def person_key(contact: str) -> tuple[str, str]:
    """``contact`` is the conversation of one of a person's identities."""
    return f"P#{contact}", "PERSON"


def visitor_pk(name: str) -> str:
    """Of web chat: ``name`` is a conversation or a connection."""
    return f"W#{name}"


def move_key(name: str) -> tuple[str, str]:
    return f"J#{name}", "MOVE"


def link_pk(link: str) -> str:
    """Where it is counted who came by the link ``link``."""
    return f"CAME#{link}"


def came_sk(conversation: str, episode: int) -> str:
    return f"C#{conversation}#{episode:08d}"


def link_day_sk(day: str, conversation: str = "") -> str:
    """One of eight, so that many may come at once; without a conversation, what all begin with."""
    shard = int(hashlib.sha256(conversation.encode()).hexdigest(), 16) % 8 if conversation else ""
    return f"D#{day}#{shard}"
