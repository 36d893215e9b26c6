"""The echo of a message of ours goes, whichever of the two was first."""

from dataclasses import replace
from typing import Any

import pytest

from functions.follow_log.stream import lambda_handler
from shared import echoes, table
from shared.channels import CHANNELS, WHATSAPP
from shared.intake.storing import put_once
from tests.clock import SteppingClock
from tests.functions.follow_log.log import NOON, ours, ref, said
from tests.functions.follow_log.stream_reader import StreamReader, batch, kinds


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> StreamReader:
    monkeypatch.setitem(CHANNELS, "whatsapp", replace(WHATSAPP, echoes_are_ours=True))
    return StreamReader()


def follow_all(stream: StreamReader) -> None:
    while records := stream.read():
        lambda_handler(batch(records), None)


def test_an_echo_that_was_stored_first_goes_when_the_send_is_recorded(
    stream: StreamReader,
) -> None:
    sending, echo = ours(status="sending"), said("wamid.out", NOON + 1500, echo=True)
    assert table.put_if_absent(sending)
    assert put_once(echo)
    follow_all(stream)
    assert len(kinds("message")) == 2
    values = {":s": "sent", ":r": ref("wamid.out")}
    table.update(sending["pk"], sending["sk"], "SET #status = :s, #provider_ref = :r", values)
    follow_all(stream)
    assert [message["sk"] for message in kinds("message")] == [sending["sk"]]
    assert not put_once(echo)


def test_what_was_said_in_another_app_stays(stream: StreamReader) -> None:
    sent = ours(status="sent", provider_ref=ref("wamid.out"))
    assert table.put_if_absent(sent)
    assert put_once(said("wamid.other", NOON + 1500, echo=True))
    follow_all(stream)
    follow_all(stream)
    assert len(kinds("message")) == 2
    assert echoes.claim(sent, ref("wamid.out")) is None
