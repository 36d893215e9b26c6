"""/v1/contacts/{id}/suggestions: who may be the same person, and why."""

from aws_lambda_powertools.event_handler.api_gateway import Router
from pydantic import BaseModel

from functions.agent_api.access import READ, principal_of
from functions.agent_api.contact_views import Contact, ContactId, contact_of, contact_view, seen
from functions.agent_api.problems import documented
from shared.people.facts import Kind
from shared.people.suggesting import Reason, Strength, suggestions

router = Router()

_WORDS: dict[Kind, str] = {
    "phone": "the same phone number",
    "email": "the same e-mail address",
    "account": "the same account of your site's",
    "name": "the same name",
}
_PROOF: dict[Strength, str] = {
    "strong": "proven on both sides",
    "likely": "an agent wrote it",
    "weak": "which many people share",
}


class SuggestionReason(BaseModel):
    """``strong``: platforms or sites have proven it of both; ``likely``: an agent wrote it of one;
    ``weak``: a name."""

    same: Kind
    strength: Strength
    why: str


class SuggestedContact(BaseModel):
    contact: Contact
    strength: Strength
    reasons: list[SuggestionReason]


class Suggestions(BaseModel):
    items: list[SuggestedContact]


@router.get(
    "/v1/contacts/<contact>/suggestions",
    security=READ,
    summary="Who may be the same person",
    description="The likeliest first, ten at most. Nothing is merged unless somebody asks for it.",
    tags=["contacts"],
    responses=documented(403, 404, 422, 503),
)
def list_suggestions(contact: ContactId) -> Suggestions:
    principal = principal_of(router.current_event)
    person, own = contact_of(principal, contact)
    alike = suggestions(person, own.values(), principal.may_see)
    found = [(one, seen(principal, one.person)) for one in alike]
    return Suggestions(
        items=[
            SuggestedContact(
                contact=contact_view(one.person, theirs),
                strength=one.strength,
                reasons=[_reason(reason) for reason in one.in_order()],
            )
            for one, theirs in found
            if theirs
        ]
    )


def _reason(reason: Reason) -> SuggestionReason:
    why = f"{_WORDS[reason.same]}, {_PROOF[reason.strength]}"
    return SuggestionReason(same=reason.same, strength=reason.strength, why=why.capitalize())
