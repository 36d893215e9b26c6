"""A score is told from a number that counts something."""

import pytest

from shared.planning.scores import score

FOUR = r"""
4|4!|4,|4.|(4)|4)|4️⃣|\uff14|\u0664|\u096a|④|4 👍🏽|4👍|4 ⭐
4/5|4 / 5|4/5!|4 out of 5|4 of 5|4 von 5|4 sur 5|4 de 5|\u0664/\u0665
⭐⭐⭐⭐|⭐️⭐️⭐️⭐️|★★★★☆|⭐⭐⭐⭐ thanks|★★★★, quick
4 stars|4 Sterne|4 étoiles|4 very good|4 thank you very much|4 muchas gracias
4 - very good|4 \u2013 very good|4: meh|4. great help, thanks|4, my order came late
4\nThey were kind|4 stars! The order came late|4/5 - very good|4 out of 5 thanks
4。很好|4\uff0c很好|\uff14\uff0f\uff15
4. But where is my order?
"""
NONE = r"""
four|6|44|-4|4.5|4,5|4-5|4:30|4½|4²|²|4%|4 €|$4|4th
4 items are missing from my order!|4 items missing|2 pizzas|4 🍕|4-pack is missing
1 more thing|3, 4 and 5 are missing|4 - 5 are missing|4\n5|4/10|4 of 10|4/5/2026
4 really very good service thanks|4 or 5|I give a 4|⭐⭐⭐⭐⭐⭐|★★★☆|⭐ 5|⭐x|☆
"""


def texts(lines: str) -> list[str]:
    """As in a literal: digits that look like letters are escaped."""
    written = "|".join(lines.split("\n")).strip("|").split("|")
    escapes = {
        r"\n": "\n",
        **{
            rf"\u{n:04x}": chr(n)
            for n in (0xFF0C, 0xFF0F, 0xFF14, 0xFF15, 0x664, 0x665, 0x96A, 0x2013)
        },
    }
    for escape, letter in escapes.items():
        written = [text.replace(escape, letter) for text in written]
    return written


@pytest.mark.parametrize("text", [*texts(FOUR), " 4 "])
def test_a_score_is_written_in_many_ways(text: str) -> None:
    assert score(text, 5) == 4


@pytest.mark.parametrize(
    "text", [*texts(NONE), "", "4" * 4000, "4 " * 2000, "4" + "!" * 4000 + "5"]
)
def test_anything_else_that_begins_with_a_number_is_none(text: str) -> None:
    assert score(text, 5) is None


def test_the_highest_score_is_that_of_the_question() -> None:
    assert [score(text, 7) for text in ("7/7", "7", "0", "5/5")] == [7, 7, 0, None]
    assert score("7", 5) is None
