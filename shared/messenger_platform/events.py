"""What happens around a conversation: referrals, opt-ins, linked accounts, and who controls it."""

from collections.abc import Callable
from typing import Any, Final

from shared.intake.fields import Fields, Unfit, needed_fields, text
from shared.messages import Parsed, Said
from shared.messenger_platform.sides import customer, made_id, moment

Naming = Callable[[Fields], str]

_LINKING: Final = {"linked": "account-linked", "unlinked": "account-unlinked"}
_STOPPED: Final = "STOP_NOTIFICATIONS"


def _opt_in(body: Fields) -> str:
    """Marketing messages have a consent of their own, which can be taken back.

    https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/messaging_optins
    """
    if text(body, "type") != "notification_messages":
        return "opted-in"
    stopped = text(body, "notification_messages_status") == _STOPPED
    return "marketing-opt-out" if stopped else "marketing-opt-in"


def _linking(body: Fields) -> str:
    return _LINKING.get(text(body, "status"), "account-linking")


# https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/messaging_handovers
_NAMES: Final[dict[str, Naming]] = {
    "referral": lambda body: "referred",
    "optin": _opt_in,
    "account_linking": _linking,
    "pass_thread_control": lambda body: "control-passed",
    "take_thread_control": lambda body: "control-taken",
    "request_thread_control": lambda body: "control-requested",
    "game_play": lambda body: "game-played",
}
KINDS: Final = tuple(_NAMES)
# What is about the app or the account, and so about nobody's conversation.
OF_THE_ACCOUNT: Final = ("policy_enforcement", "policy-enforcement", "app_roles")


def event(kind: str) -> Callable[[Fields, str, bool], list[Parsed]]:
    """A reader of what happened under the name ``kind``."""

    def read(item: Fields, account: str, standby: bool) -> list[Parsed]:
        body = needed_fields(item, kind)
        content: dict[str, Any] = {"event": _NAMES[kind](body)}
        content[kind] = dict(body)
        if standby:
            content["standby"] = True
        return [
            Said(
                account_ref=account,
                identity=customer(item, account)[0],
                provider_id=made_id(kind, item, dict(body)),
                sent_at=moment(item),
                type="event",
                content=content,
            )
        ]

    return read


def of_the_account(item: Fields, account: str, standby: bool) -> list[Parsed]:
    """Kept and counted, for a person to look at: a warning, a block, a role. Raises Unfit."""
    kind = next(name for name in OF_THE_ACCOUNT if name in item)
    raise Unfit(f"about the account: {kind}")


def unknown(item: Fields, account: str, standby: bool) -> list[Parsed]:
    """A kind that came to the platform after this was written. Raises Unfit."""
    rest = {k: v for k, v in item.items() if k not in ("sender", "recipient", "timestamp")}
    kind = next((name for name, value in rest.items() if isinstance(value, dict)), "")
    if not kind:
        raise Unfit("nothing in it")
    return [
        Said(
            account_ref=account,
            identity=customer(item, account)[0],
            provider_id=made_id(kind, item, rest),
            sent_at=moment(item),
            type="unsupported",
            content={"kind": kind, "raw": rest[kind], **({"standby": True} if standby else {})},
        )
    ]
