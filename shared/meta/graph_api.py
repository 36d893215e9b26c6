"""Meta's Graph API: where it is, who asks, and the errors that it answers with."""

import re
from collections.abc import Callable
from typing import Any, Final

from shared.credentials import Secrets
from shared.errors import CredentialsRejected, OutcomeUnknown, SendError
from shared.provider.answers import Answer, by_status
from shared.provider.hosts import host

FACEBOOK: Final = "https://graph.facebook.com"
VERSION: Final = "v25.0"
# The class of an error by its code and sub-code, None where they say nothing.
Meaning = Callable[[int, int], type[SendError] | None]

_CODE_IN_MESSAGE: Final = re.compile(r"^\(#\d+\)\s*")


def address(path: str, own: str = FACEBOOK) -> str:
    return f"{host(own)}/{VERSION}/{path}"


def id_of(account: str, secrets: Secrets) -> str:
    """The platform's id of ``account``, given its short name. Raises CredentialsRejected."""
    for identifier, name in secrets.get("accounts", {}).items():
        if name == account:
            return str(identifier)
    raise CredentialsRejected("no-credentials", "No id is known for this account.")


def bearer(token: object) -> dict[str, str]:
    """The header that proves who we are. Raises CredentialsRejected without a token."""
    if isinstance(token, str) and token:
        return {"Authorization": f"Bearer {token}"}
    raise CredentialsRejected("no-credentials", "No access token is known for this account.")


def fields(answer: Answer, meaning: Meaning) -> dict[str, Any]:
    """What ``answer`` says. Raises the SendError that it means.

    https://developers.facebook.com/docs/graph-api/guides/error-handling
    """
    told = answer.fields.get("error")
    if isinstance(told, dict):
        code, subcode = _number(told.get("code")), _number(told.get("error_subcode"))
        title = _CODE_IN_MESSAGE.sub("", str(told.get("message") or ""))
        name = f"{code}/{subcode}" if subcode >= 0 else str(told.get("code", answer.status))
        kind = meaning(code, subcode)
        raise kind(name, title, answer.retry_after) if kind else by_status(answer, name, title)
    if not answer.ok:
        raise by_status(answer)
    return answer.fields


def needed(said: dict[str, Any], name: str) -> str:
    """A text of what the platform said. Raises OutcomeUnknown, for it took something."""
    value = said.get(name)
    if isinstance(value, str) and value:
        return value
    raise OutcomeUnknown("no-id", "The platform said yes, but not to what.")


def _number(value: Any) -> int:
    """-1 for what is no number."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return -1
