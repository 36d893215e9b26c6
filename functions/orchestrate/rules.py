"""What the business wants to happen by itself: the settings item over the environment."""

from dataclasses import dataclass, fields

from shared import table
from shared.settings import settings

KEY = ("S#inbound", "default")


@dataclass(frozen=True, slots=True)
class Rules:
    """Texts that are empty are not said; team and agent that are empty get nothing."""

    greeting: str = ""
    default_reply: str = ""
    team: str = ""
    agent: str = ""
    opt_out_reply: str = (
        "You will receive no more automatic messages from us. Write START to receive them again."
    )
    opt_in_reply: str = "You will receive our messages again. Write STOP to end them."


def rules() -> Rules:
    """As they stand now. An empty text in the settings item switches a default off."""
    item = table.get(*KEY) or {}
    said = {field.name: str(item[field.name]) for field in fields(Rules) if field.name in item}
    env = {"greeting": settings().greeting_text, "team": settings().default_team}
    return Rules(**{**env, **said})
