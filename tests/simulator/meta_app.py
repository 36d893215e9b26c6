"""An app at Meta: what it may do with its token, and the webhooks it has.

developers.facebook.com/docs/graph-api/reference/debug_token, …/reference/app/subscriptions (read
2026-11-22).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.simulator import meta
from tests.simulator.exchange import Answer, Request
from tests.simulator.platform import Platform, Route

_FIELDS = {
    "whatsapp_business_account": (
        "messages",
        "smb_message_echoes",
        "user_preferences",
        "message_template_status_update",
        "message_template_quality_update",
        "phone_number_quality_update",
        "account_update",
    ),
    "page": (
        "messages",
        "messaging_postbacks",
        "message_deliveries",
        "message_reads",
        "message_reactions",
        "message_edits",
        "message_echoes",
        "messaging_referrals",
        "messaging_optins",
        "messaging_handovers",
        "standby",
    ),
    "instagram": (
        "messages",
        "messaging_postbacks",
        "messaging_seen",
        "message_reactions",
        "message_edit",
        "messaging_referral",
        "messaging_handover",
        "standby",
    ),
}
_SCOPES = {
    "whatsapp_business_account": ("whatsapp_business_messaging", "whatsapp_business_management"),
    "page": ("pages_messaging", "pages_manage_metadata"),
    "instagram": ("instagram_manage_messages", "pages_manage_metadata"),
}


class MetaApp:
    def __init__(self, platform: Platform, object_name: str, token_name: str) -> None:
        self._platform, self._object, self._token = platform, object_name, token_name

    @property
    def id(self) -> str:
        return str(int(meta.stable_hex(self._secret)[:12], 16) + 10**14)

    @property
    def routes(self) -> Sequence[Route]:
        return (
            Route("GET", meta.VERSION + "/debug_token/?", self._debug, ("input_token",)),
            Route("GET", meta.VERSION + r"/(?P<app>\d+)/subscriptions/?", self._subscriptions),
        )

    def owns(self, groups: Mapping[str, str]) -> bool:
        return groups.get("app") == self.id or groups.get("input_token") == self._access_token

    @property
    def _secret(self) -> str:
        return str(self._platform.account["app_secret"])

    @property
    def _access_token(self) -> str:
        return str(self._platform.account[self._token])

    def subscribed(self) -> Answer:
        """The subscribed_apps of a Page or professional account."""
        told = {"id": self.id, "name": "Shop", "subscribed_fields": list(_FIELDS[self._object])}
        there = self._platform.console.get("subscribed", True)
        told |= {"subscribed_fields": there} if isinstance(there, list) else {}
        return meta.answered({"data": [told] if there is not False else []})

    def _debug(self, request: Request, groups: Mapping[str, str]) -> Answer:
        """A token may ask about itself."""
        try:
            meta.check_token(request, groups["input_token"])
        except meta.Refused as refused:
            return refused.answer
        if not self.owns(groups):
            error = {"code": 190, "message": "Invalid OAuth access token."}
            return meta.answered({"data": {"is_valid": False, "error": error, "scopes": []}})
        told: dict[str, Any] = {
            "app_id": self.id,
            "type": "SYSTEM_USER",
            "is_valid": True,
            "expires_at": 0,
            "data_access_expires_at": 0,
            "scopes": list(_SCOPES[self._object]),
        }
        return meta.answered({"data": {**told, **self._platform.console.get("token", {})}})

    def _subscriptions(self, request: Request, groups: Mapping[str, str]) -> Answer:
        """For the app's own token only, which is made of its id and its secret."""
        try:
            meta.check_token(request, f"{self.id}|{self._secret}")
        except meta.Refused as refused:
            return refused.answer
        told = {
            "object": self._object,
            "callback_url": self._platform.webhook_url,
            "active": True,
            "fields": [{"name": name, "version": "v25.0"} for name in _FIELDS[self._object]],
        }
        return meta.answered({"data": [{**told, **self._platform.console.get("webhook", {})}]})
