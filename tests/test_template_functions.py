"""Each function of the template: its code, its log, its time, its settings."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.expansion import expanded, of_type
from tests.local.places import ROOT
from tests.reachable import reached
from tests.template import PATH, template

FUNCTIONS = of_type(template()["Resources"], "AWS::Serverless::Function")
# They ask every platform, and each channel's folder knows its own.
SHIP_ALL = ("DoctorFunction", "SyncTemplatesFunction")
# For a workflow's end, for a sender or fetcher, for something to happen; and senders for platforms.
WAITING = (
    "OrchestrateFunction",
    "DispatchFunction",
    "EventsFunction",
    *(name for name in FUNCTIONS if name.endswith("SendFunction")),
)
LARGEST_API_WAIT = 30  # seconds until API Gateway gives up on a function
each_function = pytest.mark.parametrize("name", FUNCTIONS)


def environment(name: str, **parameters: str) -> dict[str, Any]:
    function = expanded(**parameters)[name]
    variables: dict[str, Any] = function["Properties"]["Environment"]["Variables"]
    return variables


def variables_of_settings() -> dict[str, set[str]]:
    """Field of shared.settings → the environment variables it is read from."""
    tree = ast.parse((ROOT / "shared" / "settings.py").read_text())
    return {
        keyword.arg: set(_read(keyword.value))
        for keyword in (k for k in ast.walk(tree) if isinstance(k, ast.keyword))
        if keyword.arg
    }


def _read(value: ast.expr) -> Iterator[str]:
    for call in ast.walk(value):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "env":
            (name, *_) = call.args
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield name.value


def shipped(name: str, own: Path) -> Path:
    """What a function's artifact holds: its own folder, but for some."""
    return own.parent if name in SHIP_ALL else own


@each_function
def test_a_handler_is_a_function_of_its_own_folder(name: str) -> None:
    properties = FUNCTIONS[name]["Properties"]
    module, _, function = properties["Handler"].rpartition(".")
    path = ROOT / f"{module.replace('.', '/')}.py"
    assert path.exists(), f"{name}: {path.relative_to(ROOT)} is missing"
    assert Path(properties["CodeUri"]) == shipped(name, path.parent.relative_to(ROOT))
    tree = ast.parse(path.read_text())
    assert function in {part.name for part in tree.body if isinstance(part, ast.FunctionDef)}
    assert (ast.get_docstring(tree) or "").startswith("Lambda:")


@each_function
def test_a_function_keeps_its_import_name_when_it_is_packaged(name: str) -> None:
    module = FUNCTIONS[name]["Properties"]["Handler"].rpartition(".")[0]
    folder = shipped(name, Path(module.rpartition(".")[0].replace(".", "/")))
    assert FUNCTIONS[name]["Metadata"]["BuildProperties"] == {
        "ParentPackageMode": "explicit",
        "ParentPackages": ".".join(folder.parts),
    }


@each_function
def test_a_function_logs_to_a_group_of_its_own_that_forgets(name: str) -> None:
    logging = expanded()[name]["Properties"]["LoggingConfig"]
    assert logging["LogFormat"] == "JSON"
    group = expanded()[logging["LogGroup"]["Ref"]]
    assert group["Properties"]["RetentionInDays"]
    others = [f for f in FUNCTIONS if f != name]
    used = [expanded()[f]["Properties"]["LoggingConfig"]["LogGroup"] for f in others]
    assert logging["LogGroup"] not in used


@each_function
def test_a_function_ends_before_who_asked_it_gives_up(name: str) -> None:
    timeout = expanded()[name]["Properties"]["Timeout"]
    if any(
        event["Type"] == "HttpApi"
        for event in FUNCTIONS[name]["Properties"].get("Events", {}).values()
    ):
        assert timeout < LARGEST_API_WAIT
    # The dispatcher waits for the end of others.
    assert timeout <= (150 if name == "DispatchFunction" else 120)


def test_memory_beyond_what_all_have_is_given_for_a_reason() -> None:
    own = [
        line for line in PATH.read_text().splitlines() if line.startswith(" " * 6 + "MemorySize:")
    ]
    assert own
    assert not [line for line in own if " # " not in line]
    of_all = template()["Globals"]["Function"]["MemorySize"]
    assert all(int(line.split()[1]) > of_all for line in own)


@pytest.mark.parametrize("name", WAITING)
def test_who_is_paid_for_waiting_has_no_more_than_all_have(name: str) -> None:
    assert "MemorySize" not in FUNCTIONS[name]["Properties"]


@each_function
def test_a_function_is_told_every_setting_it_can_reach(name: str) -> None:
    variables = variables_of_settings()
    fields = reached(FUNCTIONS[name]["Properties"]["Handler"]).settings
    assert set().union(*(variables[field] for field in fields)) <= set(environment(name))


def test_no_variable_is_given_that_no_setting_reads() -> None:
    read = set().union(*variables_of_settings().values(), {"POWERTOOLS_METRICS_NAMESPACE"})
    for name in FUNCTIONS:
        assert set(environment(name)) <= read
