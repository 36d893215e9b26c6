"""/v1/audit: who changed which settings, accounts and tokens."""

from typing import Annotated

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field

from functions.agent_api.access import GOVERN, principal_of
from functions.agent_api.cursors import cursor, position
from functions.agent_api.problems import documented
from shared import audit
from shared.clock import rfc3339

router = Router()


class AuditEntry(BaseModel):
    at: str
    by: str = Field(examples=["admin:ana"])
    did: str = Field(examples=["wrote"])
    what: str = Field(examples=["rules/after-hours"])
    revision: int | None = None
    conversation_id: str | None = Field(None, description="Of a macro that was run.")


class AuditPage(BaseModel):
    items: list[AuditEntry]
    next_cursor: str | None


@router.get(
    "/v1/audit",
    security=GOVERN,
    summary="Who changed what, newest first",
    description="Of settings, accounts and tokens, and macros that were run. Messages and "
    "decisions name their authors themselves.",
    tags=["audit"],
    responses=documented(400, 403, 422),
)
def list_audit(
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> AuditPage:
    principal = principal_of(router.current_event)
    of = f"audit {principal.token}"
    found = audit.page(position(of, cursor_), limit)
    return AuditPage(
        items=[
            AuditEntry(
                at=rfc3339(item["at"]),
                by=item["by"],
                did=item["did"],
                what=item["what"],
                revision=item.get("revision"),
                conversation_id=item.get("conversation"),
            )
            for item in found
        ],
        next_cursor=cursor(of, found[-1]["sk"]) if len(found) == limit else None,
    )
