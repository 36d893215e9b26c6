"""How the Graph API is addressed: by the number that speaks, with the token of its business."""

from shared.credentials import Secrets
from shared.meta.graph_api import address, bearer, id_of

__all__ = ["address", "authorization", "number_of"]

number_of = id_of


def authorization(secrets: Secrets) -> dict[str, str]:
    """The header that proves who we are. Raises CredentialsRejected."""
    return bearer(secrets.get("access_token"))
