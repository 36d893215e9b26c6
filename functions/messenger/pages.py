"""Which Page speaks, and as whom: each has an access token of its own."""

from collections.abc import Mapping

from shared.credentials import Secrets
from shared.meta.graph_api import address, bearer, id_of


def page_address(account: str, secrets: Secrets, edge: str) -> str:
    """Raises CredentialsRejected if no Page is known for ``account``."""
    return address(f"{id_of(account, secrets)}/{edge}")


def authorization(account: str, secrets: Secrets) -> dict[str, str]:
    """The header with the token of the account's Page. Raises CredentialsRejected.

    ``page_access_token`` is one token, or one for each Page's id.
    """
    token = secrets.get("page_access_token")
    if isinstance(token, Mapping):
        token = token.get(id_of(account, secrets))
    return bearer(token)
