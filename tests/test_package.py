"""What `sam build` made imports with nothing but what Lambda has: artifact, layer, runtime."""

import json
import shutil
import subprocess
import sys
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.expansion import of_type
from tests.local import build
from tests.template import template

pytestmark = pytest.mark.build

FUNCTIONS = of_type(template()["Resources"], "AWS::Serverless::Function")
# The AWS SDK and Lambda's own client are the runtime's; all else must be in the layer.
OF_THE_RUNTIME = ("boto3", "awslambdaric")
WEBHOOKS = [name for name in FUNCTIONS if name.endswith("WebhookFunction")]

# Runs as Lambda does: its own client finds the handler on Lambda's path, in Lambda's order.
LOADER = """
import json, sys
handler, *sys.path[:0] = sys.argv[1:]
from awslambdaric.bootstrap import _get_handler
_get_handler(handler)
files = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
print(json.dumps({name: file for name, file in files.items() if file}))
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy, since whoever runs the local stack may build anew meanwhile."""
    place = tmp_path_factory.mktemp("built") / "build"
    with build.built() as folder:
        shutil.copytree(folder, place)
    return place


@pytest.fixture(scope="session")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages of Lambda's runtime and no others."""
    folder = tmp_path_factory.mktemp("runtime")
    for name in sorted(_with_dependencies(OF_THE_RUNTIME)):
        found = distribution(name)
        for top in {file.parts[0] for file in found.files or [] if ".." not in file.parts}:
            place = Path(str(found.locate_file(top)))
            if place.exists() and not (folder / top).exists():
                (folder / top).symlink_to(place)
    return folder


def _with_dependencies(names: tuple[str, ...]) -> set[str]:
    found, waiting = set[str](), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            needs = map(Requirement, distribution(name).requires or [])
            waiting += [n.name for n in needs if n.marker is None or n.marker.evaluate()]
    return found


def loaded(name: str, built: Path, runtime: Path) -> dict[str, str]:
    """Modules that importing the handler of function ``name`` brought, and their files."""
    return _loaded(FUNCTIONS[name]["Properties"]["Handler"], built / name, built, runtime)


@cache
def _loaded(handler: str, task: Path, built: Path, runtime: Path) -> dict[str, str]:
    layer = built / "SharedLayer" / "python"
    done = subprocess.run(
        # -B: writing bytecode would change the artifact; -I -S: nothing of this environment.
        [sys.executable, "-B", "-I", "-S", "-c", LOADER, handler, task, layer, runtime],
        capture_output=True,
        text=True,
        env={"AWS_DEFAULT_REGION": "eu-west-1", "AWS_LAMBDA_FUNCTION_NAME": "packaged"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    files: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return files


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_packaged_handler_imports_as_on_lambda(name: str, built: Path, runtime: Path) -> None:
    files = loaded(name, built, runtime)
    ours = {m: f for m, f in files.items() if m.startswith(("functions.", "shared."))}
    for module, file in ours.items():
        place = (
            built / name if module.startswith("functions.") else built / "SharedLayer" / "python"
        )
        assert Path(file).is_relative_to(place), f"{module} came from {file}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_artifact_holds_its_own_folder_and_nothing_else(name: str, built: Path) -> None:
    folder = Path(FUNCTIONS[name]["Properties"]["CodeUri"])
    files = [f.relative_to(built / name) for f in (built / name).rglob("*") if f.is_file()]
    assert files
    assert all(file.is_relative_to(folder) for file in files)


@pytest.mark.parametrize("name", WEBHOOKS)
def test_a_webhook_starts_without_heavy_packages(name: str, built: Path, runtime: Path) -> None:
    heavy = {"pydantic", "requests", "cryptography", "holidays", "icalendar", "dateutil.rrule"}
    assert not heavy & set(loaded(name, built, runtime))


def test_the_sdk_is_the_runtimes_alone(built: Path) -> None:
    layer = built / "SharedLayer" / "python"
    assert not [p.name for p in layer.iterdir() if p.name in ("boto3", "botocore", "s3transfer")]


def test_the_layer_is_no_heavier_than_it_must_be(built: Path) -> None:
    files = [f for f in (built / "SharedLayer").rglob("*") if f.is_file()]
    # 16 MB of it are what opens sealed packets, on any processor's own instructions; 14 MB are the
    # public holidays of all countries and what reads feeds of closed days. Python 3.11 takes 2 MB
    # more than 3.13 does.
    most = 52_000_000 if sys.version_info >= (3, 12) else 54_000_000
    assert sum(file.stat().st_size for file in files) < most


def test_no_module_of_ours_hides_a_package_or_the_standard_library(built: Path) -> None:
    layer = built / "SharedLayer" / "python"
    ours = {path.stem for path in (layer / "shared").glob("*.py")}
    others = {path.stem for path in layer.iterdir()} | set(sys.stdlib_module_names)
    assert not ours & (others - {"__init__"})


def test_what_a_function_ships_is_what_the_sources_say(built: Path) -> None:
    properties: dict[str, Any] = FUNCTIONS["SweepFunction"]["Properties"]
    source = Path(properties["CodeUri"])
    for path in source.glob("*.py"):
        assert (built / "SweepFunction" / path).read_bytes() == path.read_bytes()
