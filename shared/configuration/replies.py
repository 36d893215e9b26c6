"""What the bot can say: texts, menus and forms in several languages, as data.

A reply is one step or several. A step says its text and may show choices, or ask for an answer in
the customer's own words; each choice, and the answer, leads somewhere.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from shared.configuration.slots import slots_of
from shared.configuration.texts import Texts, in_language, texts

FIRST: Final = "start"  # the step that a reply begins with
SEPARATOR: Final = "/"
_ID: Final = re.compile(r"[\w-]{1,40}")
_OF_ALL: Final = ("steps", "solved", "attachments")  # beside what the only step says
ASKS: Final = ("text", "number", "email", "date")


@dataclass(frozen=True, slots=True)
class Next:
    """Where it goes from here: to another step, to people, to another reply, or to its end.

    With nothing set the customer has what was wanted and the bot keeps the conversation.
    """

    step: str = ""
    reply: str = ""
    team: str = ""
    agent: str = ""
    people: bool = False  # to whom the policy names
    skills: tuple[str, ...] = ()
    priority: str = ""
    bot: str = ""
    resolve: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)  # noted on the conversation

    @classmethod
    def parse(cls, said: Any, where: str) -> "Next":
        """Raises ValueError that names ``where``."""
        return _made(cls, said, where)

    @property
    def leaves_the_bot(self) -> bool:
        """Whether the conversation is then somebody else's, or done."""
        return bool(self.people or self.team or self.agent or self.skills or self.resolve)

    def document(self) -> dict[str, Any]:
        """What is set, as ``parse`` reads it."""
        set_ = {name: getattr(self, name) for name in self.__dataclass_fields__}
        said = {name: value for name, value in set_.items() if value}
        return said | ({"skills": list(self.skills)} if self.skills else {})


TO_PEOPLE: Final = Next(reply="handover", people=True)


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    title: Texts
    next: Next = field(default_factory=Next)
    words: tuple[str, ...] = ()  # which, written, mean the same


def on_the_wire(reply: str, step: str, choice: str) -> str:
    """The id of a button, which says all, so that a press counts in an older menu too."""
    return SEPARATOR.join((reply, step, choice))


def is_name(text: str) -> bool:
    """Whether a step, or a choice, may be called so, and be told from the others on the wire."""
    return bool(_ID.fullmatch(text))


def off_the_wire(button: str) -> tuple[str, str, str] | None:
    """The reply, step and choice of such an id; None if ``button`` is none of ours."""
    named = button.split(SEPARATOR)
    if len(named) != 3 or not all(map(_ID.fullmatch, named)):
        return None
    return named[0], named[1], named[2]


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


@dataclass(frozen=True, slots=True)
class File:
    """An upload that is kept for the replies that show it."""

    id: str
    name: str = ""
    voice: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """``files`` and slots in its words are for people, who send a reply by name."""

    id: str
    steps: Mapping[str, Step]
    solved: bool = False  # asks whether that was it, or a person is wanted
    files: tuple[File, ...] = ()

    @property
    def first(self) -> Step:
        return self.steps[FIRST]

    def text(self, language: str, otherwise: str) -> str:
        """What its first step says."""
        return in_language(self.first.text, language, otherwise)

    @property
    def slots(self) -> list[str]:
        """Of all its steps in all languages."""
        return slots_of(*(text for step in self.steps.values() for text in step.words))

    @property
    def is_for_people(self) -> bool:
        """Whether only people can say it."""
        return bool(self.files or self.slots)

    @classmethod
    def parse(cls, name: str, said: Mapping[str, Any]) -> "Reply":
        """``{"text": …}`` for one that is said and done, else ``{"steps": {"start": …}}``.

        Raises ValueError that names what is wrong.
        """
        only_step = {key: value for key, value in said.items() if key not in _OF_ALL}
        steps = said.get("steps") or {FIRST: only_step}
        if "steps" in said and only_step:
            raise ValueError("steps: what is said stands in the steps")
        if FIRST not in steps:
            raise ValueError(f"steps: one must be called {FIRST}")
        parsed = {key: _step(step, f"steps/{key}") for key, step in steps.items()}
        for key, step in parsed.items():
            for to in (step.next, step.otherwise, *(choice.next for choice in step.choices)):
                if to and to.step and to.step not in parsed:
                    raise ValueError(f"steps/{key}: there is no step {to.step}")
        files = tuple(_file(one) for one in said.get("attachments", ()))
        if len(files) > 1 or (files and parsed[FIRST].choices):
            raise ValueError("attachments: one, and no choices beside it")
        return cls(name, parsed, solved=bool(said.get("solved", False)), files=files)


def _file(said: Any) -> File:
    known = {"id": str, "name": str, "voice": bool}
    if not isinstance(said, dict) or not set(said) <= set(known) or not said.get("id"):
        raise ValueError("attachments/0: an object with the id of an upload")
    if not all(isinstance(value, known[name]) for name, value in said.items()):
        raise ValueError("attachments/0: not as it should be")
    return File(**said)


def _step(said: Any, where: str) -> Step:
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
    links, choices = said.get("links", []), said.get("choices", [])
    return Step(
        text=texts(said.get("text", ""), f"{where}/text"),
        links=tuple(_link(one, f"{where}/links/{n}") for n, one in enumerate(links)),
        choices=_distinct(
            tuple(_choice(one, f"{where}/choices/{n}") for n, one in enumerate(choices)), where
        ),
        next=Next.parse(said["next"], f"{where}/next") if said.get("next") is not None else None,
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


def _distinct(choices: tuple[Choice, ...], where: str) -> tuple[Choice, ...]:
    if len({choice.id for choice in choices}) < len(choices):
        raise ValueError(f"{where}/choices: each has an id of its own")
    return choices


def _choice(said: Any, where: str) -> Choice:
    if not isinstance(said, dict) or not _ID.fullmatch(str(said.get("id", ""))):
        raise ValueError(f"{where}: an object with an id of letters, digits, - and _")
    if unknown := set(said) - {"id", "title", "next", "words"}:
        raise ValueError(f"{where}: unknown {sorted(unknown)}")
    return Choice(
        id=said["id"],
        title=texts(said.get("title", said["id"]), f"{where}/title"),
        next=Next.parse(said.get("next", {}), f"{where}/next"),
        words=tuple(said.get("words", ())),
    )


def _made(cls: type[Next], said: Any, where: str) -> Next:
    if not isinstance(said, dict):
        raise ValueError(f"{where}: an object")
    if unknown := set(said) - set(cls.__dataclass_fields__):
        raise ValueError(f"{where}: unknown {sorted(unknown)}")
    for name, value in said.items():
        if not _FITS.get(name, _is_text)(value):
            raise ValueError(f"{where}/{name}: not as it should be")
    return cls(**{**said, "skills": tuple(said.get("skills", ()))})


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_map(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, [*value, *value.values()]))


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


_FITS: Final = {
    "skills": _are_texts,
    "attributes": _is_map,
    "resolve": _is_bool,
    "people": _is_bool,
}
