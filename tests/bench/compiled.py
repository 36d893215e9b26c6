"""Row: modules of the built layer that come with their compiled file."""

from tests.bench.rows import Row
from tests.local import build
from tests.local.build import BuildFailed
from tests.local.places import python_runtime


def files() -> list[Row]:
    name = "compiled files in the built layer, share"
    try:
        with build.built() as folder:
            layer = folder / "SharedLayer"
            sources = len(list(layer.rglob("*.py")))
            tag = python_runtime().replace("python", "cpython-").replace(".", "")
            compiled = len(list(layer.rglob(f"__pycache__/*.{tag}.pyc")))
    except BuildFailed as failed:
        return [Row(name, None, "", "usually 0", "1", 1, True, note=str(failed)[:200])]
    note = f"{compiled} of {sources} modules, for {python_runtime()}"
    return [Row(name, compiled / sources, "", "usually 0", "1", 1, True, note=note)]
