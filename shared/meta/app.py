"""What Meta says of an app: its token, and which webhooks it has. For WhatsApp, Messenger and
Instagram alike."""

import hmac
import secrets as chance
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from shared.clock import rfc3339
from shared.credentials import Secrets
from shared.findings import Finding, Knock, either, fine, look, wrong
from shared.provider.asking import ask, refusal
from shared.provider.hosts import host

_GRAPH: Final = "https://graph.facebook.com"
_VERSION: Final = "v25.0"
_SOON_MS: Final = 14 * 86_400_000


def delivery(body: bytes, secrets: Secrets) -> Knock:
    """``body`` as Meta signs it."""
    mac = hmac.digest(secrets["app_secret"].encode(), body, "sha256").hex()
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={mac}"}
    return Knock("POST", headers=headers, body=body)


def handshake(secrets: Secrets) -> Knock:
    """The GET that Meta makes when an address is saved."""
    challenge = str(chance.randbelow(10**9))
    asked = {
        "hub.mode": "subscribe",
        "hub.challenge": challenge,
        "hub.verify_token": secrets["verify_token"],
    }
    return Knock("GET", query=urlencode(asked), expected=challenge.encode())


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of an access token; without ``app_id`` it is of no use."""

    app_id: str | None
    findings: list[Finding]


def token(secrets: Secrets, name: str, now: int, scopes: tuple[str, ...]) -> Token:
    """Is the token in the field ``name`` valid, for how long, and does it have ``scopes``?
    Raises SendError.

    https://developers.facebook.com/docs/graph-api/reference/debug_token (read 2026-11-22)
    """
    text = str(secrets[name])
    renew = f"Make a system user's token that does not expire, and write it as {name}."
    answer = ask(_address("debug_token", input_token=text), {"Authorization": f"Bearer {text}"})
    data = answer.fields.get("data")
    if not (answer.ok and isinstance(data, dict) and data.get("is_valid") is True):
        why = refusal(answer) if not answer.ok else _error(data)
        return Token(None, [wrong("token", f"Meta refuses the access token ({why}).", renew)])
    found = [_expiry(data, now, renew)]
    if missing := [scope for scope in scopes if scope not in (data.get("scopes") or [])]:
        mend = "Give the system user this permission, and make a new token."
        found.append(wrong("permissions", f"The token lacks {', '.join(missing)}.", mend))
    return Token(str(data.get("app_id")), found)


def _error(data: Any) -> str:
    error = data.get("error") if isinstance(data, dict) else None
    return str(error.get("message")) if isinstance(error, dict) else "it is not valid"


def _expiry(data: dict[str, Any], now: int, renew: str) -> Finding:
    """0 stands for never."""
    ends = [data.get(name) for name in ("expires_at", "data_access_expires_at")]
    times = [at * 1000 for at in ends if isinstance(at, int) and at > 0]
    if times and min(times) < now + _SOON_MS:
        return wrong("token", f"The access token ends at {rfc3339(min(times))}.", renew)
    return fine("token", "Meta takes the access token.")


@dataclass(frozen=True, slots=True)
class Subscription:
    """What an app should hear: ``fields`` of ``object`` at ``webhook``; ``better`` are of use, too.
    ``override`` is the address at which this one account is told instead."""

    object: str
    webhook: str
    fields: tuple[str, ...]
    better: tuple[str, ...] = ()
    override: str = ""


def subscribed(wanted: Subscription, app_id: str, secrets: Secrets) -> Iterator[Finding]:
    """Raises SendError. The question needs the app's own secret, which is so proven as well.

    https://developers.facebook.com/docs/graph-api/reference/application/subscriptions
    """
    bearer = {"Authorization": f"Bearer {app_id}|{secrets['app_secret']}"}
    answer = ask(_address(f"{app_id}/subscriptions"), bearer)
    if not answer.ok:
        mend = "Write app_secret as the app dashboard shows it (App settings, Basic)."
        yield wrong("app-secret", f"Meta refuses the app secret ({refusal(answer)}).", mend)
        return
    yield fine("app-secret", "The app secret is that of the token's app.")
    listed = answer.fields.get("data")
    all_of_them = [one for one in listed if isinstance(one, dict)] if listed else []
    own = next((one for one in all_of_them if one.get("object") == wanted.object), None)
    set_url = f"App dashboard, Webhooks: callback URL {wanted.webhook} and our verify token."
    if own is None or not own.get("active"):
        yield wrong("webhook-url", f"No webhook for {wanted.object} is active.", set_url)
        return
    url = wanted.override or str(own.get("callback_url"))
    yield either(
        "webhook-url",
        url == wanted.webhook,
        "Meta has our address.",
        f"Meta calls {url}, not {wanted.webhook}.",
        set_url,
    )
    yield from _fields(wanted, {_name(field) for field in own.get("fields") or []})


def _name(field: Any) -> str:
    return str(field.get("name")) if isinstance(field, dict) else str(field)


def _fields(wanted: Subscription, there: set[str]) -> Iterator[Finding]:
    missing = [name for name in wanted.fields if name not in there]
    lesser = [name for name in wanted.better if name not in there]
    mend = "Subscribe to them in the app dashboard, Webhooks."
    if missing:
        yield wrong("fields-told", f"Meta does not tell {', '.join(missing)}.", mend)
    if lesser:
        yield look("fields-told", f"Meta does not tell {', '.join(lesser)}.", mend)
    if not (missing or lesser):
        yield fine("fields-told", "Meta tells every field that is read.")


def _address(path: str, **query: str) -> str:
    asked = f"?{urlencode(query)}" if query else ""
    return f"{host(_GRAPH)}/{_VERSION}/{path}{asked}"
