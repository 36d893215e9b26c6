"""Puts a build where the engine can fetch it, like ``sam package``, in a second instead of five."""

import hashlib
import io
import shutil
import time
import zipfile
from pathlib import Path
from typing import Any, Final

from samtranslator.yaml_helper import yaml_parse

from tests.local.cloud import Cloud

BUCKET: Final = "deployment-artifacts"
_DAY_S: Final = 86_400
_EXECUTABLE: Final = 0o755 << 16
_READABLE: Final = 0o644 << 16


def package(template: dict[str, Any], built: Path, bootstrap: str, cloud: Cloud) -> None:
    """Make each ``CodeUri`` the address of an upload, and each ``DefinitionUri`` what it names."""
    s3 = cloud.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    sent: set[str] = set()
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::Serverless::Function":
            content = zipped(built / properties["CodeUri"], bootstrap)
            key = hashlib.sha256(content).hexdigest()
            if key not in sent:
                s3.put_object(Bucket=BUCKET, Key=key, Body=content)
                sent.add(key)
            properties["CodeUri"] = f"s3://{BUCKET}/{key}"
        if "DefinitionUri" in properties:
            properties["Definition"] = yaml_parse(
                (built / properties.pop("DefinitionUri")).read_text()
            )


def zipped(folder: Path, bootstrap: str) -> bytes:
    """Equal content gives equal bytes, so that what did not change is not deployed again."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "bootstrap", bootstrap.encode(), _EXECUTABLE)
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                _add(archive, str(path.relative_to(folder)), path.read_bytes(), _READABLE)
    return buffer.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, mode: int) -> None:
    entry = zipfile.ZipInfo(name)  # dated 1980, always
    entry.external_attr = mode
    archive.writestr(entry, content)


def keep_layer(folder: Path, kept: Path) -> Path:
    """A copy of a built layer, named by its content: a later build leaves running stacks alone."""
    total = hashlib.sha256()
    files = sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    for path in files:
        total.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    copy = kept / total.hexdigest()[:16]
    if not copy.exists():
        _forget_old(kept)
        shutil.copytree(folder, copy.with_suffix(".part"), dirs_exist_ok=True)
        copy.with_suffix(".part").rename(copy)
    copy.touch()
    return copy


def _forget_old(kept: Path) -> None:
    """Remove what no stack was started with for a day."""
    for other in kept.glob("*"):
        if time.time() - other.stat().st_mtime > _DAY_S:
            shutil.rmtree(other)
