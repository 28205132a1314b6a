"""Forms of runs of pay: they check the shape of what was typed; the verbs check the rules."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs import banks
from jobs.bank_layouts import Layout
from jobs.models import PayItem
from jobs.web.worklog_forms import CorrectForm
from profiles.web.fields import KoreanDateField, KoreanMonthField

__all__ = ["FORMS", "AccountForm", "AccountReasonForm", "CorrectForm", "FileForm", "ItemForm", "StatementForm"]
NEEDED = {"required": _("이유를 적어 주세요.")}


class SeenForm(forms.Form):
    """Which accounts the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class WithdrawForm(forms.Form):
    """Why a run is taken back."""

    reason = forms.CharField(label=_("거두는 이유"), max_length=300, error_messages=NEEDED)


class PaidForm(forms.Form):
    """On which day the money went out."""

    on = KoreanDateField(label=_("보낸 날"))


class FileForm(forms.Form):
    """Which bank's layout, which kind of file, and why it is taken."""

    layout_key = forms.ChoiceField(label=_("은행 파일 틀"))
    kind = forms.ChoiceField(
        label=_("파일"),
        choices=[("xlsx", _("엑셀(XLSX)")), ("csv", _("CSV(UTF-8)")), ("cp949", _("CSV(CP949, 은행 프로그램용)"))],
        initial="xlsx",
    )
    reason = forms.CharField(
        label=_("내려받는 이유"), max_length=200, initial=_("은행에 대량이체를 올리려고"), error_messages=NEEDED
    )

    def __init__(self, *args: Any, layouts: Sequence[Layout], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_key = {layout.key: layout for layout in layouts}
        self.fields["layout_key"].choices = [(layout.key, layout.name) for layout in layouts]

    def layout(self) -> Layout:
        """Return the layout that was chosen."""
        return self._by_key[self.cleaned_data["layout_key"]]


class StatementForm(forms.Form):
    """Which year, which kind of file, and why it is taken."""

    year = forms.TypedChoiceField(label=_("해"), coerce=int)
    kind = forms.ChoiceField(label=_("파일"), choices=[("xlsx", _("엑셀(XLSX)")), ("csv", _("CSV(UTF-8)"))])
    reason = forms.CharField(
        label=_("내려받는 이유"), max_length=200, initial=_("지급명세서를 내려고"), error_messages=NEEDED
    )

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, _("%(year)d년") % {"year": year}) for year in years]


class ItemForm(forms.Form):
    """An item beside the hours: what, how it is counted, who bears it, from which month, how much."""

    kind = forms.ChoiceField(label=_("항목"), choices=PayItem.Kind.choices)
    per = forms.ChoiceField(label=_("셈하는 단위"), choices=PayItem.Per.choices, widget=forms.RadioSelect)
    bearer = forms.ChoiceField(label=_("부담하는 쪽"), choices=PayItem.Bearer.choices, widget=forms.RadioSelect)
    valid_from = KoreanMonthField(label=_("적용을 시작하는 달"))
    amount_won = forms.IntegerField(
        label=_("금액(원)"),
        min_value=0,
        max_value=10_000_000,
        required=False,
        help_text=_("0원이면 그 달부터 없어집니다."),
    )
    percent = forms.DecimalField(
        label=_("비율(%)"),
        min_value=0,
        max_value=99,
        decimal_places=3,
        required=False,
        help_text=_("‘총액의 비율’을 고를 때만 적어 주세요."),
    )
    source = forms.CharField(label=_("근거"), max_length=300, required=False)

    def written(self) -> dict[str, Any]:
        """Return what `pay_items.set_item` takes."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("kind", "per", "bearer", "valid_from", "source")}
        return {**plain, "amount_won": given["amount_won"] or 0, "rate": (given["percent"] or Decimal(0)) / 100}


class AccountReasonForm(forms.Form):
    """Why a whole account number is opened."""

    reason = forms.CharField(label=_("전체 번호를 보는 이유"), max_length=200, error_messages=NEEDED)


class AccountForm(forms.Form):
    """A person's account: the bank from the list, the number, whose it is."""

    bank = forms.ChoiceField(label=_("은행"), error_messages={"required": _("은행을 골라 주세요.")})
    number = forms.CharField(
        label=_("계좌번호"),
        max_length=30,
        help_text=_("숫자만 적어 주세요. ‘-’를 함께 적어도 됩니다."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("계좌번호를 적어 주세요.")},
    )
    holder = forms.CharField(
        label=_("예금주"),
        max_length=40,
        help_text=_("통장에 적힌 이름 그대로 적어 주세요. 본인 계좌여야 합니다."),
        error_messages={"required": _("예금주 이름을 적어 주세요.")},
    )

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(bank.code, bank.name) for bank in banks.on(on)]
        self.fields["bank"].choices = [("", _("은행을 골라 주세요")), *choices]


FORMS: dict[str, type[forms.Form]] = {
    "approve_pay": SeenForm,
    "accept_accounts": SeenForm,
    "withdraw_pay": WithdrawForm,
    "record_pay": PaidForm,
}
