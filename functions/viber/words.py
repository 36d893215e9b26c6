"""Contact cards and places, in Viber's form where it has one, else in words."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

Body = dict[str, Any]

_NAME: Final = 28
_PHONE: Final = 18


def contacts(cards: Sequence[Mapping[str, Any]]) -> Body | None:
    """The one card that Viber can show; None if it is another, or there are more.

    https://developers.viber.com/docs/api/rest-bot-api/#contact-message
    """
    match list(cards):
        case [{"name": str(name), "phones": [str(phone)], **more}]:
            fits = 0 < len(name) <= _NAME and 0 < len(phone) <= _PHONE
            if fits and not more.get("emails"):
                return {"type": "contact", "contact": {"name": name, "phone_number": phone}}
    return None


def in_words(cards: Sequence[Mapping[str, Any]]) -> str:
    """Contact cards as text, a blank line between them."""
    lines = [[c.get("name"), *c.get("phones", ()), *c.get("emails", ())] for c in cards]
    return "\n\n".join("\n".join(str(part) for part in card if part) for card in lines)


def place(content: Mapping[str, Any]) -> Body:
    """A point on the map; Viber shows no name with it.

    https://developers.viber.com/docs/api/rest-bot-api/#location-message
    """
    where = {"lat": content["latitude"], "lon": content["longitude"]}
    return {"type": "location", "location": where}
