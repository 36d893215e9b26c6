"""What a platform lists becomes items of the registry, each under a key of its own."""

import re

import pytest

from shared import table
from shared.keys import single
from shared.templates import approved
from shared.templates.listing import Listed, items, slots_of


def listed(name: str = "order", language: str = "en", **more: str) -> Listed:
    return Listed(name, language, "Hello", (), **more)


@pytest.mark.parametrize(
    ("texts", "slots"),
    [
        (("Hello {{2}}, {{ 1 }} and {{10}}, {{2}}",), ["1", "2", "10"]),
        (("{{name}}, {{order}} of {{name}}",), ["name", "order"]),
        (("{{1}}", "https://a.example/{{2}}"), ["1", "2"]),
        (("nothing", "{{}} {1}"), []),
    ],
)
def test_slots_are_known_by_number_or_in_the_order_of_their_names(
    texts: tuple[str, ...], slots: list[str]
) -> None:
    assert slots_of(*texts) == slots


def test_a_platform_may_write_slots_in_its_own_way() -> None:
    keyword = re.compile(r"\{\{(\w+)\.DATA\}\}")
    assert slots_of("{{thing1.DATA}} {{time2.DATA}} {{3}}", slot=keyword) == ["thing1", "time2"]


def test_the_ids_of_a_platform_tell_those_of_one_name_apart() -> None:
    made = items(
        [listed(ref="A1"), listed(ref="B2"), listed(language="es", ref="C3")], "sms", "main", 7
    )
    assert [(item["name"], item["ref"]) for item in made] == [
        ("order A1", "A1"),
        ("order B2", "B2"),
        ("order", "C3"),
    ]
    assert len({item["sk"] for item in made}) == 3
    assert {(item["channel"], item["account"], item["synced_at"]) for item in made} == {
        ("sms", "main", 7)
    }


@pytest.mark.usefixtures("cloud")
@pytest.mark.parametrize("name", ["订单发货提醒", "sale: #1, 100 %", "~", "ÿ"])
def test_any_name_is_found_again_and_is_its_accounts_only(name: str) -> None:
    for account in ("main", "main-2"):
        for item in items([listed(name)], "wechat", account, 7):
            table.put(item)
    assert [t["name"] for t in approved.known("wechat", "main")] == [name]
    assert {t["account"] for t in approved.known("wechat")} == {"main", "main-2"}
    found = approved.find("wechat", "main", name, "en")
    assert found
    assert (found["name"], found["account"]) == (name, "main")
    assert len(approved.known()) == 2


def test_a_name_is_no_part_of_a_key_that_has_another_meaning() -> None:
    assert single.template_sk("sms", "main", "a:b#c", "en-US") == "sms:main:a%3Ab%23c:en_US"
