"""An officer's list of 2,000 applicants to one posting: what each way of looking at it takes, whole pages through Django.

    python -m benchmarks.choosing APPLICANTS     in a database that is filled here: fills it, asks, prints what was measured

Everybody has an identity, points with reasons, a verdict and, past receipt, two score sheets. Held: the 95th
of 100 pages by the clock on the wall; beside it what a page takes of this thread's processor, which no neighbour lengthens.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from statistics import median
from time import perf_counter, thread_time
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from benchmarks import whole_city
from benchmarks.table import Line

NAME = "dasi_bench_choosing"
APPLICANTS, ROUNDS = 2_000, 40
HOLD_MS = 300
LOOKS: dict[str, dict[str, str]] = {
    "list": {},
    "last page": {"page": "40"},
    "by score": {"sort": "score", "state": "interview"},
    "by verdict": {"verdict": "unknown"},
    "not looked at": {"look": "no"},
    "board": {"layout": "board"},
    "board of all, by score": {"layout": "board", "state": "all", "sort": "score"},
}


def run(*, small: bool) -> Iterator[Line | str]:
    """Say what each look takes. Small: a tenth of the applicants and rounds, and nothing is held."""
    if not os.environ.get("DATABASE_URL"):
        yield "  choosing: left out, there is no DATABASE_URL (make bench brings one up)"
        return
    applicants = APPLICANTS // 10 if small else APPLICANTS
    admin = os.environ["DATABASE_URL"]
    whole_city.recreate(admin, NAME)
    try:
        environment = {**os.environ, "DATABASE_URL": urlsplit(admin)._replace(path=f"/{NAME}").geturl()}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], check=True, env=environment)
        command = [sys.executable, "-m", "benchmarks.choosing", str(applicants), str(ROUNDS // 10 if small else ROUNDS)]
        told = json.loads(
            subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout
        )
    finally:
        whole_city.drop(admin, NAME)
    yield f"choosing: {applicants:,} applicants to one posting, the 95th of 100 pages"
    for name, (wall, own) in told.items():
        yield Line(name, wall, "ms", None if small else HOLD_MS, True, f"{own:.0f} ms of the processor")


def main(applicants: str, rounds: str) -> None:
    """Everything in this process, as a web process does it."""
    import django  # noqa: PLC0415 - only this process needs it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    at = timezone.now()
    officer, posting = _fill(int(applicants), at)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    client = Client(headers={"host": "localhost"})
    client.force_login(officer)
    url = reverse("jobs:operator_applicants", args=[posting.public_id])
    sys.stdout.write(
        json.dumps({name: _p95(partial(client.get, url, asked), int(rounds)) for name, asked in LOOKS.items()})
    )


def _p95(page: Any, rounds: int) -> tuple[float, float]:
    """The 95th of 100 by the clock on the wall, and the middle one by the processor, in milliseconds."""
    walls, own = [], []
    for _ in range(rounds + 1):  # the first one warms up
        began, worked = perf_counter(), thread_time()
        if page().status_code != 200:
            raise SystemExit(f"{page.args} did not answer")
        walls.append(perf_counter() - began)
        own.append(thread_time() - worked)
    return 1e3 * sorted(walls[1:])[int(rounds * 0.95) - 1], 1e3 * median(own[1:])


def _fill(count: int, at: datetime) -> tuple[Any, Any]:
    """One operator with an officer and two reviewers, one posting, and so many applicants in three stages."""
    from benchmarks import filling  # noqa: PLC0415
    from jobs.models import Application, Assessment, EligibilityCheck, Posting, RuleSet, ScoreSheet  # noqa: PLC0415
    from profiles.models import Candidate, Identity, Membership, User  # noqa: PLC0415

    draw = random.Random(1)  # noqa: S311 - a made-up city
    filling.fill_postings(1, draw, at)
    posting = Posting.objects.select_related("organisation", "programme_year").first()
    rule_set = RuleSet.objects.filter(programme_year=posting.programme_year).first()
    staff = User.objects.bulk_create(User(email=f"staff{number}@example.com", joined_at=at) for number in range(3))
    Membership.objects.bulk_create(
        Membership(
            user=user, organisation=posting.organisation, role="member", started_on=date(2020, 1, 1), granted_at=at
        )
        for user in staff
    )
    users = User.objects.bulk_create(User(email=f"who{number}@example.com", joined_at=at) for number in range(count))
    for user in users:
        Identity(user=user, name=f"김{user.pk % 97:02d}수", phone="01012345678", changed_at=at).save()
    people = Candidate.objects.bulk_create(
        Candidate(user=user, birth_on=date(1970, 1, 1), created_at=at, changed_at=at) for user in users
    )
    stages = [*["received"] * 14, *["paper_review"] * 4, *["interview"] * 2]
    rows = Application.objects.bulk_create(
        Application(
            posting=posting,
            candidate=person,
            state=stages[number % len(stages)],
            form_token=uuid4(),
            received_at=at,
            moved_at=at,
            rule_set=rule_set,
            outcome="unknown" if number % 3 else "met",
        )
        for number, person in enumerate(people)
    )
    reason = {"signal": "pay", "points": 9, "most": 10, "code": "pay.open", "params": {}, "text": "공고에 시급이 없음"}
    Assessment.objects.bulk_create(
        Assessment(application=row, points=draw.randrange(1000), reasons=[reason] * 6, version="1", assessed_at=at)
        for row in rows
    )
    verdict = {
        "kind": "age",
        "applies_at": "apply",
        "outcome": "met",
        "facts": ["birth_on"],
        "reason": {"code": "age.met", "params": {}},
    }
    open_one = {**verdict, "kind": "employment", "outcome": "unknown"}
    EligibilityCheck.objects.bulk_create(
        EligibilityCheck(
            application=row,
            rule_set=rule_set,
            stage="apply",
            outcome=row.outcome,
            verdicts=[verdict] * 5 + [open_one] * (row.outcome == "unknown"),
            judged_at=at,
        )
        for row in rows
    )
    ScoreSheet.objects.bulk_create(
        ScoreSheet(application=row, stage=row.state, points=draw.randrange(40, 100), scored_by=by, scored_at=at)
        for row in rows
        if row.state != "received"
        for by in staff[:2]
    )
    return staff[2], posting


if __name__ == "__main__":
    main(*sys.argv[1:])
