"""Signed requests: the published example, that of RFC 5849, and what another library makes."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oauthlib.oauth1 import Client

from functions.x.oauth import Keys, header, signature

# docs.x.com/fundamentals/authentication/oauth-1-0a/creating-a-signature, read 2026-11-22.
PUBLISHED = Keys(
    "xvz1evFS4wEEPTGEFPHBog",
    "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
    "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
    "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
)
NONCE, SECONDS = "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", 1318622958
STATUS = {"status": "Hello Ladies + Gentlemen, a signed OAuth request!"}
SAFE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)


def signed(made: str) -> str:
    found = re.search(r'oauth_signature="([^"]+)"', made)
    assert found
    return unquote(found[1])


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("api.x.com", "Ls93hJiZbQ3akF3HF3x1Bz8/zU4="),
        # The same page when the host had another name.
        ("api.twitter.com", "hCtSmYh+iHYCEqBWrE7C7hYmtUk="),
    ],
)
def test_the_published_example_is_signed_as_published(host: str, expected: str) -> None:
    url = f"https://{host}/1.1/statuses/update.json?include_entities=true"
    made = header("POST", url, STATUS, PUBLISHED, nonce=NONCE, seconds=SECONDS)
    assert signed(made) == expected


def test_rfc_5849_s_own_example_is_signed_as_the_rfc_says() -> None:
    """Section 1.2: the photo that is asked for."""
    url = "http://photos.example.net/photos?file=vacation.jpg&size=original"
    keys = Keys("dpf43f3p2l4k3l03", "kd94hf93k423kf44", "nnch734d00sl2jdk", "pfkkdhi9sl3r4s00")
    parameters = [
        ("oauth_consumer_key", keys.consumer_key),
        ("oauth_token", keys.token),
        ("oauth_signature_method", "HMAC-SHA1"),
        ("oauth_timestamp", "137131202"),
        ("oauth_nonce", "chapoH"),
    ]
    assert signature("GET", url, parameters, keys) == "MdpQcU8iPSUjWoN/UDMsK2sui9I="


def test_the_header_says_who_when_and_how() -> None:
    made = header("POST", "https://api.x.com/2/a", {}, PUBLISHED, nonce="n", seconds=7)
    assert made.startswith('OAuth oauth_consumer_key="xvz1evFS4wEEPTGEFPHBog", oauth_nonce="n", ')
    assert 'oauth_timestamp="7", oauth_token="370773112-GmH' in made
    assert PUBLISHED.consumer_secret not in made
    assert PUBLISHED.token_secret not in made


@settings(max_examples=150)
@given(
    st.sampled_from(["GET", "POST"]),
    st.sampled_from(["https://api.x.com/2/a", "http://127.0.0.1:8080/a", "https://x.com:443/a"]),
    st.dictionaries(SAFE, WORDS, max_size=3),
    st.dictionaries(SAFE, WORDS, max_size=3),
    SAFE,
)
def test_oauthlib_signs_the_same(
    method: str, url: str, query: dict[str, str], form: dict[str, str], secret: str
) -> None:
    from urllib.parse import urlencode

    keys = Keys("key", secret, "token", secret[::-1])
    if query:
        url = f"{url}?{urlencode(query)}"
    if method == "GET":
        form = {}
    judge = Client("key", secret, "token", secret[::-1], nonce="n", timestamp="7")
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    told = (urlencode(form), kind) if form else (None, None)
    _, theirs, _ = judge.sign(url, method, *told)
    ours = header(method, url, form, keys, nonce="n", seconds=7)
    assert signed(ours) == signed(theirs["Authorization"])
