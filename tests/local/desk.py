"""A desk in an admin's words, on one channel: a menu, an FAQ answer, people, and how it was."""

from typing import Final

from tests.local import desk_people, desk_survey
from tests.local.accounts import NAME
from tests.local.client import Unexpected
from tests.local.desk_asking import asking, why
from tests.local.desk_settings import (
    AGENTS,
    ALWAYS,
    DESK,
    FIRST,
    KEYWORD,
    LANGUAGES,
    MENU,
    REPLIES,
    SECOND,
    SURVEY,
    TEAM,
    policy_of,
    rule,
    rule_of,
)
from tests.local.desk_words import at_the_platform, conversation, newest, taking, words
from tests.local.story import Scene, Step
from threadline_client.models import Line

ORDER: Final = "4711"


def steps() -> list[Step]:
    return [
        Step(
            "an admin writes a team, its hours and two agents, of whom one is there",
            _staffed,
            _staff,
        ),
        Step("an admin writes a menu, an FAQ answer, a survey and a rule", _written, _write),
        Step("a customer writes the rule's keyword and is shown the menu", _menu_shown, _call),
        Step("the message tells that the rule did it", _rule_told),
        Step("the customer takes the order and is asked for its number", _asked, _take_order),
        Step("the number is noted, and the menu shown again", _noted, _tell_number),
        Step("the customer takes the FAQ and gets its answer", _answered, _take_hours),
        Step("the answer tells why it was said", _answer_told),
        *desk_people.steps(),
        *desk_survey.steps(),
    ]


def _staff(scene: Scene) -> None:
    admin = scene.client.admin
    admin.put_calendar(TEAM, ALWAYS)
    admin.put_team(TEAM, DESK)
    for agent, settings in AGENTS.items():
        admin.put_agent(agent, settings)
        scene.tokens[agent] = admin.issue_token({"scope": "agent", "agent": agent, "label": "desk"})
    asking(scene, FIRST).put_presence(FIRST, {"presence": "online"})
    asking(scene, SECOND).put_presence(SECOND, {"presence": "away"})


def _staffed(scene: Scene) -> str:
    there = (scene.client.admin.get_agent(name) for name in (FIRST, SECOND))
    return "; ".join(f"{one['id']} {one['presence']}, load {one['load']}" for one in there)


def _write(scene: Scene) -> None:
    admin = scene.client.admin
    for name, reply in REPLIES.items():
        admin.put_reply(name, reply)
    admin.put_rule(rule_of(scene.channel), rule(scene.channel))
    policy = policy_of(scene)
    spoken = {f"{channel}:{NAME}": language for channel, language in LANGUAGES.items()}
    admin.put_policy({**policy, "team": TEAM, "survey": SURVEY, "account_languages": spoken})


def _written(scene: Scene) -> str:
    kept = scene.client.admin.get_rule(rule_of(scene.channel))
    said = (scene.client.admin.get_reply(MENU)["steps"] or {})["start"]["text"]
    return f"rule {kept['id']} by {kept['updated_by']}; menu in {' and '.join(said)}"


def _call(scene: Scene) -> None:
    scene.client.say(scene.channel, scene.customer, f"The {KEYWORD} please {scene.nonce}")


def _menu_shown(scene: Scene) -> str | None:
    scene.heard = scene.heard or scene.client.heard(f"The {KEYWORD} please {scene.nonce}")
    return at_the_platform(scene, words(scene, MENU)) if scene.heard else None


def _rule_told(scene: Scene) -> str | None:
    lines = why(scene, scene.heard["id"] if scene.heard else "")
    return _line(lines, f"rule:{rule_of(scene.channel)}")


def _take_order(scene: Scene) -> None:
    taking(scene, "order")


def _asked(scene: Scene) -> str | None:
    return at_the_platform(scene, words(scene, MENU, "order"))


def _tell_number(scene: Scene) -> None:
    scene.client.say(scene.channel, scene.customer, ORDER)


def _noted(scene: Scene) -> str | None:
    shown = at_the_platform(scene, words(scene, MENU, "noted"))
    noted = conversation(scene)["attributes"]
    return f"order: {noted['order']}; {shown}" if shown and noted.get("order") == ORDER else None


def _take_hours(scene: Scene) -> None:
    taking(scene, "hours")


def _answered(scene: Scene) -> str | None:
    return at_the_platform(scene, words(scene, "desk-hours"), "https://help.example/")


def _answer_told(scene: Scene) -> str | None:
    answer = newest(scene, lambda message: message["author"]["kind"] == "bot")
    return _line(why(scene, answer["id"]), f"flow:{MENU}/start") if answer else None


def _line(lines: list[Line], named: str) -> str:
    """The one that tells of ``named``. Raises Unexpected if there is none."""
    found = next((line for line in lines if line["rule"] == named), None)
    if found is None:
        raise Unexpected(f"nothing tells of {named}: {lines}")
    return f"{named}: {found['why']}"
