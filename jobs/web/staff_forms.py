"""Forms of the city's pages, but for those of the rules (rule_forms.py)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobs import applicants, event_words, posting_remarks
from jobs.models import Target
from jobs.posting_versions import SITES
from jobs.web.posting_diff import label_of
from profiles import places
from profiles.models import Organisation
from profiles.web.fields import KoreanDateField

REMARKED = (  # in the order in which they are written
    *("title", "duties", "keco", "hours_mask", "weekly_hours", "hours_per_month", SITES, "selection", "intake_limit"),
    *("required_certificates", "preferred_certificates", "question", "asked_files", "districts"),
    *("apply_from", "apply_until", "has_interview", "results_at", "offer_days", "has_training", "starts_on", "ends_on"),
)
ODD_RECEIPT = _("접수번호가 아닙니다. 접수증에 있는 대로 적어 주세요. 예: 2026-0000123")


class RuleSetForm(forms.Form):
    """From when a version holds and where it comes from; the rules stand in forms of their own."""

    valid_from = KoreanDateField(label=_("쓰기 시작하는 날"))
    source = forms.CharField(
        label=_("근거"), max_length=300, required=False, help_text=_("예: 2026년 가치동행일자리 모집공고")
    )


class TargetForm(forms.Form):
    """A target for the whole city or one district."""

    district = forms.ChoiceField(label=_("어디의 목표입니까?"), required=False)
    places = forms.IntegerField(
        label=_("목표 자리(개)"), min_value=0, max_value=1_000_000, widget=forms.NumberInput({"inputmode": "numeric"})
    )
    definition = forms.CharField(
        label=_("세는 방법"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("무엇을 하나로 세는지 한 문장으로 적어 주세요."),
    )
    label = forms.CharField(label=_("표시"), required=False, max_length=40, help_text=_("예: 시연용 목표"))

    def __init__(self, *args: Any, target: Target | None = None, **kwargs: Any) -> None:
        shown = (
            {name: getattr(target, name) for name in ("district", "places", "definition", "label")} if target else {}
        )
        kwargs["initial"] = {**(kwargs.get("initial") or {}), **shown}
        super().__init__(*args, **kwargs)
        self.fields["district"].choices = [("", _("서울시 전체")), *places.choices()]


class ReturnForm(forms.Form):
    """What the operator has to mend: as a whole, and beside the fields that need it."""

    reason = forms.CharField(
        label=_("고칠 점"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("운영기관이 그대로 읽습니다. 무엇을 어떻게 고치면 되는지 적어 주세요."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in REMARKED:
            self.fields[f"remark_{name}"] = forms.CharField(
                label=label_of(name),
                max_length=posting_remarks.MOST,
                required=False,
                widget=forms.Textarea({"rows": 2}),
            )

    def of_fields(self) -> list[forms.BoundField]:
        """Return the boxes of the fields, apart from that of the whole."""
        return [self[f"remark_{name}"] for name in REMARKED]

    def remarks(self) -> dict[str, str]:
        """Return what was remarked, by field."""
        said = {name: self.cleaned_data.get(f"remark_{name}", "") for name in REMARKED}
        return {name: text for name, text in said.items() if text.strip()}


def take_return_error(form: ReturnForm, error: ValidationError) -> None:
    """Put what is wrong with a return beside the box that it is about."""
    if not hasattr(error, "error_dict"):
        form.add_error("reason" if error.code == "reason_missing" else None, error)
        return
    for name, found in error.error_dict.items():
        form.add_error(f"remark_{name}" if f"remark_{name}" in form.fields else None, found)


class EventFilterForm(forms.Form):
    """Which events to look at; nothing chosen shows all."""

    verb = forms.ChoiceField(label=_("한 일"), required=False, choices=[("", _("모두")), *event_words.VERBS.items()])
    subject = forms.ChoiceField(
        label=_("대상"), required=False, choices=[("", _("모두")), *event_words.SUBJECTS.items()]
    )
    who = forms.ChoiceField(label=_("한 사람"), required=False, choices=[("", _("모두")), *event_words.WHO.items()])
    operator = forms.ChoiceField(
        label=_("운영기관"),
        required=False,
        help_text=_("이 기관의 담당자가 한 일만 보입니다."),
        error_messages={"invalid_choice": _("목록에 없는 운영기관입니다. 다시 골라 주세요.")},
    )
    receipt = forms.CharField(
        label=_("접수번호"),
        max_length=30,
        required=False,
        help_text=_("이 지원과 그 배치, 활동일지, 지급, 알림의 기록을 모두 보입니다. 예: 2026-0000123"),
        error_messages={"max_length": ODD_RECEIPT},
    )
    since = KoreanDateField(label=_("이날부터"), required=False)
    until = KoreanDateField(label=_("이날까지"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        operators = Organisation.objects.filter(kind="operator").order_by("name")
        self.fields["operator"].choices = [("", _("모두")), *operators.values_list("public_id", "name")]

    def clean_receipt(self) -> int | None:
        """Return the number that the application has in the database."""
        typed = self.cleaned_data["receipt"]
        number = applicants.receipt_key(typed)
        if typed and number is None:
            raise ValidationError(ODD_RECEIPT, code="receipt_odd")
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("‘이날까지’는 ‘이날부터’보다 앞설 수 없습니다."))
        return cleaned

    def asked(self) -> dict[str, Any]:
        """Return what `event_log.find` takes: every box that makes sense, also beside one that doesn't."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
