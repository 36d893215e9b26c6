"""Who we are to X: a request signed for one of its users (OAuth 1.0a, RFC 5849, HMAC-SHA1).

Rather than OAuth 2.0: its user tokens live two hours and are renewed by a token that is good once,
which many processes would have to share; and files of customers, reading and typing know only
this. Rather than a library: bodies are not signed here, so these lines are all there is to it.
"""

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit

Parameters = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Keys:
    """Of the app, and of the user it acts for."""

    consumer_key: str
    consumer_secret: str
    token: str
    token_secret: str


def header(method: str, url: str, form: Parameters, keys: Keys, *, nonce: str, seconds: int) -> str:
    """``Authorization``, good once. ``form``: the fields of a urlencoded body, not of any other.

    https://docs.x.com/fundamentals/authentication/oauth-1-0a/authorizing-a-request
    """
    said = {
        "oauth_consumer_key": keys.consumer_key,
        "oauth_nonce": nonce,
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": str(seconds),
        "oauth_token": keys.token,
        "oauth_version": "1.0",
    }
    signed = signature(method, url, [*said.items(), *form.items()], keys)
    pairs = sorted({**said, "oauth_signature": signed}.items())
    return "OAuth " + ", ".join(f'{_escaped(n)}="{_escaped(v)}"' for n, v in pairs)


def signature(method: str, url: str, parameters: list[tuple[str, str]], keys: Keys) -> str:
    """https://docs.x.com/fundamentals/authentication/oauth-1-0a/creating-a-signature"""
    parts = urlsplit(url)
    pairs = [*parse_qsl(parts.query, keep_blank_values=True), *parameters]
    listed = "&".join(f"{n}={v}" for n, v in sorted((_escaped(n), _escaped(v)) for n, v in pairs))
    base = "&".join(_escaped(one) for one in (method.upper(), _place(url), listed))
    key = f"{_escaped(keys.consumer_secret)}&{_escaped(keys.token_secret)}"
    return base64.b64encode(hmac.digest(key.encode(), base.encode(), "sha1")).decode()


def _place(url: str) -> str:
    """The URL without its query, and without a port that goes without saying."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    port = "" if parts.port in (None, usual) else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path or '/'}"


def _escaped(text: str) -> str:
    return quote(text, safe="")
