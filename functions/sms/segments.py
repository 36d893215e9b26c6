"""How many messages of the phone network a text takes: pure.

One that fits the GSM alphabet has room for 160 characters of seven bits, any other for 70 of
sixteen; a longer text loses some of each part to what joins them again:
https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding and 3GPP TS 23.038, 23.040.
"""

from dataclasses import dataclass
from typing import Final, Literal

_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_OF_TWO: Final = frozenset("\f^{}\\[~]|€")


@dataclass(frozen=True, slots=True)
class Segments:
    encoding: Literal["GSM-7", "UCS-2"]
    count: int
    units: int  # septets, or units of sixteen bits


def segments(text: str) -> Segments:
    """How ``text`` is cut; nothing that takes two units is cut in two. An empty one is one."""
    if all(character in _GSM or character in _GSM_OF_TWO for character in text):
        sizes = [2 if character in _GSM_OF_TWO else 1 for character in text]
        return Segments("GSM-7", _count(sizes, alone=160, joined=153), sum(sizes))
    sizes = [2 if ord(character) > 0xFFFF else 1 for character in text]
    return Segments("UCS-2", _count(sizes, alone=70, joined=67), sum(sizes))


def _count(sizes: list[int], *, alone: int, joined: int) -> int:
    if sum(sizes) <= alone:
        return 1
    count, room = 1, joined
    for size in sizes:
        if size > room:
            count, room = count + 1, joined
        room -= size
    return count
