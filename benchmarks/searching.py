"""The list of postings as a visitor asks for it, in a database of 10,000 that are open: what a page costs beside one plain look through all texts.

    python -m benchmarks.searching POSTINGS     in a database that is filled here: fills it, asks, prints what was measured

A page is the whole request through Django: the search, the numbers beside every choice, ten cards. The plain look is the least that any
search without an index does: count the rows whose texts hold a word, their spaces taken out as they are read.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from benchmarks import whole_city
from benchmarks.table import Line
from benchmarks.timing import walls

NAME = "dasi_bench_searching"
POSTINGS, ROUNDS = 10_000, 7
PLAIN = "SELECT count(*) FROM jobs_posting WHERE replace(title || duties, ' ', '') LIKE %s"
# What each page may cost, in plain looks: half as much again as was measured on a busy machine.
HOLDS = {"list": 10, "one word": 14, "two words": 13, "distance": 12, "nearest first": 13, "counts": 5}


def run(*, small: bool) -> Iterator[Line | str]:
    """Say what each page costs. Small: a tenth of the postings, and nothing is held."""
    if not os.environ.get("DATABASE_URL"):
        yield "  searching: left out, there is no DATABASE_URL (make bench brings one up)"
        return
    postings = POSTINGS // 10 if small else POSTINGS
    admin = os.environ["DATABASE_URL"]
    whole_city.recreate(admin, NAME)
    try:
        environment = {**os.environ, "DATABASE_URL": urlsplit(admin)._replace(path=f"/{NAME}").geturl()}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], check=True, env=environment)
        command = [sys.executable, "-m", "benchmarks.searching", str(postings)]
        told = json.loads(
            subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout
        )
    finally:
        whole_city.drop(admin, NAME)
    yield f"searching: {postings:,} open postings in PostgreSQL; one plain look through their texts takes {told['plain'] * 1e3:.0f} ms"
    for name, hold in HOLDS.items():
        note = f"{told[name] * 1e3:.0f} ms"
        yield Line(f"{name}, in plain looks", told[name] / told["plain"], "x", None if small else hold, True, note)


def main(postings: str) -> None:
    """Everything in this process, as a web process does it that holds the words already."""
    import django  # noqa: PLC0415 - only this process needs it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from benchmarks import filling  # noqa: PLC0415
    from matching import finding  # noqa: PLC0415

    at = timezone.now()
    words = filling.fill_postings(int(postings), random.Random(1), at)  # noqa: S311 - a made-up city
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    finding.learn(at=at)
    sys.stdout.write(json.dumps(_measured(words)))


def _measured(words: list[str]) -> dict[str, float]:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from jobs import search_counts  # noqa: PLC0415
    from jobs.models import Posting  # noqa: PLC0415
    from jobs.search import Terms  # noqa: PLC0415

    one, two = words[0], f"{words[0]} {words[1]}"
    place = {"near": "11410"}
    asked = [{}, {"q": one}, {"q": two}, {**place, "km": "5"}, {**place, "sort": "nearest"}]
    client = Client(headers={"host": "localhost"})

    def plain() -> None:
        with connection.cursor() as cursor:
            cursor.execute(PLAIN, [f"%{one}%"])
            cursor.fetchone()

    def counts() -> None:
        search_counts.of_own(Posting.objects.published(), Terms(), at=timezone.now())

    pages = [partial(client.get, "/jobs/", query) for query in asked]
    for page in pages:
        if page().status_code != 200:
            raise SystemExit(f"{page.args} did not answer")
    timed = walls(plain, *pages, counts, rounds=ROUNDS)
    return dict(zip(["plain", *HOLDS], [row.seconds for row in timed], strict=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
