"""Who writes and is written to: a number in E.164, a short code or a name of letters."""

import re
from typing import Final

from shared.intake.fields import Fields, Unfit, needed_text

# https://www.twilio.com/docs/glossary/what-e164, …/what-is-a-short-code and, for senders that
# nobody can answer, …/what-alphanumeric-sender-id (read 2026-11-22).
_NUMBER: Final = re.compile(r"\+?[0-9]{3,15}")
_NAME: Final = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11}")


def person(fields: Fields, name: str) -> str:
    """The identity in field ``name``, exactly as it is written there.

    Raises Unfit for nobody, and for addresses of Twilio's other channels (``whatsapp:+1…``).
    """
    who = needed_text(fields, name)
    if _NUMBER.fullmatch(who) or _NAME.fullmatch(who):
        return who
    raise Unfit(f"no number in {name}")
