"""Apple's payload, understood: one thing a customer said or did."""

from typing import Final

from functions.apple.contents import contents_of
from functions.apple.envelope import Envelope, envelope_of
from functions.apple.surroundings import apart
from shared import clock
from shared.intake.fields import Fields, needed_text
from shared.messages import Parsed, Said, Unreadable

_NOT_KEPT: Final = ("typing_start", "typing_end")


def parse(body: bytes) -> list[Parsed]:
    """What one request says, ``body`` being what ``verify`` made of it.

    Raises ValueError if it cannot be used; then the whole is kept. Apple tells no time: the first
    delivery's counts, and each further file of a message comes a moment after the one before.
    https://register.apple.com/resources/messages/msp-rest-api/messages-received
    """
    around, message = apart(body)
    envelope = envelope_of(around, message)
    if needed_text(message, "type") in _NOT_KEPT:
        return []
    return _told(message, envelope, str(around.get("fetched") or ""))


def _told(message: Fields, envelope: Envelope, fetched: str) -> list[Parsed]:
    told: list[Parsed] = []
    now, number = clock.now_ms(), 0
    for part in contents_of(message, fetched):
        if isinstance(part, Unreadable):
            told.append(part)
            continue
        kind, words, content = part
        told.append(
            Said(
                account_ref=envelope.business,
                identity=envelope.customer,
                provider_id=f"{envelope.id}#{number + 1}" if number else envelope.id,
                sent_at=now + number if number else 0,
                type=kind,
                text=words,
                content={**content, **envelope.content},
            )
        )
        number += 1
    return told
