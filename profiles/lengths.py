"""How long something lasted, as people say it; read by rules and by pages."""

from django.utils.translation import gettext as _


def years_and_months(months: int) -> str:
    """74 -> 6년 2개월, 72 -> 6년, 7 -> 7개월, 0 -> 0개월."""
    years, rest = divmod(months, 12)
    if years and rest:
        return _("%(years)d년 %(months)d개월") % {"years": years, "months": rest}
    return _("%(years)d년") % {"years": years} if years else _("%(months)d개월") % {"months": rest}
