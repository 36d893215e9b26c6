"""What is said about consent, and to who asks for help, in the languages of the words for it.

START and STOP are understood whatever else a customer speaks, so all of them name these.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

from shared.configuration.replies import FIRST, Reply

WORDS: Final[dict[str, dict[str, str]]] = json.loads(
    Path(__file__).with_name("consent_replies.json").read_text("utf-8")
)


def in_more_languages(reply: Reply) -> Reply:
    """An admin's ``reply``, with our words for the languages that it lacks.

    One that is for every language, that is not to be said, or that does more than to say a text,
    stays as it is.
    """
    words, text = WORDS.get(reply.id), reply.first.text
    if not words or "" in text or not any(text.values()) or not _only_says(reply):
        return reply
    more = {tag: said for tag, said in words.items() if not {tag, _main(tag)} & text.keys()}
    first = replace(reply.first, text={**text, **more})
    return replace(reply, steps={FIRST: first})


def _only_says(reply: Reply) -> bool:
    return len(reply.steps) == 1 and not reply.first.asks


def _main(language: str) -> str:
    return language.split("-", 1)[0]
