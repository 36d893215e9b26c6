"""/v1/accounts/{id}: what may change of an account, and forgetting one."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import BaseModel, ConfigDict, model_validator

from functions.agent_api import naming
from functions.agent_api.access import ADMINISTER, principal_of
from functions.agent_api.account_views import AccountView, account_view, automation_of
from functions.agent_api.accounts import (
    AccountId,
    Address,
    Name,
    PublicUrl,
    check_address,
    registered,
)
from functions.agent_api.documents import IfMatch, changed, check, etag, revision
from functions.agent_api.problems import Problem, documented
from shared import accounts
from shared.errors import Conflict
from shared.limits import warned

router = Router()


class AccountChanges(BaseModel):
    """A merge patch (RFC 7396): null takes it away."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"public_address": "+34910000000"}]}
    )

    name: Name | None = None
    public_url: PublicUrl | None = None
    public_address: Address | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "AccountChanges":
        if not self.model_fields_set:
            raise ValueError("say what is to change")
        return self


@router.patch(
    "/v1/accounts/<account>",
    security=ADMINISTER,
    summary="Change an account's name or addresses",
    description="A merge patch (RFC 7396). With If-Match only if nobody has changed it since: 412 "
    "`changed-since`. Its channel, short name and platform's id are what it is, and stay.",
    tags=["accounts"],
    responses=documented(403, 404, 412, 422, 503),
)
def change_account(
    account: AccountId, changes: Annotated[AccountChanges, Body()], match: IfMatch = None
) -> Response[AccountView]:
    principal = principal_of(router.current_event)
    item = registered(principal, account)
    check(item, match)
    check_address(item["channel"], changes.public_address)
    said = changes.model_dump(exclude_unset=True)
    try:
        item = accounts.change(item, said, by=principal.name, expected=revision(item))
    except Conflict as conflict:
        raise changed() from conflict
    return Response(200, "application/json", account_view(item), headers=etag(item))


@router.post(
    "/v1/accounts/<account>/resume",
    security=ADMINISTER,
    summary="Let automation speak again after a platform's warning",
    description="Lifts what the platform has said of the account so far; what it says from now on "
    "counts anew. Nothing else changes: budgets hold, and people keep what they have.",
    tags=["accounts"],
    responses=documented(403, 404, 422, 503),
)
def resume_account(account: AccountId) -> AccountView:
    """The account after it, with its `automation`. Again changes nothing."""
    principal = principal_of(router.current_event)
    item = registered(principal, account)
    warned.lift(account, by=principal.name)
    return account_view(item).model_copy(update={"automation": automation_of(item)})


@router.delete(
    "/v1/accounts/<account>",
    security=ADMINISTER,
    summary="Forget an account",
    description="What was said on it stays, and so does its secret: messages come and go as long "
    "as the platform and that secret name it. 409 `in-use` while links lead to it.",
    tags=["accounts"],
    responses=documented(403, 404, 409, 412, 422, 503),
)
def forget_account(account: AccountId, match: IfMatch = None) -> Response[str]:
    principal = principal_of(router.current_event)
    item = registered(principal, account)
    check(item, match)
    if others := naming.named_by("accounts", account):
        raise Problem(409, "in-use", "Others name this account.", named_by=others)
    try:
        accounts.forget(item, by=principal.name, expected=revision(item))
    except Conflict as conflict:
        raise changed() from conflict
    return Response(status_code=204, body="")
