"""Who writes and is written to: a phone number in E.164."""

import re
from typing import Final

from shared.intake.fields import Fields, Unfit, needed_text

_NUMBER: Final = re.compile(r"\+[0-9]{3,15}")


def person(data: Fields, name: str = "senderPhoneNumber") -> str:
    """The number in the field ``name``, exactly as it is written there. Raises Unfit."""
    number = needed_text(data, name)
    if _NUMBER.fullmatch(number):
        return number
    raise Unfit(f"no number in {name}")
