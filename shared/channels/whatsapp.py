"""The truth table's row of whatsapp."""

from typing import Final

from shared.channels.facts import (
    HOUR_MS,
    KB,
    MB,
    PHONE,
    Caution,
    Channel,
    File,
    Limits,
    Link,
    Start,
    Window,
)

WHATSAPP: Final = Channel(
    name="whatsapp",
    # Every retry carries the same timestamp and wamid.
    repeat="key",
    # 24 h after the last message of the customer (a reaction or an edit does not count as one):
    # developers.facebook.com/documentation/business-messaging/whatsapp/pricing, read 2026-11-22.
    window=Window(lasts_ms=24 * HOUR_MS, opened_by=(), not_opened_by=("event",)),
    # developers.facebook.com/documentation/business-messaging/whatsapp/messages, read 2026-11-22.
    limits=Limits(
        text=4096,
        text_unit="characters",
        caption=1024,
        buttons=3,
        button_title=20,
        list_rows=10,
        row_title=24,
        prompt=1024,
    ),
    statuses=("sent", "delivered", "read", "failed"),
    our_id_comes_back=True,  # biz_opaque_callback_data
    idempotent_sends=False,
    templates=True,
    # developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
    # and …/messages/audio-messages, read 2026-11-22. Ids in webhooks last seven days; customers
    # can send up to 100 MB, and documents of any type.
    files={
        "image": File(5 * MB, ("image/jpeg", "image/png"), "image/"),
        "audio": File(
            16 * MB,
            ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
            "audio/",
            captioned=False,
        ),
        "video": File(16 * MB, ("video/mp4", "video/3gpp"), "video/"),
        # One that moves; others 100 KB.
        "sticker": File(500 * KB, ("image/webp",), "image/", captioned=False),
        "file": File(
            100 * MB,
            (
                "application/pdf",
                "text/plain",
                "application/msword",
                "application/vnd.ms-excel",
                "application/vnd.ms-powerpoint",
                *(
                    f"application/vnd.openxmlformats-officedocument.{kind}"
                    for kind in (
                        "wordprocessingml.document",
                        "spreadsheetml.sheet",
                        "presentationml.presentation",
                    )
                ),
            ),
        ),
    },
    longest_received=100 * MB,
    file_ids_last_ms=7 * 24 * HOUR_MS,
    voice=("audio/ogg",),  # with the Opus codec
    # wa.me/<number> without plus, zeros or signs, and ?text= percent-encoded; nothing but the text
    # comes back: faq.whatsapp.com/5913398998672934, as others quoted it on 2026-11-22.
    link=Link(
        base="https://wa.me/{digits}",
        query=(("text", "text"),),
        address=PHONE,
        about="the phone number as customers see it, +34…",
    ),
    phone_ids=True,
    # Too many messages were blocked or reported (131048), the account is held to rules that it
    # broke (368, 131064) or is locked (131031): …/whatsapp/support/error-codes, read in part
    # 2026-11-22. The cap on what one customer gets (131049) and the pace to one (131056) are about
    # that customer; the pace of a number (130429) is no rebuke.
    cautions={
        "131048": Caution("spam"),
        "131064": Caution("violation"),
        "368": Caution("violation"),
        "131031": Caution("restricted"),
    },
    # With a template, whoever has agreed to that; by phone number, or by the id that stands for it:
    # developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
    start=Start(
        looks=r"[1-9][0-9]{6,14}|[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,40}",
        about="a phone number with its country's code, or a business-scoped id",
        of_phone="{digits}",
    ),
)
