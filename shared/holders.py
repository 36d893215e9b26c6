"""Who may have a conversation: everybody whom the inbox has to ask.

Most stand in the settings. Bots, flows and people may give something to a name that does not;
such a name is noted beside the settings, so that nothing lies where nobody looks.
"""

from typing import Final

from shared import configuration
from shared.configuration import Configuration, stored
from shared.settings import settings

EVERYBODY: Final = "everybody"  # the team of what people must do where no team was named
_AGENT: Final = "agent:"


def known(there: Configuration) -> set[str]:
    """``bot``, each ``team:<name>`` and ``agent:<name>``, and whoever was one."""
    named = [team for agent in there.agents.values() for team in agent.teams]
    teams = {*there.teams, *named, there.policy.team, settings().default_team, EVERYBODY} - {""}
    return {"bot", *(f"team:{name}" for name in teams), *agents(there), *there.holders}


def agents(there: Configuration) -> set[str]:
    """Each ``agent:<name>``."""
    others = {holder for holder in there.holders if holder.startswith(_AGENT)}
    return {f"{_AGENT}{name}" for name in (*there.agents, there.policy.agent) if name} | others


def at_work(holder: str) -> None:
    """``holder`` works on something by hand, and so has it, whoever removed it. Reads and writes
    nothing for whom this process knows. Raises Unavailable."""
    note(holder)
    if holder in configuration.remembered().gone and holder in configuration.load().gone:
        stored.bring_back(holder)


def note(holder: str) -> None:
    """``holder`` is about to have something. Reads and writes nothing for whom this process
    knows. Raises Unavailable."""
    if holder not in known(configuration.remembered()) and holder not in known(
        configuration.load()
    ):
        stored.remember_holder(holder)
