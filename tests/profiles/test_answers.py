"""The answers of one step against what its page had shown: disputed where another window was first, also at the same moment."""

from contextlib import ExitStack
from datetime import date
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from profiles import answers, candidates, events
from profiles.models import Candidate, Identity
from tests import make
from tests.jobs.racing import at_once, waiting
from tests.make import NOW


def tell(candidate, told, shown, **more):
    return answers.tell(candidate, told, shown=shown, by=make.actor(candidate.user), at=NOW, **more)


def refused_or_kept(candidate, told, shown):
    try:
        tell(candidate, told, shown)
    except ValidationError as refused:
        return sorted((name, error.code) for name, errors in refused.error_dict.items() for error in errors)
    return "kept"


@pytest.mark.django_db
def test_tell_of_another_is_refused():
    candidate = make.candidate()
    with pytest.raises(PermissionDenied):
        answers.tell(candidate, {"skills": "바둑"}, shown={}, by=make.actor(make.candidate().user), at=NOW)


@pytest.mark.django_db
def test_tell_keeps_all_of_a_step_or_nothing():
    candidate = make.candidate(name="김영수")
    told = {"name": "김영숙", "phone": "01012345678", "birth_on": date(2999, 1, 1)}

    assert refused_or_kept(candidate, told, {}) == [("birth_on", "future_birth")]
    assert Identity.objects.get(user=candidate.user).name == "김영수"


@pytest.mark.django_db
def test_tell_single_statuses_into_their_column():
    candidate = make.candidate(statuses={"near_poor": True})

    tell(candidate, {"basic_livelihood": False, "near_poor": None}, {})

    candidate.refresh_from_db()
    assert candidate.statuses == {"basic_livelihood": False}


@pytest.mark.django_db
def test_tell_without_a_change_writes_no_event():
    candidate = make.candidate(skills="텃밭")
    shown = answers.marks(answers.standing(candidate, ["skills", "half_km"]))

    tell(candidate, {"skills": "텃밭", "half_km": candidate.half_km}, shown)

    assert not events.of(candidate).exists()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("가 ", "가", True),
        ("한\r\n줄", "한\n줄", True),
        ("\u1100\u1161", "가", True),
        (["나", "가"], ["가", "나"], True),
        ([1, 0], [0, 1], False),
        (None, "", False),
        (None, False, False),
        (date(2026, 1, 1), date(2026, 1, 2), False),
    ],
)
def test_mark_is_the_same_for_what_means_the_same(one, other, same):
    assert (answers.mark(one) == answers.mark(other)) is same


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_tell_from_two_windows_at_once_keeps_one_and_disputes_the_other():
    candidate = make.candidate(skills="텃밭")
    shown = answers.marks(answers.standing(candidate, ["skills"]))

    found = at_once([partial(refused_or_kept, candidate, {"skills": text}, shown) for text in ("바둑", "사진")])

    assert sorted(found, key=str) == [[("skills", "changed_elsewhere")], "kept"]
    assert events.of(candidate).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_tell_that_waited_for_the_other_window_reads_what_it_wrote():
    candidate = make.candidate(skills="텃밭")
    shown = answers.marks(answers.standing(candidate, ["skills"]))
    late = partial(refused_or_kept, candidate, {"skills": "사진"}, shown)

    with ExitStack() as race, transaction.atomic():
        Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
        found = race.enter_context(waiting([late]))
        candidates.tell(candidate, {"skills": "바둑"}, by=make.actor(candidate.user), at=NOW)

    assert found == [[("skills", "changed_elsewhere")]]
    candidate.refresh_from_db()
    assert candidate.skills == "바둑"


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_without_marks_the_second_window_wins_unseen():
    """The negative control: what the marks are for."""
    candidate = make.candidate(skills="텃밭")

    found = at_once([partial(refused_or_kept, candidate, {"skills": text}, {}) for text in ("바둑", "사진")])

    assert found == ["kept", "kept"]
    assert events.of(candidate).count() == 2
