"""The truth table's row of custom."""

from typing import Final

from shared.channels.facts import HOUR_MS, MB, Channel, File, Limits, Link, Start
from shared.channels.telegram import TELEGRAM

# Ours to choose: docs/channels/custom.md is the contract, and this row a part of it.
CUSTOM: Final = Channel(
    name="custom",
    repeat="claim",  # the id alone says what is the same, so the time may be left out
    window=None,
    limits=Limits(
        text=16_000,
        text_unit="characters",
        caption=16_000,
        buttons=50,
        button_title=80,
        list_rows=50,
        row_title=80,
        prompt=16_000,
        row_id=256,
    ),
    statuses=("sent", "delivered", "read", "failed"),
    our_id_comes_back=True,  # our_id
    idempotent_sends=True,  # webhook-id
    templates=False,
    files={
        "image": File(
            100 * MB,
            ("image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml", "image/heic"),
            "image/",
        ),
        "audio": File(
            100 * MB,
            (
                *("audio/mpeg", "audio/mp4", "audio/ogg", "audio/aac", "audio/amr", "audio/wav"),
                *("audio/webm", "audio/x-m4a", "audio/3gpp"),
            ),
            "audio/",
        ),
        "video": File(
            100 * MB, ("video/mp4", "video/webm", "video/quicktime", "video/3gpp"), "video/"
        ),
        "sticker": File(10 * MB, ("image/webp", "image/png", "image/gif"), "image/"),
        "file": File(
            100 * MB, (*TELEGRAM.files["file"].types, "text/vcard", "text/calendar", "text/rtf")
        ),
    },
    longest_received=200 * MB,
    file_ids_last_ms=7 * 24 * HOUR_MS,  # a link that answers no more is asked for so long
    voice=("audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac", "audio/webm"),
    link=Link(
        base="{page}",
        address=r"[a-z][a-z0-9+.-]*:[^\s{}]*(\{text\}[^\s{}]*)?\{code\}[^\s{}]*(\{text\}[^\s{}]*)?",
        about="the other system's link, with {code} and maybe {text} where they belong",
    ),
    start=Start(looks=r"[!-~]{1,200}", about="the customer's id with that system"),
)
