"""What an account needs to be connected: the fields of its secret, and the steps at the platform.

The truth table's part for admins: the agent API tells it, the examination holds secrets to it.
Names are the platforms' own; docs/channels has the whole story of each.
"""

from dataclasses import dataclass
from typing import Final

from shared.channels import (
    APPLE,
    CUSTOM,
    INSTAGRAM,
    LINE,
    MESSENGER,
    RCS,
    SMS,
    TELEGRAM,
    VIBER,
    WEBCHAT,
    WECHAT,
    WHATSAPP,
    X,
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a secret, and where an admin finds it. Without ``needed`` it may be missing,
    and less works."""

    name: str
    about: str
    needed: bool = True
    instead: tuple[str, ...] = ()  # one of these does as well
    structured: bool = False  # an object or a list may stand there, not only a text


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
            "message_template_status_update, message_template_quality_update, "
            "phone_number_quality_update and account_update.",
        ),
    ),
    MESSENGER.name: Needs(
        (
            _APP_SECRET,
            _VERIFY_TOKEN,
            Field(
                "page_access_token",
                "the Page's token with pages_messaging, for templates page_utility_messaging as "
                "well; one, or by Page id",
                structured=True,
            ),
        ),
        "Page id",
        (
            _AT_META.replace("Webhooks", "Webhooks, object page"),
            "Subscribe to what docs/channels/messenger.md names, and so each Page.",
        ),
    ),
    INSTAGRAM.name: Needs(
        (
            Field("app_secret", "the Instagram app secret, or with Facebook Login the app's own"),
            _VERIFY_TOKEN,
            Field(
                "access_token",
                "the account's token; with Facebook Login, pages instead",
                instead=("pages",),
                structured=True,
            ),
        ),
        "Instagram account id (user_id of GET /me)",
        (
            _AT_META.replace("Webhooks", "Webhooks, object instagram"),
            "Subscribe to what docs/channels/instagram.md names, and so the account or its Page.",
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
    WECHAT.name: Needs(
        (
            Field("app_id", "WeChat's console, Basic configuration (wx…)"),
            Field("app_secret", "WeChat's console, Basic configuration"),
            Field("token", "3 to 32 letters and digits of yours; the same goes into the console"),
            Field("encoding_aes_key", "made by the console, 43 characters", needed=False),
        ),
        "original id (gh_…)",
        (
            "In WeChat's console, Server configuration: the URL {webhook}, the same Token, and "
            "safe mode.",
            "Enter the fixed address of the sending functions on the IP whitelist.",
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
    X.name: Needs(
        (
            Field("consumer_key", "X's developer console, API key of the app"),
            Field("consumer_secret", "X's developer console, API secret of the app"),
            Field("access_token", "of the account, by OAuth 1.0a", instead=("access_tokens",)),
            Field("access_token_secret", "beside it", instead=("access_tokens",)),
        ),
        "user id",
        (
            "Register {webhook} with POST /2/webhooks.",
            "Subscribe to dm.received, dm.sent and dm.read of the account's user id.",
        ),
    ),
    VIBER.name: Needs(
        (
            Field("auth_token", "Viber's Edit info of the bot"),
            Field(
                "sender",
                '{"name": "…"}, at most 28 characters: the customer sees it',
                structured=True,
            ),
        ),
        "bot id (get_account_info)",
        (
            "POST https://chatapi.viber.com/pa/set_webhook with the url {webhook} and the "
            "event_types delivered, seen, failed, subscribed, unsubscribed, conversation_started.",
        ),
    ),
    APPLE.name: Needs(
        (
            Field("msp_id", "Apple Business Register, page of the MSP"),
            Field("api_secret", "Apple Business Register, in base64 as it is shown"),
        ),
        "business id",
        ("In Apple Business Register, register the URL {webhook}.",),
    ),
    RCS.name: Needs(
        (
            Field("clientToken", "the RCS for Business console, when a webhook is configured"),
            Field("region", "us, europe or asia: where the agent is hosted"),
            Field(
                "service_account",
                "the key file of the partner's service account, as it is",
                structured=True,
            ),
        ),
        "agent id (…@rbm.goog)",
        ("In the console, Integrations: the webhook {webhook}; press Verify.",),
    ),
    WEBCHAT.name: Needs(
        (
            Field("session_secret", "32 random bytes or more, of yours"),
            Field("identity_secret", "the same; without it everybody is anonymous", needed=False),
            Field(
                "origins",
                "a list of the pages that may ask, https://…",
                needed=False,
                structured=True,
            ),
        ),
        "the account's own short name",
        ('Put <script async src="{webhook}/widget.js"></script> into the site\'s pages.',),
        path="webchat/{credential_set}",
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
