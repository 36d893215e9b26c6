"""Every route that changes something leaves one line of who did it, which nothing changes."""

import ast
from pathlib import Path
from typing import Any, Final

from shared import audit, table
from tests.clock import SteppingClock
from tests.functions.agent_api.everything import ADMIN, BODIES, make
from tests.functions.agent_api.routes import operations

# What people do on conversations has its author in the log itself, and what is said of oneself, or
# asked, changes nothing that anybody set.
WITHOUT: Final = {
    "PUT /v1/agents/{name}/presence",
    "PATCH /v1/conversations/{conversation}",
    "POST /v1/conversations/{conversation}/assign",
    "POST /v1/conversations/{conversation}/consent",
    "POST /v1/conversations/{conversation}/messages",
    "POST /v1/conversations/{conversation}/notes",
    "POST /v1/conversations/{conversation}/read",
    "POST /v1/conversations/{conversation}/typing",
    "POST /v1/mentions/read",
    "POST /v1/notifications",
    "POST /v1/quarantine/replay",  # one for each, where it is replayed and not only asked again
    "POST /v1/quarantine/{kept}/replay",
    "POST /v1/rules/preview",
    "POST /v1/uploads",
}


def entries() -> list[table.Item]:
    return audit.page(None, 1000)


def test_every_change_leaves_one_entry_with_its_author(cloud: Any, the_time: SteppingClock) -> None:
    places = make(the_time)
    for route in operations():
        if route.method == "GET" or str(route) in WITHOUT:
            continue
        assert route.body is None or str(route) in BODIES, f"everything.py has no body: {route}"
        before = len(entries())
        the_time.advance(seconds=1)
        gone = {"name": "b", "account": "sms:b"} if route.method == "DELETE" else {}
        of = {**places, **gone}
        answer = ADMIN.call(route.method, route.at(**of), {}, route.body)
        assert answer.status < 300, (route, answer)
        newest, *_ = found = entries()
        assert len(found) == before + 1, route
        assert newest["by"] == "admin:ana", route


def test_what_is_refused_or_was_so_before_leaves_none(cloud: Any, the_time: SteppingClock) -> None:
    places = make(the_time)
    for route in operations():
        if route.method == "PUT" and str(route) not in WITHOUT:
            ADMIN.call("PUT", route.at(**places), {}, route.body)
            before = len(entries())
            ADMIN.call("PUT", route.at(**places), {}, route.body)
            ADMIN.call("PUT", route.at(**places), {}, {"unheard": "of"})
            assert len(entries()) == before, route


def test_an_entry_is_only_ever_put_where_there_is_none() -> None:
    """Nothing but its own module knows where entries lie, and that one only puts and queries."""
    knowing = [
        str(file)
        for folder in ("functions", "shared")
        for file in Path(folder).rglob("*.py")
        if "audit_pk" in file.read_text() or "AUDIT#" in file.read_text()
    ]
    of_keys = ["shared/keys/__init__.py", "shared/keys/lists.py"]
    assert sorted(knowing) == ["shared/audit.py", *of_keys]
    calls = [
        n for n in ast.walk(ast.parse(Path(audit.__file__).read_text())) if isinstance(n, ast.Call)
    ]
    of_table = {ast.unparse(c.func) for c in calls if ast.unparse(c.func).startswith("table.")}
    assert of_table == {"table.putting", "table.query"}
    put = audit.entry("admin:ana", "wrote", "rules/a")()["Put"]
    assert put["ConditionExpression"] == "attribute_not_exists(pk)"
