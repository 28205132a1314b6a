"""The life of one posting, told a second time: which moves may be made, what each changes, and what it owes to whom.

The tables below are written from DESIGN section 2, not from the code; `check` holds the database to them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from jobs import applications, offers, placements, results
from jobs.models import Application, Hold, Offer, Placement
from profiles import actors, events
from profiles.models import Event, Notice
from tests import make
from tests.jobs.applying import see_papers, send
from tests.make import NOW, TODAY

SEATS, PEOPLE = 2, 6
UNDECIDED = ("received", "paper_review", "interview")
DECIDED = ("selected", "waiting", "not_selected")
OVER = ("not_selected", "withdrawn", "declined", "lapsed", "selection_withdrawn")
SEATED = ("offered", "accepted", "placed")

# verb: from where, to where ("" is said by the move itself), and what the person is told.
MOVES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "pass_eligibility": (("received",), "paper_review", "jobs.stage_moved"),
    "pass_paper": (("paper_review",), "interview", "jobs.stage_moved"),
    "select": (("interview",), "selected", ""),
    "put_on_waiting_list": (("interview",), "waiting", ""),
    "reject": (UNDECIDED, "not_selected", ""),
    "take_back": (DECIDED, "", ""),
    "offer": (("selected", "waiting"), "offered", "jobs.offer_made"),
    "accept": (("offered",), "accepted", ""),
    "decline": (("offered",), "declined", ""),
    "withdraw": ((*UNDECIDED, *DECIDED, "offered", "accepted"), "withdrawn", "jobs.application_withdrawn"),
    "withdraw_selection": (
        ("selected", "waiting", "offered", "accepted"),
        "selection_withdrawn",
        "jobs.result_selection_withdrawn",
    ),
    "confirm_documents": (("accepted",), "accepted", ""),
    "place": (("accepted",), "placed", "jobs.placed"),
    # of the placement
    "agree": (("preparing",), "preparing", "jobs.agreement_on_paper"),
    "start": (("preparing",), "active", ""),
    "complete": (("active",), "completed", ""),
    "end_early": (("preparing", "active"), "ended_early", ""),
}
OF_PLACEMENT = ("agree", "start", "complete", "end_early")


@dataclass
class Known:
    """What the model knows of one application."""

    row: Application
    state: str = "received"
    left: str = ""  # the stage that a decision left
    papers_seen: bool = False
    expires_at: object = None
    placement: str = ""
    agreed: bool = False


class Life:
    """A posting with two seats, six people, an officer, a manager, and a clock that is moved by hand."""

    def __init__(self) -> None:
        operator = make.organisation()
        self.officer_user = make.member(operator)
        self.manager_user = make.member(operator, "manager")
        self.officer, self.manager = make.actor(self.officer_user), make.actor(self.manager_user)
        self.posting = make.posting(
            operator,
            seats=SEATS,
            has_interview=True,
            apply_until=NOW + timedelta(days=1),
            results_at=NOW + timedelta(days=2),
            starts_on=TODAY + timedelta(days=4),
        )
        self.people = [make.candidate() for _number in range(PEOPLE)]
        self.known: list[Known] = []
        self.line: list[Known] = []  # who waits, in order
        self.at = NOW
        self.is_released = False
        self.owed_events: Counter[tuple[str, str, str, str]] = Counter()
        self.owed: Counter[tuple[int, str]] = Counter()
        self.done: Counter[str] = Counter()

    # What may be done ------------------------------------------------------------------------------------------------
    def may_apply(self) -> list[int]:
        """Return the people whose application would be taken in now."""
        if self.at >= self.posting.apply_until:
            return []
        standing = {item.row.candidate_id for item in self.known if item.state not in OVER or self.is_hidden(item)}
        return [number for number, person in enumerate(self.people) if person.pk not in standing]

    def may(self, verb: str, item: Known) -> bool:
        """Whether a verb may be done to one application, or to its placement, now."""
        state = item.placement if verb in OF_PLACEMENT else item.state
        if state not in MOVES[verb][0]:
            return False
        further = getattr(self, f"_may_{verb}", None)
        return further is None or further(item)

    def moves(self) -> list[tuple[str, list[Known]]]:
        """Return each verb that may be done now with everybody it may be done to, one by one."""
        found = [(verb, [item for item in self.known if self.may(verb, item)]) for verb in MOVES]
        return [(verb, items) for verb, items in found if items]

    def wrong(self) -> list[tuple[str, Known]]:
        """Return all that must be refused now."""
        return [
            (verb, item)
            for verb in MOVES
            for item in self.known
            if not self.may(verb, item) and (verb not in OF_PLACEMENT or item.placement)
        ]

    def is_hidden(self, item: Known) -> bool:
        return item.state in DECIDED and not self.is_released

    def _may_select(self, _item: Known) -> bool:
        return self._claimed() < SEATS

    def _may_take_back(self, _item: Known) -> bool:
        return not self.is_released

    def _may_withdraw(self, item: Known) -> bool:
        return item.state != "not_selected" or not self.is_released

    def _may_withdraw_selection(self, _item: Known) -> bool:
        return self.is_released

    def _may_offer(self, item: Known) -> bool:
        if not self.is_released:
            return False
        return item.state == "selected" or (item is self.line[0] and self._claimed() < SEATS)

    def _may_accept(self, item: Known) -> bool:
        return self.at < item.expires_at

    _may_decline = _may_accept

    def _may_place(self, item: Known) -> bool:
        return item.papers_seen

    def _may_agree(self, item: Known) -> bool:
        return not item.agreed

    def _may_start(self, item: Known) -> bool:
        return item.agreed and self.at.date() >= self.posting.starts_on

    def _claimed(self) -> int:
        return sum(
            item.state in ("selected", "offered", "accepted")
            or (item.state == "placed" and item.placement != "ended_early")
            for item in self.known
        )

    # What is done ----------------------------------------------------------------------------------------------------
    def apply(self, number: int) -> None:
        """Somebody applies, for the first time or again."""
        person = self.people[number]
        item = Known(send(self.posting, person, at=self._tick()))
        self.known.append(item)
        self.done["submit"] += 1
        self._owe_event("application", "submit", "", "received")
        self.owed[person.user_id, "jobs.application_received"] += 1

    def do(self, verb: str, items: Sequence[Known]) -> None:
        """Make a move that may be made, with several where it is one that an officer makes in one go."""
        before = [(item.state, item.placement, item in self.line) for item in items]
        self._call(verb, items)
        self.done[verb] += len(items)
        for item, (state, placement, waited) in zip(items, before, strict=True):
            self._moved(verb, item, state, placement, waited)

    def refused(self, verb: str, item: Known) -> None:
        """Try what must be refused; `check` sees that nothing changed by it."""
        with pytest.raises((ValidationError, PermissionDenied)), transaction.atomic():
            self._call(verb, [item])

    def next_day(self) -> None:
        """A day goes by: what the clock does by itself is done."""
        self.at += timedelta(days=1)
        late = [item for item in self.known if item.state == "offered" and item.expires_at <= self.at - offers.GRACE]
        offers.expire_due(by=actors.system(), at=self.at)
        results.release_due(by=actors.system(), at=self.at)
        for item in late:
            item.state = "lapsed"
            self.done["lapse"] += 1
            self._owe_event("application", "lapse", "offered", "lapsed")
            self.owed[item.row.candidate.user_id, "jobs.offer_expired"] += 1
            self._owe_officers()
        is_due = self.at >= self.posting.results_at and self.known and not self.is_released
        if is_due and not any(item.state in UNDECIDED for item in self.known):
            self.is_released = True
            self.done["release"] += 1
            for item in self.known:
                if item.state in DECIDED:
                    self.owed[item.row.candidate.user_id, f"jobs.result_{item.state}"] += 1

    def _moved(self, verb: str, item: Known, state: str, placement: str, waited: bool) -> None:
        _from, to, told = MOVES[verb]
        user_id = item.row.candidate.user_id
        if verb in OF_PLACEMENT:
            item.placement, item.agreed = to, item.agreed or verb == "agree"
            self._owe_event("placement", verb, *(("", "") if to == placement else (placement, to)))
        else:
            after = item.left if verb == "take_back" else to
            item.left, item.state = state, after
            item.papers_seen = item.papers_seen or verb == "confirm_documents"
            self._owe_event("application", verb, *(("", "") if after == state else (state, after)))
        if waited:
            self.line.remove(item)
        if item.state == "waiting":
            self.line.append(item)
        if verb == "offer":
            item.expires_at = self.at + timedelta(days=self.posting.offer_days)
            told = "jobs.seat_free" if state == "waiting" else told
        if verb == "place":
            item.placement = "preparing"
            self._owe_event("placement", "place", "", "preparing")
        if told:
            self.owed[user_id, told] += 1
        if verb == "end_early" or (state in ("offered", "accepted") and item.state in OVER):
            self._owe_officers()

    def _owe_officers(self) -> None:
        for user in (self.officer_user, self.manager_user):
            self.owed[user.pk, "jobs.seat_freed"] += 1

    def _owe_event(self, subject: str, verb: str, before: str, after: str) -> None:
        self.owed_events[subject, verb, before, after] += 1

    def _tick(self):
        self.at += timedelta(minutes=1)
        return self.at

    def _call(self, verb: str, items: Sequence[Known]) -> None:
        rows = [item.row for item in items]
        at, people = self._tick(), [make.actor(row.candidate.user) for row in rows]
        if verb in OF_PLACEMENT:
            self._call_of_placement(verb, list(Placement.objects.filter(application__in=rows)), at)
        elif verb in ("accept", "decline"):
            offered = [row.offers.order_by("-pk").first() for row in rows]
            if None in offered:  # never asked: there is no page to answer on
                raise PermissionDenied
            getattr(offers, verb)(offered, by=people, at=at)
        elif verb == "withdraw":
            applications.withdraw(rows, by=people, at=at)
        elif verb == "withdraw_selection":
            applications.withdraw_selection(rows, reason="서류와 다름", by=self.manager, at=at)
        elif verb == "confirm_documents":
            for row in rows:
                see_papers(row, self.officer, at=at)
        elif verb == "take_back":
            results.take_back(rows, reason="다시 봄", by=self.officer, at=at)
        elif verb == "offer":
            offers.make(rows, by=self.officer, at=at)
        elif verb == "place":
            placements.place(rows, by=self.officer, at=at)
        else:
            more = {"reason": "시간이 맞지 않음"} if verb == "reject" else {}
            getattr(applications, verb)(rows, by=self.officer, at=at, **more)

    def _call_of_placement(self, verb: str, rows: list[Placement], at) -> None:
        if verb == "agree":
            placements.agree(rows, by=self.officer, at=at)
        elif verb == "end_early":
            last = max(at.date(), *(row.started_on or row.placed_at.date() for row in rows))
            placements.end_early(rows, on=last, ended_for="person", reason="이사", by=self.officer, at=at)
        else:
            getattr(placements, verb)(rows, on=at.date(), by=self.officer, at=at)

    # What must hold --------------------------------------------------------------------------------------------------
    def check(self) -> None:
        """The database is what the model says, and keeps what it must always keep."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        rows = {row.pk: row for row in Application.objects.filter(posting=self.posting)}
        assert {pk: row.state for pk, row in rows.items()} == {item.row.pk: item.state for item in self.known}
        assert {row.application_id: row.state for row in Placement.objects.filter(application__in=rows)} == {
            item.row.pk: item.placement for item in self.known if item.placement
        }
        self._check_seats()
        active = Counter(row.candidate_id for row in rows.values() if row.state not in OVER)
        assert max(active.values(), default=0) <= 1
        assert list(applications.waiting_list(self.posting)) == [item.row for item in self.line]
        self._check_told()

    def _check_seats(self) -> None:
        held = Hold.objects.filter(application__posting=self.posting, released_at=None)
        holding = {item.row.pk for item in self.known if item.state in SEATED and item.placement != "ended_early"}
        assert set(held.values_list("application_id", flat=True)) == holding
        assert held.values("seat").distinct().count() == len(holding) <= SEATS
        asked = Offer.objects.filter(application__posting=self.posting, state="pending")
        assert set(asked.values_list("application_id", flat=True)) == {
            item.row.pk for item in self.known if item.state == "offered"
        }

    def _check_told(self) -> None:
        """One event for each move, one notice for each that is owed, and none besides."""
        moved = Event.objects.filter(subject_type__in=["application", "placement"]).exclude(verb="see_proof")
        found = moved.values_list("subject_type", "verb", "from_state", "to_state")
        assert Counter(found) == self.owed_events
        assert Counter(Notice.objects.values_list("recipient_id", "kind")) == self.owed
        for item in self.known:
            last = events.of(item.row).exclude(to_state="").first()
            assert last.to_state == item.state
