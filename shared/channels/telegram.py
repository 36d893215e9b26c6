"""The truth table's row of telegram."""

from typing import Final

from shared.channels.facts import HOUR_MS, KB, MB, Channel, File, Limits, Link
from shared.channels.whatsapp import WHATSAPP

TELEGRAM: Final = Channel(
    name="telegram",
    # Every retry carries the same date and message_id; a tap carries no time and is claimed.
    repeat="key",
    # None once the customer has pressed Start: core.telegram.org/bots#how-are-bots-different-from-
    # users, read 2026-11-22.
    window=None,
    # core.telegram.org/bots/api, Bot API 10.1, read 2026-11-22. Characters are code points: 4096
    # emojis were taken and 4097 refused (github.com/FerroxLabs/wayland/issues/934); only entities
    # count in UTF-16. A button's title has no limit but the screen's, so this one is ours.
    limits=Limits(
        text=4096,
        text_unit="characters",
        caption=1024,
        buttons=100,
        button_title=64,
        list_rows=0,
        row_title=0,
        prompt=4096,
        button_id=64,
        id_unit="bytes",
    ),
    statuses=(),
    our_id_comes_back=False,
    idempotent_sends=False,
    templates=False,
    # core.telegram.org/bots/api#sending-files, #sendphoto, #sendaudio, #sendvoice, #sendvideo and
    # #getfile; stickers: core.telegram.org/stickers. Documents may be of any type. A file id has no
    # end; we stop asking after a week.
    files={
        "image": File(10 * MB, ("image/jpeg", "image/png")),
        "audio": File(50 * MB, ("audio/mpeg", "audio/mp4", "audio/ogg")),
        "video": File(50 * MB, ("video/mp4",)),
        "sticker": File(
            512 * KB,
            ("image/webp", "application/x-tgsticker", "video/webm"),
            captioned=False,
        ),
        "file": File(
            50 * MB,
            (
                *WHATSAPP.files["file"].types,
                *("text/csv", "application/zip", "application/json", "application/gzip"),
                *("image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml"),
                *("audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav"),
                *("video/mp4", "video/webm", "video/quicktime"),
            ),
        ),
    },
    longest_received=20 * MB,
    file_ids_last_ms=7 * 24 * HOUR_MS,
    voice=("audio/ogg", "audio/mpeg", "audio/mp4"),
    # core.telegram.org/bots/features#deep-linking, read 2026-11-22: up to 64 of A-Z a-z 0-9 _ -,
    # which come as "/start <code>" when Start is pressed.
    link=Link(
        base="https://t.me/{address}",
        query=(("start", "code"),),
        address=r"[A-Za-z][A-Za-z0-9_]{4,31}",
        about="the bot's username, without @",
    ),
)
