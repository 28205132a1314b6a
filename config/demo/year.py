"""Lives 2019 to its end and the present year up to the day of the demo, through the verbs that the pages call.

What happens when is a list of acts in the order of their times; acts that lie after the day are left to whoever signs in. The same
seed and day give the same rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import Prefetch

from config.demo import (
    afterwards,
    allocating,
    applying,
    asking,
    attaching,
    counselling,
    halves,
    interviewing,
    objecting,
    organisations,
    outside,
    pace,
    paying,
    recruiting,
    suggesting,
    working,
)
from config.demo.chance import Chance
from config.demo.halves import Act, Half
from config.demo.progress import Progress
from config.demo.scene import Scene
from config.demo.waves import PLAN_YEAR, Calendar, Wave, moment, months_after
from jobs import certificates, outcomes, worklogs
from jobs.models import Application
from profiles import actors
from profiles.models import Candidate, Career

APPLY_PARTS = 3
NO_REFILL_BEFORE_END = timedelta(days=40)
NOT_APPROVED = ("in_review", "draft")
LIVED = ("spring", "summer", "autumn", "done", "running", "ending")


def is_lived() -> bool:
    """Whether anybody has applied for anything."""
    return Application.objects.exists()


def live(*, seed: int, today: date, progress: Progress) -> None:
    """Live both years up to the beginning of the day."""
    calendar = Calendar(today)
    now = moment(today, 0)
    cast = organisations.read_cast()
    careers = Prefetch("careers", Career.objects.order_by("pk"))  # the first is what people write of
    people = Candidate.objects.select_related("user").prefetch_related(careers).order_by("pk")
    divided, chance = halves.divide(cast, people), Chance(seed)
    waves = (*calendar.seasons().values(), *calendar.waves().values())
    scenes = [Scene(wave, chance, cast, half) for wave in waves for half in divided]
    acts = [act for scene in scenes for act in _acts(scene, calendar)]
    acts += [act for half in divided for act in (*_reminders(calendar, half), *_afterwards(calendar, half))]
    for approval in _before(_approvals(scenes), now):
        halves.do(approval)
    halves.live(_before(acts, now), progress, "두 해")
    asking.live(calendar, cast, now=now)
    counselling.live(calendar, now=now)
    attaching.live(calendar, operator_id=cast.operators[0].organisation.pk)
    outside.take_in(calendar, cast)
    allocating.run(moment(calendar.day(-1), 15))
    pace.analyse()
    suggesting.refresh_all(at=now)


def _before(acts: Iterable[Act], now: datetime) -> list[Act]:
    return sorted((act for act in acts if act.at < now), key=lambda act: act.at)


def _approvals(scenes: Sequence[Scene]) -> Iterator[Act]:
    for scene in scenes:
        if scene.wave.key not in NOT_APPROVED:
            yield Act(scene.wave.approved_at, partial(recruiting.publish, scene), scene.half.number)


def _acts(scene: Scene, calendar: Calendar) -> Iterator[Act]:
    """All that happens in one wave once it is published."""
    key = scene.wave.key
    if key in NOT_APPROVED:
        return
    yield from _applications(scene)
    yield from _selection(scene)
    if key in LIVED:
        yield from _seats(scene)
        for month in _months(scene.wave):
            yield from _month(scene, calendar, month)
        yield Act(moment(scene.wave.ends_on, 18), partial(working.complete, scene), scene.half.number)
        yield _on(scene.wave.ends_on, 2, 11, afterwards.answer_surveys, scene)
        yield _on(scene.wave.ends_on, 20, 11, afterwards.tell_stories, scene)
        yield from _outcomes(scene)
    elif key == "offers":
        yield from _offers_of_today(scene)


def _applications(scene: Scene) -> Iterator[Act]:
    opens, closes = scene.wave.opens_on, scene.wave.closes_on
    planned: list = []
    yield Act(moment(opens, 12), lambda at: planned.extend(applying.plan(scene, at)), scene.half.number)
    days = (opens + timedelta(days=1), opens + (closes - opens) / 2, closes - timedelta(days=1))
    for part, day in enumerate(days):
        yield Act(
            moment(day, 14),
            lambda at, part=part: applying.apply(scene, planned, at, part=part, parts=APPLY_PARTS),
            scene.half.number,
        )


def _selection(scene: Scene) -> Iterator[Act]:
    closes, results = scene.wave.closes_on, scene.wave.results_on
    yield _on(closes, 2, 10, recruiting.check, scene, share=0.85)
    yield _on(closes, 3, 10, recruiting.review_papers, scene, share=0.5)
    if scene.wave.key == "review":
        yield _on(closes, 3, 11, interviewing.offer, scene)
        yield _on(closes, 3, 18, interviewing.pick, scene)
    yield _on(closes, 4, 14, recruiting.interview, scene, share=0.5)
    yield _on(closes, 5, 10, recruiting.check, scene)
    yield _on(closes, 6, 10, recruiting.review_papers, scene)
    yield _on(closes, 8, 14, recruiting.interview, scene)
    if scene.wave.key == "round":
        return  # the city decides, all postings together
    yield _on(closes, 10, 10, recruiting.decide, scene)
    if scene.wave.key != "decided":
        yield _on(results, 0, 10, recruiting.release, scene)
        yield _on(results, 0, 14, recruiting.offer, scene)
    if scene.wave.key in ("offers", "running", "ending"):
        yield _on(results, 2, 19, objecting.ask, scene)
    if scene.wave.key == "ending":
        yield _on(results, 6, 13, objecting.keep, scene)


def _seats(scene: Scene) -> Iterator[Act]:
    """From the first offers to the first day, with two rounds for seats that fell free."""
    results = scene.wave.results_on
    for day in (1, 2, 4, 5, 7, 8):
        yield _on(results, day, 18, applying.answer, scene)
    for day in (3, 6):
        yield _on(results, day, 15, applying.expire, scene)
        yield _on(results, day, 16, recruiting.offer, scene)
    yield _on(results, 3, 10, working.see_documents, scene, share=0.9)
    yield _on(results, 6, 10, working.see_documents, scene)
    yield _on(results, 9, 10, working.see_documents, scene)
    yield _on(results, 6, 11, working.place, scene)
    yield _on(results, 9, 11, working.place, scene)
    yield _on(results, 9, 17, working.train, scene)
    yield _on(results, 10, 10, working.agree, scene)
    yield _on(scene.wave.starts_on, 0, 9, working.start, scene)


def _offers_of_today(scene: Scene) -> Iterator[Act]:
    """Answers, papers and placements half done: what is left is the operator's and the people's to do."""
    results = scene.wave.results_on
    yield _on(results, 1, 18, applying.answer, scene)
    yield _on(results, 2, 18, applying.answer, scene)
    yield _on(results, 3, 10, working.see_documents, scene, share=0.7)
    yield _on(results, 3, 16, recruiting.offer, scene)
    yield _on(results, 4, 11, working.place, scene, share=0.7)
    yield _on(results, 4, 18, applying.answer, scene)
    yield _on(results, 5, 17, working.train, scene, share=0.6)


def _month(scene: Scene, calendar: Calendar, month: date) -> Iterator[Act]:
    """One month of activity: some leave, their seats are filled again, the log is handed in, confirmed and paid."""
    after = months_after(month, 1)
    yield _on(month, 19, 17, working.leave, scene)
    if after + NO_REFILL_BEFORE_END <= scene.wave.ends_on:
        yield from _refill(scene, month, after)
    if month == _staged_month(calendar):
        yield from _staged_logs(scene, calendar, month)
        return
    yield _on(after, 1, 10, working.hand_in, scene, month=month, share=0.93)
    yield _on(after, 3, 10, working.confirm_at_sites, scene)
    yield _on(after, 4, 10, working.send_back, scene)
    yield _on(after, 5, 9, working.hand_in_again, scene)
    yield _on(after, 5, 10, working.hand_in, scene, month=month)
    yield _on(after, 6, 10, working.confirm_at_sites, scene)
    yield _on(after, 7, 10, working.confirm, scene)
    yield _on(after, 9, 10, paying.pay, scene)


def _refill(scene: Scene, month: date, after: date) -> Iterator[Act]:
    yield _on(month, 20, 10, recruiting.offer, scene)
    yield _on(month, 21, 18, applying.answer, scene)
    yield _on(month, 22, 18, applying.answer, scene)
    yield _on(month, 23, 10, working.see_documents, scene)
    yield _on(month, 23, 11, working.place, scene, starts_on=after)
    yield _on(month, 23, 15, applying.expire, scene)
    yield _on(month, 25, 17, working.train, scene)
    yield _on(month, 26, 10, working.agree, scene)
    yield _on(after, 0, 9, working.start, scene)


def _staged_logs(scene: Scene, calendar: Calendar, month: date) -> Iterator[Act]:
    """The newest month stands at every step: not written, written, confirmed by the site, by the operator, sent back, paid."""
    today = calendar.today
    yield _on(today, -4, 10, working.hand_in, scene, month=month, share=0.8, is_open=True)
    yield _on(today, -3, 10, working.confirm_at_sites, scene, share=0.7)
    yield _on(today, -2, 10, working.send_back, scene, share=0.03)
    yield _on(today, -2, 11, working.confirm, scene, share=0.7)
    yield _on(today, -1, 10, paying.pay, scene, share=0.15)
    yield _on(today, -1, 16, paying.prepare, scene, share=0.65)


def _outcomes(scene: Scene) -> Iterator[Act]:
    for months in (3, 6):
        day = months_after(scene.wave.ends_on.replace(day=1), months + 1)
        yield _on(day, 2, 10, working.record_outcomes, scene, months=months, share=0.92)


def _reminders(calendar: Calendar, half: Half) -> Iterator[Act]:
    """The system reminds people of a month's log on the fifth of the next."""
    firsts = [date(PLAN_YEAR, number, 1) for number in range(4, 12)]
    firsts += [calendar.month(offset) for offset in range(-6, 0) if calendar.month(offset) != _staged_month(calendar)]
    for month in firsts:
        yield Act(moment(months_after(month, 1) + timedelta(days=4), 9), partial(_remind, month, half), half.number)


def _afterwards(calendar: Calendar, half: Half) -> Iterator[Act]:
    """The system issues certificates once the last month is confirmed, and asks those who haven't told what became of them."""
    firsts = [date(PLAN_YEAR, number, 1) for number in range(7, 13)]
    firsts += [calendar.month(offset) for offset in range(-6, 1)]
    for month in firsts:
        yield Act(moment(months_after(month, 1) + timedelta(days=11), 9), partial(_certify, half), half.number)
    yield Act(moment(calendar.day(-1), 10), partial(_ask, half), half.number)


def _certify(half: Half, at: datetime) -> None:
    certificates.issue_due(operators=half.operators, by=actors.system(), at=at)


def _ask(half: Half, at: datetime) -> None:
    outcomes.ask_due(operators=half.operators, by=actors.system(), at=at)


def _remind(month: date, half: Half, at: datetime) -> None:
    worklogs.remind_due(month, operators=half.operators, by=actors.system(), at=at)


def _staged_month(calendar: Calendar) -> date:
    """The newest month whose logs there was time to hand in."""
    return calendar.month(-1 if calendar.today.day > 5 else -2)


def _months(wave: Wave) -> Iterator[date]:
    month = wave.starts_on.replace(day=1)
    while month <= wave.ends_on:
        yield month
        month = months_after(month, 1)


def _on(day: date, days: int, hour: int, what: Callable, scene: Scene, **more: object) -> Act:
    return Act(moment(day + timedelta(days=days), hour), partial(what, scene, **more), scene.half.number)
