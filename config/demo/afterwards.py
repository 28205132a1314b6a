"""What people do when their work has ended: some say how it was, one of a wave tells a story, which the city takes."""

from datetime import date, datetime

from config.demo.scene import Scene
from jobs import attendance, stories, surveys
from jobs.models import Placement
from profiles import actors

ANSWERS = 0.12
STORIES = (
    (
        "아침에 나갈 곳이 생겼습니다",
        "퇴직하고 두 해를 집에서 보냈습니다. 여기서는 제 이름을 부르며 기다려 주는 분들이 계십니다. 여섯 달이 짧았습니다.",
    ),
    (
        "서른 해 하던 일이 다시 쓰였습니다",
        "회사에서 하던 서류 일이 이곳에서 쓰일 줄 몰랐습니다. 젊은 직원들과 서로 배우며 지냈고, 내년에도 하고 싶습니다.",
    ),
    (
        "동네를 다시 알게 되었습니다",
        "살던 동네인데 모르는 골목이 많았습니다. 이웃을 만나고 안부를 묻는 일이 저에게도 힘이 되었습니다.",
    ),
)


def train_by_session(scene: Scene, rows: list[Placement], hours: int, at: datetime) -> None:
    """Operators hold the training in two sessions and record who came to each; nearly everybody came to both."""
    by_posting: dict[int, list[Placement]] = {}
    for row in rows:
        by_posting.setdefault(row.application.posting_id, []).append(row)
    for group in by_posting.values():
        posting, (by, *_others) = group[0].application.posting, scene.operators_at(group)
        known = attendance.sessions_of(posting)
        first = known or [
            _session(posting, f"기초소양교육 {number}일차", hours // 2, at.date(), by, at) for number in (1, 2)
        ]
        for number, session in enumerate(first):
            came = {row: 0 if number and scene.about("misses training", row) < 0.08 else session.hours for row in group}
            attendance.record(session, came, by=by, at=at)


def answer_surveys(scene: Scene, at: datetime) -> None:
    """Some of those who finished say how it was."""
    for row in scene.placements("completed"):
        if scene.about("survey", row) < ANSWERS and not scene.is_printed(row):
            keys = [question["key"] for question in surveys.current().questions]
            points = {key: _points(scene.about(f"survey {key}", row)) for key in keys}
            surveys.answer(row, points, by=actors.user(row.candidate.user), at=at)


def tell_stories(scene: Scene, at: datetime) -> None:
    """One of those who finished tells a story; the city takes it."""
    rows = [row for row in scene.placements("completed") if not scene.is_printed(row)]
    if rows:
        row = min(rows, key=lambda found: scene.about("story", found))
        title, text = STORIES[int(len(STORIES) * scene.about("which story", row))]
        told = stories.offer(row, title=title, text=text, agrees=True, by=actors.user(row.candidate.user), at=at)
        stories.accept(told, by=scene.cast.city, at=at)


def _session(posting, title: str, hours: int, held_on: date, by: actors.Actor, at: datetime):
    return attendance.add_session(posting, title=title, held_on=held_on, hours=hours, by=by, at=at)


def _points(lot: float) -> int:
    """Mostly content."""
    return 5 if lot < 0.5 else 4 if lot < 0.8 else 3 if lot < 0.93 else 2
