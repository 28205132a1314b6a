"""The whole selection of one posting with 300 applicants, by the verbs that the pages call: from the papers to twelve people in their seats."""

from collections import Counter
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest

from jobs import applications, conflicts, criteria, interviews, minutes, offers, placements, rankings, results
from jobs.criteria import Line
from jobs.models import Application, Conflict, Hold, InterviewPick, Offer, Placement, ScoreSheet
from jobs.score_sheets import Sheet, score_all
from jobs.submissions import Submission
from profiles import actors
from profiles.models import Event, Notice
from tests import make
from tests.jobs.applying import form, see_papers
from tests.jobs.interviewing import draft
from tests.make import NOW

APPLICANTS, TOO_YOUNG, INVITED, SEATS, IN_LINE = 300, 25, 40, 12, 15
PAPER, INTERVIEW = "paper_review", "interview"
SHARE = 40  # of a hundred that the papers count
CLOSED, TALKS, TOLD = NOW + timedelta(days=8), NOW + timedelta(days=12), NOW + timedelta(days=15)
HUNDREDTH = Decimal("0.01")


class Selection:
    """What was given to whom, kept beside the product so that its ranking can be reckoned again."""

    def __init__(self):
        operator = make.organisation()
        self.officer, self.manager = make.actor(make.member(operator)), make.actor(make.member(operator, "manager"))
        self.posting = make.posting(
            operator,
            seats=SEATS,
            has_interview=True,
            is_blind=True,
            paper_share=SHARE,
            average="mean",
            results_at=TOLD,
            starts_on=date(2026, 5, 18),
        )
        self.reviewers = [self._reviewer() for _number in range(3)]
        self.given: dict[tuple[int, str], list[int]] = {}
        self.lot = Random("300")  # noqa: S311 - a repeatable lot

    def _reviewer(self):
        user = make.member(self.posting.organisation, "reviewer")
        make.reviewer_assignment(self.posting, user)
        conflicts.pledge(self.posting, by=make.actor(user), at=NOW)
        return make.actor(user)

    def rows(self, *states: str) -> list[Application]:
        """Those who stand there, in the order of the ranking."""
        return list(rankings.in_order(self.posting.applications.filter(state__in=states)))

    def score(self, rows, stage, at):
        """Each reviewer gives each whom they may read points for each criterion."""
        asked = list(criteria.of(self.posting, stage))
        for by in self.reviewers:
            mine = Application.objects.visible_to(by.user).filter(pk__in=[row.pk for row in rows])
            sheets = [
                Sheet(row, rows={one.pk: self.lot.randint(0, one.most_points) for one in asked})
                for row in mine.order_by("pk")
            ]
            score_all(sheets, stage=stage, by=by, at=at)
            for sheet in sheets:
                self.given.setdefault((sheet.application.pk, stage), []).append(sum(sheet.rows.values()))

    def mean(self, pk: int, stage: str) -> Decimal:
        given = self.given[pk, stage]
        return (Decimal(sum(given)) / len(given)).quantize(HUNDREDTH, ROUND_HALF_UP)

    def total(self, pk: int) -> Decimal:
        whole = (self.mean(pk, PAPER) * SHARE + self.mean(pk, INTERVIEW) * (100 - SHARE)) / 100
        return whole.quantize(HUNDREDTH, ROUND_HALF_UP)


@pytest.fixture
def selection(db) -> Selection:
    """Everybody applied, and the criteria stand."""
    begun = Selection()
    for stage in (PAPER, INTERVIEW):
        lines = [Line("경력", 40), Line("지원하는 이유", 40), Line("시간", 20)]
        criteria.set_all(begun.posting, stage, lines, by=begun.officer, at=NOW)
    people = [make.candidate(name=f"김영수{number}") for number in range(APPLICANTS - TOO_YOUNG)]
    people += [make.candidate(birth_on=date(1990, 1, 1)) for _number in range(TOO_YOUNG)]
    sent: list[Submission] = [form(begun.posting, person) for person in people]
    applications.submit(sent, by=[make.actor(person.user) for person in people], at=NOW)
    return begun


def test_three_hundred_apply_and_twelve_work(selection):
    _papers(selection)
    _interviews(selection)
    _decide(selection)
    placed = _fill(selection)

    assert placed == SEATS == Placement.objects.filter(state="active").count()
    assert Hold.objects.filter(released_at=None).count() == SEATS
    found = Counter(selection.posting.applications.values_list("state", flat=True))
    assert found == {
        "placed": SEATS,
        "declined": 3,
        "lapsed": 2,
        "waiting": IN_LINE - 5,
        "not_selected": APPLICANTS - SEATS - IN_LINE,
    }
    _nothing_is_left_untold(selection)


def _papers(selection):
    """The too young are turned down, three read the rest, one keeps away from a relative; the best are invited."""
    received = selection.rows("received")
    fit = [row for row in received if row.outcome == "met"]
    unfit = [row for row in received if row.outcome != "met"]
    assert (len(fit), len(unfit)) == (APPLICANTS - TOO_YOUNG, TOO_YOUNG)
    applications.pass_eligibility(fit, by=selection.officer, at=CLOSED)
    applications.reject(unfit, reason="나이가 기준과 다릅니다.", by=selection.officer, at=CLOSED)
    conflicts.declare(fit[0], kind="family", by=selection.reviewers[0], at=CLOSED)
    selection.score(fit, PAPER, CLOSED)
    assert len(selection.given[fit[0].pk, PAPER]) == 2

    ranked = selection.rows(PAPER)
    means = [selection.mean(row.pk, PAPER) for row in ranked]
    assert [row.ranked_score for row in ranked] == means == sorted(means, reverse=True)
    applications.pass_paper(ranked[:INVITED], by=selection.officer, at=CLOSED)
    applications.reject(ranked[INVITED:], reason="서류 점수가 모자랍니다.", by=selection.officer, at=CLOSED)


def _interviews(selection):
    """Forty pick one of forty places by themselves; two don't come; three reviewers score who came."""
    times = [
        draft(starts_at=TALKS + timedelta(minutes=30 * number), capacity=4, closes_at=TALKS - timedelta(days=1))
        for number in range(INVITED // 4)
    ]
    slots = interviews.offer_slots(selection.posting, times, by=selection.officer, at=CLOSED)
    invited = selection.rows(INTERVIEW)
    for number, row in enumerate(invited):
        interviews.pick(row, slots[number // 4], by=make.actor(row.candidate.user), at=CLOSED + timedelta(hours=1))
    after = TALKS + timedelta(hours=8)
    picks = list(InterviewPick.objects.filter(state="picked").order_by("pk"))
    absent = picks[:2]
    interviews.mark_absent(absent, by=selection.officer, at=after)
    interviews.mark_attended(picks[2:], by=selection.officer, at=after)
    missing = {pick.application_id for pick in absent}
    applications.reject(
        [row for row in invited if row.pk in missing], reason="면접에 오지 않음", by=selection.officer, at=after
    )
    selection.score([row for row in invited if row.pk not in missing], INTERVIEW, after)


def _decide(selection):
    """The first twelve of the agreed formula are selected, fifteen wait in its order; the rest is turned down, all is told at once."""
    after = TALKS + timedelta(days=1)
    ranked = selection.rows(INTERVIEW)
    assert len(ranked) == INVITED - 2
    totals = [selection.total(row.pk) for row in ranked]
    assert [row.ranked_score for row in ranked] == totals == sorted(totals, reverse=True)
    applications.select(ranked[:SEATS], by=selection.officer, at=after)
    applications.put_on_waiting_list(ranked[SEATS : SEATS + IN_LINE], by=selection.officer, at=after)
    applications.reject(ranked[SEATS + IN_LINE :], reason="점수 순위", by=selection.officer, at=after)
    facts = minutes.make(selection.posting, by=selection.manager, at=after).facts
    assert len(facts["people"]) == APPLICANTS
    assert len(facts["conflicts"]) == 1
    results.release([selection.posting], by=selection.officer, at=TOLD)


def _fill(selection) -> int:
    """Three decline, two don't answer; five from the waiting list take their seats, in its order; papers, agreement, first day."""
    officer, at = selection.officer, TOLD + timedelta(hours=1)
    asked = offers.make(selection.rows("selected"), by=officer, at=at)
    for offer in asked[:3]:
        offers.decline([offer], by=make.actor(offer.application.candidate.user), at=at)
    _accept(asked[3:10], at)
    late = at + timedelta(days=selection.posting.offer_days, hours=1)
    assert {offer.pk for offer in offers.expire_due(by=actors.system(), at=late)} == {row.pk for row in asked[10:]}
    line = list(applications.waiting_list(selection.posting))
    for turn in range(5):
        following = offers.next_waiting(selection.posting)
        assert following == line[turn]
        _accept(offers.make([following], by=officer, at=late), late)
    rows = selection.rows("accepted")
    for row in rows:
        see_papers(row, officer, at=late)
    placed = placements.place(rows, by=officer, at=late)
    for row in placed:
        placements.agree([row], by=officer, at=late)
    first_day = max(late + timedelta(days=1), NOW.replace(month=5, day=18))
    placements.start(placed, on=first_day.date(), by=officer, at=first_day)
    return len(placed)


def _accept(asked, at):
    for offer in asked:
        offers.accept([offer], by=make.actor(offer.application.candidate.user), at=at)


def _nothing_is_left_untold(selection):
    """One event for each move, one result for each person, three sheets for each reading, one offer for each who was asked."""
    moved = Event.objects.filter(subject_type="application").exclude(to_state="")
    counted = Counter(moved.values_list("verb", flat=True))
    assert counted == {
        "submit": APPLICANTS,
        "pass_eligibility": APPLICANTS - TOO_YOUNG,
        "pass_paper": INVITED,
        "reject": APPLICANTS - SEATS - IN_LINE,
        "select": SEATS,
        "put_on_waiting_list": IN_LINE,
        "offer": SEATS + 5,
        "accept": SEATS,
        "decline": 3,
        "lapse": 2,
        "place": SEATS,
    }
    told = Counter(Notice.objects.values_list("recipient_id", "kind"))
    results_told = {kind: count for kind, count in told.items() if kind[1].startswith("jobs.result_")}
    assert len(results_told) == APPLICANTS
    assert set(results_told.values()) == {1}
    assert Offer.objects.count() == SEATS + 5
    relative = Conflict.objects.get().application
    kept_away = 1 + relative.interview_picks.filter(state="attended").count()
    assert ScoreSheet.objects.count() == 3 * (APPLICANTS - TOO_YOUNG + INVITED - 2) - kept_away
