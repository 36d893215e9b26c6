"""What a customer says or does, by type."""

import pytest

from functions.apple.contents import contents_of
from shared.intake.bounding import MOST_UNREADABLE
from shared.intake.fields import Unfit
from shared.messages import Unreadable
from tests.functions.apple.reading import attachment, message

P = "\ufffc"


def test_a_text_is_as_it_was_written() -> None:
    assert contents_of(message(body=" hi \n"), "") == [("text", " hi \n", {})]


@pytest.mark.parametrize(
    ("body", "words"),
    [(P, ""), (f"{P}look", "look"), (f"see {P} here", "see   here"), (None, ""), (f"a{P}", "a")],
)
def test_the_sign_of_a_file_is_not_part_of_the_words(body: str | None, words: str) -> None:
    ((kind, said, content),) = contents_of(message(body=body, attachments=[attachment()]), "")  # type: ignore[misc]
    assert (kind, said) == ("image", words)
    assert content["media"]["id"]


def test_the_words_go_with_the_first_of_several_files() -> None:
    files = [attachment(), attachment(mimeType="video/mp4"), attachment(mimeType="text/vcard")]
    found = contents_of(message(body=f"{P}{P}{P}all", attachments=files), "")
    assert [part[:2] for part in found] == [("image", "all"), ("video", ""), ("file", "")]  # type: ignore[index]


@pytest.mark.parametrize("broken", [None, 7, {}, {"url": "x"}])
def test_a_broken_attachment_takes_nothing_with_it(broken: object) -> None:
    found = contents_of(message(body=f"{P}{P}look", attachments=[broken, attachment()]), "")
    assert found[0][:2] == ("image", "look")  # type: ignore[index]
    assert isinstance(found[1], Unreadable)
    alone = contents_of(message(body=f"{P}look", attachments=[broken]), "")
    assert alone[0] == ("text", "look", {})
    assert [type(one) for one in contents_of(message(body=P, attachments=[broken]), "")] == [
        Unreadable
    ]


def test_more_attachments_than_there_is_room_for_are_kept_with_the_whole() -> None:
    with pytest.raises(Unfit, match="too many"):
        contents_of(message(body="look", attachments=[0] * (MOST_UNREADABLE + 1)), "")


@pytest.mark.parametrize("body", ["", " ", P, None, 7])
def test_nothing_said_is_unfit(body: object) -> None:
    with pytest.raises(Unfit):
        contents_of(message(body=body), "")


def test_leaving_is_an_event() -> None:
    assert contents_of(message(type="close"), "") == [("event", "", {"event": "closed"})]


def test_a_rich_link_is_its_title_and_its_link() -> None:
    link = {"url": "https://example.com/", "title": "Blue"}
    ((kind, words, content),) = contents_of(message(type="richLink", richLinkData=link), "")  # type: ignore[misc]
    assert (kind, words) == ("text", "Blue\nhttps://example.com/")
    assert content == {"rich_link": link}
    bare = message(type="richLink", richLinkData={"url": "https://example.com/"})
    assert contents_of(bare, "")[0][1] == "https://example.com/"  # type: ignore[index]


def test_an_unknown_type_is_kept_with_what_it_brought() -> None:
    made = message(type="hologram", body="hi", of={"a": "cat"})
    assert contents_of(made, "") == [
        ("unsupported", "hi", {"kind": "hologram", "raw": {"body": "hi", "of": {"a": "cat"}}})
    ]
    bare = message(type="hologram", body=None)
    assert contents_of(bare, "") == [("unsupported", "", {"kind": "hologram"})]
