"""The truth table's row of viber."""

from typing import Final

from shared.channels.facts import HOUR_MS, MB, OFFICE, Caution, Channel, File, Limits, Link

VIBER: Final = Channel(
    name="viber",
    # Every further try, for about an hour, has the same timestamp and message_token:
    # developers.viber.com/docs/api/rest-bot-api/#callbacks, read 2026-11-22.
    repeat="key",
    # Who subscribes may be written to at any time. Sessions of a day are for the bill alone:
    # help.viber.com/en/article/chatbot-commercial-model, read 2026-11-22.
    window=None,
    # developers.viber.com/docs/tools/keyboards and github.com/Viber/creators-hub
    # (docs/bots-api/data-models/message.md), read 2026-11-22. A keyboard has 24 rows, and a
    # button shows 250 characters; fewer are ours, since all choices ride along in 4,000.
    # Rows are the buttons as well: what explains them is part of the text, which leaves room.
    limits=Limits(
        text=7000,
        text_unit="characters",
        caption=768,
        buttons=12,
        button_title=60,
        list_rows=12,
        row_title=60,
        prompt=5000,
        button_id=120,
        row_id=120,
    ),
    statuses=("delivered", "read", "failed"),
    our_id_comes_back=False,  # tracking_data does, but with the customer's next words only
    idempotent_sends=False,
    templates=False,
    # The same page, read 2026-11-22; some apps show pictures of 3 MB. Viber takes links only.
    # Stickers are its own: their pictures come, by their numbers they are sent.
    files={
        "image": File(1 * MB, ("image/jpeg", "image/png", "image/gif"), "image/"),
        "video": File(26 * MB, ("video/mp4",), "video/", captioned=False),
        "file": File(
            50 * MB,
            (
                "application/pdf",
                "application/zip",
                "text/plain",
                "text/csv",
                "audio/mpeg",
                "audio/mp4",
                "application/msword",
                "application/vnd.ms-excel",
                "application/vnd.ms-powerpoint",
                *OFFICE,
            ),
            captioned=False,
        ),
        "sticker": File(0, (), "image/", captioned=False),
    },
    longest_received=200 * MB,
    # A link is good for about an hour, which no page promises: a day is what we go on asking for.
    file_ids_last_ms=24 * HOUR_MS,
    voice=(),
    # developers.viber.com/docs/tools/deep-links, read 2026-11-22: the context comes back in
    # conversation_started, the text stands in the box.
    link=Link(
        base="viber://pa",
        query=(("chatURI", "address"), ("context", "code"), ("text", "text")),
        address=r"[A-Za-z0-9_.-]{1,64}",
        about="the bot's URI, as get_account_info tells it",
    ),
    # The bot is blocked, or suspended: see functions/viber/codes.py.
    cautions={"7": Caution("restricted"), "9": Caution("restricted")},
)
