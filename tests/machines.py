"""State machines under moto: the template's own files, and the handlers it names, in process.

moto lacks two things, which are added to it here: ``StartSyncExecution``, made of start and wait,
and a Lambda that runs our code. Nothing of ours is replaced. ::

    @pytest.fixture
    def lambdas(cloud, monkeypatch): ...      # = the fixture below; import it into the test module

    lambdas.deploy("InboundMachine", "INBOUND_MACHINE_ARN")
    machines.run(settings().inbound_machine_arn, {...})
    assert lambdas.invoked == ["LookFunction"]
"""

import importlib
import json
import re
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import boto3
import pytest
import yaml
from moto import backend_index
from moto.awslambda_simple.models import LambdaSimpleBackend
from moto.core.responses import ActionResult
from moto.stepfunctions import urls
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
from moto.stepfunctions.responses import StepFunctionResponse

from shared import settings as settings_module
from shared.settings import settings
from tests.conftest import NOTICES
from tests.shared.arrivals import TimeLeft
from tests.template import template

ROOT: Final = Path(__file__).parent.parent
_LAMBDA: Final = "arn:aws:lambda:eu-west-1:123456789012:function:"
_ROLE: Final = "arn:aws:iam::123456789012:role/machine"


def _start_sync_execution(self: Any) -> ActionResult:
    execution = self.stepfunction_backend.start_execution(
        self._get_param("stateMachineArn"), self._get_param("name"), self._get_param("input")
    )
    while execution.status == "RUNNING":
        time.sleep(0.005)
    answer = {
        "executionArn": execution.execution_arn,
        "stateMachineArn": execution.state_machine_arn,
        "name": execution.name,
        "startDate": execution.start_date,
        "stopDate": execution.stop_date,
        "status": execution.status,
        "error": execution.error,
        "cause": execution.cause,
    }
    if execution.status == "SUCCEEDED":
        answer["output"] = json.dumps(execution.output)
    return ActionResult({name: value for name, value in answer.items() if value is not None})


# Its address begins with "sync-", which moto does not listen to either.
_ADDRESS: Final = r"https?://(?:sync-)?states\.(.+)\.amazonaws\.com"
StepFunctionResponse.start_sync_execution = _start_sync_execution  # type: ignore[attr-defined]
urls.url_bases[:] = [_ADDRESS]
backend_index.backend_url_patterns[:] = [
    (name, re.compile(_ADDRESS) if name == "stepfunctions" else pattern)
    for name, pattern in backend_index.backend_url_patterns
]


# Reading a machine takes several times as long as running it, and it is read anew for each run.
AmazonStateLanguageParser.parse = staticmethod(cache(AmazonStateLanguageParser.parse))  # type: ignore[method-assign]


_SLOWER: Final = 20  # than Lambda, at most, is a machine that has more to do than these tests


@cache
def _as_json(definition: str) -> str:
    """Time-outs are of real seconds, and a slow machine is no error of the workflow's."""
    return json.dumps(_patient(yaml.safe_load(definition)))


def _patient(part: Any) -> Any:
    if isinstance(part, list):
        return [_patient(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    return {
        name: value * _SLOWER if name == "TimeoutSeconds" else _patient(value)
        for name, value in part.items()
    }


running: ContextVar[str] = ContextVar("running", default="")  # the step, while it runs


@dataclass(slots=True)
class Lambdas:
    """The functions of the template, by their logical ids, behind moto's Lambda."""

    invoked: list[str] = field(default_factory=list)
    # After each step, if set: called with the function's id and what executes the step once more.
    afterwards: Callable[[str, Callable[[], Any]], None] | None = None
    _monkeypatch: Any = None

    def deploy(self, machine: str, variable: str) -> None:
        """Create the state machine with logical id ``machine``; ``variable`` will name it."""
        properties = template()["Resources"][machine]["Properties"]
        definition = (ROOT / properties["DefinitionUri"]).read_text()
        for name, value in properties["DefinitionSubstitutions"].items():
            definition = definition.replace("${%s}" % name, self._resolved(value))  # noqa: UP031
        made = boto3.client("stepfunctions").create_state_machine(
            name=machine,
            type=properties["Type"],
            roleArn=_ROLE,
            definition=_as_json(definition),
        )
        self._monkeypatch.setenv(variable, made["stateMachineArn"])
        settings_module.settings.cache_clear()

    @staticmethod
    def _resolved(value: dict[str, Any]) -> str:
        if "Ref" in value:
            return {
                "Table": settings().table,
                "NoticesBus": NOTICES,
                "NoticesTopic": f"arn:aws:sns:eu-west-1:123456789012:{NOTICES}",
            }[value["Ref"]]
        resource, attribute = value["Fn::GetAtt"]
        assert attribute == "Arn"
        return f"{_LAMBDA}{resource}"

    def invoke(self, function: str, payload: dict[str, Any]) -> Any:
        """What the function's handler returns; its answer and arguments pass through JSON."""
        properties = template()["Resources"][function]["Properties"]
        module, name = properties["Handler"].rsplit(".", 1)
        handler = getattr(importlib.import_module(module), name)
        self.invoked.append(function)
        step = running.set(function)
        try:
            answer = handler(payload, TimeLeft())
        finally:
            running.reset(step)
        if self.afterwards:
            self.afterwards(function, lambda: handler(payload, TimeLeft()))
        return answer


@pytest.fixture
def lambdas(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> Lambdas:
    return installed(monkeypatch)


def installed(monkeypatch: pytest.MonkeyPatch) -> Lambdas:
    """The functions, behind moto's Lambda until ``monkeypatch`` is undone."""
    deployed = Lambdas(_monkeypatch=monkeypatch)

    def invoke(
        self: object, function_name: str, qualifier: Any, body: Any, headers: Any, answer: Any
    ) -> bytes:
        try:
            function = function_name.rsplit(":", 1)[-1]
            return json.dumps(deployed.invoke(function, json.loads(body))).encode()
        except BaseException as error:  # as Lambda does: a step's failure is an answer
            return _failed(error, answer)

    monkeypatch.setattr(LambdaSimpleBackend, "invoke", invoke)
    return deployed


def _failed(error: BaseException, answer: dict[str, str]) -> bytes:
    answer["x-amz-function-error"] = "Unhandled"
    # A process that dies has no time to name its error.
    kind = type(error).__name__ if isinstance(error, Exception) else "Runtime.ExitError"
    return json.dumps(
        {
            "errorType": kind,
            "errorMessage": str(error),
            "stackTrace": traceback.format_tb(error.__traceback__),
        }
    ).encode()
