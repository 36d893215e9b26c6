"""Payloads mutilated at random, for the tests of every channel's parser alike."""

import copy
from collections.abc import Iterator, Sequence
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st

_USUAL: Final = 100  # examples of a test that says nothing, in a run that is not long

# Any JSON at all, but small.
ODD: Final = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)


def times(count: int) -> settings:
    """So many examples; ten times as many with ``--hypothesis-profile=long``."""
    default = settings.default
    assert default
    return settings(max_examples=count * default.max_examples // _USUAL)


def mutilated(data: st.DataObject, payloads: Sequence[Any]) -> Any:
    """One of ``payloads``, of which one to three places are taken out or hold something odd."""
    whole = copy.deepcopy(data.draw(st.sampled_from(payloads)))
    for _ in range(data.draw(st.integers(1, 3))):
        found = list(_places(whole))
        if not found:
            break
        container, key = data.draw(st.sampled_from(found))
        if isinstance(container, dict) and data.draw(st.booleans()):
            del container[key]
        else:
            container[key] = data.draw(ODD)
    return whole


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a payload with each of its keys."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])
