"""What we have no type for is kept, and what nobody said is no question."""

import pytest

from functions.telegram.kinds import READERS
from functions.telegram.message_fields import COMMON, SERVICE
from tests.functions.telegram.reading import kind, read_message, said, said_so


@pytest.mark.parametrize(("name", "theirs"), [("poll_message", "poll"), ("dice_message", "dice")])
def test_what_has_no_type_of_ours_is_kept_as_it_came(name: str, theirs: str) -> None:
    found = said(name)
    assert (found.type, found.content["kind"]) == ("unsupported", theirs)
    assert found.content["raw"]


def test_a_kind_that_does_not_exist_yet_is_kept_with_its_caption() -> None:
    found = said_so(text=None, hologram={"file_id": "h"}, caption="Look")
    assert (found.type, found.text) == ("unsupported", "Look")
    assert found.content == {"kind": "hologram", "raw": {"file_id": "h"}}


@pytest.mark.parametrize("field", sorted(SERVICE))
def test_what_nobody_said_is_an_event(field: str) -> None:
    found = said_so(text=None, **{field: {}})
    assert (found.type, found.content) == ("event", {"event": "system", "kind": field})


def test_a_message_of_nothing_but_circumstances_is_unreadable() -> None:
    circumstances = dict.fromkeys(COMMON - {"chat", "from", "date", "message_id"}, "x")
    assert kind(read_message(text=None, **circumstances)) == "nothing in it"


def test_no_field_is_both_a_circumstance_and_what_is_said() -> None:
    assert not COMMON & (set(READERS) | SERVICE)


def test_what_comes_along_for_older_programs_is_not_read() -> None:
    assert said("animation_message").type == "video"
    assert said("venue_message").content["name"] == "Shop"
