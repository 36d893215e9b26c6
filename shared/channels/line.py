"""The truth table's row of line."""

from typing import Final

from shared.channels.facts import HOUR_MS, MB, Channel, File, Limits, Link

LINE: Final = Channel(
    name="line",
    # A redelivery has the same message id or webhookEventId, and the time of the event itself:
    # developers.line.biz/en/docs/messaging-api/receiving-messages/#redelivered-webhooks, read
    # 2026-11-22.
    repeat="key",
    # Friends may be written to at any time; each push counts against the month's plan, replies
    # are free. Others who wrote may be for seven days, which LINE alone can know.
    # developers.line.biz/en/docs/messaging-api/sending-messages, read 2026-11-22.
    window=None,
    # developers.line.biz/en/reference/messaging-api/#message-objects, read 2026-11-22. Quick
    # replies are the buttons, and the rows as well: what explains them is part of the prompt, which
    # leaves room for it. A caption is a text that goes with the file in one call.
    limits=Limits(
        text=5000,
        text_unit="utf16",
        caption=5000,
        buttons=13,
        button_title=20,
        list_rows=13,
        row_title=20,
        prompt=3500,
        button_id=150,  # 300 units of UTF-16 at most
        row_id=150,
    ),
    statuses=(),
    our_id_comes_back=False,
    idempotent_sends=True,  # X-Line-Retry-Key, for 24 hours
    templates=False,
    # developers.line.biz/en/reference/messaging-api/#image-message and the following, read
    # 2026-11-22. LINE takes links only; a file goes as a text with its link. How long it keeps
    # what customers send is not told: a week is what we go on asking for.
    files={
        "image": File(10 * MB, ("image/jpeg", "image/png"), "image/"),
        "audio": File(200 * MB, ("audio/mpeg", "audio/mp4", "audio/x-m4a"), "audio/"),
        "video": File(200 * MB, ("video/mp4",), "video/"),
        "file": File(100 * MB, ("application/pdf", "text/plain", "application/zip")),
    },
    longest_received=200 * MB,
    file_ids_last_ms=7 * 24 * HOUR_MS,
    voice=(),
    # developers.line.biz/en/docs/messaging-api/using-line-url-scheme/#opening-chat-screen, read
    # 2026-11-22: id and text percent-encoded, the text as a query without a name. On phones only.
    link=Link(
        base="https://line.me/R/oaMessage/{address}/",
        query=(("", "text"),),
        address=r"@[a-z0-9._-]{1,20}",
        about="the basic or premium id of the official account, with @",
    ),
)
