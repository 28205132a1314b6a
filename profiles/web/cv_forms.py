"""The forms of a CV: the file, and what was found in it, to be chosen and mended. They check the shape, the verb decides.

What the profile holds already stays unless the box beside the new answer is ticked; nothing unsure is ticked beforehand.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles import cv_readings, occupations, places
from profiles.cv.careers import CareerFound
from profiles.cv.proposing import Proposal, Proposals
from profiles.cv_readings import Answers
from profiles.declarations import CareerLine
from profiles.lengths import years_and_months
from profiles.models import Candidate, Identity
from profiles.templatetags.dasi import phone as dashed
from profiles.templatetags.dasi import plain_day
from profiles.web import profile_steps
from profiles.web.forms import NO_OCCUPATION, CareerForm
from profiles.web.step_forms import BasicsForm, HomeForm, SkillsForm


class FileForm(forms.Form):
    """One file; what it really is shows when it is read."""

    file = forms.FileField(
        label=gettext_lazy("이력서 파일"),
        widget=forms.FileInput({"accept": ".pdf,.docx,.hwpx"}),
        error_messages={
            "required": gettext_lazy("이력서 파일을 골라 주세요."),
            "empty": cv_readings.SENTENCES["empty"],
            "max_length": gettext_lazy("파일 이름이 너무 깁니다. 이름을 짧게 바꾼 뒤 올려 주세요."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.help_text = _("PDF, 워드(DOCX), 한글(HWPX) 파일 하나, %(most)dMB까지 올릴 수 있습니다.") % {
            "most": settings.CV_MAX_MB
        }
        field.widget.attrs |= {"data-most-bytes": settings.CV_MAX_MB * 1024 * 1024, "data-too-large": _too_large()}

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > settings.CV_MAX_MB * 1024 * 1024:
            raise ValidationError(_too_large(), code="too_large")
        return file


def _too_large() -> str:
    return _("파일이 너무 큽니다. %(most)dMB까지 올릴 수 있습니다. 사진을 빼고 다시 저장하거나 직접 적어 주세요.") % {
        "most": settings.CV_MAX_MB
    }


class Item(NamedTuple):
    """One answer on the page: its legend, its box, its fields, the line of the file, and what stands in the profile now."""

    legend: str
    box: Any
    fields: list[Any]
    line: str
    present: str
    is_sure: bool


class FoundForm(forms.Form):
    """What was found, item by item: a box that puts it in, and the answer, which may be mended."""

    def __init__(self, candidate: Candidate, found: Proposals, data: Mapping | None = None) -> None:
        super().__init__(data)
        self._items: dict[str, list[Item]] = {"basics": [], "home": [], "careers": [], "skills": []}
        self._add_basics(candidate, found)
        self._add_home(candidate, found.place)
        self._add_careers(candidate, found.careers)
        self._add_skills(candidate, found)

    def groups(self) -> Iterator[tuple[Any, list[Item]]]:
        """The steps of the profile that something was found for, each with its items as bound fields."""
        for key, items in self._items.items():
            if items:
                bound = [one._replace(box=self[one.box], fields=[self[name] for name in one.fields]) for one in items]
                yield profile_steps.by_key(key), bound

    def clean(self) -> dict[str, Any]:
        """Only what is chosen has to be right; a box that isn't ticked asks for nothing."""
        told = super().clean()
        for item in (item for items in self._items.values() for item in items):
            for name in item.fields if not told.get(item.box) else ():
                self.errors.pop(name, None)
        for name in self._chosen("career_"):
            self._clean_when(name)
        return told

    def answers(self) -> Answers:
        """What was chosen, as the verb takes it."""
        told, chosen = self.cleaned_data, set(self._chosen(""))
        fields = {name: told[name] for name in ("birth_on", "skills") if name in chosen}
        if "place" in chosen:
            fields |= {"district": told["district"], "dong": told["dong"]}
        return Answers(
            name=told["name"] if "name" in chosen else None,
            phone=told["phone"] if "phone" in chosen else None,
            fields=fields,
            careers={name: self._career(name) for name in self._chosen("career_")},
            certificates=[told[name] for name in self._chosen("certificate_")],
        )

    def _chosen(self, beginning: str) -> list[str]:
        """The names of the items whose boxes are ticked."""
        boxes = (name for name in self.fields if name.startswith(f"use_{beginning}") and self.cleaned_data.get(name))
        return [name.removeprefix("use_") for name in boxes]

    def _clean_when(self, name: str) -> None:
        """When somebody worked is told by its months where the file had them, else by its length."""
        if f"{name}.starts_on" in self.fields:
            is_going_on, end = self.cleaned_data.get(f"{name}.is_going_on"), f"{name}.ends_on"
            if is_going_on:
                self.errors.pop(end, None)
            elif end not in self.errors and not self.cleaned_data.get(end):
                self.add_error(end, _("끝난 해와 달을 적거나, 지금까지 하고 있다고 눌러 주세요."))
        elif not self._months(name) and not {f"{name}.years", f"{name}.months"} & set(self.errors):
            self.add_error(
                f"{name}.years", _("일한 기간을 적어 주세요. 1년이 안 되면 아래 칸에 개월 수를 적어 주세요.")
            )

    def _months(self, name: str) -> int:
        return (self.cleaned_data.get(f"{name}.years") or 0) * 12 + (self.cleaned_data.get(f"{name}.months") or 0)

    def _career(self, name: str) -> CareerLine:
        told = {part: self.cleaned_data[f"{name}.{part}"] for part in ("title", "duties", "keco")}
        told["keco"] = "" if told["keco"] == NO_OCCUPATION else told["keco"]
        starts_on = self.cleaned_data.get(f"{name}.starts_on")
        if starts_on is None:
            return CareerLine(**told, months=self._months(name))
        ends_on = None if self.cleaned_data[f"{name}.is_going_on"] else self.cleaned_data[f"{name}.ends_on"]
        return CareerLine(**told, starts_on=starts_on, ends_on=ends_on)

    # The items --------------------------------------------------------------------------------------------------------
    def _add(self, step: str, name: str, legend: Any, fields: dict[str, forms.Field], found: Any, present: str) -> None:
        """Ticked beforehand is only what is sure and takes nothing's place."""
        box = forms.BooleanField(label=_("이 내용을 넣습니다"), required=False, initial=found.is_sure and not present)
        self.fields |= {f"use_{name}": box, **fields}
        self._items[step].append(Item(legend, f"use_{name}", list(fields), found.line, present, found.is_sure))

    def _add_basics(self, candidate: Candidate, found: Proposals) -> None:
        identity = Identity.objects.filter(user_id=candidate.user_id).first()
        missing = None if identity else Proposal("", "", is_sure=False)  # kept together, or not at all
        for name, shown in (("name", str), ("phone", dashed)):
            told, present = getattr(found, name) or missing, getattr(identity, name, "")
            if told and told.value != present:
                field = _like(BasicsForm, name, initial=shown(told.value))
                self._add("basics", name, field.label, {name: field}, told, shown(present))
        if found.birth_on and found.birth_on.value != candidate.birth_on:
            field = _like(BasicsForm, "birth_on", initial=found.birth_on.value)
            self._add(
                "basics", "birth_on", field.label, {"birth_on": field}, found.birth_on, plain_day(candidate.birth_on)
            )

    def _add_home(self, candidate: Candidate, found: Proposal | None) -> None:
        if found is None or found.value == candidate.place:
            return
        dong = found.value if places.is_dong(found.value) else ""
        district = places.dong(dong).district if dong else found.value
        fields = {
            "district": _like(HomeForm, "district", initial=district),
            "dong": _like(HomeForm, "dong", initial=dong),
        }
        self._add("home", "place", _("사는 곳"), fields, found, places.name(candidate.place) if candidate.place else "")

    def _add_careers(self, candidate: Candidate, found: Sequence[CareerFound]) -> None:
        present = {_letters(one.title): one for one in candidate.careers.order_by("pk")}
        for number, career in enumerate(found):
            same = present.get(_letters(career.title))
            shown = f"{same.title} · {years_and_months(same.months)}" if same else ""
            name, legend = f"career_{number}", _("경력 %(number)d") % {"number": number + 1}
            self._add("careers", name, legend, _career_fields(name, career), career, shown)

    def _add_skills(self, candidate: Candidate, found: Proposals) -> None:
        held = {_letters(one.name) for one in candidate.certificates.order_by("pk")}
        new = [one for one in found.certificates if _letters(one.value) not in held]
        for number, told in enumerate(new):
            name = f"certificate_{number}"
            field = forms.CharField(label=_("자격증 이름"), max_length=80, initial=told.value)
            self._add("skills", name, _("자격증 %(number)d") % {"number": number + 1}, {name: field}, told, "")
        if found.skills and found.skills.value != candidate.skills:
            field = _like(SkillsForm, "skills", initial=found.skills.value)
            field.required = True
            self._add("skills", "skills", field.label, {"skills": field}, found.skills, candidate.skills)


def _like(form: type[forms.Form], name: str, *, initial: Any) -> forms.Field:
    """The field of a step, asked in the same words."""
    field = copy.deepcopy(form.base_fields[name])
    field.initial, field.help_text = initial, ""  # the answer shows what is asked
    return field


def _career_fields(name: str, career: CareerFound) -> dict[str, forms.Field]:
    """The fields of one career, as the step of careers asks for them."""
    near = [(one.code, one.name) for one in occupations.search(f"{career.title} {career.duties}", 6)]
    keco = _like(CareerForm, "keco", initial=_named(career.title, near))
    keco.widget = forms.Select()
    keco.choices = [("", _("골라 주세요")), *near, (NO_OCCUPATION, _("이 가운데 없음"))]
    told = {"title": career.title, "duties": career.duties, **_when(career)}
    fields = {f"{name}.{part}": _like(CareerForm, part, initial=value) for part, value in told.items()}
    if f"{name}.starts_on" in fields:
        fields[f"{name}.starts_on"].required = True
        fields[f"{name}.ends_on"].needed = _("필수")
    return {**fields, f"{name}.keco": keco}


def _when(career: CareerFound) -> dict[str, Any]:
    """When somebody worked, as far as the file says: by its months, else how long."""
    if not career.starts_on:
        years, months = divmod(career.months, 12)
        return {"years": years or None, "months": months or None}
    starts_on, ends_on = (date.fromisoformat(text) if text else None for text in (career.starts_on, career.ends_on))
    return {"starts_on": starts_on, "is_going_on": ends_on is None, "ends_on": ends_on}


def _named(title: str, near: Sequence[tuple[str, str]]) -> str:
    """The occupation that the title names by its own word; "" where it names none."""
    return next((code for code, occupation in near if _letters(occupation) in _letters(title)), "")


def _letters(text: str) -> str:
    return "".join(text.split()).casefold()
