"""The terms of an allocation round: how many places each site gives, how many go first to near-poor people, and caps by district or in all.

They are stored with every allocation in a schema of their own. Caps follow Kamada & Kojima (docs/adr/0012): each site up to its target,
then one more each in turn. A site never has both a reserve and a cap.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SCHEMA = 1
GROUP = "near_poor"  # the one group that reserves are for: jobs.reserves.NEAR_POOR
WHOLE = "all"  # the cap of everything together; the others are named by their district


@dataclass(frozen=True)
class SiteTerms:
    """One posting site: places, how many of them first to near-poor people, its district, people before the turns of a cap begin."""

    places: int
    reserve: int = 0
    district: str = ""
    target: int = 0


@dataclass(frozen=True)
class RoundTerms:
    """By the public id of the posting site; caps by district, or one by WHOLE."""

    sites: Mapping[str, SiteTerms]
    caps: Mapping[str, int] = field(default_factory=dict)

    def region_of(self, site: str) -> str:
        """The cap that a site stands under, "" for none."""
        if WHOLE in self.caps:
            return WHOLE
        district = self.sites[site].district
        return district if district in self.caps else ""

    @property
    def places(self) -> int:
        """Places of all sites together."""
        return sum(site.places for site in self.sites.values())


def as_json(terms: RoundTerms) -> dict[str, Any]:
    """Return what is stored."""
    return {
        "schema": SCHEMA,
        "sites": {site: asdict(own) for site, own in sorted(terms.sites.items())},
        "caps": dict(sorted(terms.caps.items())),
    }


def from_json(stored: Mapping[str, Any]) -> RoundTerms:
    """Return the terms as they were stored. Raises ValueError for those of another schema."""
    if stored.get("schema") != SCHEMA:
        raise ValueError(f"terms of schema {stored.get('schema')}, not {SCHEMA}")
    return RoundTerms({site: SiteTerms(**own) for site, own in stored["sites"].items()}, dict(stored["caps"]))


def check(terms: RoundTerms, names: Mapping[str, str]) -> None:
    """Refuse terms that make no sense; `names` of the sites, for the sentences. What is wrong with one number of a site stands under its
    name and the site's: reserve_<site>, target_<site>.

    Raises reserve_above_places, target_above_places, reserve_and_cap, two_kinds_of_cap, targets_above_cap, negative.
    """
    if WHOLE in terms.caps and len(terms.caps) > 1:
        raise ValidationError(
            _("전체 상한과 자치구별 상한은 함께 쓸 수 없습니다. 하나만 적어 주세요."), code="two_kinds_of_cap"
        )
    for site, own in terms.sites.items():
        _check_site(own, names[site], is_capped=bool(terms.region_of(site)))
    if above := {name: why for site, own in terms.sites.items() for name, why in _above_places(site, own)}:
        raise ValidationError(above)
    sums = dict.fromkeys(terms.caps, 0)
    for site, own in terms.sites.items():
        if region := terms.region_of(site):
            sums[region] += own.target
    if any(cap < 0 for cap in terms.caps.values()):
        raise ValidationError(_("0보다 작은 수는 쓸 수 없습니다."), code="negative")
    for region, cap in terms.caps.items():
        if sums[region] > cap:
            raise ValidationError(
                _("먼저 채울 인원을 모두 더하면 %(sum)d명으로, 상한 %(cap)d명보다 많습니다.")
                % {"sum": sums[region], "cap": cap},
                code="targets_above_cap",
            )


def _above_places(site: str, own: SiteTerms) -> Iterator[tuple[str, ValidationError]]:
    if own.reserve > own.places:
        sentence = _("우선 자리 %(reserve)d자리가 모집인원 %(places)d명보다 많습니다. 모집인원까지만 적어 주세요.")
        told = sentence % {"reserve": own.reserve, "places": own.places}
        yield f"reserve_{site}", ValidationError(told, code="reserve_above_places")
    if own.target > own.places:
        sentence = _("먼저 채울 인원 %(target)d명이 모집인원 %(places)d명보다 많습니다. 모집인원까지만 적어 주세요.")
        told = sentence % {"target": own.target, "places": own.places}
        yield f"target_{site}", ValidationError(told, code="target_above_places")


def _check_site(own: SiteTerms, name: str, *, is_capped: bool) -> None:
    if min(own.places, own.reserve, own.target) < 0:
        raise ValidationError(_("0보다 작은 수는 쓸 수 없습니다."), code="negative")
    if own.reserve and is_capped:
        raise ValidationError(
            _(
                "%(site)s: 우선 자리가 있는 활동처에는 상한을 함께 둘 수 없습니다. 우선 자리를 0으로 하거나 상한을 빼 주세요."
            )
            % {"site": name},
            code="reserve_and_cap",
        )
