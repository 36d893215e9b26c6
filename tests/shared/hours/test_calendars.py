import json
import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.hours.calendars import Calendar, Region
from shared.hours.opening import after_open_ms
from shared.hours.reading import NotACalendar
from shared.wire import from_wire, to_wire
from tests.shared.hours.calendars_of import SHOP, calendar, ms

MORNING = ((540, 720),)


def test_a_day_has_its_spans_in_order_whatever_the_order_written() -> None:
    mixed = calendar(week={"mon": [["16:00", "19:30"], ["09:00", "14:00"]]})
    assert mixed.hours_on(date(2026, 11, 23)) == ((540, 840), (960, 1170))


def test_a_day_of_the_week_that_is_not_named_is_closed() -> None:
    assert calendar().hours_on(date(2026, 11, 29)) == ()


def test_a_span_that_ends_no_later_than_it_begins_ends_on_the_next_day() -> None:
    assert calendar(week={"mon": [["22:00", "06:00"]]}).week[0] == ((1320, 1800),)
    assert calendar(week={"mon": [["22:00", "00:00"]]}).week[0] == ((1320, 1440),)
    assert calendar(week={"mon": [["22:00", "24:00"]]}).week[0] == ((1320, 1440),)


def test_spans_may_touch() -> None:
    touching = calendar(week={"mon": [["09:00", "14:00"], ["14:00", "15:00"]]})
    assert touching.week[0] == ((540, 840), (840, 900))


def test_an_exception_has_its_own_hours_and_without_any_is_closed() -> None:
    odd = calendar(
        exceptions=[
            {"date": "2026-12-24", "hours": [["09:00", "12:00"]], "name": "Christmas Eve"},
            {"date": "2026-12-31"},
        ]
    )
    assert odd.hours_on(date(2026, 12, 24)) == MORNING
    assert odd.hours_on(date(2026, 12, 31)) == ()


def test_public_holidays_of_a_country_and_of_its_part_are_closed() -> None:
    madrid = calendar(holidays={"country": "ES", "subdivision": "MD"})
    spain = calendar(holidays={"country": "ES"})
    epiphany, day_of_madrid = date(2027, 1, 6), date(2025, 5, 2)
    assert not madrid.hours_on(epiphany)
    assert not spain.hours_on(epiphany)
    assert not madrid.hours_on(day_of_madrid)
    assert spain.hours_on(day_of_madrid)
    assert madrid.region == Region("ES", "MD")


def test_days_of_the_feed_are_closed() -> None:
    day = date(2026, 11, 23)
    fed = Calendar.parse({**SHOP, "ical_url": "https://example.com/days.ics"}, [day])
    assert fed.hours_on(day) == ()
    assert fed.hours_on(date(2026, 11, 24))
    assert fed.ical_url == "https://example.com/days.ics"


def test_an_exception_opens_a_holiday() -> None:
    open_at_christmas = calendar(
        holidays={"country": "ES"},
        exceptions=[{"date": "2026-12-25", "hours": [["09:00", "12:00"]]}],
    )
    assert open_at_christmas.hours_on(date(2026, 12, 25)) == MORNING


def test_a_member_that_is_null_is_absent() -> None:
    assert calendar(holidays=None, ical_url=None, exceptions=None) == calendar()


def test_a_calendar_survives_the_table() -> None:
    stored = from_wire(to_wire({**SHOP, "exceptions": [{"date": "2026-12-24", "hours": []}]}))
    assert Calendar.parse(stored) == Calendar.parse(
        {**SHOP, "exceptions": [{"date": "2026-12-24", "hours": []}]}
    )


def with_exceptions(*entries: Any) -> dict[str, Any]:
    return {"exceptions": list(entries)}


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"time_zone": "Europe/Nowhere"}, "#/time_zone"),
        ({"time_zone": "Europe"}, "#/time_zone"),
        ({"time_zone": "/etc/localtime"}, "#/time_zone"),
        ({"time_zone": "../Madrid"}, "#/time_zone"),
        ({"time_zone": None}, "#/time_zone"),
        ({"time_zone": 1}, "#/time_zone"),
        ({"week": None}, "#/week"),
        ({"week": []}, "#/week"),
        ({"week": {"monday": []}}, "#/week/monday"),
        ({"week": {"mon": None}}, "#/week/mon"),
        ({"week": {"mon": "09:00-14:00"}}, "#/week/mon"),
        ({"week": {"mon": [["09:00"]]}}, "#/week/mon/0"),
        ({"week": {"mon": ["09:00", "14:00"]}}, "#/week/mon/0"),
        ({"week": {"mon": [["9:00", "14:00"]]}}, "#/week/mon/0/0"),
        ({"week": {"mon": [["09:00", "24:01"]]}}, "#/week/mon/0/1"),
        ({"week": {"mon": [["09:00", 14]]}}, "#/week/mon/0/1"),
        ({"week": {"mon": [["09:00", "\u0661\u0664:00"]]}}, "#/week/mon/0/1"),
        ({"week": {"mon": [["24:00", "06:00"]]}}, "#/week/mon/0/0"),
        ({"week": {"mon": [["09:00", "09:00"]]}}, "#/week/mon/0"),
        ({"week": {"mon": [["09:00", "14:00"], ["13:59", "15:00"]]}}, "#/week/mon/1"),
        ({"week": {"mon": [["22:00", "06:00"], ["23:00", "24:00"]]}}, "#/week/mon/1"),
        ({"holidays": {"country": "XX"}}, "#/holidays/country"),
        ({"holidays": {"country": "NYSE"}}, "#/holidays/country"),
        ({"holidays": {"country": "HolidayBase"}}, "#/holidays/country"),
        ({"holidays": {"country": "ES", "subdivision": ""}}, "#/holidays/subdivision"),
        ({"holidays": {"country": "ES", "subdivision": "XX"}}, "#/holidays/subdivision"),
        ({"holidays": {"subdivision": "MD"}}, "#/holidays/country"),
        ({"holidays": "ES"}, "#/holidays"),
        ({"ical_url": "http://example.com/days.ics"}, "#/ical_url"),
        ({"ical_url": "https://"}, "#/ical_url"),
        ({"ical_url": "https://[x/"}, "#/ical_url"),
        ({"ical_url": "https://example.com:x/"}, "#/ical_url"),
        ({"ical_url": "https://example.com/a b"}, "#/ical_url"),
        ({"ical_url": "https://ana:secret@example.com/"}, "#/ical_url"),
        ({"ical_url": "https://e.com/" + "a" * 2_000}, "#/ical_url"),
        ({"exceptions": {}}, "#/exceptions"),
        (with_exceptions("2026-12-24"), "#/exceptions/0"),
        (with_exceptions({"hours": []}), "#/exceptions/0/date"),
        (with_exceptions({"date": "2026-02-29"}), "#/exceptions/0/date"),
        (with_exceptions({"date": "20261224"}), "#/exceptions/0/date"),
        (with_exceptions({"date": "9999-12-31"}), "#/exceptions/0/date"),
        (with_exceptions({"date": "2026-12-24", "name": 1}), "#/exceptions/0/name"),
        (with_exceptions({"date": "2026-12-24", "open": []}), "#/exceptions/0/open"),
        (with_exceptions({"date": "2026-12-24", "hours": [[]]}), "#/exceptions/0/hours/0"),
        (with_exceptions({"date": "2026-12-24"}, {"date": "2026-12-24"}), "#/exceptions/1/date"),
        ({"exeptions": []}, "#/exeptions"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(changes: dict[str, Any], pointer: str) -> None:
    with pytest.raises(NotACalendar) as refused:
        Calendar.parse({**SHOP, **changes})
    assert refused.value.pointer == pointer
    assert str(refused.value) == f"{pointer}: {refused.value.detail}"


def test_the_example_of_the_manual_is_a_calendar() -> None:
    manual = (Path(__file__).parents[3] / "docs/hours.md").read_text("utf-8")
    [example] = re.findall("```json\n(.*?)```", manual, re.DOTALL)
    described = Calendar.parse(json.loads(example))
    assert described.hours_on(date(2026, 12, 24)) == ((540, 720),)
    tuesday, saturday = ms("2026-11-24 19:00"), ms("2026-11-28 10:30")
    assert after_open_ms(described, tuesday, 3_600_000) == saturday


MEMBERS = ["time_zone", "week", "holidays", "ical_url", "exceptions", "mon", "date", "hours"]
atoms = st.sampled_from([None, True, 1, 1.5, "", "09:00", "24:00", "2026-12-24", "Europe/Madrid"])
anything = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(MEMBERS[:5]), anything))
def test_anything_is_a_calendar_or_refused_as_such(settings: dict[str, Any]) -> None:
    with suppress(NotACalendar):
        assert Calendar.parse({**SHOP, **settings})
