"""What the demo's person keeps and what people ask: a few postings, one search, two questions, one of them published.

All of it happens in the days before the day of the demo, after both halves have lived.
"""

from datetime import datetime

from config.demo.organisations import PRINTED, Cast
from config.demo.waves import Calendar, moment
from jobs import bookmarks, questions, saved_searches
from jobs.models import Posting
from jobs.search import Terms
from profiles import actors
from profiles.models import Candidate

KEPT = 3
SEARCH = "돌봄"
WAITS = "결과 발표 전에 다른 공고에도 함께 지원할 수 있나요?"
ASKED = "버스로 다니는데 활동처까지 가는 차비를 따로 받을 수 있나요? 저는 은평구에 삽니다."
ANSWERED = "차비는 활동비에 들어 있어 따로 드리지 않습니다. 가까운 활동처부터 배치하려고 합니다."
SHOWN = "활동처까지 가는 차비를 따로 받나요?"


def live(calendar: Calendar, cast: Cast, *, now: datetime) -> None:
    """Let the person whose sign-in is printed keep and ask, and somebody else ask what is then published."""
    person = Candidate.objects.select_related("user").get(user__email=PRINTED["candidate"])
    others = Candidate.objects.exclude(pk=person.pk).order_by("user__email").select_related("user")
    by, officer = actors.user(person.user), cast.operators[0]
    taking = Posting.objects.open(now).filter(apply_from__lt=moment(calendar.day(-8), 0))
    taking = taking.order_by("apply_until", "title", "organisation__name")
    for posting in taking[:KEPT]:
        bookmarks.keep(person.user, posting, by=by, at=moment(calendar.day(-5), 20))
    saved_searches.keep(
        person.user, Terms(words=SEARCH), name="돌봄 일자리", has_alerts=True, by=by, at=moment(calendar.day(-5), 20, 5)
    )
    asked_about = taking.filter(organisation=officer.organisation).first()
    other = others.first()
    if asked_about is None or other is None:
        return
    first = questions.ask(
        asked_about, other, text=ASKED, by=actors.user(other.user), at=moment(calendar.day(-6), 19, 30)
    )
    questions.answer(first, text=ANSWERED, by=officer, at=moment(calendar.day(-4), 11))
    questions.publish(first, question=SHOWN, answer=ANSWERED, by=officer, at=moment(calendar.day(-4), 11, 10))
    questions.ask(asked_about, person, text=WAITS, by=by, at=moment(calendar.day(-3), 9, 40))
