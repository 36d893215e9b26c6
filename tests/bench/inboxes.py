"""Rows: a page of the inbox among a thousand conversations and among a million."""

import gc
import os
from collections.abc import Iterator
from typing import Final

import pytest

from functions.agent_api import inbox
from shared import ids, inbox_parts, keys, table
from shared.settings import settings
from shared.table import Item
from tests.bench import meter
from tests.bench.laying import lay, scanned
from tests.bench.metering import index_of_template, metered
from tests.bench.rows import Row
from tests.bench.trace import NOON, road
from tests.template import template

_FEW: Final = 1_000
_MANY: Final = 1_000_000
_FEWER: Final = 100_000  # where a million do not fit
_BYTES_EACH: Final = 4_000  # of memory, that moto takes for one
_PAGE: Final = 25
_SHARDS: Final = int(template()["Parameters"]["InboxShards"]["Default"])
_WHY_OVER: Final = "an entry is too large: it would take a shorter preview, or fewer attributes"
_CUSTOMER: Final = f"ES.{1:020d}"


def rows() -> list[Row]:
    return [_row(_FEW), _row(_MANY if _fit(_MANY) else _FEWER)]


def _fit(many: int) -> bool:
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return free > 2 * many * _BYTES_EACH


def _row(many: int) -> Row:
    with road() as made, pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("INBOX_SHARDS", str(_SHARDS))
        settings.cache_clear()
        made.say(1)
        made.follow()
        (summary,) = (item for item in scanned() if _is_summary(item))
        # Collecting garbage among millions of objects takes longer than all the rest.
        gc.disable()
        try:
            lay(summary, _others(many))
            with metered() as readings:
                page = inbox.page(["bot"], ["open"], None, _PAGE).entries
        finally:
            gc.enable()
    assert len(page) == _PAGE
    entry = index_of_template().entry(table.to_wire(summary)) or {}
    each = f"entries of {meter.size(entry)} bytes; of 327 bytes, 25 are one unit"
    note = f"{_PAGE} read in each of the bot's {_SHARDS} parts, {each}"
    if many == _FEWER:
        note += "\nHere is no memory for a million of them in the emulator."
    name = f"read units of an inbox page of {_PAGE}, {many:,} conversations"
    scan = f"scan {many * 36_744 // 1_000_000:,}"
    return Row(name, readings.reads(), "", scan, "0.5", 1.0 * _SHARDS, note=note, over=_WHY_OVER)


def _is_summary(item: Item) -> bool:
    return bool(item["sk"] == keys.SUMMARY and item.get("identity") == _CUSTOMER)


def _others(many: int) -> Iterator[dict[str, str]]:
    """Conversations, each active a second before the one before it."""
    for number in range(many):
        other, at = ids.digest(str(number)), NOON - 1000 * number
        yield {
            "pk": keys.conversation_pk(other),
            "bucket": keys.inbox_bucket(at, other),
            "inbox": inbox_parts.part_of("bot", "open", other),
        }
