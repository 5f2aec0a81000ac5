"""What day it is: the one place where the page looks at the clock. What depends on it is told the day."""

from __future__ import annotations

import datetime


def today() -> datetime.date:
    """The day it is here."""
    return datetime.date.today()


def now() -> datetime.datetime:
    """The moment it is, with its zone."""
    return datetime.datetime.now().astimezone()


def local_time(time: str, day: datetime.date) -> str:
    """A moment (UTC in ISO form) as a person here reads it: 今天 10:20, 11月30日 08:05, 2025年12月1日 17:30."""
    moment = datetime.datetime.fromisoformat(time).astimezone()
    if moment.date() == day:
        return f"今天 {moment:%H:%M}"
    year = f"{moment.year}年" if moment.year != day.year else ""
    return f"{year}{moment.month}月{moment.day}日 {moment:%H:%M}"


def record_time() -> str:
    """The moment it is as records keep it: UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
