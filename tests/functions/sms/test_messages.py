"""Customers' messages: who, to whom, what, and which files."""

import pytest

from shared.intake.fields import Unfit
from tests.clock import SteppingClock
from tests.functions.sms.calls import ACCOUNT_SID, CUSTOMER, NUMBER
from tests.functions.sms.reading import event, said

MEDIA = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/MM1/Media/ME"


def test_a_text_says_who_wrote_what_to_which_number() -> None:
    (one,) = said(MessageSid="SM1", Body="café 👋\r\nsecond line")
    assert (one.identity, one.account_ref, one.provider_id) == (CUSTOMER, NUMBER, "SM1")
    assert (one.type, one.text, one.content) == ("text", "café 👋\r\nsecond line", {"segments": 1})
    assert (one.name, one.reply_to, one.echo) == (None, None, False)


def test_a_text_has_no_time_of_its_own() -> None:
    (one,) = said()
    assert one.sent_at == 0


def test_a_plus_and_a_percent_sign_are_what_they_were() -> None:
    (one,) = said(Body="1+1=2 & 100% + +")
    assert one.text == "1+1=2 & 100% + +"


def test_an_empty_text_is_a_text() -> None:
    (one,) = said(Body="")
    assert (one.type, one.text) == ("text", "")


@pytest.mark.parametrize("who", ["+34600111222", "22395", "MyBank 24", "447", "+123456789012345"])
def test_numbers_short_codes_and_names_stay_as_they_are_written(who: str) -> None:
    assert said(From=who)[0].identity == who


@pytest.mark.parametrize(
    "who", [None, "", "whatsapp:+34600111222", "rcs:+1", "messenger:7", "+1 555", "MyBankOfNorth"]
)
def test_an_address_of_another_channel_is_nobodys_number(who: str | None) -> None:
    with pytest.raises(Unfit):
        said(From=who)


def test_the_count_of_segments_is_told() -> None:
    assert said(NumSegments="3")[0].content["segments"] == 3
    assert said(NumSegments="x")[0].content == {}
    assert said(NumSegments=None)[0].content == {}


def test_a_photo_comes_with_its_words() -> None:
    (one,) = said(Body="broken", NumMedia="1", MediaUrl0=f"{MEDIA}7", MediaContentType0="image/png")
    assert (one.type, one.text) == ("image", "broken")
    assert one.content["media"] == {"id": "ME7", "url": f"{MEDIA}7", "mime_type": "image/png"}


def test_each_further_file_is_a_message_after_the_first(the_time: SteppingClock) -> None:
    first, second, third = event("several_files")
    assert [first.provider_id, second.provider_id, third.provider_id] == [
        f"MM{5:032x}",
        f"MM{5:032x}#2",
        f"MM{5:032x}#3",
    ]
    assert [first.text, second.text, third.text] == ["Three things", "", ""]
    assert second.content["media"]["mime_type"] == "text/x-vcard"
    assert [first.sent_at, second.sent_at, third.sent_at] == [0, the_time.now + 1, the_time.now + 2]


@pytest.mark.parametrize(
    ("mime", "made"),
    [
        ("image/jpeg", "image"),
        ("IMAGE/PNG", "image"),
        ("audio/amr; rate=8000", "audio"),
        ("video/3gpp", "video"),
        ("text/vcard", "file"),
        ("application/pdf", "file"),
        ("", "file"),
    ],
)
def test_a_file_is_shown_as_what_it_is(mime: str, made: str) -> None:
    found = said(NumMedia="1", MediaUrl0=f"{MEDIA}1", MediaContentType0=mime)
    assert found[0].type == made


def test_a_file_that_is_announced_but_not_named_leaves_the_words() -> None:
    (one,) = said(Body="see this", NumMedia="2")
    assert (one.type, one.text) == ("text", "see this")


def test_more_than_ten_files_are_not_looked_for() -> None:
    files = {f"MediaUrl{number}": f"{MEDIA}{number}" for number in range(12)}
    assert len(said(NumMedia="12", **files)) == 10


def test_a_word_of_opt_out_below_a_photo_is_its_caption() -> None:
    (one,) = said(Body="STOP", NumMedia="1", MediaUrl0=f"{MEDIA}1", MediaContentType0="image/png")
    assert (one.type, one.text) == ("image", "STOP")


def test_what_twilio_took_for_its_own_stands_before_the_photo() -> None:
    photo = {"NumMedia": "1", "MediaUrl0": f"{MEDIA}1", "MediaContentType0": "image/png"}
    event, image = said(Body="STOP", OptOutType="STOP", **photo)
    assert (event.type, event.text, event.content["event"]) == ("event", "STOP", "opted-out")
    assert (image.type, image.text, image.content["media"]["id"]) == ("image", "", "ME1")
    assert image.provider_id == f"{event.provider_id}#2"
