# ruff: noqa: RUF001  # other scripts have letters that look like Latin ones
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.hours.saying import languages, when
from tests.shared.hours.calendars_of import ms

NOW = "2026-12-30 20:00"  # a Wednesday


def said(opening: str, language: str, now: str = NOW) -> str:
    return when(ms(opening), ms(now), "Europe/Madrid", language)


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        ("2026-12-30 22:30", "today at 22:30"),
        ("2026-12-31 09:00", "tomorrow at 09:00"),
        ("2027-01-01 09:00", "Friday at 09:00"),
        ("2027-01-05 09:00", "Tuesday at 09:00"),
        ("2027-01-06 09:00", "on 6 January at 09:00"),
        ("2027-01-07 09:00", "on 7 January at 09:00"),
        ("2027-12-20 09:00", "on 20 December 2027 at 09:00"),
    ],
)
def test_the_words_are_as_near_as_the_day(opening: str, words: str) -> None:
    assert said(opening, "en") == words


@pytest.mark.parametrize(
    ("language", "tomorrow", "on_monday", "on_the_7th"),
    [
        ("es", "mañana a las 9:00", "el lunes a las 9:00", "el 7 de enero a las 9:00"),
        ("fr", "demain à 09:00", "lundi à 09:00", "le 7 janvier à 09:00"),
        (
            "de",
            "morgen um 09:00 Uhr",
            "am Montag um 09:00 Uhr",
            "am 7. Januar um 09:00 Uhr",
        ),
        ("it", "domani alle 09:00", "lunedì alle 09:00", "il 7 gennaio alle 09:00"),
        (
            "pt-BR",
            "amanhã às 09:00",
            "na segunda-feira às 09:00",
            "no dia 7 de janeiro às 09:00",
        ),
        ("nl", "morgen om 09:00 uur", "maandag om 09:00 uur", "op 7 januari om 09:00 uur"),
        ("pl", "jutro o 09:00", "w poniedziałek o 09:00", "7 stycznia o 09:00"),
        ("ru", "завтра в 09:00", "в понедельник в 09:00", "7 января в 09:00"),
        ("uk", "завтра о 09:00", "у понеділок о 09:00", "7 січня о 09:00"),
        ("id", "besok pukul 09.00", "hari Senin pukul 09.00", "tanggal 7 Januari pukul 09.00"),
        ("ja", "明日9:00", "月曜日9:00", "1月7日9:00"),
        ("ko", "내일 09:00에", "월요일 09:00에", "1월 7일 09:00에"),
        ("zh-Hant", "明天09:00", "星期一09:00", "1月7日09:00"),
        ("vi", "ngày mai lúc 9:00", "thứ Hai lúc 9:00", "ngày 7 tháng 1 lúc 9:00"),
        ("ar", "غدًا الساعة 09:00", "يوم الاثنين الساعة 09:00", "يوم 7 يناير الساعة 09:00"),
        ("he", "מחר בשעה 9:00", "ביום שני בשעה 9:00", "ב־7 בינואר בשעה 9:00"),
    ],
)
def test_each_language_has_its_own_order_and_prepositions(
    language: str, tomorrow: str, on_monday: str, on_the_7th: str
) -> None:
    assert said("2026-12-31 09:00", language) == tomorrow
    assert said("2027-01-04 09:00", language) == on_monday
    assert said("2027-01-07 09:00", language) == on_the_7th


@pytest.mark.parametrize(
    ("language", "opening", "words"),
    [
        ("es", "2026-12-31 01:30", "mañana a la 1:30"),
        ("uk", "2026-12-31 11:00", "завтра об 11:00"),
        ("ru", "2027-01-05 09:00", "во вторник в 09:00"),
        ("pt", "2027-01-02 10:00", "no sábado às 10:00"),
        ("fr", "2027-02-01 09:00", "le 1er février à 09:00"),
        ("it", "2027-01-08 09:00", "l’8 gennaio alle 09:00"),
        ("th", "2027-12-20 09:00", "วันที่ 20 ธันวาคม 2570 เวลา 09:00 น."),
    ],
)
def test_numbers_that_want_another_word_get_it(language: str, opening: str, words: str) -> None:
    assert said(opening, language) == words


@pytest.mark.parametrize(
    ("tag", "like"), [("es_MX", "es"), ("PT", "pt"), ("iw", "he"), ("eo", "en"), ("", "en")]
)
def test_a_tag_is_understood_by_its_language(tag: str, like: str) -> None:
    assert said("2026-12-31 09:00", tag) == said("2026-12-31 09:00", like)


def test_the_day_is_the_one_of_the_place_where_it_is_read() -> None:
    opening, now = ms("2026-12-31 03:00", "UTC"), ms("2026-12-30 23:30", "UTC")
    assert when(opening, now, "UTC", "en") == "tomorrow at 03:00"
    assert when(opening, now, "Asia/Tokyo", "en") == "today at 12:00"
    assert when(opening, now, "America/New_York", "en") == "today at 22:00"


def test_tomorrow_is_the_next_day_even_if_it_has_23_hours() -> None:
    assert said("2026-03-30 00:30", "en", now="2026-03-28 23:30") == "Monday at 00:30"
    assert said("2026-03-29 23:45", "en", now="2026-03-28 23:30") == "tomorrow at 23:45"


@given(
    st.sampled_from(sorted(languages())),
    st.datetimes(datetime(2026, 12, 1), datetime(2028, 1, 1)),  # noqa: DTZ001
)
def test_every_language_has_words_for_every_day(language: str, at: datetime) -> None:
    opening = int(at.replace(tzinfo=ZoneInfo("UTC")).timestamp()) * 1000
    words = when(opening, ms(NOW), "UTC", language)
    assert f"{at.hour}" in words
    assert f"{at.minute:02}" in words
    assert not {"{", "}", "*"} & set(words)


def test_every_language_has_all_days_and_months() -> None:
    wanted = "ar de en es fr he hi id it ja ko nl pl pt ru th tr uk vi zh"
    assert sorted(languages()) == wanted.split()
    for language in languages():
        week = {said(f"2027-01-0{day} 09:00", language, "2027-01-01 08:00") for day in range(3, 8)}
        year = {said(f"2028-{month:02}-15 09:00", language) for month in range(1, 13)}
        assert (len(week), len(year)) == (5, 12)
