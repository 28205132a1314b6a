"""Packed profiles are kept up with people, and nobody is packed again without need."""

import hashlib
from datetime import timedelta

import pytest

from jobs.eligibility.columns import UNKNOWN_WEEK
from jobs.eligibility.facts import EMPLOYMENTS, STATUSES, plain_name
from matching import inputs, packed, packed_profiles
from matching.core import columns, packing, text
from matching.models import FormerProfile, PackedProfile
from profiles import places, stale_marks
from tests import make

NOW = make.NOW
LATER = NOW + timedelta(hours=1)


def packed_at() -> dict[int, object]:
    return dict(PackedProfile.objects.values_list("candidate_id", "packed_at"))


@pytest.mark.django_db
def test_keep_up_packs_who_never_was_and_nobody_twice():
    first = make.candidate()
    packed_profiles.keep_up(at=NOW)
    second = make.candidate()

    packed_profiles.keep_up(at=LATER)

    assert packed_at() == {first.pk: NOW, second.pk: LATER}


@pytest.mark.django_db
def test_keep_up_packs_who_is_marked_and_who_is_named():
    still, marked, named = make.candidate(), make.candidate(), make.candidate()
    packed_profiles.keep_up(at=NOW)
    for person in (still, marked, named):
        make.changed(person, half_km=9)
    stale_marks.mark("candidate", [marked.pk], at=NOW)

    packed_profiles.keep_up([named.pk], at=LATER)

    assert packed_at() == {still.pk: NOW, marked.pk: LATER, named.pk: LATER}


@pytest.mark.django_db
def test_keep_leaves_alone_who_did_not_change():
    person = make.candidate()
    packed_profiles.keep([person.pk], at=NOW)

    packed_profiles.keep([person.pk], at=LATER)

    assert packed_at() == {person.pk: NOW}
    assert not FormerProfile.objects.exists()


@pytest.mark.django_db
def test_as_of_gives_what_was_packed_then():
    person = make.candidate()
    packed_profiles.keep([person.pk], at=NOW)
    first = packed_profiles.as_of(person.pk, NOW)
    make.changed(person, half_km=9)

    packed_profiles.keep([person.pk], at=LATER)

    assert (
        packed_profiles.as_of(person.pk, NOW) == packed_profiles.as_of(person.pk, LATER - timedelta(seconds=1)) == first
    )
    assert packed_profiles.as_of(person.pk, LATER) != first
    assert packed_profiles.as_of(person.pk, NOW - timedelta(seconds=1)) is None


@pytest.mark.django_db
def test_keep_up_packs_again_what_another_layout_packed():
    person = make.candidate()
    packed_profiles.keep_up(at=NOW)
    PackedProfile.objects.update(layout=1, payload=packing.pack(packing.Layout(1, ()), {}))

    packed_profiles.keep_up(at=LATER)

    assert packed_at() == {person.pk: LATER}
    assert packed_profiles.read([person.pk]).ids.tolist() == [person.pk]


@pytest.mark.django_db
def test_who_is_out_of_use_has_no_packed_profile():
    person = make.candidate()
    packed_profiles.keep_up(at=NOW)
    person.user.is_active = False
    person.user.save()

    packed_profiles.keep_up(at=LATER)

    assert packed_profiles.all_ids().tolist() == []
    packed_profiles.keep([person.pk], at=LATER)
    assert packed_profiles.all_ids().tolist() == []


@pytest.mark.django_db
def test_read_takes_one_query_for_any_number(django_assert_num_queries):
    people = [make.candidate().pk for _ in range(3)]
    packed_profiles.keep(people, at=NOW)

    for wanted in (people[:1], people):
        with django_assert_num_queries(1):
            assert packed_profiles.read(wanted).ids.tolist() == wanted


def test_layout_has_another_version_when_it_means_anything_else():
    """A field, a list whose order gives bits or numbers, or a way to write names: when this fails, count LAYOUT.version up and put the hash here."""
    districts = [district.code for district in places.districts()]
    written = (
        text.bigrams("학교 보안관 (A)"),
        text.term_code("학교"),
        packed.name_code("요양 보호사"),
        columns.keco("0136"),
    )
    meaning = (
        packed.LAYOUT.fields,
        STATUSES,
        EMPLOYMENTS,
        UNKNOWN_WEEK,
        inputs.KINDS,
        districts,
        written,
        plain_name("가 A"),
    )

    found = (packed.LAYOUT.version, hashlib.sha256(repr(meaning).encode()).hexdigest()[:16])

    assert found == (2, "0309c3d73a967fe7")
