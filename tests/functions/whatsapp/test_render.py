"""Messages of ours in WhatsApp's words; every body here is one that the platform takes."""

import json
from typing import Any

import pytest

from functions.whatsapp.render import render, signalled
from shared.errors import MessageRejected
from tests.simulator.whatsapp_checks import check_message

PHONE = "34600111222"
OUR_ID = "conversation.1767225600000.ref"
LINK = "https://cdn.example/a.jpg"


def rendered(
    kind: str, text: str = "", content: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    message = {
        "pk": "C#conversation",
        "sk": "M#1767225600000#ref",
        "identity": PHONE,
        "type": kind,
        "text": text,
        "content": json.dumps(content or {}),
        **more,
    }
    body = render(message)
    check_message(body)
    return body


def said(kind: str, text: str = "", content: dict[str, Any] | None = None, **more: Any) -> Any:
    """The part of the body that is the message itself."""
    body = rendered(kind, text, content, **more)
    return body[body["type"]]


def test_a_text_in_full() -> None:
    assert rendered("text", "Hi") == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": PHONE,
        "type": "text",
        "text": {"body": "Hi", "preview_url": False},
        "biz_opaque_callback_data": OUR_ID,
    }


@pytest.mark.parametrize("identity", ["ES.13491208655302741918", "US.ENT.506847293015824"])
def test_a_business_scoped_id_is_the_recipient(identity: str) -> None:
    body = rendered("text", "Hi", identity=identity)
    assert body["recipient"] == identity
    assert "to" not in body


def test_an_answer_quotes_what_it_answers() -> None:
    assert rendered("text", "Hi", reply_to="wamid.IN")["context"] == {"message_id": "wamid.IN"}


@pytest.mark.parametrize(
    ("kind", "theirs"), [("image", "image"), ("video", "video"), ("file", "document")]
)
def test_a_file_goes_as_a_link_with_its_caption(kind: str, theirs: str) -> None:
    body = rendered(kind, "Look", {"media": {"url": LINK}})
    assert (body["type"], body[theirs]) == (theirs, {"link": LINK, "caption": "Look"})


@pytest.mark.parametrize("kind", ["audio", "sticker"])
def test_what_is_heard_or_stuck_has_no_caption(kind: str) -> None:
    assert said(kind, "", {"media": {"url": LINK}}) == {"link": LINK}
    with pytest.raises(MessageRejected):
        said(kind, "words", {"media": {"url": LINK}})


def test_a_file_already_uploaded_goes_by_its_id() -> None:
    assert said("image", "", {"media": {"id": "99", "url": LINK}}) == {"id": "99"}


def test_only_documents_show_their_name() -> None:
    media = {"media": {"url": LINK, "name": "a.pdf"}}
    assert said("file", "", media) == {"link": LINK, "filename": "a.pdf"}
    assert said("image", "", media) == {"link": LINK}


def test_a_place() -> None:
    place = {"latitude": 41.38, "longitude": 2.17, "name": "Shop", "address": None}
    assert said("location", "", place) == {"latitude": 41.38, "longitude": 2.17, "name": "Shop"}


def test_contacts() -> None:
    bob = {"name": "Bob Doe", "phones": ["+15550100"], "emails": ["bob@example.com"]}
    assert said("contacts", "", {"contacts": [bob, {"name": "Eve"}]}) == [
        {
            "name": {"formatted_name": "Bob Doe", "first_name": "Bob Doe"},
            "phones": [{"phone": "+15550100"}],
            "emails": [{"email": "bob@example.com"}],
        },
        {"name": {"formatted_name": "Eve", "first_name": "Eve"}},
    ]


@pytest.mark.parametrize("emoji", ["👍", ""])
def test_a_reaction_names_its_target_and_quotes_nothing(emoji: str) -> None:
    body = rendered("reaction", "", {"emoji": emoji}, reply_to="wamid.IN")
    assert body["reaction"] == {"message_id": "wamid.IN", "emoji": emoji}
    assert "context" not in body


@pytest.mark.parametrize(
    ("kind", "text", "content"),
    [
        ("text", "", {}),
        ("text", "a" * 4097, {}),
        ("image", "a" * 1025, {"media": {"url": LINK}}),
        ("image", "", {}),
        ("interactive", "Pick", {"buttons": []}),
        ("template", "", {"name": "order_ready"}),
        ("event", "", {"event": "window-closed"}),
        ("unsupported", "", {}),
    ],
)
def test_what_whatsapp_has_no_words_for_is_refused(
    kind: str, text: str, content: dict[str, Any]
) -> None:
    with pytest.raises(MessageRejected) as caught:
        rendered(kind, text, content)
    assert caught.value.title.endswith(".")


def test_the_longest_text_goes() -> None:
    assert len(said("text", "é" * 4096)["body"]) == 4096


def test_reading_and_typing() -> None:
    read = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.IN"}
    assert signalled("read", "wamid.IN") == read
    assert signalled("typing", "wamid.IN") == {**read, "typing_indicator": {"type": "text"}}
