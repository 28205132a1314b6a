"""Proposing postings to people who agreed to be found: whom, how often, and what their answers do."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from jobs import event_log
from matching import destructions, invite_lists, invites
from matching.models import InviteLimit, PostingInvite
from profiles import consents
from profiles.models import Candidate, Consent, Destruction, Event, Notice
from tests import make
from tests.make import NOW
from tests.matching.agreed import agreed, consented, packed
from tests.matching.proposing import findable, invite_row, proposals
from tests.matching.who import carer

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting():
    return make.posting(required_certificates=["요양보호사"])


@pytest.fixture
def officer(posting):
    return make.actor(make.member(posting.organisation))


def owner_of(invite):
    return make.actor(invite.candidate.user)


def refused(call, code):
    with pytest.raises(ValidationError) as broken:
        call()
    error = broken.value
    assert code in (
        [error.code] if hasattr(error, "code") else [e.code for es in error.error_dict.values() for e in es]
    )


# Sending --------------------------------------------------------------------------------------------------------------
def test_send_writes_the_row_the_event_and_one_notice(posting, officer):
    person = findable()

    (invite,) = invites.send(posting, proposals(person), by=officer, at=NOW)

    assert (invite.state, invite.invited_by, invite.points) == ("sent", officer.user, 700)
    event = Event.objects.get(verb="send_invite")
    assert (event.subject_type, event.subject_id) == ("postinginvite", invite.pk)
    notice = Notice.objects.get(kind="matching.posting_invite")
    assert (notice.recipient, notice.url) == (person.user, f"/me/invites/{invite.public_id}/")
    assert notice.params["title"] == posting.title


def test_send_asks_nobody_twice_about_a_posting(posting, officer):
    person, other = findable(), findable()
    invites.send(posting, proposals(person), by=officer, at=NOW)

    (invite,) = invites.send(posting, proposals(person, other), by=officer, at=NOW)

    assert invite.candidate == other
    refused(lambda: invites.send(posting, proposals(person), by=officer, at=NOW), "nobody_left")
    with pytest.raises(IntegrityError), transaction.atomic():
        invite_row(posting, person)


def test_send_keeps_to_the_limit_over_all_operators(officer, posting):
    person, limit = findable(), InviteLimit.objects.get()
    for number in range(limit.most):
        invite_row(make.posting(), person, invited_at=NOW - timedelta(days=number))

    refused(lambda: invites.send(posting, proposals(person), by=officer, at=NOW), "nobody_left")
    later = NOW + timedelta(days=limit.days)
    posting.apply_until = posting.results_at = later + timedelta(days=1)
    posting.save()

    assert len(invites.send(posting, proposals(person), by=officer, at=later)) == 1


@pytest.mark.parametrize("why", ["no consent", "withdrawn", "left", "applied"])
def test_send_passes_over_who_may_not_be_asked(why, posting, officer):
    person = agreed(carer()) if why == "no consent" else findable()
    if why == "withdrawn":
        Consent.objects.filter(user=person.user, text__purpose="found").update(withdrawn_at=NOW)
    elif why == "left":
        person.user.is_active = False
        person.user.save()
    elif why == "applied":
        make.application(posting, person, state="withdrawn")

    refused(lambda: invites.send(posting, proposals(person), by=officer, at=NOW), "nobody_left")
    assert not PostingInvite.objects.exists()


def test_send_is_for_officers_of_the_posting_alone(posting):
    person = findable()
    for who in (make.member(), make.member(posting.organisation, "reviewer"), make.city_user(), person.user):
        with pytest.raises(PermissionDenied):
            invites.send(posting, proposals(person), by=make.actor(who), at=NOW)


def test_send_needs_somebody_and_an_open_posting(posting, officer):
    refused(lambda: invites.send(posting, [], by=officer, at=NOW), "nobody_chosen")
    many = [proposals(findable())[0]] * 51
    refused(lambda: invites.send(posting, many, by=officer, at=NOW), "too_many")
    refused(lambda: invites.send(posting, proposals(findable()), by=officer, at=posting.apply_until), "not_open")


# Answering ------------------------------------------------------------------------------------------------------------
def test_answers_lead_where_the_table_says(posting, officer):
    (invite,) = invites.send(posting, proposals(findable()), by=officer, at=NOW)
    by = owner_of(invite)

    assert invites.follow(invite, by=by, at=NOW).state == "followed"
    assert invites.decline(invite, by=by, at=NOW).state == "declined"
    assert invites.follow(invite, by=by, at=NOW).state == "followed"
    refused(lambda: invites.follow(invite, by=by, at=NOW), "wrong_state")
    assert invites.stop(invite, by=by, at=NOW).state == "stopped"
    refused(lambda: invites.decline(invite, by=by, at=NOW), "wrong_state")
    verbs = Event.objects.filter(subject_type="postinginvite").order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[1:] == ["follow_invite", "decline_invite", "follow_invite", "stop_invites"]


def test_answer_takes_back_the_unread_notice(posting, officer):
    (invite,) = invites.send(posting, proposals(findable()), by=officer, at=NOW)

    invites.decline(invite, by=owner_of(invite), at=NOW)

    assert Notice.objects.get(kind="matching.posting_invite").cancelled_at == NOW


def test_only_the_person_answers(posting, officer):
    (invite,) = invites.send(posting, proposals(findable()), by=officer, at=NOW)
    for verb in (invites.follow, invites.decline, invites.stop):
        for by in (officer, make.actor(make.candidate().user), make.actor(make.city_user())):
            with pytest.raises(PermissionDenied):
                verb(invite, by=by, at=NOW)


def test_follow_needs_an_open_posting(posting, officer):
    (invite,) = invites.send(posting, proposals(findable()), by=officer, at=NOW)

    refused(lambda: invites.follow(invite, by=owner_of(invite), at=posting.apply_until), "not_open")


def test_stop_takes_the_consent_back_and_no_other(posting, officer):
    person = findable()
    (invite,) = invites.send(posting, proposals(person), by=officer, at=NOW)

    invites.stop(invite, by=make.actor(person.user), at=NOW)

    assert not consents.has_given(person.user, "found")
    assert consents.has_given(person.user, "service")
    packed()
    assert invite_lists.of(make.posting(), user=officer.user, at=NOW).count == 0


# Whom -----------------------------------------------------------------------------------------------------------------
def test_list_holds_whom_it_suits_the_one_asked_longest_ago_first(posting, officer):
    never, lately, long_ago = findable(), findable(), findable()
    for _ in range(2):
        invite_row(make.posting(), findable(), invited_at=NOW - timedelta(days=2))
    invite_row(make.posting(), lately, invited_at=NOW - timedelta(days=3))
    invite_row(make.posting(), long_ago, invited_at=NOW - timedelta(days=90))
    make.candidate()
    consented(agreed(make.candidate(birth_on="1990-01-01")), "found")  # passes no rule
    consented(agreed(make.candidate(hours_mask=None, profile_step="finished")), "found")  # has no certificate
    consented(carer(), "found")  # didn't agree to be matched
    packed()

    found = invite_lists.of(posting, user=officer.user, at=NOW)

    assert [row.candidate for row in found.rows][:3] == [never, long_ago, lately]
    assert found.count == len(found.rows) == 5
    assert [row.asked_last for row in found.rows][:2] == ["아직 제안을 받은 적이 없는 분", "마지막 제안: 지난달보다 전"]
    assert (found.rows[0].band, found.rows[0].district) == ("60~64세", "서대문구")
    assert any("요양보호사" in sentence for sentence in found.rows[0].reasons)


def test_list_leaves_out_colleagues_and_oneself(posting):
    officer = make.member(posting.organisation, user_=findable().user)
    make.member(posting.organisation, user_=findable().user)
    packed()

    assert invite_lists.of(posting, user=officer, at=NOW).count == 0


def test_fewer_than_k_are_shown_to_nobody(posting, officer):
    for _ in range(4):
        findable()
    packed()
    few = invite_lists.of(posting, user=officer.user, at=NOW)
    findable()
    packed()

    assert (few.count, few.rows) == (4, [])
    assert len(invite_lists.of(posting, user=officer.user, at=NOW).rows) == 5


def test_list_leaves_out_who_was_asked_or_is_at_the_limit_or_applied(posting, officer):
    asked, flooded, applied = findable(), findable(), findable()
    invite_row(posting, asked)
    for _ in range(3):
        invite_row(make.posting(), flooded)
    make.application(posting, applied)
    packed()

    assert invite_lists.of(posting, user=officer.user, at=NOW).count == 0


def test_token_holds_for_one_posting_alone(posting, officer):
    for _ in range(5):
        findable()
    packed()
    other = make.posting()

    here, *_others = invite_lists.of(posting, user=officer.user, at=NOW).rows
    there = next(
        row for row in invite_lists.of(other, user=officer.user, at=NOW).rows if row.candidate == here.candidate
    )

    assert here.token != there.token
    assert invite_lists.chosen([here], [there.token]) == []
    assert invite_lists.chosen([here], [here.token]) == [here.proposal]


def test_counts_say_nothing_but_numbers(posting, officer):
    first, second = findable(), findable()
    for invite in invites.send(posting, proposals(first, second), by=officer, at=NOW):
        if invite.candidate == first:
            invites.follow(invite, by=owner_of(invite), at=NOW)
    make.application(posting, first)

    assert invites.counts(posting) == {"sent": 2, "followed": 1, "applied": 1}


# The limit, and how long rows stay -------------------------------------------------------------------------------------
def test_limit_has_versions_and_the_newest_that_is_valid_counts():
    city, first = make.actor(make.city_user()), InviteLimit.objects.get()

    coming = invites.set_limit(most=1, days=60, valid_from=NOW.date() + timedelta(days=3), by=city, at=NOW)

    assert invites.limit_on(NOW.date()) == first
    assert invites.limit_on(NOW.date() + timedelta(days=3)) == coming
    assert Event.objects.get(verb="set_invite_limit").params == {"version": 2}


def test_limit_is_set_by_editors_from_today_on_within_bounds():
    city = make.actor(make.city_user())
    for who in (make.city_user("viewer"), make.member(role="manager")):
        with pytest.raises(PermissionDenied):
            invites.set_limit(most=1, days=1, valid_from=NOW.date(), by=make.actor(who), at=NOW)
    early = NOW.date() - timedelta(days=1)
    refused(lambda: invites.set_limit(most=1, days=1, valid_from=early, by=city, at=NOW), "in_the_past")
    refused(lambda: invites.set_limit(most=0, days=1, valid_from=NOW.date(), by=city, at=NOW), "min_value")


def test_invites_go_when_their_time_is_over_or_their_person_left():
    old, gone, kept = invite_row(invited_at=NOW - timedelta(days=367)), invite_row(), invite_row()
    gone.candidate.user.is_active = False
    gone.candidate.user.save()

    destructions.destroy_overdue(at=NOW)

    assert list(PostingInvite.objects.all()) == [kept]
    causes = (
        Destruction.objects.filter(rows_of="matching.PostingInvite").order_by("cause").values_list("cause", flat=True)
    )
    assert list(causes) == ["left", "period"]
    assert Candidate.objects.filter(pk=old.candidate_id).exists()


def test_states_are_the_words_of_the_event_log():
    words = {state: str(label) for state, label in PostingInvite.State.choices}

    assert {state: str(word) for state, word in event_log._STATES["postinginvite"].items()} == words


def test_unread_notices_of_closed_postings_and_of_who_agrees_no_more_are_taken_back(posting, officer):
    first, second, third = findable(), findable(), findable()
    invites.send(posting, proposals(first), by=officer, at=NOW)
    other = make.posting()
    invites.send(other, proposals(second, third), by=make.actor(make.member(other.organisation)), at=NOW)
    assert invites.take_back_untrue(at=NOW) == 0

    posting.state = "closed"
    posting.save()
    Consent.objects.filter(user=second.user, text__purpose="found").update(withdrawn_at=NOW)

    assert invites.take_back_untrue(at=NOW) == 2
    left = Notice.objects.filter(kind="matching.posting_invite", cancelled_at=None)
    assert [notice.recipient for notice in left] == [third.user]
