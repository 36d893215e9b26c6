"""How Twilio's API is addressed: the account, who we are to it, and in whose name we write.

https://www.twilio.com/docs/usage/requests-to-twilio (read 2026-11-22)
"""

import base64
from typing import Final
from urllib.parse import urlsplit

from shared.channels import SMS
from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.provider.hosts import host

_HOST: Final = "https://api.twilio.com"
_MESSAGING: Final = "https://messaging.twilio.com"
_CONTENT: Final = "https://content.twilio.com"
_SERVICE: Final = "MG"  # how a messaging service's id begins


def messages(secrets: Secrets) -> str:
    """Where messages are sent to. Raises CredentialsRejected."""
    return _of_account(secrets, "/Messages.json")


def account(secrets: Secrets) -> str:
    """Where the account tells about itself. Raises CredentialsRejected."""
    return _of_account(secrets, ".json")


def numbers(secrets: Secrets) -> str:
    """Where the account's numbers are listed. Raises CredentialsRejected."""
    return _of_account(secrets, "/IncomingPhoneNumbers.json")


def service(sid: str) -> str:
    """Where a messaging service tells about itself."""
    return f"{host(_MESSAGING)}/v1/Services/{sid}"


def contents() -> str:
    """Where the account's content templates are listed."""
    return f"{host(_CONTENT)}/v1/Content?PageSize=500"


def _of_account(secrets: Secrets, path: str) -> str:
    return f"{host(_HOST)}/2010-04-01/Accounts/{_needed(secrets, 'account_sid')}{path}"


def authorization(secrets: Secrets) -> dict[str, str]:
    """The header that proves who we are: an API key where there is one, else the account's token.

    Raises CredentialsRejected.
    """
    if secrets.get("api_key_sid"):
        names = ("api_key_sid", "api_key_secret")
    else:
        names = ("account_sid", "auth_token")
    both = ":".join(_needed(secrets, name) for name in names)
    return {"Authorization": f"Basic {base64.b64encode(both.encode()).decode()}"}


def sender(account: str, secrets: Secrets) -> dict[str, str]:
    """The field that says who writes: the account's messaging service, which keeps the number a
    customer knows, or its number, short code or name. Raises CredentialsRejected."""
    ours = [ref for ref, name in secrets["accounts"].items() if name == account]
    for ref in sorted(ours, key=is_service, reverse=True):
        return {"MessagingServiceSid" if is_service(ref) else "From": ref}
    raise CredentialsRejected("no-credentials", "No sender is known for this account.")


def callback(credential_set: str, query: str, secrets: Secrets) -> str:
    """Where Twilio shall report what becomes of a message. Raises CredentialsRejected."""
    base = _needed(secrets, "public_url").rstrip("/")
    return f"{base}/webhooks/{SMS.name}/{credential_set}?{query}"


def is_twilio(url: str) -> bool:
    """Whether our credentials may be shown to the host of ``url``."""
    own = host("")
    if own:
        return url.startswith(f"{own}/")
    parts = urlsplit(url)
    return parts.scheme == "https" and f".{parts.hostname or ''}".endswith(".twilio.com")


def is_service(ref: str) -> bool:
    """Whether a sender is a messaging service."""
    return ref.startswith(_SERVICE) and len(ref) > 11  # longer than a name may be


def _needed(secrets: Secrets, name: str) -> str:
    if value := secrets.get(name):
        return str(value)
    raise CredentialsRejected("no-credentials", f"No {name} is known for this account.")
