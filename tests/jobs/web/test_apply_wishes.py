"""Applying on a phone: wishes moved by plain buttons, and from the posting to the receipt in four screens."""

import re

import pytest
from django.urls import reverse

from jobs import sharing
from jobs.models import Application
from profiles.web.consent_boxes import name_of
from tests import make
from tests.jobs.web.open_postings import open_posting, text
from tests.jobs.web.test_candidate import form, page

pytestmark = pytest.mark.django_db


def test_apply_moves_wishes_by_plain_buttons_and_loses_nothing_typed(client, person) -> None:
    operator = make.organisation()
    posting = open_posting(
        operator, sites=[make.site(operator, name=name) for name in ("가람", "나래", "다솜", "라온")]
    )
    sites = [str(row.pk) for row in posting.posting_sites.order_by("pk")]
    typed = form(posting, motive="어르신을 돕고 싶습니다.")

    def press(wish: list[str], button: str) -> list[str]:
        response = client.post(page("apply", posting), {**typed, "wish": wish, "arrange": button})
        shown = response.content.decode()
        assert "어르신을 돕고 싶습니다." in shown
        assert not response.context["form"].errors
        return re.findall(r'name="wish" value="([0-9]+)"', shown)

    first = press([], f"in {sites[2]}")
    both = press(first, f"in {sites[0]}")
    assert both == [sites[2], sites[0]]
    assert press(both, f"up {sites[0]}") == press(both, f"down {sites[2]}") == [sites[0], sites[2]]
    assert press(both, f"up {sites[2]}") == press(both, f"down {sites[0]}") == both
    assert press(both[::-1], f"stay {sites[0]}") == both[::-1]  # as a line is dragged: the list in its new order
    assert press([*both, sites[0]], f"stay {sites[0]}") == both
    assert press(both, f"out {sites[2]}") == [sites[0]]
    three = press(both, f"in {sites[1]}")
    assert press(three, f"in {sites[3]}") == three
    assert press(both, "in 999999") == press(both, "burn") == both
    assert not Application.objects.exists()


def test_apply_takes_no_more_than_four_screens(client, person) -> None:
    posting = open_posting()
    link = reverse("jobs:public_posting", args=[posting.public_id])

    screens = [client.get(link), client.get(page("apply", posting))]
    assert page("apply", posting) in screens[0].content.decode()
    screens.append(client.post(page("apply", posting), form(posting, check="1")))
    sent = dict(re.findall(r'name="(motive|form_token|consent_[\w-]+)" value="([^"]*)"', text(screens[-1])))
    screens.append(client.post(page("apply", posting), {**sent, "send": "1"}, follow=True))

    assert "지원을 접수했습니다" in text(screens[-1])
    assert [len(screen.redirect_chain) for screen in screens[3:]] == [1]  # what follows the last button
    assert len(screens) == 4


def test_apply_asks_to_pass_on_once_and_names_the_operator(client, person) -> None:
    posting = open_posting(make.organisation(name="다시봄사회적협동조합"))
    shown = text(client.get(page("apply", posting)))
    assert "<strong>다시봄사회적협동조합</strong>에 전합니다" in shown
    assert "동의하지 않으셔도 됩니다." in shown

    refused = form(posting, check="1")
    del refused[name_of(sharing.text())]
    shown = text(client.post(page("apply", posting), refused))
    assert "지원서를 운영기관에 전할 수 없어 지원할 수 없습니다." in shown
    assert "어르신을 돕고 싶습니다." in shown
    assert text(client.post(page("apply", posting), {**refused, "send": "1"})).count("지원할 수 없습니다.") > 0
    assert not Application.objects.exists()

    client.post(page("apply", posting), form(posting, send="1"))
    other = open_posting()
    assert 'name="consent_' not in text(client.get(page("apply", other)))
    client.post(page("apply", other), form(other, send="1"))
    assert Application.objects.count() == 2
