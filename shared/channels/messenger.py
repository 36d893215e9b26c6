"""The truth table's row of messenger."""

from typing import Final

from shared.channels.facts import HOUR_MS, MB, Caution, Channel, File, Limits, Link, Window

# For Messenger and Instagram: a message or a tap opens the window for 24 h, and people may answer
# for seven days with the tag HUMAN_AGENT (a permission of the app). A reaction or a link that was
# followed opens it too, says the page, but nothing was asked then.
# developers.facebook.com/documentation/business-messaging/messenger-platform/policy, and
# …/send-messages/message-tags, read 2026-11-22.
MESSENGER: Final = Channel(
    name="messenger",
    repeat="key",  # every retry carries the same timestamp and mid
    window=Window(
        lasts_ms=24 * HOUR_MS,
        opened_by=(),
        not_opened_by=("event",),
        agent_lasts_ms=7 * 24 * HOUR_MS,
    ),
    # …/messenger-platform/send-messages, …/quick-replies and …/template/button, read 2026-11-22.
    limits=Limits(
        text=2000,
        text_unit="characters",
        caption=0,
        buttons=13,
        button_title=20,
        list_rows=0,
        row_title=0,
        prompt=2000,
        button_id=1000,
    ),
    statuses=("delivered", "read"),  # as watermarks
    our_id_comes_back=True,  # metadata, with the echo of our message
    idempotent_sends=False,
    # Utility messages, each Page's own: …/send-messages/utility-messages, read 2026-11-22.
    templates=True,
    # …/messenger-platform/reference/attachment-upload-api, read 2026-11-22: 25 MB, pictures 8 MB;
    # any type of file is taken.
    files={
        "image": File(
            8 * MB,
            ("image/jpeg", "image/png", "image/gif", "image/webp"),
            "image/",
            captioned=False,
        ),
        "audio": File(
            25 * MB,
            ("audio/mpeg", "audio/mp4", "audio/aac", "audio/wav"),
            "audio/",
            captioned=False,
        ),
        "video": File(
            25 * MB, ("video/mp4", "video/quicktime", "video/webm"), "video/", captioned=False
        ),
        "sticker": File(
            8 * MB, ("image/png", "image/gif", "image/webp"), "image/", captioned=False
        ),
        "file": File(
            25 * MB, ("application/pdf", "text/plain", "application/zip"), captioned=False
        ),
    },
    longest_received=25 * MB,
    file_ids_last_ms=24 * HOUR_MS,  # links say no end of theirs; they have lasted a day at least
    voice=(),
    # developers.facebook.com/documentation/business-messaging/messenger-platform/discovery/
    # m-me-links, read 2026-11-22: ?ref= comes back with the Get started button, or at once where
    # there is a conversation; ?text= stands in the box. Some Android phones and Pages lose the ref.
    link=Link(
        base="https://m.me/{address}",
        query=(("ref", "code"), ("text", "text")),
        address=r"[A-Za-z0-9.]{5,50}",
        about="the Page's username",
        id_does=True,
    ),
    # Deemed abusive or otherwise disallowed (368), and a Page that is restricted for some time:
    # …/messenger-platform/error-codes and developers.facebook.com/docs/graph-api/guides/
    # error-handling, read in part 2026-11-22. 613 is the pace of calls, and no rebuke.
    cautions={"368": Caution("violation"), "1893063": Caution("restricted")},
)
