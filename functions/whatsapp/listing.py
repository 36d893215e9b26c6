"""The templates of WhatsApp business accounts, as WhatsApp tells them when it is asked."""

from functions.whatsapp.graph import authorization
from shared.credentials import Secrets
from shared.meta import templates
from shared.templates.listing import Listed


def listed(secrets: Secrets) -> dict[str, list[Listed]]:
    """By account; none without a ``waba_id``. Raises SendError.

    https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management
    """
    business = secrets.get("waba_id")
    if not business:
        return {}
    found = templates.listed(
        str(business), authorization(secrets), ("quality_score",), files_go_along=True
    )
    return dict.fromkeys(secrets.get("accounts", {}).values(), found)
