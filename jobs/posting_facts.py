"""What stands on a posting's page beside the announcement: how many apply, how far it is from home, when each step comes. Read only."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jobs.announcements import SiteLine
from jobs.models import Application, Posting
from profiles import places
from profiles.models import Candidate


class Near(NamedTuple):
    """One site with the kilometres from home as the crow flies; None where home isn't known or lies outside of the city."""

    line: SiteLine
    km: float | None


class StepOfSelection(NamedTuple):
    """One step on the way to the seat: its name, when it is, what happens. Of a span `until` is the end."""

    name: str | Promise
    text: str | Promise
    begins: date | datetime | None = None
    until: date | datetime | None = None
    is_past: bool = False

    @property
    def has_time(self) -> bool:
        """Whether the hour matters beside the day."""
        return isinstance(self.begins, datetime)


def applicants(posting: Posting) -> int:
    """Return how many people have applied so far; whoever withdrew doesn't count."""
    rows = Application.objects.filter(posting=posting).exclude(state=Application.State.WITHDRAWN)
    return rows.values("candidate").distinct().count()


def from_home(person: Candidate | None, sites: Sequence[SiteLine]) -> list[Near]:
    """Return the sites, the nearest first where home is known."""
    home = person.place if person else ""
    if not home or home == places.OUTSIDE:
        return [Near(line, None) for line in sites]
    near = [Near(line, places.distance_km(home, line.site.place)) for line in sites]
    return sorted(near, key=lambda row: row.km)


def selection(posting: Posting, at: datetime) -> list[StepOfSelection]:
    """Return the steps from applying to the first day, with those behind us marked."""
    is_round = posting.selection == Posting.Selection.ROUND
    apply_until, results_at = posting.apply_until, posting.results_at
    reviewed = timezone.localdate(apply_until), timezone.localdate(results_at)
    reading = _("신청 자격을 확인하고, 지원하는 이유와 해 본 일을 읽습니다.")
    found = [
        StepOfSelection(_("지원"), _("휴대전화로 지원합니다."), posting.apply_from, apply_until, at >= apply_until),
    ]
    if posting.has_interview:
        text = _(
            "서류심사에 합격한 분만 봅니다. 운영기관이 연 시간 가운데 하나를 고르거나, 날짜와 장소를 전화로 알려 드립니다."
        )
        found.append(StepOfSelection(_("적격검토, 서류심사, 면접심사"), format_lazy("{} {}", reading, text), *reviewed))
    else:
        found.append(StepOfSelection(_("적격검토와 서류심사"), reading, *reviewed))
    if is_round:
        text = _(
            "심사 점수와 희망 순서로 여러 공고의 자리를 한꺼번에 정합니다. 여러 공고에 지원하시면 먼저 낸 지원이 앞선 희망이 되니, "
            "가고 싶은 곳부터 지원해 주세요."
        )
        found.append(StepOfSelection(_("일괄 배치"), text))
    found.append(StepOfSelection(_("결과 발표"), _("모두에게 함께 알려 드립니다."), results_at))
    answering = _("합격하면 정해진 날 안에 참여하실지 답합니다. 서류는 이때 처음 냅니다.")
    if posting.asked_files:
        answering = _("합격하면 정해진 날 안에 참여하실지 답합니다. 등본 같은 증명 서류는 이때 냅니다.")
    found.append(StepOfSelection(_("참여 의사 확인"), answering))
    if posting.has_training:
        found.append(StepOfSelection(_("교육"), _("활동을 시작하기 전에 교육을 받습니다.")))
    found.append(StepOfSelection(_("활동 시작"), _("약정을 하고 활동처에서 시작합니다."), posting.starts_on))
    released = posting.results_released_at is not None
    return [step._replace(is_past=step.is_past or _is_past(step, at, released)) for step in found]


def _is_past(step: StepOfSelection, at: datetime, released: bool) -> bool:
    """The steps before the results are over once the results are told."""
    return released and step.until is not None
