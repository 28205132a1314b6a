"""How much of made-up CVs is found, layout by layout and format by format; and nothing of what was cut out is ever proposed."""

import unicodedata
from collections import Counter
from functools import cache
from itertools import product

import pytest

from profiles.cv import dropping, kinds, proposing, reading
from profiles.cv.proposing import Proposals
from tests.profiles.cv.people import FORBIDDEN, LAYOUTS, ON, PEOPLE, Person, unforeseen
from tests.profiles.cv.writing import WRITERS

pytestmark = pytest.mark.xdist_group("proposing")  # each file is read once
ALL = {**LAYOUTS, "unforeseen": unforeseen}
FILES = [pytest.param(*way, id="-".join(way)) for way in product(LAYOUTS, WRITERS)]


@cache
def proposed(layout: str, writer: str, person: Person) -> Proposals:
    content = WRITERS[writer](ALL[layout](person))
    lines, _cut = dropping.drop(reading.read(content, kinds.kind_of(content)).lines)
    return proposing.propose(lines, on=ON)


def marks(found: Proposals, person: Person) -> list[tuple[str, bool]]:
    """Each answer of the file, and whether it was found right."""
    told = [
        ("name", found.name and found.name.value == person.name),
        ("phone", found.phone and "010" + found.phone.value[3:] == _digits(person.phone)),
        ("birth", found.birth_on and found.birth_on.value == person.birth_on),
        ("place", found.place and found.place.value == person.place),
    ]
    for place, job in enumerate(person.jobs):
        career = found.careers[place] if place < len(found.careers) else None
        told += [
            ("months", career and career.months == job.months),
            ("title", career and career.title == f"{job.employer} {job.role}"),
            ("duties", career and career.duties == job.duties),
        ]
    names = [one.value for one in found.certificates]
    told += [("held", name in names) for name in person.held]
    return [(what, bool(right)) for what, right in told]


def _digits(phone: str) -> str:
    bare = "".join(sign for sign in phone if sign.isdigit())
    return f"0{bare[2:]}" if bare.startswith("82") else bare


@pytest.mark.parametrize(("layout", "writer"), FILES)
def test_propose_finds_what_the_file_says(layout: str, writer: str) -> None:
    wrong = [
        (person.name, what)
        for person in PEOPLE
        for what, right in marks(proposed(layout, writer, person), person)
        if not right
    ]

    assert wrong == []


@pytest.mark.parametrize("writer", WRITERS)
def test_propose_of_an_unforeseen_layout_finds_less_and_nothing_wrong(writer: str) -> None:
    told = [(one, person) for person in PEOPLE for one in [proposed("unforeseen", writer, person)]]

    right = Counter(is_right for found, person in told for _what, is_right in marks(found, person))
    assert right[True] >= 14
    for found, person in told:
        assert found.name is None or found.name.value == person.name
        assert found.birth_on is None or found.birth_on.value == person.birth_on
        assert {one.value for one in found.certificates} <= set(person.held)


@pytest.mark.parametrize(("layout", "writer"), [*FILES, *(("unforeseen", writer) for writer in WRITERS)])
def test_propose_never_shows_what_was_cut_out(layout: str, writer: str) -> None:
    shown = str([proposed(layout, writer, person) for person in PEOPLE])

    assert [word for word in FORBIDDEN if word in shown or word.replace("-", "") in shown] == []


def figures() -> dict[str, str]:
    """How many of each answer are found right over all files, for docs/for-candidates.md."""
    right, asked = Counter(), Counter()
    for layout, writer, person in product(LAYOUTS, WRITERS, PEOPLE):
        for what, is_right in marks(proposed(layout, writer, person), person):
            asked[what] += 1
            right[what] += is_right
    return {what: f"{right[what]}/{count}" for what, count in asked.items()}


@pytest.mark.parametrize("writer", WRITERS)
def test_propose_reads_decomposed_hangul_as_the_same(writer: str) -> None:
    blocks = [
        unicodedata.normalize("NFD", block)
        if isinstance(block, str)
        else [[unicodedata.normalize("NFD", cell) for cell in row] for row in block]
        for block in LAYOUTS["form"](PEOPLE[0])
    ]
    content = WRITERS[writer](blocks)

    lines, cut = dropping.drop(reading.read(content, kinds.kind_of(content)).lines)

    told, same = proposing.propose(lines, on=ON), proposed("form", writer, PEOPLE[0])
    assert [one and one.value for one in told[:4]] == [one and one.value for one in same[:4]]
    assert [one.value for one in told.certificates] == list(PEOPLE[0].held)
    assert [one.months for one in told.careers] == [job.months for job in PEOPLE[0].jobs]
    assert cut["resident_number"] == 1
