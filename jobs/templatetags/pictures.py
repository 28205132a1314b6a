"""Drawings of jobs for pages: a week's hours, where a place lies. The words of what is drawn stand beside each drawing."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _

from jobs import place_maps, week_pictures
from profiles.web.fields import WEEKDAYS

register = template.Library()


@register.inclusion_tag("jobs/public/_week_picture.html")
def week_picture(mask: Sequence[int]) -> dict[str, Any]:
    """The hours of a posting, drawn."""
    drawn = week_pictures.draw(mask)
    return {
        "picture": drawn,
        "days": [{"word": WEEKDAYS[mark.number], "mark": mark} for mark in drawn.days],
        "hours": [{"word": _("%(hour)d시") % {"hour": mark.number}, "mark": mark} for mark in drawn.hours],
    }


@register.inclusion_tag("jobs/candidate/_place_map.html")
def place_map(place: str, home: str = "") -> dict[str, Any]:
    """Where a dong or district lies, beside home."""
    return {"map": place_maps.draw(place, home)}
