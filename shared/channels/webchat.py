"""The truth table's row of webchat."""

from typing import Final

from shared.channels.facts import HOUR_MS, MB, OFFICE, Channel, File, Limits, Link

WEBCHAT: Final = Channel(
    name="webchat",
    # A visitor's message id is a UUID of version 7, so that it carries the time it was made.
    repeat="key",
    window=None,
    # A frame of a WebSocket API holds 128 KB, docs.aws.amazon.com/apigateway/latest/
    # developerguide/apigateway-execution-service-websocket-limits-table.html, read 2026-11-22.
    limits=Limits(
        text=10_000,
        text_unit="characters",
        caption=2_000,
        buttons=10,
        button_title=80,
        list_rows=10,
        row_title=80,
        prompt=2_000,
    ),
    statuses=("delivered", "read"),
    our_id_comes_back=True,  # a browser's receipts name our message ids
    idempotent_sends=True,  # a browser shows one id once
    templates=False,
    # What every browser shows or saves, and that runs nowhere.
    files={
        "image": File(10 * MB, ("image/jpeg", "image/png", "image/gif", "image/webp"), "image/"),
        "audio": File(
            16 * MB,
            ("audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg", "audio/webm", "audio/wav"),
            "audio/",
        ),
        "video": File(25 * MB, ("video/mp4", "video/webm"), "video/"),
        "file": File(25 * MB, ("application/pdf", "text/plain", "text/csv", *OFFICE)),
    },
    longest_received=25 * MB,
    file_ids_last_ms=2 * 24 * HOUR_MS,  # uploads are forgotten after three days
    voice=("audio/mpeg", "audio/mp4", "audio/ogg", "audio/webm"),
    # The widget on that page reads the parameter, opens itself and sends it with what is said.
    link=Link(
        base="{page}",
        query=(("threadline", "code"),),
        address=r"https://[^\s{}#]+",
        about="a page of the site that has the widget, https://…",
    ),
    vouched="u-",  # then comes the subject of the site's JWT
)
