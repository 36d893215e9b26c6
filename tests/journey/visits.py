"""What tests in a browser share: a visitor who opens the chat, and an agent who answers."""

from tests.journey.local_stack import LocalStack
from tests.journey.shop import Visitor
from tests.journey.tab import Tab
from tests.local import waiting
from threadline_client import Refused
from threadline_client.models import Message

WITHIN_S = 30
SAID = ("question", "answer", "more")


def opened(visitor: Visitor, lang: str = "en") -> Tab:
    tab = visitor.visit(lang)
    tab.open()
    return tab


def agent_sees(stack: LocalStack, tab: Tab, text: str) -> Message:
    """The visitor's message, once it is in the inbox; ``text`` is in it or names its file."""
    where = tab.conversation()

    def said() -> Message | None:
        try:
            found = stack.client.messages(where)
        except Refused as refused:
            if refused.status == 404:  # nothing was heard yet
                return None
            raise
        return next((one for one in found if text in _said_in(one)), None)

    return waiting.until("the agent sees it", said, within=WITHIN_S)


def _said_in(message: Message) -> str:
    names = [file["name"] or "" for file in message["attachments"]]
    return "\n".join([message["text"] or "", *names])


def answered(stack: LocalStack, tab: Tab, text: str, answer: str) -> Message:
    """What an agent answers to ``text``."""
    where = agent_sees(stack, tab, text)["conversation_id"]
    return stack.client.answer(where, answer)
