"""By what officers narrow applicants: stage, verdict, site wished, reserved seats, papers that are open, who was not looked at yet.

A kept view is the same, without posting and site (jobs/applicant_views.py). Reviewers narrow by stage alone.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs import applicants, reserves
from jobs.eligibility import MET, NOT_MET, UNKNOWN
from jobs.models import Application, EligibilityCheck, InfoRequest, Look, Override, Wish

ALL = "all"  # every stage; without a word those still in selection are shown
TABLE, BOARD = "", "board"
ASIDE, YES, NO = "aside", "yes", "no"
CHOICES: dict[str, tuple[tuple[str, str | Promise], ...]] = {
    "verdict": (
        (MET, _("충족")),
        (UNKNOWN, _("확인 필요")),
        (NOT_MET, _("미충족")),
        (ASIDE, _("예외로 함")),
    ),
    "seat": ((YES, _("우선 선발 대상")), (NO, _("우선 선발 대상 아님"))),
    "papers": ((YES, _("확인할 서류나 기다리는 서류가 있는 분")),),
    "look": ((NO, _("아직 열어 보지 않은 분")),),
}
LABELS = {"verdict": _("자격"), "seat": _("우선 선발"), "papers": _("서류"), "look": _("열어 봄")}


class Filters(NamedTuple):
    """What is asked for; "" narrows nothing. `state`: one, ALL, or "" for those still in selection. `site`: a posting's site by its public id."""

    state: str = ""
    verdict: str = ""
    site: str = ""
    seat: str = ""
    papers: str = ""
    look: str = ""
    sort: str = applicants.POINTS
    layout: str = TABLE

    @property
    def narrows(self) -> bool:
        """Whether more than the stage is asked for."""
        return bool(self.verdict or self.site or self.seat or self.papers or self.look)


def read(asked: Mapping[str, str], *, sorts: tuple, sees_all: bool) -> Filters:
    """Return what a query asks for; what nobody offers is left out. `sees_all`: an officer, no reviewer."""
    state = asked.get("state", "")
    told = {"state": state if state in (*Application.State.values, ALL) else ""}
    sort = asked.get("sort", "")
    told["sort"] = sort if sort in dict(sorts) else applicants.POINTS
    if sees_all:
        told |= {name: asked[name] for name, choices in CHOICES.items() if asked.get(name) in dict(choices)}
        told["site"] = asked.get("site", "")[:36]
        told["layout"] = BOARD if asked.get("layout") == BOARD else TABLE
    return Filters(**told)


def query_of(filters: Filters) -> str:
    """Return the canonical query of filters, without the site, which another posting hasn't."""
    plain = Filters()._asdict()
    told = filters._replace(site="")._asdict()
    return urlencode({name: text for name, text in told.items() if text != plain[name]})


def apply(rows: QuerySet[Application], filters: Filters, operator_ids: Collection[int]) -> QuerySet[Application]:
    """Keep the rows that are asked for; the stage is `in_stage`'s. More than the stage narrows the postings of these operators alone, and leaves only them."""
    if filters.narrows:
        rows = rows.filter(posting__organisation_id__in=operator_ids)
    if filters.verdict:
        rows = _by_verdict(rows, filters.verdict)
    if filters.site:
        rows = rows.filter(
            Exists(Wish.objects.filter(application=OuterRef("pk"), posting_site__public_id=filters.site))
        )
    if filters.seat:
        rows = reserves.with_claim(rows.sighted()).filter(is_favoured=filters.seat == YES)
    if filters.papers:
        asked = InfoRequest.objects.filter(application=OuterRef("pk"), state=InfoRequest.State.OPEN)
        rows = rows.filter(Q(state=Application.State.ACCEPTED, documents_seen_at=None) | Exists(asked))
    if filters.look:
        rows = rows.filter(~Exists(Look.objects.filter(application=OuterRef("pk"))))
    return rows


def in_stage(rows: QuerySet[Application], state: str, stages: tuple[str, ...]) -> QuerySet[Application]:
    """Keep those of a stage; of these stages where none is named; everybody where all are asked for."""
    if state == ALL:
        return rows
    return rows.filter(state=state) if state else rows.filter(state__in=stages)


def _by_verdict(rows: QuerySet[Application], verdict: str) -> QuerySet[Application]:
    """By the last check; one whose rules in the way are all set aside is met by exception alone."""
    last = EligibilityCheck.objects.filter(application=OuterRef("pk")).order_by("-judged_at", "-pk")
    judged = rows.alias(last_outcome=Subquery(last.values("outcome")[:1]))
    excepted = rows.filter(Exists(Override.objects.filter(application=OuterRef("pk"))))
    aside = {line.application.pk for line in applicants.lines(applicants.with_lines(excepted)) if not line.refused}
    if verdict == ASIDE:
        return rows.filter(pk__in=aside)
    return judged.filter(last_outcome=verdict).exclude(pk__in=aside)
