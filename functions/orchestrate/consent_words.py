"""Words by which customers withdraw and give consent: pure, the whole message or not at all."""

import json
import unicodedata
from typing import Any, Final, Literal

from shared.table import Item

# STOP, STOPALL, UNSUBSCRIBE and START, UNSTOP are Twilio's defaults for SMS; WhatsApp knows no
# such words itself, and people use them all the same. CANCEL, END, QUIT and YES, defaults too, are
# left out: in a chat they answer questions. The rest are the same words in other languages.
# support.twilio.com/hc/en-us/articles/223134027 (opt-out keywords), read 2026-11-22.
_OUT: Final = frozenset(
    {
        *("stop", "stopall", "stop all", "unsubscribe", "optout", "opt out", "opt-out"),  # English
        *("baja", "darme de baja", "cancelar suscripcion", "no quiero mensajes"),  # Spanish
        *("stopp", "abmelden", "abbestellen"),  # German
        *("arret", "desabonner", "se desabonner", "desinscrire"),  # French
        *("disiscrivimi", "cancellami", "annulla iscrizione"),  # Italian
        *("sair", "parar", "descadastrar", "cancelar inscricao"),  # Portuguese
        *("afmelden", "uitschrijven"),  # Dutch
    }
)
_IN: Final = frozenset(
    {
        *("start", "unstop", "subscribe", "resubscribe", "optin", "opt in", "opt-in"),
        *("alta", "darme de alta"),
        *("anmelden",),
        *("abonner", "s'abonner", "inscrire"),
        *("iscrivimi",),
        *("voltar", "cadastrar"),
        *("aanmelden", "inschrijven"),
    }
)


# What platforms themselves understood, and have answered.
_EVENTS: Final[dict[str, Literal["out", "in"]]] = {"opted-out": "out", "opted-in": "in"}


def consent_of(message: Item) -> Literal["out", "in"] | None:
    """What ``message`` says about consent; a file's caption says nothing."""
    if message["type"] == "event":
        return _EVENTS.get(json.loads(message.get("content") or "{}").get("event"))
    if message["type"] not in ("text", "interactive"):
        return None
    words = _plain(message.get("text", ""))
    if words in _OUT:
        return "out"
    return "in" if words in _IN else None


def about_consent(summary: Item, message: Item) -> bool:
    """Whether ``message`` is only about consent, so that nobody need answer it."""
    word = consent_of(message)
    return word == "out" or (word == "in" and summary.get("consent_since") is not None)


def _plain(text: str) -> str:
    """Without case, accents, outer punctuation and doubled spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c)).replace("\u2019", "'")
    start, end = 0, len(bare)
    while start < end and not _matters(bare[start]):
        start += 1
    while end > start and not _matters(bare[end - 1]):
        end -= 1
    return " ".join(bare[start:end].split())


def _matters(character: Any) -> bool:
    return unicodedata.category(character)[0] in "LN"
