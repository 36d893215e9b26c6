"""Numbers as people type them: in the digits of any script, in circles, on keycaps: pure."""

import unicodedata
from typing import Final

_TEN: Final = "\N{KEYCAP TEN}"
# Around a digit, and part of no number: what draws a keycap, or an emoji rather than a sign.
_DRAWN_AROUND: Final = frozenset("\N{COMBINING ENCLOSING KEYCAP}\ufe0e\ufe0f")
_RAISED: Final = ("<super>", "<sub>", "<fraction>")  # these change what the digits beside them say


def in_digits(text: str) -> str:
    """``text`` with every numeral in plain digits, without spaces around it and without marks of
    direction: ``٢``, ``②`` and the keycap are ``2``. ``²`` and ``½`` stay as they are."""
    return "".join(map(_plainly, text)).strip()


def _plainly(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter == _TEN:
        return "10"
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    if kind == "No" and not unicodedata.decomposition(letter).startswith(_RAISED):
        value = unicodedata.numeric(letter)
        return str(int(value)) if value.is_integer() else letter
    return "" if kind == "Cf" or letter in _DRAWN_AROUND else letter
