"""The script that sites embed: one file, with the account's own words and colours put in."""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from shared.credentials import Secrets
from shared.intake.incoming import Request

_FOLDER: Final = Path(__file__).parent
_PLACE: Final = "/*SITE*/{}"
_CACHED_S: Final = 300
_FALL_BACK: Final = "en"
# What a site may choose; anything else in the secret stays there.
_CHOSEN: Final = ("color", "position")
_COMMENT_OR_INDENT: Final = re.compile(r"^\s*(?://.*\n)?", re.MULTILINE)
_LANGUAGE: Final = re.compile(r"\b([a-z]{2})\b")


def script(request: Request, secrets: Secrets) -> dict[str, Any]:
    """The answer to ``GET …/widget.js?lang=``: 304 for a browser that has this very script.

    Without ``lang`` it speaks the first language that the browser asks for and we know.
    """
    site = _site(request, secrets)
    body = _source().replace(_PLACE, json.dumps(site).replace("<", "\\u003c"), 1).encode()
    headers = {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": f"public, max-age={_CACHED_S}",
        "vary": "accept-encoding, accept-language",
        "etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "cross-origin",
    }
    if request.headers.get("if-none-match") == headers["etag"]:
        return {"statusCode": 304, "headers": headers, "body": ""}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return {"statusCode": 200, "headers": headers, "body": body.decode()}
    # API Gateway itself compresses nothing.
    packed = base64.b64encode(gzip.compress(body, mtime=0)).decode()
    headers["content-encoding"] = "gzip"
    return {"statusCode": 200, "headers": headers, "body": packed, "isBase64Encoded": True}


def _site(request: Request, secrets: Secrets) -> dict[str, Any]:
    given = secrets.get("widget")
    chosen: Mapping[str, Any] = given if isinstance(given, dict) else {}
    theirs = chosen.get("texts")
    theirs = theirs if isinstance(theirs, dict) else {}
    known = {**dict.fromkeys(theirs), **_words()}
    asked = f"{request.query.get('lang', '')},{request.headers.get('accept-language', '')}"
    lang = next((one for one in _LANGUAGE.findall(asked.lower()) if one in known), _FALL_BACK)
    words = {**_words()[_FALL_BACK], **_words().get(lang, {}), **theirs.get(lang, {})}
    site = {name: chosen[name] for name in _CHOSEN if name in chosen}
    return {**site, "lang": lang, "words": words}


@cache
def _words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads((_FOLDER / "words.json").read_text("utf-8"))
    return found


@cache
def _source() -> str:
    return _COMMENT_OR_INDENT.sub("", (_FOLDER / "widget.js").read_text("utf-8"))
