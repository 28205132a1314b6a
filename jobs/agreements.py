"""The agreement of a placement (약정서, 근로계약서): drawn up from the template in force, read and signed on screen by both sides.

A version is a text that never changes; what each side signs is its hash. A change of hours or site makes the next version, to be signed
again by both, and the old one stays with its signatures. Only the person signs for themselves, whoever else acts for them; the operator's
side is an officer's. Who can't sign on screen signs paper: `placements.agree`. Sources: 근로기준법 제17조; 전자서명법 제3조; 전자문서법 제4조.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import agreement_letters, agreement_terms, agreement_texts, conflicts, placements, steps
from jobs.models import Agreement, AgreementSignature, AgreementTemplate, PayTerms, Placement
from profiles import events, lines, privacy
from profiles.actors import Actor, each
from profiles.models import Identity

PERSON, OPERATOR = AgreementSignature.Side.PERSON, AgreementSignature.Side.OPERATOR
OPEN = (Placement.State.PREPARING, Placement.State.ACTIVE)
MOST_NAME, MOST_TERMS = 60, 500
MOST_READ, MOST_SHOWN = 300, 50  # agreements opened and named by one page of those that changed


class Changed(NamedTuple):
    """Agreements to draw up anew, and after which one to look on; None where that was all."""

    rows: list[Agreement]
    next: int | None


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def draw_up(
    rows: Sequence[Placement],
    *,
    changes: Mapping[str, Any] | None = None,
    by: Actor | Sequence[Actor],
    at: datetime,
) -> list[Agreement]:
    """Write the agreements as things stand now: the first version, or the next, which replaces the one that stands and is signed anew.

    `changes`: hours_mask, weekly_hours, hours_per_month, special_terms of this person; None keeps those of the version before.
    Raises PermissionDenied, wrong_state, terms_missing, name_missing, agreement_same and, by field, hours_over_cap, max_length, resident_number.
    """
    found = _lock(rows, by)
    standing = {row.placement_id: row for row in Agreement.objects.standing().filter(placement__in=found)}
    write = _Writer(found)
    made, told = [], []
    for row, actor in zip(found, each(by, found), strict=True):
        before = standing.get(row.pk)
        own = _changes(changes) if changes is not None else before.changes if before else {}
        _require_under_cap(own, row)
        version = before.version + 1 if before else 1
        template, text = write.text(row, version, own, on=timezone.localdate(at))
        if before and _essence(text) == _essence(before.text):
            raise ValidationError(_("지금 약정서와 내용이 같아 새로 쓰지 않았습니다."), code="agreement_same")
        if before:
            before.replaced_at, before.replaced_by = at, actor.user
            before.save(update_fields=["replaced_at", "replaced_by"])
        one = Agreement(placement=row, template=template, version=version, changes=own, made_at=at, made_by=actor.user)
        one.text, one.text_hash = text, hash_of(text)
        made.append(one)
        told.append({"version": version})
        row.agreed_at, row.agreed_by = None, None
    steps.write(found, "agreed_at", "agreed_by")
    Agreement.objects.bulk_create(made)
    events.record("draw_up", made, by=by, at=at, params=told)
    agreement_letters.replaced(list(standing.values()), at=at)
    agreement_letters.to_sign(made, at=at)
    return made


@transaction.atomic
def sign(agreement: Agreement, *, name: str, shown_hash: str, has_read: bool, by: Actor, at: datetime) -> Agreement:
    """Sign the text that was read, for one's own side; the second signature makes the placement agreed.

    What it says must still hold: after a transfer, another site, other hours or money it is drawn up anew first.
    Raises PermissionDenied, wrong_state, agreement_replaced, signed_already, agreed, agreement_outdated, changed_meanwhile and, by field,
    not_read, name_differs.
    """
    (placement,) = placements.lock([agreement.placement], is_judged=True)
    placement.application.candidate = placement.candidate
    (row,) = steps.lock(Agreement, [agreement])
    row.placement = placement
    side = _require_side(placement, by)
    if row.replaced_at:
        sentence = _("그사이 새 약정서가 나와 이 약정서에는 서명할 수 없습니다. 새 약정서를 읽어 주세요.")
        raise ValidationError(sentence, code="agreement_replaced")
    if placement.state not in OPEN:
        raise steps.wrong_state(placement)
    signed = set(row.signatures.values_list("side", flat=True))
    if side in signed:
        raise ValidationError(_("이미 서명했습니다."), code="signed_already")
    if shown_hash != row.text_hash or hash_of(row.text) != row.text_hash:
        raise ValidationError(_("읽으신 약정서와 내용이 다릅니다. 다시 읽어 주세요."), code="changed_meanwhile")
    if placement.agreed_at:
        raise ValidationError(_("이미 약정했습니다."), code="agreed")
    if changed_since(row, at=at):
        raise ValidationError(_outdated_words(side), code="agreement_outdated")
    typed = _typed_name(name, _known_name(row, side, by), has_read)
    made = AgreementSignature(agreement=row, side=side, text_hash=row.text_hash, signed_at=at, signed_by=by.user)
    made.name = typed
    made.save()
    events.record("sign_agreement", [row], by=by, at=at, params={"side": side, "text_hash": row.text_hash})
    agreement_letters.signed(row, side, at=at)
    if signed:
        _agreed(placement, row, by, at)
    return row


# Questions ------------------------------------------------------------------------------------------------------------
def newest_templates() -> dict[str, AgreementTemplate]:
    """Return the words in force for each kind of programme."""
    return {row.kind: row for row in AgreementTemplate.objects.order_by("version")}


def standing_of(placement: Placement) -> Agreement | None:
    """Return the version that stands, signed or not."""
    return Agreement.objects.standing().filter(placement=placement).first()


def side_of(agreement: Agreement, by: Actor) -> str | None:
    """Return the side that this actor may sign for now; None where there is nothing for them to sign."""
    if agreement.replaced_at or agreement.placement.state not in OPEN:
        return None
    side = _side(agreement.placement, by)
    return None if side is None or agreement.signatures.filter(side=side).exists() else side


def changed_since(agreement: Agreement, *, at: datetime) -> bool:
    """Whether site, hours, period or money are no longer those that the standing version names; new words of the city leave it as it is."""
    return bool(outdated([agreement], at=at))


def changed_of(
    rows: QuerySet[Agreement],
    *,
    after: int | None = None,
    at: datetime,
    most_read: int = MOST_READ,
    most_shown: int = MOST_SHOWN,
) -> Changed:
    """Return those of the agreements that name something that has changed since, of as many as one page looks through.

    Every text is opened for it, so a page stops at `most_read` or at `most_shown`; `next` is where the following goes on, None at the end.
    """
    ordered = rows.filter(placement__state__in=OPEN).order_by("pk")
    ahead = list((ordered.filter(pk__gt=after) if after else ordered)[: most_read + 1])
    looked = ahead[:most_read]
    found = outdated(looked, at=at)
    last = found[most_shown - 1] if len(found) >= most_shown else looked[-1] if looked else None
    has_more = last is not None and ahead[-1].pk > last.pk
    return Changed(found[:most_shown], last.pk if has_more else None)


def outdated(agreements: Sequence[Agreement], *, at: datetime) -> list[Agreement]:
    """Return those that stand and name something that has changed since, in a fixed number of queries; `template` is read along."""
    open_ = [row for row in agreements if row.replaced_at is None and row.placement.state in OPEN]
    if not open_:
        return []
    write, today = _Writer([row.placement for row in open_]), timezone.localdate(at)
    return [row for row in open_ if _is_outdated(row, write, today)]


def read(agreement: Agreement) -> dict[str, Any]:
    """Return what the text says: title, sections, who, from which day."""
    return json.loads(agreement.text)


def hash_of(text: str) -> str:
    """Return the hash that both sides sign: SHA-256 of the text as it is kept."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


# Private --------------------------------------------------------------------------------------------------------------
def _lock(rows: Sequence[Placement], by: Actor | Sequence[Actor]) -> list[Placement]:
    found = steps.lock(
        Placement,
        rows,
        "application__posting__programme_year__programme",
        "application__posting__organisation",
        "candidate",
        "seat__posting_site__site",
    )
    for row, actor in zip(found, each(by, found), strict=True):
        row.application.candidate = row.candidate
        steps.require_party("operator", placements.parties(row), actor)
        if row.state not in OPEN:
            raise steps.wrong_state(row)
    conflicts.require_none([row.application for row in found], each(by, found))
    return found


class _Writer:
    """Writes the texts of placements; what many share is read once: templates, names, money."""

    def __init__(self, rows: Sequence[Placement]) -> None:
        self.templates = newest_templates()
        self.names = Identity.objects.in_bulk({row.candidate.user_id for row in rows})
        self.money: dict[int, list[PayTerms]] = {}
        for terms in PayTerms.objects.filter(programme_year__in={_year_id(row) for row in rows}):
            self.money.setdefault(terms.programme_year_id, []).append(terms)

    def text(
        self,
        row: Placement,
        version: int,
        changes: Mapping[str, Any],
        *,
        on: date,
        template: AgreementTemplate | None = None,
    ) -> tuple[AgreementTemplate, str]:
        """Return the whole of an agreement as one text whose hash is signed: keys in order, one spelling.

        `template`: not the words in force but these.
        """
        posting, identity = row.application.posting, self.names.get(row.candidate.user_id)
        template = template or self.templates[posting.programme_year.programme.kind]
        if identity is None or not identity.name:
            raise ValidationError(_("이름을 적지 않은 분이 있어 약정서를 쓸 수 없습니다."), code="name_missing")
        money = self.money.get(_year_id(row), ())
        values = agreement_terms.values_of(row, template, name=identity.name, changes=changes, money=money)
        whole = {
            "title": template.title,
            "template": template.version,
            "version": version,
            "on": on.isoformat(),
            "placement": str(row.public_id),  # the same terms for somebody of the same name have another hash
            "person": identity.name,
            "operator": posting.organisation.name,
            "is_demo": posting.programme_year.is_demo,
            "sections": agreement_texts.filled(template.body, values),
        }
        return template, unicodedata.normalize("NFC", json.dumps(whole, ensure_ascii=False, sort_keys=True))


def _is_outdated(agreement: Agreement, write: _Writer, today: date) -> bool:
    try:
        _template, text = write.text(
            agreement.placement, agreement.version, agreement.changes, on=today, template=agreement.template
        )
    except ValidationError:
        return False
    return _essence(text) != _essence(agreement.text)


def _year_id(row: Placement) -> int:
    return row.application.posting.programme_year_id


def _essence(text: str) -> dict[str, Any]:
    """What is agreed to, whatever the version's number and day."""
    return {
        key: value for key, value in json.loads(text).items() if key not in ("version", "on", "template", "placement")
    }


def _changes(given: Mapping[str, Any]) -> dict[str, Any]:
    terms = lines.text(given.get("special_terms") or "", MOST_TERMS, field="special_terms")
    privacy.refuse_resident_numbers(special_terms=terms)
    found = {name: given.get(name) for name in ("hours_mask", "weekly_hours", "hours_per_month")}
    if found["hours_mask"]:
        found["hours_mask"] = list(found["hours_mask"])
    return {name: value for name, value in {**found, "special_terms": terms}.items() if value}


def _require_under_cap(changes: Mapping[str, Any], placement: Placement) -> None:
    """A month over the cap is let pass log by log, with a reason (hours.py); nobody agrees to it beforehand."""
    cap, agreed = placement.application.posting.programme_year.hours_cap_per_month, changes.get("hours_per_month")
    if cap is not None and agreed is not None and agreed > cap:
        sentence = _("이 사업은 한 달에 %(cap)d시간까지 활동할 수 있습니다. %(cap)d시간 이하로 적어 주세요.") % {
            "cap": cap
        }
        raise ValidationError({"hours_per_month": ValidationError(sentence, code="hours_over_cap")})


def _side(placement: Placement, by: Actor) -> str | None:
    parties = placements.parties(placement)
    if steps.is_party("candidate", parties, by):
        return PERSON
    return OPERATOR if steps.is_party("operator", parties, by) else None


def _require_side(placement: Placement, by: Actor) -> str:
    side = _side(placement, by)
    if side is None or by.on_behalf_of is not None:
        raise PermissionDenied
    if side == OPERATOR:
        conflicts.require_none([placement.application], [by])
    return side


def _outdated_words(side: str) -> str:
    if side == PERSON:
        return _(
            "이 약정서를 쓴 뒤에 운영기관, 활동처, 시간, 기간이나 금액이 바뀌어 서명할 수 없습니다. 운영기관이 새 약정서를 쓰면 알려 드립니다."
        )
    return _(
        "이 약정서를 쓴 뒤에 운영기관, 활동처, 시간, 기간이나 금액이 바뀌어 서명할 수 없습니다. 새 판을 쓴 뒤 서명해 주세요."
    )


def _known_name(agreement: Agreement, side: str, by: Actor) -> str:
    """The person's name as the text has it; an officer's as it is known here, else whatever they go by."""
    if side == PERSON:
        return read(agreement)["person"]
    identity = Identity.objects.filter(user=by.user).first()
    return identity.name if identity else ""


def _typed_name(name: str, known: str, has_read: bool) -> str:
    typed = lines.line(name, MOST_NAME, field="name")
    if not has_read:
        sentence = _("끝까지 읽으신 뒤 ‘모두 읽었습니다’에 표시해 주세요.")
        raise ValidationError({"has_read": ValidationError(sentence, code="not_read")})
    if not typed or (known and "".join(typed.split()) != "".join(known.split())):
        sentence = _("이름이 다릅니다. 약정서에 적힌 이름을 그대로 적어 주세요.") if typed else _("이름을 적어 주세요.")
        raise ValidationError({"name": ValidationError(sentence, code="name_differs")})
    return typed


def _agreed(placement: Placement, agreement: Agreement, by: Actor, at: datetime) -> None:
    placement.agreed_at, placement.agreed_by = at, by.user
    placement.save(update_fields=["agreed_at", "agreed_by"])
    events.record("agree", [placement], by=by, at=at, params={"version": agreement.version})
    agreement_letters.agreed(agreement, at=at)
