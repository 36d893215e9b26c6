"""The script that sites embed: one file, with the account's own words and colours put in."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from shared.credentials import Secrets

_FILE: Final = Path(__file__).with_name("widget.js")
_PLACE: Final = "/*SITE*/{}"
_CACHED_S: Final = 300
# What a site may choose; anything else in the secret stays there.
_CHOSEN: Final = ("color", "texts", "position")


def script(account: str, secrets: Secrets, known_tag: str) -> dict[str, Any]:
    """The answer to ``GET …/widget.js``: 304 for a browser that has this very script."""
    chosen = secrets.get("widget")
    site = {name: chosen[name] for name in _CHOSEN if name in chosen} if chosen else {}
    said = json.dumps({**site, "account": account}).replace("<", "\\u003c")
    body = _source().replace(_PLACE, said, 1)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    headers = {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": f"public, max-age={_CACHED_S}",
        "etag": tag,
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "cross-origin",
    }
    if known_tag == tag:
        return {"statusCode": 304, "headers": headers, "body": ""}
    return {"statusCode": 200, "headers": headers, "body": body}


@cache
def _source() -> str:
    return _FILE.read_text(encoding="utf-8")
