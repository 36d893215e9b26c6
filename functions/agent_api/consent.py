"""/v1/conversations/{id}/consent: who agreed to messages or withdrew that, when, where, and how."""

from datetime import UTC
from typing import Annotated, Any, Final, Literal

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Header, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from functions.agent_api.access import READ, WRITE, Principal, principal_of
from functions.agent_api.consent_ledger import Consent, ConsentPage, page, shown
from functions.agent_api.conversations import ConversationId, summary_of
from functions.agent_api.cursors import cursor, position
from functions.agent_api.problems import Problem, documented
from functions.agent_api.refusals import unfit
from shared import clock, deciding, table
from shared.idempotency import Idempotency
from shared.table import Item

router = Router()

_CLOCKS_APART_MS: Final = 60_000


class Given(BaseModel):
    """Consent that was given or withdrawn elsewhere, with its proof."""

    model_config = ConfigDict(extra="forbid")

    state: Literal["in", "out"]
    source: str = Field(min_length=1, max_length=120, examples=["checkout form"])
    words: str = Field(min_length=1, max_length=deciding.WORDS_KEPT)
    at: AwareDatetime


@router.get(
    "/v1/conversations/<conversation>/consent",
    security=READ,
    summary="What was said about consent, newest first, each with its proof",
    tags=["consent"],
    responses=documented(400, 403, 404, 422),
)
def list_consent(
    conversation: ConversationId,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> ConsentPage:
    """A page may be short and still have a cursor: other decisions lie in between."""
    principal = principal_of(router.current_event)
    summary = summary_of(principal, conversation)
    of = f"consent {principal.token} {conversation}"
    found, place = page(summary, position(of, cursor_), limit)
    return ConsentPage(items=found, next_cursor=cursor(of, place) if place else None)


@router.post(
    "/v1/conversations/<conversation>/consent",
    security=WRITE,
    summary="Record consent that was given or withdrawn elsewhere",
    description="The customer's own newer word stands: 409 `newer-consent`.",
    status_code=201,
    tags=["consent"],
    responses=documented(403, 404, 409, 422, 503),
)
def record_consent(
    conversation: ConversationId,
    given: Annotated[Given, Body()],
    key: Annotated[str | None, Header(alias="Idempotency-Key", max_length=255)] = None,
) -> Consent:
    principal = principal_of(router.current_event)
    summary = summary_of(principal, conversation)
    at = int(given.at.astimezone(UTC).timestamp() * 1000)
    if at > clock.now_ms() + _CLOCKS_APART_MS:
        raise unfit("a time to come", "at", "This cannot be recorded.")
    proof = _proof(summary, principal, given, at)
    said = given.model_dump_json()
    once = Idempotency.of(principal.token, "consent", key, conversation, said) if key else None
    if once and once.before():
        return shown(given.state, proof)
    _record(summary, given.state, at, proof, once)
    return shown(given.state, proof)


def _record(
    summary: Item, state: str, at: int, proof: dict[str, Any], once: Idempotency | None
) -> None:
    as_of = f"{at:013d}#api"
    if as_of <= summary.get("consent_as_of", ""):
        raise Problem(409, "newer-consent", "Something newer was said about consent.")
    changes: dict[str, Any] = {"consent": state, "consent_as_of": as_of, "consent_source": None}
    if state != summary["consent"]:
        changes["consent_since"] = at
    deciding.decide(
        changes,
        by=proof["by"],
        why="recorded through the API",
        cause=once.pk if once else f"consent:{as_of}",
        at=clock.now_ms(),
        expected=summary,
        proof=proof,
        also=(table.putting(once.item(status=201)),) if once else (),
    )


def _proof(summary: Item, principal: Principal, given: Given, at: int) -> dict[str, Any]:
    return {
        "by": f"agent:{principal.author}",
        "source": given.source,
        "words": given.words,
        "at": at,
        "channel": summary["channel"],
        "account": summary["account"],
    }
