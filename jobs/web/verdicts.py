"""The verdicts of one application on an officer's table, with the form that sets one aside where that page may."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from jobs import acts, blinding, document_checks, judging, sentences
from jobs.document_checks import Seen
from jobs.eligibility import CITY, NOT_MET
from jobs.models import Application
from jobs.rule_texts import PAPERS
from jobs.sentences import Line
from jobs.web.operator_forms import ReasonForm
from profiles.models import Proof
from profiles.templatetags.dasi import day

Refused = Mapping[str, ReasonForm]


def of(
    application: Application, *, who: str | None, refused: Refused | None = None, hides: bool = False
) -> list[dict[str, Any]]:
    """Return each verdict of the last check as a line; `who` may set aside what is theirs, None nothing.

    `hides`: to those who choose, of somebody reviewed blind. `refused` holds, by kind of rule, a form that was sent and not taken.
    """
    check = judging.latest(application)
    aside = [(verdict, row.reason) for row in application.overrides.all() for verdict in row.verdicts]
    rows, offered, asked = [], set(), judging.asked_since(application)
    writers = acts.writers_of(application.candidate, until=check.judged_at) if check else {}
    named = None if who == CITY else document_checks.holders_of(application)
    seen = document_checks.seen_of(application.candidate, until=check.judged_at, named=named) if check else {}
    confirmer = document_checks.confirmer_of(application) if application.documents_seen_at else ""
    for verdict in check.verdicts if check else []:
        kind = verdict["kind"]
        why = next((reason for given, reason in aside if given == judging.essence(verdict)), None)
        stands = verdict["outcome"] == NOT_MET and why is None
        may = stands and verdict["overridable_by"] == who and kind not in offered
        rows.append(
            {
                "line": blinding.verdict(_line(verdict, writers, seen), application)
                if hides
                else _line(verdict, writers, seen),
                "aside": why,
                "confirmed": _confirmed(application, verdict, confirmer) if kind not in asked else "",
                "form": ((refused or {}).get(kind) or ReasonForm(auto_id=f"{kind}_%s")) if may else None,
                "needs_city": stands and verdict["overridable_by"] == CITY and who != CITY,
            }
        )
        offered |= {kind} if may else set()
    return rows


def _confirmed(application: Application, verdict: Mapping[str, Any], confirmer: str) -> str:
    """Who confirmed before placing what this verdict rests on; what was proved says so itself, and what isn't met was not confirmed."""
    is_proved = verdict.get("basis") not in (None, Proof.Basis.DECLARED)
    if application.documents_seen_at is None or is_proved or verdict["outcome"] == NOT_MET:
        return ""
    return _who_saw(confirmer, application.documents_seen_at, verdict["kind"])


def _who_saw(who: str, at: datetime, kind: str) -> str:
    """'한강복지재단 담당자가 3월 12일(목)에 확인했습니다: 주민등록등본의 주소'; nothing of a rule that asks for nothing to be seen."""
    if kind not in PAPERS:
        return ""
    said = {"who": who, "day": day(at), "what": PAPERS[kind]}
    return _("%(who)s 담당자가 %(day)s에 확인했습니다: %(what)s") % said


def _line(verdict: Mapping[str, Any], writers: Mapping[str, str], seen: Mapping[str, Seen]) -> Line:
    """A verdict in words; what was proved says who saw what, what was only declared who wrote it, where that was a counsellor."""
    line = sentences.verdict_line(verdict, to_officer=True)
    if verdict.get("basis") == Proof.Basis.PROOF:
        sights = [seen[fact] for fact in verdict.get("facts", ()) if fact in seen]
        last = max(sights, key=lambda sight: sight.at, default=None)
        return line._replace(basis=_who_saw(last.who, last.at, verdict["kind"]) or line.basis) if last else line
    centres = dict.fromkeys(writers[fact] for fact in verdict.get("facts", ()) if writers.get(fact))
    if verdict.get("basis") != Proof.Basis.DECLARED:
        return line
    if "training_attendance" in verdict.get("facts", ()):  # nobody tells it of themselves
        return line._replace(basis=_("운영기관이 적음"))
    if not centres:
        return line
    return line._replace(basis=_("%(centre)s의 상담사가 대신 적음") % {"centre": ", ".join(centres)})


def papers(application: Application, ticked: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return what an officer confirms before placing, rule by rule: the paper, and what the last check said of it."""
    check = judging.latest(application)
    said = [sentences.verdict_line(verdict, to_officer=True) for verdict in (check.verdicts if check else [])]
    return [
        {
            "kind": kind,
            "label": sentences.rule_label(kind),
            "paper": PAPERS[kind],
            "lines": [line for line in said if line.kind == kind],
            "is_ticked": kind in ticked,
        }
        for kind in judging.to_confirm([application])[application.pk]
    ]


def open_again(application: Application) -> list[str]:
    """Return the names of rules that became open questions after the papers were seen."""
    return [str(sentences.rule_label(kind)) for kind in judging.asked_since(application)]
