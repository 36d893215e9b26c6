"""Tokens of the agent API: shown once, kept as hashes, named by ids that say nothing of them.

=====  ==================  =============================================
item   key                 holds
=====  ==================  =============================================
token  ``T#<sha256>``      what the authorizer needs
entry  ``S#tokens``/<id>   the same for lists, and where the token lies
=====  ==================  =============================================
"""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from shared import audit, clock, ids, table
from shared.channels import CHANNELS
from shared.configuration import stored
from shared.keys import single
from shared.table import Action, Item

PREFIX: Final = "tl_"
SCOPES: Final = ("admin", "agent", "readonly")
_NAME: Final = re.compile(r"[a-z0-9-]{1,32}")
_DAY_MS: Final = 86_400_000
_SHOWN: Final = (
    "scope",
    "agent",
    "channels",
    "label",
    "created_at",
    "by",
    "expires",
    "requests_per_minute",
)


def issue(
    said: Mapping[str, Any], *, by: str, token: str = "", also: Sequence[Action] = ()
) -> tuple[Item, str]:
    """Make the token that ``said`` describes: its entry, and the token, which is kept nowhere.

    ``scope``, ``agent``, ``channels``, ``days``, ``requests_per_minute``, ``label`` as
    in ``POST /v1/tokens``. Without ``token`` it is a random one; ``also`` comes about with it.
    Raises ValueError that names what is wrong, and Unavailable.
    """
    token = token or PREFIX + secrets.token_urlsafe(32)
    item = _token_item(said, token, by)
    entry = {name: item[name] for name in _SHOWN if name in item} | {
        "pk": single.settings_pk("tokens"),
        "sk": item["token_id"],
        "kind": "settings",
        "lies_at": item["pk"],
    }
    if item["agent"]:
        # The inbox lists conversations by holder, so it has to know who can hold one.
        stored.introduce(item["agent"])
    noted = audit.entry(by, "issued", f"tokens/{item['token_id']}", scope=item["scope"])
    table.transact(table.putting(item), table.putting(entry), noted, *also)
    return entry, token


def find(token_id: str) -> Item | None:
    return table.get(single.settings_pk("tokens"), token_id)


def known(after: str, limit: int) -> Iterator[Item]:
    """Entries by id, those that were revoked or are over as well."""
    low = f"{after}\0" if after else "!"
    return table.query(single.settings_pk("tokens"), low, "~", limit=limit)


def revoke(entry: Item, *, by: str) -> None:
    """The token is refused from now on; again is the same. Raises Unavailable."""
    if "revoked_at" in entry:
        return
    now = {":now": clock.now_ms()}
    table.transact(
        table.updating(
            entry["lies_at"], "TOKEN", "SET #revoked = :now", now, "attribute_exists(pk)"
        ),
        table.updating(entry["pk"], entry["sk"], "SET #revoked_at = :now", now, ""),
        audit.entry(by, "revoked", f"tokens/{entry['sk']}"),
    )


def _token_item(said: Mapping[str, Any], token: str, by: str) -> Item:
    scope, agent = said.get("scope"), str(said.get("agent") or "")
    channels, days = list(said.get("channels") or []), said.get("days")
    if scope not in SCOPES:
        raise ValueError(f"scope: must be one of {', '.join(SCOPES)}")
    if (agent or scope == "agent") and not _NAME.fullmatch(agent):
        raise ValueError("agent: must be 1 to 32 of a-z, 0-9 and -")
    if unknown := set(channels) - set(CHANNELS):
        raise ValueError(f"channels: unknown {', '.join(sorted(unknown))}")
    now = clock.now_ms()
    pk, sk = single.token_key(token)
    item: Item = {
        "pk": pk,
        "sk": sk,
        "kind": "token",
        # Names the token in logs and authorships; says nothing about its text.
        "token_id": ids.digest("token", token),
        "scope": scope,
        "agent": agent,
        "channels": channels,
        "created_at": now,
        "by": by,
    }
    if said.get("label"):
        item["label"] = str(said["label"])
    if said.get("requests_per_minute"):
        item["requests_per_minute"] = int(said["requests_per_minute"])
    if days is not None:
        item["expires"] = (now + int(days) * _DAY_MS) // 1000
    return item
