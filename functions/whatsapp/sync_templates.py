"""Lambda: asks WhatsApp for the business's templates and writes down what they are now."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from requests import Response

from functions.whatsapp.graph import address
from shared import clock, keys, provider_http, table
from shared.channels import WHATSAPP
from shared.credentials import Secrets, credential_set
from shared.errors import Forged, OutcomeUnknown, SendError
from shared.observability import logger
from shared.settings import settings
from shared.table import Item

_FIELDS: Final = "name,language,status,category,quality_score,components"
_SLOT: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_MOST_PAGES: Final = 50


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, int]:
    """Every credential set whose secret names its ``waba_id``; returns how many templates.

    https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management
    """
    synced = 0
    for name in settings().credential_sets:
        try:
            secrets = credential_set(WHATSAPP.name, name)
        except Forged:
            continue
        if secrets.get("waba_id"):
            synced += _sync(secrets, clock.now_ms())
    logger.info("synced", templates=synced)
    return {"synced": synced}


def _sync(secrets: Secrets, now: int) -> int:
    """Templates that are there no more are put away last, once all pages have been read."""
    accounts = sorted(set(secrets.get("accounts", {}).values()))
    found = [item for item in _templates(secrets) if isinstance(item, dict)]
    there = set[str]()
    for account in accounts:
        for one in found:
            item = template_item(one, account, now)
            there.add(item["sk"])
            table.put(item)
        low = f"{WHATSAPP.name}:{account}:"
        for old in table.query(keys.TEMPLATES, low, f"{low}~"):
            if old["kind"] == "template" and old["sk"] not in there:
                table.delete(keys.TEMPLATES, old["sk"])
    return len(found)


def template_item(one: Mapping[str, Any], account: str, now: int) -> Item:
    """A template as the platform describes it, for one ``account``: pure."""
    parts = {part["type"]: part for part in one.get("components", ()) if "type" in part}
    body = str(parts.get("BODY", {}).get("text", ""))
    name, language = one["name"], one["language"]
    return {
        "pk": keys.TEMPLATES,
        "sk": keys.template_sk(WHATSAPP.name, account, name, language),
        "kind": "template",
        "channel": WHATSAPP.name,
        "account": account,
        "name": name,
        "language": language,
        "status": one["status"],
        "category": one.get("category"),
        "quality": (one.get("quality_score") or {}).get("score", "UNKNOWN"),
        "slots": list(dict.fromkeys(_SLOT.findall(body))),
        "needs": _needs(parts),
        "body": body,
        "synced_at": now,
    }


def _needs(parts: Mapping[str, Any]) -> list[str]:
    """What must be given beside the body's slots: a header's file or text, parts of links."""
    needs, header = [], parts.get("HEADER", {})
    kind = str(header.get("format", "TEXT")).lower()
    if header and (kind != "text" or _SLOT.search(str(header.get("text", "")))):
        needs.append(f"header:{kind}")
    for number, button in enumerate(parts.get("BUTTONS", {}).get("buttons", ())):
        if _SLOT.search(str(button.get("url", ""))):
            needs.append(f"button:{number}")
    return needs


def _templates(secrets: Secrets) -> Iterator[Any]:
    after = ""
    for _ in range(_MOST_PAGES):
        page = _page(secrets, after)
        yield from page["data"]
        after = (page.get("paging", {}).get("cursors") or {}).get("after", "")
        if not (after and page["paging"].get("next")):
            return


def _page(secrets: Secrets, after: str) -> dict[str, Any]:
    query = f"fields={_FIELDS}&limit=100" + (f"&after={after}" if after else "")
    return provider_http.call(
        "GET",
        address(f"{secrets['waba_id']}/message_templates?{query}"),
        headers={"Authorization": f"Bearer {secrets.get('access_token', '')}"},
        body=None,
        read=_read,
    )


def _read(response: Response) -> dict[str, Any]:
    if response.status_code != 200:
        raise SendError(str(response.status_code), "WhatsApp did not tell its templates.")
    value = response.json()
    if not (isinstance(value, dict) and isinstance(value.get("data"), list)):
        raise OutcomeUnknown("unreadable-answer", "These are no templates.")
    return value
