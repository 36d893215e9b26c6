"""Words by which customers withdraw and give consent, or ask for help: pure, the whole message or
not at all."""

import json
import unicodedata
from pathlib import Path
from typing import Final, Literal

from shared.channels import CHANNELS
from shared.configuration.buttons import off_the_wire
from shared.table import Item

Says = Literal["in", "out"]
_SAID_IN: Final = ("text", "interactive")
# What platforms themselves understood, and have answered; who is blocked reaches nobody.
_EVENTS: Final[dict[str, Says]] = {"opted-out": "out", "opted-in": "in", "blocked": "out"}
# Ids and titles of choices that are about consent, in whichever reply they stand.
_CHOICES: Final[dict[str, Says]] = {
    **dict.fromkeys(("stop", "unsubscribe", "opt-out", "opt out"), "out"),
    **dict.fromkeys(("opt-in", "opt in"), "in"),
}
_UNBLOCKED: Final = frozenset({"unblocked", "followed"})
# Letters that no normal form takes apart, and people write either way: the Turkish dotless i, and
# what only stretches an Arabic word.
_PLAINER: Final = str.maketrans({"\u2019": "'", "\u0131": "i", "ł": "l", "ø": "o", "\u0640": ""})
# Accents and vowel points, which people leave out; elsewhere marks are part of the letter.
_ACCENTS: Final = (
    *((0x0300, 0x036F), (0x0591, 0x05C7)),  # Latin, Greek and Cyrillic; Hebrew
    *((0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED)),  # Arabic
    *((0x20D0, 0x20FF), (0xFE00, 0xFE0F)),  # what makes a keycap of a digit, an emoji of a sign
)


def consent_of(message: Item) -> Says | None:
    """What ``message`` says about consent; a file's caption says nothing, but on SMS.

    A press of a choice in a reply of ours leads where the reply says: titles such as "Sair", exit,
    mean something else there. Only the few that mistake nobody are words of consent on a button.
    """
    if message["type"] == "event":
        return _EVENTS.get(event_of(message))
    if choice := _pressed(message):
        return _CHOICES.get(plain(choice)) or _CHOICES.get(_said(message))
    words = _said(message)
    if words in _WORDS["out"] or words in CHANNELS[message["channel"]].words_out:
        return "out"
    return "in" if words in _WORDS["in"] else None


def event_of(message: Item) -> str:
    """What happened, where ``message`` is an event; else ""."""
    if message["type"] != "event":
        return ""
    return str(json.loads(message.get("content") or "{}").get("event", ""))


def _pressed(message: Item) -> str:
    """The choice of a reply of ours that was tapped, "" if none was; who writes what it says, or
    taps what an agent, a template or the platform offers, means the words."""
    content = message.get("content") or ""
    if message["type"] != "interactive" or '"reply"' not in content:
        return ""
    told = json.loads(content).get("reply")
    named = off_the_wire(str(told.get("id", ""))) if isinstance(told, dict) else None
    return named[2] if named else ""


def unblocks(message: Item) -> bool:
    """Whether by ``message`` the customer can be reached again after a block: who writes can."""
    return message["type"] != "event" or event_of(message) in _UNBLOCKED


def asks_for_help(message: Item) -> bool:
    """Whether ``message`` is a word for help and nothing else. What a platform has answered itself
    is an event, and no question."""
    return _said(message) in _WORDS["help"]


def plain(text: str) -> str:
    """Without case, accents, marks of direction, outer punctuation and emoji, doubled spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAINER)
    bare = _without_stray_marks("".join(c for c in letters if not _left_out(c)))
    start, end = 0, len(bare)
    while start < end and not _matters(bare[start]):
        start += 1
    while end > start and not _matters(bare[end - 1]):
        end -= 1
    return " ".join(bare[start:end].split())


def _said(message: Item) -> str:
    if message["type"] in _SAID_IN or _is_captioned(message):
        return plain(message.get("text") or "")
    return ""


def _is_captioned(message: Item) -> bool:
    channel = CHANNELS[message["channel"]]
    return channel.captions_are_words and message["type"] in channel.files


def _left_out(character: str) -> bool:
    code = ord(character)
    if any(first <= code <= last for first, last in _ACCENTS):
        return True
    return unicodedata.category(character) == "Cf"  # marks of direction, joiners


def _without_stray_marks(text: str) -> str:
    """Marks belong to the letter before them; those of an emoji, such as the one that gives it
    colours, to none."""
    kept, of_a_letter = [], False
    for character in text:
        if unicodedata.category(character)[0] != "M":
            of_a_letter = _matters(character)
        elif not of_a_letter:
            continue
        kept.append(character)
    return "".join(kept)


def _matters(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


def _read() -> dict[str, frozenset[str]]:
    # STOP, STOPALL, UNSUBSCRIBE and START, UNSTOP are Twilio's defaults for SMS; WhatsApp knows no
    # such words itself, and people use them all the same. CANCEL, END, QUIT and YES, defaults too,
    # are left out, and so are their like in other languages: in a chat they answer questions. Where
    # they have to count a channel's row says so (``words_out``).
    # support.twilio.com/hc/en-us/articles/223134027 (opt-out keywords), read 2026-11-22.
    said = json.loads(Path(__file__).with_name("consent_words.json").read_text("utf-8"))
    return {
        kind: frozenset(plain(word) for words in by_language.values() for word in words)
        for kind, by_language in said.items()
    }


_WORDS: Final = _read()
