"""Who of the business calls the API in a story."""

from tests.local.story import Scene
from threadline_client import Client
from threadline_client.models import Line

ADMIN = "admin"


def asking(scene: Scene, who: str) -> Client:
    """The client of an admin, or of an agent who has a token in this scene."""
    if who == ADMIN:
        return scene.client.admin
    if who not in scene.callers:
        scene.callers[who] = scene.client.with_token(scene.tokens[who]["token"])
    return scene.callers[who]


def why(scene: Scene, message: str) -> list[Line]:
    """The lines that explain a message."""
    return scene.client.admin.get_why(message)["lines"]
