"""Criteria, words given, declarations and sheets in the tests of reviews."""

from collections.abc import Sequence

from jobs.models import Application, Conflict, Criterion, Minutes, Pledge, Posting, ScoreRow, ScoreSheet
from profiles.models import User
from tests import make
from tests.make import NOW

THREE = (("경력", 40), ("지원하는 이유", 40), ("참여할 수 있는 시간", 20))


def pledge(posting: Posting, user: User) -> Pledge:
    """Somebody's word that they declared every conflict they know of."""
    return Pledge.objects.create(posting=posting, pledged_at=NOW, pledged_by=user)


def reviewer(posting: Posting, *, is_pledged: bool = True) -> User:
    """Somebody who reviews the posting, and said that nothing stands in the way."""
    user = make.member(posting.organisation, "reviewer")
    make.reviewer_assignment(posting, user)
    if is_pledged:
        pledge(posting, user)
    return user


def criteria(
    posting: Posting, stage: str = "paper_review", lines: Sequence[tuple[str, int]] = THREE
) -> list[Criterion]:
    """What reviewers look at in a stage."""
    return [
        Criterion.objects.create(posting=posting, stage=stage, place=place, name=name, most_points=most)
        for place, (name, most) in enumerate(lines, start=1)
    ]


def conflict(application: Application, user: User, kind: str = "family") -> Conflict:
    """A relation that somebody declared."""
    return Conflict.objects.create(application=application, kind=kind, declared_at=NOW, declared_by=user)


def sheet(application: Application, points: int, by: User, *, stage: str = "paper_review") -> ScoreSheet:
    """What somebody gave at a stage."""
    return ScoreSheet.objects.create(application=application, stage=stage, points=points, scored_by=by, scored_at=NOW)


def minutes(posting: Posting, number: int = 1) -> Minutes:
    """Minutes of a review that somebody wrote by hand: as little as the paper needs."""
    stage = {"stage": "서류심사", "lines": [["경력", 100, ""]]}
    facts = {
        "number": number,
        "posting": posting.title,
        "programme": "2026년 사업",
        "issuer": posting.organisation.name,
        "is_demo": False,
        "is_blind": False,
        "made_on": "2026-03-12",
        "made_by": "officer@example.com",
        "scored": ["2026-03-11", "2026-03-12"],
        "formula": ["평균입니다."],
        "most_spread": 20,
        "criteria": [stage],
        "reviewers": [],
        "conflicts": [],
        "people": [],
        "sheets": [],
    }
    return Minutes.objects.create(posting=posting, number=number, facts=facts, made_at=NOW)


def sheet_by(application: Application, by: User, points: Sequence[int], *, stage: str = "paper_review") -> ScoreSheet:
    """What somebody gave for each criterion of a stage."""
    asked = Criterion.objects.filter(posting=application.posting, stage=stage).order_by("place")
    made = sheet(application, sum(points), by, stage=stage)
    for criterion, given in zip(asked, points, strict=True):
        ScoreRow.objects.create(sheet=made, criterion=criterion, points=given)
    return made
