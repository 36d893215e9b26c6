"""UUIDs of ours: the same for the same message, at every try and in every version of the code."""

import uuid

from functions.rcs.ids import event_uuid, message_uuid

ONE = {"pk": "C#conversation", "sk": "M#1767225600000#ref"}
OTHER = {"pk": "C#conversation", "sk": "M#1767225600000#other"}


def test_a_message_has_one_id_for_ever() -> None:
    assert message_uuid(ONE) == "233d23b8-5bc2-5518-91ef-482db6cad7d1"
    assert message_uuid({**ONE, "attempts": 7}) == message_uuid(ONE)
    assert message_uuid(OTHER) != message_uuid(ONE)
    assert uuid.UUID(message_uuid(ONE)).version == 5


def test_reading_is_told_once_and_typing_at_any_time() -> None:
    assert event_uuid("read", ONE) == event_uuid("read", ONE)
    assert event_uuid("read", ONE) not in (event_uuid("read", OTHER), message_uuid(ONE))
    assert event_uuid("typing", ONE) != event_uuid("typing", ONE)
