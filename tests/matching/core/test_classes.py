"""Classes: rows that are equal share one, others never do."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.core import classes, columns
from tests.matching.core.cities import PEOPLE, POSTINGS, people, postings
from tests.often import often

quick = often(20)
READS = [(name,) for name in columns.CandidateColumns._fields if name != "ids"] + [("home", "half_km")]
ASKS = [(name,) for name in columns.PostingColumns._fields if name != "ids"]


@quick
@given(PEOPLE, st.sampled_from(READS))
def test_people_share_a_class_when_what_is_read_is_equal(persons, names) -> None:
    _check(people(*persons, *persons[:2]), names)


@quick
@given(POSTINGS, st.sampled_from(ASKS))
def test_postings_share_a_class_when_what_is_asked_is_equal(offers, names) -> None:
    _check(postings(*offers), names)


def test_nobody_has_no_class() -> None:
    nobody = columns.take(people({}), [])

    assert classes.classes(nobody, ["week", "careers"]).first.tolist() == []


def test_rows_with_one_hash_are_looked_at_whole() -> None:
    """The hash of a row is h(h(first) ^ second), so two rows with one hash are easily made."""
    first, other = (classes._hashed(np.array([[word]], np.uint64))[0] for word in (1, 2))
    rows = np.array([[1, 7], [2, first ^ np.uint64(7) ^ other], [1, 7]], np.uint64)
    assert len(np.unique(classes._hashed(rows))) == 1

    found = classes.of_words(rows)

    assert found.of[0] == found.of[2] != found.of[1]
    assert len(found.first) == 2


def _check(table, names) -> None:
    found = classes.classes(table, names)
    rows = range(len(table.ids))
    whole = [repr([_entry(getattr(table, name), row) for name in names]) for row in rows]

    assert [[found.of[a] == found.of[b] for a in rows] for b in rows] == [
        [whole[a] == whole[b] for a in rows] for b in rows
    ]
    assert found.of[found.first].tolist() == list(range(len(found.first)))


def _entry(column, row):
    if isinstance(column, np.ndarray):
        return np.atleast_1d(column[row]).tolist()
    here = slice(*column.indptr[row : row + 2])
    return [part[here].tolist() for part in column[1:]]
