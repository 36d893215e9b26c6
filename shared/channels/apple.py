"""The truth table's row of apple."""

from typing import Final

from shared.channels.facts import HOUR_MS, MB, Channel, File, Limits, Link

APPLE: Final = Channel(
    name="apple",
    # Apple tells no time. A second delivery has the same id:
    # register.apple.com/resources/messages/msp-rest-api/messages-received.
    repeat="claim",
    window=None,  # who has written may be answered for as long as they keep the conversation
    # Apple names no longest text, "but there may be a maximum size for the payload" (the same
    # page, read in part 2026-11-22): these figures are ours, far below the longest body. Two to
    # five quick replies, as service providers quote …/type-quickreply; a caption is the text of the
    # message that brings the file.
    limits=Limits(
        text=10_000,
        text_unit="characters",
        caption=10_000,
        buttons=5,
        button_title=24,
        list_rows=20,
        row_title=80,
        prompt=1024,
    ),
    statuses=(),
    our_id_comes_back=False,
    idempotent_sends=True,  # the id of a message is ours, and is taken once
    templates=False,
    # Attachments of 100 MB, of any type that the phone can show, as service providers quote
    # register.apple.com/resources/messages/msp-rest-api/type-text. How long Apple keeps what
    # customers send is not told: a week is what we go on asking for.
    files={
        "image": File(100 * MB, ("image/jpeg", "image/png", "image/gif", "image/heic"), "image/"),
        "audio": File(100 * MB, ("audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/amr"), "audio/"),
        "video": File(100 * MB, ("video/mp4", "video/quicktime"), "video/"),
        "file": File(
            100 * MB,
            (
                "application/pdf",
                "application/vnd.apple.pkpass",
                "application/zip",
                "text/calendar",
                "text/csv",
                "text/plain",
                "text/vcard",
            ),
        ),
    },
    longest_received=100 * MB,
    file_ids_last_ms=7 * 24 * HOUR_MS,
    voice=(),
    # docs.aws.amazon.com/connect/latest/adminguide/add-apple-messages-for-business-features.html
    # (Apple's own page is for its partners), read 2026-11-22: the intent comes back with the first
    # message, the body stands in the box. No reserved characters: sprinklr.com/help, URL entry
    # points, read 2026-11-22.
    link=Link(
        base="https://bcrw.apple.com/urn:biz:{platform_id}",
        query=(("biz-intent-id", "code"), ("body", "text")),
        never="&#[](){}/",
    ),
    ended_by="closed",  # the customer deleted it: …/msp-rest-api/type-close
)
