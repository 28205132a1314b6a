"""The rules as sentences with blanks: one form a rule, its boxes named as the parameters that jobs/eligibility takes.

What is wrong with a rule is said beside its box; a rule that isn't used is not looked at.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobs import eligibility, sentences
from jobs.eligibility import RuleError, RuleSpec
from jobs.models import Programme, Rule, RuleSet
from jobs.programmes import RuleLine
from jobs.web.names_field import NamesField
from profiles import places
from profiles.declarations import Status
from profiles.web.fields import KoreanDateField

STATUS_BOXES = ("status", "status_from", "status_to")


class RuleForm(forms.Form):
    """One rule: whether it is used, its blanks, when it is checked, and where it comes from."""

    kind = ""
    sentence = ""

    is_used = forms.BooleanField(label=_("이 규칙을 씁니다"), required=False)
    applies_at = forms.ChoiceField(
        label=_("확인하는 때"), choices=Rule.Stage.choices, widget=forms.RadioSelect, required=False
    )
    is_overridable = forms.BooleanField(label=_("운영기관이 이유를 적고 예외로 할 수 있습니다"), required=False)
    is_assumed = forms.BooleanField(label=_("근거가 없어 추정한 규칙입니다"), required=False)
    source = forms.CharField(
        label=_("근거"), max_length=300, required=False, help_text=_("예: 2025년 모집공고, 조례 제5조")
    )

    def __init__(self, *args: Any, rule: Rule | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=self.initial_of(rule) if rule else {}, **kwargs)
        judge = eligibility.RULES[self.kind]
        if judge.CITY_ONLY:
            del self.fields["is_overridable"]
        if len(judge.STAGES) == 1:
            del self.fields["applies_at"]
        else:
            self.fields["applies_at"].initial = eligibility.APPLY
        self.order_fields(["is_used", *self.blanks()])

    @property
    def label(self) -> Any:
        return sentences.rule_label(self.kind)

    @property
    def is_open(self) -> bool:
        """Whether the page shows the rule unfolded."""
        return bool(self["is_used"].value()) or bool(self.errors)

    def blanks(self) -> list[str]:
        """Return the names of the boxes that hold parameters."""
        return [name for name in self.fields if name not in RuleForm.base_fields]

    def initial_of(self, rule: Rule) -> dict[str, Any]:
        """Return what the boxes show of a rule that stands."""
        shown = {name: getattr(rule, name) for name in ("applies_at", "is_overridable", "is_assumed", "source")}
        return {**shown, **rule.params, "is_used": True}

    def params(self) -> dict[str, Any]:
        """Return the parameters as JSON keeps them: a blank left empty is left out."""
        given = {name: _plain(self.cleaned_data.get(name)) for name in self.blanks()}
        return {name: value for name, value in given.items() if value or value == 0 and value is not False}

    def clean(self) -> dict[str, Any]:
        """Say what is wrong with the rule beside its box; nothing is wrong with a rule that isn't used."""
        cleaned = super().clean()
        if not cleaned.get("is_used"):
            self.errors.clear()
        elif not self.errors:
            try:
                eligibility.check_rule(self._spec())
            except RuleError as wrong:
                box = self.box_of(wrong.key)
                said = ValidationError(sentences.error_sentence(wrong), code=wrong.code)
                self.add_error(box if box in self.fields else "is_used", said)
        return cleaned

    def box_of(self, key: str) -> str:
        """Return the box in which a parameter stands."""
        return key

    def line(self) -> RuleLine | None:
        """Return the rule as `programmes.add_rule_set` takes it; None where it isn't used."""
        if not self.cleaned_data.get("is_used"):
            return None
        spec = self._spec()
        return RuleLine(
            kind=self.kind,
            params=dict(spec.params),
            applies_at=spec.applies_at,
            is_overridable=spec.overridable,
            is_assumed=self.cleaned_data["is_assumed"],
            source=self.cleaned_data["source"],
        )

    def _spec(self) -> RuleSpec:
        stages = eligibility.RULES[self.kind].STAGES
        applies_at = self.cleaned_data.get("applies_at") or stages[0]
        return RuleSpec(self.kind, self.params(), applies_at, bool(self.cleaned_data.get("is_overridable")))


class BirthRangeForm(RuleForm):
    kind = "birth_range"
    sentence = _("__년 __월 __일부터 __년 __월 __일까지 태어난 분")

    birth_from = KoreanDateField(label=_("태어난 날(부터)"), required=False, help_text=_("제한이 없으면 비워 두세요."))
    birth_to = KoreanDateField(label=_("태어난 날(까지)"), required=False)
    status = forms.ChoiceField(
        label=_("다른 나이를 쓰는 분"), required=False, choices=[("", _("없음")), *Status.choices]
    )
    status_from = KoreanDateField(label=_("그분의 태어난 날(부터)"), required=False)
    status_to = KoreanDateField(label=_("그분의 태어난 날(까지)"), required=False)

    def __init__(self, *args: Any, rule: Rule | None = None, **kwargs: Any) -> None:
        super().__init__(*args, rule=rule, **kwargs)
        self.others = rule.params.get("by_status", [])[1:] if rule else []  # more than one has no box: they stay

    def initial_of(self, rule: Rule) -> dict[str, Any]:
        shown = super().initial_of(rule)
        for other in rule.params.get("by_status", [])[:1]:
            boxes = zip(STATUS_BOXES, ("status", "birth_from", "birth_to"), strict=True)
            shown |= {box: other.get(key) for box, key in boxes}
        return shown

    def params(self) -> dict[str, Any]:
        found = super().params()
        values = [found.pop(box, None) for box in STATUS_BOXES]
        pairs = zip(("status", "birth_from", "birth_to"), values, strict=True)
        other = {key: value for key, value in pairs if value}
        by_status = [*([other] if "status" in other else []), *self.others]
        return {**found, "by_status": by_status} if by_status else found

    def box_of(self, key: str) -> str:
        """A wrong range is the status's own where the main one is sound."""
        main = {name: value for name, value in self.params().items() if name != "by_status"}
        try:
            eligibility.check_rule(RuleSpec(self.kind, main))
        except RuleError:
            return key
        return {"birth_from": "status_from", "birth_to": "status_to"}.get(key, key)


class ResidenceForm(RuleForm):
    kind = "residence"
    sentence = _("__에 사는 분, 또는 서울에 사업장이 있는 사업자의 대표")

    seoul = forms.BooleanField(label=_("서울시에 사는 분"), required=False)
    business_in_seoul = forms.BooleanField(label=_("서울에 사업장이 있는 사업자의 대표"), required=False)
    districts = forms.MultipleChoiceField(
        label=_("이 자치구에 사는 분"), required=False, widget=forms.CheckboxSelectMultiple({"class": "inline"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["districts"].choices = places.choices()


class EmploymentForm(RuleForm):
    kind = "employment"
    sentence = _("지금 일하고 __ 분")

    allow = forms.ChoiceField(
        label=_("누가 지원할 수 있습니까?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("not_employed", _("지금 일하고 있지 않은 분")),
            ("outside_working_hours", _("일하는 시간이 활동 시간과 겹치지 않는 분까지")),
            ("any", _("일하고 있는 분도 모두")),
        ],
    )


class DoubleParticipationForm(RuleForm):
    kind = "double_participation"
    sentence = _("다른 공공일자리와 __ 분")

    policy = forms.ChoiceField(
        label=_("다른 공공일자리를 함께 할 수 있습니까?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("forbid", _("같은 기간에는 함께 할 수 없음")),
            ("forbid_same_kind", _("같은 종류만 함께 할 수 없음")),
            ("no_time_overlap", _("시간이 겹치지 않으면 함께 할 수 있음")),
            ("declare_only", _("알려 주기만 하면 됨")),
        ],
    )


class RepeatParticipationForm(RuleForm):
    kind = "repeat_participation"
    sentence = _("지난 __년 동안 공공일자리에 참여한 해가 __년보다 적은 분")

    window_years = forms.IntegerField(label=_("살펴보는 햇수"), required=False)
    years = forms.IntegerField(label=_("참여한 햇수"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("이 종류만 셉니다"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=Programme.Kind.choices,
        help_text=_("고르지 않으면 모든 종류를 셉니다."),
    )
    least_months = forms.IntegerField(
        label=_("한 해로 세는 개월 수"), required=False, help_text=_("비워 두면 한 달만 해도 한 해로 셉니다.")
    )


class BenefitWaitForm(RuleForm):
    kind = "benefit_wait"
    sentence = _("실업급여가 끝나고 __일이 지난 분")

    days = forms.IntegerField(
        label=_("지나야 하는 날"), required=False, help_text=_("0을 적으면 끝난 다음 날부터 지원할 수 있습니다.")
    )


class CredentialForm(RuleForm):
    kind = "credential"
    sentence = _("자격증 __이 있는 분, 교육 __을 마친 분")

    certificates = NamesField(label=_("자격증"), required=False, help_text=_("한 줄에 하나씩 적어 주세요."))
    trainings = NamesField(label=_("교육"), required=False, help_text=_("한 줄에 하나씩 적어 주세요."))
    need = forms.ChoiceField(
        label=_("갖추어야 하는 것"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("all", _("모두")), ("any", _("하나만"))],
        initial="all",
    )


class HoursShareForm(RuleForm):
    kind = "hours_share"
    sentence = _("한 달 __시간의 __% 이상 활동할 수 있는 분")

    percent = forms.IntegerField(label=_("비율(%)"), required=False)
    of_hours = forms.IntegerField(
        label=_("한 달 시간"), required=False, help_text=_("비워 두면 공고에 적힌 한 달 시간으로 셉니다.")
    )


class ScheduleForm(RuleForm):
    kind = "schedule"
    sentence = _("공고에 적힌 활동 시간의 __% 이상에 나올 수 있는 분")

    percent = forms.IntegerField(label=_("비율(%)"), required=False)


class AttendanceForm(RuleForm):
    kind = "training_attendance"
    sentence = _("배치 전 교육에 __% 이상 참석한 분")

    percent = forms.IntegerField(label=_("비율(%)"), required=False)


class ExclusionForm(RuleForm):
    kind = "status_exclusion"
    sentence = _("다음에 해당하지 않는 분: __")

    statuses = forms.MultipleChoiceField(
        label=_("지원할 수 없는 분"), required=False, widget=forms.CheckboxSelectMultiple, choices=Status.choices
    )


_FORMS: dict[str, type[RuleForm]] = {
    form.kind: form
    for form in (
        BirthRangeForm,
        ResidenceForm,
        EmploymentForm,
        DoubleParticipationForm,
        RepeatParticipationForm,
        BenefitWaitForm,
        CredentialForm,
        HoursShareForm,
        ScheduleForm,
        AttendanceForm,
        ExclusionForm,
    )
}


def rule_forms(current: RuleSet | None, typed: Mapping[str, Any] | None = None) -> list[RuleForm]:
    """Return a form for each kind, filled from the rules that stand; a kind that may repeat has one more to fill."""
    rules = list(current.rules.order_by("pk")) if current else []
    made = []
    for kind, form in _FORMS.items():
        own = [rule for rule in rules if rule.kind == kind]
        boxes: Sequence[Rule | None] = [*own, None] if eligibility.RULES[kind].REPEATABLE else (own or [None])
        made += [form(typed, rule=rule, prefix=f"{kind}_{number}") for number, rule in enumerate(boxes)]
    return made


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
