"""The templates of Pages, as Meta tells them when it is asked."""

from functions.messenger.answers import is_not_granted
from functions.messenger.pages import authorization
from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.meta import templates
from shared.templates.listing import Listed


def listed(secrets: Secrets) -> dict[str, list[Listed]]:
    """By account; not of a Page that has not granted ``page_utility_messaging``. Raises SendError.

    developers.facebook.com/docs/graph-api/reference/page/message_templates, read 2026-11-22.
    """
    found: dict[str, list[Listed]] = {}
    for page, account in secrets.get("accounts", {}).items():
        headers = authorization(account, secrets)
        try:
            found[account] = templates.listed(str(page), headers, files_go_along=False)
        except CredentialsRejected as error:
            if not is_not_granted(error):
                raise
    return found
