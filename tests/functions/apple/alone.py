"""A function of ours in a process of its own, before a stand-in for AWS and Apple: its peak."""

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from shared.table import from_wire
from shared.wire import to_wire
from tests.functions.apple.conftest import SECRETS
from tests.simulator.exchange import Answer, Request
from tests.simulator.http_server import serving

MB: Final = 1_000_000
SETS: Final = {**SECRETS, "api_secret": base64.b64encode(b"k" * 32).decode()}
_ROOT: Final = Path(__file__).parents[3]
_CALLED: Final = """
import json, sys
from importlib import import_module
(module, _, name), given = sys.argv[1].rpartition("."), json.loads(sys.argv[2])
answer = getattr(import_module(module), name)(*given)
(peak,) = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(json.dumps([answer, int(peak.split()[1]) * 1024]))
"""


@dataclass(slots=True)
class World:
    """One message, one file in the bucket or at Apple, and what became of both."""

    message: dict[str, Any]
    file: bytes
    decoded: bytes
    url: str = ""
    became: dict[str, Any] = field(default_factory=dict)
    kept: str = ""  # the SHA-256 of what was put into the bucket
    taken: str = ""  # the same of what Apple got

    def call(self, function: str, *given: Any) -> tuple[Any, int]:
        """What ``function`` returned, and the peak of its process in bytes."""
        env = {
            **os.environ,
            "AWS_ENDPOINT_URL": self.url,
            "PROVIDER_URL": self.url,
            "TABLE_NAME": "threadline",
            "QUARANTINE_BUCKET": "quarantine",
            "WAKE_QUEUE_URL": f"{self.url}/wake.fifo",
            "SECRET_PREFIX": "threadline",
            "CREDENTIAL_SETS": "main",
        }
        command = [sys.executable, "-c", _CALLED, function, json.dumps(given)]
        done = subprocess.run(
            command, cwd=_ROOT, env=env, capture_output=True, check=True, timeout=60
        )
        answer, peak = json.loads(done.stdout.splitlines()[-1])
        return answer, peak

    def handle(self, request: Request) -> Answer:
        if target := request.header("x-amz-target"):
            return _json(self._aws(target.rpartition(".")[2], json.loads(request.body)))
        match request.method, request.path.split("/")[1:]:
            case "PUT", ["quarantine", *_]:
                self.kept = hashlib.sha256(request.body).hexdigest()
                return Answer(200)
            case "GET", ["quarantine" | "mmcs", *_]:
                return Answer(200, self.file)
            case "POST", ["mmcs", *_]:
                self.taken = hashlib.sha256(request.body).hexdigest()
                return _json({"singleFile": {"fileChecksum": "c"}})
            case "GET", ["v1", "preDownload"]:
                return _json({"download-url": f"{self.url}/mmcs/1"})
            case "GET", ["v1", "preUpload"]:
                place = {"upload-url": f"{self.url}/mmcs/1", "mmcs-url": "u", "mmcs-owner": "o"}
                return _json(place)
            case "POST", ["v1", "decodePayload"]:
                self.taken = hashlib.sha256(request.body).hexdigest()
                return Answer(200, self.decoded)
        return Answer(404)

    def _aws(self, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        if operation == "GetSecretValue":
            return {"SecretString": json.dumps(SETS)}
        if operation == "UpdateItem":
            told = from_wire(asked["ExpressionAttributeValues"])
            self.became = {name.removeprefix(":"): value for name, value in told.items()}
            return {"Attributes": to_wire(self.message)}
        return {"Item": to_wire(self.message)} if operation == "GetItem" else {}


@contextmanager
def alone(message: dict[str, Any], file: bytes, decoded: bytes = b"") -> Iterator[World]:
    """Everything around a function that runs in a process of its own."""
    world = World(message, file, decoded)
    with serving(world.handle) as world.url:
        yield world


def _json(told: Any) -> Answer:
    return Answer(200, json.dumps(told).encode(), {"Content-Type": "application/json"})
