"""The accident insurance: who is covered, which days are missing, and the list that the insurer gets."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import accident_covers, transfers
from jobs.accident_covers import missing_of
from jobs.models import AccidentCover
from profiles.models import AccessEntry
from tests import make
from tests.jobs import transferring
from tests.jobs.expect import happened, queries, refusal
from tests.jobs.insuring import cover
from tests.jobs.placing import active, own, preparing
from tests.make import NOW

pytestmark = pytest.mark.django_db
MAY, OCTOBER = date(2026, 5, 4), date(2026, 10, 31)
TOLD = {"insurer": "한빛손해보험", "policy_number": "A-1", "covers_from": MAY, "covers_until": OCTOBER}
LOOK = {"page": "jobs:operator_cover_file", "address": None}


def day(month: int, number: int) -> date:
    return date(2026, month, number)


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=6)


@pytest.mark.parametrize(
    ("spans", "missing"),
    [
        ([], [(MAY, OCTOBER)]),
        ([(MAY, OCTOBER)], []),
        ([(day(1, 1), day(12, 31))], []),
        ([(day(6, 1), OCTOBER)], [(MAY, day(5, 31))]),
        ([(MAY, day(6, 30)), (day(8, 1), day(9, 30))], [(day(7, 1), day(7, 31)), (day(10, 1), OCTOBER)]),
        ([(MAY, day(6, 30)), (day(7, 1), OCTOBER)], []),
        ([(MAY, day(8, 31)), (day(6, 1), day(7, 31))], [(day(9, 1), OCTOBER)]),
        ([(day(11, 5), day(11, 30))], [(MAY, OCTOBER)]),
    ],
)
def test_missing_days(spans, missing):
    assert missing_of((MAY, OCTOBER), spans) == missing


def test_cover_notes_many_at_once(posting, officer):
    rows = [active(posting), preparing(posting)]

    made = accident_covers.cover(rows, **TOLD, by=officer, at=NOW)

    found = accident_covers.of(accident_covers.people_of(posting))
    assert [line.missing for line in found] == [[], []]
    assert happened(made[0]) == [("cover", "", "")]


def test_a_refill_shows_as_missing(posting, officer):
    first = active(posting, state="ended_early", finished_on=day(7, 10))
    accident_covers.cover([first], **TOLD, by=officer, at=NOW)
    second = active(posting, started_on=day(7, 15))

    found = {line.placement.pk: line for line in accident_covers.of(accident_covers.people_of(posting))}

    assert found[first.pk].needed == (MAY, day(7, 10))
    assert found[first.pk].missing == []
    assert found[second.pk].missing == [(day(7, 15), OCTOBER)]


def test_who_never_began_needs_no_cover(posting):
    row = preparing(posting)
    make.changed(row, state="ended_early", finished_on=MAY, finished_at=NOW, ended_for="person", reason="이사")

    assert accident_covers.of(accident_covers.people_of(posting)) == []


def test_what_is_wrong_says_where(posting, officer, stranger):
    row = active(posting)
    for change, code in (
        ({"insurer": " "}, "insurer_missing"),
        ({"policy_number": ""}, "number_missing"),
        ({"covers_until": day(5, 1)}, "cover_period"),
        ({"policy_number": "900101-1234567"}, "resident_number"),
    ):
        with refusal(code):
            accident_covers.cover([row], **{**TOLD, **change}, by=officer, at=NOW)
    for by in (stranger, own(row)):
        with pytest.raises(PermissionDenied):
            accident_covers.cover([row], **TOLD, by=by, at=NOW)
    accident_covers.cover([row], **TOLD, by=officer, at=NOW)
    with refusal("cover_once"):
        accident_covers.cover([row], **TOLD, by=officer, at=NOW)
    assert AccidentCover.objects.count() == 1


def test_what_was_taken_back_covers_nobody(posting, officer, stranger):
    made = cover(active(posting))
    with pytest.raises(PermissionDenied):
        accident_covers.end(made, by=stranger, at=NOW)

    accident_covers.end(made, by=officer, at=NOW)

    assert accident_covers.of(accident_covers.people_of(posting))[0].missing == [(MAY, OCTOBER)]
    with refusal("cover_ended"):
        accident_covers.end(made, by=officer, at=NOW)


def test_after_a_transfer_the_givers_policies_cover_nobody(posting, officer, city):
    row = active(posting)
    accident_covers.cover([row], **TOLD, by=officer, at=NOW)
    heir = make.actor(make.member(taker := make.organisation()))
    transfers.consent(transferring.transfer(posting, taker, state="accepted"), by=city, at=NOW + timedelta(days=1))
    posting.refresh_from_db()

    (line,) = accident_covers.of(accident_covers.people_of(posting))

    assert (line.covers, [one.policy_number for one in line.old], line.missing) == ([], ["A-1"], [(MAY, OCTOBER)])
    assert [one.posting for one in accident_covers.to_insure(taker.postings.all())] == [posting]
    accident_covers.cover([row], **{**TOLD, "policy_number": "B-1"}, by=heir, at=NOW + timedelta(days=2))
    assert accident_covers.of(accident_covers.people_of(posting))[0].missing == []
    assert accident_covers.to_insure(taker.postings.all()) == []


def test_the_list_for_the_insurer_is_logged_with_its_reason(posting, officer, stranger):
    row = active(posting)
    cover(row, covers_until=day(9, 30))

    found = accident_covers.take_list(posting, reason="보험사에 보내려고", by=officer, at=NOW, **LOOK)

    site = row.seat.posting_site.site.name
    told = ["한빛손해보험", "A-2026-1", "2026-05-04", "2026-09-30", "2026-10-01~2026-10-31"]
    assert found.rows == [[1, "김영수", "1964-03-07", site, "2026-05-04", "2026-10-31", *told]]
    assert len(found.heads) == len(found.rows[0]) == len(accident_covers.WIDTHS)
    entry = AccessEntry.objects.get()
    assert (entry.purpose, entry.subject_ids) == ("보험사에 보내려고", [row.candidate.user_id])
    with refusal("reason_missing"):
        accident_covers.take_list(posting, reason=" ", by=officer, at=NOW, **LOOK)
    with pytest.raises(PermissionDenied):
        accident_covers.take_list(posting, reason="확인", by=stranger, at=NOW, **LOOK)


def test_the_list_asks_the_same_number_of_queries_of_any_number(operator):
    found = []
    for people in (1, 3):
        posting = make.posting(operator, seats=3)
        for _ in range(people):
            cover(active(posting))
        found.append(queries(lambda posting=posting: accident_covers.of(accident_covers.people_of(posting))))

    assert found[0] == found[1]


def test_to_insure_are_those_at_work_without_insurance() -> None:
    operator = make.organisation()
    posting, insured = make.posting(operator), make.posting(operator)
    late, early = active(posting, started_on=date(2026, 5, 11)), active(posting)
    cover(active(insured))
    preparing(make.posting(operator))
    active(make.posting(operator, make.programme_year(pay_kind="wage")))
    ended = cover(late, ended_at=NOW)

    (found,) = accident_covers.to_insure(operator.postings.all())

    assert found == (posting, 2, early.started_on)
    make.changed(ended, ended_at=None)
    assert accident_covers.to_insure(operator.postings.all())[0].people == 1
    cover(early, covers_until=early.starts_on)  # a single day is no insurance of half a year
    assert accident_covers.to_insure(operator.postings.all())[0].people == 1
    cover(early, policy_number="B-2")
    assert accident_covers.to_insure(operator.postings.all()) == []
