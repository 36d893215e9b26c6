"""The content templates that Twilio lists: all pages, and only what phones can be shown."""

from typing import Any

import pytest

from functions.sms import api
from functions.sms.listing import listed, made
from shared.errors import CredentialsRejected
from tests.functions.sms.calls import SECRET
from tests.functions.sms.conftest import Twilio
from tests.simulator.sms import Sms
from tests.simulator.sms_contents import template


def contents(twilio: Twilio, *known: dict[str, Any]) -> None:
    platform = twilio.simulator.platforms["sms"]
    assert isinstance(platform, Sms)
    platform.contents.known = list(known)


def test_every_number_of_the_account_has_them_all(twilio: Twilio) -> None:
    found = listed({**SECRET, "accounts": {"+1": "main", "+2": "shop"}})
    assert found["main"] == found["shop"]
    assert [(one.name, one.language, one.slots) for one in found["main"]] == [
        ("order_ready", "en", ["1", "2"]),
        ("order_ready", "es", ["1", "2"]),
        ("parcel", "en", ["1"]),
    ]
    assert all(one.ref.startswith("HX") and one.status == "APPROVED" for one in found["main"])


def test_all_pages_are_read(twilio: Twilio) -> None:
    contents(twilio, *(template(f"t{n}", "en", "Hello") for n in range(1001)))
    assert len(listed(SECRET)["main"]) == 1001


def test_what_has_no_form_for_phones_is_left_out(twilio: Twilio) -> None:
    whole = template("a", "en", "Hello")
    broken: list[Any] = [{}, {**whole, "types": None}, {**whole, "language": None}]
    contents(twilio, *broken, template("card", "en", "Hello", "card"), whole)
    assert [one.name for one in listed(SECRET)["main"]] == ["a"]


def test_of_a_template_with_a_file_the_link_has_slots_too() -> None:
    types = {
        "twilio/text": {"body": "For {{2}}: https://a.example/{{1}}"},
        "twilio/media": {"body": "For {{2}}", "media": ["https://a.example/{{1}}.png"]},
    }
    found = made({**template("a", "en", ""), "types": types})
    assert (found.body, found.slots) == ("For {{2}}", ["1", "2"])


def test_a_type_without_a_form_is_passed_over() -> None:
    types = {"twilio/text": {"body": "Hello {{1}}"}, "twilio/media": None}
    assert made({**template("a", "en", ""), "types": types}).body == "Hello {{1}}"


def test_a_refusal_is_told(twilio: Twilio) -> None:
    with pytest.raises(CredentialsRejected):
        listed({**SECRET, "auth_token": "another"})


@pytest.mark.parametrize("url", ["", "None", "https://twilio.com.example/v1/Content"])
def test_nobody_else_is_asked_for_the_next_page(twilio: Twilio, url: str) -> None:
    assert not api.is_twilio(url)
