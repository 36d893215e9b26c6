"""People as the API shows them: the card, and the identities the caller may see."""

from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from functions.agent_api.access import Principal
from functions.agent_api.conversation_views import Window, window_of
from functions.agent_api.problems import not_found
from shared import clock
from shared.clock import rfc3339, rfc3339_or_none
from shared.conversations import conversation_of
from shared.people import cards, facts, persons
from shared.people.persons import Person
from shared.table import Item

ContactId = Annotated[str, Path(pattern="^[a-z2-7]{26}$")]


class IdentityConsent(BaseModel):
    """As it holds on this identity; the ledger is ``/v1/conversations/{id}/consent``."""

    state: Literal["in", "out", "unknown"]
    since: str | None = None
    marketing: Literal["in", "out"] | None = Field(None, description="Where the platform asks.")


class Identity(BaseModel):
    """One customer's id on one account, and the conversation there."""

    contact_id: str = Field(description="Its own, by which it is merged and unmerged.")
    conversation_id: str
    channel: str
    account: str
    name: str | None = Field(None, description="As the platform says.")
    status: str
    window: Window | None
    last_activity_at: str | None = None
    consent: IdentityConsent
    labels: list[str] = Field(default_factory=list)
    attributes: dict[str, str] = Field(default_factory=dict)


class Merged(BaseModel):
    """A contact that became part of this one, and can be taken out again."""

    contact_id: str
    into: str
    by: str = Field(examples=["agent:ana"])
    at: str
    reason: str


class Contact(BaseModel):
    """A person. ``phone`` and ``email`` are what an agent wrote, or else what a platform or a site
    has proven."""

    id: str
    name: str | None = None
    phone: str | None = Field(None, examples=["+34600111222"])
    email: str | None = Field(None, examples=["ana@example.com"])
    language: str | None = Field(None, examples=["es"])
    note: str | None = None
    attributes: dict[str, str] = Field(default_factory=dict, examples=[{"customer": "4711"}])
    identities: list[Identity]
    merged: list[Merged] = Field(default_factory=list)


class ContactPage(BaseModel):
    items: list[Contact]
    next_cursor: str | None


def contact_of(principal: Principal, contact: str) -> tuple[Person, dict[str, Item]]:
    """The person that ``contact`` is or became part of, and the summaries the caller may see, by
    their own contact ids. Raises Problem 404 if there is none of either."""
    person = persons.find(contact)
    own = seen(principal, person) if person else {}
    if person is None or not own:
        raise not_found("contact")
    return person, own


def seen(principal: Principal, person: Person) -> dict[str, Item]:
    """The summaries of ``person`` on the caller's channels, newest activity first."""
    own = persons.identities(person)
    newest_first = sorted(own.items(), key=lambda one: (-one[1].get("active_at", 0), one[0]))
    return {name: item for name, item in newest_first if principal.may_see(item["channel"])}


def contact_view(person: Person, own: dict[str, Item]) -> Contact:
    """``own`` as ``seen`` gives them."""
    now, card = clock.now_ms(), cards.shown(person)
    return Contact(
        id=person.contact,
        name=card["name"] or _first(own, "name"),
        phone=card["phone"] or _proven(own, "phone"),
        email=card["email"] or _proven(own, "email"),
        language=card["language"] or _language(own),
        note=card["note"],
        attributes=card["attributes"],
        identities=[_identity(name, summary, now) for name, summary in own.items()],
        merged=[_merged(name, how) for name, how in person.merged.items() if name in own],
    )


def _first(own: dict[str, Item], name: str) -> str | None:
    return next((summary[name] for summary in own.values() if summary.get(name)), None)


def _proven(own: dict[str, Item], kind: facts.Kind) -> str | None:
    for summary in own.values():
        for fact in sorted(facts.of_identity(summary)):
            if fact.kind == kind:
                return f"+{fact.value}" if kind == "phone" else fact.value
    return None


def _language(own: dict[str, Item]) -> str | None:
    told = (summary.get("attributes", {}).get("language") for summary in own.values())
    return next(filter(None, told), None)


def _identity(name: str, summary: Item, now: int) -> Identity:
    return Identity(
        contact_id=name,
        conversation_id=conversation_of(summary),
        channel=summary["channel"],
        account=summary["account"],
        name=summary.get("name"),
        status=summary["status"],
        window=window_of(summary, now),
        last_activity_at=rfc3339_or_none(summary.get("active_at")),
        consent=IdentityConsent(
            state=summary["consent"],
            since=rfc3339_or_none(summary.get("consent_since")),
            marketing=summary.get("marketing"),
        ),
        labels=summary.get("labels") or [],
        attributes=summary.get("attributes") or {},
    )


def _merged(name: str, how: dict[str, Any]) -> Merged:
    return Merged(
        contact_id=name, into=how["to"], by=how["by"], at=rfc3339(how["at"]), reason=how["why"]
    )
