"""The check before a posting goes to the city (등록 전 점검): words that a law is against, where they stand, and what to write instead.

Nothing is changed here. What `blocks` keeps a posting from review; the rest needs a reason, which the city reads (postings.send_to_review).
The programme's own age band is a legal ground (고령자고용법 art. 4-5), so words that state it are fine.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from jobs import minimum_wages, wordings
from jobs.models import Posting, ProgrammeYear, Rule, RuleSet
from profiles import privacy
from profiles.models import Organisation
from profiles.signs import UNSEEN, read

FIELDS = ("title", "duties", "question", "asked_files")
TAKEN = ("title", "duties", "question")  # one text each, in which better words can be put by a press
ASK_HERE = "이 공고의 문의하기"  # words of a posting, which stay Korean in every language of the page
AROUND = 24  # signs shown before and after the words
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)+")
_WIDE_WON = 10_000
_UNSEEN = dict.fromkeys(map(ord, UNSEEN))
_HALF_WIDTH = {
    0x3000: " ",
    **{sign: chr(sign - 0xFEE0) for sign in range(0xFF01, 0xFF5F)},
}  # ６５세: sign for sign, so that places stay


class Band(NamedTuple):
    """Birth dates that a rule of the programme lets in; None is open."""

    birth_from: date | None
    birth_to: date | None


@dataclass(frozen=True)
class Ground:
    """What the words of a posting are judged against."""

    on: date
    phone: str = ""
    bands: tuple[Band, ...] = ()
    year: int = 0
    pays_wage: bool = False
    hours_per_month: int = 0
    begins_on: date | None = None


class Finding(NamedTuple):
    """Words of one field, from `start` up to `end`. `better` takes their place; None: nobody can say what would."""

    field: str
    kind: str
    severity: str
    start: int
    end: int
    text: str
    better: str | None
    law: wordings.Law

    @property
    def label(self) -> str | Promise:
        return wordings.KINDS[self.kind].label

    @property
    def why(self) -> str | Promise:
        return wordings.KINDS[self.kind].why

    @property
    def words(self) -> str:
        """The words themselves."""
        return self.text[self.start : self.end].strip()

    @property
    def blocks(self) -> bool:
        """Whether the posting can't go to the city with them."""
        return self.severity == wordings.BLOCK

    @property
    def key(self) -> str:
        """What a reason for them is kept under: they may move inside the text, but not change."""
        return f"{self.field}:{self.kind}:{self.words}"

    @property
    def place(self) -> str:
        """What a button names them by: field, kind, and where they stand."""
        return f"{self.field}:{self.kind}:{self.start}:{self.end}"

    @property
    def parts(self) -> tuple[str, str, str]:
        """The words with a little of the line before and after."""
        line_start = self.text.rfind("\n", 0, self.start) + 1
        line_end = self.text.find("\n", self.end)
        line_end = len(self.text) if line_end < 0 else line_end
        first, last = max(line_start, self.start - AROUND), min(line_end, self.end + AROUND)
        before = ("…" if first > line_start else "") + self.text[first : self.start]
        return before, self.text[self.start : self.end], self.text[self.end : last] + ("…" if last < line_end else "")

    @property
    def can_be_taken(self) -> bool:
        """Whether better words can be put in by a press."""
        return self.better is not None and self.field in TAKEN

    @property
    def mended(self) -> str:
        """The whole field with the better words."""
        if self.kind.startswith("asked_") and self.better:
            return self.better
        mended = self.text[: self.start] + (self.better or "") + self.text[self.end :]
        return re.sub(r"(?<=\S) {2,}", " ", mended).strip()


def of(posting: Posting, ground: Ground) -> list[Finding]:
    """Return what to look at in a posting as it stands."""
    return find(texts_of(posting), ground)


def find(texts: Mapping[str, str], ground: Ground) -> list[Finding]:
    """Return what to look at in the texts of a posting, by FIELDS, in the order of the fields and of the words in each.

    Letters typed apart (NFD) are put together and unseen signs left out first: places are counted in the text as it is then.
    """
    return [finding for field in FIELDS for finding in _of_field(field, _composed(texts.get(field) or ""), ground)]


def texts_of(posting: Posting) -> dict[str, str]:
    """Return the texts of a posting, by field."""
    asked = "\n".join(f"{row.get('title', '')} {row.get('help', '')}".strip() for row in posting.asked_files)
    return {"title": posting.title, "duties": posting.duties, "question": posting.question, "asked_files": asked}


def grounds(postings: Sequence[Posting], *, at: datetime) -> list[Ground]:
    """Return what each posting is judged against; read with a fixed number of queries."""
    day = timezone.localdate(at)
    years = {posting.programme_year_id for posting in postings} - {None}
    bands = _bands(years, day)
    return [_ground(posting, bands.get(posting.programme_year_id, ()), day) for posting in postings]


def ground_of(posting: Posting, *, at: datetime) -> Ground:
    """Return what one posting is judged against."""
    return grounds([posting], at=at)[0]


def _ground(posting: Posting, bands: tuple[Band, ...], day: date) -> Ground:
    year: ProgrammeYear | None = posting.programme_year if posting.programme_year_id else None
    operator: Organisation | None = posting.organisation if posting.organisation_id else None
    return Ground(
        on=day,
        phone=operator.phone if operator else "",
        bands=bands,
        year=year.year if year else 0,
        pays_wage=bool(year and year.pays_wage),
        hours_per_month=posting.hours_per_month or 0,
        begins_on=posting.starts_on,
    )


def _bands(year_ids: Iterable[int], day: date) -> dict[int, tuple[Band, ...]]:
    """The birth dates that the rules in force let in, by programme year."""
    found: dict[int, tuple[Band, ...]] = {}
    if not year_ids:
        return found
    rules = Prefetch("rules", to_attr="of_age", queryset=Rule.objects.filter(kind="birth_range"))
    sets = RuleSet.objects.filter(programme_year__in=year_ids, valid_from__lte=day).order_by("version")
    for row in sets.prefetch_related(rules):
        params = [part for rule in row.of_age for part in (rule.params, *rule.params.get("by_status", []))]
        found[row.programme_year_id] = tuple(
            Band(_day(part.get("birth_from")), _day(part.get("birth_to"))) for part in params
        )
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _of_field(field: str, text: str, ground: Ground) -> list[Finding]:
    found = [*_by_pattern(field, text, ground), *_addresses_to_write_to(field, text, ground)]
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda one: (one.start - one.end, not one.blocks)):  # the longest first
        if all(finding.end <= other.start or other.end <= finding.start for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda one: one.start)


def _by_pattern(field: str, text: str, ground: Ground) -> list[Finding]:
    found = []
    for wording in wordings.on(ground.on):
        if not wording.is_for(field):
            continue
        for match in wording.pattern.finditer(text.translate(_HALF_WIDTH)):
            said = match.groupdict()
            severity = _severity(wording, said, ground)
            if severity:
                better = _better(wording, said, ground)
                law = wordings.law(wording.kind, ground.on)
                start = match.start() + len(match.group()) - len(match.group().lstrip(" \t\n,·/"))
                found.append(Finding(field, wording.kind, severity, start, match.end(), text, better, law))
    return found


def _severity(wording: wordings.Wording, said: Mapping[str, str | None], ground: Ground) -> str:
    """How bad it is; "" where it is fine: the programme's own age band, a wage that reaches the least."""
    if wording.kind == "age" and _is_own_band(said, ground):
        return ""
    if wording.kind != "wage":
        return wording.severity
    if not _is_short(said, ground):
        return ""
    return wording.severity if ground.pays_wage else wordings.WARN


def _is_own_band(said: Mapping[str, str | None], ground: Ground) -> bool:
    """Whether the ages or the year of birth named are those of a rule of the programme."""
    named = {name: int(value) for name, value in said.items() if value and name in ("low", "high", "born")}
    if not named:
        return False
    for band in ground.bands:
        born = {day.year for day in band if day}
        high = ground.year - band.birth_from.year if band.birth_from else None
        low = ground.year - band.birth_to.year if band.birth_to else None
        fits = {"born": named.get("born") in born, "low": named.get("low") == low, "high": named.get("high") == high}
        if all(fits[name] for name in named):
            return True
    return False


def _is_short(said: Mapping[str, str | None], ground: Ground) -> bool:
    """Whether an hour's or a month's money is under the least of the day on which the work begins."""
    least = minimum_wages.on(ground.begins_on or ground.on)
    if least is None:
        return False
    if said.get("won"):
        return int(said["won"].replace(",", "")) < least.hourly_won
    return (
        bool(ground.hours_per_month) and int(said["month"] or 0) * _WIDE_WON < least.hourly_won * ground.hours_per_month
    )


def _better(wording: wordings.Wording, said: Mapping[str, str | None], ground: Ground) -> str | None:
    least = minimum_wages.on(ground.begins_on or ground.on)
    if wording.kind == "wage" and not wording.better:
        return None  # what the month comes to is for the programme to say
    known = {
        "who": said.get("who") or "",
        "band": _band_words(ground),
        "least": f"{least.hourly_won:,}" if least else "",
    }
    return wording.better.format(**known)


def _band_words(ground: Ground) -> str:
    """The programme's own band as its notices put it; without one no age is a condition."""
    band = ground.bands[0] if ground.bands else None
    if band is None or band.birth_from is None or band.birth_to is None:
        return "나이와 관계없이 누구나"
    return f"{band.birth_from.year}년부터 {band.birth_to.year}년까지 태어난 분"


def _addresses_to_write_to(field: str, text: str, ground: Ground) -> list[Finding]:
    """Phone numbers but for the organisation's own, and e-mail addresses."""
    phones = [
        (start, end, "phone")
        for start, end, number in privacy.phone_spans(text)
        if _digits(number) != _digits(ground.phone)
    ]
    mails = [(found.start(), found.end(), "email") for found in _EMAIL.finditer(text.translate(_HALF_WIDTH))]
    law = wordings.law("phone", ground.on)
    if law is None:
        return []
    better = {"phone": ground.phone or ASK_HERE, "email": ASK_HERE}
    return [
        Finding(field, kind, wordings.WARN, start, end, text, better[kind], law)
        for start, end, kind in [*phones, *mails]
    ]


def _composed(text: str) -> str:
    """The text in one spelling, without signs that nobody sees."""
    return unicodedata.normalize("NFC", text.translate(_UNSEEN))


def _digits(number: str) -> str:
    return re.sub(r"\D", "", read(number))


def sentence(finding: Finding) -> str:
    """Return what stands beside the box of words that keep a posting from review."""
    return _("‘%(words)s’: %(why)s (%(law)s)") % {"words": finding.words, "why": finding.why, "law": finding.law}
