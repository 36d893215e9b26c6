"""The truth table's row of sms."""

from typing import Final

from shared.channels.facts import HOUR_MS, MB, PHONE, Channel, File, Limits, Link, Start

SMS: Final = Channel(
    name="sms",
    # Twilio tells no time; a second delivery, from the fallback URL or by rc=, has the same
    # MessageSid: twilio.com/docs/usage/webhooks/webhooks-connection-overrides, read 2026-11-22.
    repeat="claim",
    window=None,  # whoever has consented may be written to at any time
    # twilio.com/docs/messaging/api/message-resource, read 2026-11-22. Nothing can be tapped.
    limits=Limits(
        text=1600,
        text_unit="characters",
        caption=1600,
        buttons=0,
        button_title=0,
        list_rows=0,
        row_title=0,
        prompt=1600,
    ),
    statuses=("sent", "delivered", "failed"),
    our_id_comes_back=True,  # in the query of StatusCallback
    idempotent_sends=False,
    # Twilio's content templates, as text or with a file: twilio.com/docs/content, read 2026-11-22.
    templates=True,
    # twilio.com/docs/messaging/guides/accepted-mime-types, read 2026-11-22. Some carriers take
    # 600 KB of anything but pictures, which Twilio makes smaller itself.
    files={
        "image": File(5 * MB, ("image/jpeg", "image/png", "image/gif"), "image/"),
        "audio": File(
            5 * MB,
            ("audio/mpeg", "audio/mp4", "audio/ogg", "audio/amr", "audio/3gpp", "audio/webm"),
            "audio/",
        ),
        "video": File(
            5 * MB, ("video/mp4", "video/mpeg", "video/3gpp", "video/quicktime"), "video/"
        ),
        "file": File(
            5 * MB,
            ("application/pdf", "text/vcard", "text/csv", "text/calendar", "text/rtf"),
        ),
    },
    longest_received=25 * MB,  # above what any carrier lets through
    # Until somebody deletes them: support.twilio.com/hc/en-us/articles/223183748, read 2026-11-22.
    file_ids_last_ms=365 * 24 * HOUR_MS,
    voice=(),
    # RFC 5724, section 2.2: sms:<number>?body=, percent-encoded.
    link=Link(
        base="sms:{address}",
        query=(("body", "text"),),
        address=rf"{PHONE}|[0-9]{{3,8}}",
        about="the number that customers write to, +1… or a short code",
        id_does=True,
    ),
    phone_ids=True,
    # In the US these, written back, end consent for certain, as STOP and UNSUBSCRIBE do:
    # 47 CFR 64.1200(a)(10), federalregister.gov/d/2024-04587, in force since 2025-04-11, read
    # 2026-11-22. Where Twilio knows them they come as events, see functions/sms/keywords.py.
    words_out=("cancel", "end", "quit", "revoke"),
    captions_are_words=True,  # an MMS has one text, and any number of files
    start=Start(PHONE, "a phone number with its country's code", "+{digits}"),  # who has consented
)
