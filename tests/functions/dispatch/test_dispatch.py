"""Which function gets a record, and what a failure takes with it."""

import pytest

from functions.dispatch.dispatch import lambda_handler
from shared.channels import CHANNELS
from tests.functions.dispatch.functions import (
    Functions,
    Record,
    crashed,
    failing,
    to_fetch,
    to_send,
)
from tests.template import template


def failed(*records: Record) -> list[str]:
    """The records that the queue will bring back."""
    answer = lambda_handler({"Records": list(records)}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_a_record_goes_to_the_function_of_its_channel_and_queue(functions: Functions) -> None:
    assert failed(to_send("1", "a"), to_fetch("2", "line"), to_send("3", "b", "line")) == []
    assert functions.called == [
        ("threadline-whatsapp-send", ["1"]),
        ("threadline-line-media", ["2"]),
        ("threadline-line-send", ["3"]),
    ]


def test_what_failed_stops_its_conversation_and_no_other(functions: Functions) -> None:
    functions.answers["threadline-whatsapp-send"] = failing("1")
    one, two = to_send("1", "a"), to_send("2", "a")
    assert failed(one, to_send("3", "b", "line"), two, to_fetch("4")) == ["1", "2"]
    assert functions.called == [
        ("threadline-whatsapp-send", ["1"]),
        ("threadline-line-send", ["3"]),
        ("threadline-whatsapp-media", ["4"]),
    ]


def test_files_wait_for_no_other(functions: Functions) -> None:
    functions.answers["threadline-whatsapp-media"] = failing("1")
    assert failed(to_fetch("1"), to_fetch("2", "line")) == ["1"]


def test_what_a_function_says_of_itself_is_not_counted(
    functions: Functions, caplog: pytest.LogCaptureFixture
) -> None:
    functions.answers["threadline-whatsapp-media"] = failing("1")
    assert failed(to_fetch("1")) == ["1"]
    assert caplog.records == []


def test_what_it_cannot_say_is_counted_and_names_the_channel(
    functions: Functions, caplog: pytest.LogCaptureFixture
) -> None:
    functions.answers["threadline-line-send"] = crashed("Sandbox.Timedout")
    assert failed(to_send("1", "a", "line"), to_send("2", "b")) == ["1"]
    [record] = caplog.records
    said = vars(record)
    assert (said["ChannelFailed"], said["channel"]) == (1, "line")
    assert (said["kind"], said["function"]) == ("Sandbox.Timedout", "threadline-line-send")
    assert "Ana" not in str(said)


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"channel": null}', '{"channel": "viber"}'])
def test_what_names_no_channel_that_is_on_waits_and_is_heard_of(
    body: str, functions: Functions, caplog: pytest.LogCaptureFixture
) -> None:
    assert failed(to_send("1", "a", body=body)) == ["1"]
    assert functions.called == []
    assert [vars(record)["ChannelFailed"] for record in caplog.records] == [1]


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_the_names_are_those_of_the_template(channel: str) -> None:
    resources = template()["Resources"]
    for kind, queue in (("Send", "SendQueue"), ("Media", "MediaQueue")):
        function = resources[f"{channel.capitalize()}{kind}Function"]["Properties"]
        lies_on = resources[queue]["Properties"]["QueueName"]["Fn::Sub"]
        stack, _, of = lies_on.removesuffix(".fifo").partition("-")
        assert function["FunctionName"]["Fn::Sub"] == f"{stack}-{channel}-{of}"
