"""What is told of objections: to the operator that somebody asks, to the person what was answered, to both sides of an office the silence."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from jobs.letters import holders, officers, to_candidate
from jobs.models import Objection
from profiles import notices
from profiles.notices import Telling

ASKED, SILENT = "jobs.objection_asked", "jobs.objection_silent"


def asked(objection: Objection, *, at: datetime) -> None:
    """To the operator: somebody asks to look at a result again."""
    posting = objection.application.posting
    url = reverse("jobs:operator_objection", args=[objection.public_id])
    own = officers([posting.organisation_id], at).get(posting.organisation_id, ())
    notices.tell([_told(objection, ASKED, user_id, url) for user_id in own], at=at)


def answered(objection: Objection, *, at: datetime) -> None:
    """To the person: whether the result stays, and the answer; nobody is asked for one any more, nor told a result that is undone."""
    notices.cancel("objection", [objection.pk], at=at)
    is_upheld = objection.state == Objection.State.UPHELD
    if is_upheld:
        notices.cancel("application", [objection.application_id], kinds=["jobs.result_not_selected"], at=at)
    told = to_candidate(
        objection.application,
        "jobs.objection_answered",
        suffix=str(objection.pk),
        is_upheld=is_upheld,
        answer=objection.answer,
    )
    notices.tell([told], at=at)


def silent(objections: Sequence[Objection], *, days: int, at: datetime) -> None:
    """To the operator and the city, once a week: a request waits longer than promised."""
    own = officers({row.application.posting.organisation_id for row in objections}, at)
    city = set(holders(kind="city", roles=["editor"], at=at).values_list("user_id", flat=True))
    week, tellings = f"{timezone.localdate(at):%G-W%V}", []
    for row in objections:
        for page, people in (
            ("operator_objection", set(own.get(row.application.posting.organisation_id, ()))),
            ("staff_objection", city),
        ):
            url = reverse(f"jobs:{page}", args=[row.public_id])
            tellings += [_told(row, SILENT, user_id, url, suffix=week, days=days) for user_id in sorted(people)]
    notices.tell(tellings, at=at)


def _told(objection: Objection, kind: str, user_id: int, url: str, *, suffix: str = "", **params) -> Telling:
    return Telling(
        recipient_id=user_id,
        kind=kind,
        unique_key=f"{kind}:{objection.pk}:{suffix}:{user_id}",
        params={"posting": objection.application.posting.title, **params},
        url=url,
        subject_type="objection",
        subject_id=objection.pk,
    )
