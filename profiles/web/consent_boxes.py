"""A box for each consent text beside the other fields of a form; to be mixed into it."""

from collections.abc import Callable, Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles import consents
from profiles.models import ConsentText

PREFIX = "consent_"


def name_of(text: ConsentText) -> str:
    """Return the name of a text's box: ticked beside one text, it says nothing of the next."""
    return f"{PREFIX}{text.public_id}"


def box_to_join(text: ConsentText) -> forms.BooleanField:
    """Return the box of a text that is asked of whoever becomes a member."""
    return forms.BooleanField(
        label=consents.title_of(text),
        required=text.is_required,
        error_messages={"required": _("가입하는 데 꼭 필요한 동의입니다. 내용을 읽고 표시해 주세요.")},
    )


class ConsentBoxes:
    """`ask` adds the boxes; the page draws them apart from the form's own fields."""

    texts: dict[str, ConsentText]

    def ask(self, texts: Iterable[ConsentText], box: Callable[[ConsentText], forms.BooleanField]) -> None:
        """Add a box for each text."""
        self.texts = {name_of(text): text for text in texts}
        for name, text in self.texts.items():
            self.fields[name] = box(text)

    def consents(self) -> list[tuple[ConsentText, forms.BoundField]]:
        """The texts with their boxes, for the page."""
        return [(text, self[name]) for name, text in self.texts.items()]

    def own_fields(self) -> list[forms.BoundField]:
        """The fields that are no consent, for the page."""
        return [field for field in self.visible_fields() if field.name not in self.texts]

    def agreed(self) -> list[ConsentText]:
        """The texts whose boxes are ticked."""
        return [text for name, text in self.texts.items() if self.cleaned_data[name]]
