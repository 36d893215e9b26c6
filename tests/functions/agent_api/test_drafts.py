"""What an agent may send, before anything is accepted."""

import pytest

from functions.agent_api.drafts import NewMessage, Template, draft_of
from functions.agent_api.problems import Problem
from shared.channels import CHANNELS

HELLO = NewMessage(type="template", template=Template(name="hello", language="es", slots=["Ana"]))
each_channel = pytest.mark.parametrize("channel", sorted(CHANNELS))


@each_channel
def test_a_template_goes_where_the_channel_has_any(channel: str) -> None:
    if CHANNELS[channel].templates:
        made = draft_of(HELLO, channel, "ana")
        content = {"name": "hello", "language": "es", "slots": ["Ana"]}
        assert (made.type, made.content) == ("template", content)
        return
    with pytest.raises(Problem) as raised:
        draft_of(HELLO, channel, "ana")
    why = {"pointer": "#/template", "detail": f"{channel} has no templates"}
    assert (raised.value.status, raised.value.more["errors"]) == (422, [why])
