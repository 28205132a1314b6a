"""The forms of the profile's steps: they check the shape, the verbs decide."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles import certificates, declarations, places
from profiles.declarations import FIELDS, FINISHED, SENSITIVE, Status, digits
from profiles.models import Candidate, Identity
from profiles.templatetags.dasi import phone as dashed
from profiles.web.fields import KoreanDateField, LinesField, TextField, WeekMaskField, WholeNumberField

EMPLOYMENTS = sorted(Candidate.Employment.choices, key=lambda pair: pair[0] == Candidate.Employment.UNKNOWN)  # last
NO_BUSINESS = "none"
SPARE_BOXES = 3  # empty boxes for more certificates
DISTANCES = {  # km as the crow flies: how far that is, by a walk of 4 km/h and what buses and trains take in a city
    1: _("걸어서 15분쯤"),
    2: _("걸어서 30분쯤"),
    3: _("버스로 15분쯤"),
    5: _("버스로 25분쯤"),
    7: _("버스나 지하철로 35분쯤"),
    10: _("지하철로 45분쯤"),
    15: _("지하철로 1시간쯤"),
    20: _("지하철로 1시간 반쯤"),
    40: _("서울 어디든"),
}


def _yes_no(label: Any, why: Any = "") -> forms.TypedChoiceField:
    """A question that may stay unanswered: True, False or None."""
    return forms.TypedChoiceField(
        label=label,
        help_text=why,
        choices=[("yes", _("예")), ("no", _("아니요")), ("", _("답하지 않음"))],
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect({"class": "inline"}),
    )


def _as_answer(told: bool | None) -> str:
    return "" if told is None else "yes" if told else "no"


class NameBoxes(forms.Widget):
    """Names, one a box, with a list to choose from while typing; several lines in one box are several names."""

    template_name = "profiles/widgets/name_boxes.html"
    use_fieldset = True

    def get_context(self, name: str, value: str | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["boxes"] = [*(value or "").splitlines(), *[""] * SPARE_BOXES]
        context["widget"]["names"] = certificates.names()
        return context

    def value_from_datadict(self, data: Mapping, files: Mapping, name: str) -> str:
        typed = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        return "\n".join(text for text in typed if text.strip())


class CertificatesField(LinesField):
    """Certificates, by the names of the list where a person meant one of them."""

    widget = NameBoxes

    def to_python(self, value: Any) -> list[str]:
        return declarations.known_certificates(super().to_python(value))


class StepForm(forms.Form):
    """One step of the profile; what it holds is told to the verbs by name."""

    def __init__(self, candidate: Candidate, data: Mapping | None = None) -> None:
        self.candidate = candidate
        super().__init__(data, initial=self.standing(candidate))

    def standing(self, candidate: Candidate) -> dict[str, Any]:
        """What the person told before."""
        return {name: getattr(candidate, name) for name in self.base_fields if name in FIELDS}

    def sound_changes(self) -> list[str]:
        """The fields that were changed and can be kept, for saving on the way."""
        return [name for name in self.changed_data if name in self.cleaned_data]

    def without(self, names: Collection[str], refused: Collection[str]) -> list[str]:
        """The fields that can still be kept once these are refused."""
        return [name for name in names if name not in refused] if set(names) & set(refused) else []


class BasicsForm(StepForm):
    name = TextField(label=_("이름"), most=40, widget=forms.TextInput({"autocomplete": "name"}))
    phone = forms.CharField(
        label=_("전화번호"),
        max_length=20,
        help_text=_("예: 010-1234-5678. 급한 소식을 알려 드릴 때 씁니다."),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    birth_on = KoreanDateField(
        label=_("생년월일"),
        birthday=True,
        help_text=_("예: 1964년 3월 7일. 일자리마다 태어난 해의 조건이 있어 여쭙니다. 주민등록번호는 받지 않습니다."),
    )

    def standing(self, candidate: Candidate) -> dict[str, Any]:
        identity = Identity.objects.filter(user_id=candidate.user_id).first()
        known = {"name": identity.name, "phone": dashed(identity.phone)} if identity else {}
        return {**super().standing(candidate), **known}

    def keep_identity(self) -> None:
        """Show what stands of name and phone without letting it be changed: the person alone does that."""
        for name in ("name", "phone"):
            if self.initial.get(name):
                self.fields[name].disabled = True
                self.fields[name].help_text = _(
                    "본인만 바꿀 수 있습니다. 잘못 적혀 있으면 홈페이지 아래의 전화로 알려 주세요."
                )

    def sound_changes(self) -> list[str]:
        """Name and phone are kept together or not at all."""
        changed = set(super().sound_changes())
        pair = {"name", "phone"}
        return sorted(changed | pair if changed & pair and pair <= set(self.cleaned_data) else changed - pair)

    def without(self, names: Collection[str], refused: Collection[str]) -> list[str]:
        pair = {"name", "phone"}
        return super().without(names, {*refused, *(pair if pair & set(refused) else ())})

    def clean_phone(self) -> str:
        return digits(self.cleaned_data["phone"])


class HomeForm(StepForm):
    district = forms.ChoiceField(
        label=_("사는 자치구"),
        choices=lambda: [("", _("고르기")), *places.home_choices()],
        help_text=_("서울에 살지 않으면 맨 아래 ‘서울이 아닌 곳’을 골라 주세요."),
    )
    dong = forms.ChoiceField(
        label=_("사는 동"),
        required=False,
        choices=lambda: [("", _("고르기")), *places.dong_groups()],
        widget=forms.Select({"data-narrowed-by": "id_district"}),
        help_text=_("자치구 이름 아래에 그 구의 동이 있습니다. 일터까지의 거리를 재는 데만 씁니다."),
    )
    business_district = forms.ChoiceField(
        label=_("사업장이 있는 자치구"),
        required=False,
        choices=lambda: [("", _("답하지 않음")), (NO_BUSINESS, _("사업자등록이 없음")), *places.choices()],
        help_text=_(
            "서울에 살지 않아도, 사업자등록증의 대표이고 사업장이 서울에 있으면 지원할 수 있는 일자리가 있습니다."
        ),
    )

    def standing(self, candidate: Candidate) -> dict[str, Any]:
        told = candidate.business_district
        return {**super().standing(candidate), "business_district": NO_BUSINESS if told == "" else told or ""}

    def clean_business_district(self) -> str | None:
        """None: not said; "": there is none."""
        chosen = self.cleaned_data["business_district"]
        return "" if chosen == NO_BUSINESS else chosen or None

    def clean_dong(self) -> str:
        """A dong of the district chosen before is no answer any more; one chosen now must lie in the district."""
        dong, district = self.cleaned_data["dong"], self.cleaned_data.get("district")
        if not dong or not district or places.dong(dong).district == district:
            return dong
        if dong == self.candidate.dong:
            return ""
        raise forms.ValidationError(
            _("고르신 동은 %(place)s에 있습니다. 위에서 고른 자치구의 동을 고르거나 비워 두세요."),
            code="other_district",
            params={"place": places.name(places.dong(dong).district)},
        )


class WorkForm(StepForm):
    employment = forms.ChoiceField(
        label=_("지금 돈을 받고 하는 일이 있습니까?"), choices=EMPLOYMENTS, widget=forms.RadioSelect
    )
    work_mask = WeekMaskField(
        label=_("일하는 요일과 시간"),
        required=False,
        help_text=_("일하고 있으면 골라 주세요. 그 시간과 겹치지 않는 일자리를 찾습니다."),
    )

    def standing(self, candidate: Candidate) -> dict[str, Any]:
        """Who was never asked has nothing chosen yet, not even to give no answer."""
        told = super().standing(candidate)
        is_new = candidate.profile_step != FINISHED and candidate.employment == Candidate.Employment.UNKNOWN
        return {**told, "employment": ""} if is_new else told

    def clean_work_mask(self) -> list[int] | None:
        return none_if_empty(self.cleaned_data["work_mask"])


class SkillsForm(StepForm):
    certificates = CertificatesField(
        label=_("자격증"),
        required=False,
        help_text=_(
            "한 칸에 하나씩 적어 주세요. 몇 글자를 적으면 이름이 나옵니다. 목록에 없어도 그대로 적으시면 됩니다."
        ),
    )
    no_certificates = forms.BooleanField(label=_("자격증이 없습니다"), required=False)
    trainings = LinesField(
        label=_("마친 교육"), required=False, help_text=_("한 줄에 하나씩 적어 주세요. 예: 안전교육, 심폐소생술 교육")
    )
    skills = TextField(
        label=_("잘하는 일"),
        required=False,
        most=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("편하게 적어 주세요. 예: 스마트폰을 잘 다루고, 사람들 앞에서 설명하기를 좋아합니다."),
    )

    def standing(self, candidate: Candidate) -> dict[str, Any]:
        names = candidate.certificates.order_by("pk").values_list("name", flat=True)
        return {**super().standing(candidate), "certificates": list(names)}

    def clean_no_certificates(self) -> bool:
        """Who names one has one."""
        return self.cleaned_data["no_certificates"] and not self.cleaned_data.get("certificates")


class FactsForm(StepForm):
    has_benefit = _yes_no(
        _("실업급여를 받고 있습니까?"),
        _("받는 동안에는 지원할 수 없는 일자리가 있습니다. 받는 돈에는 영향이 없습니다."),
    )
    benefit_ends_on = KoreanDateField(
        label=_("실업급여가 끝나는 날"), required=False, help_text=_("끝난 뒤 며칠이 지나야 하는 일자리가 있습니다.")
    )
    near_poor = _yes_no(_("차상위계층입니까?"), _("차상위계층을 먼저 뽑는 자리가 있습니다."))
    basic_livelihood = _yes_no(
        _("기초생활보장 생계급여를 받고 있습니까?"),
        _("활동비나 급여를 받으면 생계급여가 달라질 수 있어, 제한하는 일자리가 있습니다."),
    )
    employee_insured = _yes_no(
        _("건강보험 직장가입자입니까?"),
        _("직장에 다니는 분을 제한하는 일자리가 있습니다. 가족의 피부양자는 ‘아니요’입니다."),
    )
    long_term_care = _yes_no(_("노인장기요양 등급을 받으셨습니까?"), _("등급을 받은 분을 제한하는 일자리가 있습니다."))

    def __init__(self, candidate: Candidate, data: Mapping | None = None, *, may_ask_sensitive: bool = False) -> None:
        super().__init__(candidate, data)
        for name in () if may_ask_sensitive else SENSITIVE:
            del self.fields[name]

    def standing(self, candidate: Candidate) -> dict[str, Any]:
        answers = {name: _as_answer(candidate.statuses.get(name)) for name in Status.values}
        return {**super().standing(candidate), **answers, "has_benefit": _as_answer(candidate.has_benefit)}


class WishesForm(StepForm):
    kinds_wished = forms.MultipleChoiceField(
        label=_("어떤 일자리를 바라십니까?"),
        required=False,
        choices=Candidate.WorkKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "보람일자리는 사회에 도움이 되는 활동을 하고 활동비를 받습니다. 인턴십은 회사에서 일하고 급여를 받습니다."
        ),
    )
    half_km = forms.TypedChoiceField(
        label=_("다니기 편한 거리"),
        coerce=int,
        choices=lambda: [(km, _distance(km)) for km in DISTANCES],  # in the language of the page
        help_text=_("집에서 곧게 잰 거리입니다. 더 먼 일자리도 보이지만 아래로 내려갑니다."),
    )
    districts_wished = forms.MultipleChoiceField(
        label=_("바라는 자치구"),
        required=False,
        choices=places.choices,
        widget=forms.CheckboxSelectMultiple({"class": "inline"}),
        help_text=_("여러 곳을 골라도 됩니다. 고르지 않으면 모든 자치구에서 찾습니다."),
    )
    pay_wished_won = WholeNumberField(
        label=_("바라는 시급(원)"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("바라는 금액이 없으면 비워 두세요."),
    )

    def __init__(self, candidate: Candidate, data: Mapping | None = None) -> None:
        super().__init__(candidate, data)
        if candidate.half_km not in DISTANCES:
            own = (candidate.half_km, _distance(candidate.half_km))
            self.fields["half_km"].choices = sorted([*self.fields["half_km"].choices, own])


def _distance(km: int) -> str:
    told = {"km": km, "example": DISTANCES.get(km)}
    return _("%(km)dkm 안쪽 (%(example)s)") % told if told["example"] else _("%(km)dkm 안쪽") % told


class TimeForm(StepForm):
    hours_mask = WeekMaskField(label=_("활동할 수 있는 요일과 시간"), required=False)
    hours_per_month = WholeNumberField(
        label=_("한 달에 활동할 수 있는 시간"),
        required=False,
        min_value=1,
        max_value=209,
        help_text=_("보람일자리는 대개 한 달에 57시간입니다. 일주일에 3일, 하루 4시간이면 한 달에 52시간쯤 됩니다."),
    )

    def clean_hours_mask(self) -> list[int] | None:
        return none_if_empty(self.cleaned_data["hours_mask"])


STEP_FORMS: dict[str, type[StepForm]] = {
    "basics": BasicsForm,
    "home": HomeForm,
    "work": WorkForm,
    "skills": SkillsForm,
    "facts": FactsForm,
    "wishes": WishesForm,
    "time": TimeForm,
}


def none_if_empty(mask: list[int]) -> list[int] | None:
    """Nothing ticked is no answer, never "at no hour"."""
    return mask if any(mask) else None
