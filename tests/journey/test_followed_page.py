from pathlib import Path

import pytest

from tests.journey.followed_page import BlockFailed, blocks, follow

PAGE = """# A page
```bash
WORD=hello
```
```json
{"not": "run"}
```
```bash
mkdir day && cd day
echo "$WORD" > heard.txt
%s
echo "too far" > heard.txt
```
"""


def test_the_blocks_of_a_page_run_in_one_shell(tmp_path: Path) -> None:
    follow(PAGE % "cat heard.txt", tmp_path, within=10)

    assert (tmp_path / "day" / "heard.txt").read_text() == "too far\n"
    assert [block.line for block in blocks(PAGE)] == [3, 9]


@pytest.mark.parametrize("failing", ["test 409 = 200", "word=$(false | cat)", 'echo "$NOTHING"'])
def test_the_first_command_that_fails_ends_it_and_names_its_block(
    tmp_path: Path, failing: str
) -> None:
    with pytest.raises(BlockFailed, match="line 9 ended with 1"):
        follow(PAGE % failing, tmp_path, within=10)

    assert (tmp_path / "day" / "heard.txt").read_text() == "hello\n"


def test_what_waits_for_ever_is_named_as_well(tmp_path: Path) -> None:
    with pytest.raises(BlockFailed, match="line 9 is not done in time"):
        follow(PAGE % "read -r _ < <(sleep 5)", tmp_path, within=0.5)
