"""Searches that people keep: the site looks for them once a day and tells in one notice what is new.

What somebody looks for is their own: no event tells of it, only the row, which goes when they remove it. New is a posting that
was published, or began to take applications, since the last telling and takes them now; what began in the last minutes waits for the
next day, so that none slips by. Source: issue "the candidate's site", section 1.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import search, search_queries, steps
from jobs.models import Posting, SavedSearch
from jobs.search import Terms
from jobs.steps import Parties
from profiles import actors, homes, notices, privacy
from profiles.actors import Actor
from profiles.lines import one_line
from profiles.models import User
from profiles.notices import Telling

MOST = 10  # of one person
NAMED = 3  # titles in a notice
BATCH = 50
SETTLED = timedelta(minutes=10)  # a posting bears the moment its request came in, and is seen once that has committed
FOUND = "jobs.search_found"
SUBJECT = "savedsearch"
_log = logging.getLogger(__name__)


class Found(NamedTuple):
    """How many postings are new, and what the first are called."""

    count: int
    titles: list[str]


NOTHING = Found(0, [])


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def keep(user: User, terms: Terms, *, name: str, has_alerts: bool, by: Actor, at: datetime) -> SavedSearch:
    """Keep what a person looks for; what is open already isn't told.

    Raises PermissionDenied, too_many, saved_search_once and, by field, name_missing, max_length, resident_number.
    """
    actors.require_person(by, user.pk)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # so that two tabs don't save the eleventh
    if SavedSearch.objects.filter(user=user).count() >= MOST:
        raise ValidationError(
            _("검색은 %(most)d개까지 저장할 수 있습니다. 쓰지 않는 것을 지우고 다시 저장해 주세요.") % {"most": MOST},
            code="too_many",
        )
    privacy.refuse_resident_numbers(words=terms.words)
    row = SavedSearch(
        user=user,
        name=_name(name),
        query=query_of(terms),
        has_alerts=has_alerts,
        saved_at=at,
        saved_by=by.user,
        told_at=at,
    )
    row.full_clean(exclude=["saved_by"])
    row.save()
    return row


@transaction.atomic
def rename(row: SavedSearch, *, name: str, by: Actor, at: datetime) -> SavedSearch:
    """Call it otherwise. Raises PermissionDenied, gone and, by field, name_missing, max_length, resident_number."""
    found = _own(row, by)
    found.name = _name(name)
    found.clean_fields(exclude=["user", "saved_by"])
    found.save(update_fields=["name"])
    return found


@transaction.atomic
def set_alerts(row: SavedSearch, *, on: bool, by: Actor, at: datetime) -> SavedSearch:
    """Look for it each day from now on, or no more; what wasn't sent yet is taken back. Raises PermissionDenied, gone."""
    found = _own(row, by)
    if on and not found.has_alerts:
        found.told_at = at  # what came meanwhile is on the list
    if not on:
        notices.cancel(SUBJECT, [found.pk], at=at)
    found.has_alerts = on
    found.save(update_fields=["has_alerts", "told_at"])
    return found


@transaction.atomic
def remove(row: SavedSearch, *, by: Actor, at: datetime) -> None:
    """Forget it, and take back what wasn't sent yet. Raises PermissionDenied, gone."""
    found = _own(row, by)
    notices.cancel(SUBJECT, [found.pk], at=at)
    found.delete()


def tell_new(*, by: Actor, at: datetime) -> int:
    """Tell everyone once a day what is new in their searches; return how many notices. Raises PermissionDenied.

    A batch is locked, so that two workers share them; a search that fails waits for the next day and holds nobody else up.
    """
    steps.require_party("system", Parties(), by)
    until, last, told = at - SETTLED, 0, 0
    while True:
        with transaction.atomic():
            rows = _due(_begin_of(until), after=last)
            told += _tell(rows, until, at)
        if not rows:
            return told
        last = rows[-1].pk


# Questions ------------------------------------------------------------------------------------------------------------
def of(user: User) -> QuerySet[SavedSearch]:
    """Return one's own, the newest first."""
    return SavedSearch.objects.visible_to(user).order_by("-saved_at", "-pk")


def query_of(terms: Terms) -> str:
    """Return what is kept of a search: what is looked for, not in which order it was listed, nor what is over."""
    nothing = Terms()
    return search_queries.query_of(replace(terms, sort=nothing.sort, with_closed=nothing.with_closed))


def newly_open(since: datetime, until: datetime, *, at: datetime) -> QuerySet[Posting]:
    """Return what takes applications now and began to between then and until: published, or its time come."""
    began = Greatest("published_at", "apply_from")
    return Posting.objects.open(at).alias(began=began).filter(began__gt=since, began__lte=until)


# Private --------------------------------------------------------------------------------------------------------------
def _due(today: datetime, *, after: int) -> list[SavedSearch]:
    """The next batch that wasn't told today, locked; what another worker holds is theirs."""
    due = SavedSearch.objects.filter(has_alerts=True, told_at__lt=today, pk__gt=after, user__is_active=True)
    return list(due.select_for_update(of=("self",), skip_locked=True, no_key=True).order_by("pk")[:BATCH])


def _tell(rows: Sequence[SavedSearch], until: datetime, at: datetime) -> int:
    if not rows:
        return 0
    is_any = newly_open(min(row.told_at for row in rows), until, at=at).exists()
    looked = _looked(rows, until, at) if is_any else [(row, NOTHING) for row in rows]
    SavedSearch.objects.filter(pk__in=[row.pk for row, _found in looked]).update(told_at=until)
    return notices.tell([_telling(row, found, at) for row, found in looked if found.count], at=at)


def _looked(rows: Sequence[SavedSearch], until: datetime, at: datetime) -> list[tuple[SavedSearch, Found]]:
    """What is new for each; one that can't be looked for is left out, so that the others are told."""
    found, lives = [], homes.homes_of(row.user_id for row in rows)
    for row in rows:
        try:
            with transaction.atomic():
                found.append((row, _look(row, lives.get(row.user_id, ""), until, at)))
        except Exception:  # whatever one search holds
            _log.exception("saved search %s could not be looked for", row.pk)
    return found


def _look(row: SavedSearch, home: str, until: datetime, at: datetime) -> Found:
    asked = replace(search_queries.terms_of(row.query), sort=search.NEWEST, with_closed=False)
    terms = search.at_home(asked, home)
    new = search.find(newly_open(row.told_at, until, at=at), terms, at=at)
    titles = list(new.values_list("title", flat=True)[: NAMED + 1])
    return Found(new.count() if len(titles) > NAMED else len(titles), titles[:NAMED])


def _telling(row: SavedSearch, found: Found, at: datetime) -> Telling:
    return Telling(
        recipient_id=row.user_id,
        kind=FOUND,
        unique_key=f"{FOUND}:{row.pk}:{timezone.localdate(at):%Y-%m-%d}",
        params={"name": row.name, "count": found.count, "titles": found.titles},
        url=reverse("jobs:saved_search", args=[row.public_id]),
        subject_type=SUBJECT,
        subject_id=row.pk,
    )


def _own(row: SavedSearch, by: Actor) -> SavedSearch:
    actors.require_person(by, row.user_id)
    (found,) = steps.lock(SavedSearch, [row])
    return found


def _name(text: str) -> str:
    name = one_line(text)
    if not name:
        raise ValidationError({"name": ValidationError(_("알아보기 쉬운 이름을 적어 주세요."), code="name_missing")})
    privacy.refuse_resident_numbers(name=name)
    return name


def _begin_of(at: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(at), time.min))
