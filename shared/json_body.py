"""Reading the JSON body of a platform's webhook into values that can be stored as they are."""

import json
import re
from typing import Any, Final, NoReturn

# Half of a surrogate pair, as in a profile name that was cut in the middle of an emoji: valid JSON,
# but nothing that can be written as UTF-8. Two backslashes before it hide which half is meant.
_MAYBE_TORN: Final = re.compile(
    rb"\\\\u[dD]|\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]"
)
_TORN: Final = re.compile("[\ud800-\udfff]")


def read(body: bytes) -> Any:
    """The value of a JSON body in UTF-8; half surrogate pairs become U+FFFD.

    Raises ValueError, and nothing else, if it is not JSON, is not UTF-8, is nested too deeply or
    holds a number that is not finite.
    """
    try:
        value = _decode(body.decode())
        if (b"\\ud" in body or b"\\uD" in body) and _MAYBE_TORN.search(body):
            value = _mended(value)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return value


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return _TORN.sub("\ufffd", value)
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


_decode: Final = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite).decode
