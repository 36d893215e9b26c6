"""Telegram's own word on how a bot is set up.

https://core.telegram.org/bots/api#getwebhookinfo (Bot API 10.1, read 2026-11-22)
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from functions.telegram.api import address
from functions.telegram.parse import READ
from shared.clock import rfc3339
from shared.credentials import Secrets
from shared.findings import Finding, Knock, Place, either, fine, wrong
from shared.provider.asking import ask, refusal

SIGNED_BY: Final = ("secret_token", "previous_secret_token")
LEAVES: Final = "one file in quarantine, which its alarm may tell"

# Of no kind that we read: it can do nothing but lie in quarantine, once a day.
_UPDATE: Final = json.dumps({"update_id": 1, "examination": {}}).encode()
# Without allowed_updates Telegram sends all kinds but these, of which we read one.
_NOT_BY_ITSELF: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_RECENT_MS: Final = 3_600_000


def delivery(place: Place, secrets: Secrets) -> Knock:
    token = {"X-Telegram-Bot-Api-Secret-Token": secrets["secret_token"]}
    return Knock("POST", headers={"Content-Type": "application/json", **token}, body=_UPDATE)


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    """Telegram knows none."""
    return None


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    bot = ask(address("getMe", secrets), {})
    if not bot.ok:
        mend = "Ask @BotFather for the token, /mybots, and write it as bot_token."
        yield wrong("token", f"Telegram refuses the bot's token ({refusal(bot)}).", mend)
        return
    yield fine("token", "Telegram takes the bot's token.")
    told = ask(address("getWebhookInfo", secrets), {}).fields.get("result")
    info = told if isinstance(told, dict) else {}
    again = f"Call setWebhook with url {place.webhook}, the secret_token, and all allowed_updates."
    yield either(
        "webhook-url",
        info.get("url") == place.webhook,
        "Telegram has our address.",
        f"Telegram calls {info.get('url') or 'nobody'}, not {place.webhook}.",
        again,
    )
    yield _kinds(info, again)
    yield _last_error(info, place.now)


def _kinds(info: Mapping[str, Any], again: str) -> Finding:
    allowed = info.get("allowed_updates")
    missing = READ & _NOT_BY_ITSELF if not isinstance(allowed, list) else READ - set(allowed)
    return either(
        "allowed-updates",
        not missing,
        "Telegram tells every kind of update that is read.",
        f"Telegram does not tell {', '.join(sorted(missing))}.",
        again,
    )


def _last_error(info: Mapping[str, Any], now: int) -> Finding:
    at, waiting = info.get("last_error_date"), info.get("pending_update_count", 0)
    if not isinstance(at, int) or (at * 1000 < now - _RECENT_MS and not waiting):
        return fine("deliveries", "Telegram has had no trouble in delivering lately.")
    says = f"Telegram could not deliver at {rfc3339(at * 1000)}: {info.get('last_error_message')}."
    mend = f"{waiting} updates wait and come again by themselves, once that is mended."
    return wrong("deliveries", says, mend)
