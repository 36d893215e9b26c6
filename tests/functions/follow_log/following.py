"""Puts items, follows them as the stream does, and reads what lies there then."""

from functions.follow_log.stream import lambda_handler
from shared import table
from shared.table import Item
from tests import faults
from tests.functions.follow_log.log import conversation
from tests.functions.follow_log.stream_reader import StreamReader, batch


def come(stream: StreamReader, *items: Item) -> faults.Calls:
    """Put ``items`` and follow them as one batch; what it called."""
    for item in items:
        assert table.put_if_absent(item)
    with faults.injected() as calls:
        lambda_handler(batch(stream.read()), None)
    while records := stream.read():
        lambda_handler(batch(records), None)
    return calls


def place(of: str | None = None) -> Item:
    """What lies in the place of the summary of ``of``."""
    return table.get(f"C#{of or conversation()}", "A") or {}


def stored(item: Item) -> Item:
    return table.get(item["pk"], item["sk"]) or {}
