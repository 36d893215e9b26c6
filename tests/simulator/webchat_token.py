"""A visitor's token, made as the functions make it, from the account's secret alone."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any

from shared import clock


def token(account: Mapping[str, Any], secret: str | None = None) -> str:
    """For a visitor nobody knows; signed with another ``secret``, a forged one."""
    claims = {
        "use": "visitor",
        "aud": account["account"],
        "vid": f"v-{secrets.token_hex(16)}",
        "exp": clock.now_ms() // 1000 + 3_600,
    }
    said = f"{_encoded({'alg': 'HS256', 'typ': 'JWT'})}.{_encoded(claims)}"
    key = str(account["session_secret"] if secret is None else secret).encode()
    mac = hmac.digest(key, said.encode(), hashlib.sha256)
    return f"{said}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def _encoded(value: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
