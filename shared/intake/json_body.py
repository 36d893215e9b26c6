"""Reading the JSON body of a platform's webhook into values that can be stored as they are."""

import json
import re
from typing import Any, Final, NoReturn

# Half of a surrogate pair, as in a profile name cut in the middle of an emoji, is valid JSON but
# cannot be written as UTF-8. Looking around finds a half alone in one search, without a match for
# each of the pairs that are whole. After an escaped backslash, "ud83d" is plain text and hides
# which half is meant, so that is looked at too.
_TORN: Final = re.compile(
    r"\\(?:\\u|u[dD](?:[89abAB]..(?!\\u[dD][c-fC-F])|[c-fC-F](?<!\\u[dD][89abAB]..\\u[dD].)))"
)
_HALF: Final = re.compile("[\ud800-\udfff]")


def read(body: bytes) -> Any:
    """The value of a JSON body in UTF-8; half surrogate pairs become U+FFFD.

    Raises ValueError, and nothing else, if it is not JSON, is not UTF-8, is nested too deeply or
    holds a number that is not finite.
    """
    try:
        text = body.strip(b" \t\r\n").decode()
        value, end = _decode(text)
        if end != len(text):
            raise ValueError("more than one value")
        escape = text.find("\\u")
        if escape > 0 and _TORN.search(text, escape - 1):
            value = _mended(value)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return value


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {_mended(name): _mended(item) for name, item in value.items()}
    return value


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        _refuse(text)
    return number


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"not a JSON number: {constant[:20]}")


_decode: Final = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite).raw_decode
