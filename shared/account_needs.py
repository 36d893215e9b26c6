"""What an account needs to be connected: the fields of its secret, and the steps at the platform.

The truth table's part for admins: the agent API tells it, the examination holds secrets to it.
Names are the platforms' own; docs/channels has the whole story of each.
"""

from dataclasses import dataclass
from typing import Final

from shared.channels import CUSTOM, LINE, SMS, TELEGRAM, WHATSAPP


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a secret, and where an admin finds it. Without ``needed`` it may be missing,
    and less works."""

    name: str
    about: str
    needed: bool = True
    instead: tuple[str, ...] = ()  # one of these does as well


@dataclass(frozen=True, slots=True)
class Needs:
    """``account_id``: what the keys of the secret's ``accounts`` are. Steps name the webhook's
    address as ``{webhook}``."""

    fields: tuple[Field, ...]
    account_id: str
    steps: tuple[str, ...]
    path: str = "webhooks/{channel}/{credential_set}"  # of the webhook


_APP_SECRET: Final = Field("app_secret", "Meta's app dashboard, App settings, Basic")
_VERIFY_TOKEN: Final = Field("verify_token", "any text of yours; the same goes into the dashboard")
_AT_META: Final = (
    "In Meta's app dashboard, Webhooks: the callback URL {webhook} and the same verify token."
)

NEEDS: Final[dict[str, Needs]] = {
    WHATSAPP.name: Needs(
        (
            _APP_SECRET,
            _VERIFY_TOKEN,
            Field("access_token", "a system user's token with whatsapp_business_messaging"),
            Field("waba_id", "id of the WhatsApp Business Account, for templates", needed=False),
        ),
        "phone_number_id",
        (
            _AT_META,
            "Subscribe to messages, smb_message_echoes, user_preferences, "
            "message_template_status_update and message_template_quality_update.",
        ),
    ),
    LINE.name: Needs(
        (
            Field("channel_secret", "LINE Developers Console, Basic settings"),
            Field("channel_access_token", "LINE Developers Console, Messaging API"),
        ),
        "user id of the bot (U…)",
        (
            "In the LINE Developers Console, Messaging API: the webhook URL {webhook}.",
            "There as well: switch on Use webhook and Webhook redelivery.",
        ),
    ),
    TELEGRAM.name: Needs(
        (
            Field("bot_token", "from @BotFather"),
            Field("secret_token", "any text of yours (A-Z a-z 0-9 _ -); setWebhook is given it"),
        ),
        "the bot's id, the number before the colon of its token",
        (
            "Call setWebhook with the url {webhook}, the same secret_token, and allowed_updates "
            "message, edited_message, callback_query, my_chat_member, message_reaction.",
        ),
    ),
    SMS.name: Needs(
        (
            Field("account_sid", "Twilio Console, Account Info (AC…)"),
            Field("auth_token", "Twilio Console, Account Info"),
            Field("public_url", "where Twilio reaches us, up to /webhooks; it is signed"),
        ),
        "phone number (+…) or messaging service (MG…)",
        (
            "In the Twilio Console, A message comes in: {webhook}#rc=5&rp=all by POST.",
            "Switch on Enforce HTTP auth on media URLs.",
        ),
    ),
    CUSTOM.name: Needs(
        (
            Field("signing_secret", "whsec_ and 24 to 64 random bytes in base64; both sides sign"),
            Field("url", "where the other system takes messages, over https"),
            Field("media_authorization", "for files on the host of url", needed=False),
        ),
        "the other system's name for the account",
        (
            "The other system posts to {webhook} as docs/channels/custom.md says, signed with "
            "signing_secret.",
            "It takes at url what is said to its customers, each webhook-id once.",
        ),
    ),
}
