"""One posting that opened, against everybody in the database: whose lists must be made again, as a worker finds it that keeps everybody warm.

    python -m benchmarks.touching PEOPLE     in a database that is filled here: fills it, matches everybody, prints what was measured

Beside it stands the same question to a worker that reads everybody each time. Both must name the same people.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter
from urllib.parse import urlsplit

from benchmarks import whole_city
from benchmarks.table import Line
from benchmarks.timing import beside, walls
from benchmarks.whole_city import AT, POSTINGS

NAME = "dasi_bench_touching"
PEOPLE, ASKED, ROUNDS = 2_200_000, 5, 5


def run(*, small: bool) -> Iterator[Line | str]:
    """Say seconds of both, and their ratio. Small: 200,000 people."""
    if not os.environ.get("DATABASE_URL"):
        yield "  touching: left out, there is no DATABASE_URL (make bench brings one up)"
        return
    people = 200_000 if small else PEOPLE
    admin = os.environ["DATABASE_URL"]
    whole_city.recreate(admin, NAME)
    try:
        url = urlsplit(admin)._replace(path=f"/{NAME}").geturl()
        environment = {**os.environ, "DATABASE_URL": url, "WARM_PEOPLE_MB": "2000"}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], check=True, env=environment)
        command = [sys.executable, "-m", "benchmarks.touching", str(people)]
        told = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout
        yield from _lines(people, json.loads(told))
    finally:
        whole_city.drop(admin, NAME)


def _lines(people: int, told: dict) -> Iterator[Line | str]:
    yield f"touching: one new posting against {people:,} people x {POSTINGS:,} postings in PostgreSQL, the mean of {ASKED} postings"
    yield Line("everybody read, wall", told["cold"], "s")
    note = f"{told['touched']:,.0f} people touched, {told['held'] / 1e6:,.0f} MB held, read in {told['load']:.0f} s"
    yield Line("kept warm, wall", told["warm"], "s", 0.5 if people == PEOPLE else None, is_most=True, note=note)
    yield Line("  processor time of it", told["processor"], "s")
    yield Line("warm against read, wall", told["cold"] / told["warm"], "x", 20)
    yield Line("warm after one person changed, wall", told["changed"], "s")


def main(people: str) -> None:
    """Everything in this process, as a worker does it."""
    import django  # noqa: PLC0415 - only this process needs it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from benchmarks import filling  # noqa: PLC0415
    from matching import city_runs  # noqa: PLC0415

    filling.fill(int(people), POSTINGS, AT)
    city_runs.work_off(city_runs.begin(at=AT), at=AT)
    sys.stdout.write(json.dumps(_measured()))


def _measured() -> dict[str, float]:
    from django.db import connection  # noqa: PLC0415

    from jobs.models import Posting  # noqa: PLC0415
    from matching import city_runs, packed_profiles, runs, touched, warm  # noqa: PLC0415
    from matching.models import SuggestionList  # noqa: PLC0415
    from profiles.models import Candidate  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    at = AT + timedelta(hours=1)
    offer, weights = city_runs.offered(at), runs.weights_of(runs.current_weights())
    ids = list(Posting.objects.order_by("pk").values_list("pk", flat=True)[5 : POSTINGS : POSTINGS // ASKED])[:ASKED]

    def ask() -> list[set[int]]:
        return [touched.by(offer, {pk}, set(), weights, at=at) for pk in ids]

    began = perf_counter()
    warm.everyone()
    load = perf_counter() - began
    told, processor = walls(ask, rounds=ROUNDS)[0], beside(ask, rounds=ROUNDS)[0]
    began = perf_counter()
    read = [touched.read_everybody(offer, {pk}, set(), weights, at=at) for pk in ids]
    cold = perf_counter() - began
    if read != told.result:
        raise RuntimeError("a warm worker finds other people than one that reads everybody")
    person = Candidate.objects.get(pk=SuggestionList.objects.order_by("pk").values_list("pk", flat=True)[1_000])
    Candidate.objects.filter(pk=person.pk).update(half_km=31)
    packed_profiles.keep([person.pk], at=at)
    began = perf_counter()
    ask()
    changed = perf_counter() - began
    count = sum(map(len, read)) / ASKED
    seconds = {"cold": cold, "warm": told.seconds, "processor": processor.seconds, "changed": changed}
    return {name: value / ASKED for name, value in seconds.items()} | {
        "touched": count, "held": warm.held_bytes(), "load": load,
    }  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
