"""Adaptation 2: handlers run under AWS's own runtime client.

The engine's Python executor reports every exception as ``Runtime.HandlerError``, so that no
``Retry`` or ``Catch`` of a state machine would ever match, and ends the process after each one. As
``provided.al2023`` functions started by a ``bootstrap``, it runs them under ``awslambdaric`` like
Lambda does: true error names, stack traces, context and log format, and any Python there is. They
run on the clock of the stack (worker.py).

It mounts no layer for such functions. Their ``bootstrap`` names the layer's folder instead; the
layer itself is not deployed.
"""

import os
from pathlib import Path
from typing import Any

Template = dict[str, Any]

_FUNCTION = "AWS::Serverless::Function"
_LAYER = "AWS::Serverless::LayerVersion"
_WORKER = Path(__file__).with_name("worker.py")


def adapt(template: Template) -> Template:
    """The built template with all Python functions on ``provided.al2023`` and without layers."""
    globals_of_functions = dict(template.get("Globals", {}).get("Function", {}))
    globals_of_functions.pop("Layers", None)
    globals_of_functions["Runtime"] = "provided.al2023"
    return {
        **template,
        "Globals": {**template.get("Globals", {}), "Function": globals_of_functions},
        "Resources": {
            name: _adapted(resource)
            for name, resource in template["Resources"].items()
            if resource["Type"] != _LAYER
        },
    }


def _adapted(resource: dict[str, Any]) -> dict[str, Any]:
    if resource["Type"] != _FUNCTION:
        return resource
    kept = {k: v for k, v in resource["Properties"].items() if k not in ("Runtime", "Layers")}
    return {**resource, "Properties": kept}


def layer_folders(template: Template, built: Path) -> list[Path]:
    """Where the build put its layers."""
    return [
        (built / resource["Properties"]["ContentUri"]).resolve()
        for resource in template["Resources"].values()
        if resource["Type"] == _LAYER
    ]


def bootstrap(python: Path, runtime: str, layers: list[Path]) -> str:
    """The script that starts a handler's process with Lambda's import path and environment."""
    path = os.pathsep.join(["$LAMBDA_TASK_ROOT", *(f"{layer}/python" for layer in layers)])
    return (
        "#!/bin/sh\n"
        f'export PYTHONPATH="{path}"\n'
        f"export AWS_EXECUTION_ENV=AWS_Lambda_{runtime}\n"
        'export AWS_LAMBDA_LOG_GROUP_NAME="/aws/lambda/$AWS_LAMBDA_FUNCTION_NAME"\n'
        f'exec "{python}" -P "{_WORKER}" "$_HANDLER"\n'
    )
