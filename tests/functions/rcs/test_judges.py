"""Google's own library for service accounts shows the same assertion as we do."""

import json
from base64 import urlsafe_b64decode
from typing import Any

from google.oauth2.service_account import Credentials

from functions.rcs.assertions import SCOPE, assertion
from tests.functions.rcs.conftest import account


def parts(token: str | bytes) -> list[Any]:
    text = token.decode() if isinstance(token, bytes) else token
    head, claims, _ = text.split(".")
    return [json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in (head, claims)]


def test_googles_library_claims_the_same() -> None:
    file = account()["service_account"]
    credentials = Credentials.from_service_account_info(file, scopes=[SCOPE])
    theirs = parts(credentials._make_authorization_grant_assertion())
    assert parts(assertion(file, theirs[1]["iat"])) == theirs
