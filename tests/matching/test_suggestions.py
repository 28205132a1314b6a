"""Who is matched again, what is kept of it, and who is told."""

from datetime import timedelta

import pytest

from matching import city_runs, lists, runs, suggestions
from matching.core import weights
from matching.models import Run, SuggestionList, WeightSet
from profiles import stale_marks
from profiles.models import Delivery, Notice
from tests import make
from tests.matching.listing import listed, places, written
from tests.matching.who import carer, outside

pytestmark = pytest.mark.django_db
NOW = make.NOW


def test_weights_are_those_of_the_library_and_the_second_are_in_force():
    first, second = WeightSet.objects.order_by("added_at")

    assert runs.weights_of(first) == weights.Weights("first-1", dict(weights.FIRST.most))
    assert runs.weights_of(second) == weights.Weights("second-1", dict(weights.SECOND.most), weights.SECOND.both)
    assert runs.current_weights() == second


def test_refresh_all_keeps_suggestions_whose_points_add_up():
    person = carer()
    make.certificate(person)
    posting = make.posting(required_certificates=["요양보호사"])

    run = suggestions.refresh_all(at=NOW)

    (row,) = places(person)
    assert (row.posting_id, row.run, row.rank) == (posting.pk, run, 1)
    assert row.points == sum(reason["points"] for reason in row.reasons) > 600
    assert [reason["points"] for reason in row.reasons] == sorted((r["points"] for r in row.reasons), reverse=True)
    held = next(reason for reason in row.reasons if reason["signal"] == "certificates")
    assert held == {
        "signal": "certificates",
        "points": 80,
        "most": 80,
        "code": "certificates.held",
        "params": {"certificate": "요양보호사", "held": 1, "named": 1},
    }


def test_refresh_all_records_what_went_in():
    make.candidate()
    posting = make.posting()

    run = suggestions.refresh_all(at=NOW)

    assert (run.scope, run.people, run.postings, run.ran_at) == ("city", 1, 1, NOW)
    assert (str(run.weight_set), len(run.inputs_hash), len(run.code_version)) == ("second v1", 64, 40)
    assert run.rule_set_ids == [posting.programme_year.rule_sets.get().pk]


def test_inputs_hash_changes_with_the_inputs_alone():
    person = make.candidate()
    make.posting()
    first, again = suggestions.refresh_all(at=NOW), suggestions.refresh_all(at=NOW + timedelta(hours=1))
    person.half_km = 9
    person.save()
    stale_marks.mark("candidate", [person.pk], at=NOW)

    other = suggestions.refresh_all(at=NOW)

    assert first.inputs_hash == again.inputs_hash != other.inputs_hash


def test_refresh_all_suggests_nothing_whose_rule_is_not_met_and_lets_unknown_pass():
    posting = make.posting()
    too_young = make.candidate(birth_on=make.TODAY.replace(year=1999))
    unsaid = make.candidate(birth_on=None)

    suggestions.refresh_all(at=NOW)

    assert listed(too_young) == []
    assert listed(unsaid) == [posting.pk]


def test_refresh_all_leaves_out_who_told_nothing():
    make.posting()
    silent = make.candidate(district="", kinds_wished=[], hours_mask=None, hours_per_month=None)

    suggestions.refresh_all(at=NOW)

    assert listed(silent) == []


@pytest.mark.parametrize("state", ["draft", "in_review", "closed", "archived"])
def test_refresh_all_suggests_open_postings_alone(state):
    person = make.candidate()
    make.posting(state=state)
    make.posting(apply_from=NOW + timedelta(hours=1))
    make.posting(apply_until=NOW)

    suggestions.refresh_all(at=NOW)

    assert listed(person) == []


def test_refresh_all_leaves_out_what_was_applied_for():
    person, posting = make.candidate(), make.posting()
    make.application(posting, person, state="withdrawn")

    suggestions.refresh_all(at=NOW)

    assert listed(person) == []


def test_refresh_all_keeps_the_first_places_of_both_kinds():
    person = make.candidate()
    year, operator = make.programme_year(), make.organisation()
    for number in range(runs.OWN_PLACES + 2):
        make.posting(operator, year, title=f"공고 {number}")
        outside(source_key=str(number), district="11410")

    suggestions.refresh_all(at=NOW)

    rows = places(person)
    assert [row.rank for row in rows] == list(range(1, runs.OWN_PLACES + runs.OUTSIDE_PLACES + 1))
    assert [row.posting_id is None for row in rows] == [False] * runs.OWN_PLACES + [True] * runs.OUTSIDE_PLACES


def test_outside_posting_beyond_the_city_is_not_suggested():
    person = make.candidate()
    outside(source_key="far", place="부산광역시 해운대구")
    near = outside(source_key="near", place="서울특별시 서대문구", district="11410")
    anywhere = outside(source_key="anywhere")
    outside(source_key="over", district="11410", closes_on=make.TODAY - timedelta(days=1))

    suggestions.refresh_all(at=NOW)

    assert {row.outside_posting_id for row in places(person)} == {near.pk, anywhere.pk}


def test_run_again_touches_no_row_and_tells_nobody():
    carer()
    make.posting()
    suggestions.refresh_all(at=NOW)
    before, told = written(), Notice.objects.count()

    suggestions.refresh_all(at=NOW + timedelta(hours=1))

    assert (written(), Notice.objects.count()) == (before, told)
    assert Run.objects.count() == 2


def test_changed_person_is_matched_alone():
    changed, other = make.candidate(), make.candidate()
    make.posting()
    suggestions.refresh_all(at=NOW)
    run_of_other = other.suggestion_list.run
    changed.hours_per_month = 20
    changed.save()

    run = suggestions.refresh(candidate_ids=[changed.pk], at=NOW)

    assert (run.scope, run.people) == ("candidates", 1)
    assert SuggestionList.objects.get(candidate=changed).run == run
    assert SuggestionList.objects.get(candidate=other).run == run_of_other


def test_one_person_gets_the_list_that_the_city_gets():
    people = [make.candidate(hours_per_month=hours) for hours in (20, 57, 120)]
    for hours in (57, 40, 120):
        make.posting(hours_per_month=hours)
    suggestions.refresh_all(at=NOW)
    city = [(pk, *row) for pk, _run, *row in written()]
    SuggestionList.objects.all().delete()

    for person in people:
        suggestions.refresh(candidate_ids=[person.pk], at=NOW)

    assert [(pk, *row) for pk, _run, *row in written()] == city


def test_new_posting_reaches_those_into_whose_list_it_comes():
    near, barred = make.candidate(), make.candidate(birth_on=make.TODAY.replace(year=1999))
    posting = make.posting()

    run = suggestions.refresh(posting_ids=[posting.pk], at=NOW)

    assert (run.scope, run.people, listed(near), listed(barred)) == ("postings", 1, [posting.pk], [])


def test_posting_below_everyones_last_place_touches_nobody():
    make.candidate(kinds_wished=["meaningful_work"])
    year, operator = make.programme_year(), make.organisation()
    for number in range(runs.OWN_PLACES):
        make.posting(operator, year, title=f"공고 {number}")
    suggestions.refresh_all(at=NOW)
    before = written()
    internship = make.programme_year(make.programme("internship"))
    worse = make.posting(operator, internship, hours_mask=[0, 0, 0, 0, 0, 0, 1 << 20], hours_per_month=200)

    run = suggestions.refresh(posting_ids=[worse.pk], at=NOW)

    assert (run.people, written()) == (0, before)


def test_closed_posting_disappears_and_the_next_takes_its_place():
    person = make.candidate()
    year, operator = make.programme_year(), make.organisation()
    postings = [make.posting(operator, year, title=f"공고 {number}") for number in range(runs.OWN_PLACES + 1)]
    suggestions.refresh_all(at=NOW)
    gone = next(posting for posting in postings if posting.pk == listed(person)[0])
    left_out = next(posting for posting in postings if posting.pk not in listed(person))
    gone.state = "closed"
    gone.save()

    suggestions.refresh(posting_ids=[gone.pk], at=NOW)

    assert gone.pk not in listed(person)
    assert left_out.pk in listed(person)


def test_new_and_good_posting_is_told_once():
    person = carer()
    posting = make.posting(title="어르신 돌봄")

    suggestions.refresh_all(at=NOW)

    (notice,) = Notice.objects.filter(kind="matching.new_suggestion")
    assert notice.recipient == person.user
    assert notice.params == {"count": 1, "titles": ["어르신 돌봄"], "postings": [posting.pk]}
    assert notice.url == "/me/suggestions/"
    assert Delivery.objects.filter(notice=notice).count() == 0  # make.user chose no channel


def test_posting_that_comes_back_is_not_told_again_but_a_new_one_is():
    carer()
    posting = make.posting()
    suggestions.refresh_all(at=NOW)
    SuggestionList.objects.all().delete()
    second = make.posting(posting.organisation, posting.programme_year)

    suggestions.refresh_all(at=NOW)

    told = [notice.params["postings"] for notice in Notice.objects.order_by("pk")]
    assert told == [[posting.pk], [second.pk]]


def test_poor_suggestion_is_listed_but_not_told():
    person = make.candidate(kinds_wished=["internship"], hours_per_month=200, hours_mask=[0, 0, 0, 0, 0, 0, 1])
    posting = make.posting()

    suggestions.refresh_all(at=NOW)

    assert listed(person) == [posting.pk]
    assert places(person)[0].points < lists.GOOD
    assert not Notice.objects.exists()


def test_person_without_account_is_not_matched():
    person = make.candidate(make.user(is_active=False))
    make.posting()

    suggestions.refresh_all(at=NOW)

    assert listed(person) == []


def test_shown_list_leaves_out_what_closed_or_was_applied_for_since_the_run():
    person = make.candidate()
    kept, closed, sent = make.posting(), make.posting(apply_until=NOW + timedelta(minutes=1)), make.posting()
    suggestions.refresh_all(at=NOW)
    make.application(sent, person)

    shown = suggestions.shown_to(person.user, at=NOW + timedelta(minutes=2))

    assert closed.pk in listed(person)
    assert [row.posting_id for row in shown] == [kept.pk]


def test_others_suggestions_are_not_shown():
    person, other = make.candidate(), make.candidate(hours_per_month=None)
    make.posting()
    suggestions.refresh_all(at=NOW)

    (mine,), (theirs,) = (suggestions.shown_to(row.user, at=NOW) for row in (person, other))
    assert mine.reasons == places(person)[0].reasons != theirs.reasons
    assert suggestions.shown_to(make.user(), at=NOW) == []


def test_assess_gives_points_and_korean_reasons_whatever_the_rules_say():
    person = carer(birth_on=make.TODAY.replace(year=1999))
    application = make.application(make.posting(state="closed"), person)

    (made,) = suggestions.assess([application], at=NOW)

    application.refresh_from_db()
    assert application.assessment == made
    assert made.points == sum(reason["points"] for reason in made.reasons) > 500
    assert (made.version, made.assessed_at) == ("second-1", NOW)
    assert made.reasons[0]["text"].endswith("니다.")
    assert set(made.reasons[0]) == {"signal", "points", "most", "code", "params", "text"}


def test_assess_agrees_with_the_suggestion_of_the_same_pair():
    person, posting = carer(), make.posting()
    suggestions.refresh_all(at=NOW)
    (suggested,) = places(person)

    (made,) = suggestions.assess([make.application(posting, person)], at=NOW)

    assert (made.points, [reason["points"] for reason in made.reasons]) == (
        suggested.points,
        [reason["points"] for reason in suggested.reasons if reason["signal"] != "price"],
    )


def test_assess_takes_the_same_queries_for_one_and_for_three(django_assert_max_num_queries):
    posting = make.posting()
    one = [make.application(posting)]
    three = [make.application(posting) for _ in range(3)]
    with django_assert_max_num_queries(99) as of_one:
        suggestions.assess(one, at=NOW)

    with django_assert_max_num_queries(len(of_one)):
        suggestions.assess(three, at=NOW)


def test_verdicts_take_the_same_queries_for_one_and_for_three(django_assert_max_num_queries):
    person, postings = make.candidate(birth_on=None), [make.posting() for _ in range(3)]
    with django_assert_max_num_queries(99) as of_one:
        suggestions.verdicts(person, postings[:1], at=NOW)

    with django_assert_max_num_queries(len(of_one)):
        found = suggestions.verdicts(person, postings, at=NOW)

    assert {verdict.outcome for verdict in found[postings[0].pk]} == {"unknown", "met"}


def test_posting_that_closed_before_the_telling_is_not_told():
    carer()
    posting = make.posting()
    city_runs.work_off(city_runs.begin(at=NOW), at=NOW)
    make.changed(posting, state="closed")

    lists.tell_owed(at=NOW)

    assert not Notice.objects.exists()
    assert not SuggestionList.objects.filter(owed__gt=0).exists()


def test_posting_that_rises_among_the_first_is_told():
    person = carer()
    year, operator = make.programme_year(), make.organisation()
    first = [make.posting(operator, year) for _ in range(lists.TOLD_PLACES)]
    last = make.posting(operator, year, hours_per_month=60)
    suggestions.refresh(candidate_ids=[person.pk], at=NOW)
    assert last.pk not in Notice.objects.get().params["postings"]
    make.changed(first[0], state="closed")

    suggestions.refresh(posting_ids=[first[0].pk], at=NOW)

    assert Notice.objects.latest("pk").params["postings"] == [last.pk]


def test_who_is_out_of_use_is_not_told():
    person = carer()
    make.posting()
    city_runs.work_off(city_runs.begin(at=NOW), at=NOW)
    make.changed(person.user, is_active=False)

    assert lists.tell_owed(at=NOW) == 0
    assert not Notice.objects.exists()
