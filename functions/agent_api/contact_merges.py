"""/v1/contacts/{id}/merge and /unmerge: two contacts are one person, or are not."""

import uuid
from typing import Annotated

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Header
from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.access import WRITE, Principal, principal_of
from functions.agent_api.contact_views import Contact, ContactId, contact_of, contact_view
from functions.agent_api.problems import documented, not_found
from shared import table
from shared.errors import Conflict, NotMerged
from shared.idempotency import Idempotency
from shared.people import merging

router = Router()

Key = Annotated[str | None, Header(alias="Idempotency-Key", max_length=255)]


class Merge(BaseModel):
    model_config = ConfigDict(extra="forbid")

    contact_id: str = Field(pattern="^[a-z2-7]{26}$", description="Who becomes part of the other.")
    reason: str = Field(min_length=1, max_length=300, examples=["Wrote the same order number."])


class Unmerge(BaseModel):
    model_config = ConfigDict(extra="forbid")

    contact_id: str = Field(pattern="^[a-z2-7]{26}$", description="Who is taken out.")
    reason: str = Field("", max_length=300)


class Separated(BaseModel):
    contact: Contact = Field(description="Who stays.")
    separated: Contact = Field(description="Who was taken out, with all that was merged there.")


@router.post(
    "/v1/contacts/<contact>/merge",
    security=WRITE,
    summary="Make another contact a part of this one",
    description="By a pointer: nothing is rewritten, and it can be taken apart. 409 "
    "`already-merged` names whom the other is a part of; 409 `conflict` tells that somebody was "
    "quicker. If both are one person already, nothing happens.",
    tags=["contacts"],
    operation_id="merge_contact",
    responses=documented(400, 403, 404, 409, 422, 503),
)
def merge(contact: ContactId, other: Annotated[Merge, Body()], key: Key = None) -> Contact:
    principal = principal_of(router.current_event)
    once = _once(principal, "merge", contact, other, key)
    if not once.before():
        contact_of(principal, contact)
        contact_of(principal, other.contact_id)
        try:
            merging.merge(
                contact,
                other.contact_id,
                by=principal.name,
                why=other.reason,
                also=[table.putting(once.item(status=200))],
            )
        except Conflict:
            if not once.before():
                raise
    return contact_view(*contact_of(principal, contact))


@router.post(
    "/v1/contacts/<contact>/unmerge",
    security=WRITE,
    summary="Take a contact out of this one",
    description="Exactly as it was merged, with all that had become part of it before. What was "
    "written on this one's card stays here. `{contact}` is who stays, or has become part of that.",
    tags=["contacts"],
    operation_id="unmerge_contact",
    responses=documented(400, 403, 404, 409, 422, 503),
)
def unmerge(contact: ContactId, part: Annotated[Unmerge, Body()], key: Key = None) -> Separated:
    principal = principal_of(router.current_event)
    once = _once(principal, "unmerge", contact, part, key)
    if not once.before():
        _may_part(principal, contact, part.contact_id)
        try:
            merging.unmerge(
                part.contact_id,
                by=principal.name,
                why=part.reason,
                also=[table.putting(once.item(status=200))],
            )
        except Conflict:
            if not once.before():
                raise
    return Separated(
        contact=contact_view(*contact_of(principal, contact)),
        separated=contact_view(*contact_of(principal, part.contact_id)),
    )


def _may_part(principal: Principal, contact: str, part: str) -> None:
    """Raises Problem 404 unless the caller sees somebody of both; NotMerged."""
    whole, own = contact_of(principal, contact)
    gone = {part, *whole.below(part)}
    if contact_of(principal, part)[0].contact != whole.contact or contact in gone:
        raise NotMerged(part)
    if part not in own or own.keys() <= gone:
        raise not_found("contact")


def _once(
    principal: Principal, did: str, contact: str, body: BaseModel, key: str | None
) -> Idempotency:
    said = body.model_dump_json()
    return Idempotency.of(principal.token, did, key or uuid.uuid4().hex, contact, said)
