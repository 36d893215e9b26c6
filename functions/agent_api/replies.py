"""/v1/replies: what the bot can say: texts, menus and forms in several languages."""

from functions.agent_api import references
from functions.agent_api.document_routes import Resource, routes
from functions.agent_api.documents import Kind
from functions.agent_api.reply_bodies import ReplyBody, ReplyView

router = routes(
    Resource(
        Kind("replies", "reply", references.reply),
        ReplyBody,
        ReplyView,
        counts="Standing ones, such as `greeting`, are written under their names. What it leads "
        "to must be there.",
        gone="A standing one is then as it came. Where others still lead to it, people get the "
        "conversation.",
    )
)
