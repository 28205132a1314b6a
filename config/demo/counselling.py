"""Whom the counsellor whose sign-in is printed acts for: two people registered by paper, one of whom applied, and one who waits to be taken on."""

from datetime import date, datetime, timedelta
from uuid import UUID

from config.demo.organisations import PRINTED
from config.demo.roles import week_mask
from config.demo.waves import Calendar, moment
from jobs import applications
from jobs.applications import Submission
from jobs.models import Posting
from profiles import actors, candidates, consents, proxies
from profiles.declarations import CareerLine
from profiles.models import Candidate, ConsentText, Membership, Organisation, Proxy
from profiles.registrations import Draft

TOLD = {
    "district": "11440",
    "employment": "not_employed",
    "statuses": {"near_poor": False, "basic_livelihood": False, "employee_insured": False},
    "has_benefit": False,
    "kinds_wished": ["meaningful_work"],
    "half_km": 6,
    "hours_mask": list(week_mask("월화수목금 9-17")),
    "hours_per_month": 57,
    "skills": "반찬 만들기, 어르신 말벗",
    "profile_step": "finished",
}
MOTIVE = "동네 어르신 반찬을 오래 도왔습니다. 손이 빠르고 약속을 잘 지킵니다."
SIGNED = {ConsentText.Purpose.SERVICE, ConsentText.Purpose.SHARING}
FORM = UUID("0193d6a0-0000-7000-8000-000000000001")


def live(calendar: Calendar, *, now: datetime) -> None:
    """Let the printed counsellor register two people, apply for one, and let somebody choose the centre."""
    held = Membership.objects.select_related("user", "organisation").get(user__email=PRINTED["counsellor"])
    by = actors.user(held.user, organisation=held.organisation)
    texts = [text for text in consents.current_texts() if text.purpose in SIGNED]
    signed = {"scopes": ["fill", "apply", "answer"], "months": 6, "signed_on": calendar.day(-4), "by": by}
    told = Draft("", "김순례", "0200008801", {**TOLD, "birth_on": date(1961, 5, 12)}, channels=())
    first = proxies.open_account(told, texts, **signed, at=moment(calendar.day(-4), 10))
    begun = Draft("", "박봉희", "0200008802", {"birth_on": date(1963, 9, 3)}, channels=())
    proxies.open_account(begun, texts, **signed, at=moment(calendar.day(-4), 11))
    _apply_for(first, moment(calendar.day(-4), 10, 20), now)
    _choose(held.organisation, moment(calendar.day(-1), 20))


def _apply_for(proxy: Proxy, at: datetime, now: datetime) -> None:
    proxies.begin(proxy, by=actors.user(proxy.taken_by, organisation=proxy.centre), at=at)
    acts = actors.counsellor(proxy, at=at)
    person = proxy.person.candidate
    candidates.add_career(
        person, **vars(CareerLine("반찬 가게 운영", 96, "반찬을 만들어 팔았습니다.", "5314")), by=acts, at=at
    )
    taking = Posting.objects.open(now).filter(apply_from__lt=at - timedelta(days=1))
    posting = taking.order_by("apply_until", "title", "organisation__name").first()
    if posting is None:
        return
    sites = list(posting.posting_sites.order_by("site__name").values_list("pk", flat=True)[:1])
    answer = "네, 할 수 있습니다." if posting.question else ""
    sent = Submission(posting, person, sites, FORM, motive=MOTIVE, answer=answer)
    applications.submit([sent], by=acts, at=at)


def _choose(centre: Organisation, at: datetime) -> None:
    people = Candidate.objects.filter(user__email__isnull=False).exclude(user__email=PRINTED["candidate"])
    person = people.order_by("user__email").select_related("user").first()
    if person:
        chosen = {"scopes": ["fill", "apply"], "months": 6}
        proxies.entrust(person.user, centre, **chosen, by=actors.user(person.user), at=at)
