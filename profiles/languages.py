"""In which of the site's two languages something is said."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language


def is_korean() -> bool:
    """Whether Korean is spoken now; outside of a request it is."""
    return (get_language() or "ko").startswith("ko")


def birthday(on: date) -> str:
    """1962년 3월 7일, 7 March 1962: a day whose weekday says nothing."""
    return date_format(on, "Y년 n월 j일" if is_korean() else "j F Y")
