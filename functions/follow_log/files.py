"""Who fetches a file that came by name only, and takes it away when its message was taken back."""

import json

from functions.follow_log.changes import Change
from shared.channels import CHANNELS
from shared.ids import MessageId
from shared.settings import settings
from shared.table import Item
from shared.waking import WakeUp


def wake_up_of(change: Change) -> WakeUp | None:
    """The channel's fetcher, for a message that names a file by the platform's id."""
    if not change.of("message"):
        return None
    item, before = change.after, change.before
    if item["channel"] not in settings().channels:
        return None
    taken_back = bool(before and item.get("revoked_at") and not before.get("revoked_at"))
    wanted = item if before is None else before
    if not ((before is None or taken_back) and _names_a_file(wanted)):
        return None
    body = {"channel": item["channel"], "message": str(MessageId.of(item))}
    return WakeUp(settings().media_queue_url, "", json.dumps(body))


def _names_a_file(item: Item) -> bool:
    if item.get("content_at"):  # too large to be looked into here
        return item["type"] in CHANNELS[item["channel"]].files
    content = item.get("content") or ""
    # Most messages hold none, and need not be read to know that.
    return '"media"' in content and bool((json.loads(content).get("media") or {}).get("id"))
