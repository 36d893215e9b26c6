"""Is everything in the secret that the channel needs?"""

import re
from collections.abc import Iterator
from typing import Any, Final

from shared.account_needs import NEEDS, Field
from shared.credentials import Secrets, name_of
from shared.findings import Finding, Place, fine, look, wrong

_NAME: Final = re.compile(r"[a-z0-9-]{1,32}")


def findings(place: Place, account: str, secrets: Secrets) -> Iterator[Finding]:
    """One for the fields, one for the accounts; more where something is missing."""
    needs, where = NEEDS[place.channel], name_of(place.channel, place.credential_set)
    missing = [_missing(field, where) for field in needs.fields if not _has(field, secrets)]
    yield from missing
    if not missing:
        yield fine("fields", "It has every field that the channel needs.")
    yield _accounts(secrets.get("accounts"), account, place, needs.account_id)


def _has(field: Field, secrets: Secrets) -> bool:
    if any(isinstance(secrets.get(name), dict) for name in field.instead):
        return True
    value = secrets.get(field.name)
    if isinstance(value, str):
        return bool(value.strip())
    return field.structured and isinstance(value, list | dict) and bool(value)


def _missing(field: Field, where: str) -> Finding:
    mend = f'Add "{field.name}" to {where}: {field.about}.'
    says = f"{field.name} is missing or empty."
    return (wrong if field.needed else look)("fields", says, mend)


def _accounts(named: Any, account: str, place: Place, account_id: str) -> Finding:
    where = name_of(place.channel, place.credential_set)
    mend = f'Add "accounts": {{"<{account_id}>": "{account}"}} to {where}.'
    if not (isinstance(named, dict) and named):
        return wrong("accounts", "It names no account.", mend)
    odd = [str(n) for n in named.values() if not (isinstance(n, str) and _NAME.fullmatch(n))]
    if odd:
        return wrong("accounts", "A short name is not 1 to 32 of a-z, 0-9 and -.", mend)
    if account != place.credential_set and account not in named.values():
        return wrong("accounts", f"It does not name the account {account}.", mend)
    return fine("accounts", f"It names {len(named)} account{'s' * (len(named) > 1)}.")
