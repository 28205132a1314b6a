"""What people read: each notice as the letters write it, put in words by the template of its kind."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from jobs import letters, round_words
from profiles import notices
from profiles.models import Notice
from tests import make
from tests.jobs import interviewing
from tests.make import NOW

pytestmark = pytest.mark.django_db
TITLE = "어르신돌봄지원단"


@pytest.fixture
def posting():
    return make.posting(title=TITLE, results_at=NOW + timedelta(days=14))


def words(kind):
    notice = Notice.objects.get(kind=kind)
    title, body = notices.render(notice, "ko")
    return title, body


def test_tell_received_gives_number_and_moment(posting):
    row = make.application(posting)

    letters.received([row], by=[make.actor(row.candidate.user)], at=NOW)

    title, body = words("jobs.application_received")
    assert title == f"지원이 접수되었습니다: {TITLE}"
    assert body.startswith(
        f"4월 15일(수) 오전 10시에 받았습니다. 접수번호는 {row.receipt_number}입니다.\n\n지금 하실 일은"
    )


@pytest.mark.parametrize(
    ("state", "title", "sentence"),
    [
        ("paper_review", f"서류심사를 시작합니다: {TITLE}", "자격 확인을 통과했습니다."),
        ("interview", f"면접심사를 받게 되었습니다: {TITLE}", "서류심사를 통과했습니다."),
    ],
)
def test_tell_stage_moved_says_what_comes_next(posting, state, title, sentence):
    letters.stage_moved([make.application(posting, state=state)], at=NOW)

    found, body = words("jobs.stage_moved")
    assert found == title
    assert body.startswith(sentence)
    assert body.endswith("결과는 4월 29일(수) 오전 10시에 발표할 예정이며, 발표하면 알려 드립니다.")


@pytest.mark.parametrize(
    ("state", "title", "piece"),
    [
        ("selected", f"합격하셨습니다: {TITLE}", "기한까지 참여할지 답해 주세요"),
        ("waiting", f"예비합격 3번입니다: {TITLE}", "번호 순서대로"),
        (
            "not_selected",
            f"이번에는 함께하지 못하게 되었습니다: {TITLE}",
            "운영기관이 적은 이유: 활동 시간이 맞지 않음",
        ),
        ("selection_withdrawn", f"합격이 취소되었습니다: {TITLE}", "운영기관이 적은 이유: 활동 시간이 맞지 않음"),
    ],
)
def test_tell_result_with_number_or_reason(posting, state, title, piece):
    row = make.application(posting, state=state, waiting_number=3, reason="활동 시간이 맞지 않음")

    letters.result([row], at=NOW)

    found, body = words(f"jobs.result_{state}")
    assert found == title
    assert piece in body


def test_who_ends_by_a_round_is_not_told_of_a_review():
    row = make.application(
        make.posting(selection="round"), state="not_selected", reason=round_words.reason("holds_seat")
    )

    letters.result([row], at=NOW)

    _title, body = words("jobs.result_not_selected")
    assert f"이유: {round_words.reason('holds_seat')}" in body
    assert "심사 결과 불합격" not in body
    assert "운영기관이 적은" not in body


def test_tell_offer_gives_site_and_deadline(posting):
    chosen, waited = (make.offer(make.application(posting, state="offered")) for _ in range(2))

    letters.offer_made([chosen, waited], {waited.application_id}, at=NOW)

    for kind, offer, title in (
        ("jobs.offer_made", chosen, f"참여하실지 답해 주세요: {TITLE}"),
        ("jobs.seat_free", waited, f"기다리시던 자리가 났습니다: {TITLE}"),
    ):
        found, body = words(kind)
        assert found == title
        assert offer.seat.posting_site.site.name in body
        assert "4월 18일(토) 오전 10시까지 ‘참여하기’나" in body


def test_tell_stage_moved_asks_to_pick_where_a_time_has_room(posting):
    row = make.application(posting, state="interview")
    interviewing.slot(make.posting())
    interviewing.pick(make.application(posting, state="interview"), interviewing.slot(posting, capacity=1))
    letters.stage_moved([row], at=NOW)
    assert "면접 시간을 골라 주세요" not in words("jobs.stage_moved")[1]

    interviewing.slot(posting)
    other = make.application(posting, state="interview")
    letters.stage_moved([other], at=NOW)

    told = Notice.objects.get(recipient=other.candidate.user)
    assert "면접 시간을 골라 주세요" in notices.render(told, "ko").body


def test_tell_offer_expired(posting):
    letters.offer_expired([make.offer(make.application(posting, state="offered"))], at=NOW)

    assert words("jobs.offer_expired")[0] == f"답변 기한이 지났습니다: {TITLE}"


def test_tell_operator_of_freed_seat_and_silence(posting):
    make.member(posting.organisation)

    letters.seat_freed([make.application(posting, state="declined")], at=NOW)
    letters.silence([posting], days=14, at=NOW)

    title, body = words("jobs.seat_freed")
    assert title == f"자리가 비었습니다: {TITLE}"
    assert body == "기다리는 예비합격자가 없습니다. 빈자리를 어떻게 채울지 정해 주세요."
    title, body = words("jobs.silence")
    assert title == f"답을 기다리는 지원자가 있습니다: {TITLE}"
    assert body.startswith("14일 넘게 다음 단계를 기다리는 분이 있습니다.")


def test_tell_placed_gives_site_and_first_day(posting):
    row = make.placement(make.application(posting, state="placed"), state="preparing")

    letters.placed([row], at=NOW)

    title, body = words("jobs.placed")
    assert title == f"활동할 곳이 정해졌습니다: {TITLE}"
    assert body.startswith(f"활동처: {row.seat.posting_site.site.name}\n시작하는 날: 5월 4일(월)\n")


def test_tell_log_due_and_returned(posting):
    row = make.placement(make.application(posting, state="placed"))
    log = make.worklog(row, state="returned", return_reason="5월 6일의 시간을 확인해 주세요.")

    letters.log_due([row], date(2026, 5, 1), at=NOW)
    letters.log_returned([log], at=NOW)

    assert words("jobs.log_due")[0] == "2026년 5월 활동일지를 내 주세요"
    title, body = words("jobs.log_returned")
    assert title == "2026년 5월 활동일지를 고쳐 주세요"
    assert body.startswith(f"{TITLE} 활동일지를 돌려보냈습니다. 고칠 점: 5월 6일의 시간을 확인해 주세요.")


@pytest.mark.parametrize(("pay_kind", "word", "other"), [("allowance", "활동비", "급여"), ("wage", "급여", "활동비")])
def test_tell_of_a_log_names_the_money_that_it_earns(posting, pay_kind, word, other):
    posting.programme_year.pay_kind = pay_kind
    posting.programme_year.save()
    row = make.placement(make.application(posting, state="placed"))

    letters.log_due([row], date(2026, 5, 1), at=NOW)
    letters.log_returned([make.worklog(row, state="returned", return_reason="시간")], at=NOW)

    for kind in ("jobs.log_due", "jobs.log_returned"):
        _title, body = words(kind)
        assert word in body
        assert other not in body


def test_tell_silence_on_a_page_of_ones_own(posting):
    officer, city = make.member(posting.organisation), make.city_user()

    letters.silence([posting], days=14, at=NOW)

    told = {notice.recipient_id: notice for notice in Notice.objects.filter(kind="jobs.silence")}
    assert set(told) == {officer.pk, city.pk}
    assert told[officer.pk].url == reverse("jobs:operator_applicants", args=[posting.public_id])
    assert told[city.pk].url == reverse("jobs:staff_posting", args=[posting.public_id])
    assert "심사를 진행하고 결과를 알려 주세요." in notices.render(told[officer.pk], "ko")[1]
    assert "운영기관이 심사를 진행하고 있는지" in notices.render(told[city.pk], "ko")[1]


def test_tell_operator_who_is_next(posting):
    make.member(posting.organisation)
    make.application(posting, state="waiting", waiting_number=4)

    letters.seat_freed([make.application(posting, state="declined")], at=NOW)

    assert words("jobs.seat_freed")[1].startswith("다음 차례는 예비합격 4번입니다.")


def pay_line(posting, **columns):
    log = make.worklog(make.placement(make.application(posting, state="placed")), state="confirmed")
    return make.pay_line(log, **{"gross_won": 588_240, "withheld_won": 51_760, "net_won": 536_480, **columns})


def test_tell_pay_in_full(posting):
    letters.allowance_paid([pay_line(posting)], at=NOW)

    title, body = words("jobs.allowance_paid")
    assert title == "2026년 5월 활동비 536,480원을 지급했습니다"
    assert body.startswith(f"{TITLE}: 세금을 떼기 전 588,240원, 뗀 세금 51,760원, 드린 돈 536,480원\n")


def test_tell_of_a_wage_names_who_pays_it_and_no_tax(posting):
    posting.programme_year.pay_kind = "wage"
    posting.programme_year.save()

    letters.allowance_paid([pay_line(posting, withheld_won=0, net_won=588_240)], at=NOW)

    title, body = words("jobs.allowance_paid")
    assert title == "2026년 5월 급여 588,240원(세전)의 지급을 확인했습니다"
    assert body.startswith(f"{TITLE}: 급여는 일한 곳이 지급합니다.")
    assert "0원" not in body


def test_tell_pay_put_right(posting):
    paid = pay_line(posting)
    line = pay_line(
        posting,
        worklog=paid.worklog,
        placement=paid.placement,
        corrects=paid,
        reason="5월 6일은 쉬었습니다.",
        gross_won=-30_960,
        withheld_won=-2_720,
        net_won=-28_240,
    )

    letters.allowance_corrected([line], at=NOW)

    title, body = words("jobs.allowance_corrected")
    assert title == "2026년 5월 활동비를 바로잡았습니다"
    assert body.startswith(f"{TITLE}: 바로잡은 금액 -28,240원\n바로잡은 이유: 5월 6일은 쉬었습니다.")
