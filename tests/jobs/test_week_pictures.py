"""A week's hours in numbers for a drawing."""

from jobs import week_pictures
from jobs.week_pictures import DAY_WIDTH, HOUR_HEIGHT, LEFT, TOP


def test_each_run_of_hours_is_a_block():
    drawn = week_pictures.draw([0b111 << 9, 0, (0b11 << 9) | (1 << 14), 0, 0, 0, 0])

    wednesday = LEFT + 2 * DAY_WIDTH + 4
    assert [tuple(block) for block in drawn.blocks] == [
        (LEFT + 4, TOP, 3 * HOUR_HEIGHT),
        (wednesday, TOP, 2 * HOUR_HEIGHT),
        (wednesday, TOP + 5 * HOUR_HEIGHT, HOUR_HEIGHT),
    ]
    assert [mark.number for mark in drawn.hours] == [9, 12, 15, 18]
    assert len(drawn.days) == 7


def test_the_picture_grows_with_early_and_late_hours():
    drawn = week_pictures.draw([1 << 6, 1 << 23, 0, 0, 0, 0, 0])

    assert [mark.number for mark in drawn.hours] == [6, 9, 12, 15, 18, 21, 24]
    assert drawn.blocks[0].y == TOP
    assert drawn.blocks[1].y + drawn.blocks[1].height == TOP + 18 * HOUR_HEIGHT
    assert drawn.height > drawn.blocks[1].y + drawn.blocks[1].height


def test_an_empty_week_is_drawn_without_blocks():
    assert week_pictures.draw([0] * 7).blocks == []
