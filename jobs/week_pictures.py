"""A week's hours as a picture: one column a day, one block a run of hours. Numbers for a drawing; the words stand beside it."""

from collections.abc import Sequence
from typing import NamedTuple

from profiles.weeks import hour_spans

DAY_WIDTH, HOUR_HEIGHT = 40, 16
LEFT, TOP = 44, 24
EARLIEST, LATEST = 9, 18  # what a picture shows at least, so that short days look short


class Block(NamedTuple):
    """A run of hours of one day."""

    x: int
    y: int
    height: int


class Mark(NamedTuple):
    """A word of the frame: the number of a day (Monday 0) or an hour, and where it stands."""

    number: int
    x: int
    y: int


class Picture(NamedTuple):
    """The whole drawing in its own units."""

    width: int
    height: int
    days: list[Mark]
    hours: list[Mark]
    blocks: list[Block]


def draw(mask: Sequence[int]) -> Picture:
    """Return the drawing of seven masks, Monday first; bit h is the hour h to h+1."""
    runs = [(day, *run) for day, bits in enumerate(mask) for run in hour_spans(bits)]
    first = min([EARLIEST, *(start for _day, start, _end in runs)])
    last = max([LATEST, *(end for _day, _start, end in runs)])
    return Picture(
        width=LEFT + 7 * DAY_WIDTH,
        height=TOP + (last - first) * HOUR_HEIGHT + 6,
        days=[Mark(day, LEFT + day * DAY_WIDTH + DAY_WIDTH // 2, 16) for day in range(7)],
        hours=[Mark(hour, LEFT - 6, TOP + (hour - first) * HOUR_HEIGHT) for hour in range(first, last + 1, 3)],
        blocks=[
            Block(LEFT + day * DAY_WIDTH + 4, TOP + (start - first) * HOUR_HEIGHT, (end - start) * HOUR_HEIGHT)
            for day, start, end in runs
        ],
    )
