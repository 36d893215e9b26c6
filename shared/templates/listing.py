"""A template as its platform lists it, and the settings item that it becomes: pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from shared.keys import single
from shared.table import Item

_SLOT: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Listed:
    """What the platform does not tell is as it is for a template that may be sent."""

    name: str
    language: str
    body: str
    slots: Sequence[str]
    needs: Sequence[str] = ()  # beside the body's slots, see shared.templates.slots
    status: str = "APPROVED"
    category: str | None = None
    quality: str = "UNKNOWN"
    ref: str = ""  # the platform's id, where a send names it by that


def slots_of(*texts: str, slot: re.Pattern[str] = _SLOT) -> list[str]:
    """The slots in ``texts``, each once: by number, or in their order if they have names."""
    found = list(dict.fromkeys(name for text in texts for name in slot.findall(text)))
    return sorted(found, key=int) if all(name.isdecimal() for name in found) else found


def items(listed: Iterable[Listed], channel: str, account: str, now: int) -> list[Item]:
    """The settings items of all templates of ``account``, as they are at ``now`` (ms).

    Where a platform has several of one name and language, its ids tell them apart.
    """
    every = list(listed)
    same = Counter((one.name, one.language) for one in every)
    made = []
    for one in every:
        name = f"{one.name} {one.ref}" if same[one.name, one.language] > 1 else one.name
        whose = {"channel": channel, "account": account, "name": name, "language": one.language}
        made.append({**_item(one), **whose, "sk": single.template_sk(**whose), "synced_at": now})
    return made


def _item(one: Listed) -> Item:
    return {
        "pk": single.TEMPLATES,
        "kind": "template",
        "status": one.status,
        "category": one.category,
        "quality": one.quality,
        "slots": list(one.slots),
        "needs": list(one.needs),
        "body": one.body,
        "ref": one.ref,
    }
