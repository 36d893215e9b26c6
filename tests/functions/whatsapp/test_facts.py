"""Reactions, edits and deletions are facts about another message, the same in every delivery."""

from shared.messages import Noted
from tests.functions.whatsapp.reading import ANA, event, noted, read_message, said


def test_a_reaction_is_put_on_and_taken_off() -> None:
    put, taken = noted("reaction"), noted("reaction_removed")
    assert put.data == {"emoji": "👍", "by": "contact"}
    assert taken.data == {"emoji": "", "by": "contact"}
    assert put.target == taken.target
    assert put.at < taken.at
    assert put.identity == ANA


def test_an_empty_emoji_takes_a_reaction_off_too() -> None:
    found = read_message(type="reaction", reaction={"message_id": "wamid.A", "emoji": ""})
    assert isinstance(found, Noted)
    assert found.data["emoji"] == ""


def test_facts_are_told_apart_without_the_customers_number() -> None:
    put, taken = noted("reaction"), noted("reaction_removed")
    assert put.event != taken.event
    assert put.event == noted("reaction").event
    # A wamid is base64 of the number, and the event becomes part of a key.
    assert "wamid" not in put.event
    assert put.event.startswith("reaction-")


def test_an_edit_has_the_new_form_of_its_message() -> None:
    found = noted("edited_message")
    assert found.target == said("text_message").provider_id
    assert (found.data["type"], found.data["text"]) == ("text", "Hola, ¿queda alguno en verde?")
    caption = noted("edited_caption")
    assert caption.target == said("image_message").provider_id
    assert (caption.data["type"], caption.data["text"]) == ("image", "It came broken, look")
    assert caption.data["content"]["media"]["id"] == "1003383421387256"


def test_a_message_is_taken_back_once() -> None:
    found = noted("revoked_message")
    assert (found.what, found.event) == ("revoke", "revoke")
    assert found.target == said("text_message").provider_id
    assert event("revoked_message") == event("revoked_message")
