"""wechatpy, which knows nothing of us, reads, opens, signs and seals the same as we do."""

from typing import Any

import pytest
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.utils import check_signature

from functions.wechat.verify import signature, verify
from shared.intake.incoming import request_of
from shared.messages import Noted, Said
from tests.events import body_of, load
from tests.functions.wechat.reading import event, packet_of
from tests.functions.wechat.signing import APP_ID, KEY, SEALED, TOKEN
from tests.functions.wechat.test_events import EVENTS

pytestmark = pytest.mark.usefixtures("the_time")

JUDGED = [name for name in EVENTS if " " not in EVENTS[name] and "json" not in name]
# What wechatpy has not heard of.
NEW = {"file_message"}
SEALED_EVENTS = ["sealed_text", "sealed_click", "compatible_text"]


@pytest.mark.parametrize("name", JUDGED)
def test_who_when_and_what_are_the_same(name: str) -> None:
    ours: Any = event(name)
    theirs = parse_message(packet_of(name))
    assert (ours.account_ref, ours.identity) == (theirs.target, theirs.source)
    assert (ours.at if isinstance(ours, Noted) else ours.sent_at) == int(theirs.time) * 1000
    if name in NEW:
        assert theirs.type == "unknown"
    elif isinstance(ours, Noted):
        assert ours.target == str(theirs.id)
        assert ours.event == ("delivered" if theirs.status == "success" else "failed")
    else:
        _same(ours, theirs)


def _same(ours: Said, theirs: Any) -> None:
    if not hasattr(theirs, "event"):
        assert ours.provider_id == str(theirs.id)
    media: Any = ours.content.get("media", {})
    place: Any = ours.content
    match theirs.type:
        case "text":
            assert ours.text == theirs.content
        case "image":
            assert (media["id"], media["url"]) == (theirs.media_id, theirs.image)
        case "voice":
            assert (media["id"], ours.text) == (theirs.media_id, theirs.recognition or "")
            assert media["mime_type"] == f"audio/{theirs.format}"
        case "video" | "shortvideo":
            assert media["id"] == theirs.media_id
        case "location":
            found = (str(place["latitude"]), str(place["longitude"]), place["address"])
            assert found == (theirs.location_x, theirs.location_y, theirs.label)
        case "link":
            assert ours.content["link"]["url"] == theirs.url
            assert ours.content["link"]["title"] == theirs.title
        case "miniprogrampage":
            assert ours.type == "unsupported"
        case _:
            _same_event(ours, theirs)


def _same_event(ours: Said, theirs: Any) -> None:
    content: Any = ours.content
    match theirs.event:
        case "subscribe" | "unsubscribe":
            assert content["event"] in ("followed", "blocked")
        case "subscribe_scan" | "scan":
            found = content["referral"]
            assert (found["ref"], found["ticket"]) == (theirs.scene_id, theirs.ticket)
        case "location":
            place = (content["latitude"], content["longitude"], content["precision"])
            assert place == (theirs.latitude, theirs.longitude, theirs.precision)
        case "click":
            assert content["reply"]["id"] == theirs.key
        case "view":
            assert content["url"] == theirs.url
        case "scancode_waitmsg":
            assert (content["reply"]["id"], content["scanned"]) == (theirs.key, theirs.scan_result)
        case "pic_sysphoto":
            assert content["key"] == theirs.key
        case "kf_create_session":
            assert content["agent"] == theirs.account
        case "kf_switch_session":
            assert (content["from_agent"], content["to_agent"]) == (
                theirs.from_account,
                theirs.to_account,
            )
        case other:
            raise AssertionError(other)


@pytest.mark.parametrize("name", SEALED_EVENTS)
def test_it_opens_what_we_open(name: str) -> None:
    request = request_of(load("wechat", name))
    query, crypto = request.query, WeChatCrypto(TOKEN, KEY, APP_ID)
    how = (query["msg_signature"], query["timestamp"], query["nonce"])
    assert crypto.decrypt_message(body_of(load("wechat", name)), *how).encode() == verify(
        request, SEALED
    )
    with pytest.raises(InvalidSignatureException):
        crypto.decrypt_message(body_of(load("wechat", name)), "0" * 40, *how[1:])


def test_we_open_what_it_seals() -> None:
    given = request_of(load("wechat", "sealed_text"))
    at, nonce = given.query["timestamp"], given.query["nonce"]
    whole = WeChatCrypto(TOKEN, KEY, APP_ID).encrypt_message("<xml><A>你好</A></xml>", nonce, at)
    body = whole.encode()
    inside = whole.partition("<Encrypt><![CDATA[")[2].partition("]]>")[0]
    query = {**given.query, "msg_signature": signature(TOKEN, at, nonce, inside)}
    assert query["msg_signature"] in whole
    request = type(given)(given.method, "sealed", given.headers, query, "", body)
    assert verify(request, SEALED) == "<xml><A>你好</A></xml>".encode()


@pytest.mark.parametrize("name", EVENTS)
def test_it_finds_our_addresses_signed(name: str) -> None:
    query = request_of(load("wechat", name)).query
    check_signature(TOKEN, query["signature"], query["timestamp"], query["nonce"])
