"""The truth table's row of rcs."""

from typing import Final

from shared.channels.facts import HOUR_MS, MB, PHONE, Channel, File, Limits, Link, Start

# The one channel that is ours: every number here is our own choice.
RCS: Final = Channel(
    name="rcs",
    # A retry, for seven days, has the same id and the same sendTime (or none, and is claimed):
    # …/rcs-business-messaging/guides/integrate/webhooks, read 2026-11-22, with all that follows
    # below developers.google.com/business-communications.
    repeat="key",
    window=None,  # whoever has consented may be written to at any time
    # …/rcs-business-messaging/guides/build/messages/send, read 2026-11-22. Suggestions are the
    # buttons, and the rows as well: what explains them is part of the prompt, which leaves room
    # for it. A caption is the description of a card.
    limits=Limits(
        text=3072,
        text_unit="characters",
        caption=2000,
        buttons=11,
        button_title=25,
        list_rows=11,
        row_title=25,
        prompt=1900,
        button_id=2048,
        row_id=2048,
    ),
    statuses=("delivered", "read", "failed"),
    our_id_comes_back=False,  # a UUID made of it does, as the platform's id of the message
    idempotent_sends=True,  # messageId
    templates=False,
    # …/rcs-business-messaging/reference/rest/v1/files/create, read 2026-11-22: by link; more than
    # 100 MiB neither way. How long a customer's link lives is not told: a week is what we go on
    # asking for.
    files={
        "image": File(100 * MB, ("image/jpeg", "image/png", "image/gif"), "image/"),
        "audio": File(
            100 * MB,
            ("audio/aac", "audio/mpeg", "audio/mp3", "audio/mp4", "audio/3gpp", "audio/ogg"),
            "audio/",
            captioned=False,
        ),
        "video": File(100 * MB, ("video/mp4", "video/mpeg", "video/webm"), "video/"),
        "file": File(100 * MB, ("application/pdf",), captioned=False),
    },
    longest_received=100 * MB,
    file_ids_last_ms=7 * 24 * HOUR_MS,
    voice=(),
    # developers.google.com/business-communications/rcs-business-messaging/guides/build/deeplinks,
    # read 2026-11-22. With a number, phones without RCS write to it by SMS; without one they show
    # an error.
    link=Link(
        base="sms:{address}",
        query=(("service_id", "platform_id"), ("body", "text")),
        address=rf"{PHONE}|[0-9]{{3,8}}",
        about="a number of yours that takes SMS, for phones without RCS",
        instead=Link(base="sms:{platform_id}", query=(("body", "text"),)),
    ),
    phone_ids=True,
    start=Start(PHONE, "a phone number with its country's code", "+{digits}"),  # who has consented
)
