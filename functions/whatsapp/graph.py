"""How the Graph API is addressed: version, number and token."""

from typing import Final

from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.provider_hosts import host

_HOST: Final = "https://graph.facebook.com"
_VERSION: Final = "v25.0"


def address(path: str) -> str:
    return f"{host(_HOST)}/{_VERSION}/{path}"


def number_of(account: str, secrets: Secrets) -> str:
    """The id of the account's phone number. Raises CredentialsRejected."""
    for number, name in secrets["accounts"].items():
        if name == account:
            return str(number)
    raise CredentialsRejected("no-credentials", "No number is known for this account.")


def authorization(secrets: Secrets) -> dict[str, str]:
    """The header that proves who we are. Raises CredentialsRejected."""
    if token := secrets.get("access_token"):
        return {"Authorization": f"Bearer {token}"}
    raise CredentialsRejected("no-credentials", "No access token is known for this account.")
