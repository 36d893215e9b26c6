import zoneinfo
from collections.abc import Iterator
from datetime import date

import pytest

from shared.hours.wall_clock import day_at, moment, zone
from tests.shared.hours.calendars_of import ms


@pytest.fixture
def no_zones_of_the_system() -> Iterator[None]:
    zoneinfo.reset_tzpath(to=[])
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()
    zoneinfo.ZoneInfo.clear_cache()


def test_zones_come_with_the_code(no_zones_of_the_system: None) -> None:
    assert moment(zone("Europe/Madrid"), date(2026, 7, 1), 0) == ms("2026-06-30 22:00", "UTC")
    with pytest.raises(ValueError, match="Europe/Nowhere"):
        zone("Europe/Nowhere")


@pytest.mark.parametrize("name", ["", "Europe", "../Madrid", "/etc/localtime", "a\0b", "x" * 5_000])
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is no time zone"):
        zone(name)


def test_a_moment_is_of_the_day_that_the_wall_shows() -> None:
    at = ms("2026-11-23 23:30", "UTC")
    assert day_at(zone("Europe/Madrid"), at) == date(2026, 11, 24)
    assert day_at(zone("America/New_York"), at) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("where", "day", "minutes", "same_as"),
    [
        ("Europe/Madrid", date(2026, 3, 29), 119, "2026-03-29 00:59"),
        ("Europe/Madrid", date(2026, 3, 29), 120, "2026-03-29 01:00"),  # skipped
        ("Europe/Madrid", date(2026, 3, 29), 179, "2026-03-29 01:00"),
        ("Europe/Madrid", date(2026, 3, 29), 180, "2026-03-29 01:00"),
        ("Europe/Madrid", date(2026, 10, 25), 150, "2026-10-25 00:30"),  # the first of two
        ("Europe/Madrid", date(2026, 10, 25), 180, "2026-10-25 02:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), 135, "2026-10-03 15:30"),  # skipped
        ("Australia/Lord_Howe", date(2026, 4, 5), 105, "2026-04-04 14:45"),
        ("America/Havana", date(2026, 3, 8), 0, "2026-03-08 05:00"),  # a midnight that is not
        ("Pacific/Apia", date(2011, 12, 30), 720, "2011-12-30 10:00"),  # a day that is not
        ("Europe/Madrid", date(2026, 12, 31), 1_440, "2026-12-31 23:00"),
        ("Europe/Madrid", date(2026, 12, 31), 1_800, "2027-01-01 05:00"),
    ],
)
def test_a_time_of_the_wall_clock_is_a_moment(
    where: str, day: date, minutes: int, same_as: str
) -> None:
    assert moment(zone(where), day, minutes) == ms(same_as, "UTC")
