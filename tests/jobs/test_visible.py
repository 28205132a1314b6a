"""Rows about people and places reach a page only through what its reader may see."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.models import Site
from tests import make

ROOT = Path(__file__).parent.parent.parent
GUARDED = {"Application", "Offer", "Placement", "Worklog", "PayLine", "Site", "Notice"}


def unguarded(source: str) -> Iterator[str]:
    """Where rows are fetched by anything but visible_to; none at all is always allowed."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute)):
            continue
        manager = node.value
        is_ours = isinstance(manager.value, ast.Name) and manager.value.id in GUARDED
        if manager.attr == "objects" and is_ours and node.attr not in ("visible_to", "none"):
            yield f"line {node.lineno}: {manager.value.id}.objects.{node.attr}"


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/web/*.py")) + sorted(ROOT.glob("*/api/*.py")), ids=str)
def test_pages_fetch_through_visible_to(path: Path) -> None:
    assert list(unguarded(path.read_text(encoding="utf-8"))) == []


def test_a_fetch_past_visible_to_is_found() -> None:
    assert list(unguarded("rows = Offer.objects.filter(pk=1)")) == ["line 1: Offer.objects.filter"]


@pytest.mark.django_db
def test_sites_are_seen_by_their_operator_their_host_and_the_city() -> None:
    operator, host = make.organisation(), make.organisation("host")
    site = make.site(operator, host=host)
    other = make.site()

    def seen(user) -> set[Site]:
        return set(Site.objects.visible_to(user))

    assert seen(make.member(operator)) == {site}
    assert seen(make.member(host)) == {site}
    assert seen(make.city_user("viewer")) == {site, other}
    assert seen(make.member(operator, "reviewer")) == set()
    assert seen(make.candidate().user) == set()
