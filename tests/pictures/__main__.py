"""Draws every workflow anew: docs/workflows/<name>.svg and .md."""

from pathlib import Path
from typing import Final

from tests.asl import FILES
from tests.local.places import ROOT
from tests.pictures import mermaid, svg
from tests.pictures.lines import draw
from tests.pictures.placing import places
from tests.pictures.story import read
from tests.pictures.ways import courses

PLACE: Final = ROOT / "docs" / "workflows"


def pictures() -> dict[Path, str]:
    """What each file is to hold."""
    made: dict[Path, str] = {}
    for path in FILES:
        story = read(path)
        where = places(story)
        made[PLACE / f"{story.title}.svg"] = svg.render(
            story, draw(story, where, courses(story, where))
        )
        made[PLACE / f"{story.title}.md"] = mermaid.render(story)
    return made


def main() -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    for path, text in pictures().items():
        path.write_text(text)
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
