"""Objections in the demo: somebody asks for another look at a result; one waits, one has waited too long, one was answered."""

from datetime import datetime

from config.demo.scene import Scene
from jobs import objections
from jobs.models import Application, Objection
from profiles import actors

TEXT = "면접에서 말씀드린 돌봄 경력 3년이 심사표에 빠진 것 같습니다. 다시 살펴봐 주세요."
ANSWER = "심사표와 경력을 다시 보았습니다. 경력은 점수에 들어가 있었고, 순위는 그대로입니다."


def ask(scene: Scene, at: datetime) -> None:
    """One person of the wave who was turned down after the interview asks."""
    asked = _turned_down(scene)
    if asked:
        objections.ask(asked, text=TEXT, by=actors.user(asked.candidate.user), at=at)


def keep(scene: Scene, at: datetime) -> None:
    """The city answers what its operator, who decided, may not."""
    for row in Objection.objects.waiting().filter(application__posting__in=scene.ids).order_by("pk"):
        objections.keep(row, answer=ANSWER, by=scene.cast.city, at=at)


def _turned_down(scene: Scene) -> Application | None:
    """By chance; of the operator whose sign-in is printed where it has somebody."""
    printed = scene.cast.operators[0].organisation.pk
    rows = [row for row in scene.applications("not_selected") if not scene.is_printed(row)]
    scored = set(
        Application.objects.filter(pk__in=[row.pk for row in rows], score_sheets__isnull=False).values_list(
            "pk", flat=True
        )
    )
    rows = [row for row in rows if row.pk in scored]
    return min(
        rows,
        key=lambda row: (row.posting.organisation_id != printed, scene.about("asks for another look", row)),
        default=None,
    )
