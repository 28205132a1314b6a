"""A reading of a CV: one a person, sealed, for an hour; taken whole or not at all; gone when its time is over."""

from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from profiles import candidates, cv_readings, events
from profiles.cv_readings import Answers
from profiles.declarations import CareerLine
from profiles.models import Candidate, Career, CvReading, Destruction, Event, Identity
from tests import make
from tests.jobs import racing
from tests.profiles.cv import readings

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
JOB = CareerLine(title="한빛초등학교 조리원", months=84)


def code_of(refused) -> str:
    return refused.value.error_list[0].code


def begin(person: Candidate, *, at=make.NOW) -> CvReading:
    return cv_readings.begin(person, by=make.actor(person.user), at=at)


def test_begin_refuses_another_person() -> None:
    person, other = make.candidate(), make.candidate()

    with pytest.raises(PermissionDenied):
        cv_readings.begin(person, by=make.actor(other.user), at=make.NOW)


def test_begin_while_a_file_is_being_read() -> None:
    person = make.candidate()
    begin(person)

    with pytest.raises(ValidationError) as refused:
        begin(person, at=make.NOW + timedelta(seconds=59))

    assert code_of(refused) == "reading_now"


def test_begin_takes_the_place_of_what_a_dead_process_left() -> None:
    person = make.candidate()
    left = begin(person)

    begin(person, at=make.NOW + timedelta(seconds=61))

    assert [row.pk for row in CvReading.objects.all()] != [left.pk]


def test_begin_takes_the_place_of_what_waits() -> None:
    person = make.candidate()
    readings.waiting(person)

    begin(person)

    assert CvReading.objects.get().proposals == ""


def test_begin_too_often(settings) -> None:
    settings.CV_PER_HOUR = 2
    person = make.candidate()
    for minute in (0, 5):
        begin(person, at=make.NOW + timedelta(minutes=minute))

    with pytest.raises(ValidationError) as refused:
        begin(person, at=make.NOW + timedelta(minutes=59))

    assert code_of(refused) == "too_often"
    begin(make.candidate(), at=make.NOW + timedelta(minutes=59))
    begin(person, at=make.NOW + timedelta(minutes=61))


def test_begin_counts_refused_files_too(settings) -> None:
    settings.CV_PER_HOUR = 1
    person = make.candidate()
    cv_readings.refuse(begin(person), "broken", by=make.actor(person.user), at=make.NOW)

    with pytest.raises(ValidationError) as refused:
        begin(person)

    assert code_of(refused) == "too_often"


def test_propose_keeps_it_sealed_and_opens_it_again() -> None:
    person = make.candidate()

    row = readings.waiting(person)

    with connection.cursor() as cursor:
        cursor.execute("SELECT proposals_sealed FROM profiles_cvreading")
        stored = bytes(cursor.fetchone()[0])
    assert not any(word.encode() in stored for word in ("김영희", "한빛초등학교", "proposals"))
    standing = cv_readings.opened(CvReading.objects.get(pk=row.pk))
    assert standing == (readings.proposals(), {"resident_number": 1, "family": 2})


def test_take_tells_all_that_was_chosen() -> None:
    person = make.candidate(name="김순희", phone="01011112222", skills="")
    row = readings.waiting(person)
    answers = Answers(name="김영희", fields={"skills": "말벗"}, careers={"career_0": JOB}, certificates=["요양보호사"])

    cv_readings.take(row, answers, by=make.actor(person.user), at=make.NOW)

    person.refresh_from_db()
    assert (person.user.identity.name, person.user.identity.phone) == ("김영희", "01011112222")
    assert (person.skills, person.careers.get().title) == ("말벗", JOB.title)
    assert person.certificates.get().name == "요양보호사"
    assert not CvReading.objects.exists()
    assert events.of(person).filter(verb="take_cv").get().params == {"taken": 4}


def test_take_keeps_certificates_that_are_held() -> None:
    person = make.candidate()
    person.certificates.create(name="한식조리기능사")
    row = readings.waiting(person)
    cv_readings.take(
        row,
        Answers(certificates=["요양보호사", "한식 조리기능사"]),
        by=make.actor(person.user),
        at=make.NOW,
    )

    assert sorted(one.name for one in person.certificates.all()) == ["요양보호사", "한식조리기능사"]


def _taken_while(change, person: Candidate, answers: Answers) -> None:
    """Take a reading that has to wait until the same person has changed what they hold in another window."""
    row, by = readings.waiting(person), make.actor(person.user)
    with ExitStack() as threads, transaction.atomic():
        change(by=by, at=make.NOW)
        threads.enter_context(racing.waiting([partial(cv_readings.take, row, answers, by=by, at=make.NOW)]))


@pytest.mark.django_db(transaction=True)
def test_take_keeps_a_certificate_added_in_another_window_meanwhile() -> None:
    person = make.candidate()
    add = partial(candidates.set_certificates, person, ["한식조리기능사"])

    _taken_while(add, person, Answers(certificates=["요양보호사"]))

    assert sorted(one.name for one in person.certificates.all()) == ["요양보호사", "한식조리기능사"]


@pytest.mark.django_db(transaction=True)
def test_take_keeps_a_phone_mended_in_another_window_meanwhile() -> None:
    person = make.candidate(name="김순희", phone="01011112222")
    mend = partial(candidates.set_identity, person.user, name="김순희", phone="01033334444")

    _taken_while(mend, person, Answers(name="김영희"))

    identity = Identity.objects.get(user=person.user)
    assert (identity.name, identity.phone) == ("김영희", "01033334444")


def test_take_is_all_or_nothing_and_names_every_field() -> None:
    person = make.candidate(skills="")
    row = readings.waiting(person)
    wrong = {"career_0": JOB, "career_1": CareerLine(title="조리원 620307-2345678", months=900)}
    answers = Answers(phone="12", fields={"skills": "620307-2345678", "district": "00000"}, careers=wrong)

    with pytest.raises(ValidationError) as refused:
        cv_readings.take(row, answers, by=make.actor(person.user), at=make.NOW)

    assert set(refused.value.error_dict) == {"phone", "skills", "district", "career_1.months"}
    assert not Career.objects.exists()
    assert CvReading.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("answers", "at", "code"),
    [(Answers(), make.NOW, "nothing_chosen"), (Answers(name="김"), make.NOW + HOUR, "reading_gone")],
)
def test_take_refuses(answers: Answers, at, code: str) -> None:
    person = make.candidate()
    row = readings.waiting(person)

    with pytest.raises(ValidationError) as refused:
        cv_readings.take(row, answers, by=make.actor(person.user), at=at)

    assert code_of(refused) == code


def test_take_after_forget() -> None:
    person = make.candidate()
    row = readings.waiting(person)
    cv_readings.forget(row, by=make.actor(person.user), at=make.NOW)

    with pytest.raises(ValidationError) as refused:
        cv_readings.take(row, Answers(name="김영희"), by=make.actor(person.user), at=make.NOW)

    assert code_of(refused) == "reading_gone"


def test_nobody_else_takes_or_forgets() -> None:
    row, other = readings.waiting(make.candidate()), make.actor(make.candidate().user)

    for verb in (partial(cv_readings.take, row, Answers(name="김")), partial(cv_readings.forget, row)):
        with pytest.raises(PermissionDenied):
            verb(by=other, at=make.NOW)


def test_expire_destroys_what_waited_too_long() -> None:
    person, later = make.candidate(), make.candidate()
    readings.waiting(person)
    readings.waiting(later, at=make.NOW + timedelta(minutes=1))

    assert cv_readings.expire(at=make.NOW + HOUR - timedelta(seconds=1)) == 0
    assert cv_readings.expire(at=make.NOW + HOUR) == 1

    assert CvReading.objects.get().user == later.user
    assert events.of(person).filter(verb="expire_cv").get().actor_kind == "system"
    assert cv_readings.waiting(person.user, at=make.NOW) is None
    record = Destruction.objects.get()
    assert (record.rows_of, record.cause, record.count, record.period) == ("profiles.CvReading", "unsent", 1, None)


def test_waiting_shows_nothing_that_is_over() -> None:
    person = make.candidate()
    readings.waiting(person)

    assert cv_readings.waiting(person.user, at=make.NOW + HOUR - timedelta(seconds=1))
    assert cv_readings.waiting(person.user, at=make.NOW + HOUR) is None


def test_events_never_hold_what_the_file_says() -> None:
    person = make.candidate()
    cv_readings.take(readings.waiting(person), Answers(name="김영희"), by=make.actor(person.user), at=make.NOW)

    kept = str(list(Event.objects.values("params", "reason")))
    assert not any(word in kept for word in ("김영희", "한빛", "2345", "1962"))
