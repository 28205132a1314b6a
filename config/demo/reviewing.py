"""How the demo's operators review: who gives their word, by which criteria, and the sheets of several reviewers.

At the operator whose sign-in is printed two people score by criteria, and some postings are read blind; elsewhere one number by one
person is enough.
"""

from collections.abc import Sequence
from datetime import datetime

from config.demo.organisations import PRINTED
from config.demo.scene import Scene, by_posting
from jobs import conflicts, criteria, review_terms, reviewers, score_sheets
from jobs.criteria import Line
from jobs.models import Application, Criterion, Posting, ScoreSheet
from jobs.score_sheets import Sheet
from profiles import actors
from profiles.actors import Actor
from profiles.models import Membership

CRITERIA = {
    "paper_review": (
        Line("관련 경력", 40, "하는 일과 이어지는 경력이나 자격이 있는지"),
        Line("지원하는 이유", 40, "무엇을 하고 싶은지 뚜렷한지"),
        Line("참여할 수 있는 시간", 20, "활동 요일과 시간에 나올 수 있는지"),
    ),
    "interview": (
        Line("하는 일에 대한 이해", 30, "무엇을 하는 자리인지 알고 있는지"),
        Line("소통과 협력", 40, "상대의 말을 듣고 알기 쉽게 말하는지"),
        Line("성실함", 30, "끝까지 함께할 수 있는지"),
    ),
}
BLIND, READ = 0.3, 0.7
MOST_APART = 9  # the two of a pair lie up to twice as far apart


def agree(scene: Scene, postings: Sequence[Posting], at: datetime) -> None:
    """Before anybody scores: criteria and reviewers at the printed operator, and everybody's word."""
    for posting in postings:
        by = scene.cast.operator_of[posting.organisation_id]
        if not conflicts.is_pledged(posting, by.user):
            conflicts.pledge(posting, by=by, at=at)
            if is_printed(by):
                _prepare(scene, posting, by, at)


def read_papers(scene: Scene, rows: Sequence[Application], at: datetime) -> None:
    """At the printed operator the papers get sheets, most of them."""
    own = [row for row in rows if is_printed(scene.cast.operator_of[row.posting.organisation_id])]
    points = {row.pk: 45 + int(50 * scene.about("papers", row)) for row in own}
    agree(scene, list({row.posting_id: row.posting for row in own}.values()), at)
    _score(scene, [row for row in own if scene.about("papers read", row) < READ], points, "paper_review", at)


def hear(scene: Scene, rows: Sequence[Application], points: dict[int, int], at: datetime) -> None:
    """Everybody who was interviewed gets sheets that come to these points on average."""
    agree(scene, list({row.posting_id: row.posting for row in rows}.values()), at)
    _score(scene, rows, points, "interview", at)


def is_printed(by: Actor) -> bool:
    """Whether this is the operator whose sign-in is printed."""
    return by.user.email == PRINTED["operator"]


def _prepare(scene: Scene, posting: Posting, by: Actor, at: datetime) -> None:
    for stage in criteria.stages_of(posting):
        criteria.set_all(posting, stage, CRITERIA[stage], by=by, at=at)
    is_blind = scene.chance.of("blind", scene.name_of(posting)) < BLIND
    review_terms.set_terms(posting, {"is_blind": is_blind, "most_spread": MOST_APART}, by=by, at=at)
    reviewer = _reviewer(posting)
    reviewers.assign(posting, reviewer, by=by, at=at)
    conflicts.pledge(posting, by=actors.user(reviewer.user, organisation=reviewer.organisation), at=at)


def _score(
    scene: Scene, rows: Sequence[Application], points: dict[int, int], stage: ScoreSheet.Stage | str, at: datetime
) -> None:
    first: list[tuple[Sheet, Actor]] = []
    again: list[tuple[Sheet, Actor]] = []  # a batch holds one sheet a person
    for posting, people in by_posting(rows).items():
        by = scene.cast.operator_of[posting.organisation_id]
        asked = list(criteria.of(posting, stage)) if is_printed(by) else []
        second = _reviewer(posting) if is_printed(by) else None
        for row in people:
            apart = _apart(scene, row, points[row.pk]) if second else 0
            first.append((_sheet(row, points[row.pk] - apart, asked), by))
            if second:
                other = actors.user(second.user, organisation=second.organisation)
                again.append((_sheet(row, points[row.pk] + apart, asked), other))
    for written in filter(None, (first, again)):
        score_sheets.score_all([sheet for sheet, _by in written], stage=stage, by=[by for _row, by in written], at=at)


def _apart(scene: Scene, row: Application, points: int) -> int:
    return min(int((MOST_APART + 1) * scene.about("apart", row)), 100 - points)


def _sheet(row: Application, points: int, asked: Sequence[Criterion]) -> Sheet:
    """A sheet of these points in all, shared among the criteria by their most."""
    if not asked:
        return Sheet(row, points)
    given = {one.pk: points * one.most_points // 100 for one in asked}
    left = points - sum(given.values())
    for one in asked:
        more = min(left, one.most_points - given[one.pk])
        given[one.pk] += more
        left -= more
    return Sheet(row, rows=given)


def _reviewer(posting: Posting) -> Membership:
    held = Membership.objects.filter(organisation=posting.organisation_id, role="reviewer", ended_on=None)
    return held.select_related("user", "organisation").order_by("pk")[0]
