"""The operator's and the city's own pages at desktop and phone width, with work in every queue."""

from jobs.models import RuleSet
from tests import make
from tests.journeys import world


def test_operator_goes_through_the_day(visit) -> None:
    people = world.people()
    posting = make.posting(people.organisation, people.year, sites=[people.site], seats=5, **world.open_now())
    application = make.application(posting, people.candidate)
    make.application(posting, make.candidate(name="박순자"), state="waiting")
    placement = make.placement(
        make.application(posting, make.candidate(name="이정숙"), state="placed", documents_seen_at=make.NOW)
    )
    worklog = make.worklog(placement)
    operator = visit(people.operator, also=1280)

    for path in (
        "/operator/",
        "/operator/postings/",
        f"/operator/postings/{posting.public_id}/",
        f"/operator/postings/{posting.public_id}/applicants/",
        f"/operator/applications/{application.public_id}/",
        f"/operator/postings/{posting.public_id}/waiting/",
        "/operator/placements/",
        f"/operator/placements/{placement.public_id}/",
        "/operator/logs/",
        f"/operator/logs/{worklog.public_id}/",
    ):
        operator.go(path)
        assert "김영수" not in operator.page.content(), f"{path} shows a whole name"


def test_city_rules_approves_and_looks_back(visit) -> None:
    people = world.people()
    posting = make.posting(people.organisation, people.year, state="in_review", sites=[people.site], **world.open_now())
    make.placement(make.application(make.posting(people.organisation, people.year), people.candidate, state="placed"))
    city = visit(people.city, also=1280)

    for path in (
        "/city/",
        "/city/notices/",
        "/city/target/",
        "/city/target/jobs_provided/",
        "/city/postings/",
        f"/city/postings/{posting.public_id}/",
        "/city/programmes/",
        f"/city/programmes/{people.year.public_id}/",
        "/city/events/",
    ):
        city.go(path)
    city.go(f"/city/postings/{posting.public_id}/")
    city.press("게시 승인하기")

    posting.refresh_from_db()
    assert posting.state == "published"
    assert RuleSet.objects.count() == 1
