"""Requests are authentic with our token, of this moment, and sealed where they should be."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest

from functions.wechat.verify import handshake, signature, verify
from shared import clock
from shared.errors import Forged
from shared.intake.incoming import LONGEST_UNPROVED, Request, request_of
from tests.clock import SteppingClock
from tests.events import load, names
from tests.functions.wechat.signing import APP_ID, AT, KEY, PLAIN, SEALED, TOKEN, wechat_event
from tests.functions.wechat.test_envelope import (
    DEBUG_APP,
    DEBUG_KEY,
    DEBUG_PACKET,
    DEBUG_SEALED,
    GOOD_LUCK,
)

PACKET = b"<xml><MsgType>text</MsgType></xml>"


def plain(packet: bytes = PACKET, **how: Any) -> Request:
    return request_of(wechat_event(packet, **how))


def sealed(packet: bytes = PACKET, **how: Any) -> Request:
    return request_of(wechat_event(packet, **{"mode": "sealed", **how}))


def forged(given: Request, secrets: Any = SEALED, check: Any = verify) -> bool:
    try:
        check(given, secrets)
    except Forged:
        return True
    return False


def asking(query: dict[str, str], body: bytes = b"") -> Request:
    raw = urlencode(query)
    return replace(plain(), query=query, raw_query=raw, body=body)


def having(given: Request, **changed: str | None) -> Request:
    """``given`` with other parameters; None takes one away."""
    query = {**given.query, **changed}
    return replace(given, query={name: v for name, v in query.items() if v is not None})


@pytest.mark.usefixtures("the_time")
@pytest.mark.parametrize("name", [name for name in names("wechat") if name != "handshake"])
def test_each_event_is_signed(name: str) -> None:
    event = load("wechat", name)
    closed = event["pathParameters"]["account"] == "sealed"
    packet = verify(request_of(event), SEALED if closed else PLAIN)
    assert (packet != request_of(event).body) == closed


@pytest.mark.usefixtures("the_time")
def test_what_nobody_has_proved_is_not_read_at_any_length() -> None:
    given = sealed()
    longest = given.body + b" " * (LONGEST_UNPROVED - len(given.body))
    assert not forged(replace(given, body=longest))
    assert forged(replace(given, body=longest + b" "))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("AAAAA", "1714036504", "1514711492"), "f464b24fc39322e44b38aa78f5edd27bd1441696"),
        (("AAAAA", "1714037059", "486452656"), "899cf89e464efb63f54ddac96b0a0a235f53aa78"),
        (("AAAAA", "1714112445", "415670741"), "6c5c811b55cc85e0e1b54100749188c20beb3f5d"),
        (
            ("AAAAA", "1714112445", "415670741", DEBUG_SEALED),
            "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3",
        ),
        (
            ("AAAAA", "1713424427", "415670741", GOOD_LUCK),
            "1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1",
        ),
        (("test", "1410685589", "test"), "f21891de399b4e33a1a93c9a7b8a8fffb5a443ff"),
    ],
)
def test_the_published_signatures_come_out(parts: tuple[str, ...], expected: str) -> None:
    assert signature(*parts) == expected
    assert signature(*reversed(parts)) == expected


def test_the_published_handshake_is_answered() -> None:
    query = {
        "signature": "f464b24fc39322e44b38aa78f5edd27bd1441696",
        "echostr": "4375120948345356249",
        "timestamp": "1714036504",
        "nonce": "1514711492",
    }
    with clock.running_on(SteppingClock(1_714_036_505_000)):
        reply = handshake(asking(query), {"token": "AAAAA"})
    assert (reply.body, reply.content_type) == ("4375120948345356249", "text/plain")


def test_the_published_sealed_message_opens() -> None:
    query = {
        "signature": "6c5c811b55cc85e0e1b54100749188c20beb3f5d",
        "timestamp": "1714112445",
        "nonce": "415670741",
        "encrypt_type": "aes",
        "msg_signature": "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3",
    }
    body = f'{{"ToUserName":"gh_97417a04a28d","Encrypt":"{DEBUG_SEALED}"}}'.encode()
    secrets = {"token": "AAAAA", "encoding_aes_key": DEBUG_KEY, "app_id": DEBUG_APP}
    with clock.running_on(SteppingClock(1_714_112_446_000)):
        assert verify(asking(query, body), secrets) == DEBUG_PACKET


@pytest.mark.usefixtures("the_time")
class TestHandshake:
    def test_the_echo_comes_back_as_it_came(self) -> None:
        given = request_of(load("wechat", "handshake"))
        assert handshake(given, PLAIN).body == "4375120948345356249"
        assert handshake(given, SEALED).body == "4375120948345356249"  # plain in safe mode too

    @pytest.mark.parametrize("name", ["signature", "timestamp", "nonce", "echostr"])
    def test_each_part_of_it_is_needed(self, name: str) -> None:
        given = request_of(load("wechat", "handshake"))
        for value in (None, "", given.query[name] + "0", f"{given.query[name]},"):
            changed = having(given, **{name: value})
            unsigned_echo = name == "echostr" and value
            assert forged(changed, PLAIN, handshake) != bool(unsigned_echo)


@pytest.mark.usefixtures("the_time")
class TestPlain:
    def test_the_body_is_the_packet(self) -> None:
        assert verify(plain(), PLAIN) == PACKET

    @pytest.mark.parametrize(
        "given",
        [
            None,
            "",
            "0" * 40,
            signature(TOKEN, str(AT), "486452656").upper(),
            signature(TOKEN, str(AT), "486452656") + "0",
            " " + signature(TOKEN, str(AT), "486452656"),
            ",".join([signature(TOKEN, str(AT), "486452656")] * 2),
            signature("", str(AT), "486452656"),
            "é" * 40,
            "\ud83d",
        ],
    )
    def test_any_other_signature_is_refused(self, given: str | None) -> None:
        assert forged(having(plain(), signature=given), PLAIN)

    @pytest.mark.parametrize("name", ["timestamp", "nonce"])
    def test_a_signature_of_something_else_is_refused(self, name: str) -> None:
        for value in (None, "", "1767225602", "1767225601,1767225601", "é"):
            assert forged(having(plain(), **{name: value}), PLAIN)

    @pytest.mark.parametrize("token", ["", None, 7, [TOKEN]])
    def test_without_a_token_everything_is_refused(self, token: Any) -> None:
        for given in (plain(), plain(token=""), plain(token="None")):
            assert forged(given, {**PLAIN, "token": token})
        assert forged(plain(), {})

    def test_a_sealed_message_without_its_key_is_not_believed(self) -> None:
        given = having(sealed(), signature="0" * 40)
        assert forged(given, PLAIN)


@pytest.mark.parametrize("mode", ["plain", "sealed"])
def test_a_signed_time_counts_for_ten_minutes(the_time: SteppingClock, mode: str) -> None:
    secrets = PLAIN if mode == "plain" else SEALED
    now = the_time.now // 1000
    for at in (now - 600, now - 15, now, now + 600):
        assert not forged(plain(mode=mode, at=at), secrets)
    for at in (now - 601, now + 601, 0, now * 1000, -now):
        assert forged(plain(mode=mode, at=at), secrets)
    the_time.advance(minutes=11)
    assert forged(plain(mode=mode, at=now), secrets)


@pytest.mark.usefixtures("the_time")
@pytest.mark.parametrize("at", ["", "now", "1767225601.0", "+1767225601", "١٧٦٧٢٢٥٦٠١", "1" * 5000])
def test_a_time_that_is_none_is_refused_however_it_is_signed(at: str) -> None:
    query = {"timestamp": at, "nonce": "1", "signature": signature(TOKEN, at, "1")}
    assert forged(asking(query, PACKET), PLAIN)


@pytest.mark.usefixtures("the_time")
class TestSealed:
    def test_only_what_was_sealed_is_read(self) -> None:
        assert verify(sealed(), SEALED) == PACKET
        assert verify(sealed(mode="sealed-json"), SEALED) == PACKET

    def test_in_compatible_mode_nothing_in_clear_is_read(self) -> None:
        given = sealed(mode="compatible")
        changed = given.body.replace(b"text", b"event")
        assert changed != given.body
        assert verify(replace(given, body=changed), SEALED) == PACKET

    def test_what_is_not_sealed_is_refused_though_its_address_is_signed(self) -> None:
        assert forged(plain())
        assert forged(replace(sealed(), body=PACKET))

    @pytest.mark.parametrize("given", [None, "", "0" * 40, "é", signature(TOKEN, str(AT), "1")])
    def test_any_other_signature_is_refused(self, given: str | None) -> None:
        assert forged(having(sealed(), msg_signature=given))

    def test_the_signature_of_the_address_is_not_enough(self) -> None:
        given = sealed()
        assert forged(having(given, msg_signature=given.query["signature"]))

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"<xml/>",
            b"not XML",
            b"<xml><Encrypt></Encrypt></xml>",
            b"<xml><Encrypt>a</Encrypt><Encrypt>a</Encrypt></xml>",
            b"<xml><Encrypt><a>a</a></Encrypt></xml>",
            b'{"Encrypt": 7}',
            b"[]",
            b'<!DOCTYPE xml [<!ENTITY a "a">]><xml><Encrypt>&a;</Encrypt></xml>',
            b"\xff\xfe<\x00x\x00",
        ],
    )
    def test_a_body_without_a_sealed_packet_is_refused(self, body: bytes) -> None:
        assert forged(replace(sealed(), body=body))

    def test_a_sealed_packet_that_was_changed_is_refused(self) -> None:
        given = sealed()
        assert forged(
            replace(given, body=given.body.replace(b"Encrypt><![CDATA[j", b"Encrypt><![CDATA[k"))
        )

    def test_of_another_account_it_is_refused(self) -> None:
        assert forged(sealed(), {**SEALED, "app_id": "wx0000000000000000"})

    @pytest.mark.parametrize("app_id", ["", None, 7])
    def test_without_an_appid_it_is_refused(self, app_id: Any) -> None:
        assert forged(sealed(), {**SEALED, "app_id": app_id})

    @pytest.mark.parametrize("key", ["A" * 43, "too short", 7, ["a"], "é" * 43])
    def test_a_key_that_is_wrong_is_not_the_same_as_none(self, key: Any) -> None:
        assert forged(sealed(), {**SEALED, "encoding_aes_key": key})
        assert forged(plain(), {**SEALED, "encoding_aes_key": key})


@pytest.mark.usefixtures("the_time")
def test_while_a_token_or_a_key_is_replaced_both_are_good_and_then_one() -> None:
    tokens = {**SEALED, "token": "new", "previous_token": TOKEN}
    keys = {**SEALED, "encoding_aes_key": "A" * 43, "previous_encoding_aes_key": KEY}
    for rotating in (tokens, keys, {**tokens, **keys, "token": "new", "app_id": APP_ID}):
        assert not forged(sealed(), rotating)
        assert forged(sealed(token="another"), rotating)
    assert not forged(sealed(token="new"), tokens)
    assert not forged(plain(token="new"), {**PLAIN, "token": "new", "previous_token": TOKEN})
    assert forged(sealed(), {**SEALED, "token": "new"})
    assert forged(plain(token=""), {**PLAIN, "previous_token": ""})
