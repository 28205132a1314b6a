"""In which of the site's two languages something is said."""

from django.utils.translation import get_language


def is_korean() -> bool:
    """Whether Korean is spoken now; outside of a request it is."""
    return (get_language() or "ko").startswith("ko")
