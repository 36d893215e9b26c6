"""Apple's payload as a whole: what becomes of one request."""

import pytest

from functions.apple.parse import parse
from shared.messages import Said, Unreadable
from tests.functions.apple.reading import (
    ANA,
    BUSINESS,
    HEADERS,
    MESSAGE,
    NOW_S,
    attachment,
    event,
    interactive,
    message,
    read,
    read_one,
    said,
)

pytestmark = pytest.mark.usefixtures("the_time")


def test_a_text_tells_who_said_it_to_whom_and_no_time() -> None:
    made = read_one(message())
    assert (made.account_ref, made.identity, made.provider_id) == (BUSINESS, ANA, MESSAGE)
    assert (made.type, made.text, made.sent_at) == ("text", "Hola", 0)


def test_the_first_contact_tells_how_it_came_about() -> None:
    made = said("text_message")
    assert made.content["referral"] == {"intent": "billing", "group": "eu"}
    assert made.content["device"]["capabilities"][:2] == ["QUICK", "LIST"]
    assert made.text == "Hola, ¿queda alguno en azul? 🎉 こんにちは"


def test_several_files_are_several_messages_a_moment_apart() -> None:
    found = event("several_files")
    told = [(f.type, f.text, f.provider_id[-4:], f.sent_at) for f in found if isinstance(f, Said)]
    at = NOW_S * 1000
    assert [t[:2] for t in told] == [("image", "all of them"), ("video", ""), ("file", "")]
    assert [t[3] for t in told] == [0, at + 1, at + 2]
    assert [t[2] for t in told][1:] == ["06#2", "06#3"]


def test_a_broken_file_is_put_aside_and_the_rest_said() -> None:
    whole, broken = event("one_broken_attachment")
    assert isinstance(whole, Said)
    assert (whole.type, whole.text) == ("image", "look")
    assert isinstance(broken, Unreadable)
    assert broken.item["attachment"]["key"] == "00zz"


@pytest.mark.parametrize("kind", ["typing_start", "typing_end"])
def test_typing_is_not_kept(kind: str) -> None:
    assert read(message(type=kind, body=None)) == []


def test_leaving_is_an_event() -> None:
    made = said("close")
    assert (made.type, made.content["event"]) == ("event", "closed")


def test_a_choice_is_known_by_its_identifier() -> None:
    made = read_one(interactive({"quick-reply": {"selectedIdentifier": "m"}}), HEADERS)
    assert made.content["reply"]["id"] == "m"
    assert made.content["device"]["agent"] == "iPhone OS"


@pytest.mark.parametrize(
    "wrong",
    [
        message(type=None),
        message(id=None),
        message(sourceId=7),
        message(destinationId=""),
        message(body=""),
        message(type="interactive"),
        message(type="typing_start", id=None),
    ],
)
def test_what_cannot_be_used_is_refused_as_a_whole(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no "):
        read(wrong)


def test_what_is_no_message_is_refused() -> None:
    for body in (b"", b"{}", b"{}\n[]", b"{}\nhello", b"{}\n\x1f\x8b\x08", b"\xff\n{}"):
        with pytest.raises(ValueError):
            parse(body)


def test_a_broken_attachment_alone_is_put_aside() -> None:
    (found,) = read(message(body="\ufffc", attachments=[attachment(url=None)]))
    assert isinstance(found, Unreadable)
