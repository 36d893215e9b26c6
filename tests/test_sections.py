"""Every channel has the same resources in the template, but for its name."""

import re

import pytest

from shared.channels import CHANNELS
from tests.sections import (
    BESIDES,
    FROM,
    MODEL,
    TO,
    channels,
    headline,
    made,
    rewritten,
    section,
)
from tests.template import PATH, template

TEXT = PATH.read_text()


@pytest.mark.parametrize("part", [FROM, TO])
@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_a_section_differs_from_the_models_in_names_only(channel: str, part: str) -> None:
    if channel not in channels(part):
        assert section(TEXT, channel, part) is None
        return
    model = section(TEXT, MODEL, part)
    assert model and section(TEXT, channel, part) == made(model, channel)


def test_writing_the_template_anew_changes_nothing() -> None:
    assert rewritten(TEXT) == TEXT, "run python -m tests.sections"


@pytest.mark.parametrize("channel", sorted(set(CHANNELS) - {MODEL}))
def test_all_parts_of_a_new_channel_are_made(channel: str) -> None:
    name = channel.capitalize()
    own = rf"^  ({name}Accounts|{name}On): .*\n|^ +- !If \[{name}On, .*\n"
    without = re.sub(own, "", TEXT, flags=re.MULTILINE)
    for part in (FROM, TO):
        whole = headline(channel, part) + f"\n{section(TEXT, channel, part)}\n\n"
        without = without.replace(whole, "")
        assert section(without, channel, part) is None
    assert without != TEXT
    assert rewritten(without) == TEXT


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_a_channel_can_be_switched_on_and_off(channel: str) -> None:
    name = channel.capitalize()
    parameter = template()["Parameters"][f"{name}Accounts"]
    assert parameter["AllowedPattern"] == "^([a-z0-9-]{1,32}(,[a-z0-9-]{1,32})*)?$"
    switched_on = {"Fn::Not": [{"Fn::Equals": [{"Ref": f"{name}Accounts"}, ""]}]}
    assert template()["Conditions"][f"{name}On"] == switched_on
    for function in ("FollowLogFunction", "AgentApiFunction", "DispatchFunction"):
        variables = template()["Resources"][function]["Properties"]["Environment"]["Variables"]
        (_, names) = variables["CHANNELS"]["Fn::Join"]
        assert {"Fn::If": [f"{name}On", channel, {"Ref": "AWS::NoValue"}]} in names


def test_what_a_section_has_besides_is_in_it_once() -> None:
    for channel, more in BESIDES.items():
        text = section(TEXT, channel, FROM) or ""
        assert all(text.count(line + added) == 1 for line, added in more)
    assert section(TEXT, "apple", FROM) != (section(TEXT, MODEL, FROM) or "").replace(
        MODEL, "apple"
    )
