"""Which language a customer is spoken to in: pure."""

import json
from collections.abc import Iterable

from shared.configuration.policy import Policy
from shared.table import Item


def spoken(summary: Item, newest: Iterable[Item], policy: Policy) -> str:
    """What they chose, or what the platform told of their device with the ``newest`` messages, or
    the account's, or the business's."""
    chosen = (summary.get("attributes") or {}).get("language") or told(newest)
    account = f"{summary.get('channel')}:{summary.get('account')}"
    return str(chosen or policy.account_languages.get(account) or policy.language)


def told(messages: Iterable[Item]) -> str:
    """What the device of who wrote ``messages``, the newest last, is set to; "" where the platform
    does not tell."""
    for message in reversed(list(messages)):
        content = message.get("content") or ""
        if '"locale"' in content:
            return str((json.loads(content).get("device") or {}).get("locale") or "")
    return ""
