"""Certificates as they are told in English: the Korean name, which papers bear, with what it means."""

import pytest
from django.utils import translation

from jobs import sentences
from matching import sentences as reasons
from profiles import certificates
from profiles.templatetags.dasi import certificate_names

CARE = "요양보호사 (Certified care worker for older people)"


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("요양보호사", CARE),
        ("사회복지사 2급", "사회복지사 2급 (Social worker, grade 2)"),
        ("우리동네 자격", "우리동네 자격"),
    ],
)
def test_a_known_certificate_is_explained_in_english_alone(name: str, english: str) -> None:
    assert certificates.shown(name) == name
    with translation.override("en"):
        assert certificates.shown(name) == english


def test_sentences_explain_certificates_in_english() -> None:
    params = {"names": ["요양보호사", "우리동네 교육"], "need": "all"}
    with translation.override("en"):
        assert f"{CARE}, 우리동네 교육" in sentences.sentence("obtain_credentials", params)
        assert CARE in reasons.reason_sentence(
            {"code": "certificates.missing", "params": {"certificate": "요양보호사"}}
        )
        assert certificate_names(["요양보호사", "간호사"]) == f"{CARE}, 간호사 (Nurse)"
    assert "(" not in sentences.sentence("obtain_credentials", params)


def test_no_english_name_is_korean() -> None:
    english = [name for name in certificates._english().values() if name]

    assert [name for name in english if not name.isascii()] == []
    assert len(english) > 150
