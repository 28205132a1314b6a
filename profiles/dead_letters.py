"""Dead letters: notices that could not be sent through a channel, why, and how an officer lets them be tried again.

A notice that is no longer true, or whose person left the channel or the service, is not sent again: it isn't listed.
Source: RFC 5321 section 4.2 (what a mail server's answers mean).
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles import actors, contacts, events, notices
from profiles.actors import Actor
from profiles.models import Delivery, DeliveryAttempt, Notice

NO_MAILBOX = ("550", "551", "553", "511", "521", "556")
MAILBOX_FULL = ("452", "552")
# How the answer of the last try begins, and what it means; the first that fits.
REASONS: tuple[tuple[tuple[str, ...], str | Promise], ...] = (
    (NO_MAILBOX, gettext_lazy("이메일 주소가 없거나 더는 쓰지 않는 주소입니다. 본인에게 주소를 확인해 주세요.")),
    (MAILBOX_FULL, gettext_lazy("받는 사람의 메일함이 가득 찼습니다.")),
    (("4",), gettext_lazy("받는 쪽 메일 서버가 여러 번 나중에 다시 보내라고 했습니다.")),
    (("5",), gettext_lazy("받는 쪽 메일 서버가 메일을 거절했습니다.")),
    (("connection lost",), gettext_lazy("메일 서버와 연결이 여러 번 끊겼습니다.")),
    (("no address",), gettext_lazy("보낼 이메일 주소나 전화번호가 없습니다. 본인에게 확인해 주세요.")),
    (("refused",), gettext_lazy("문자를 받을 수 없는 번호입니다. 본인에게 번호를 확인해 주세요.")),
    (
        ("not arrived",),
        gettext_lazy("문자가 휴대전화에 도착하지 못했습니다. 번호가 맞는지, 꺼져 있지 않은지 본인에게 확인해 주세요."),
    ),
    (("unclear",), gettext_lazy("문자 회사가 여러 번 제대로 답하지 않았습니다.")),
    (("no words", "broke"), gettext_lazy("알림의 글을 만들지 못했습니다. 시스템 관리자에게 알려 주세요.")),
    (("the sender died",), gettext_lazy("보내는 프로그램이 도중에 멈추었습니다. 시스템 관리자에게 알려 주세요.")),
)


@transaction.atomic
def send_again(told: Sequence[Notice], *, by: Actor, at: datetime) -> list[Delivery]:
    """Let the dead deliveries of notices be tried anew, all tries before them. Raises PermissionDenied, not_dead."""
    actors.require_role(by, roles={"editor"}, kinds={"city"})
    wanted = listed().filter(notice__in=told)
    rows = list(wanted.select_for_update(of=("self",)).order_by("pk"))
    if {row.notice_id for row in rows} != {notice.pk for notice in told}:
        raise ValidationError(
            _("그사이 다시 보냈거나 더는 맞지 않게 된 알림이 있습니다. 목록을 다시 확인해 주세요."), code="not_dead"
        )
    ways = contacts.ways_of({row.notice.recipient_id for row in rows})
    for row in rows:
        own = ways[row.notice.recipient_id]
        row.state, row.tries, row.settled_at = Delivery.State.QUEUED, 0, None
        row.due_at = contacts.due_at(at, rhythm=own.rhythm, hours=own.hours, is_urgent=row.is_urgent)
    Delivery.objects.bulk_update(rows, ["state", "tries", "settled_at", "due_at"])
    params = [{"channel": row.channel} for row in rows]
    events.record("send_again", [row.notice for row in rows], by=by, at=at, params=params)
    notices.wake()
    return rows


# Questions ------------------------------------------------------------------------------------------------------------
def listed() -> QuerySet[Delivery]:
    """Return the dead letters that could still be sent, with the answer of the last try."""
    last = DeliveryAttempt.objects.filter(delivery=OuterRef("pk")).order_by("-at", "-pk")
    dead = Delivery.objects.filter(
        state=Delivery.State.DEAD, notice__cancelled_at=None, notice__recipient__is_active=True
    )
    return dead.select_related("notice__recipient").annotate(last_answer=Subquery(last.values("answer")[:1]))


def of_any_state() -> QuerySet[Notice]:
    """Return the notices that an officer's list may have shown, whatever became of them since."""
    return Notice.objects.order_by("pk")


def why(answer: str | None) -> str | Promise:
    """Return what the answer of a channel means, in plain words; the answer itself may hold an address."""
    found = (text for starts, text in REASONS if (answer or "").startswith(starts))
    return next(found, gettext_lazy("보내지 못한 이유를 알 수 없습니다."))
