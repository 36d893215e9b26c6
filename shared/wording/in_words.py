"""What a platform has no form for, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from shared.errors import MessageRejected
from shared.wording.offering import choices_of, numbered

Content = Mapping[str, Any]


def said(kind: str, text: str, content: Content, place: Callable[[Content], str]) -> str:
    """A message without a file, where a platform knows nothing but texts.

    ``place`` words a location. Raises MessageRejected where there are no words for it.
    """
    match kind:
        case "text":
            return text
        case "interactive" if not choices_of(content):
            raise MessageRejected("no-choices", "There is nothing to choose from.")
        case "interactive":
            return numbered(text, content)
        case "location":
            return place(content)
        case "contacts":
            return cards(content)
    raise MessageRejected("unsupported-type", f"This channel sends no message of type {kind}.")


def cards(content: Content) -> str:
    """Contact cards, a blank line between them."""
    return "\n\n".join(_card(card) for card in content["contacts"])


def _card(card: Content) -> str:
    told = [card.get("name"), *(card.get("phones") or ()), *(card.get("emails") or ())]
    return "\n".join(str(one) for one in told if one)
