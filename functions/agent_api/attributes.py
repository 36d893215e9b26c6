"""A conversation's attributes: short texts by name, changed one by one. Pure.

A change is a JSON Merge Patch (RFC 7396): what it names is set, or removed where it says null.
"""

from collections.abc import Mapping
from typing import Final

from functions.agent_api.problems import Problem
from functions.agent_api.refusals import unfit
from shared.noting import is_name, too_much

_TITLE: Final = "These attributes cannot be kept."


def merged(there: Mapping[str, str], patch: Mapping[str, str | None]) -> dict[str, str]:
    """``there`` after ``patch``. What lies there already may always be changed and removed.

    Raises Problem 422 for a name that is none, and for what would make them too many or too large.
    """
    if wrong := [name for name in patch if name not in there and not is_name(name)]:
        raise _refused("a letter, then at most 39 letters, digits and _ . -", wrong[0])
    after = {name: value for name, value in {**there, **patch}.items() if value is not None}
    if refused := too_much(after, there):
        raise _refused(refused)
    return after


def _refused(why: str, name: str = "") -> Problem:
    # A name becomes a part of a JSON pointer (RFC 6901).
    part = name.replace("~", "~0").replace("/", "~1")
    return unfit(why, f"attributes/{part}" if name else "attributes", _TITLE)
