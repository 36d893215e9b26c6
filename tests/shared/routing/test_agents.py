"""Places with agents, as decisions take them."""

from typing import Any

import pytest

from shared import table
from shared.errors import Conflict
from shared.keys import lists
from shared.routing import agents
from shared.routing.agents import Seat


def there(presence: str, load: int) -> None:
    table.put({"pk": lists.AGENTS, "sk": "ana", "presence": presence, "load": load})


@pytest.mark.parametrize(
    ("presence", "load", "taken"),
    [("online", 1, True), ("online", 2, False), ("away", 1, False), ("offline", 0, False)],
)
def test_a_place_is_taken_only_while_the_agent_is_there_and_has_room(
    presence: str, load: int, taken: bool, cloud: Any
) -> None:
    there(presence, load)
    try:
        table.transact(agents.taking("ana", 1, 9, Seat("ana", 1, 1, 9)))
    except Conflict:
        assert not taken
    assert agents.state("ana").load == load + taken


def test_what_a_person_takes_needs_no_room(cloud: Any) -> None:
    there("away", 7)
    table.transact(agents.taking("ana", 2, 9, None))
    assert agents.state("ana").load == 9
