"""/v1/rules/policy: what holds for the whole business, such as how much automation may say."""

from typing import Annotated, Any, Final

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api import references
from functions.agent_api.access import GOVERN, READ, principal_of
from functions.agent_api.documents import (
    REVISED,
    IfMatch,
    IfNoneMatch,
    Kind,
    Written,
    etag,
    written,
)
from functions.agent_api.problems import documented
from shared import configuration, table
from shared.keys import single
from shared.table import Item

router = Router()
KIND: Final = Kind("policy", "policy", references.policy)
_NAME: Final = "default"


Seconds = Annotated[float, Field(ge=0, le=3_600)]
Milliseconds = Annotated[int, Field(ge=0, le=31_622_400_000, description="A year at most.")]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]


class PolicyBody(BaseModel):
    """What is left out holds as it comes with the product. 0 and "" switch something off."""

    model_config = ConfigDict(extra="forbid")

    team: str = Field("", description="Gets what no rule gives to anybody.")
    agent: str = ""
    language: str = Field("en", description="Of customers of whom nothing better is known.")
    account_languages: dict[str, str] = Field(
        default_factory=dict, description="By account.", examples=[{"whatsapp:spain": "es"}]
    )
    disclosure: str = Field("", description="The reply that says that a bot speaks.")
    hours: str = Field("", description="The business's calendar; without one, always open.")
    quiet_s: Seconds = Field(0, description="How long a burst rests before it is answered.")
    quiet_at_most_s: Seconds = Field(10, description="Of which 30 are the most.")
    default_reply_every_ms: Milliseconds = 21_600_000
    budget_per_person: Count = Field(20, description="Automatic messages an hour to one person.")
    budget_per_account: Count = Field(2_000, description="The same on one account.")
    budget_per_text: Count = Field(1_000, description="The same of one text on one account.")
    loop_turns: Count = Field(6, description="As many within `loop_within_s` are a loop.")
    loop_within_s: Count = 120
    marketing_needs_consent: bool = Field(True, description="Templates of that category.")
    notices_need_consent: bool = Field(False, description="Of any template.")
    notice_answered_within_ms: Milliseconds = Field(
        259_200_000, description="What is said next within it answers a notice; 0: only a quote."
    )
    resolve_after_ms: Milliseconds = Field(
        0, description="Silence of the customer after an answer."
    )
    survey: str = Field("", description="The reply that is asked when one is resolved.")
    survey_every_ms: Milliseconds = 86_400_000
    warn_at: float = Field(0.75, ge=0, le=1, description="Of a service level's time: a fraction.")


class PolicyView(PolicyBody, Written):
    """As it holds now."""


@router.get(
    "/v1/rules/policy",
    security=READ,
    summary="What holds for the whole business",
    tags=["rules"],
    responses={200: REVISED, **documented(403)},
)
def get_policy() -> Response[PolicyView]:
    item = table.get(single.settings_pk(KIND.name), _NAME)
    return Response(200, "application/json", _view(item), headers=etag(item))


@router.put(
    "/v1/rules/policy",
    security=GOVERN,
    summary="Write what holds for the whole business",
    tags=["rules"],
    responses={200: REVISED, **documented(403, 412, 422, 503)},
)
def put_policy(
    body: Annotated[PolicyBody, Body()], match: IfMatch = None, none_match: IfNoneMatch = None
) -> Response[PolicyView]:
    principal = principal_of(router.current_event)
    said: dict[str, Any] = body.model_dump(exclude_unset=True)
    item, _ = KIND.write(principal, _NAME, said, match, none_match)
    return Response(200, "application/json", _view(item), headers=etag(item))


@router.delete(
    "/v1/rules/policy",
    security=GOVERN,
    summary="Go back to what holds by itself",
    description="Everything is then as it comes with the product and its parameters.",
    tags=["rules"],
    status_code=204,
    responses=documented(403, 404, 409, 412, 422, 503),
)
def delete_policy(match: IfMatch = None) -> Response[str]:
    principal = principal_of(router.current_event)
    return KIND.remove(principal, _NAME, match)


def _view(item: Item | None) -> PolicyView:
    holding = configuration.load().policy.document()
    shown = {name: holding[name] for name in PolicyBody.model_fields}
    return PolicyView(**shown, **written(item or {"sk": _NAME}))
