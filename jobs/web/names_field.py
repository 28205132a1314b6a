"""Names of certificates and trainings, as operators and the city write them: one a line, or parted by commas."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from profiles.web.fields import LinesField

MOST_OF_A_NAME = 80


class NamesField(LinesField):
    """Names, one a line; commas part them too."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> list[str]:
        return super().to_python(value.replace(",", "\n") if isinstance(value, str) else value)

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if any(len(name) > MOST_OF_A_NAME for name in value):
            sentence = gettext("한 줄에 하나씩, %(most)d자까지 적어 주세요.") % {"most": MOST_OF_A_NAME}
            raise ValidationError(sentence, code="name_too_long")
