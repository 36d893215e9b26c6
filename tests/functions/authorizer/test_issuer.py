"""The issuer's keys are kept, renewed and looked for anew, and no more often than that."""

import pytest

from functions.authorizer.issuer import Issuer
from functions.authorizer.refusals import Refused
from shared.errors import Unavailable
from tests.clock import SteppingClock
from tests.functions.authorizer.fake_issuer import FakeIssuer, Private

BOTH = ["/.well-known/openid-configuration", "/keys"]


def test_keys_are_kept_for_an_hour(issuer: FakeIssuer, the_time: SteppingClock) -> None:
    ours = Issuer(issuer.url)
    for _ in range(3):
        assert ours.key("rsa").key_id == "rsa"
        the_time.advance(minutes=19)
    assert issuer.asked == BOTH
    the_time.advance(minutes=3)
    ours.key("ec")
    assert issuer.asked == BOTH * 2


def test_a_key_that_was_withdrawn_counts_for_an_hour_at_most(
    issuer: FakeIssuer, the_time: SteppingClock
) -> None:
    ours = Issuer(issuer.url)
    ours.key("rsa")
    del issuer.keys["rsa"]
    the_time.advance(minutes=60)
    with pytest.raises(Refused):
        ours.key("rsa")


def test_a_new_key_is_found_but_no_flood_of_unknown_ones_asks_for_more(
    issuer: FakeIssuer, the_time: SteppingClock, key_pairs: dict[str, Private]
) -> None:
    ours = Issuer(issuer.url)
    ours.key("rsa")
    issuer.keys["new"] = key_pairs["another"]
    for number in range(20):
        with pytest.raises(Refused):
            ours.key(f"unknown-{number}")
    assert issuer.asked == BOTH
    the_time.advance(seconds=30)
    assert ours.key("new").key_id == "new"
    assert issuer.asked == BOTH * 2


def test_an_issuer_that_is_down_is_asked_twice_a_minute_and_keys_we_have_still_count(
    issuer: FakeIssuer, the_time: SteppingClock
) -> None:
    ours = Issuer(issuer.url)
    ours.key("rsa")
    issuer.down = True
    the_time.advance(minutes=59)
    assert ours.key("rsa").key_id == "rsa"
    with pytest.raises(Unavailable):
        ours.key("unknown")
    the_time.advance(minutes=2)
    before = len(issuer.asked)
    for _ in range(5):
        with pytest.raises(Unavailable):
            ours.key("rsa")
    assert len(issuer.asked) == before + 1
    issuer.down = False
    the_time.advance(seconds=30)
    assert ours.key("rsa").key_id == "rsa"


def test_a_key_without_a_name_is_meant_where_there_is_one_only(issuer: FakeIssuer) -> None:
    with pytest.raises(Refused):
        Issuer(issuer.url).key(None)
    del issuer.keys["ec"]
    assert Issuer(issuer.url).key(None).key_id == "rsa"


@pytest.mark.parametrize(
    "also",
    [
        {"issuer": "https://elsewhere.example"},
        {"jwks_uri": "http://elsewhere.example/keys"},
        {"jwks_uri": None},
        {"jwks_uri": 5},
        {"padding": "x" * 300_000},
    ],
)
def test_what_is_not_the_issuers_own_description_is_none(
    issuer: FakeIssuer, also: dict[str, object]
) -> None:
    issuer.also = also
    with pytest.raises(Unavailable):
        Issuer(issuer.url).key("rsa")


def test_an_issuer_without_keys_is_one_that_does_not_say(issuer: FakeIssuer) -> None:
    issuer.keys.clear()
    with pytest.raises(Unavailable):
        Issuer(issuer.url).key("rsa")


@pytest.mark.parametrize(
    "key",
    [
        {"kty": "oct", "kid": "odd", "k": "c2VjcmV0LXRoYXQtZXZlcnlib2R5LWNhbi1yZWFk"},
        {"kty": "OKP", "kid": "odd", "crv": "X25519", "x": "AAAA"},
        {"kty": "RSA", "kid": "odd", "use": "enc", "n": "AQAB", "e": "AQAB"},
        "not a key",
    ],
)
def test_of_the_keys_only_those_count_that_sign_and_have_a_public_half(
    issuer: FakeIssuer, key: dict[str, str]
) -> None:
    issuer.more_keys = [key]
    ours = Issuer(issuer.url)
    with pytest.raises(Refused):
        ours.key("odd")
    assert ours.key("rsa").key_id == "rsa"
