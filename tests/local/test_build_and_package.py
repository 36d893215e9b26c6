import socket
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.local.build import fingerprint
from tests.local.package import keep_layer, zipped
from tests.local.places import HOST, Ports, PortsTaken, demand_free, free_ports


def test_a_build_is_made_anew_for_another_content_name_or_setting() -> None:
    before = fingerprint({"a": b"1"}, "python3.13")

    assert fingerprint({"a": b"1"}, "python3.13") == before
    assert fingerprint({"a": b"2"}, "python3.13") != before
    assert fingerprint({"b": b"1"}, "python3.13") != before
    assert fingerprint({"a": b"1"}, "python3.12") != before


def test_equal_content_gives_an_equal_archive_with_an_executable_bootstrap(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "functions").mkdir(parents=True)
        (tmp_path / name / "functions" / "app.py").write_text("pass")
        (tmp_path / name / "functions" / "__pycache__").mkdir()
        (tmp_path / name / "functions" / "__pycache__" / "app.pyc").write_text(name)

    one, two = zipped(tmp_path / "one", "#!/bin/sh"), zipped(tmp_path / "two", "#!/bin/sh")

    archive = zipfile.ZipFile(BytesIO(one))
    assert one == two
    assert archive.namelist() == ["bootstrap", "functions/app.py"]
    assert archive.getinfo("bootstrap").external_attr >> 16 == 0o755


def test_a_changed_layer_is_kept_beside_the_one_that_may_be_in_use(tmp_path: Path) -> None:
    (tmp_path / "built").mkdir()
    code = tmp_path / "built" / "code.py"
    code.write_text("1")
    before = keep_layer(tmp_path / "built", tmp_path / "kept")
    code.write_text("2")
    after = keep_layer(tmp_path / "built", tmp_path / "kept")

    assert ((before / "code.py").read_text(), (after / "code.py").read_text()) == ("1", "2")


def test_a_taken_port_is_named() -> None:
    ports = free_ports()
    with socket.socket() as other:
        other.bind((HOST, ports.api))
        other.listen()
        with pytest.raises(PortsTaken, match=rf"port {ports.api} on .* is taken"):
            demand_free(ports)


def test_all_ports_of_a_stack_follow_from_its_first() -> None:
    assert list(Ports(9000).all) == [9000, 9001, 9002, 9003]
    assert {Ports(9000).engine, Ports(9000).webhooks, Ports(9000).api, Ports(9000).simulator} == {
        *Ports(9000).all
    }
