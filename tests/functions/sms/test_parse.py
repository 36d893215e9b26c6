"""A form is a message or a report; anything else is left to whoever can read it."""

import pytest

from functions.sms.parse import parse
from shared.messages import Noted, Said


def test_a_message_and_a_report_are_told_apart_by_the_status() -> None:
    around = b"@account=%2B14155550199&MessageSid=SM1&From=%2B34600111222&To=%2B14155550199"
    assert isinstance(parse(around)[0], Said)
    assert isinstance(parse(around + b"&MessageStatus=sent")[0], Noted)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b'[{"type":"com.twilio.messaging.message.delivered"}]',
        b"MessageSid=",
        b"MessageSid=SM1",
        b"MessageSid=SM1&From=%2B34600111222&To=%2B14155550199",
        b"\xff\xfe",
        b"&".join(b"f%d=" % number for number in range(2_000)),
    ],
)
def test_what_cannot_be_used_is_refused_as_a_whole(body: bytes) -> None:
    with pytest.raises(ValueError):
        parse(body)
