"""How the API is addressed: the region's host, the customer's phone, and the agent that writes.

https://developers.google.com/business-communications/rcs-business-messaging/reference/rest
(read 2026-11-22)
"""

from typing import Final
from urllib.parse import quote, urlencode

from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.provider.hosts import host

_REGIONS: Final = ("us", "europe", "asia")


def address(collection: str, identity: str, query: dict[str, str], secrets: Secrets) -> str:
    """Where a ``collection`` of the phone ``identity`` is. Raises CredentialsRejected."""
    region = secrets.get("region")
    if region not in _REGIONS:
        raise CredentialsRejected("no-region", f"The region is one of {', '.join(_REGIONS)}.")
    base = host(f"https://{region}-rcsbusinessmessaging.googleapis.com")
    return f"{base}/v1/phones/{quote(identity, safe='+')}/{collection}?{urlencode(query)}"


def agent_of(account: str, secrets: Secrets) -> str:
    """The id of the agent that has the short name ``account``. Raises CredentialsRejected."""
    for agent, name in secrets["accounts"].items():
        if name == account:
            return str(agent)
    raise CredentialsRejected("no-credentials", "No agent is known for this account.")
