"""Who may be the same person, with reasons, and never more than suggested."""

from typing import Any

import pytest

from functions.follow_log import indexing
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.functions.agent_api.conftest import conversation
from tests.functions.agent_api.people import PHONE, SMS, WEBCHAT, WHATSAPP, three


@pytest.fixture(autouse=True)
def people(ana: Caller, the_time: SteppingClock) -> None:
    three(the_time.now)


def suggested(caller: Caller, contact: str) -> dict[str, list[tuple[str, str]]]:
    """By contact: what is the same, and how much it proves."""
    items: list[Any] = caller.get(f"/v1/contacts/{contact}/suggestions").body["items"]
    return {
        one["contact"]["id"]: [(reason["same"], reason["strength"]) for reason in one["reasons"]]
        for one in items
    }


def test_one_number_on_two_channels_is_a_strong_reason_a_name_a_weak_one(ana: Caller) -> None:
    assert suggested(ana, WHATSAPP) == {
        SMS: [("phone", "strong")],
        WEBCHAT: [("name", "weak")],
    }
    assert list(suggested(ana, WHATSAPP)) == [SMS, WEBCHAT]  # the likeliest first
    [first, _] = ana.get(f"/v1/contacts/{WHATSAPP}/suggestions").body["items"]
    assert first["reasons"][0]["why"] == "The same phone number, proven on both sides"
    assert ana.get(f"/v1/contacts/{SMS}").body["id"] == SMS  # nothing was merged


def test_the_number_behind_a_business_scoped_id_counts(
    ana: Caller, the_time: SteppingClock
) -> None:
    scoped = conversation("bsuid", the_time.now, identity="ES.1349", other_identity="34600777888")
    text = conversation("text", the_time.now, channel="sms", identity="+34600777888")
    for summary in (scoped, text):
        indexing.follow({}, summary)
    assert suggested(ana, "text".ljust(26, "a")) == {"bsuid".ljust(26, "a"): [("phone", "strong")]}


def test_one_account_of_the_sites_on_two_chats_is_a_strong_reason(
    ana: Caller, the_time: SteppingClock
) -> None:
    for name, account in (("shop", "shop"), ("help", "help")):
        indexing.follow(
            {},
            conversation(name, the_time.now, channel="webchat", account=account, identity="u-4711"),
        )
    indexing.follow({}, conversation("who", the_time.now, channel="webchat", identity="v-4711"))
    assert suggested(ana, "shop".ljust(26, "a")) == {"help".ljust(26, "a"): [("account", "strong")]}


def test_what_an_agent_wrote_makes_it_likely(ana: Caller) -> None:
    ana.patch(f"/v1/contacts/{SMS}", {"email": "MJ@example.com"})
    assert suggested(ana, WEBCHAT)[SMS] == [("email", "likely")]
    assert suggested(ana, SMS)[WEBCHAT] == [("email", "likely")]
    ana.patch(f"/v1/contacts/{WEBCHAT}", {"phone": f"+{PHONE}"})
    assert suggested(ana, SMS)[WEBCHAT] == [("email", "likely"), ("phone", "likely")]
    ana.patch(f"/v1/contacts/{SMS}", {"email": None})
    assert suggested(ana, SMS)[WEBCHAT] == [("phone", "likely")]


def test_who_is_one_person_already_is_not_suggested(ana: Caller) -> None:
    body = {"contact_id": SMS, "reason": "the same number"}
    ana.post(f"/v1/contacts/{WHATSAPP}/merge", body)
    assert suggested(ana, SMS) == {WEBCHAT: [("name", "weak")]}
    assert suggested(ana, WEBCHAT) == {WHATSAPP: [("name", "weak")]}


def test_nobody_on_other_channels_is_suggested(ana: Caller) -> None:
    assert suggested(Caller(channels="whatsapp", token="token-2"), WHATSAPP) == {}
    body = {"contact_id": SMS, "reason": "the same person"}
    ana.post(f"/v1/contacts/{WEBCHAT}/merge", body)
    of_chat = Caller(channels="whatsapp,webchat", token="token-4")  # the number is on another one
    assert suggested(of_chat, WHATSAPP) == {WEBCHAT: [("name", "weak")]}
    assert of_chat.get("/v1/contacts", q=f"+{PHONE}").body["items"][1:] == []
    ana.post(f"/v1/contacts/{WEBCHAT}/unmerge", {"contact_id": SMS})
    assert suggested(Caller(channels="whatsapp,sms", token="token-3"), WHATSAPP) == {
        SMS: [("phone", "strong")]
    }
