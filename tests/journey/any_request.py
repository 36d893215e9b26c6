"""Requests of every kind that the document allows, and of some that it does not."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import hypothesis
import schemathesis
from requests import Session
from schemathesis import Case, GenerationMode, checks
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok

checks.load_all_checks()
# Whether all that fits the schemas is accepted is not among them: they do not know what is there.
# Nor is anything about tokens, which the matrix of routes and scopes looks at.
_CHECKS: Final[Any] = [
    checks.CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
    )
]


@dataclass(frozen=True, slots=True)
class Api:
    """``known``: what is there, by the name of its place in a path."""

    document: dict[str, Any]
    session: Session
    url: str
    known: Mapping[str, str]

    def wrongs(self, examples: int) -> Iterator[str]:
        """What was not answered as the document says, of ``examples`` requests that fit it for
        each operation, and half as many that do not."""
        schema = schemathesis.openapi.from_dict(_for_anybody(self.document))
        for found in schema.get_all_operations():
            assert isinstance(found, Ok), found
            operation = found.ok()
            for mode in GenerationMode:
                told: dict[str, str] = {}
                strategy = operation.as_strategy(generation_mode=mode)
                many = examples if mode is GenerationMode.POSITIVE else -(-examples // 2)
                _given(strategy, self._asker(mode, told), many)
                yield from (f"{operation.label}: {wrong}" for wrong in told.values())

    def _asker(self, mode: GenerationMode, told: dict[str, str]) -> Callable[[Any], None]:
        def ask(case: Case[Any]) -> None:
            if mode is GenerationMode.POSITIVE:
                self._make_real(case)
            elif any(value in ([], {}) for value in (case.query or {}).values()):
                hypothesis.reject()  # of what is wrong nothing would be sent
            try:
                case.call_and_validate(self.url, self.session, checks=_CHECKS)
            except FailureGroup as failures:
                told.update((one.title, f"{one.title}\n{failures}") for one in failures.exceptions)

        return ask

    def _make_real(self, case: Case[Any]) -> None:
        """About what is there, and without waiting for what may not come."""
        path = case.path_parameters or {}
        case.path_parameters = {name: self.known.get(name, path[name]) for name in path}
        if "wait" in case.operation.query:
            case.query = {**(case.query or {}), "wait": 0}


def _for_anybody(document: dict[str, Any]) -> dict[str, Any]:
    """Without tokens: the session sends one whatever the request leaves out."""
    paths = {
        path: {method: {**said, "security": []} for method, said in operations.items()}
        for path, operations in document["paths"].items()
    }
    return {**document, "security": [], "paths": paths}


def _given(strategy: Any, ask: Callable[[Any], None], examples: int) -> None:
    """The same ones every time."""
    limits = hypothesis.settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.generate],
    )
    given: Any = hypothesis.given(strategy)
    run: Any = limits(given(ask))
    try:
        run()
    except hypothesis.errors.Unsatisfiable:  # where nothing can be wrong
        return
