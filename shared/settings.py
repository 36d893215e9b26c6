"""What the template tells a function through its environment, as one typed value."""

import os
from dataclasses import dataclass
from functools import cache
from typing import Final

_MINUTE_MS: Final = 60_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Names and limits; a function that needs one the template did not give it gets ``""``."""

    table: str
    quarantine_bucket: str
    spill_queue_url: str
    wake_queue_url: str
    send_queue_url: str
    media_queue_url: str  # messages with files to be fetched
    channels: frozenset[str]  # those that are switched on
    media_scan: bool  # fetched files wait for a scanner's word
    inbound_machine_arn: str
    window_machine_arn: str
    preview_function: str
    sync_templates_function: str  # "" where no channel that has templates is switched on
    secret_prefix: str  # secrets are named <prefix>/<channel>/<credential set>
    id_key_secret: str
    credential_sets: tuple[str, ...]
    sets_by_channel: dict[str, tuple[str, ...]]  # the same, where a function serves several
    retention_days: int
    socket_url: str  # where browsers connect for web chat; "" where there is nothing to connect to
    webhook_url: str  # where platforms reach us, up to /webhooks
    provider_url: str  # of a stand-in for all platforms; "" where each is itself
    greeting_text: str
    default_team: str
    remind_before_ms: int  # 0 = as the truth table says, like the next
    last_call_before_ms: int
    requests_per_minute: int  # of a token that has no limit of its own; 0 = any number
    oidc_issuer: str  # "" where no JWT is taken, like the next
    oidc_audience: str
    oidc_scope_claim: str  # its values are looked up in the next
    oidc_scopes: dict[str, str]  # what an issuer calls it → scope
    oidc_agent_claim: str
    oidc_channels_claim: str
    inbox_shards: int  # parts of the inbox of a bot or a team, by which it is written


@cache
def settings() -> Settings:
    """The environment, read at the first call and kept."""
    env = os.environ.get
    return Settings(
        table=env("TABLE_NAME", ""),
        quarantine_bucket=env("QUARANTINE_BUCKET", ""),
        spill_queue_url=env("SPILL_QUEUE_URL", ""),
        wake_queue_url=env("WAKE_QUEUE_URL", ""),
        send_queue_url=_beside(env("WAKE_QUEUE_URL", ""), "send.fifo"),
        media_queue_url=_beside(env("WAKE_QUEUE_URL", ""), "media"),
        channels=frozenset(_names(env("CHANNELS", ""))),
        media_scan=env("MEDIA_SCAN", "off") == "on",
        inbound_machine_arn=env("INBOUND_MACHINE_ARN", ""),
        window_machine_arn=env("WINDOW_MACHINE_ARN", ""),
        preview_function=env("PREVIEW_FUNCTION", ""),
        sync_templates_function=env("SYNC_TEMPLATES_FUNCTION", ""),
        secret_prefix=env("SECRET_PREFIX", ""),
        id_key_secret=env("ID_KEY_SECRET", ""),
        credential_sets=_names(env("CREDENTIAL_SETS", "")),
        sets_by_channel=_by_channel(env("CREDENTIAL_SETS_BY_CHANNEL", "")),
        retention_days=int(env("RETENTION_DAYS", "400")),
        socket_url=env("SOCKET_URL", ""),
        webhook_url=env("WEBHOOK_URL", ""),
        provider_url=env("PROVIDER_URL", ""),
        greeting_text=env("GREETING_TEXT", ""),
        default_team=env("DEFAULT_TEAM", ""),
        remind_before_ms=int(env("REMIND_BEFORE_MINUTES", "") or 0) * _MINUTE_MS,
        last_call_before_ms=int(env("LAST_CALL_BEFORE_MINUTES", "") or 0) * _MINUTE_MS,
        requests_per_minute=int(env("REQUESTS_PER_MINUTE", "") or 0),
        oidc_issuer=env("OIDC_ISSUER", ""),
        oidc_audience=env("OIDC_AUDIENCE", ""),
        oidc_scope_claim=env("OIDC_SCOPE_CLAIM", ""),
        oidc_scopes=_pairs(env("OIDC_SCOPES", "")),
        oidc_agent_claim=env("OIDC_AGENT_CLAIM", ""),
        oidc_channels_claim=env("OIDC_CHANNELS_CLAIM", ""),
        inbox_shards=int(env("INBOX_SHARDS", "1")),
    )


def _names(listed: str) -> tuple[str, ...]:
    return tuple(filter(None, listed.split(",")))


def _pairs(text: str) -> dict[str, str]:
    """``Support Leads=admin,Support=agent``; a name may hold ``=`` itself."""
    parts = (part.rpartition("=") for part in text.split(",") if part)
    return {name.strip(): value.strip() for name, _, value in parts}


def _by_channel(text: str) -> dict[str, tuple[str, ...]]:
    """``whatsapp=main,shop;line=`` by its channels, of which some may have none."""
    parts = (part.partition("=") for part in text.split(";") if part)
    return {channel: _names(listed) for channel, _, listed in parts}


def _beside(wake_queue_url: str, name: str) -> str:
    """Queues of a stack differ in the end of their names only."""
    return wake_queue_url and wake_queue_url.removesuffix("wake.fifo") + name
