"""How LINE counts: in code units of UTF-16, so that most emoji are two.

Labels of buttons and the text of a buttons template are counted as readers do, in grapheme
clusters; characters, which are never fewer, stand in for those.

https://developers.line.biz/en/docs/messaging-api/text-character-count/
"""

from shared.channels import LINE
from shared.errors import MessageRejected
from shared.wording.splitting import fits, length


def cut(text: str, longest: int) -> str:
    """As much of the beginning of ``text`` as fits, with no character torn apart."""
    while not fits(text, longest, "utf16"):
        text = text[: len(text) - max(1, (length(text, "utf16") - longest) // 2)]
    return text


def fitting(text: str) -> str:
    """``text`` if it can be sent as it is. Raises MessageRejected."""
    if not text:
        raise MessageRejected("empty", "There is nothing to send.")
    if not fits(text, LINE.limits.text, LINE.limits.text_unit):
        raise MessageRejected("too-long", f"LINE takes at most {LINE.limits.text} characters.")
    return text
