"""What a person sees of their suggestions: the posting, why it fits, and what its rules still ask of them.

The rules are judged again when the page is opened, so a list that is a few seconds old never shows a posting whose
rules are not met. Any number of suggestions takes a constant number of queries.
"""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from jobs import announcements, eligibility
from jobs.announcements import Announcement
from jobs.models import OutsidePosting, Posting
from jobs.sentences import Line, verdict_lines
from matching import own_words, sentences, suggestions
from matching.models import SuggestionList
from matching.own_words import OwnWords
from matching.suggestions import Suggestion
from profiles.models import Candidate

TOP = 3
# What doesn't fit, the gravest first: what keeps a person from coming, what they wished otherwise, what they lack.
DRAWBACKS = (
    "schedule.none",
    "distance.far",
    "schedule.some",
    "districts.other",
    "hours.more",
    "hours.fewer",
    "pay.less",
    "kind.other",
    "certificates.missing",
    "occupation.other",
    "duties.none",
)


CAME = {way.value: way.name.lower() for way in SuggestionList.Came}
UNSAID = ".unsaid"  # how the codes end of what the person didn't tell
LAGGING = ("both.wish_less", "both.seat_less")


class ReasonLine(NamedTuple):
    """One signal of a score in words."""

    signal: str
    label: str
    points: int
    most: int
    code: str
    text: str

    @property
    def length(self) -> int:
        """The points in hundredths of the most, as they are drawn."""
        return max(0, 100 * self.points // self.most) if self.most else 0


class Card(NamedTuple):
    """One suggestion: `announcement` of ours, or `outside`; `asked` are rules that lack a fact."""

    suggestion: Suggestion
    announcement: Announcement | None
    outside: OutsidePosting | None
    reasons: list[ReasonLine]
    asked: list[Line]

    @property
    def top(self) -> list[ReasonLine]:
        """What speaks for it most: the reasons that gave more than half of what they can, but for a side that lags behind, and what wasn't told."""
        return [row for row in self.reasons if 2 * row.points > row.most and _is_reason(row.code)][:TOP]

    @property
    def drawback(self) -> ReasonLine | None:
        """The gravest of what doesn't fit: a reason that gave no more than half of what it can."""
        by_code = {reason.code: reason for reason in self.reasons if 2 * reason.points <= reason.most}
        return next((by_code[code] for code in DRAWBACKS if code in by_code), None)

    @property
    def came(self) -> str:
        """How it came to its place: "ranked" by its points, "unseen": because it was in nobody's list, or "explored", drawn by lot."""
        return CAME[self.suggestion.came]

    @property
    def title(self) -> str:
        """The title of the posting."""
        return self.announcement.posting.title if self.announcement else self.outside.title

    @property
    def closes(self) -> datetime | date | None:
        """Until when one may apply, where that is known."""
        return self.announcement.posting.apply_until if self.announcement else self.outside.closes_on

    @property
    def posting_id(self) -> UUID | None:
        """The public id of our own posting."""
        return self.announcement.posting.public_id if self.announcement else None

    @property
    def outside_posting_id(self) -> UUID | None:
        """The public id of an outside one."""
        return self.outside.public_id if self.outside else None

    @property
    def km(self) -> float | None:
        """Kilometres from home to the nearest site, where both are known."""
        return next((row["params"]["km"] for row in self.suggestion.reasons if "km" in row["params"]), None)

    @property
    def km_beside(self) -> float | None:
        """The same where no reason on the card says it already."""
        said = [*self.top, *filter(None, [self.drawback])]
        return None if any(row.signal == "distance" for row in said) else self.km

    @property
    def most(self) -> int:
        """The points that a posting could have."""
        return sum(reason.most for reason in self.reasons)


def of(candidate: Candidate, *, at: datetime) -> list[Card]:
    """The suggestions of a person as they hold now, in their order."""
    rows = suggestions.shown_to(candidate.user, at=at)
    postings = announcements.with_details(Posting.objects.filter(pk__in={row.posting_id for row in rows} - {None}))
    announced = {found.posting.pk: found for found in announcements.announce(postings)}
    judged = suggestions.verdicts(candidate, [found.posting for found in announced.values()], at=at)
    others = OutsidePosting.objects.in_bulk([row.outside_posting_id for row in rows if row.outside_posting_id])
    kept = [row for row in rows if not row.posting_id or _may_apply(judged.get(row.posting_id))]
    own = own_words.of(candidate) if kept else OwnWords({}, "")
    return [
        _card(
            row,
            announced.get(row.posting_id),
            others.get(row.outside_posting_id),
            judged.get(row.posting_id, []),
            own,
        )
        for row in kept
    ]


def reason_lines(reasons: list[dict], own: OwnWords, text: str) -> list[ReasonLine]:
    """The rows of a suggestion in words, largest contribution first, the person's own where the posting's text shares them."""
    return [
        ReasonLine(
            signal=row["signal"],
            label=sentences.signal_label(row["signal"]),
            points=row["points"],
            most=row["most"],
            code=row["code"],
            text=sentences.reason_sentence({**row, "params": own_words.said(row, own, text)}),
        )
        for row in reasons
    ]


def _is_reason(code: str) -> bool:
    """Whether a code speaks for a posting: one of what the person didn't tell says nothing of it."""
    return code not in LAGGING and not code.endswith(UNSAID)


def _may_apply(verdicts: list[eligibility.Verdict] | None) -> bool:
    return verdicts is not None and eligibility.outcome(verdicts) != eligibility.NOT_MET


def _card(
    row: Suggestion,
    announcement: Announcement | None,
    outside: OutsidePosting | None,
    verdicts: list[eligibility.Verdict],
    own: OwnWords,
) -> Card:
    unknown = [verdict for verdict in verdicts if verdict.outcome == eligibility.UNKNOWN]
    return Card(
        row, announcement, outside, reason_lines(row.reasons, own, _text(announcement, outside)), verdict_lines(unknown)
    )


def _text(announcement: Announcement | None, outside: OutsidePosting | None) -> str:
    """What a posting says of its work."""
    if announcement:
        return f"{announcement.posting.title}\n{announcement.posting.duties}"
    return f"{outside.title}\n{outside.text}"
