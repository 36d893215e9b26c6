"""/v1/labels: the labels that conversations may have."""

from collections.abc import Collection, Sequence

from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.document_routes import Resource, routes
from functions.agent_api.documents import Kind, Written
from functions.agent_api.refusals import unfit
from shared.configuration import stored
from shared.configuration.labels import Label


class LabelSettings(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field("", max_length=60, description="For people.", examples=["Wants a refund"])
    colour: str = Field("", pattern="^(#[0-9a-f]{6})?$", examples=["#1a7f37"])
    description: str = Field("", max_length=300)


class LabelView(LabelSettings, Written):
    pass


KIND = Kind("labels", "label", Label.parse)
router = routes(
    Resource(
        KIND,
        LabelSettings,
        LabelView,
        counts="Conversations have it by its id, so it may be renamed at any time.",
        gone="Conversations that have it keep it, the inbox finds them by it, and it may be taken "
        "off them; no other conversation gets it.",
    )
)


def check(labels: Sequence[str], there: Collection[str]) -> None:
    """Raises Problem 422 for a label that is not on the conversation, where ``there`` are, and
    that no admin has made."""
    for number, label in enumerate(labels):
        if label not in there and stored.document(KIND.name, label) is None:
            title = "There is no such label."
            raise unfit(f"there is no label {label}", f"labels/{number}", title)
