"""Which files a posting asks for, in the operator's form: three rows of a title, a help and whether it has to be there; an empty row asks for nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobs import asked_files
from jobs.models.posting import MOST_FILES


class AskedFilesWidget(forms.Widget):
    """Its boxes are called name_title_1, name_help_1, name_is_required_1 and so on."""

    template_name = "jobs/widgets/asked_files.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [*(value or ()), *[{}] * MOST_FILES][:MOST_FILES]
        empty = {"title": "", "help": "", "is_required": False}
        context["widget"]["rows"] = [{"number": number, **empty, **row} for number, row in enumerate(rows, start=1)]
        context["widget"] |= {"most_title": asked_files.MOST_TITLE, "most_help": asked_files.MOST_HELP}
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
        return [
            {
                "title": data.get(f"{name}_title_{number}", ""),
                "help": data.get(f"{name}_help_{number}", ""),
                "is_required": f"{name}_is_required_{number}" in data,
            }
            for number in range(1, MOST_FILES + 1)
        ]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> bool:
        return False

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_title_1"


class AskedFilesField(forms.Field):
    """Up to three files, in the order in which people are asked for them."""

    widget = AskedFilesWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("지원할 때 받는 파일"),
            required=False,
            help_text=_(
                "꼭 필요한 것만 받아 주세요. 등본처럼 자격을 확인하는 서류는 합격한 뒤에 따로 봅니다. 받지 않으면 비워 두세요."
            ),
            **kwargs,
        )

    def clean(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        try:
            return asked_files.settled(value)
        except ValidationError as wrong:
            raise ValidationError(wrong.error_dict["asked_files"]) from wrong
