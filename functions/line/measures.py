"""How LINE counts: in code units of UTF-16, so that most emoji are two.

https://developers.line.biz/en/docs/messaging-api/text-character-count/
"""

from shared.channels import LINE
from shared.errors import MessageRejected


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, longest: int) -> str:
    """As much of the beginning of ``text`` as fits, with no character torn apart."""
    while units(text) > longest:
        text = text[: len(text) - max(1, (units(text) - longest) // 2)]
    return text


def fitting(text: str) -> str:
    """``text`` if it can be sent as it is. Raises MessageRejected."""
    if not text:
        raise MessageRejected("empty", "There is nothing to send.")
    longest = LINE.limits.text
    if units(text) > longest:
        raise MessageRejected("too-long", f"LINE takes at most {longest} characters.")
    return text
