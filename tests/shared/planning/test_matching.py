"""Rules fit by facts; words are compared as people write them, in any script."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.configuration import Rule
from shared.planning.matching import (
    Facts,
    bare,
    first_that_fits,
    fits,
    names_one,
    referrals_of,
)
from tests import log

FACTS: dict[str, Any] = {
    "channel": "whatsapp",
    "account": "whatsapp:main",
    "language": "es-MX",
    "texts": ("donde esta mi pedido",),
    "referrals": frozenset({"ad-7"}),
    "attributes": {"plan": "gold"},
    "team": "sales",
    "open": False,
    "first": True,
}


def rule(name: str, position: int = 100, **when: Any) -> Rule:
    return Rule.parse(name, {"when": when, "position": position})


@pytest.mark.parametrize(
    ("when", "wrong"),
    [
        ({"channels": ["sms", "whatsapp"]}, {"channel": "line"}),
        ({"accounts": ["whatsapp:main"]}, {"account": "whatsapp:other"}),
        ({"languages": ["es"]}, {"language": "est"}),
        ({"languages": ["es-mx"]}, {"language": "es"}),
        ({"keywords": ["pédido"]}, {"texts": ("pedidos",)}),
        ({"keywords": ["mi pedido", "order"]}, {"texts": ("mi otro pedido",)}),
        ({"referrals": ["ad-7", "ad-8"]}, {"referrals": frozenset()}),
        ({"attributes": {"plan": "gold"}}, {"attributes": {"plan": "basic"}}),
        ({"teams": ["sales"]}, {"team": ""}),
        ({"hours": "closed"}, {"open": True}),
        ({"first": True}, {"first": False}),
        ({"first": True, "hours": "closed"}, {"open": True}),
    ],
)
def test_all_that_a_rule_names_must_fit(when: dict[str, Any], wrong: dict[str, Any]) -> None:
    wanted = rule("r", **when).when
    assert fits(wanted, Facts(**FACTS))
    assert not fits(wanted, Facts(**{**FACTS, **wrong}))


def test_a_rule_that_names_nothing_fits_always() -> None:
    assert fits(rule("r").when, Facts(**FACTS))


def test_the_first_that_fits_counts() -> None:
    rules = [rule("no", channels=["sms"]), rule("one", keywords=["pedido"]), rule("two")]
    assert getattr(first_that_fits(rules, Facts(**FACTS)), "id", None) == "one"
    assert first_that_fits(rules[:1], Facts(**FACTS)) is None


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("Öffnungszeiten", "ÖFFNUNGSZEITEN?"),
        ("información", "quiero informacion, por favor"),
        ("цена", "какая ЦЕНА?"),
        ("τιμή", "ποια είναι η τιμη;"),
        ("שלום", "שָׁלוֹם"),
        ("سعر", "ما سِعْر هذا؟"),
        ("営業時間", "営業時間を教えてください"),
        ("ราคา", "ราคาเท่าไหร่"),
        ("가격", "가격 알려 주세요"),
        ("हिन्दी", "मैं हिन्दी बोलता हूँ"),
        ("İADE", "iade istiyorum"),
        ("❤", "i ❤️ it"),
        ("opening hours", "Opening  hours, please"),
        ("영업시간", "영업시간이 언제예요?"),
        ("영업시간", "혹시 영업시간은요?"),
        ("환불", "환불하고 싶어요"),
        ("배송 조회", "배송 조회를 하고 싶어요"),
        ("AS센터", "as센터가 어디예요?"),
        ("값", "값 알려 주세요"),
        ("값*", "값이 얼마예요?"),
        ("horario*", "¿Cuáles son vuestros horarios?"),
        ("İADE*", "iadeyi istiyorum"),
        ("aukiolo*", "Mitkä ovat aukioloaikanne?"),
        ("opening h*", "OPENING HOURS"),
        ("営業*", "本日の営業時間は?"),
    ],
)
def test_keywords_are_found_in_any_script(keyword: str, text: str) -> None:
    assert names_one([keyword], [bare(text)])


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("art", "start"),
        ("art", "arts"),
        ("か", "が"),
        ("", "hello"),
        ("!!", "!!"),
        ("가격", "가 격"),
        ("가격", "최저가격"),
        ("차", "차이가 뭐예요?"),
        ("값", "값이 얼마예요?"),
        ("art*", "start"),
        ("horario*", "hora"),
    ],
)
def test_a_part_of_a_word_or_another_letter_is_not_found(keyword: str, text: str) -> None:
    assert not names_one([keyword], [bare(text)])


@pytest.mark.parametrize("keyword", ["*", " *", "!*", "ho*rs", "hours**", "*hours", "hours *"])
def test_a_beginning_is_some_letters_and_a_star(keyword: str) -> None:
    with pytest.raises(ValueError, match="when/keywords/1: "):
        rule("r", keywords=["hours", keyword])


@given(st.text(max_size=40))
def test_what_is_bare_stays_so(text: str) -> None:
    assert bare(bare(text)) == bare(text)


@given(st.lists(st.text("abcdé ", min_size=1, max_size=6), min_size=1), st.data())
def test_each_word_of_a_text_is_found_in_it(words: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(words))
    if bare(word):
        assert names_one([word.upper()], [bare(", ".join(words))])


def test_a_referral_is_named_by_any_of_its_texts() -> None:
    messages = [
        log.inbound("a", 1, content='{"referral":{"ref":"spring","n":1,"source":{"x":"y"}}}'),
        log.inbound("b", 2, content='{"referral":null}'),
        log.inbound("c", 3),
    ]
    assert referrals_of(messages) == {"spring"}


def test_the_code_of_a_link_in_a_text_is_a_referral_too() -> None:
    texts = [{"text": "Hello (ref summer)"}, {"text": "Hello", "content": "{}"}]
    assert referrals_of(texts) == {"summer"}
