"""/v1/replies: what the bot, or an agent by name, can say, in several languages."""

from functions.agent_api import attachments, references
from functions.agent_api.document_routes import Resource, routes
from functions.agent_api.documents import Kind
from functions.agent_api.reply_bodies import ReplyBody, ReplyView

router = routes(
    Resource(
        Kind("replies", "reply", references.reply, keep=attachments.keep),
        ReplyBody,
        ReplyView,
        counts="Standing ones, such as `greeting`, are written under their names. What it leads "
        "to must be there.",
        gone="A standing one is then as it came. One that others name stays: 409 `in-use` says "
        "who names it.",
    )
)
