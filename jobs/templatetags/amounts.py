"""A figure with its unit, as one sentence piece that each language orders for itself."""

from django import template
from django.utils.translation import ngettext

from jobs.figures import CASES, JOBS, MINUTES, PERSONS, SEATS, WON
from profiles.templatetags.dasi import count, duration, won

register = template.Library()


@register.filter
def amount(number: int | None, unit: str) -> str:
    """2863 jobs -> 2,863개; 12 persons -> 12명; 180 minutes -> 3시간."""
    if number is None:
        return ""
    if unit in _READ:
        return _READ[unit](number)
    words = {
        JOBS: ngettext("%(number)s개", "%(number)s개", number),
        PERSONS: ngettext("%(number)s명", "%(number)s명", number),
        SEATS: ngettext("%(number)s자리", "%(number)s자리", number),
        CASES: ngettext("%(number)s건", "%(number)s건", number),
    }
    return words[unit] % {"number": count(number)}


_READ = {WON: won, MINUTES: duration}
