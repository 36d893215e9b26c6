"""What a reply says must be sayable, and what it asks answerable, when it is written."""

from collections.abc import Iterator

from shared.configuration import Reply
from shared.configuration.buttons import ID
from shared.configuration.steps import Step
from shared.configuration.texts import Texts
from shared.noting import is_name as is_attribute
from shared.wording.locales import is_tag


def check(reply: Reply, prefix: str) -> None:
    """Raises ValueError that names what is wrong; ``prefix`` is where a step stands, with ``{}``
    for its name."""
    for name, step in reply.steps.items():
        if not ID.fullmatch(name):
            raise ValueError(f"steps: {name!r} is no name of letters, digits, - and _")
        where = prefix.format(name)
        for member, said in _texts(step):
            _check_languages(f"{where}{member}", said)
        if step.asks and not _is_said(step.text):
            raise ValueError(f"{where}text: what asks says something, in each of its languages")
        if step.save and not is_attribute(step.save):
            raise ValueError(f"{where}save: a letter, then at most 39 letters, digits and _ . -")


def _check_languages(where: str, said: Texts) -> None:
    if wrong := next((tag for tag in said if tag and not is_tag(tag)), None):
        raise ValueError(f"{where}: {wrong!r} is no language, such as en or pt-BR")


def _texts(step: Step) -> Iterator[tuple[str, Texts]]:
    yield from (("text", step.text), ("again", step.again))
    for number, link in enumerate(step.links):
        yield from ((f"links/{number}/title", link.title), (f"links/{number}/url", link.url))
    for number, choice in enumerate(step.choices):
        yield f"choices/{number}/title", choice.title


def _is_said(said: Texts) -> bool:
    return bool(said) and all(text.strip() for text in said.values())
