"""How a Page or professional account is set up, by Meta's own word: for Messenger and Instagram."""

import json
from collections.abc import Iterator
from typing import Any

from shared.findings import Finding, fine, look, wrong
from shared.provider.asking import ask, refusal


def nothing_about(name: str) -> bytes:
    """A batch of nothing: it can do nothing but lie in quarantine, once a day."""
    return json.dumps({"object": name, "entry": []}).encode()


def subscribed(
    address: str, headers: dict[str, str], wanted: frozenset[str], app_id: str = ""
) -> Iterator[Finding]:
    """Does the app hear of this Page or account, and of what? ``address`` is that of its
    subscribed_apps. Raises SendError.

    https://developers.facebook.com/docs/graph-api/reference/page/subscribed_apps (read 2026-11-22)
    """
    answer = ask(address, headers)
    if not answer.ok:
        mend = "Give the token pages_manage_metadata, or look in the app dashboard."
        yield look("subscription", f"Meta does not tell subscriptions ({refusal(answer)}).", mend)
        return
    fields = _fields(answer.fields.get("data"), app_id)
    mend = "POST …/subscribed_apps with every field that docs/channels names."
    if fields is None:
        yield wrong("subscription", "The app is not subscribed: Meta tells us nothing.", mend)
    elif "messages" not in fields:
        yield wrong("subscription", "The app is not subscribed to messages.", mend)
    elif missing := sorted(wanted - fields):
        yield look("subscription", f"The app is not subscribed to {', '.join(missing)}.", mend)
    else:
        yield fine("subscription", "The app hears of everything that is read.")


def _fields(listed: Any, app_id: str) -> set[str] | None:
    apps = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    for app in apps:
        if not app_id or str(app.get("id")) == app_id:
            return {str(name) for name in app.get("subscribed_fields") or ()}
    return None
