"""What an officer should see before people are moved together: open questions, papers nobody scored, more people than seats.

Cautions stop nothing; what may not be is refused by the verb itself.
"""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from jobs import reserves, seats
from jobs.applicants import Applicant
from jobs.models import Application, ScoreSheet

_NEEDS_ANSWERS = ("pass_eligibility", "select", "put_on_waiting_list")
_NEEDS_SCORES = ("pass_paper", "select", "put_on_waiting_list")
_OPEN = ngettext_lazy(
    "‘확인 필요’인 규칙이 남은 분이 %(people)d명 있습니다. 서류나 전화로 확인해 주세요.",
    "‘확인 필요’인 규칙이 남은 분이 %(people)d명 있습니다. 서류나 전화로 확인해 주세요.",
    "people",
)
_UNSCORED = ngettext_lazy(
    "이 단계의 심사표가 하나도 없는 분이 %(people)d명 있습니다.",
    "이 단계의 심사표가 하나도 없는 분이 %(people)d명 있습니다.",
    "people",
)


def of(verb: str, people: Sequence[Applicant]) -> list[str]:
    """Return the sentences that stand above the button."""
    rows = [person.application for person in people]
    open_questions = sum(bool(person.asked) for person in people) if verb in _NEEDS_ANSWERS else 0
    unscored = _unscored(rows) if verb in _NEEDS_SCORES else 0
    counted = ((_OPEN, open_questions), (_UNSCORED, unscored))
    found = [text % {"people": number} for text, number in counted if number]
    return [*found, *(_crowded(rows) if verb == "select" else [])]


def _unscored(rows: Sequence[Application]) -> int:
    scored = set(
        ScoreSheet.objects.counted().filter(application__in=rows).values_list("application_id", "stage").distinct()
    )
    return sum((row.pk, row.state) not in scored for row in rows)


def _crowded(rows: Sequence[Application]) -> list[str]:
    """The postings with fewer free seats than people here; those selected before have a claim as well."""
    postings = {row.posting_id: row.posting for row in rows}
    wanted = Counter((row.posting_id, reserves.is_for(row)) for row in rows)
    found = []
    for pk, room in seats.count_unclaimed(postings).items():
        favoured, others = wanted[pk, True], wanted[pk, False]
        if room.fits(favoured, others):
            continue
        left = room.after(favoured, 0).kept
        told = _(
            "‘%(posting)s’에 남은 자리는 %(free)d개인데 %(people)d명을 골랐습니다. 자리만큼만 합격으로 할 수 있습니다."
        ) % {"posting": postings[pk].title, "free": max(room.open, 0) + room.kept, "people": favoured + others}
        found.append(f"{told} {reserves.kept_sentence(left)}" if left else told)
    return found
