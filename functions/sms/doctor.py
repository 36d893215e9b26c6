"""Twilio's own word on how a number or a messaging service is set up.

https://www.twilio.com/docs/iam/api/account, …/docs/phone-numbers/api/incomingphonenumber-resource
and …/docs/messaging/api/service-resource, read 2026-11-22.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

from functions.sms import api
from functions.sms.form import exact
from functions.sms.retries import carried, mended
from functions.sms.signature import Algorithm, said, signature
from shared.credentials import Secrets
from shared.findings import Finding, Knock, Place, either, fine, look, wrong
from shared.provider.asking import ask, refusal

SIGNED_BY: Final = ("auth_token", "shared_key", "previous_auth_token", "previous_shared_key")
LEAVES: Final = "one file in quarantine, which its alarm may tell"

_REACHED: Final = ("sms_url", "sms_method", "sms_fallback_url")
_OF_SERVICE: Final = ("inbound_request_url", "inbound_method", "fallback_url")


def delivery(place: Place, secrets: Secrets) -> Knock:
    """A form without a message: it can do nothing but lie in quarantine, once a day."""
    body = urlencode({"AccountSid": secrets["account_sid"], "Examination": "1"}).encode()
    name, algorithm = _key(secrets)
    mac = signature(str(secrets[name]), place.webhook, said(exact(body)), algorithm)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": mac.decode(),
    }
    return Knock("POST", headers=headers, body=body)


def _key(secrets: Secrets) -> tuple[str, Algorithm]:
    return ("shared_key", "sha256") if secrets.get("shared_key") else ("auth_token", "sha1")


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    """Twilio knows none."""
    return None


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    headers = api.authorization(secrets)
    account = ask(api.account(secrets), headers)
    if not account.ok:
        mend = "Write account_sid and auth_token as the Twilio Console shows them."
        yield wrong("token", f"Twilio refuses the credentials ({refusal(account)}).", mend)
        return
    yield fine("token", "Twilio takes the credentials.")
    status = str(account.fields.get("status"))
    yield either(
        "status",
        status == "active",
        "The account is active.",
        f"The account is {status}: nothing is sent or received.",
        "See the Twilio Console for why; Twilio's support opens it again.",
    )
    if account.fields.get("type") == "Trial":
        says = "The account is a trial: it writes only to numbers that were verified."
        yield look("trial", says, "Upgrade it in the Twilio Console.")
    for sender in secrets["accounts"]:
        yield from _sender(str(sender), place, secrets, headers)


def _sender(
    sender: str, place: Place, secrets: Secrets, headers: Mapping[str, str]
) -> Iterator[Finding]:
    if api.is_service(sender):
        answer = ask(api.service(sender), headers)
        told, names = answer.fields, _OF_SERVICE
    else:
        answer = ask(f"{api.numbers(secrets)}?PhoneNumber={quote(sender, safe='')}", headers)
        found = answer.fields.get("incoming_phone_numbers")
        told, names = (found[0] if isinstance(found, list) and found else {}), _REACHED
    if not told or not answer.ok:
        says = f"Twilio knows no {_shown(sender)} of this account."
        mend = "Write its number as +…, or the service's MG…, into the secret's accounts."
        yield look("sender", f"{says} A short code or a name is not looked up.", mend)
    elif told.get("use_inbound_webhook_on_number") is True:
        yield look("webhook-url", "The service leaves it to its numbers.", "Name them as well.")
    else:
        yield from _addresses([told.get(name) for name in names], sender, place)


def _addresses(told: list[Any], sender: str, place: Place) -> Iterator[Finding]:
    url, method, fallback = (str(value or "") for value in told)
    mend = f"Set A message comes in of {_shown(sender)} to {mended(place.webhook)} by POST."
    bare = url.partition("#")[0]
    yield either(
        "webhook-url",
        bare == place.webhook and method == "POST",
        f"Twilio has our address for {_shown(sender)}.",
        f"Twilio calls {bare or 'nobody'} by {method or 'nothing'}, not {place.webhook} by POST.",
        mend,
    )
    yield either(
        "retries",
        carried(url) or fallback.partition("#")[0] == place.webhook,
        "Twilio tries again what it could not deliver.",
        "Twilio does not try again when we answer with an error: what was said would be lost.",
        mend,
    )


def _shown(sender: str) -> str:
    """Enough of it to know which is meant."""
    return f"…{sender[-4:]}"
