"""When a shift begins that may end a wait: pure."""

from shared.configuration import Team
from shared.hours.opening import next_opening
from shared.planning.sight import Sight
from shared.routing.matching import may_take
from shared.routing.queues import waiting_of


def next_begin(sight: Sight, team: Team, since: int) -> int | None:
    """When the next shift begins of anybody in ``team`` who could take the conversation, which
    waits since ``since``, and is not on shift now; ms, None if there is none.

    Whether the agent is there then, and has room, is asked when it has begun.
    """
    given, one = sight.configuration, waiting_of(sight.summary, since, None)
    theirs = [agent for agent in given.agents.values() if team.id in agent.teams]
    # Many share one calendar, which is asked once.
    begins = {
        shifts: next_opening(given.calendars.get(shifts), sight.now)
        for shifts in {agent.shifts for agent in theirs}
    }
    found = ((agent, begins[agent.shifts]) for agent in theirs)
    return min(
        (at for agent, at in found if at and at > sight.now and may_take(agent, one, team, at)),
        default=None,
    )
