"""Forms of allocation rounds: how one begins, and its terms, site by site."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.models import PostingSite, ProgrammeYear
from matching.round_tables import cap_name
from matching.round_terms import WHOLE, RoundTerms, SiteTerms

MOST = 9999
COLUMNS = (("places", _("모집인원")), ("reserve", _("우선 자리")), ("target", _("먼저 채울 인원")))


class DraftForm(forms.Form):
    """Which round begins, and the seed that decides among equal scores."""

    which = forms.ChoiceField(label=_("무엇을 시작합니까?"), widget=forms.RadioSelect)
    seed = forms.CharField(
        label=_("추첨 번호"),
        required=False,
        max_length=80,
        help_text=_(
            "점수가 같을 때 순서를 정하는 번호입니다. 공개된 자리에서 뽑은 번호를 적어 주세요. "
            "비워 두면 무작위로 정합니다. 시작한 뒤에는 바꿀 수 없습니다."
        ),
    )

    def __init__(self, *args: Any, beginnable: Sequence[tuple[ProgrammeYear, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {f"{year.public_id}:{number}": (year, number) for year, number in beginnable}
        self.fields["which"].choices = [
            (key, gettext("%(programme)s %(number)s차") % {"programme": year, "number": number})
            for key, (year, number) in self.found.items()
        ]

    def chosen(self) -> tuple[ProgrammeYear, int, str]:
        """Return the year, the number and the seed; one by chance where none was typed."""
        year, number = self.found[self.cleaned_data["which"]]
        return year, number, self.cleaned_data["seed"].strip() or secrets.token_hex(8)


class TermsForm(forms.Form):
    """Places, reserve and target of each site, and the caps; a cap left blank is none."""

    name = forms.CharField(
        label=_("조건 이름"), max_length=40, help_text=_("나중에 알아볼 수 있게 적어 주세요. 예: 우선 자리 늘림")
    )

    def __init__(
        self, *args: Any, sites: Sequence[PostingSite], terms: RoundTerms, free: Mapping[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.free = free
        self.sites = {str(site.public_id): site for site in sites}
        self.districts = sorted({site.site.district for site in sites})
        for key, site in self.sites.items():
            own = terms.sites.get(key) or SiteTerms(0)
            self._add(f"places_{key}", gettext("%(site)s 모집인원") % {"site": site.site.name}, own.places)
            self._add(f"reserve_{key}", gettext("%(site)s 우선 자리") % {"site": site.site.name}, own.reserve)
            self._add(f"target_{key}", gettext("%(site)s 먼저 채울 인원") % {"site": site.site.name}, own.target)
        for region in (WHOLE, *self.districts):
            label = gettext("%(region)s 상한") % {"region": cap_name(region)}
            self._add(f"cap_{region}", label, terms.caps.get(region), is_required=False)

    def rows(self) -> list[dict[str, Any]]:
        """Return what the table shows: the site, its free seats and its three boxes under their headings."""
        return [
            {
                "posting_site": site,
                "free": self.free[key],
                "boxes": [(heading, self[f"{name}_{key}"]) for name, heading in COLUMNS],
            }
            for key, site in self.sites.items()
        ]

    def caps(self) -> list[forms.BoundField]:
        """Return the boxes of the caps."""
        return [self[f"cap_{region}"] for region in (WHOLE, *self.districts)]

    def has_caps(self) -> bool:
        """Whether a cap was typed, or stands in the terms that the form began from."""
        return any(box.value() not in (None, "") for box in self.caps())

    def terms(self) -> RoundTerms:
        """Return the terms that were typed."""
        given = self.cleaned_data
        sites = {
            key: SiteTerms(given[f"places_{key}"], given[f"reserve_{key}"], site.site.district, given[f"target_{key}"])
            for key, site in self.sites.items()
        }
        caps = {region: given[f"cap_{region}"] for region in (WHOLE, *self.districts)}
        return RoundTerms(sites, {region: cap for region, cap in caps.items() if cap is not None})

    def _add(self, name: str, label: str, initial: int | None, *, is_required: bool = True) -> None:
        self.fields[name] = forms.IntegerField(
            label=label,
            initial=initial,
            required=is_required,
            min_value=0,
            max_value=MOST,
            widget=forms.NumberInput({"inputmode": "numeric", "class": "short"}),
        )
