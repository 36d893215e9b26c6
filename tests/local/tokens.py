"""Tokens for the agent API, made as an admin makes them: by the function that issues them."""

import json
from pathlib import Path
from typing import Final

from shared.keys.single import token_key
from tests.local.cloud import Cloud
from tests.local.invoking import Functions

AGENT: Final = "ana"
SCOPES: Final = ("admin", "agent", "readonly")


class NotIssued(Exception):
    """The function that issues tokens failed."""


def kept(cloud: Cloud, state: Path, function: str, table: str) -> dict[str, str]:
    """One token per scope; the same ones as before if the table still knows them."""
    file = state / "tokens.json"
    tokens: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    if set(tokens) != set(SCOPES) or not all(_known(cloud, table, t) for t in tokens.values()):
        tokens = {scope: _issue(cloud, function, scope) for scope in SCOPES}
        file.write_text(json.dumps(tokens, indent=1))
    return tokens


def _known(cloud: Cloud, table: str, token: str) -> bool:
    pk, sk = token_key(token)
    answer = cloud.client("dynamodb").get_item(
        TableName=table, Key={"pk": {"S": pk}, "sk": {"S": sk}}
    )
    return "Item" in answer


def _issue(cloud: Cloud, function: str, scope: str) -> str:
    wanted = {"scope": scope, "agent": AGENT, "channels": []}
    outcome = Functions(cloud).invoke(function, wanted)
    if outcome.error:
        raise NotIssued(f"{scope}: {outcome.error}")
    return str(outcome.value["token"])
