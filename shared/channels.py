"""The truth table: what each channel allows, and the only place that knows one by name.

Each fact carries its source and the day it was read. Guard, renderers, docs and simulator read
it from here; nothing else compares a channel's name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

HOUR_MS: Final = 3_600_000
_KB: Final = 1024
_MB: Final = 1024 * _KB


@dataclass(frozen=True, slots=True)
class Brief:
    """What the contact does besides writing, and the shorter window that it opens."""

    lasts_ms: int
    most_messages: int  # of ours that the platform takes in it
    types: tuple[str, ...]  # of messages
    events: tuple[str, ...]  # of messages of type event: their ``content["event"]``


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which the platform lets the business write freely."""

    lasts_ms: int
    opened_by: tuple[str, ...]  # message types of the contact that open or extend it; () = all
    not_opened_by: tuple[str, ...] = ()
    # For what a person writes, where the platform gives people more time than programs.
    agent_lasts_ms: int = 0
    # Before the end, while somebody can still answer: ours to choose, no fact of a platform.
    remind_before_ms: int = 2 * HOUR_MS
    last_call_before_ms: int = HOUR_MS // 6
    most_messages: int = 0  # of ours after the contact's last one, 0 = any number
    brief: Brief | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    text: int  # longest text, in ``text_unit``
    text_unit: Literal["characters", "utf16", "bytes"]
    caption: int
    buttons: int
    button_title: int
    list_rows: int
    row_title: int
    prompt: int  # longest text above buttons or a list
    # Longest ids of choices; what cannot be shown to be tapped is numbered, see shared.offering.
    button_id: int = 256
    row_id: int = 200
    id_unit: Literal["characters", "utf16", "bytes"] = "characters"


@dataclass(frozen=True, slots=True)
class File:
    """What a channel takes as one type of message. Sizes are bytes."""

    longest: int  # that may be sent
    types: tuple[str, ...]  # content types that may be sent
    received: str = ""  # how the content type of a customer's begins; "" = any
    captioned: bool = True  # words may stand below it


@dataclass(frozen=True, slots=True)
class Channel:
    name: str
    repeat: Literal["key", "claim"]  # how a redelivery is recognised, see design of the table
    window: Window | None
    limits: Limits
    statuses: tuple[str, ...]  # what the platform reports about a message of ours
    our_id_comes_back: bool  # statuses carry our id, so a lost outcome settles itself
    idempotent_sends: bool  # the platform drops a second send with the same key
    templates: bool
    files: Mapping[str, File]  # by message type
    longest_received: int  # bytes of a file that a customer can send
    file_ids_last_ms: int  # how long the platform keeps what a webhook names by id; 0 = no ids
    voice: tuple[str, ...]  # content types of a recording that shows as spoken, () = no such thing
    echoes_are_ours: bool = False  # echoes of our own sends look like any other, see shared.echoes
    ended_by: str = ""  # the event after which nothing may be sent until the customer writes


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
        "image": File(5 * _MB, ("image/jpeg", "image/png"), "image/"),
        "audio": File(
            16 * _MB,
            ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
            "audio/",
            captioned=False,
        ),
        "video": File(16 * _MB, ("video/mp4", "video/3gpp"), "video/"),
        # One that moves; others 100 KB.
        "sticker": File(500 * _KB, ("image/webp",), "image/", captioned=False),
        "file": File(
            100 * _MB,
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
    longest_received=100 * _MB,
    file_ids_last_ms=7 * 24 * HOUR_MS,
    voice=("audio/ogg",),  # with the Opus codec
)

# For Messenger and Instagram: a message or a tap opens the window for 24 h, and people may answer
# for seven days with the tag HUMAN_AGENT (a permission of the app). A reaction or a link that was
# followed opens it too, says the page, but nothing was asked then.
# developers.facebook.com/documentation/business-messaging/messenger-platform/policy, and
# …/send-messages/message-tags, read 2026-11-22.
_OF_MESSENGER_PLATFORM: Final = Window(
    lasts_ms=24 * HOUR_MS,
    opened_by=(),
    not_opened_by=("event",),
    agent_lasts_ms=7 * 24 * HOUR_MS,
)

MESSENGER: Final = Channel(
    name="messenger",
    repeat="key",  # every retry carries the same timestamp and mid
    window=_OF_MESSENGER_PLATFORM,
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
    # Utility messages have templates of their own, made for each Page and in some countries only.
    templates=False,
    # …/messenger-platform/reference/attachment-upload-api, read 2026-11-22: 25 MB, pictures 8 MB;
    # any type of file is taken.
    files={
        "image": File(
            8 * _MB,
            ("image/jpeg", "image/png", "image/gif", "image/webp"),
            "image/",
            captioned=False,
        ),
        "audio": File(
            25 * _MB,
            ("audio/mpeg", "audio/mp4", "audio/aac", "audio/wav"),
            "audio/",
            captioned=False,
        ),
        "video": File(
            25 * _MB, ("video/mp4", "video/quicktime", "video/webm"), "video/", captioned=False
        ),
        "sticker": File(
            8 * _MB, ("image/png", "image/gif", "image/webp"), "image/", captioned=False
        ),
        "file": File(
            25 * _MB, ("application/pdf", "text/plain", "application/zip"), captioned=False
        ),
    },
    longest_received=25 * _MB,
    file_ids_last_ms=24 * HOUR_MS,  # links say no end of theirs; they have lasted a day at least
    voice=(),
)

INSTAGRAM: Final = Channel(
    name="instagram",
    repeat="key",  # every retry carries the same timestamp and mid
    window=_OF_MESSENGER_PLATFORM,
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
        "image": File(8 * _MB, ("image/jpeg", "image/png"), "image/", captioned=False),
        "audio": File(25 * _MB, ("audio/aac", "audio/mp4", "audio/wav"), "audio/", captioned=False),
        "video": File(
            25 * _MB,
            ("video/mp4", "video/ogg", "video/x-msvideo", "video/quicktime", "video/webm"),
            "video/",
            captioned=False,
        ),
        "sticker": File(8 * _MB, ("image/png",), "image/", captioned=False),
        "file": File(25 * _MB, ("application/pdf",), captioned=False),
    },
    longest_received=25 * _MB,
    file_ids_last_ms=24 * HOUR_MS,  # as Messenger's
    voice=(),
    echoes_are_ours=True,
)

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
    templates=False,
    # twilio.com/docs/messaging/guides/accepted-mime-types, read 2026-11-22. Some carriers take
    # 600 KB of anything but pictures, which Twilio makes smaller itself.
    files={
        "image": File(5 * _MB, ("image/jpeg", "image/png", "image/gif"), "image/"),
        "audio": File(
            5 * _MB,
            ("audio/mpeg", "audio/mp4", "audio/ogg", "audio/amr", "audio/3gpp", "audio/webm"),
            "audio/",
        ),
        "video": File(
            5 * _MB, ("video/mp4", "video/mpeg", "video/3gpp", "video/quicktime"), "video/"
        ),
        "file": File(
            5 * _MB,
            ("application/pdf", "text/vcard", "text/csv", "text/calendar", "text/rtf"),
        ),
    },
    longest_received=25 * _MB,  # above what any carrier lets through
    # Until somebody deletes them: support.twilio.com/hc/en-us/articles/223183748, read 2026-11-22.
    file_ids_last_ms=365 * 24 * HOUR_MS,
    voice=(),
)


LINE: Final = Channel(
    name="line",
    # A redelivery has the same message id or webhookEventId, and the time of the event itself:
    # developers.line.biz/en/docs/messaging-api/receiving-messages/#redelivered-webhooks, read
    # 2026-11-22.
    repeat="key",
    # Friends may be written to at any time; each push counts against the month's plan, replies
    # are free. Others who wrote may be for seven days, which LINE alone can know.
    # developers.line.biz/en/docs/messaging-api/sending-messages, read 2026-11-22.
    window=None,
    # developers.line.biz/en/reference/messaging-api/#message-objects, read 2026-11-22. Quick
    # replies are the buttons, and the rows as well: what explains them is part of the prompt, which
    # leaves room for it. A caption is a text that goes with the file in one call.
    limits=Limits(
        text=5000,
        text_unit="utf16",
        caption=5000,
        buttons=13,
        button_title=20,
        list_rows=13,
        row_title=20,
        prompt=3500,
        button_id=150,  # 300 units of UTF-16 at most
        row_id=150,
    ),
    statuses=(),
    our_id_comes_back=False,
    idempotent_sends=True,  # X-Line-Retry-Key, for 24 hours
    templates=False,
    # developers.line.biz/en/reference/messaging-api/#image-message and the following, read
    # 2026-11-22. LINE takes links only; a file goes as a text with its link. How long it keeps
    # what customers send is not told: a week is what we go on asking for.
    files={
        "image": File(10 * _MB, ("image/jpeg", "image/png"), "image/"),
        "audio": File(200 * _MB, ("audio/mpeg", "audio/mp4", "audio/x-m4a"), "audio/"),
        "video": File(200 * _MB, ("video/mp4",), "video/"),
        "file": File(100 * _MB, ("application/pdf", "text/plain", "application/zip")),
    },
    longest_received=200 * _MB,
    file_ids_last_ms=7 * 24 * HOUR_MS,
    voice=(),
)

WECHAT: Final = Channel(
    name="wechat",
    # Every retry carries the same CreateTime, and MsgId where there is one:
    # developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
    repeat="key",
    # 48 h and five messages after what the customer wrote, a minute and three after they followed,
    # scanned a code or tapped a menu. A tap on a menu in a message counts as the latter, although
    # it comes as a text. developers.weixin.qq.com/doc/service/api/customer/message and
    # mp.weixin.qq.com/cgi-bin/announce?action=getannouncement&announce_id=116853659399Heuo, read
    # 2026-11-22.
    window=Window(
        lasts_ms=48 * HOUR_MS,
        opened_by=(),
        not_opened_by=("event", "interactive"),
        most_messages=5,
        brief=Brief(
            lasts_ms=HOUR_MS // 60,
            most_messages=3,
            types=("interactive",),
            events=("followed", "scanned"),
        ),
    ),
    # 45002 comes above 2048 bytes. How many choices a menu has, and how long they are, is not
    # told: these numbers are ours.
    limits=Limits(
        text=2048,
        text_unit="bytes",
        caption=0,
        buttons=10,
        button_title=40,
        list_rows=0,
        row_title=0,
        prompt=1024,
    ),
    statuses=(),
    our_id_comes_back=False,
    idempotent_sends=False,
    templates=False,
    # developers.weixin.qq.com/doc/service/api/material/temporary/api_uploadtemporarymedia.html,
    # read 2026-11-22: a spoken message lasts 60 seconds at most, and ids live three days.
    files={
        "image": File(
            10 * _MB, ("image/jpeg", "image/png", "image/gif"), "image/", captioned=False
        ),
        "audio": File(2 * _MB, ("audio/amr", "audio/mpeg"), "audio/", captioned=False),
        "video": File(10 * _MB, ("video/mp4",), "video/", captioned=False),
    },
    longest_received=100 * _MB,
    file_ids_last_ms=3 * 24 * HOUR_MS,
    voice=("audio/amr", "audio/mpeg"),
)

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
        "image": File(10 * _MB, ("image/jpeg", "image/png")),
        "audio": File(50 * _MB, ("audio/mpeg", "audio/mp4", "audio/ogg")),
        "video": File(50 * _MB, ("video/mp4",)),
        "sticker": File(
            512 * _KB,
            ("image/webp", "application/x-tgsticker", "video/webm"),
            captioned=False,
        ),
        "file": File(
            50 * _MB,
            (
                *WHATSAPP.files["file"].types,
                *("text/csv", "application/zip", "application/json", "application/gzip"),
                *("image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml"),
                *("audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav"),
                *("video/mp4", "video/webm", "video/quicktime"),
            ),
        ),
    },
    longest_received=20 * _MB,
    file_ids_last_ms=7 * 24 * HOUR_MS,
    voice=("audio/ogg", "audio/mpeg", "audio/mp4"),
)

_OFFICE: Final = tuple(
    f"application/vnd.openxmlformats-officedocument.{kind}"
    for kind in (
        "wordprocessingml.document",
        "spreadsheetml.sheet",
        "presentationml.presentation",
    )
)

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
        "image": File(1 * _MB, ("image/jpeg", "image/png", "image/gif"), "image/"),
        "video": File(26 * _MB, ("video/mp4",), "video/", captioned=False),
        "file": File(
            50 * _MB,
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
                *_OFFICE,
            ),
            captioned=False,
        ),
        "sticker": File(0, (), "image/", captioned=False),
    },
    longest_received=200 * _MB,
    # A link is good for about an hour, which no page promises: a day is what we go on asking for.
    file_ids_last_ms=24 * HOUR_MS,
    voice=(),
)

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
        "image": File(100 * _MB, ("image/jpeg", "image/png", "image/gif"), "image/"),
        "audio": File(
            100 * _MB,
            ("audio/aac", "audio/mpeg", "audio/mp3", "audio/mp4", "audio/3gpp", "audio/ogg"),
            "audio/",
            captioned=False,
        ),
        "video": File(100 * _MB, ("video/mp4", "video/mpeg", "video/webm"), "video/"),
        "file": File(100 * _MB, ("application/pdf",), captioned=False),
    },
    longest_received=100 * _MB,
    file_ids_last_ms=7 * 24 * HOUR_MS,
    voice=(),
)

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
        "image": File(10 * _MB, ("image/jpeg", "image/png", "image/gif", "image/webp"), "image/"),
        "audio": File(
            16 * _MB,
            ("audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg", "audio/webm", "audio/wav"),
            "audio/",
        ),
        "video": File(25 * _MB, ("video/mp4", "video/webm"), "video/"),
        "file": File(25 * _MB, ("application/pdf", "text/plain", "text/csv", *_OFFICE)),
    },
    longest_received=25 * _MB,
    file_ids_last_ms=2 * 24 * HOUR_MS,  # uploads are forgotten after three days
    voice=("audio/mpeg", "audio/mp4", "audio/ogg", "audio/webm"),
)

X: Final = Channel(
    name="x",
    repeat="key",  # a replay carries the same timestamp and id
    window=None,  # whom the customer's settings let in may write at any time
    # developer.x.com/en/docs/x-api/direct-messages/manage/api-reference, read 2026-11-22. What is
    # sent there can have no buttons.
    limits=Limits(
        text=10_000,
        text_unit="characters",
        caption=10_000,
        buttons=0,
        button_title=0,
        list_rows=0,
        row_title=0,
        prompt=10_000,
    ),
    statuses=("read",),  # as a watermark: the id of what was read last
    our_id_comes_back=False,
    idempotent_sends=False,
    templates=False,
    # docs.x.com/x-api/media/quickstart/best-practices, read 2026-11-22. A film may have 512 MB, but
    # must be handed over, and made ready by X, within one call of a function.
    files={
        "image": File(5 * _MB, ("image/jpeg", "image/png", "image/webp"), "image/"),
        "video": File(15 * _MB, ("video/mp4", "video/quicktime", "image/gif"), "video/"),
    },
    longest_received=200 * _MB,
    # How long files stay is not told, messages for 30 days:
    # docs.x.com/x-api/direct-messages/lookup/integrate, read 2026-11-22.
    file_ids_last_ms=30 * 24 * HOUR_MS,
    voice=(),
    echoes_are_ours=True,
)

APPLE: Final = Channel(
    name="apple",
    # Apple tells no time. A second delivery has the same id:
    # register.apple.com/resources/messages/msp-rest-api/messages-received, read 2026-11-22.
    repeat="claim",
    window=None,  # who has written may be answered for as long as they keep the conversation
    # register.apple.com/resources/messages/msp-rest-api/type-interactive, read 2026-11-22, which
    # tells no longest text: these figures are ours, far below the longest body. Two to five quick
    # replies; a caption is the text of the message that brings the file.
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
    # register.apple.com/resources/messages/msp-rest-api/type-text, read 2026-11-22: attachments of
    # 100 MB, of any type that the phone can show. How long Apple keeps what customers send is not
    # told: a week is what we go on asking for.
    files={
        "image": File(100 * _MB, ("image/jpeg", "image/png", "image/gif", "image/heic"), "image/"),
        "audio": File(100 * _MB, ("audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/amr"), "audio/"),
        "video": File(100 * _MB, ("video/mp4", "video/quicktime"), "video/"),
        "file": File(
            100 * _MB,
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
    longest_received=100 * _MB,
    file_ids_last_ms=7 * 24 * HOUR_MS,
    voice=(),
    ended_by="closed",  # the customer deleted it: …/msp-rest-api/type-close
)

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
            100 * _MB,
            ("image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml", "image/heic"),
            "image/",
        ),
        "audio": File(
            100 * _MB,
            (
                *("audio/mpeg", "audio/mp4", "audio/ogg", "audio/aac", "audio/amr", "audio/wav"),
                *("audio/webm", "audio/x-m4a", "audio/3gpp"),
            ),
            "audio/",
        ),
        "video": File(
            100 * _MB, ("video/mp4", "video/webm", "video/quicktime", "video/3gpp"), "video/"
        ),
        "sticker": File(10 * _MB, ("image/webp", "image/png", "image/gif"), "image/"),
        "file": File(
            100 * _MB, (*TELEGRAM.files["file"].types, "text/vcard", "text/calendar", "text/rtf")
        ),
    },
    longest_received=200 * _MB,
    file_ids_last_ms=7 * 24 * HOUR_MS,  # a link that answers no more is asked for so long
    voice=("audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac", "audio/webm"),
)

CHANNELS: Final[dict[str, Channel]] = {
    channel.name: channel
    for channel in (
        WHATSAPP,
        MESSENGER,
        INSTAGRAM,
        LINE,
        WECHAT,
        TELEGRAM,
        SMS,
        X,
        VIBER,
        APPLE,
        RCS,
        WEBCHAT,
        CUSTOM,
    )
}


def plain_type(content_type: str) -> str:
    """A content type without its parameters: ``audio/ogg; codecs=opus`` is ``audio/ogg``."""
    return content_type.partition(";")[0].strip().lower()
