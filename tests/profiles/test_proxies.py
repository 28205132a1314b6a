"""Who may act for whom, what for, until when. Rights are read as of today, so these rows are dated by the clock."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from jobs import steps
from jobs.steps import Parties
from profiles import actors, candidates, consents, contacts, events, notices, phones, proxies
from profiles.models import Candidate, Consent, Identity, Notice, Proxy
from profiles.registrations import Draft
from tests import make
from tests.jobs.racing import at_once, waiting
from tests.profiles import proxying

pytestmark = pytest.mark.django_db
DRAFT = Draft("", "김영자", "010-1234-5678", {})


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def proxy(at):
    return proxying.entrusted(given_at=at)


def signed():
    """What everybody signs who lets the centre apply, what the service can't do without first."""
    return [text for text in consents.current_texts() if text.purpose in ("service", "sharing")]


def opened(by, at, draft=DRAFT, **changed):
    told = {"scopes": ["fill", "apply"], "months": 6, "signed_on": timezone.localdate(at)} | changed
    return proxies.open_account(draft, told.pop("texts", signed()), **told, by=make.actor(by), at=at)


# Opening an account ---------------------------------------------------------------------------------------------------
def test_open_account_registers_somebody_and_takes_them_on(at):
    counsellor = proxying.counsellor()

    proxy = opened(counsellor, at)

    person = proxy.person
    assert (person.email, person.has_usable_password(), person.identity.name) == (None, False, "김영자")
    assert (proxy.taken_by, proxy.scopes) == (counsellor, ["fill", "apply"])
    given = Consent.objects.filter(user=person).values_list("text__purpose", "channel", "given_by")
    assert set(given) == {(purpose, "paper", counsellor.pk) for purpose in ("service", "sharing", "proxy")}
    candidates.tell(person.candidate, {"district": "11110"}, by=proxying.acting(proxy, at), at=at)
    assert Candidate.objects.get(user=person).district == "11110"


def test_open_account_without_what_must_be_signed_is_refused(at):
    with pytest.raises(ValidationError) as refused:
        opened(proxying.counsellor(), at, texts=signed()[1:])
    assert refused.value.code == "consent_missing"
    assert not Candidate.objects.exists()


def test_open_account_for_applying_needs_the_signature_to_pass_on(at):
    counsellor = proxying.counsellor()
    with pytest.raises(ValidationError) as refused:
        opened(counsellor, at, texts=signed()[:1])
    assert {field: errors[0].code for field, errors in refused.value.error_dict.items()} == {
        "scopes": "sharing_missing"
    }
    assert not Candidate.objects.exists()

    assert opened(counsellor, at, texts=signed()[:1], scopes=["fill"]).scopes == ["fill"]


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"scopes": ["apply"]}, "scopes", "scopes_unknown"),
        ({"scopes": ["fill", "sign_in"]}, "scopes", "scopes_unknown"),
        ({"months": 7}, "months", "months_unknown"),
        ({"draft": replace(DRAFT, name="")}, "name", "name_missing"),
        ({"draft": replace(DRAFT, name="김 640307-2234567")}, "name", "resident_number"),
    ],
)
def test_open_account_refuses_what_makes_no_sense(at, changed, field, code):
    with pytest.raises(ValidationError) as refused:
        opened(proxying.counsellor(), at, **changed)
    assert [error.code for error in refused.value.error_dict[field]] == [code]
    assert not Candidate.objects.exists()


def test_open_account_signed_tomorrow_is_refused(at):
    with pytest.raises(ValidationError) as refused:
        opened(proxying.counsellor(), at, signed_on=timezone.localdate(at) + timedelta(days=1))
    assert refused.value.error_dict["signed_on"][0].code == "signed_later"


def test_open_account_with_a_known_number_is_refused(at):
    known = make.candidate()
    candidates.set_identity(known.user, name="김영자", phone="01012345678", by=make.actor(known.user), at=at)

    with pytest.raises(ValidationError) as refused:
        opened(proxying.counsellor(), at)
    assert refused.value.error_dict["phone"][0].code == "phone_known"


@pytest.mark.parametrize("who", ["candidate", "operator", "city"])
def test_open_account_by_who_is_no_counsellor_is_refused(at, who):
    by = {"candidate": make.user, "operator": make.member, "city": make.city_user}[who]()
    with pytest.raises(PermissionDenied):
        opened(by, at)


def test_a_centre_gives_no_consent_for_whom_it_did_not_register(at):
    stranger = make.candidate()
    with pytest.raises(PermissionDenied):
        consents.give_many([stranger.user], signed(), by=make.actor(proxying.counsellor()), at=at, channel="paper")


# Entrusting -----------------------------------------------------------------------------------------------------------
def test_entrust_lets_a_centre_and_tells_its_counsellors(at):
    person, centre = make.candidate(), make.organisation("centre")
    told = {proxying.counsellor(centre).pk, proxying.counsellor(centre).pk}
    proxying.counsellor()

    proxy = proxies.entrust(person.user, centre, scopes=["fill"], months=3, by=make.actor(person.user), at=at)

    assert (proxies.of(person.user, at=at), proxy.taken_by) == (proxy, None)
    assert set(Notice.objects.filter(kind="profiles.proxy_entrusted").values_list("recipient_id", flat=True)) == told
    with pytest.raises(PermissionDenied):
        candidates.tell(person, {"half_km": 1}, by=proxying.unproved(proxy, at), at=at)


def test_entrust_twice_is_refused(at, proxy):
    with pytest.raises(ValidationError) as refused:
        proxies.entrust(proxy.person, proxy.centre, scopes=["fill"], months=3, by=make.actor(proxy.person), at=at)
    assert refused.value.code == "entrusted_already"


def test_entrust_again_after_the_centre_gave_up(at, proxy):
    proxies.give_up(proxy, by=make.actor(proxy.taken_by), at=at)

    again = proxies.entrust(proxy.person, proxy.centre, scopes=["fill"], months=3, by=make.actor(proxy.person), at=at)

    assert proxies.of(proxy.person, at=at) == again != proxy
    assert consents.standing(proxy.person).get().proxy == again


def test_entrust_what_is_no_centre_is_refused(at):
    person = make.candidate()
    with pytest.raises(ValidationError) as refused:
        proxies.entrust(person.user, make.organisation(), scopes=["fill"], months=3, by=make.actor(person.user), at=at)
    assert refused.value.error_dict["centre"][0].code == "not_a_centre"


def test_entrust_for_another_is_refused(at):
    person, centre = make.candidate(), make.organisation("centre")
    for by in (make.actor(make.user()), make.actor(proxying.counsellor(centre))):
        with pytest.raises(PermissionDenied):
            proxies.entrust(person.user, centre, scopes=["fill"], months=3, by=by, at=at)


# Acting ---------------------------------------------------------------------------------------------------------------
def test_what_was_let_is_done_in_the_counsellors_name(at, proxy):
    candidates.tell(proxy.person.candidate, {"half_km": 1}, by=proxying.acting(proxy, at), at=at)

    event = events.of(proxy.person.candidate).get()
    assert (event.user, event.organisation, event.on_behalf_of) == (proxy.taken_by, proxy.centre, proxy.person)
    assert list(proxies.done_for(proxy.person)) == [event]


@pytest.mark.parametrize(
    "ended", ["taken back", "given up", "over", "not let", "a colleague's", "left the centre", "never let"]
)
def test_nobody_acts_without_a_proxy_that_stands(at, ended):
    proxy = proxying.entrusted(given_at=at, scopes=("fill", "answer") if ended == "not let" else proxying.ALL)
    by, scope = proxying.acting(proxy, at), "apply" if ended == "not let" else "fill"
    if ended == "taken back":
        proxying.take_back(proxy)
    elif ended == "given up":
        proxies.give_up(proxy, by=make.actor(proxy.taken_by), at=at)
    elif ended == "over":
        make.changed(proxy, ends_on=timezone.localdate(at))
    elif ended == "a colleague's":
        by = replace(by, user=proxying.counsellor(proxy.centre))
    elif ended == "left the centre":
        make.changed(proxy.taken_by.memberships.get(), ended_on=timezone.localdate(at))
        by = replace(by, user=type(by.user).objects.get(pk=by.user.pk))
    elif ended == "never let":
        by = proxying.unproved(proxy, at)

    with pytest.raises(PermissionDenied):
        actors.require_person(by, proxy.person_id, scope=scope)
    assert actors.is_person(proxying.acting(proxying.entrusted(given_at=at), at), proxy.person_id, scope=scope) is False


def test_what_is_never_let_is_refused_to_counsellors(at, proxy):
    person, by = proxy.person, proxying.acting(proxy, at)
    text = next(text for text in consents.current_texts() if text.purpose == "sensitive")
    for refused in (
        partial(consents.give, person, [text]),
        partial(consents.withdraw, proxy.consent),
        partial(contacts.choose, person, ways={"work": []}, rhythm="at_once"),
        partial(notices.mark_all_read, person),
        partial(phones.claim, person, "01012345678"),
        partial(proxies.withdraw, proxy),
        partial(proxies.entrust, person, proxy.centre, scopes=["fill"], months=3),
    ):
        with pytest.raises(PermissionDenied):
            refused(by=by, at=at)


def test_a_counsellor_fills_in_a_name_and_number_but_changes_none(at, proxy):
    make.destroyed(proxy.person.identity)
    candidates.set_identity(proxy.person, name="김영자", phone="01012345678", by=proxying.acting(proxy, at), at=at)

    with pytest.raises(ValidationError) as refused:
        candidates.set_identity(proxy.person, name="김영지", phone="01087654321", by=proxying.acting(proxy, at), at=at)

    assert {field: errors[0].code for field, errors in refused.value.error_dict.items()} == {
        "name": "persons_alone",
        "phone": "persons_alone",
    }
    assert Identity.objects.get(user=proxy.person).phone == "01012345678"


@pytest.mark.parametrize("wrong", ["another number", "has an address", "confirmed already"])
def test_a_counsellor_opens_no_other_way_in_than_the_one_that_is_missing(at, wrong):
    proxy = opened(proxying.counsellor(), at)
    number = "01099998888" if wrong == "another number" else "01012345678"
    if wrong == "has an address":
        make.changed(proxy.person, email="kim@example.com")
    elif wrong == "confirmed already":
        phones.confirm(proxy.person, number, by=proxying.acting(proxy, at), at=at)

    with pytest.raises(PermissionDenied):
        phones.confirm(proxy.person, number, by=proxying.acting(proxy, at), at=at)


def test_a_person_who_becomes_staff_is_acted_for_no_more(at, proxy):
    make.member(user_=proxy.person)
    with pytest.raises(PermissionDenied):
        candidates.tell(proxy.person.candidate, {"half_km": 1}, by=proxying.acting(proxy, at), at=at)


def test_who_acts_for_somebody_judges_nothing_of_theirs(proxy):
    operator = make.organisation()
    make.member(operator, "manager", proxy.taken_by)
    by = actors.user(type(proxy.taken_by).objects.get(pk=proxy.taken_by_id), organisation=operator)
    theirs, others = (Parties(user_id=pk, operator_id=operator.pk) for pk in (proxy.person_id, make.user().pk))

    assert [steps.is_party("operator", parties, by) for parties in (theirs, others)] == [False, True]


def test_numbers_of_members_can_not_be_asked_for_one_by_one(at):
    counsellor = proxying.counsellor()
    for _time in range(proxies.MOST_KNOWN):
        proxies.note_known(by=make.actor(counsellor), at=at)

    with pytest.raises(ValidationError) as refused:
        opened(counsellor, at)
    assert refused.value.code == "too_often"
    assert opened(counsellor, at + timedelta(days=1, minutes=1), signed_on=timezone.localdate(at))


def test_open_account_reads_digits_of_any_width(at):
    known = make.candidate()
    candidates.set_identity(known.user, name="김영자", phone="01012345678", by=make.actor(known.user), at=at)
    with pytest.raises(ValidationError) as refused:
        opened(proxying.counsellor(), at, replace(DRAFT, phone="０1０-1234-5678"))
    assert refused.value.error_dict["phone"][0].code == "phone_known"


def test_begin_tells_the_person_once_a_day(at, proxy):
    for _time in range(2):
        proxies.begin(proxy, by=make.actor(proxy.taken_by), at=at)

    told = Notice.objects.get(recipient=proxy.person)
    assert (told.kind, told.params["centre"]) == ("profiles.proxy_acting", proxy.centre.name)


def test_begin_by_a_colleague_is_refused_until_they_take_the_person_on(at, proxy):
    colleague = proxying.counsellor(proxy.centre)
    with pytest.raises(ValidationError) as refused:
        proxies.begin(proxy, by=make.actor(colleague), at=at)
    assert refused.value.code == "not_taken"

    proxies.take(proxy, seen_taken_at=proxy.taken_at, by=make.actor(colleague), at=at)

    assert proxies.begin(proxy, by=make.actor(colleague), at=at).taken_by == colleague
    assert Notice.objects.filter(recipient=proxy.person, kind="profiles.proxy_taken").count() == 1


def test_take_twice_is_refused(at, proxy):
    with pytest.raises(ValidationError) as refused:
        proxies.take(proxy, seen_taken_at=proxy.taken_at, by=make.actor(proxy.taken_by), at=at)
    assert refused.value.code == "taken_already"


def test_take_what_somebody_took_meanwhile_is_refused(at, proxy):
    with pytest.raises(ValidationError) as refused:
        proxies.take(proxy, seen_taken_at=None, by=make.actor(proxying.counsellor(proxy.centre)), at=at)
    assert refused.value.code == "taken_meanwhile"


@pytest.mark.parametrize("verb", [partial(proxies.take, seen_taken_at=None), proxies.begin, proxies.give_up])
def test_another_centre_does_nothing_with_it(at, proxy, verb):
    with pytest.raises(PermissionDenied):
        verb(proxy, by=make.actor(proxying.counsellor()), at=at)


@pytest.mark.parametrize("verb", [partial(proxies.take, seen_taken_at=None), proxies.begin, proxies.give_up])
def test_nothing_is_done_with_one_that_ended(at, proxy, verb):
    proxying.take_back(proxy)
    with pytest.raises(ValidationError) as refused:
        verb(proxy, by=make.actor(proxy.taken_by), at=at)
    assert refused.value.code == "proxy_ended"


def test_withdraw_ends_it_and_tells_the_counsellor(at, proxy):
    proxies.withdraw(proxy, by=make.actor(proxy.person), at=at)

    assert proxies.of(proxy.person, at=at) is None
    assert Notice.objects.get(kind="profiles.proxy_withdrawn").recipient == proxy.taken_by
    with pytest.raises(ValidationError) as refused:
        proxies.withdraw(proxy, by=make.actor(proxy.person), at=at)
    assert refused.value.code == "proxy_ended"


def test_visible_to_the_person_their_centre_and_auditors(at, proxy):
    seen = {
        "person": proxy.person,
        "colleague": proxying.counsellor(proxy.centre),
        "auditor": make.city_user("auditor"),
    }
    unseen = [make.candidate().user, proxying.counsellor(), make.member(), make.city_user("editor")]

    assert {name for name, user in seen.items() if Proxy.objects.visible_to(user).exists()} == set(seen)
    assert [user for user in unseen if Proxy.objects.visible_to(user).exists()] == []


def test_scopes_are_held_by_the_database(proxy):
    for scopes in (["apply"], ["fill", "sign_in"]):
        with pytest.raises(IntegrityError, match="proxy_scopes_known"), transaction.atomic():
            Proxy.objects.filter(pk=proxy.pk).update(scopes=scopes)


# At once --------------------------------------------------------------------------------------------------------------
def _told(proxy, at):
    try:
        candidates.tell(proxy.person.candidate, {"half_km": 1}, by=proxying.acting(proxy, at), at=at)
    except PermissionDenied:
        return "refused"
    return "told"


def _unlocked(proxy, at):
    """The same question without holding the consent."""
    return Proxy.objects.standing(timezone.localdate(at)).filter(pk=proxy.pk).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_a_counsellor_who_waits_for_the_consent_finds_it_taken_back(at):
    proxy = proxying.entrusted(given_at=at)

    with ExitStack() as race, transaction.atomic():
        proxying.take_back(proxy)
        unlocked = at_once([partial(_unlocked, proxy, at)])
        found = race.enter_context(waiting([partial(_told, proxy, at)]))

    assert found == ["refused"]
    assert Candidate.objects.get(user=proxy.person).half_km == 5
    assert unlocked == [True]  # the negative control: what isn't held is read as it was


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_entrust_twice_at_once_makes_one(at):
    person, centres = make.candidate(), [make.organisation("centre"), make.organisation("centre")]

    def entrust(centre):
        return proxies.entrust(person.user, centre, scopes=["fill"], months=3, by=make.actor(person.user), at=at).centre

    found = at_once([partial(entrust, centre) for centre in centres])

    assert "entrusted_already" in found
    assert proxies.of(person.user, at=at).centre in found
