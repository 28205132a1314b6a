"""Consents in English: a translation to understand by, the Korean text that binds beside it."""

import pytest
from django.test import Client
from django.urls import reverse

from profiles import consents
from tests import make

pytestmark = pytest.mark.django_db
BINDING = "위 글은 번역이고, 효력은 아래 한국어 글에 있습니다."


@pytest.mark.parametrize("name", ["profiles:consents", "account_signup"])
def test_translation_stands_before_the_korean_text(name: str) -> None:
    client = Client(headers={"accept-language": "en"})
    if name == "profiles:consents":
        client.force_login(make.candidate().user)

    page = client.get(reverse(name)).content.decode()

    (text,) = consents.current_texts("sensitive")
    assert text.english_title in page
    assert 0 < page.index("Purpose: checking eligibility") < page.index('<div lang="ko"><p><strong>' + text.title)


def test_korean_pages_show_the_korean_text_alone(client: Client) -> None:
    page = client.get(reverse("account_signup")).content.decode()

    assert "개인정보 수집·이용 동의" in page
    assert "Purpose:" not in page
    assert BINDING not in page
