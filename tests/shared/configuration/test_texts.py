"""Which of an admin's texts a customer reads, by the tag that a device or a menu told."""

import pytest

from shared.configuration.texts import in_language, spoken_in

TEXTS = {
    "en": "Hello",
    "pt-BR": "Olá, tudo bem?",
    "zh": "您好",
    "zh-TW": "您好嗎",
    "nb": "Hei",
    "he": "שלום",
}


@pytest.mark.parametrize(
    ("language", "key"),
    [
        ("pt-BR", "pt-BR"),
        ("pt-br", "pt-BR"),  # as Telegram tells it
        ("pt_BR", "pt-BR"),
        ("PT", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("en-GB", "en"),
        ("zh-CN", "zh"),
        ("zh-hans", "zh"),
        ("zh-hant", "zh-TW"),
        ("zh-Hant-HK", "zh-TW"),
        ("zh_HK", "zh-TW"),
        ("no", "nb"),
        ("nn-NO", "nb"),
        ("iw", "he"),
        ("fi", "en"),
        ("", "en"),
    ],
)
def test_the_nearest_that_its_speakers_read_counts(language: str, key: str) -> None:
    assert in_language(TEXTS, language, "en") == TEXTS[key]
    assert spoken_in(TEXTS, language, "en") == key


def test_the_exact_tag_comes_before_the_language_alone_and_that_before_another_country() -> None:
    both = {"pt-BR": "br", "pt": "pt", "pt-AO": "ao"}
    assert [in_language(both, tag, "") for tag in ("pt-ao", "pt-MZ", "pt", "pt-BR")] == [
        "ao",
        "pt",
        "pt",
        "br",
    ]


def test_a_text_for_all_comes_after_the_language_and_before_any_other() -> None:
    said = {"de": "Hallo", "": "Hi", "en-US": "Hello"}
    assert [in_language(said, tag, "de") for tag in ("en", "de-at", "fr")] == [
        "Hello",
        "Hallo",
        "Hi",
    ]
    assert in_language({"es": "Hola", "de-CH": "Grüezi"}, "fr", "de") == "Grüezi"
    assert (in_language({"es": "Hola"}, "fr", "de"), in_language({}, "fr", "de")) == ("Hola", "")
