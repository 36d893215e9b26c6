import json
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.local import waiting
from tests.local.cloud import Cloud
from tests.local.fakes import Behaviour, FakeFunctions
from tests.local.stream_mapping import StreamMapping

pytestmark = pytest.mark.usefixtures("cloud")

PATTERN = json.dumps({"dynamodb": {"NewImage": {"sk": {"S": [{"prefix": "M#"}]}}}})


@pytest.fixture
def stream(cloud: Any) -> str:
    """The stream of an empty table."""
    keys = {"pk": "HASH", "sk": "RANGE"}
    table = (
        Cloud(None)
        .client("dynamodb")
        .create_table(
            TableName="log",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": n, "AttributeType": "S"} for n in keys],
            KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        )
    )
    return str(table["TableDescription"]["LatestStreamArn"])


def _mapping(
    stream: str, state: Path, functions: FakeFunctions, start: str = "TRIM_HORIZON"
) -> StreamMapping:
    wanted = {
        "UUID": "m1",
        "FunctionArn": "arn:f",
        "EventSourceArn": stream,
        "StartingPosition": start,
        "BatchSize": 10,
        "FilterCriteria": {"Filters": [{"Pattern": PATTERN}]},
    }
    return StreamMapping(Cloud(None), functions, wanted, state, seed=3)


def _put(*keys: tuple[str, str]) -> None:
    for pk, sk in keys:
        item = {"pk": {"S": pk}, "sk": {"S": sk}}
        Cloud(None).client("dynamodb").put_item(TableName="log", Item=item)


def _delivered(functions: FakeFunctions) -> set[tuple[str, str]]:
    images = [r["dynamodb"]["NewImage"] for e in functions.events for r in e["Records"]]
    return {(image["pk"]["S"], image["sk"]["S"]) for image in images}


def _run(mapping: StreamMapping, functions: FakeFunctions, until: Behaviour) -> None:
    mapping.start()
    waiting.until("delivered", lambda: until(_delivered(functions)), within=20, every=0.02)
    mapping.stop()


def test_what_the_filter_wants_is_delivered_and_nothing_is_left(
    stream: str, tmp_path: Path
) -> None:
    messages = {(f"C#{number}", "M#1") for number in range(30)}
    _put(*sorted(messages), ("C#1", "A"))
    functions = FakeFunctions(lambda _: None)

    _run(_mapping(stream, tmp_path, functions), functions, lambda seen: seen >= messages)

    assert _delivered(functions) == messages
    assert json.loads((tmp_path / "undone" / "m1.json").read_text()) == []


def test_what_a_run_leaves_is_delivered_by_the_next(stream: str, tmp_path: Path) -> None:
    _put(("C#1", "M#1"), ("C#2", "M#1"))

    def fail(_: Any) -> None:
        raise ValueError

    failing = FakeFunctions(fail)
    _run(_mapping(stream, tmp_path, failing), failing, lambda seen: seen)
    left = json.loads((tmp_path / "undone" / "m1.json").read_text())
    working = FakeFunctions(lambda _: None)
    # The engine has forgotten its stream by then.
    _run(_mapping(stream, tmp_path, working, start="LATEST"), working, lambda s: len(s) == 2)

    assert {each["dynamodb"]["Keys"]["pk"]["S"] for each in left} == {"C#1", "C#2"}


def test_one_shard_that_waits_does_not_hold_up_the_others(stream: str, tmp_path: Path) -> None:
    messages = {(f"C#{number}", "M#1") for number in range(30)}
    release, stuck = threading.Event(), threading.Event()

    def behave(event: Any) -> None:
        if any(r["dynamodb"]["Keys"]["pk"]["S"] == "C#0" for r in event["Records"]):
            stuck.set()
            release.wait(timeout=20)

    functions = FakeFunctions(behave)
    mapping = _mapping(stream, tmp_path, functions)
    _put(("C#0", "M#1"))
    mapping.start()
    assert stuck.wait(timeout=20)
    _put(*sorted(messages))
    waiting.until("others", lambda: len(_delivered(functions)) > 10, within=20, every=0.02)
    assert not release.is_set()
    release.set()
    waiting.until("all", lambda: _delivered(functions) >= messages, within=20, every=0.02)
    mapping.stop()
