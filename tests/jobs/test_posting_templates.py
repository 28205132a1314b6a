"""An operator's own templates: what they keep of a posting, who may, and that names stay apart."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from jobs import posting_templates
from jobs.models import PostingTemplate
from profiles.models import Event
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting():
    return make.posting(title="급식 도우미 2025", required_certificates=["조리기능사"], seats=3)


@pytest.fixture
def officer(posting):
    return make.actor(make.member(posting.organisation))


def refused(call, *codes):
    with pytest.raises(ValidationError) as broken:
        call()
    error = broken.value
    found = [error.code] if hasattr(error, "code") else [e.code for es in error.error_dict.values() for e in es]
    assert found == list(codes)


def test_save_keeps_what_is_alike_and_no_date(posting, officer):
    row = posting_templates.keep(posting, name=" 급식  도우미 ", by=officer, at=NOW)

    assert row.name == "급식 도우미"
    assert row.content["required_certificates"] == ["조리기능사"]
    assert not {"apply_from", "apply_until", "results_at", "starts_on", "ends_on"} & row.content.keys()
    assert list(row.seats.values()) == [3]
    event = Event.objects.get(verb="save_template")
    assert (event.subject_type, event.subject_id, event.params) == ("postingtemplate", row.pk, {"name": "급식 도우미"})


def test_a_new_posting_begins_with_the_fields_and_the_year_in_its_title(posting, officer):
    row = posting_templates.keep(posting, name="급식", by=officer, at=NOW)
    row.content["forgotten_field"] = "x"
    row.save()

    fields = posting_templates.fields_to_begin(PostingTemplate.objects.get(), 2027)

    assert fields["title"] == "급식 도우미 2027"
    assert fields["hours_mask"] == list(posting.hours_mask)
    assert "forgotten_field" not in fields


def test_names_are_taken_once_among_those_in_use(posting, officer):
    first = posting_templates.keep(posting, name="급식", by=officer, at=NOW)
    second = posting_templates.keep(posting, name="돌봄", by=officer, at=NOW)
    refused(lambda: posting_templates.keep(posting, name="급식", by=officer, at=NOW), "posting_template_once")
    refused(lambda: posting_templates.rename(second, name="급식", by=officer, at=NOW), "posting_template_once")

    posting_templates.retire(first, by=officer, at=NOW)

    assert posting_templates.rename(second, name="급식", by=officer, at=NOW).name == "급식"
    other = make.posting()
    by = make.actor(make.member(other.organisation))
    assert posting_templates.keep(other, name="급식", by=by, at=NOW)


def test_name_is_needed_and_of_one_line(posting, officer):
    refused(lambda: posting_templates.keep(posting, name="  ", by=officer, at=NOW), "name_missing")
    refused(lambda: posting_templates.keep(posting, name="가" * 61, by=officer, at=NOW), "max_length")


def test_there_are_so_many_at_most(posting, officer):
    for _ in range(posting_templates.MOST):
        make.posting_template(posting.organisation)

    refused(lambda: posting_templates.keep(posting, name="하나 더", by=officer, at=NOW), "too_many")
    posting_templates.retire(PostingTemplate.objects.first(), by=officer, at=NOW)
    assert posting_templates.keep(posting, name="하나 더", by=officer, at=NOW)


def test_only_officers_of_the_operator_may(posting, officer):
    row = posting_templates.keep(posting, name="급식", by=officer, at=NOW)
    for who in (make.member(), make.member(posting.organisation, "reviewer"), make.city_user(), make.candidate().user):
        by = make.actor(who)
        for call in (
            lambda by=by: posting_templates.keep(posting, name="둘", by=by, at=NOW),
            lambda by=by: posting_templates.rename(row, name="둘", by=by, at=NOW),
            lambda by=by: posting_templates.retire(row, by=by, at=NOW),
        ):
            with pytest.raises(PermissionDenied):
                call()
        assert row not in posting_templates.in_use(who)


def test_a_retired_one_is_in_use_no_more_and_stays(posting, officer):
    row = posting_templates.keep(posting, name="급식", by=officer, at=NOW)

    posting_templates.retire(row, by=officer, at=NOW)

    assert not posting_templates.in_use(officer.user)
    assert PostingTemplate.objects.get().retired_by == officer.user
    refused(lambda: posting_templates.retire(row, by=officer, at=NOW), "wrong_state")
    refused(lambda: posting_templates.rename(row, name="둘", by=officer, at=NOW), "wrong_state")
