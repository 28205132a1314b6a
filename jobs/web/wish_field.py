"""Ranked wishes for sites (1·2·3지망): a list moved by plain buttons, each a form post; a script makes them quicker.

The choice stands in hidden inputs in its order, so that it goes along with the form. Source: DESIGN sections 10 and 11.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.submissions import MOST_WISHES

MOVES = {"up": -1, "down": 1, "stay": 0}  # stay: dragged to its place, so the list comes in its new order


class WishesWidget(forms.Widget):
    """The sites chosen, best first, with buttons 위로, 아래로, 빼기; below them the others with 고르기."""

    template_name = "jobs/widgets/wishes.html"
    use_fieldset = True
    choices: Sequence[tuple[str, str]] = ()

    def get_context(self, name: str, value: Sequence[str] | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        words = dict(self.choices)
        chosen = [pk for pk in value or () if pk in words]
        context["widget"] |= {
            "chosen": [{"pk": pk, "words": words[pk]} for pk in chosen],
            "others": [{"pk": pk, "words": text} for pk, text in self.choices if pk not in chosen],
            "is_full": len(chosen) >= MOST_WISHES,
            "most": MOST_WISHES,
        }
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> list[str]:
        return data.getlist(name) if isinstance(data, MultiValueDict) else list(data.get(name) or ())

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> bool:
        return False


class WishesField(forms.MultipleChoiceField):
    """Up to three sites in the order wished."""

    widget = WishesWidget
    hidden_widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": _("가고 싶은 활동처를 한 곳 골라 주세요."),
        "invalid_choice": _("없는 활동처입니다. 목록에서 다시 골라 주세요."),
    }

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(set(value)) != len(value):
            raise ValidationError(gettext("같은 활동처를 두 번 고를 수 없습니다."), code="wish_site_once")
        if len(value) > MOST_WISHES:
            raise ValidationError(
                gettext("활동처는 %(most)d곳까지 고를 수 있습니다.") % {"most": MOST_WISHES}, code="too_many_wishes"
            )


def arranged(wishes: Sequence[str], asked: str) -> list[str]:
    """Return the wishes after one button: "up 3", "down 3", "out 3" or "in 3", or after a drag: "stay 3". What makes no sense changes nothing."""
    verb, _blank, pk = asked.partition(" ")
    found = list(dict.fromkeys(wishes))
    if verb == "in" and pk and len(found) < MOST_WISHES and pk not in found:
        return [*found, pk]
    if pk not in found:
        return found
    place = found.index(pk)
    if verb == "out":
        del found[place]
    if verb in MOVES and 0 <= place + MOVES[verb] < len(found):
        found[place], found[place + MOVES[verb]] = found[place + MOVES[verb]], found[place]
    return found
