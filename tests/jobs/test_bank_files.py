"""The bank file: its layout is data, its sum the run's, and it leaves for a reason that is kept."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied

from jobs import bank_files, bank_layouts, pay_runs
from jobs.pay_runs import Correction
from profiles.models import AccessEntry, Event
from tests import make
from tests.jobs import paying, spreadsheet
from tests.jobs.expect import refusal
from tests.jobs.logs import JUNE

pytestmark = pytest.mark.django_db
LOOK = {"page": "jobs:operator_pay_file", "address": "10.0.0.7", "reason": "대량이체"}


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=9)


@pytest.fixture
def payer(operator):
    return paying.payer(operator)


def common():
    return next(layout for layout in bank_layouts.of(0) if layout.key == "common")


def test_the_file_says_who_gets_what_and_sums_to_the_run(posting, officer, payer):
    logs = [paying.confirmed(posting, minutes=minutes) for minutes in (57 * 60, 180)]
    run = paying.approved(logs, by=officer, second=payer)

    made = bank_files.take(run, common(), by=payer, at=JUNE, **LOOK)

    assert made.heads == ["입금은행", "입금계좌번호", "입금액", "예금주명", "받는분 통장표시", "내 통장표시"]
    assert [row[:5] for row in made.rows] == [
        ["신한은행", "110123456789", 536_480, "김영수", "5월 활동비"],
        ["신한은행", "110123456789", 30_960, "김영수", "5월 활동비"],
    ]
    assert made.total_won == pay_runs.totals(run)["net_won"] == 536_480 + 30_960 == bank_files.sums(run)[0]
    entry = AccessEntry.objects.get()
    assert (entry.purpose, entry.subject_ids) == ("대량이체", sorted(log.placement.candidate.user_id for log in logs))
    event = Event.objects.get(verb="take_bank_file")
    assert event.params == {
        "people": 2,
        "net_won": 567_440,
        "layout": "공통 대량이체",
        "file_hash": hashlib.sha256(made.content).hexdigest(),
    }
    assert spreadsheet.cells(made.content)[1:] == made.rows


def test_who_may_not_pay_gets_no_file(posting, officer, payer, manager, stranger):
    run = pay_runs.prepare([paying.confirmed(posting)], by=officer, at=JUNE)
    with refusal("wrong_state"):
        bank_files.take(run, common(), by=payer, at=JUNE, **LOOK)
    pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=payer, at=JUNE)

    for by in (officer, manager, stranger, paying.payer(stranger.organisation)):
        with pytest.raises(PermissionDenied):
            bank_files.take(run, common(), by=by, at=JUNE, **LOOK)
    with refusal("reason_missing"):
        bank_files.take(run, common(), by=payer, at=JUNE, **{**LOOK, "reason": ""})
    assert not AccessEntry.objects.exists()


def test_what_is_taken_back_is_not_sent(posting, officer, manager, payer):
    logs = [paying.confirmed(posting, minutes=minutes) for minutes in (600, 660)]
    more, less = paying.paid(logs, by=officer, second=payer)
    run = pay_runs.prepare_corrections(
        [Correction(more, 720, "두 시간 더"), Correction(less, 600, "한 시간 덜")], by=manager, at=JUNE
    )
    pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=payer, at=JUNE)

    made = bank_files.take(run, common(), by=payer, at=JUNE, **LOOK)

    of_more = (123_840 - 10_890) - (103_200 - 9_080)  # 12 h less 10 h, each after 8.8 %
    of_less = (113_520 - 9_980) - (103_200 - 9_080)
    assert ([row[2] for row in made.rows], made.total_won, made.to_return_won) == ([of_more], of_more, of_less)
    assert bank_files.sums(run) == (of_more, of_less)


def test_an_operator_s_own_layout_comes_first_and_has_versions(operator, posting, officer, payer):
    def layout(*fields, **more):
        columns = [{"heading": f"칸{n}", "field": field} for n, field in enumerate(fields)]
        return bank_layouts.set_layout(operator, name="우리 은행틀", columns=columns, by=payer, at=JUNE, **more)

    layout("number", "net_won")
    assert layout("serial", "bank", "number", "blank", "net_won", has_headings=False).version == 2
    run = paying.approved([paying.confirmed(posting)], by=officer, second=payer)
    first, *_ours = bank_layouts.of(operator.pk)

    made = bank_files.take(run, first, by=payer, at=JUNE, **LOOK)

    assert (made.heads, made.rows) == ([], [[1, "088", "110123456789", "", 30_960]])
    assert "우리 은행틀" not in [each.name for each in bank_layouts.of(make.organisation().pk)]


@pytest.mark.parametrize(
    ("fields", "code"),
    [([], "no_columns"), (["number"], "no_amount"), (["number", "net_won", "rrn"], "unknown_field")],
)
def test_a_layout_that_pays_nobody_is_refused(operator, payer, fields, code):
    columns = [{"heading": "칸", "field": field} for field in fields]

    with refusal(code):
        bank_layouts.set_layout(operator, name="틀", columns=columns, by=payer, at=JUNE)


def test_layouts_are_set_by_who_may_pay(operator, manager):
    with pytest.raises(PermissionDenied):
        bank_layouts.set_layout(operator, name="틀", columns=[], by=manager, at=JUNE)


def test_a_wage_has_no_file(operator, officer, payer):
    year = make.programme_year(make.programme("internship"), pay_kind="wage", hours_cap_per_month=None)
    run = paying.approved([paying.confirmed(make.posting(operator, year))], by=officer, second=payer)

    with refusal("wage_elsewhere"):
        bank_files.take(run, common(), by=payer, at=JUNE, **LOOK)
