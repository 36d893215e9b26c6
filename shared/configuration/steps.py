"""A step of a reply: what it says, what it shows or asks, and where that leads."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from shared.configuration.buttons import ID
from shared.configuration.next import TO_PEOPLE, Next
from shared.configuration.texts import Texts, texts

ASKS: Final = ("text", "number", "email", "date")


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    title: Texts
    next: Next = field(default_factory=Next)
    words: tuple[str, ...] = ()  # which, written, mean the same


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the help centre, say; it may differ by language."""

    title: Texts
    url: Texts


@dataclass(frozen=True, slots=True)
class Step:
    text: Texts
    links: tuple[Link, ...] = ()  # shown below the text
    choices: tuple[Choice, ...] = ()
    ask: str = ""  # what is asked for, one of ASKS
    save: str = ""  # the attribute of the conversation that keeps the answer
    next: Next | None = None  # after the answer; where nothing is asked, at once
    again: Texts = field(default_factory=dict)  # said when an answer is none of the choices
    tries: int = 2  # wrong answers lead to ``otherwise``; 0: another answer is a new request
    otherwise: Next = field(default_factory=lambda: TO_PEOPLE)
    lasts_ms: int = 7 * 86_400_000  # an answer later than that is no answer to this

    @property
    def asks(self) -> bool:
        """Whether it waits for the customer."""
        return bool(self.choices or self.ask)

    @property
    def words(self) -> Iterator[str]:
        """All that it may say, in all languages."""
        links = (said for link in self.links for said in (link.title, link.url))
        for said in (self.text, self.again, *links, *(one.title for one in self.choices)):
            yield from said.values()

    @classmethod
    def parse(cls, said: Any, where: str) -> "Step":
        """Raises ValueError that names ``where``."""
        if not isinstance(said, dict):
            raise ValueError(f"{where}: an object")
        rest = {key: said[key] for key in ("ask", "save", "tries", "lasts_ms") if key in said}
        unknown = set(said) - {*rest, "text", "links", "choices", "next", "again", "otherwise"}
        if unknown:
            raise ValueError(f"{where}: unknown {sorted(unknown)}")
        if rest.get("ask", "") not in ("", *ASKS):
            raise ValueError(f"{where}/ask: one of {', '.join(ASKS)}")
        if rest.get("ask") and said.get("choices"):
            raise ValueError(f"{where}: either choices or a question")
        links, choices, after = said.get("links", []), said.get("choices", []), said.get("next")
        return cls(
            text=texts(said.get("text", ""), f"{where}/text"),
            links=tuple(_link(one, f"{where}/links/{n}") for n, one in enumerate(links)),
            choices=_distinct(
                tuple(_choice(one, f"{where}/choices/{n}") for n, one in enumerate(choices)), where
            ),
            next=None if after is None else Next.parse(after, f"{where}/next"),
            again=texts(said.get("again", {}), f"{where}/again"),
            otherwise=Next.parse(said["otherwise"], f"{where}/otherwise")
            if "otherwise" in said
            else TO_PEOPLE,
            **rest,
        )


def _link(said: Any, where: str) -> Link:
    if not isinstance(said, dict) or set(said) != {"title", "url"}:
        raise ValueError(f"{where}: an object with a title and a url")
    link = Link(texts(said["title"], f"{where}/title"), texts(said["url"], f"{where}/url"))
    if not all(url.startswith("https://") for url in link.url.values()):
        raise ValueError(f"{where}/url: begins with https://")
    return link


def _choice(said: Any, where: str) -> Choice:
    if not isinstance(said, dict) or not ID.fullmatch(str(said.get("id", ""))):
        raise ValueError(f"{where}: an object with an id of letters, digits, - and _")
    if unknown := set(said) - {"id", "title", "next", "words"}:
        raise ValueError(f"{where}: unknown {sorted(unknown)}")
    return Choice(
        id=said["id"],
        title=texts(said.get("title", said["id"]), f"{where}/title"),
        next=Next.parse(said.get("next", {}), f"{where}/next"),
        words=tuple(said.get("words", ())),
    )


def _distinct(choices: tuple[Choice, ...], where: str) -> tuple[Choice, ...]:
    if len({choice.id for choice in choices}) < len(choices):
        raise ValueError(f"{where}/choices: each has an id of its own")
    return choices
