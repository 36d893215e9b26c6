"""The events of Twilio are authentic with the account's secrets, and with nothing less."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from twilio.request_validator import RequestValidator

from functions.sms.form import fields
from functions.sms.verify import verify
from shared.errors import Forged
from shared.intake.incoming import Request, request_of
from tests.events import load, names
from tests.functions.sms import calls
from tests.functions.sms.calls import OURS, PATH, PUBLIC_URL, SECRET, TOKEN, call, form, signed_url

KEY = "shared-key-for-tests"


@pytest.fixture
def request_() -> Request:
    return request_of(call(form()))


def refused(request: Request, secrets: Any = SECRET) -> bool:
    try:
        verify(request, secrets)
    except Forged:
        return True
    return False


def signed(request: Request, signature: str) -> Request:
    return replace(request, headers={**request.headers, "x-twilio-signature": signature})


@pytest.mark.parametrize("name", names("sms"))
def test_each_event_is_signed_as_it_stands(name: str) -> None:
    request = request_of(load("sms", name))
    assert verify(request, SECRET).endswith(request.body)
    assert refused(replace(request, body=request.body + b"&More="))
    assert refused(replace(request, raw_query=request.raw_query + "&more="))


@pytest.mark.parametrize("name", names("sms"))
def test_twilios_own_library_agrees(name: str) -> None:
    request = request_of(load("sms", name))
    url = f"{PUBLIC_URL}{PATH}" + (f"?{request.raw_query}" if request.raw_query else "")
    pairs: Any = calls.Repeated(calls.pairs_of(request.body))
    if "bodySHA256" in request.raw_query:
        pairs = request.body.decode()
    given = request.headers["x-twilio-signature"]
    assert RequestValidator(TOKEN).validate(url, pairs, given)
    assert not refused(request)


def test_a_call_without_a_signature_is_refused(request_: Request) -> None:
    headers = {n: v for n, v in request_.headers.items() if n != "x-twilio-signature"}
    assert refused(replace(request_, headers=headers))


@pytest.mark.parametrize("change", ["", "A", " {}", "{} ", "{},{}", "é{}", "sha1={}"])
def test_a_signature_that_is_not_the_very_one_is_refused(request_: Request, change: str) -> None:
    given = request_.headers["x-twilio-signature"]
    assert refused(signed(request_, change.format(given, given)))
    assert refused(signed(request_, given.lower()))
    assert refused(signed(request_, given.rstrip("=")))


def test_another_token_is_refused() -> None:
    assert refused(request_of(call(form(), token="another-token")))


@pytest.mark.parametrize(
    "lacking",
    [
        {"auth_token": ""},
        {"auth_token": None},
        {"auth_token": 7},
        {"public_url": ""},
        {"public_url": None},
        {"public_url": "https://elsewhere.example"},
    ],
)
def test_a_set_without_a_token_or_an_address_verifies_nothing(
    request_: Request, lacking: dict[str, Any]
) -> None:
    assert refused(request_, {**SECRET, **lacking})
    empty = signed_url(f"{PUBLIC_URL}{PATH}", form(), "")
    assert refused(signed(request_, empty), {**SECRET, "auth_token": ""})


@pytest.mark.parametrize("name", ["Body", "FromZip", "MessageSid", "From"])
def test_every_field_is_signed_with_its_value(request_: Request, name: str) -> None:
    for pairs in (form(**{name: "other"}), form(**{name: None})):
        other = request_of(call(pairs))
        assert refused(replace(request_, body=other.body))


def test_a_blank_field_counts() -> None:
    pairs = [(name, value) for name, value in form() if value]
    blank = request_of(call(form()))
    assert refused(replace(blank, body=request_of(call(pairs)).body))


def test_neither_the_host_nor_the_forwarded_headers_are_asked(request_: Request) -> None:
    lies = {"host": "evil.example", "x-forwarded-proto": "http", "x-forwarded-host": "evil.example"}
    assert not refused(replace(request_, headers={**request_.headers, **lies}))
    theirs = signed_url(f"https://{calls.HOST}{PATH}", form())
    assert refused(signed(request_, theirs))


@pytest.mark.parametrize(
    ("public_url", "url"),
    [
        ("https://messages.example.com", "https://messages.example.com:443"),
        ("https://messages.example.com:443", "https://messages.example.com"),
        ("https://messages.example.com/", "https://messages.example.com"),
        ("http://127.0.0.1:21400", "http://127.0.0.1:21400"),
        ("https://messages.example.com/prod", "https://messages.example.com/prod"),
    ],
)
def test_both_ways_to_write_a_port_are_one(request_: Request, public_url: str, url: str) -> None:
    one = signed(request_, signed_url(url + PATH, form()))
    assert not refused(one, {**SECRET, "public_url": public_url})


def test_the_query_counts_as_it_was_sent() -> None:
    request = request_of(call(form(), query="b=%7E+%2b&a=1"))
    assert not refused(request)
    for other in ("b=~+%2b&a=1", "b=%7E%20%2b&a=1", "a=1&b=%7E+%2b", ""):
        assert refused(replace(request, raw_query=other))


def test_the_path_counts(request_: Request) -> None:
    assert refused(replace(request_, path="/webhooks/sms/other"))


def test_both_tokens_serve_while_one_replaces_the_other(request_: Request) -> None:
    rotated = {**SECRET, "auth_token": "new-token", "previous_auth_token": TOKEN}
    assert not refused(request_, rotated)
    assert not refused(request_of(call(form(), token="new-token")), rotated)
    assert refused(request_, {**SECRET, "auth_token": "new-token"})


def test_json_is_verified_by_the_hash_in_its_url() -> None:
    request = request_of(calls.json_call('{"property": "value"}'))
    assert verify(request, SECRET) == request.body
    assert refused(replace(request, body=request.body + b" "))
    assert refused(replace(request, body=b""))
    bare = replace(request, raw_query="", body=b'{"a": 1}')
    assert refused(signed(bare, signed_url(f"{PUBLIC_URL}{PATH}", [])))


def test_a_hash_that_is_not_the_very_one_is_refused() -> None:
    body = b'{"property": "value"}'
    right = hashlib.sha256(body).hexdigest()
    for value in (right.upper(), "%FF", "é", f"{right}&bodySHA256={right}"):
        query = f"bodySHA256={value}"
        given = signed_url(f"{PUBLIC_URL}{PATH}?{query}", [])
        headers = {"x-twilio-signature": given}
        event = {**calls.json_call(body.decode()), "rawQueryString": query, "headers": headers}
        assert refused(request_of(event))


def test_a_form_of_a_million_fields_is_refused() -> None:
    pairs = [(f"f{number}", "") for number in range(1_001)]
    assert refused(request_of(call(pairs)))


def test_bytes_that_are_no_letters_count_as_they_are() -> None:
    body = b"MessageSid=SM1&Body=%FF\xfe"
    signed_text = f"{PUBLIC_URL}{PATH}".encode() + b"Body\xff\xfeMessageSidSM1"
    given = calls.mac(signed_text)
    headers = {"x-twilio-signature": given}
    request = Request("POST", "main", headers, {}, "", body, PATH)
    assert not refused(request)
    assert refused(replace(request, body=b"MessageSid=SM1&Body=%FE\xfe"))


def by_shared_key(request: Request, key: str = KEY) -> Request:
    url = f"{PUBLIC_URL}{PATH}"
    given = RequestValidator(key).compute_signature(url, dict(form()), "HMAC_SHA256")
    settings = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"
    headers = {"x-twilio-signature": given, "x-twilio-webhooks-signature-settings": settings}
    return replace(request, headers=headers)


def test_a_shared_key_signs_with_sha_256(request_: Request) -> None:
    ours = {**SECRET, "shared_key": KEY}
    assert not refused(by_shared_key(request_), ours)
    assert refused(by_shared_key(request_, "another-key"), ours)
    assert refused(by_shared_key(request_), SECRET)
    assert refused(by_shared_key(request_, TOKEN), SECRET)


def test_the_sender_cannot_choose_the_weaker_algorithm(request_: Request) -> None:
    ours = {**SECRET, "shared_key": KEY}
    assert refused(request_, ours)
    weak = "key=k,algorithm=HMAC_SHA1"
    headers = {**request_.headers, "x-twilio-webhooks-signature-settings": weak}
    assert refused(replace(request_, headers=headers), ours)
    with_key = signed_url(f"{PUBLIC_URL}{PATH}", form(), KEY)
    assert refused(signed(request_, with_key), ours)


def test_from_token_to_shared_key_and_back_both_serve(request_: Request) -> None:
    there = {**SECRET, "shared_key": KEY, "previous_auth_token": TOKEN}
    back = {**SECRET, "previous_shared_key": KEY}
    for secrets in (there, back):
        assert not refused(request_, secrets)
        assert not refused(by_shared_key(request_), secrets)


@pytest.mark.parametrize(
    ("pairs", "account"),
    [
        (form(), calls.NUMBER),
        (form(To="+14155550111"), calls.SERVICE),
        (form(To="+14155550111", MessagingServiceSid=None), "+14155550111"),
        (calls.report("sent"), calls.NUMBER),
        (calls.report("sent", From="Threadline"), calls.SERVICE),
    ],
)
def test_what_is_read_names_our_sender(pairs: calls.Pairs, account: str) -> None:
    known = fields(verify(request_of(call(pairs)), SECRET))
    assert known["@account"] == account


def test_what_is_read_holds_what_our_callback_carried() -> None:
    known = fields(verify(request_of(calls.status_call("sent")), SECRET))
    assert known["@message"] == OURS
    assert (known["@segments"], known["@encoding"]) == ("1", "GSM-7")
