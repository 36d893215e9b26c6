"""Which language a customer is spoken to in: pure."""

import json

from shared.configuration.policy import Policy
from shared.table import Item

LOCALE = "locale"  # on a summary: what its newest message that tells it told of the device


def spoken(summary: Item, policy: Policy) -> str:
    """The customer's, or where nothing tells it the business's."""
    return known(summary, policy) or policy.language


def known(summary: Item, policy: Policy) -> str:
    """What they chose, or what the platform told of their device, or the account's, as a tag of
    BCP 47; "" where nothing tells it, so that nobody is taken for a speaker of something."""
    chosen = (summary.get("attributes") or {}).get("language") or summary.get(LOCALE)
    account = f"{summary.get('channel')}:{summary.get('account')}"
    return str(chosen or policy.account_languages.get(account) or "").replace("_", "-")


def told(message: Item) -> str:
    """What the device of who wrote ``message`` is set to; "" where the platform does not tell."""
    content = message.get("content") or ""
    if '"locale"' not in content:  # most have none, and need not be read to know that
        return ""
    return str((json.loads(content).get("device") or {}).get("locale") or "")
