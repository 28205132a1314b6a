"""One wave of postings as it stands in the database, with those who act in it and what is left to chance."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from django.db.models import Count, Exists, OuterRef

from config.demo.chance import Chance
from config.demo.halves import Half
from config.demo.organisations import PRINTED, Cast
from config.demo.waves import Wave
from jobs.models import Application, Offer, PayLine, Placement, Posting, PostingSite, Seat, Worklog
from profiles.actors import Actor

STRONG = 100  # points of the one whose sign-in is printed, so that there is something to do


# What is read of a row to choose by: the verbs read it again, locked, and all of it.
_OF_APPLICATION = ("application__posting_id", "application__candidate_id")
_OF_OFFER = ("application_id", "offered_at", "expires_at", *_OF_APPLICATION)
_OF_PLACEMENT = (
    "application_id",
    "candidate_id",
    "state",
    "starts_on",
    "ends_on",
    "started_on",
    "finished_on",
    "training_hours",
    "agreed_at",
    *_OF_APPLICATION,
)
_OF_LOG = (
    "month",
    "state",
    "placement_id",
    "placement__seat_id",
    "placement__application_id",
    *(f"placement__{name}" for name in _OF_APPLICATION),
)


class Scene:
    """The postings of one wave in one half. Rows come in the order of their receipt; people and postings are read once and shared."""

    def __init__(self, wave: Wave, chance: Chance, cast: Cast, half: Half) -> None:
        self.wave, self.chance, self.cast, self.half, self.people = wave, chance, cast, half, half.people

    def postings(self, *states: str) -> list[Posting]:
        """The wave's postings in these states."""
        found = Posting.objects.filter(apply_from=self.wave.apply_from, ends_on=self.wave.ends_on)
        found = found.filter(organisation__in=self.half.operators)
        found = found.filter(state__in=states).select_related("organisation", "programme_year__programme")
        return list(found.order_by("pk"))

    @cached_property
    def open_postings(self) -> list[Posting]:
        """The postings that were published."""
        return self.postings("published")

    @cached_property
    def by_pk(self) -> dict[int, Posting]:
        """The same by primary key."""
        return {posting.pk: posting for posting in self.open_postings}

    @cached_property
    def ids(self) -> list[int]:
        """Their primary keys."""
        return list(self.by_pk)

    @cached_property
    def names(self) -> dict[int, str]:
        """How each posting is called by chance."""
        return {posting.pk: self.name_of(posting) for posting in self.open_postings}

    @cached_property
    def seats(self) -> dict[int, int]:
        """How many seats each posting has."""
        found = Seat.objects.filter(posting_site__posting__in=self.ids).values_list("posting_site__posting")
        return dict(found.annotate(Count("pk")))

    @cached_property
    def sites(self) -> dict[int, list[PostingSite]]:
        """The sites of each posting."""
        found: dict[int, list[PostingSite]] = {pk: [] for pk in self.ids}
        for row in PostingSite.objects.filter(posting__in=self.ids).select_related("site").order_by("pk"):
            found[row.posting_id].append(row)
        return found

    @cached_property
    def host_of(self) -> dict[int, Actor]:
        """Who acts for the host of each seat."""
        seats = Seat.objects.filter(posting_site__posting__in=self.ids).values_list("pk", "posting_site__site__host")
        return {pk: self.cast.hosts[host_id] for pk, host_id in seats}

    def applications(self, *states: str) -> list[Application]:
        """Applications in these states."""
        found = Application.objects.filter(posting__in=self.ids, state__in=states).order_by("pk")
        rows = list(found.only("posting_id", "candidate_id", "state", "waiting_number", "documents_seen_at"))
        for row in rows:
            self._complete(row)
        return rows

    def offers(self) -> list[Offer]:
        """Offers that wait for an answer."""
        found = Offer.objects.filter(application__posting__in=self.ids, state="pending").order_by("pk")
        rows = list(found.select_related("application").only(*_OF_OFFER))
        for row in rows:
            self._complete(row.application)
        return rows

    def placements(self, *states: str) -> list[Placement]:
        """Placements in these states."""
        found = Placement.objects.filter(application__posting__in=self.ids, state__in=states).order_by("pk")
        rows = list(found.select_related("application").only(*_OF_PLACEMENT))
        for row in rows:
            self._complete(row.application)
            row.candidate = row.application.candidate
        return rows

    def logs(self, *states: str, unpaid: bool = False) -> list[Worklog]:
        """Activity logs in these states."""
        found = Worklog.objects.filter(placement__application__posting__in=self.ids, state__in=states).order_by("pk")
        if unpaid:
            found = found.exclude(Exists(PayLine.objects.filter(worklog=OuterRef("pk"))))
        rows = list(found.select_related("placement__application").only(*_OF_LOG))
        for row in rows:
            self._complete(row.placement.application)
            row.placement.candidate = row.placement.application.candidate
        return rows

    def _complete(self, row: Application) -> None:
        row.posting, row.candidate = self.by_pk[row.posting_id], self.people[row.candidate_id]

    def about(self, what: str, row: Application | Placement) -> float:
        """A number by chance about one application or placement."""
        application = row.application if isinstance(row, Placement) else row
        return self.chance.of(what, row.candidate.user.email, self.names[application.posting_id])

    @staticmethod
    def name_of(posting: Posting) -> str:
        """A posting by its content."""
        return f"{posting.apply_from:%Y-%m-%d}|{posting.title}|{posting.organisation.name}"

    def operators_of(self, rows: Iterable[Application]) -> list[Actor]:
        """Who acts for the operator of each application."""
        return [self.cast.operator_of[row.posting.organisation_id] for row in rows]

    def operators_at(self, rows: Iterable[Placement]) -> list[Actor]:
        """Who acts for the operator of each placement."""
        return self.operators_of(row.application for row in rows)

    @staticmethod
    def is_printed(row: Application | Placement) -> bool:
        """Whether it is the person whose sign-in is printed."""
        return row.candidate.user.email == PRINTED["candidate"]


def by_posting(rows: Sequence[Application]) -> dict[Posting, list[Application]]:
    """The rows of each posting, in the order given."""
    found: dict[Posting, list[Application]] = {}
    for row in rows:
        found.setdefault(row.posting, []).append(row)
    return found
