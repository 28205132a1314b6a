"""What people did before: careers, certificates, other public jobs, and the papers that prove it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from profiles import candidates, careers, events
from profiles.declarations import CareerLine, PublicJobLine
from profiles.models import Proof, StaleMark
from tests import make
from tests.jobs.expect import refusal

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=1)


def codes(refused: ValidationError) -> dict[str, list[str]]:
    return {field: [error.code for error in errors] for field, errors in refused.error_dict.items()}


def test_add_career_and_remove_it():
    candidate = make.candidate()
    by = make.actor(candidate.user)

    career = candidates.add_career(
        candidate, title="요양보호사", duties="식사 도움", keco="5501", months=72, by=by, at=make.NOW
    )
    assert list(candidate.careers.all()) == [career]
    candidates.remove_career(career, by=by, at=make.NOW)

    assert not candidate.careers.exists()
    assert [event.verb for event in events.of(candidate)] == ["remove_career", "add_career"]
    assert StaleMark.objects.filter(subject_type="candidate", subject_id=candidate.pk).exists()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"keco": "ABCD"}, {"keco": ["unknown_keco"]}),
        ({"title": ""}, {"title": ["blank"]}),
        ({"months": 721}, {"months": ["max_value"]}),
        ({"duties": "6203071234567"}, {"duties": ["resident_number"]}),
    ],
)
def test_add_career_refuses_by_field(told, expected):
    candidate = make.candidate()
    line = {"title": "요양보호사", "months": 12, **told}

    with pytest.raises(ValidationError) as refused:
        candidates.add_career(candidate, **line, by=make.actor(candidate.user), at=make.NOW)

    assert codes(refused.value) == expected
    assert not candidate.careers.exists()


def test_add_career_over_thirty_is_refused():
    candidate = make.candidate()
    for _ in range(30):
        make.career(candidate)

    with pytest.raises(ValidationError) as refused:
        candidates.add_career(candidate, title="하나 더", months=1, by=make.actor(candidate.user), at=make.NOW)

    assert refused.value.code == "too_many"


def test_change_career_tells_it_anew_where_it_stands():
    candidate = make.candidate()
    career, by = make.career(candidate, months=72), make.actor(candidate.user)

    candidates.change_career(
        career,
        CareerLine("버스 기사", starts_on=date(2010, 3, 9), ends_on=date(2015, 2, 1)),
        seen=careers.mark(career),
        by=by,
        at=make.NOW,
    )

    (kept,) = candidate.careers.all()
    assert (kept.pk, kept.public_id, kept.title, kept.months) == (career.pk, career.public_id, "버스 기사", 60)
    assert events.of(candidate).first().verb == "change_career"


def test_change_career_that_was_removed_meanwhile_is_refused():
    career = make.career(make.candidate())
    by = make.actor(career.candidate.user)
    candidates.remove_career(career, by=by, at=make.NOW)

    with refusal("career_gone"):
        candidates.change_career(career, CareerLine("일", months=1), seen=careers.mark(career), by=by, at=make.NOW)


def test_change_career_that_another_window_changed_first_is_refused():
    career = make.career(make.candidate(), title="요양보호사")
    by, seen = make.actor(career.candidate.user), careers.mark(career)
    candidates.change_career(career, CareerLine("버스 기사", months=9), seen=seen, by=by, at=make.NOW)

    with refusal("changed_elsewhere"):
        candidates.change_career(career, CareerLine("경비원", months=3), seen=seen, by=by, at=make.NOW)

    assert career.candidate.careers.get().title == "버스 기사"


def test_change_career_of_another_is_refused():
    career = make.career(make.candidate())

    with pytest.raises(PermissionDenied):
        candidates.change_career(career, CareerLine("일"), seen="", by=make.actor(make.candidate().user), at=make.NOW)


def test_remove_career_of_another_is_refused():
    career = make.career(make.candidate())
    with pytest.raises(PermissionDenied):
        candidates.remove_career(career, by=make.actor(make.candidate().user), at=make.NOW)


def test_set_certificates_keeps_each_name_once():
    candidate = make.candidate()
    make.certificate(candidate, "운전면허")
    kept = make.certificate(candidate, "요양보호사")

    held = candidates.set_certificates(
        candidate, ["요양보호사", "요양 보호사", " 바리스타  2급 ", ""], by=make.actor(candidate.user), at=make.NOW
    )

    assert [one.name for one in held] == ["요양보호사", "바리스타 2급"]
    assert held[0].pk == kept.pk


@pytest.mark.parametrize(
    ("names", "code"), [(["가" * 81], "max_length"), ([f"자격 {n}" for n in range(31)], "too_many")]
)
def test_set_certificates_refuses(names, code):
    candidate = make.candidate()
    with pytest.raises(ValidationError) as refused:
        candidates.set_certificates(candidate, names, by=make.actor(candidate.user), at=make.NOW)
    assert codes(refused.value) == {"names": [code]}


def test_tell_no_public_jobs_is_an_answer():
    candidate = make.candidate()

    candidates.tell_no_public_jobs(candidate, by=make.actor(candidate.user), at=make.NOW)

    candidate.refresh_from_db()
    assert candidate.public_jobs_told_at == make.NOW
    assert "public_jobs" not in candidates.missing(candidate)


def test_tell_no_public_jobs_against_a_list_is_refused():
    candidate = make.candidate()
    make.public_job(candidate)

    with pytest.raises(ValidationError) as refused:
        candidates.tell_no_public_jobs(candidate, by=make.actor(candidate.user), at=make.NOW)

    assert refused.value.code == "jobs_listed"
    assert candidate.public_jobs.count() == 1


def test_add_public_job_beside_what_stood_and_remove_it():
    candidate = make.candidate()
    by = make.actor(candidate.user)
    first = candidates.add_public_job(
        candidate, PublicJobLine("공공근로", "other", date(2025, 1, 1)), by=by, at=make.NOW
    )
    Proof.objects.create(candidate=candidate, fact="public_jobs", basis="proof", seen_at=make.NOW)

    line = PublicJobLine("희망일자리", "other", date(2025, 3, 1), date(2025, 8, 31))
    candidates.add_public_job(candidate, line, by=by, at=LATER)
    candidates.remove_public_job(first, by=by, at=LATER)

    assert list(candidate.public_jobs.values_list("name", "ends_on")) == [("희망일자리", date(2025, 8, 31))]
    assert [event.verb for event in events.of(candidate)] == ["remove_public_job", "add_public_job", "add_public_job"]
    assert not candidate.proofs.exists()


def test_add_public_job_over_thirty_is_refused():
    candidate = make.candidate()
    for _ in range(30):
        make.public_job(candidate)

    with pytest.raises(ValidationError) as refused:
        candidates.add_public_job(
            candidate, PublicJobLine("하나 더", "other", date(2025, 1, 1)), by=make.actor(candidate.user), at=make.NOW
        )

    assert refused.value.code == "too_many"


def test_add_public_job_ending_before_start_is_refused():
    candidate = make.candidate()
    line = PublicJobLine("공공근로", "other", date(2025, 3, 1), date(2025, 2, 1))

    with pytest.raises(ValidationError) as refused:
        candidates.add_public_job(candidate, line, by=make.actor(candidate.user), at=make.NOW)

    assert codes(refused.value) == {"__all__": ["public_job_ends_after_start"]}


def test_public_jobs_of_another_are_left_alone():
    candidate, other = make.candidate(), make.actor(make.candidate().user)
    line = PublicJobLine("공공근로", "other", date(2025, 3, 1))
    for call in (
        lambda: candidates.add_public_job(candidate, line, by=other, at=make.NOW),
        lambda: candidates.remove_public_job(make.public_job(candidate), by=other, at=make.NOW),
        lambda: candidates.tell_no_public_jobs(candidate, by=other, at=make.NOW),
    ):
        with pytest.raises(PermissionDenied):
            call()


def test_see_proofs_marks_what_a_paper_proves_and_nothing_else():
    kim, lee = make.candidate(), make.candidate()
    officer = make.member()

    candidates.see_proofs([kim, lee], [{"district", "hours_mask"}, {"hours_mask"}], by=make.actor(officer), at=make.NOW)
    candidates.see_proofs([kim], [["birth_on", "district"]], by=make.actor(officer), at=LATER)

    found = Proof.objects.order_by("fact").values_list("candidate", "fact", "basis", "seen_at", "seen_by")
    assert list(found) == [
        (kim.pk, "birth_on", "proof", LATER, officer.pk),
        (kim.pk, "district", "proof", LATER, officer.pk),
    ]
    told = [event.params["facts"] for event in events.of(kim).filter(verb="see_proof")]
    assert told == [["birth_on", "district"], ["district"]]
    assert not events.of(lee).exists()


@pytest.mark.parametrize("role", ["reviewer", None])
def test_see_proofs_without_right_is_refused(role):
    person = make.member(role=role) if role else make.candidate().user
    with pytest.raises(PermissionDenied):
        candidates.see_proofs([make.candidate()], [["district"]], by=make.actor(person), at=make.NOW)
