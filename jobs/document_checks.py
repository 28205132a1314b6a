"""Document checks (서류 확인): papers are asked for only once somebody takes a seat, and a person sees that they agree.

What is proved, and by whom it was seen, stands with the facts of the person; rules of placing are judged anew (DESIGN sections 2, 3).
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jobs import judging, sentences, steps
from jobs.applications import begin
from jobs.eligibility import PLACE
from jobs.models import Application, PostingTransfer
from profiles import candidates, events
from profiles.actors import Actor, each
from profiles.models import Candidate, Organisation


class Seen(NamedTuple):
    """Whose officer saw a paper, and when."""

    who: str
    at: datetime


@transaction.atomic
def confirm(
    applications: Sequence[Application],
    *,
    rules: Collection[str],
    by: Actor | Sequence[Actor],
    at: datetime,
) -> list[Application]:
    """Record that the papers were seen and agree (서류 확인): what they prove, and what the rules of placing say of it.

    `rules`: the kinds of rule that an officer ticked one by one. Raises PermissionDenied, wrong_state, rules_left.
    """
    rows, _moves = begin("place", applications, by)
    asked = judging.to_confirm(rows)
    _require_ticked(asked, rules)
    for row, actor in zip(rows, each(by, rows), strict=True):
        row.documents_seen_at, row.documents_seen_by = at, actor.user
    steps.write(rows, "documents_seen_at", "documents_seen_by")
    rested_on = judging.facts_of(rows)
    candidates.see_proofs([row.candidate for row in rows], [rested_on[row.pk] for row in rows], by=by, at=at)
    judging.judge_stage(rows, stage=PLACE, at=at)
    events.record("confirm_documents", rows, by=by, at=at, params=[{"rules": asked[row.pk]} for row in rows])
    return rows


def seen_of(candidate: Candidate, *, until: datetime, named: Collection[int] | None) -> dict[str, Seen]:
    """Return, by fact, whose officer saw its paper last until a moment, and when.

    `named`: the organisations that are named (`holders_of` the posting that is read), None all; where else somebody works or worked is no operator's to read.
    """
    rows = events.of(candidate).filter(verb="see_proof", at__lte=until).select_related("organisation")
    return {
        fact: Seen(_name_for(event.organisation, named), event.at)
        for event in rows.order_by("at", "pk")
        if event.organisation
        for fact in event.params["facts"]
    }


def confirmer_of(application: Application) -> str:
    """Return the name of the operator whose officer saw the papers last: who had the posting then, whatever it passed on to since."""
    seen = events.of(application).filter(verb="confirm_documents").exclude(organisation=None)
    last = seen.select_related("organisation").first()
    if last and last.organisation_id in holders_of(application):
        return last.organisation.name
    return application.posting.organisation.name


def holders_of(application: Application) -> set[int]:
    """Return the operators who have or had the posting: what they did for it is named to whoever has it now."""
    givers = PostingTransfer.objects.filter(posting=application.posting_id).values_list("giver_id", flat=True)
    return {application.posting.organisation_id, *givers}


def _name_for(organisation: Organisation, named: Collection[int] | None) -> str:
    return organisation.name if named is None or organisation.pk in named else _("다른 운영기관")


def _require_ticked(asked: dict[int, list[str]], rules: Collection[str]) -> None:
    kinds = dict.fromkeys(kind for of_row in asked.values() for kind in of_row)
    left = [str(sentences.rule_label(kind)) for kind in kinds if kind not in rules]
    if left:
        raise ValidationError(
            _("아직 확인했다고 표시하지 않은 것이 있습니다: %(rules)s. 맞지 않으면 합격을 취소해 주세요.")
            % {"rules": ", ".join(left)},
            code="rules_left",
        )
