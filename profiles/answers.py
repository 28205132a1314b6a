"""The answers of one step, told in one go: what another window changed since the page was shown is asked about, never overwritten.

A page carries a mark of every answer as it showed it. An answer that changed since, here and elsewhere, differently, is disputed: the
person sees both and chooses. What only the other window changed stays as it is there. Source: issue "The candidate's site", two tabs.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from profiles import actors, candidates
from profiles.actors import Actor
from profiles.declarations import BOOKMARK, FIELDS, Status
from profiles.models import Candidate, Identity

IDENTITY = ("name", "phone")
ELSEWHERE = "changed_elsewhere"  # the code of an answer that another window changed first
_COLUMNS = frozenset(FIELDS) - {BOOKMARK, "statuses"}


@transaction.atomic
def tell(candidate: Candidate, told: Mapping[str, Any], *, shown: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Keep these answers, all or none; `shown` are the marks of the page they were given on, none where nothing was shown.

    Raises PermissionDenied; by field changed_elsewhere, and what candidates.tell, set_identity and set_certificates raise.
    """
    actors.require_person(by, candidate.user_id, scope=actors.FILL)
    row = Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
    stands = standing(row, told)
    mine = {name: answer for name, answer in told.items() if _is_mine(name, answer, stands, shown)}
    disputed = [name for name in mine if _changed(name, stands, shown) and mark(mine[name]) != mark(stands[name])]
    if disputed:
        raise ValidationError({name: _changed_elsewhere() for name in disputed})
    if set(IDENTITY) & set(mine):
        person = {name: mine.get(name, stands.get(name)) or "" for name in IDENTITY}
        candidates.set_identity(row.user, **person, by=by, at=at)
    if "certificates" in mine:
        candidates.set_certificates(row, mine["certificates"], by=by, at=at)
    candidates.tell(row, _fields(row, mine), by=by, at=at)


# Questions ------------------------------------------------------------------------------------------------------------
def standing(candidate: Candidate, names: Iterable[str]) -> dict[str, Any]:
    """What stands now of these answers; with a name goes the phone, which is kept with it."""
    wanted = set(names)
    told = {name: getattr(candidate, name) for name in wanted & _COLUMNS}
    told |= {name: candidate.statuses.get(name) for name in wanted & set(Status.values)}
    if wanted & set(IDENTITY):
        identity = Identity.objects.filter(user_id=candidate.user_id).first()
        told |= {name: getattr(identity, name) if identity else "" for name in IDENTITY}
    if "certificates" in wanted:
        told["certificates"] = list(candidate.certificates.order_by("pk").values_list("name", flat=True))
    return told


def marks(stands: Mapping[str, Any]) -> dict[str, str]:
    """The marks that a page carries of what it shows."""
    return {name: mark(answer) for name, answer in stands.items()}


def mark(answer: Any) -> str:
    """A short word that is the same for answers that mean the same, and no other.

    >>> mark("010-1234 ") == mark("010-1234"), mark(["나", "가"]) == mark(["가", "나"]), mark(None) == mark("")
    (True, True, False)
    """
    plain = json.dumps(_plain(answer), cls=DjangoJSONEncoder, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def is_elsewhere(refused: ValidationError) -> bool:
    """Whether all that was refused is what another window changed first."""
    if not hasattr(refused, "error_dict"):
        return False
    return {error.code for errors in refused.error_dict.values() for error in errors} == {ELSEWHERE}


# Private --------------------------------------------------------------------------------------------------------------
def _changed(name: str, stands: Mapping[str, Any], shown: Mapping[str, str]) -> bool:
    return name in shown and shown[name] != mark(stands[name])


def _is_mine(name: str, answer: Any, stands: Mapping[str, Any], shown: Mapping[str, str]) -> bool:
    """An answer that stands in the form only because the page showed it isn't told again over what changed."""
    return not (_changed(name, stands, shown) and shown[name] == mark(answer))


def _changed_elsewhere() -> ValidationError:
    sentence = _("다른 창에서 이 칸을 먼저 바꾸셨습니다. 두 내용을 보고 하나를 골라 주세요.")
    return ValidationError(sentence, code=ELSEWHERE)


def _fields(row: Candidate, mine: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as candidates.tell takes them: the single statuses in their one column."""
    told = {name: answer for name, answer in mine.items() if name in _COLUMNS}
    statuses = {name: answer for name, answer in mine.items() if name in Status.values}
    if statuses:
        both = {**row.statuses, **statuses}
        told["statuses"] = {name: answer for name, answer in both.items() if answer is not None}
    return told


def _plain(answer: Any) -> Any:
    if isinstance(answer, str):
        return unicodedata.normalize("NFC", "\n".join(answer.split("\r\n"))).strip()
    if isinstance(answer, list | tuple) and all(isinstance(one, str) for one in answer):
        return sorted(map(_plain, answer))
    return answer
