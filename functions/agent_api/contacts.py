"""/v1/contacts: people, one person's card, and what agents write on it."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Header, Query
from pydantic import BaseModel, ConfigDict, Field, model_validator

from functions.agent_api.access import READ, WRITE, principal_of
from functions.agent_api.contact_views import (
    Contact,
    ContactId,
    ContactPage,
    contact_of,
    contact_view,
    seen,
)
from functions.agent_api.cursors import cursor, position
from functions.agent_api.problems import Problem, documented
from functions.agent_api.refusals import unfit
from shared.errors import Conflict
from shared.people import cards, looking
from shared.people.facts import phone
from shared.people.persons import Person

router = Router()

_AttributeName = Annotated[str, Field(pattern="^[A-Za-z0-9_.-]{1,64}$")]
_Value = Annotated[str, Field(min_length=1, max_length=500)]


class ContactChanges(BaseModel):
    """What is left out stays; null empties. Of the attributes, too."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(None, min_length=1, max_length=255)
    phone: str | None = Field(
        None,
        pattern=r"^\+[1-9][0-9 ().-]{5,24}$",
        description="With its country's code.",
        examples=["+34 600 111 222"],
    )
    email: str | None = Field(None, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)
    language: str | None = Field(None, pattern="^[a-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$")
    note: str | None = Field(None, min_length=1, max_length=2000)
    attributes: dict[_AttributeName, _Value | None] | None = Field(
        None, max_length=cards.MOST_ATTRIBUTES, examples=[{"customer": "4711", "club": None}]
    )

    @model_validator(mode="after")
    def _says_something(self) -> "ContactChanges":
        if not self.model_fields_set:
            raise ValueError("nothing to change")
        if self.attributes is None and "attributes" in self.model_fields_set:
            raise ValueError("attributes are emptied one by one")
        return self

    def said(self) -> dict[str, Any]:
        """As ``cards.write`` takes it. Raises Problem 422 for a phone number that is none."""
        said = self.model_dump(exclude_unset=True)
        if self.phone:
            number = phone(self.phone)
            if number is None:
                raise unfit("7 to 15 digits", "phone", "This cannot be written.")
            said["phone"] = f"+{number.value}"
        return said


@router.get(
    "/v1/contacts",
    security=READ,
    summary="Look for people",
    description="By the beginning of a name or of a word of it, by a whole phone number, or by a "
    "whole e-mail address. In no particular order; a page may be short and still have a cursor.",
    tags=["contacts"],
    responses=documented(400, 403, 422, 503),
)
def list_contacts(
    q: Annotated[str, Query(min_length=2, max_length=254, examples=["maría jo"])],
    limit: Annotated[int, Query(ge=1, le=25)] = 10,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> ContactPage:
    principal = principal_of(router.current_event)
    of = f"contacts {principal.token} {q}"
    after = position(of, cursor_)
    fact = looking.looked_for(q)
    if fact is None:
        raise Problem(422, "invalid-request", "Two letters or more are looked for.")
    people, place = looking.page(fact, after, limit, principal.may_see)
    found = [(person, seen(principal, person)) for person in people]
    return ContactPage(
        items=[contact_view(person, own) for person, own in found if own],
        next_cursor=cursor(of, place) if place else None,
    )


@router.get(
    "/v1/contacts/<contact>",
    security=READ,
    summary="One person's card",
    description="Of a contact that became part of another, this is the other: its `id` is the "
    "survivor's. A token that is narrowed to channels sees the identities there.",
    tags=["contacts"],
    responses={200: {"description": "OK"}, **documented(403, 404, 422, 503)},
)
def get_contact(contact: ContactId) -> Response[Contact]:
    principal = principal_of(router.current_event)
    person, own = contact_of(principal, contact)
    return Response(200, "application/json", contact_view(person, own), headers=etag(person))


@router.patch(
    "/v1/contacts/<contact>",
    security=WRITE,
    summary="Write on a person's card",
    description="With `If-Match` only if nobody has changed the person since: 412. It is written "
    "on the survivor's card, and stays there when contacts are taken apart.",
    tags=["contacts"],
    responses={200: {"description": "OK"}, **documented(400, 403, 404, 409, 412, 422, 503)},
)
def change_contact(
    contact: ContactId,
    changes: Annotated[ContactChanges, Body()],
    match: Annotated[str | None, Header(alias="If-Match", max_length=64)] = None,
) -> Response[Contact]:
    principal = principal_of(router.current_event)
    person, own = contact_of(principal, contact)
    if match not in (None, "*", etag(person)["ETag"]):
        raise _changed()
    try:
        person = cards.write(person, changes.said(), by=principal.name)
    except Conflict as conflict:
        if match:
            raise _changed() from conflict
        raise
    except ValueError as error:
        raise unfit(str(error), "attributes", "This cannot be written.") from error
    return Response(200, "application/json", contact_view(person, own), headers=etag(person))


def etag(person: Person) -> dict[str, str | list[str]]:
    """The header that names the revision of who survived, and who that is."""
    return {"ETag": f'"{person.contact}.{person.rev}"'}


def _changed() -> Problem:
    return Problem(412, "changed-since", "Somebody has changed this contact since you read it.")
