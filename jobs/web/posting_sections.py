"""The form of a posting in its parts: which boxes stand together, what the city remarked on each and what the check found in it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs.models import PostingRemark
from jobs.posting_checks import FIELDS, Finding
from jobs.posting_drafts import STEPS
from jobs.posting_versions import SITES

ALL = "all"


class Section(NamedTuple):
    """One part, on a page of its own where one writes step by step."""

    name: str
    title: str | Promise
    fields: tuple[str, ...]

    @property
    def has_sites(self) -> bool:
        """Whether the table of sites and seats stands here."""
        return self.name == "seats"


class Row(NamedTuple):
    """One box with what is said of it. `is_checked`: its words are looked at while one writes."""

    field: BoundField
    remarks: list[PostingRemark]
    findings: list[Finding]
    is_checked: bool


SECTIONS = (
    Section("work", _("하는 일"), ("programme_year", "title", "duties", "occupation", "keco")),
    Section("hours", _("요일과 시간"), ("hours_mask", "weekly_hours", "hours_per_month")),
    Section("seats", _("활동처와 모집인원"), ("selection", "intake_limit", "reopens_when_withdrawn")),
    Section(
        "who",
        _("자격증, 질문, 파일"),
        ("required_certificates", "preferred_certificates", "question", "asked_files", "districts"),
    ),
    Section(
        "days",
        _("일정"),
        (
            "apply_from",
            "apply_until",
            "has_interview",
            "results_at",
            "shares_scores",
            "offer_days",
            "has_training",
            "starts_on",
            "ends_on",
        ),
    ),
)
_SHOWN_AT = {"keco": "occupation"}  # where a remark stands whose own box may not be shown


def asked_for(request: HttpRequest) -> Section | None:
    """Return the part that the page shows alone; None: all of them together."""
    name = request.POST.get("step") or request.GET.get("step", "")
    return next((section for section in SECTIONS if section.name == name), None)


def beside(section: Section, by: int) -> Section | None:
    """Return the part before (-1) or after (1), if there is one."""
    place = SECTIONS.index(section) + by
    return SECTIONS[place] if 0 <= place < len(SECTIONS) else None


def belongs(box: str, section: Section) -> bool:
    """Whether a box of the page is of this part: a field may have several boxes, named after it."""
    names = (*section.fields, "site") if section.has_sites else section.fields
    return any(box == name or box.startswith(f"{name}_") for name in names)


def merged(typed: Mapping[str, Sequence[str]], posted: QueryDict, section: Section | None) -> dict[str, list[str]]:
    """Return what was typed so far with the boxes of this part, or of all, as they are now."""
    parts = [section] if section else list(SECTIONS)
    fresh = {name: values for name, values in posted.lists() if any(belongs(name, part) for part in parts)}
    kept = {name: list(values) for name, values in typed.items() if not any(belongs(name, part) for part in parts)}
    done = [*typed.get(STEPS, []), *(part.name for part in parts)]
    return {**kept, **fresh, STEPS: list(dict.fromkeys(done))}


def as_posted(typed: Mapping[str, Sequence[str]]) -> QueryDict:
    """Return what was typed as a browser would send it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, list(values))
    return data


def parts_of(
    form: Any, section: Section | None, remarks: Iterable[PostingRemark] = (), findings: Iterable[Finding] = ()
) -> list[dict[str, Any]]:
    """Return the parts to show, each with its rows; a field that the form doesn't have is left out."""
    said: dict[str, list[PostingRemark]] = {}
    for remark in remarks:
        said.setdefault(_SHOWN_AT.get(remark.field, remark.field), []).append(remark)
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.field, []).append(finding)
    return [
        {
            "section": part,
            "rows": [
                Row(form[name], said.get(name, []), found.get(name, []), name in FIELDS)
                for name in part.fields
                if name in form.fields and (name != "keco" or form.shows_occupations)
            ],
            "remarks": said.get(SITES, []) if part.has_sites else [],
        }
        for part in ([section] if section else SECTIONS)
    ]


def stages(section: Section, done: Iterable[str]) -> list[dict[str, Any]]:
    """Return the parts as words for the line of steps."""
    typed = set(done)
    return [
        {
            "label": part.title,
            "state": "current" if part is section else "done" if part.name in typed else "ahead",
        }
        for part in SECTIONS
    ]


def is_asked_to_look(request: HttpRequest) -> bool:
    """Whether the page is to be looked at again, not saved: checked, or with better words put in."""
    return "check" in request.POST or "take" in request.POST
