"""/v1/accounts: business accounts, and what their platforms have to be told. Never a secret."""

from typing import Annotated, Final

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Header, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.access import ADMINISTER, READ, Principal, principal_of, visible
from functions.agent_api.account_views import (
    AccountPage,
    AccountView,
    account_view,
    automation_of,
)
from functions.agent_api.cursors import cursor, position
from functions.agent_api.documents import etag
from functions.agent_api.problems import Problem, documented, not_found
from functions.agent_api.refusals import unfit
from shared import accounts, clock
from shared.channels import CHANNELS
from shared.errors import Conflict
from shared.idempotency import Idempotency
from shared.links import deep_links
from shared.table import Item

router = Router()

AccountId = Annotated[
    str,
    Path(
        pattern="^[a-z]{1,16}:[a-z0-9-]{1,32}$",
        description="Its channel and its short name.",
        examples=["whatsapp:main"],
    ),
]

_NAME: Final = "^[a-z0-9-]{1,32}$"
_BASE: Final = r"^https://[^/?#\s]+(/[^?#\s]*)?$"
Name = Annotated[str, Field(min_length=1, max_length=120, description="For people.")]
PublicUrl = Annotated[
    str,
    Field(
        pattern=_BASE,
        max_length=500,
        description="Where the platform reaches us, if not at the stack's own address.",
        examples=["https://chat.example"],
    ),
]
Address = Annotated[
    str,
    Field(
        min_length=1,
        max_length=500,
        description="Where customers write to, for links into the chat: a phone number, a "
        "username, a page, as docs/links.md tells for each channel.",
        examples=["+34910000000"],
    ),
]


class NewAccount(BaseModel):
    model_config = ConfigDict(extra="forbid")

    channel: str = Field(examples=["whatsapp"])
    account: str = Field(pattern=_NAME, description="The short name.", examples=["main"])
    credential_set: str | None = Field(
        None, pattern=_NAME, description="Whose secret it uses; without it, one of its own name."
    )
    platform_id: str = Field(
        min_length=1,
        max_length=256,
        description="What the platform calls it: a phone number ID, a page, a bot …",
        examples=["106540352242922"],
    )
    name: Name | None = None
    public_url: PublicUrl | None = None
    public_address: Address | None = None


@router.post(
    "/v1/accounts",
    security=ADMINISTER,
    summary="Register an account",
    description="Takes no secrets: the answer names the secret to create, its fields, the "
    "webhook's address and the steps at the platform.",
    status_code=201,
    tags=["accounts"],
    responses=documented(403, 409, 422, 503),
)
def register_account(
    new: Annotated[NewAccount, Body()],
    key: Annotated[str | None, Header(alias="Idempotency-Key", max_length=255)] = None,
) -> AccountView:
    principal = principal_of(router.current_event)
    if new.channel not in CHANNELS or not principal.may_see(new.channel):
        raise unfit("there is no such channel", "channel", "This account cannot be registered.")
    check_address(new.channel, new.public_address)
    item = _item(new, principal.token)
    said = new.model_dump_json()
    once = Idempotency.of(principal.token, "account", key, said) if key else None
    if before := _registered(once, item):
        return account_view(before)
    try:
        accounts.register(item, once.item(status=201) if once else None, by=principal.name)
    except Conflict as conflict:
        if before := _registered(once, item):  # the same call, made at the same time
            return account_view(before)
        raise _exists() from conflict
    return account_view(item)


def _item(new: NewAccount, token: str) -> Item:
    return {
        "pk": accounts.PK,
        "sk": accounts.key(new.channel, new.account),
        "kind": "settings",
        **new.model_dump(exclude_none=True),
        "credential_set": new.credential_set or new.account,
        "created_at": clock.now_ms(),
        "by": token,
        "rev": 1,
    }


def _exists() -> Problem:
    return Problem(409, "account-exists", "There is an account of this name on the channel.")


def _registered(once: Idempotency | None, item: Item) -> Item | None:
    """What became of the same call, which wanted ``item``; None if it was not made. What has been
    forgotten since is told again, but not registered again. Raises IdempotencyMismatch."""
    if once is None or once.before() is None:
        return None
    return accounts.find(item["channel"], item["account"]) or item


@router.get(
    "/v1/accounts",
    security=READ,
    summary="The accounts that were registered, by channel and name",
    tags=["accounts"],
    responses=documented(400, 403, 422),
)
def list_accounts(
    channel: Annotated[str | None, Query(pattern="^[a-z]{1,16}$")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> AccountPage:
    """A page may be short and still have a cursor: a token may see some channels only."""
    principal = principal_of(router.current_event)
    of = f"accounts {principal.token} {channel}"
    found = list(accounts.known(channel, position(of, cursor_) or "", limit))
    return AccountPage(
        items=[account_view(item) for item in found if principal.may_see(item["channel"])],
        next_cursor=cursor(of, found[-1]["sk"]) if len(found) == limit else None,
    )


@router.get(
    "/v1/accounts/<account>",
    security=READ,
    summary="One account, with what its platform has to be told",
    tags=["accounts"],
    responses=documented(403, 404, 422),
)
def get_account(account: AccountId) -> Response[AccountView]:
    item = registered(principal_of(router.current_event), account)
    view = account_view(item).model_copy(update={"automation": automation_of(item)})
    return Response(200, "application/json", view, headers=etag(item))


def registered(principal: Principal, account: str) -> Item:
    """The account of this id. Raises Problem 404."""
    channel, _, name = account.partition(":")
    if channel not in CHANNELS:
        raise not_found("account")
    return visible(principal, accounts.find(channel, name), "account")


def check_address(channel: str, address: str | None) -> None:
    if address is None or deep_links.fits(channel, address):
        return
    wanted = deep_links.needed(channel) or "this channel has none"
    raise unfit(wanted, "public_address", "This address cannot be used in links.")
