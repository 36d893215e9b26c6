"""A workflow as a Mermaid flowchart within Markdown, which code hosts draw themselves."""

from collections.abc import Iterator
from typing import Final

from tests.pictures.story import Edge, State, Story

_SHAPES: Final = {"task": "[{}]", "choice": "{{{}}}", "end": "([{}])", "fail": "([{}])"}


def render(story: Story) -> str:
    names = {name: f"s{number}" for number, name in enumerate(story.states)}
    chart = [f"    {names[n]}{_shape(state)}" for n, state in story.states.items()]
    chart += [f"    {_way(edge, names)}" for edge in story.edges]
    return "\n".join(
        [
            f"# {story.title}",
            "",
            story.comment,
            "",
            f"![{story.title}]({story.title}.svg)",
            "",
            "```mermaid",
            "flowchart TD",
            *chart,
            "```",
            "",
            *_sentences(story),
        ]
    )


def _shape(state: State) -> str:
    said = "<br/>".join(filter(None, (f"<b>{_plain(state.name)}</b>", _plain(state.comment))))
    return _SHAPES[state.kind].format(f'"{said}"')


def _way(edge: Edge, names: dict[str, str]) -> str:
    arrow = "-.->" if edge.way == "error" else "-->"
    label = f'|"{_plain(edge.label)}"|' if edge.label else ""
    return f"{names[edge.source]} {arrow}{label} {names[edge.target]}"


def _sentences(story: Story) -> Iterator[str]:
    yield "| state | says | then |"
    yield "|---|---|---|"
    for name, state in story.states.items():
        then = "; ".join(_then(edge) for edge in story.edges_of(name)) or "the end"
        said = " ".join(filter(None, (state.comment, f"({state.patience})" * bool(state.patience))))
        yield f"| {name} | {said.replace('|', '/')} | {then.replace('|', '/')} |"
    yield ""


def _then(edge: Edge) -> str:
    match edge.way:
        case "if":
            return f"{edge.label}: {edge.target}"
        case "else":
            return f"else {edge.target}"
        case "error":
            return f"after {edge.label}: {edge.target}"
        case _:
            return edge.target


def _plain(words: str) -> str:
    return words.replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
