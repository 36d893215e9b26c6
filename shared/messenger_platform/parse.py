"""One item of a webhook, by what it is about."""

from typing import Final

from shared.intake.fields import Fields
from shared.messages import Parsed
from shared.messenger_platform import events, facts, taps
from shared.messenger_platform.batch import Reader, walk

# In the order in which they are looked for: an item is about one of them.
_READERS: Final[dict[str, Reader]] = {
    "message": taps.spoken,
    "postback": taps.postback,
    "reaction": facts.reaction,
    "message_edit": facts.edit,
    "delivery": facts.delivery,
    "read": facts.read,
    **{kind: events.event(kind) for kind in events.KINDS},
    **dict.fromkeys(events.OF_THE_ACCOUNT, events.of_the_account),
}


def parse(body: bytes, name: str) -> list[Parsed]:
    """What a webhook about objects of ``name`` says. Raises ValueError if it is unreadable."""
    return walk(body, name, _item)


def _item(item: Fields, account: str, standby: bool) -> list[Parsed]:
    reader = next((read for kind, read in _READERS.items() if kind in item), events.unknown)
    return reader(item, account, standby)
