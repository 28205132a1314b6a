"""Rows from arrays and to arrays: what was written is what stands there, and what stands there is what is read."""

import numpy as np
import pytest
from django.db import IntegrityError, transaction

from matching.models import SuggestionList
from profiles import copying
from profiles.models import Candidate
from tests import make

pytestmark = pytest.mark.django_db


def columns(ids: list[int], own: list[list[int]], parts: list[list[int]]) -> dict[str, np.ndarray]:
    count = len(ids)
    return {
        "candidate": np.array(ids, np.int64),
        "run": np.zeros(count, np.int64),
        "posting_ids": np.array(own, np.int64).reshape(count, -1),
        "outside_ids": np.zeros((count, 0), np.int64),
        "points": np.array(own, np.int16).reshape(count, -1) * 10,
        "parts": np.array(parts, np.uint8).reshape(count, -1),
        "last_came": np.zeros(count, np.int16),
        "last_chance": np.array([0.25] * count),
        "owed": np.array([5] * count, np.int16),
        "content": np.array([-1] * count, np.int64),
    }


def test_copy_arrays_writes_numbers_lists_and_bytes():
    first, second = make.candidate(), make.candidate()

    copying.copy_arrays(SuggestionList, columns([first.pk, second.pk], [[7, 8], [9, 1]], [[1, 255], [0, 2]]))

    rows = list(SuggestionList.objects.order_by("pk"))
    assert [(row.posting_ids, row.outside_ids, row.points) for row in rows] == [
        ([7, 8], [], [70, 80]),
        ([9, 1], [], [90, 10]),
    ]
    assert [(bytes(row.parts), row.owed, row.content) for row in rows] == [(b"\x01\xff", 5, -1), (b"\0\x02", 5, -1)]
    assert {row.last_chance for row in rows} == {0.25}


def test_copy_arrays_writes_empty_lists():
    copying.copy_arrays(SuggestionList, columns([make.candidate().pk], [[]], [[]]))

    row = SuggestionList.objects.get()
    assert (row.posting_ids, row.points, bytes(row.parts)) == ([], [], b"")


def test_copy_arrays_raises_what_an_insert_raises():
    person = make.candidate()

    with pytest.raises(IntegrityError), transaction.atomic():
        copying.copy_arrays(SuggestionList, columns([person.pk, person.pk], [[1], [2]], [[0], [0]]))

    assert not SuggestionList.objects.exists()


def test_read_numbers_gives_the_columns_in_order():
    people = [make.candidate(half_km=km) for km in (3, 9, 5)]

    ids, km = copying.read_numbers(Candidate.objects.order_by("-half_km"), "pk", "half_km")

    assert (ids.tolist(), km.tolist()) == ([people[1].pk, people[2].pk, people[0].pk], [9, 5, 3])


def test_read_numbers_of_nothing_is_empty():
    (ids,) = copying.read_numbers(Candidate.objects.all(), "pk")

    assert ids.tolist() == []
