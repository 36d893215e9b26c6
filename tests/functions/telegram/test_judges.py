"""python-telegram-bot, which knows nothing of us, reads the same in the updates as we do."""

import pytest
from telegram import Update

from shared.messages import Noted, Said
from tests.events import load, names, payload_of
from tests.functions.telegram.agreeing import agree
from tests.functions.telegram.reading import event
from tests.functions.telegram.test_events import EVENTS

JUDGED = [name for name in names("telegram") if " " not in EVENTS[name]]


@pytest.mark.parametrize("name", JUDGED)
def test_who_when_and_what_are_the_same(name: str) -> None:
    ours = event(name)
    assert isinstance(ours, Said | Noted)
    agree(ours, Update.de_json(payload_of(load("telegram", name)), None))


@pytest.mark.parametrize("name", names("telegram"))
def test_what_we_recorded_holds_nothing_that_it_does_not_know(name: str) -> None:
    """What it has no attribute for it keeps apart: then we have made a field up."""
    update = Update.de_json(payload_of(load("telegram", name)), None)
    assert not update.api_kwargs
    message = update.message or update.edited_message
    unknown = dict(message.api_kwargs) if message else {}
    # Names of older versions, which Telegram still sends beside the new ones.
    assert set(unknown) <= {"forward_sender_name", "forward_date"}
