"""WhatsApp's own word on how a number is set up."""

import json
from collections.abc import Iterator
from typing import Final

from functions.whatsapp.graph import address, authorization
from shared.credentials import Secrets
from shared.findings import Finding, Knock, Place, fine, look, wrong
from shared.meta import app
from shared.provider.asking import ask, refusal

SIGNED_BY: Final = ("app_secret", "previous_app_secret")
LEAVES: Final = "one file in quarantine, which its alarm may tell"

_OBJECT: Final = "whatsapp_business_account"
# A batch of nothing: it can do nothing but lie in quarantine, once a day.
_BODY: Final = json.dumps({"object": _OBJECT, "entry": []}).encode()
_FIELDS: Final = ("messages",)
_BETTER: Final = (
    "smb_message_echoes",
    "user_preferences",
    "message_template_status_update",
    "message_template_quality_update",
    "phone_number_quality_update",
    "account_update",
)
_SCOPES: Final = ("whatsapp_business_messaging", "whatsapp_business_management")


def delivery(place: Place, secrets: Secrets) -> Knock:
    return app.delivery(_BODY, secrets)


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    return app.handshake(secrets)


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    token = app.token(secrets, "access_token", place.now, _SCOPES)
    yield from token.findings
    if token.app_id is None:
        return
    headers = authorization(secrets)
    for number in secrets["accounts"]:
        yield _number(str(number), headers)
    override = ""
    if waba := secrets.get("waba_id"):
        found, override = _subscribed(str(waba), token.app_id, headers)
        yield found
    else:
        says = "The secret names no waba_id: whether the app hears of the account is not known."
        yield look("subscription", says, 'Add "waba_id"; templates are synced with it, too.')
    subscription = app.Subscription(_OBJECT, place.webhook, _FIELDS, _BETTER, override)
    yield from app.subscribed(subscription, token.app_id, secrets)


def _number(number: str, headers: dict[str, str]) -> Finding:
    """https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/phone-numbers"""
    answer = ask(address(f"{number}?fields=quality_rating,status"), headers)
    if not answer.ok:
        mend = "See that accounts has the phone number ID, and give the system user that account."
        return wrong("account", f"The token does not see {number} ({refusal(answer)}).", mend)
    if answer.fields.get("quality_rating") == "RED":
        mend = "Write to fewer people who do not answer; WhatsApp lowers the limit of such numbers."
        return look("account", f"The quality of {number} is low.", mend)
    return fine("account", f"The token sees the number {number}.")


def _subscribed(waba: str, app_id: str, headers: dict[str, str]) -> tuple[Finding, str]:
    """Whether the app hears of the account, and the address that it is told at instead of the
    app's own.

    https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/subscribed_apps
    """
    answer = ask(address(f"{waba}/subscribed_apps"), headers)
    listed = answer.fields.get("data")
    apps = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    for one in apps:
        data = one.get("whatsapp_business_api_data")
        if isinstance(data, dict) and str(data.get("id")) == app_id:
            said = "The app hears of the business account."
            return fine("subscription", said), str(one.get("override_callback_uri") or "")
    mend = f"POST /{waba}/subscribed_apps with the access token, once."
    said = "The app is not subscribed to the business account: Meta tells us nothing of it."
    return wrong("subscription", said, mend), ""
