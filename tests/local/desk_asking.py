"""Calls to the API that somebody of the business makes in a story."""

from typing import Any

from tests.local.client import Json, Unexpected
from tests.local.story import Scene

ADMIN = "admin"


def ask(scene: Scene, who: str, method: str, path: str, **more: Any) -> Json:
    """What the API answers ``who``: an admin, or an agent who has a token in this scene.

    Raises Unexpected if that is a refusal.
    """
    if who != ADMIN:
        more["headers"] = {"authorization": f"Bearer {scene.tokens[who]['token']}"}
    answer = scene.client.api(method, path, ADMIN, **more)
    if not answer.ok:
        told = f"{answer.status_code}: {answer.text[:500]}"
        raise Unexpected(f"{method} {path} answered {who} {told}")
    said: Json = answer.json() if answer.content else {}
    return said


def why(scene: Scene, message: str) -> list[Json]:
    """The lines that explain a message."""
    lines: list[Json] = ask(scene, ADMIN, "GET", f"/messages/{message}/why")["lines"]
    return lines
