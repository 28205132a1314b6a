"""A CV read for a person: what is proposed waits, sealed, for an hour, and only what they confirm is kept. The file never is.

Sources: docs/adr/0021; PIPA art. 16 (no more than is needed), art. 21 (destruction without delay).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles import actors, candidates, destructions, events
from profiles.actors import Actor
from profiles.cv.careers import CareerFound
from profiles.cv.proposing import Proposal, Proposals
from profiles.declarations import CareerLine
from profiles.models import Candidate, CvReading, Destruction, Event, Identity, User

SENTENCES = {
    "empty": gettext_lazy("파일에 글이 없습니다. 다른 파일을 고르거나 직접 적어 주세요."),
    "too_large": gettext_lazy("파일이 너무 큽니다. 사진을 빼고 다시 저장한 파일을 올리거나 직접 적어 주세요."),
    "unknown_kind": gettext_lazy(
        "PDF, 워드(DOCX), 한글(HWPX) 파일이 아닙니다. 이 세 가지로 저장한 파일을 올려 주세요."
    ),
    "old_hwp": gettext_lazy(
        "예전 한글(HWP) 파일입니다. 한글에서 ‘다른 이름으로 저장하기’를 눌러 ‘HWPX’나 ‘PDF’로 저장한 뒤 그 파일을 올려 주세요."
    ),
    "old_word": gettext_lazy(
        "예전 워드(DOC) 파일입니다. 워드에서 ‘다른 이름으로 저장’을 눌러 ‘Word 문서(docx)’나 ‘PDF’로 저장한 뒤 그 파일을 올려 주세요."
    ),
    "picture": gettext_lazy("사진 파일에서는 글을 읽을 수 없습니다. 이력서를 만든 파일을 올리거나 직접 적어 주세요."),
    "encrypted": gettext_lazy("암호가 걸린 파일입니다. 암호를 풀고 저장한 파일을 올려 주세요."),
    "scanned": gettext_lazy(
        "종이를 사진으로 찍거나 스캔한 파일이어서 글을 읽을 수 없습니다. 이력서를 만든 파일을 올리거나 직접 적어 주세요."
    ),
    "broken": gettext_lazy(
        "파일이 망가졌거나 끝까지 저장되지 않아 읽을 수 없습니다. 다시 저장한 파일을 올리거나 직접 적어 주세요."
    ),
    "too_much_inside": gettext_lazy(
        "파일 안에 든 것이 너무 많아 열지 않았습니다. PDF로 다시 저장한 파일을 올리거나 직접 적어 주세요."
    ),
    "nested": gettext_lazy("파일 안에 다른 파일이 들어 있어 열지 않았습니다. PDF로 다시 저장한 파일을 올려 주세요."),
    "too_many_pages": gettext_lazy("쪽수가 너무 많습니다. 이력서만 담은 파일을 올려 주세요."),
    "too_slow": gettext_lazy("읽는 데 너무 오래 걸려 멈췄습니다. PDF로 다시 저장한 파일을 올리거나 직접 적어 주세요."),
    "nothing_found": gettext_lazy("파일을 읽었지만 적을 내용을 찾지 못했습니다. 번거로우시겠지만 직접 적어 주세요."),
    "too_heavy": gettext_lazy(
        "파일이 너무 복잡해 읽지 못했습니다. PDF로 다시 저장한 파일을 올리거나 직접 적어 주세요."
    ),
}
DROPPED = {
    "resident_number": gettext_lazy("주민등록번호·외국인등록번호"),
    "picture": gettext_lazy("사진·그림"),
    "family": gettext_lazy("가족 사항"),
    "marriage": gettext_lazy("결혼 여부"),
    "religion": gettext_lazy("종교"),
    "body": gettext_lazy("키·몸무게 같은 신체 사항"),
    "origin": gettext_lazy("본적·출신지"),
    "property": gettext_lazy("재산"),
}
MOST_SECONDS = 60  # a reading without proposals that is older was left by a process that died


@dataclass(frozen=True)
class Answers:
    """What a person chose and mended; None and () where nothing of a group was chosen. `careers` by the name of their fields."""

    name: str | None = None
    phone: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    careers: Mapping[str, CareerLine] = field(default_factory=dict)
    certificates: Sequence[str] = ()

    def __len__(self) -> int:
        told = (self.name is not None) + (self.phone is not None)
        fields = self.fields.keys() - {"dong"}  # one answer with its district
        return told + len(fields) + len(self.careers) + len(self.certificates)


class Standing(NamedTuple):
    """What was read, and how often each kind of what nobody may ask for was cut out."""

    proposals: Proposals
    dropped: dict[str, int]


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def begin(candidate: Candidate, *, by: Actor, at: datetime) -> CvReading:
    """Open a reading in place of any that stands. Raises PermissionDenied, reading_now, too_often."""
    actors.require_person(by, candidate.user_id, scope=actors.FILL)
    user = User.objects.select_for_update(no_key=True).get(pk=candidate.user_id)
    standing = CvReading.objects.filter(user=user).first()
    if standing and not standing.proposals_sealed and standing.begun_at > at - timedelta(seconds=MOST_SECONDS):
        raise ValidationError(_("올리신 파일을 지금 읽고 있습니다. 잠시 뒤 다시 해 주세요."), code="reading_now")
    begun = Event.objects.filter(subject_type="candidate", subject_id=candidate.pk, verb="begin_cv")
    if begun.filter(at__gt=at - timedelta(hours=1)).count() >= settings.CV_PER_HOUR:
        raise ValidationError(
            _("한 시간에 %(most)d번까지 올릴 수 있습니다. 한 시간 뒤에 다시 하거나 직접 적어 주세요.")
            % {"most": settings.CV_PER_HOUR},
            code="too_often",
        )
    if standing:
        CvReading.objects.filter(pk=standing.pk).delete()
    events.record("begin_cv", [candidate], by=by, at=at)
    kept_until = at + timedelta(minutes=settings.CV_KEPT_MINUTES)
    return CvReading.objects.create(user=user, begun_at=at, begun_by=by.user, expires_at=kept_until)


@transaction.atomic
def propose(
    reading: CvReading, proposals: Proposals, dropped: Mapping[str, int], *, by: Actor, at: datetime
) -> CvReading:
    """Keep, sealed, what was read. Raises PermissionDenied, reading_gone."""
    row = _lock(reading, by)
    row.proposals = json.dumps({"proposals": _plain(proposals), "dropped": dict(dropped)})
    row.save(update_fields=["proposals_sealed"])
    counts = {"proposed": count(proposals), "dropped": sum(dropped.values())}
    events.record("propose_cv", [_candidate(row)], by=by, at=at, params=counts)
    return row


@transaction.atomic
def refuse(reading: CvReading, code: str, *, by: Actor, at: datetime) -> None:
    """Close a reading whose file can't be read. Raises PermissionDenied, reading_gone."""
    row = _lock(reading, by)
    events.record("refuse_cv", [_candidate(row)], by=by, at=at, params={"refused": code})
    row.delete()


@transaction.atomic
def take(reading: CvReading, answers: Answers, *, by: Actor, at: datetime) -> None:
    """Tell of the person what they chose, all or nothing, and destroy the rest.

    Raises PermissionDenied, reading_gone, nothing_chosen and what `tell`, `set_identity`, `add_career` and `set_certificates` raise, by field; of a
    career under "its name.field".
    """
    actors.require_person(by, reading.user_id, scope=actors.FILL)
    candidate = _locked_candidate(reading)
    row = _lock(reading, by)
    if row.expires_at <= at:
        raise _gone()
    if not len(answers):
        raise ValidationError(
            _("넣을 내용을 하나 이상 골라 주세요. 넣지 않으려면 ‘넣지 않고 모두 지우기’를 눌러 주세요."),
            code="nothing_chosen",
        )
    wrong: dict[str, list[ValidationError]] = {}
    for prefix, verb in _calls(candidate, answers, by, at):
        try:
            with transaction.atomic():
                verb()
        except ValidationError as refused:
            by_field = refused.error_dict if hasattr(refused, "error_dict") else {"__all__": refused.error_list}
            for name, errors in by_field.items():
                wrong.setdefault(f"{prefix}{name}" if name != "__all__" else name, []).extend(errors)
    if wrong:
        raise ValidationError(wrong)
    events.record("take_cv", [candidate], by=by, at=at, params={"taken": len(answers)})
    row.delete()


@transaction.atomic
def forget(reading: CvReading, *, by: Actor, at: datetime) -> None:
    """Destroy what was read. Raises PermissionDenied, reading_gone."""
    row = _lock(reading, by)
    events.record("forget_cv", [_candidate(row)], by=by, at=at)
    row.delete()


@transaction.atomic
def expire(*, at: datetime) -> int:
    """Destroy what waited too long; return of how many people."""
    rows = list(CvReading.objects.select_for_update(skip_locked=True).filter(expires_at__lte=at).order_by("pk"))
    people = list(Candidate.objects.filter(user__in=[row.user_id for row in rows]).order_by("pk"))
    events.record("expire_cv", people, by=actors.system(), at=at)
    return destructions.destroy(CvReading, [row.pk for row in rows], cause=Destruction.Cause.UNSENT, at=at)


# Questions ------------------------------------------------------------------------------------------------------------
def waiting(user: User, *, at: datetime) -> CvReading | None:
    """The reading of a person that waits for their word."""
    return CvReading.objects.filter(user=user, expires_at__gt=at).exclude(proposals_sealed=None).first()


def opened(reading: CvReading) -> Standing:
    """What was read."""
    told = json.loads(reading.proposals)
    kept = told["proposals"]
    one = {name: kept[name] and Proposal(*kept[name]) for name in ("name", "phone", "birth_on", "place", "skills")}
    if one["birth_on"]:
        one["birth_on"] = one["birth_on"]._replace(value=date.fromisoformat(one["birth_on"].value))
    found = Proposals(
        **one,
        careers=tuple(CareerFound(*line) for line in kept["careers"]),
        certificates=tuple(Proposal(*line) for line in kept["certificates"]),
    )
    return Standing(found, told["dropped"])


def count(proposals: Proposals) -> int:
    """How many answers are proposed."""
    single = sum(1 for answer in proposals if isinstance(answer, Proposal))
    return single + len(proposals.careers) + len(proposals.certificates)


# Private --------------------------------------------------------------------------------------------------------------
def _lock(reading: CvReading, by: Actor) -> CvReading:
    actors.require_person(by, reading.user_id, scope=actors.FILL)
    row = CvReading.objects.select_for_update().filter(pk=reading.pk).first()
    if row is None:
        raise _gone()
    return row


def _gone() -> ValidationError:
    sentence = _("읽은 내용은 시간이 지나 지웠습니다. 파일을 다시 올려 주세요.")
    return ValidationError(sentence, code="reading_gone")


def _candidate(row: CvReading) -> Candidate:
    return Candidate.objects.get(user_id=row.user_id)


def _locked_candidate(reading: CvReading) -> Candidate:
    """Lock the person, after their account as `begin` does: what they hold is read, added to and written back."""
    User.objects.select_for_update(no_key=True).get(pk=reading.user_id)
    return Candidate.objects.select_for_update(no_key=True).get(user_id=reading.user_id)


def _calls(candidate: Candidate, answers: Answers, by: Actor, at: datetime) -> list[tuple[str, Any]]:
    """The verbs that the answers call for, each with what its fields are called on the page."""
    done = {"by": by, "at": at}
    calls: list[tuple[str, Any]] = []
    if answers.name is not None or answers.phone is not None:
        calls.append(("", lambda: _set_identity(candidate, answers, done)))
    if answers.fields:
        calls.append(("", lambda: candidates.tell(candidate, answers.fields, **done)))
    for name, line in answers.careers.items():
        calls.append((f"{name}.", lambda line=line: candidates.add_career(candidate, **vars(line), **done)))
    if answers.certificates:
        held = list(candidate.certificates.order_by("pk").values_list("name", flat=True))
        calls.append(("", lambda: candidates.set_certificates(candidate, [*held, *answers.certificates], **done)))
    return calls


def _set_identity(candidate: Candidate, answers: Answers, done: dict[str, Any]) -> None:
    """Name and phone are kept together: the one that wasn't chosen stays as it is."""
    identity = Identity.objects.filter(user_id=candidate.user_id).first()
    name = answers.name if answers.name is not None else identity.name if identity else ""
    phone = answers.phone if answers.phone is not None else identity.phone if identity else ""
    candidates.set_identity(candidate.user, name=name, phone=phone, **done)


def _plain(proposals: Proposals) -> dict[str, Any]:
    plain = proposals._asdict()
    if proposals.birth_on:
        plain["birth_on"] = proposals.birth_on._replace(value=proposals.birth_on.value.isoformat())
    return plain
