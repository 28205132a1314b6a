"""What two windows answered differently, side by side: what the other saved, what this one holds, and which the person wants."""

import datetime
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from profiles.templatetags.dasi import full_day, plain_day
from profiles.web.fields import WeekMaskField
from profiles.web.profile_summary import week_words
from profiles.web.step_forms import StepForm

NAMES, CHOICE, THEIRS, MINE = "disputed", "choose-", "theirs", "mine"  # boxes of the page, and the two answers
_OF_THE_PAGE = ("csrfmiddlewaretoken", "shown")


class Dispute(NamedTuple):
    """One field, in words: what stands and what was typed here."""

    name: str
    label: Any
    theirs: str
    mine: str


class Chosen(NamedTuple):
    """theirs: fields to leave as the other window saved them; unanswered: fields without a choice."""

    theirs: list[str]
    unanswered: list[str]


def chosen(given: QueryDict) -> Chosen:
    """Read which of the disputed answers the person wants."""
    names = given.getlist(NAMES)
    told = {name: given.get(CHOICE + name) for name in names}
    unanswered = [name for name in names if told[name] not in (THEIRS, MINE)]
    return Chosen([name for name in names if told[name] == THEIRS], unanswered)


def of(form: StepForm, names: Collection[str]) -> list[Dispute]:
    """Return both answers of each field, in the order of the form; the candidate's row is read anew."""
    form.is_valid()
    stands = form.standing(form.candidate)
    return [
        Dispute(
            name, form.fields[name].label, _words(form, name, stands.get(name)), _words(form, name, _mine(form, name))
        )
        for name in form.fields
        if name in names
    ]


def carried(given: QueryDict, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """All boxes of the page as (name, text), but for those that the page of both answers draws itself."""
    own = {CHOICE + name for name in names}
    for box, texts in given.lists():
        if box not in _OF_THE_PAGE and box not in own:
            yield from ((box, text) for text in texts if box != NAMES or text not in names)


def _mine(form: StepForm, name: str) -> Any:
    """What this window holds, as the form shows it."""
    if isinstance(form.fields[name], forms.ChoiceField):
        return form[name].value()
    return form.cleaned_data.get(name, form[name].value())


def _words(form: StepForm, name: str, told: Any) -> str:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        words = ", ".join(_chosen_words(field, told))
    elif isinstance(field, WeekMaskField):
        words = week_words(told)
    elif isinstance(told, bool):
        words = _("예") if told else _("아니요")
    elif isinstance(told, datetime.date):
        words = plain_day(told) if name == "birth_on" else full_day(told)
    elif isinstance(told, list | tuple):
        words = ", ".join(told)
    else:
        words = "" if told is None else str(told)
    return words or _("비어 있음")


def _chosen_words(field: forms.ChoiceField, told: Any) -> Iterator[str]:
    keys = {str(key) for key in (told if isinstance(told, list | tuple) else [told])}
    for key, label in field.choices:
        group = label if isinstance(label, list | tuple) else [(key, label)]
        yield from (str(words) for one, words in group if str(one) in keys)
