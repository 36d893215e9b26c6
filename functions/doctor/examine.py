"""Lambda: examines an account against its platform; invoked by an admin, changes nothing there.

Event: ``{"channel": "whatsapp", "account": "main"}``, the account being one that was registered or
the name of a credential set. Returns ``{"channel", "account", "credential_set", "webhook_url",
"healthy", "findings": [{"check", "state", "says", "mend"}]}``; no finding holds a secret.
Raises ValueError for what cannot be a channel or an account.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from functions.doctor import examinations, knocking, secret_fields, template_health
from shared import accounts, clock, credentials
from shared.channels import CHANNELS
from shared.credentials import Secrets
from shared.errors import CredentialsRejected, Forged, SendError, Unavailable
from shared.findings import Finding, Place, fine, look, wrong
from shared.observability import logger

_NAME: Final = re.compile(r"[a-z0-9-]{1,32}")


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    channel, account = str(event.get("channel") or ""), str(event.get("account") or "")
    if channel not in CHANNELS:
        raise ValueError(f"channel must be one of {', '.join(CHANNELS)}")
    if not _NAME.fullmatch(account):
        raise ValueError("account must be 1 to 32 of a-z, 0-9 and -")
    registered = accounts.find(channel, account) or {}
    name = str(registered.get("credential_set") or account)
    found, secrets = _secret(channel, name)
    place = Place(channel, name, _webhook(registered, secrets, channel, name), clock.now_ms())
    if secrets is not None:
        found += list(_all(place, account, secrets))
    healthy = all(finding.state != "wrong" for finding in found)
    logger.info("examined", channel=channel, healthy=healthy, findings=len(found))
    return {
        "channel": channel,
        "account": account,
        "credential_set": name,
        "webhook_url": place.webhook,
        "healthy": healthy,
        "findings": [asdict(finding) for finding in found],
    }


def _secret(channel: str, name: str) -> tuple[list[Finding], Secrets | None]:
    where = credentials.name_of(channel, name)
    try:
        secrets = credentials.read_anew(channel, name)
    except Forged:
        mend = f"Create the secret {where}, a JSON object with the fields that docs/channels names."
        return [
            wrong("secret", f"There is no secret {where}, or it is no JSON object.", mend)
        ], None
    except Unavailable:
        mend = "Try again; if it stays so, look at the role of the function that examines."
        return [wrong("secret", f"The secret {where} cannot be read.", mend)], None
    return [fine("secret", f"The secret {where} is there.")], secrets


def _webhook(registered: dict[str, Any], secrets: Secrets | None, channel: str, name: str) -> str:
    """The address that the platform should have: the first base that somebody gave us."""
    told = (registered.get("public_url"), (secrets or {}).get("public_url"))
    base = next((url for url in told if isinstance(url, str) and url), accounts.base())
    return accounts.webhook_url(base, channel, name)


def _all(place: Place, account: str, secrets: Secrets) -> Iterator[Finding]:
    missing = list(secret_fields.findings(place, account, secrets))
    yield from missing
    if any(finding.state == "wrong" for finding in missing):
        yield look("rest", "Nothing else was looked at.", "Complete the secret first.")
        return
    if (own := examinations.of(place.channel)) is not None:
        try:
            yield from knocking.findings(place, secrets, own)
            yield from own.questions(place, secrets)
        except CredentialsRejected as error:
            yield wrong("credentials", error.title, f"Correct the secret ({error.code}).")
        except SendError as error:
            mend = "Try again; if it stays so, see whether the platform is down."
            yield wrong("platform", f"The platform could not be asked: {error.code}.", mend)
    if CHANNELS[place.channel].templates:
        yield from template_health.findings(place.channel, account)
