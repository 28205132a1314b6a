"""Forms of what people keep: the name of a saved search, and whether it tells."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs.models import SavedSearch

_NAME_MISSING = {"required": _("알아보기 쉬운 이름을 적어 주세요.")}
_LONGEST = SavedSearch._meta.get_field("name").max_length


class SearchNameForm(forms.Form):
    """How one calls a search."""

    name = forms.CharField(label=_("이름"), max_length=_LONGEST, error_messages=_NAME_MISSING)


class SaveSearchForm(SearchNameForm):
    """A search to be kept."""

    has_alerts = forms.BooleanField(label=_("새 공고가 나오면 하루에 한 번 알려 주세요"), required=False, initial=True)
