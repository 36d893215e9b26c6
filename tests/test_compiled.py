"""Nothing of a build is compiled again on Lambda, whose code folders are read-only."""

import subprocess
from importlib.util import source_hash
from pathlib import Path

import pytest

from tests.local import build
from tests.local.places import engine_python, python_runtime

UNCHECKED = 0b01  # PEP 552: by hash, and the source is not even looked at


def compiled_file(source: Path) -> Path:
    tag = python_runtime().replace("python", "cpython-").replace(".", "")
    return source.parent / "__pycache__" / f"{source.stem}.{tag}.pyc"


def missing(folder: Path) -> list[str]:
    """Modules without their compiled file of the runtime's own Python."""
    return [
        str(source.relative_to(folder))
        for source in folder.rglob("*.py")
        if not compiled_file(source).exists()
    ]


@pytest.mark.build
def test_every_module_of_the_layer_and_the_functions_is_compiled() -> None:
    with build.built() as folder:
        assert missing(folder) == []
        assert len(list((folder / "SharedLayer").rglob("*.pyc"))) > 100


@pytest.mark.build
def test_compiled_files_are_taken_without_a_look_at_their_sources() -> None:
    with build.built() as folder:
        for source in (folder / "SharedLayer" / "python" / "shared").glob("*.py"):
            head = compiled_file(source).read_bytes()[:16]
            assert int.from_bytes(head[4:8], "little") == UNCHECKED
            assert head[8:16] == source_hash(source.read_bytes())


def test_equal_sources_in_other_places_give_equal_compiled_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "functions").mkdir(parents=True)
        (tmp_path / name / "functions" / "app.py").write_text("def f(): return 1\n")
        build.compile_files(tmp_path / name, engine_python())
    one, two = (
        compiled_file(tmp_path / name / "functions" / "app.py").read_bytes()
        for name in ("one", "two")
    )
    assert one == two


def test_what_cannot_be_compiled_ends_the_build(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("def")
    with pytest.raises(build.BuildFailed, match=r"broken\.py"):
        build.compile_files(tmp_path, engine_python())


def test_make_build_compiles_in_the_same_way_for_the_templates_python() -> None:
    done = subprocess.run(["make", "-n", "build"], capture_output=True, text=True, check=True)
    assert f"python3.13 {' '.join(build.COMPILE)}" in done.stdout
