"""What Instagram's webhooks say, in the project's words."""

import pytest

from shared.messages import Noted, Said
from tests.functions.instagram.reading import (
    ACCOUNT,
    ANA,
    event,
    item,
    noted,
    payload,
    read,
    said,
)
from tests.functions.messenger_platform.reading import AT

MID = "aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEOjE3ODQx"


def test_a_text_names_its_account_its_customer_and_its_time() -> None:
    assert said("text_message") == Said(ACCOUNT, ANA, f"{MID}1", AT, "text", "¿Cuánto cuesta? 🎉")


def test_an_answer_to_a_story_says_which() -> None:
    found = said("story_reply")
    assert found.content["context"]["story"]["id"] == "17888"
    assert found.reply_to is None
    assert said("reply").reply_to == f"{MID}out"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("story_mention", "story_mention"), ("shared_post", "share"), ("shared_reel", "ig_reel")],
)
def test_what_was_shared_is_a_file_of_its_kind(name: str, kind: str) -> None:
    found = said(name)
    assert (found.type, found.content["media"]["kind"]) == ("file", kind)
    assert found.content["media"]["url"].startswith("https://lookaside.fbsbx.com/")


def test_a_heart_has_no_file() -> None:
    assert (said("like_heart").text, said("like_heart").content) == (
        "❤️",
        {"context": {"like_heart": True}},
    )


def test_several_pictures_are_several_messages() -> None:
    names = [one.provider_id for one in event("several_images") if isinstance(one, Said)]
    assert names == [f"{MID}9", f"{MID}9#2"]


def test_what_was_unsent_is_forgotten_with_all_its_parts() -> None:
    found = [one for one in event("unsent_message") if isinstance(one, Noted)]
    assert found[0] == Noted(
        ACCOUNT, ANA, "revoke", f"{MID}1", "revoke", AT + 60000, {"by": "contact"}
    )
    assert found[1].target == f"{MID}1#2"


def test_a_read_names_one_message() -> None:
    assert noted("seen") == Noted(
        ACCOUNT, ANA, "status", f"{MID}out", "read", AT, {"status": "read"}
    )


def test_an_ice_breaker_is_a_tap() -> None:
    found = said("ice_breaker")
    assert (found.type, found.text) == ("interactive", "Where are you?")
    assert found.content["reply"]["payload"] == "FAQ1"


def test_an_echo_is_said_by_the_business_to_its_customer() -> None:
    found = said("echo")
    assert (found.echo, found.identity, found.text) == (True, ANA, "Typed in the app")


def test_a_product_and_an_ad_stay_with_the_question() -> None:
    assert said("product_question").content["referral"] == {"product": {"id": "4321"}}
    assert said("ad_message").content["referral"]["ad_id"] == "6045246247433"


def test_an_example_of_the_documentation_is_read() -> None:
    found = said("wrapped_message")
    assert (found.identity, found.provider_id, found.text) == ("12334", "random_mid", "random_text")
    assert found.sent_at == 1_527_459_824_000


def test_a_payload_about_a_page_is_refused() -> None:
    with pytest.raises(ValueError, match="no instagram"):
        read({**payload(item()), "object": "page"})
