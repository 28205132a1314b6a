"""Forms of files that leave: which table's columns, as what kind of file, and what for. They check the shape; the verbs check the rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.exports import CAUSES, MOST_WORDS
from jobs.models import Posting, ProgrammeYear
from jobs.tables.base import Column
from profiles.models import Organisation
from profiles.web.fields import KoreanMonthField

FILE_KINDS: Mapping[str, str | Promise] = {"xlsx": _("엑셀(XLSX)"), "csv": _("CSV")}


class CauseForm(forms.Form):
    """What a file is taken for: one of a short list, and one's own words."""

    cause = forms.ChoiceField(
        label=_("내려받는 이유"),
        choices=[("", _("골라 주세요")), *((key, cause.label) for key, cause in CAUSES.items())],
        error_messages={"required": _("내려받는 이유를 골라 주세요.")},
    )
    words = forms.CharField(
        label=_("자세한 내용"),
        required=False,
        max_length=MOST_WORDS,
        help_text=_("어디에 내는지 적어 주세요. 예: 2026년 상반기 지도점검. ‘그 밖의 일’이면 꼭 적어야 합니다."),
    )


class ExportForm(CauseForm):
    """The same, with the columns and the kind of file."""

    columns = forms.MultipleChoiceField(
        label=_("넣을 칸"),
        widget=forms.CheckboxSelectMultiple({"class": "dense"}),
        error_messages={"required": _("넣을 칸을 하나 이상 골라 주세요.")},
    )
    file_kind = forms.ChoiceField(label=_("파일 종류"), choices=list(FILE_KINDS.items()), initial="xlsx")
    field_order = ("cause", "words", "columns", "file_kind")

    def __init__(self, *args: Any, columns: Sequence[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["columns"]
        field.choices = [(column.key, column.head) for column in columns]
        field.initial = [column.key for column in columns if not column.shows]
        if any(column.shows for column in columns):
            causes = ", ".join(str(cause.label) for cause in CAUSES.values() if cause.shows)
            field.help_text = gettext("이름 전체와 연락처는 이유가 맞을 때만 넣을 수 있습니다: %(causes)s.") % {
                "causes": causes
            }

    def asked(self) -> dict[str, Any]:
        """Return what the verb takes."""
        return {name: self.cleaned_data[name] for name in ("columns", "file_kind", "cause", "words")}


class BundleForm(forms.Form):
    """Whether papers for an audit name people in whole."""

    shows_names = forms.BooleanField(
        label=_("지원자 이름을 가리지 않고 담기"),
        required=False,
        help_text=_("감사에서 이름을 요구할 때만 골라 주세요. 접수번호로 모든 자료를 맞춰 볼 수 있습니다."),
    )


class MonthBundleForm(BundleForm):
    """The same, with which project of an operator and which month."""

    project = forms.ModelChoiceField(
        ProgrammeYear.objects.none(),
        label=_("연도별 사업"),
        to_field_name="public_id",
        empty_label=_("골라 주세요"),
        error_messages={"required": _("연도별 사업을 골라 주세요.")},
    )
    month = KoreanMonthField(label=_("활동한 달"))
    field_order = ("project", "month", "shows_names")

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posted = Posting.objects.filter(organisation=organisation).values("programme_year")
        years = ProgrammeYear.objects.filter(pk__in=posted).select_related("programme")
        self.fields["project"].queryset = years.order_by("-year", "programme__name")
