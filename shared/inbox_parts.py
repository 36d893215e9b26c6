"""In which part of the inbox index a conversation lies: by its holder, its status and its shard.

DynamoDB takes about a thousand writes a second to one part. An agent never comes near that, but a
bot or a team may, so what they hold is spread over shards by the conversation's id. Readers ask
all shards that there ever were: what was written before their number changed stays where it is
until the next decision. ``docs/decisions/0023`` tells why.
"""

import zlib
from collections.abc import Iterable
from typing import Final

from shared import configuration
from shared.settings import settings

_BY_ONE: Final = "agent:"


def part_of(owner: str, status: str, conversation: str) -> str:
    """Where the index keeps ``conversation`` while ``owner`` has it."""
    shards = _shards(owner, settings().inbox_shards)
    shard = zlib.crc32(conversation.encode()) % shards if shards > 1 else 0
    return f"{owner}#{status}#{shard}"


def parts_of(owners: Iterable[str], statuses: Iterable[str]) -> list[str]:
    """Every part in which something of ``owners`` may lie."""
    most = max(settings().inbox_shards, configuration.remembered().inbox_shards)
    return [
        f"{owner}#{status}#{shard}"
        for owner in owners
        for status in statuses
        for shard in range(_shards(owner, most))
    ]


def _shards(owner: str, many: int) -> int:
    return 1 if owner.startswith(_BY_ONE) else many
