"""An operator's own templates of postings (우리 기관 공고 틀): saved from a posting under a name, begun from, renamed, retired.

What is alike each time is kept: words, hours, certificates, questions, files, sites and seats. Dates never are. A template that is retired stays for the
history; postings that began from it are postings of their own.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jobs import postings
from jobs.models import Posting, PostingTemplate
from jobs.postings import DATES, WRITABLE
from profiles import actors, events, lines
from profiles.actors import Actor
from profiles.models import Organisation, User

MOST = 30  # in use, of one operator
MOST_NAME = 60


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def keep(posting: Posting, *, name: str, by: Actor, at: datetime) -> PostingTemplate:
    """Keep what of a posting is alike each time. Raises PermissionDenied, too_many and, by field, name_missing, max_length, posting_template_once."""
    _require_officer(posting.organisation_id, by)
    Organisation.objects.select_for_update(no_key=True).get(pk=posting.organisation_id)
    if PostingTemplate.objects.in_use().filter(organisation=posting.organisation_id).count() >= MOST:
        raise ValidationError(
            _("공고 틀은 %(most)d개까지 둘 수 있습니다. 쓰지 않는 틀을 거두고 다시 저장해 주세요.") % {"most": MOST},
            code="too_many",
        )
    sites = posting.posting_sites.prefetch_related("seats").order_by("pk")
    row = PostingTemplate(
        organisation_id=posting.organisation_id,
        programme_id=posting.programme_year.programme_id,
        name=_name(name),
        content={name: getattr(posting, name) for name in WRITABLE if name not in DATES},
        seats={str(row.site_id): len([seat for seat in row.seats.all() if seat.closed_at is None]) for row in sites},
        saved_at=at,
        saved_by=by.user,
    )
    _require_free_name(row)
    row.save()
    events.record("save_template", [row], by=by, at=at, params={"name": row.name})
    return row


@transaction.atomic
def rename(template: PostingTemplate, *, name: str, by: Actor, at: datetime) -> PostingTemplate:
    """Call it otherwise. Raises PermissionDenied, wrong_state and, by field, name_missing, max_length, posting_template_once."""
    row = _locked(template, by)
    row.name = _name(name)
    _require_free_name(row)
    row.save(update_fields=["name"])
    events.record("rename_template", [row], by=by, at=at, params={"name": row.name})
    return row


@transaction.atomic
def retire(template: PostingTemplate, *, by: Actor, at: datetime) -> PostingTemplate:
    """Let no new posting begin from it. Raises PermissionDenied, wrong_state."""
    row = _locked(template, by)
    row.retired_at, row.retired_by = at, by.user
    row.save(update_fields=["retired_at", "retired_by"])
    events.record("retire_template", [row], by=by, at=at, params={"name": row.name})
    return row


# Questions ------------------------------------------------------------------------------------------------------------
def in_use(user: User) -> QuerySet[PostingTemplate]:
    """The templates that the person may begin from, by name."""
    return PostingTemplate.objects.visible_to(user).in_use().select_related("programme", "saved_by").order_by("name")


def fields_to_begin(template: PostingTemplate, year: int) -> dict[str, Any]:
    """What a new posting takes from the template for this year: what is no field of a posting any more is left out."""
    kept = {name: value for name, value in template.content.items() if name in WRITABLE and name not in DATES}
    return kept | {"title": postings.title_of_year(template.content["title"], year)}


# Private --------------------------------------------------------------------------------------------------------------
def _locked(template: PostingTemplate, by: Actor) -> PostingTemplate:
    Organisation.objects.select_for_update(no_key=True).get(pk=template.organisation_id)
    row = PostingTemplate.objects.select_for_update().get(pk=template.pk)
    _require_officer(row.organisation_id, by)
    if row.retired_at is not None:
        raise ValidationError(_("이미 거둔 공고 틀입니다. 화면을 새로 고쳐 확인해 주세요."), code="wrong_state")
    return row


def _require_officer(organisation_id: int, by: Actor) -> None:
    actors.require_role(by, roles={"member", "manager"}, kinds={"operator"}, organisation_ids=[organisation_id])


def _name(typed: str) -> str:
    called = lines.line(typed, MOST_NAME, field="name")
    if not called:
        raise ValidationError({"name": ValidationError(_("공고 틀의 이름을 적어 주세요."), code="name_missing")})
    return called


def _require_free_name(row: PostingTemplate) -> None:
    """The operator is locked, so that nobody takes the name meanwhile."""
    others = PostingTemplate.objects.in_use().filter(organisation=row.organisation_id, name=row.name)
    if others.exclude(pk=row.pk).exists():
        sentence = _("같은 이름의 공고 틀이 있습니다. 다른 이름으로 적어 주세요.")
        raise ValidationError({"name": ValidationError(sentence, code="posting_template_once")})
