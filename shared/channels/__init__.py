"""The truth table: what each channel allows, and the only place that knows one by name.

A row is a module, named like the channel; the columns are in ``facts``. Each fact carries its
source and the day it was read. Guard, renderers, docs and simulator read it from here; nothing
else compares a channel's name.
"""

from typing import Final

from shared.channels.apple import APPLE
from shared.channels.custom import CUSTOM
from shared.channels.facts import HOUR_MS, Brief, Channel, File, Limits, Link, Start, Window
from shared.channels.instagram import INSTAGRAM
from shared.channels.line import LINE
from shared.channels.messenger import MESSENGER
from shared.channels.rcs import RCS
from shared.channels.sms import SMS
from shared.channels.telegram import TELEGRAM
from shared.channels.viber import VIBER
from shared.channels.webchat import WEBCHAT
from shared.channels.wechat import WECHAT
from shared.channels.whatsapp import WHATSAPP
from shared.channels.x import X

__all__ = [
    "APPLE",
    "CHANNELS",
    "CUSTOM",
    "HOUR_MS",
    "INSTAGRAM",
    "LINE",
    "MESSENGER",
    "RCS",
    "SMS",
    "TELEGRAM",
    "VIBER",
    "WEBCHAT",
    "WECHAT",
    "WHATSAPP",
    "Brief",
    "Channel",
    "File",
    "Limits",
    "Link",
    "Start",
    "Window",
    "X",
    "plain_type",
]

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
