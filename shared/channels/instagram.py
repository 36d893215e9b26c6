"""The truth table's row of instagram."""

from typing import Final

from shared.channels.facts import HOUR_MS, MB, Channel, File, Limits, Link
from shared.channels.messenger import MESSENGER

INSTAGRAM: Final = Channel(
    name="instagram",
    repeat="key",  # every retry carries the same timestamp and mid
    window=MESSENGER.window,
    # …/instagram-messaging/send-messages and …/quick-replies, read 2026-11-22. "1000 characters"
    # of the page are bytes in the API's own check.
    limits=Limits(
        text=1000,
        text_unit="bytes",
        caption=0,
        buttons=13,
        button_title=20,
        list_rows=0,
        row_title=0,
        prompt=1000,
        button_id=1000,
    ),
    statuses=("read",),
    our_id_comes_back=False,
    idempotent_sends=False,
    templates=False,
    files={
        "image": File(8 * MB, ("image/jpeg", "image/png"), "image/", captioned=False),
        "audio": File(25 * MB, ("audio/aac", "audio/mp4", "audio/wav"), "audio/", captioned=False),
        "video": File(
            25 * MB,
            ("video/mp4", "video/ogg", "video/x-msvideo", "video/quicktime", "video/webm"),
            "video/",
            captioned=False,
        ),
        "sticker": File(8 * MB, ("image/png",), "image/", captioned=False),
        "file": File(25 * MB, ("application/pdf",), captioned=False),
    },
    longest_received=25 * MB,
    file_ids_last_ms=24 * HOUR_MS,  # as Messenger's
    voice=(),
    # developers.facebook.com/documentation/business-messaging/instagram-messaging/features/
    # ig-me-links, read 2026-11-22. A ref comes back only where the account has ice breakers.
    link=Link(
        base="https://ig.me/m/{address}",
        query=(("ref", "code"),),
        address=r"[A-Za-z0-9._]{1,30}",
        about="the account's username, without @",
    ),
    echoes_are_ours=True,
    cautions=MESSENGER.cautions,
)
