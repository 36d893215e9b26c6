"""Row: what one more message costs must not grow with its conversation."""

from typing import Final

from shared import keys
from shared.table import Item
from tests.bench.laying import lay, scanned
from tests.bench.rows import Row
from tests.bench.trace import NOON, road

_LENGTHS: Final = (10, 1_000, 100_000)


def conversations() -> list[Row]:
    costs = {length: _message_in(length) for length in _LENGTHS}
    told = ", ".join(f"{n:,}: {w:g} writes, {r:g} reads" for n, (w, r) in costs.items())
    return [
        Row(
            "growth of units, conversation of 10 to 100,000",
            max(map(sum, costs.values())) / sum(costs[_LENGTHS[0]]),
            "x",
            "60, then fails",
            "1",
            1,
            note=f"one more message, all that follows from it: {told}",
        )
    ]


def _message_in(length: int) -> tuple[float, float]:
    """Write and read units of one more message in a conversation of ``length``."""
    with road() as made:
        made.say(1)
        made.follow()
        (first,) = _messages()
        older = (keys.message_sk(NOON - 10**9 - n, f"old{n}") for n in range(length))
        lay(first, ({"sk": sk} for sk in older))
        made.the_time.advance(minutes=10)
        made.readings.written.clear()
        made.readings.read.clear()
        made.say(1)
        made.follow()
        return made.readings.units(), made.readings.reads()


def _messages() -> list[Item]:
    inbound = [i for i in scanned() if i.get("direction") == "inbound"]
    return [i for i in inbound if i["identity"] == f"ES.{1:020d}"]
