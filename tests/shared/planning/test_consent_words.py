"""Consent words: the whole message, in any case and dress, and nothing else."""

# ruff: noqa: RUF001 - letters of other scripts are what this is about

import json

import pytest

from shared.channels import CHANNELS
from shared.planning.consent_words import _WORDS, asks_for_help, consent_of, plain
from tests import log


@pytest.mark.parametrize(
    "text",
    [
        *("STOP", "stop", " Stop. ", "“STOP!”", "¡stop!", "STOP\N{OCTAGONAL SIGN}", "stop  all"),
        *(
            "Opt-Out",
            "unsubscribe",
            "UNSUBSCRIBE!!",
            "\uff33\uff34\uff2f\uff30",
            "\N{ZERO WIDTH SPACE}stop",
        ),
        *("BAJA", "Stopp", "Arrêt", "ARRE\u0302T", "désabonner", "Sair", "afmelden"),
    ],
)
def test_words_of_leaving(text: str) -> None:
    assert consent_of(log.inbound("x", 1, text=text)) == "out"


# With emoji of all makes: in colours, in a skin tone, joined, a flag, within a keycap.
@pytest.mark.parametrize(
    "text",
    [
        *("STOP \u2639\ufe0f", "STOP \u2764\ufe0f", "\u26d4\ufe0f STOP", "STOP!!\ufe0f"),
        *(
            "STOP \u270b\U0001f3fd",
            "STOP \u2764\ufe0f\u200d\U0001f525",
            "\U0001f1ea\U0001f1f8 baja",
        ),
        *("S\ufe0fT\ufe0fO\ufe0fP", "\u26d4\ufe0f बंद करें \u2639\ufe0f", "หยุด \u2764\ufe0f"),
        "STOP #\ufe0f\u20e3",
    ],
)
def test_emoji_around_a_word_do_not_matter(text: str) -> None:
    assert consent_of(log.inbound("x", 1, text=text)) == "out"


@pytest.mark.parametrize("text", ["START", "start.", "Unstop", "opt in", "Alta", "S\u2019abonner"])
def test_words_of_coming_back(text: str) -> None:
    assert consent_of(log.inbound("x", 1, text=text)) == "in"


@pytest.mark.parametrize(
    "text",
    [
        *("please stop", "stop it", "Where is the bus stop?", "stopping", "stop stop", "", "!!"),
        *("cancel", "end", "quit", "yes", "no", "nonstop", "start again"),
    ],
)
def test_words_within_a_sentence_and_ordinary_answers_say_nothing(text: str) -> None:
    assert consent_of(log.inbound("x", 1, text=text)) is None


def test_a_button_counts_as_words_and_a_caption_only_on_sms() -> None:
    assert consent_of(log.inbound("x", 1, type="interactive", text="Stop")) == "out"
    assert consent_of(log.inbound("x", 1, type="image", text="Stop")) is None
    assert consent_of(log.inbound("x", 1, type="image", text="Stop", channel="sms")) == "out"
    assert consent_of(log.inbound("x", 1, type="event", text="stop")) is None


@pytest.mark.parametrize(
    ("event", "word"),
    [
        ("opted-out", "out"),
        ("opted-in", "in"),
        ("blocked", "out"),
        ("asked-for-help", None),
        ("followed", None),
    ],
)
def test_what_a_platform_understood_itself_counts(event: str, word: str | None) -> None:
    content = json.dumps({"event": event})
    message = log.inbound("x", 1, type="event", text="stop", content=content)
    assert consent_of(message) == word


# As people write them: with or without accents, points, marks of direction and full width.
OUT_ELSEWHERE = (
    *("NO QUIERO MENSAJES", "Cancelar suscripcion", "DÉSABONNER", "Abmelden.", "disiscrivimi"),
    *(
        "uitschrijven",
        "Wypisz mnie",
        "abonelikten \u00e7\u0131k",
        "ABONELIKTEN CIK",
        "СТОП",
        "відписатись",
    ),
    *("إِيقَاف", "ايقاف", "\u200fإيقاف\u200f", "إلغـــاء الاشتراك", "הסר", "\u202bהסר\u202c"),
    *("बंद करें", "Berhenti", "停止", "ｽﾄｯﾌﾟ", "수신거부", "수신 거부!", "退订", "退訂。", "หยุด"),
    *("Huỷ đăng ký", "huy dang ky", "avregistrera", "AFMELD", "Meld meg av", "lopeta", "ODHLASIT"),
    *("ΣΤΟΠ", "διακοπη", "dezabonare", "Leiratkozás", "【退订】"),
)


@pytest.mark.parametrize("text", OUT_ELSEWHERE)
def test_words_of_leaving_in_other_languages_however_they_are_written(text: str) -> None:
    assert consent_of(log.inbound("x", 1, text=text)) == "out"


@pytest.mark.parametrize(
    "text",
    ["старт", "ابدأ", "התחל", "再開", "수신동의", "订阅", "เริ่ม", "Başlat", "BASLAT", "mulai"],
)
def test_words_of_coming_back_in_other_languages(text: str) -> None:
    assert consent_of(log.inbound("x", 1, text=text)) == "in"


@pytest.mark.parametrize(
    "text", ["HELP", "Ayuda!", "مساعدة", "ヘルプ", "помощь", "hjälp", "YARDIM"]
)
def test_words_for_help(text: str) -> None:
    assert asks_for_help(log.inbound("x", 1, text=text))
    assert not asks_for_help(log.inbound("x", 1, text=f"{text} me"))
    assert not asks_for_help(log.inbound("x", 1, type="event", text=text))


# What people answer to ordinary questions: yes, no, cancel, end, ok, thanks, right, wait, delete.
ORDINARY = (
    *(
        "yes no ok okay cancel end quit thanks right wait enough more hello hi",
        "sí no vale gracias",
    ),
    *("alto cancelar fin", "oui non annuler fin merci", "ja nein abbrechen ende danke halt"),
    *("sì no annulla fine basta grazie", "sim não cancelar fim obrigado", "ja nee annuleren einde"),
    *("tak nie anuluj koniec", "evet hayır iptal son tamam", "да нет отмена конец хватит"),
    *("так ні скасувати кінець", "نعم لا إلغاء شكرا انتهى", "כן לא בטל סוף תודה", "हाँ नहीं रुको"),
    *(
        "ya tidak batal selesai",
        "はい いいえ キャンセル 解除 終了",
        "네 아니요 취소 끝",
        "是 不 取消 结束 好",
    ),
    *("ใช่ ไม่ ยกเลิก", "đúng dung không vâng hủy", "ja nej avbryt annuller slut", "kyllä ei peru"),
    *("ano ne zrušit konec", "ναι όχι ακύρωση τέλος", "da nu anulare gata", "igen nem mégse vége"),
)


def test_what_answers_ordinary_questions_is_no_word_of_consent() -> None:
    answers = [answer for line in ORDINARY for answer in line.split()]
    assert {a for a in answers if consent_of(log.inbound("x", 1, text=a))} == set()


def test_no_word_means_two_things() -> None:
    assert _WORDS["out"].isdisjoint(_WORDS["in"] | _WORDS["help"])
    assert _WORDS["in"].isdisjoint(_WORDS["help"])


def test_plain_words_are_plain_already() -> None:
    words = [word for of_kind in _WORDS.values() for word in of_kind]
    words += [word for channel in CHANNELS.values() for word in channel.words_out]
    assert [word for word in words if plain(word) != word or not word] == []
