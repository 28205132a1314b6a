"""A posting closes once so many times its seats have applied; who withdrew opens it again only where it says so."""

from datetime import timedelta

import pytest

from jobs import applications, intake_limits
from jobs.models import Posting
from profiles.models import StaleMark
from tests import make
from tests.jobs.applying import form, send
from tests.jobs.expect import happened, queries, refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db


def limited(times: int = 2, seats: int = 1, **columns) -> Posting:
    return make.posting(seats=seats, intake_limit=times, **columns)


def test_the_last_person_shuts_the_door() -> None:
    posting, people = limited(2), [make.candidate() for _number in range(3)]

    send(posting, people[0])
    posting.refresh_from_db()
    assert (posting.is_full, posting.is_open(NOW)) == (False, True)
    send(posting, people[1])

    posting.refresh_from_db()
    assert (posting.limit_reached_at, posting.is_open(NOW)) == (NOW, False)
    assert posting.stands(NOW) == Posting.Intake.OVER
    assert list(Posting.objects.open(NOW)) == []
    assert happened(posting) == [("reach_limit", "", "")]
    assert StaleMark.objects.filter(subject_type="posting", subject_id=posting.pk).exists()
    with refusal("intake_full"):
        send(posting, people[2])
    assert posting.applications.count() == 2


def test_a_form_sent_again_gives_the_first_back_after_the_door_is_shut() -> None:
    posting, person = limited(1), make.candidate()
    sent = form(posting, person)
    (first,) = applications.submit([sent], by=make.actor(person.user), at=NOW)

    (again,) = applications.submit([sent], by=make.actor(person.user), at=NOW)

    assert again == first


def test_a_batch_beyond_the_limit_is_refused_as_a_whole() -> None:
    posting, people = limited(2), [make.candidate() for _number in range(3)]
    forms, by = [form(posting, person) for person in people], [make.actor(person.user) for person in people]

    with refusal("intake_full"):
        applications.submit(forms, by=by, at=NOW)

    assert posting.applications.count() == 0
    applications.submit(forms[:2], by=by[:2], at=NOW)
    posting.refresh_from_db()
    assert posting.is_full


def test_the_limit_is_of_open_seats_and_of_people() -> None:
    posting, person = limited(3, seats=4), make.candidate()
    seat = posting.posting_sites.get().seats.first()
    make.changed(seat, closed_at=NOW)

    assert intake_limits.people_for([posting]) == {posting.pk: 9}
    first = send(posting, person)
    applications.withdraw([first], by=make.actor(person.user), at=NOW)
    send(posting, person)
    assert intake_limits.applied([posting]) == {posting.pk: 1}
    assert intake_limits.people_for([make.posting()]) == intake_limits.applied([make.posting()]) == {}


@pytest.mark.parametrize("reopens", [False, True])
def test_a_withdrawal_opens_the_door_only_where_the_posting_says_so(reopens: bool) -> None:
    posting, people = limited(1, seats=2, reopens_when_withdrawn=reopens), [make.candidate() for _number in range(2)]
    first, _second = [send(posting, person) for person in people]

    applications.withdraw([first], by=make.actor(people[0].user), at=NOW)

    posting.refresh_from_db()
    assert posting.is_full is not reopens
    assert happened(posting) == [("reach_limit", "", ""), *([("take_again", "", "")] if reopens else [])]
    if reopens:
        send(posting, make.candidate())
        posting.refresh_from_db()
        assert posting.is_full
    else:
        with refusal("intake_full"):
            send(posting, make.candidate())


def test_after_the_deadline_the_time_is_the_reason() -> None:
    posting = limited(1, limit_reached_at=NOW)

    with refusal("not_open"):
        send(posting, make.candidate(), at=NOW + timedelta(days=8))


def test_a_posting_without_a_limit_asks_nothing_more() -> None:
    posting = make.posting()

    assert queries(lambda: intake_limits.refuse_beyond({posting.pk: posting}, [(posting.pk, 1)])) == 0
    assert queries(lambda: intake_limits.close_full({posting.pk: posting}, at=NOW)) == 0
    assert queries(lambda: intake_limits.open_again({posting.pk: posting}, at=NOW)) == 0


def test_who_withdrew_takes_a_place_again_in_a_batch() -> None:
    """A withdrawal made room: who comes back in the same batch as others is one more, as they are."""
    posting = limited(2, reopens_when_withdrawn=True)
    back, others = make.candidate(), [make.candidate() for _number in range(2)]
    first = send(posting, back)
    applications.withdraw([first], by=make.actor(back.user), at=NOW)
    forms = [form(posting, person) for person in (back, *others)]

    with refusal("intake_full"):
        applications.submit(forms, by=[make.actor(sent.candidate.user) for sent in forms], at=NOW)

    assert intake_limits.applied([posting]) == {}
