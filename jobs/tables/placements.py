"""Who was offered a seat and who took it (참여 의사 확인, 배치), with the ends, early ones too."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from jobs.models import Offer, Placement
from jobs.tables.base import Column, Scope, Table, officer, person_columns


def offers(scope: Scope) -> QuerySet[Offer]:
    """In the order in which they were made."""
    found = Offer.objects.filter(application__in=scope.applications).select_related(
        "application__posting",
        "application__candidate__user__identity",
        "seat__posting_site__site",
        "offered_by",
    )
    return found.order_by("offered_at", "pk")


def offer_columns(_scope: Scope) -> list[Column]:
    return [
        *person_columns(),
        Column("site", gettext_lazy("활동처"), lambda row: row.seat.posting_site.site.name, 24),
        Column("seat", gettext_lazy("자리"), lambda row: row.seat.number, 6),
        Column("offered", gettext_lazy("물은 때"), lambda row: row.offered_at, 17),
        Column("offered_by", gettext_lazy("물은 사람"), lambda row: officer(row.offered_by), 24),
        Column("expires", gettext_lazy("답변 기한"), lambda row: row.expires_at, 17),
        Column("state", gettext_lazy("답"), lambda row: str(row.get_state_display()), 14),
        Column("answered", gettext_lazy("답한 때"), lambda row: row.answered_at, 17),
    ]


def placements(scope: Scope) -> QuerySet[Placement]:
    """In the order in which people were placed."""
    found = Placement.objects.filter(application__in=scope.applications).select_related(
        "application__posting",
        "application__candidate__user__identity",
        "seat__posting_site__site",
        "placed_by",
        "agreed_by",
        "finished_by",
    )
    return found.order_by("placed_at", "pk")


def placement_columns(_scope: Scope) -> list[Column]:
    return [
        *person_columns(),
        Column("site", gettext_lazy("활동처"), lambda row: row.seat.posting_site.site.name, 24),
        Column("seat", gettext_lazy("자리"), lambda row: row.seat.number, 6),
        Column("state", gettext_lazy("상태"), lambda row: str(row.get_state_display()), 14),
        Column("placed", gettext_lazy("배치한 때"), lambda row: row.placed_at, 17),
        Column("placed_by", gettext_lazy("배치한 사람"), lambda row: officer(row.placed_by), 24),
        Column("training", gettext_lazy("교육 시간"), lambda row: row.training_hours, 10),
        Column("attended", gettext_lazy("참석한 시간"), lambda row: row.training_attended, 10),
        Column("agreed", gettext_lazy("약정한 때"), lambda row: row.agreed_at, 17),
        Column("started_on", gettext_lazy("활동 시작일"), lambda row: row.started_on or row.starts_on, 12),
        Column("ends_on", gettext_lazy("활동 종료일"), lambda row: row.ends_on, 12),
        Column("finished_on", gettext_lazy("끝난 날"), lambda row: row.finished_on, 12),
        Column("finished_by", gettext_lazy("끝낸 사람"), lambda row: officer(row.finished_by), 24),
        Column("ended_for", gettext_lazy("중도종료 구분"), lambda row: str(row.get_ended_for_display()), 14),
        Column("reason", gettext_lazy("중도종료 이유"), lambda row: row.reason, 40),
    ]


OFFERS = Table(
    "offers",
    gettext_lazy("참여 의사 확인"),
    gettext_lazy("누구에게 언제까지 물었고 어떻게 답했는지"),
    offer_columns,
    offers,
)
PLACEMENTS = Table(
    "placements",
    gettext_lazy("배치"),
    gettext_lazy("활동처와 기간, 약정, 수료와 중도종료"),
    placement_columns,
    placements,
)
