"""What the bot can say: texts, menus and forms in several languages, as data.

A reply is one step or several. A step says its text and may show choices, or ask for an answer in
the customer's own words; each choice, and the answer, leads somewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from shared.configuration.texts import Texts, in_language, texts

FIRST: Final = "start"  # the step that a reply begins with
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
    skills: tuple[str, ...] = ()
    priority: str = ""
    bot: str = ""
    resolve: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)  # noted on the conversation

    @classmethod
    def parse(cls, said: Any, where: str) -> "Next":
        return _made(cls, said, where)


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    title: Texts
    next: Next = field(default_factory=Next)
    words: tuple[str, ...] = ()  # which, written, mean the same


@dataclass(frozen=True, slots=True)
class Step:
    text: Texts
    choices: tuple[Choice, ...] = ()
    ask: str = ""  # what is asked for, one of ASKS
    save: str = ""  # the attribute of the conversation that keeps the answer
    next: Next | None = None  # after the answer; where nothing is asked, at once
    again: Texts = field(default_factory=dict)  # said when an answer is none of the choices
    tries: int = 2  # then it goes to ``otherwise``
    otherwise: Next = field(default_factory=Next)
    lasts_ms: int = 7 * 86_400_000  # an answer later than that is no answer to this


@dataclass(frozen=True, slots=True)
class Reply:
    id: str
    steps: Mapping[str, Step]
    solved: bool = False  # asks whether that was it, or a person is wanted

    @property
    def first(self) -> Step:
        return self.steps[FIRST]

    def text(self, language: str, otherwise: str) -> str:
        """What its first step says."""
        return in_language(self.first.text, language, otherwise)

    @classmethod
    def parse(cls, name: str, said: Mapping[str, Any]) -> "Reply":
        """``{"text": …}`` for one that is said and done, else ``{"steps": {"start": …}}``.

        Raises ValueError that names what is wrong.
        """
        only_step = {key: value for key, value in said.items() if key not in ("steps", "solved")}
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
        return cls(name, parsed, solved=bool(said.get("solved", False)))


def standing(greeting: str) -> dict[str, Reply]:
    """What is said without a rule, until an admin writes another; an empty text is not said."""
    said = {
        "greeting": greeting,
        "default": "",
        "opt-out": "You will receive no more automatic messages from us. "
        "Write START to receive them again.",
        "help": "Write to us here and we will answer. "
        "Write STOP to receive no more automatic messages.",
        "opt-in": "You will receive our messages again. Write STOP to end them.",
    }
    return {name: Reply.parse(name, {"text": text}) for name, text in said.items()}


def _step(said: Any, where: str) -> Step:
    if not isinstance(said, dict):
        raise ValueError(f"{where}: an object")
    rest = {key: said[key] for key in ("ask", "save", "tries", "lasts_ms") if key in said}
    unknown = set(said) - {*rest, "text", "choices", "next", "again", "otherwise"}
    if unknown:
        raise ValueError(f"{where}: unknown {sorted(unknown)}")
    if rest.get("ask", "") not in ("", *ASKS):
        raise ValueError(f"{where}/ask: one of {', '.join(ASKS)}")
    choices = said.get("choices", [])
    return Step(
        text=texts(said.get("text", ""), f"{where}/text"),
        choices=tuple(_choice(one, f"{where}/choices/{n}") for n, one in enumerate(choices)),
        next=Next.parse(said["next"], f"{where}/next") if said.get("next") is not None else None,
        again=texts(said.get("again", {}), f"{where}/again"),
        otherwise=Next.parse(said.get("otherwise", {}), f"{where}/otherwise"),
        **rest,
    )


def _choice(said: Any, where: str) -> Choice:
    if not isinstance(said, dict) or not isinstance(said.get("id"), str):
        raise ValueError(f"{where}: an object with an id")
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
    if unknown := set(said) - set(Next.__dataclass_fields__):
        raise ValueError(f"{where}: unknown {sorted(unknown)}")
    return cls(**{**said, "skills": tuple(said.get("skills", ()))})
