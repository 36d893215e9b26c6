"""pywa, which knows nothing of us, reads the same in the events as we do."""

import functools
from collections.abc import Iterator
from typing import Any

import pytest
from pywa.client import WhatsApp
from pywa.types.base_update import RawUpdate

from functions.whatsapp.parse import parse
from shared.messages import Noted, Said
from tests.events import as_meta_writes, load, names, payload_of
from tests.functions.whatsapp.agreeing import agree

JUDGE = WhatsApp(phone_id="106540352242922", token="access-token-for-tests")
# pywa needs a contact with a user id for every item; these come without one, as they may.
NOT_JUDGED = {
    "handshake": "no update",
    "phone_only": "pywa needs contacts[].user_id",
    "status_failed": "pywa needs contacts",
    "status_of_group": "not read by us",
    "status_deleted": "a status pywa has no word for",
    "group_message": "not read by us",
    "foreign_number": "pywa leaves out numbers that are not its own",
    "media_failed": "pywa fails where the errors come in place of the body",
    "platform_errors": "not read by us",
    "unknown_field": "not read by us",
    "user_id_changed": "pywa needs from",
    **dict.fromkeys(
        (
            *("account_reinstated", "account_restricted", "account_violation"),
            *("number_flagged", "number_throughput", "number_unflagged"),
        ),
        "of an account, not of somebody",
    ),
    "call_permission_reply": "pywa reads a call's permission, not a message",
}
JUDGED = sorted(set(names("whatsapp")) - set(NOT_JUDGED))
LISTS = ("messages", "statuses", "message_echoes", "user_preferences")


def alone(whole: Any) -> Iterator[Any]:
    """Each item in a payload of its own with its contact first: pywa reads one, of the first."""
    for entry in whole["entry"]:
        for change in entry["changes"]:
            for name in LISTS:
                for item in change["value"].get(name, ()):
                    value = {**change["value"], name: [item]}
                    value["contacts"] = sorted(
                        value.get("contacts", ()),
                        key=functools.partial(is_another, item.get("from_user_id")),
                    )
                    one = {**entry, "changes": [{**change, "value": value}]}
                    yield {**whole, "entry": [one]}


def is_another(user_id: str | None, contact: dict[str, Any]) -> bool:
    return bool(contact["user_id"] != user_id)


def judged(one: Any) -> Any:
    update = RawUpdate(as_meta_writes(one), hmac_header=None, update_hash="")
    kind = JUDGE._get_handler_type(update)
    assert kind is not None
    return JUDGE._handlers_to_updates[kind].from_update(client=JUDGE, update=update)


def both(name: str) -> Iterator[tuple[Said | Noted, Any]]:
    for one in alone(payload_of(load("whatsapp", name))):
        (ours,) = parse(as_meta_writes(one))
        if isinstance(ours, Said | Noted):
            yield ours, judged(one)


@pytest.mark.filterwarnings("ignore::pywa.errors.PywaUnknownEnumMemberWarning")
@pytest.mark.parametrize("name", JUDGED)
def test_who_when_and_what_are_the_same(name: str) -> None:
    pairs = list(both(name))
    assert pairs
    for ours, theirs in pairs:
        assert ours.account_ref == theirs.metadata.phone_number_id
        at = ours.sent_at if isinstance(ours, Said) else ours.at
        assert at == round(theirs.timestamp.timestamp() * 1000)
        agree(ours, theirs)
