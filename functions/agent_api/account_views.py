"""Accounts as the API shows them, with what is left for an admin to do."""

import json

from pydantic import BaseModel, Field

from shared import accounts, clock, configuration
from shared.account_needs import NEEDS, Needs
from shared.clock import rfc3339
from shared.credentials import name_of
from shared.limits import budgets, warned
from shared.table import Item

_SHOWN = (
    *("channel", "account", "credential_set", "platform_id"),
    *("name", "public_url", "public_address"),
)


class SecretField(BaseModel):
    name: str = Field(examples=["app_secret"])
    about: str = Field(description="Where it is found.")
    needed: bool = Field(description="Without the others it works, but less does.")


class SecretView(BaseModel):
    """The secret to create; what is in it is known to Secrets Manager alone."""

    name: str = Field(examples=["threadline/whatsapp/main"])
    fields: list[SecretField]
    accounts: dict[str, str] = Field(description="What its member `accounts` must name.")


class WarningView(BaseModel):
    """The platform's word that it will stop the account, or has begun to."""

    reason: str = Field(description="As in docs/automation-limits.md.", examples=["quality"])
    since: str
    until: str = Field(description="Or until the platform takes it back, or an admin resumes.")


class Automation(BaseModel):
    """What was said by itself, so that automation stops before the platform stops the account."""

    sent_this_hour: int
    limit: int | None = Field(description="null: there is none.")
    stopped: bool = Field(description="Nothing is said by itself: in this hour, or while warned.")
    warning: WarningView | None = Field(None, description="null: the platform is content.")


class AccountView(BaseModel):
    id: str = Field(examples=["whatsapp:main"])
    channel: str
    account: str
    credential_set: str
    platform_id: str
    name: str | None = None
    public_url: str | None = Field(None, description="If not at the stack's own address.")
    public_address: str | None = Field(None, description="Where customers write to, in links.")
    webhook_url: str = Field(description="To give to the platform.")
    secret: SecretView
    next_steps: list[str]
    created_at: str
    automation: Automation | None = Field(None, description="Of one account; null in lists.")


class AccountPage(BaseModel):
    items: list[AccountView]
    next_cursor: str | None = None


def automation_of(item: Item) -> Automation:
    """As the counter, the policy and the platform's warnings stand now."""
    wanted = configuration.load()
    limit = wanted.policy.budget_per_account
    sent = budgets.of_this_hour(item["channel"], item["account"]).get("total", 0)
    warning = _warning(warned.standing(wanted.warned, item["sk"], clock.now_ms()))
    stopped = 0 < limit <= sent or warning is not None
    return Automation(sent_this_hour=sent, limit=limit or None, stopped=stopped, warning=warning)


def _warning(standing: warned.Standing | None) -> WarningView | None:
    if standing is None:
        return None
    return WarningView(
        reason=standing.reason, since=rfc3339(standing.since), until=rfc3339(standing.until)
    )


def account_view(item: Item) -> AccountView:
    needs, channel, credentials = NEEDS[item["channel"]], item["channel"], item["credential_set"]
    webhook = accounts.webhook_url(item.get("public_url") or accounts.base(), channel, credentials)
    secret = SecretView(
        name=name_of(channel, credentials),
        fields=[SecretField(name=f.name, about=f.about, needed=f.needed) for f in needs.fields],
        accounts={item["platform_id"]: item["account"]},
    )
    return AccountView(
        id=item["sk"],
        webhook_url=webhook,
        secret=secret,
        next_steps=_steps(item, secret, needs, webhook),
        created_at=rfc3339(item["created_at"]),
        **{n: item.get(n) for n in _SHOWN},
    )


def _steps(item: Item, secret: SecretView, needs: Needs, webhook: str) -> list[str]:
    """In the order that works: a platform proves an address against the secret."""
    members = {field.name: "…" for field in secret.fields if field.needed}
    text = json.dumps({**members, "accounts": secret.accounts}, ensure_ascii=False)
    parameter = f"{item['channel'].capitalize()}Accounts"
    return [
        f"aws secretsmanager create-secret --name {secret.name} --secret-string '{text}'; if it "
        "is there, add the account to its accounts.",
        f"See that the stack's parameter {parameter} names {item['credential_set']}; if not, "
        "deploy with it.",
        *(step.format(webhook=webhook) for step in needs.steps),
        f"make doctor ACCOUNT={item['channel']}/{item['account']} STACK=<the stack's name>",
    ]
