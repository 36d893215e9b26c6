"""Our messages in the platform's words."""

import json
from typing import Any

import pytest

from shared.channels import MESSENGER
from shared.errors import MessageRejected
from shared.messenger_platform.render import Body, render, signalled


def message(kind: str = "text", text: str = "", **fields: Any) -> dict[str, Any]:
    content = fields.pop("content", {})
    return {"identity": "7", "type": kind, "text": text, "content": json.dumps(content), **fields}


def said(kind: str = "text", text: str = "", **fields: Any) -> Body:
    body: Body = render(message(kind, text, **fields), MESSENGER)["message"]
    return body


def choices(count: int, title: str = "M") -> list[dict[str, str]]:
    return [{"id": f"SIZE_{n}", "title": f"{title}{n}"} for n in range(count)]


def test_a_text_answers_somebody() -> None:
    assert render(message(text="Hi"), MESSENGER) == {
        "recipient": {"id": "7"},
        "messaging_type": "RESPONSE",
        "message": {"text": "Hi"},
    }


def test_a_late_answer_of_a_person_has_its_tag() -> None:
    body = render(message(text="Sorry", late=True), MESSENGER)
    assert (body["messaging_type"], body["tag"]) == ("MESSAGE_TAG", "HUMAN_AGENT")


def test_an_answer_can_quote() -> None:
    assert render(message(text="Yes", reply_to="m_1"), MESSENGER)["reply_to"] == {"mid": "m_1"}


def test_a_text_is_as_long_as_is_allowed_and_no_longer() -> None:
    assert said(text="é" * 2000) == {"text": "é" * 2000}
    for text, code in (("é" * 2001, "too-long"), ("", "empty")):
        with pytest.raises(MessageRejected) as refused:
            said(text=text)
        assert refused.value.code == code


def test_few_choices_are_buttons_that_stay() -> None:
    payload = said("interactive", "Size?", content={"buttons": choices(3)})["attachment"]["payload"]
    assert (payload["template_type"], payload["text"]) == ("button", "Size?")
    assert payload["buttons"][0] == {"type": "postback", "title": "M0", "payload": "SIZE_0"}


@pytest.mark.parametrize(("count", "prompt"), [(4, "Size?"), (13, "Size?"), (2, "S" * 641)])
def test_more_choices_are_quick_replies(count: int, prompt: str) -> None:
    body = said("interactive", prompt, content={"buttons": choices(count)})
    assert body["text"] == prompt
    assert len(body["quick_replies"]) == count
    first = {"content_type": "text", "title": "M0", "payload": "SIZE_0"}
    assert body["quick_replies"][0] == first


@pytest.mark.parametrize("buttons", [choices(14), choices(2, "A title of twenty-one")])
def test_what_cannot_be_tapped_is_numbered(buttons: list[dict[str, str]]) -> None:
    text = said("interactive", "Size?", content={"buttons": buttons})["text"]
    assert text.startswith(f"Size?\n\n1. {buttons[0]['title']}\n2. ")


def test_nothing_to_choose_from_is_no_choice() -> None:
    with pytest.raises(MessageRejected):
        said("interactive", "Size?", content={"buttons": []})


@pytest.mark.parametrize(
    ("kind", "theirs"),
    [("image", "image"), ("audio", "audio"), ("video", "video"), ("file", "file")],
)
def test_a_file_goes_by_id_or_by_link(kind: str, theirs: str) -> None:
    by_id = said(kind, content={"media": {"id": "9", "url": "https://a.example/b"}})
    assert by_id == {"attachment": {"type": theirs, "payload": {"attachment_id": "9"}}}
    by_link = said(kind, content={"media": {"url": "https://a.example/b"}})
    assert by_link["attachment"]["payload"] == {"url": "https://a.example/b"}


@pytest.mark.parametrize(
    ("kind", "text", "content", "code"),
    [
        ("image", "Look", {"media": {"id": "9"}}, "no-caption"),
        ("image", "", {"media": {}}, "no-file"),
        ("template", "", {"name": "a", "language": "en"}, "unsupported-type"),
        ("contacts", "", {"contacts": []}, "unsupported-type"),
    ],
)
def test_what_the_platform_lacks_is_refused(
    kind: str, text: str, content: dict[str, Any], code: str
) -> None:
    with pytest.raises(MessageRejected) as refused:
        said(kind, text, content=content)
    assert refused.value.code == code


def test_a_place_is_told_with_a_link() -> None:
    place = {"latitude": 41.38, "longitude": 2.17, "name": "The shop"}
    text = "The shop\nhttps://maps.google.com/?q=41.38,2.17"
    assert said("location", content=place) == {"text": text}


@pytest.mark.parametrize(("emoji", "name"), [("❤️", "love"), ("❤", "love"), ("👍", "like")])
def test_a_reaction_goes_by_its_name(emoji: str, name: str) -> None:
    body = render(message("reaction", content={"emoji": emoji}, reply_to="m_1"), MESSENGER)
    assert body["payload"] == {"message_id": "m_1", "reaction": name}
    assert body["sender_action"] == "react"


def test_a_reaction_can_be_taken_off() -> None:
    body = render(message("reaction", content={"emoji": ""}, reply_to="m_1"), MESSENGER)
    assert (body["sender_action"], body["payload"]) == ("unreact", {"message_id": "m_1"})


@pytest.mark.parametrize(("emoji", "target"), [("🦄", "m_1"), ("❤", None)])
def test_no_other_reaction_can_be_sent(emoji: str, target: str | None) -> None:
    with pytest.raises(MessageRejected):
        render(message("reaction", content={"emoji": emoji}, reply_to=target), MESSENGER)


def test_reading_and_typing_are_shown() -> None:
    recipient = {"recipient": {"id": "7"}}
    assert signalled("read", "7") == {**recipient, "sender_action": "mark_seen"}
    assert signalled("typing", "7") == {**recipient, "sender_action": "typing_on"}
