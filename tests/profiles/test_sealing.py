"""Personal fields lie sealed: bound to their row and column, opened by any known key, found by keyed hash."""

import unicodedata

import pytest

from profiles.models import Identity
from profiles.models.sealing import SealBroken, blind_index, seal, seal_bytes, unseal, unseal_bytes
from tests import make

PLACE = "identity.name.1"


@pytest.fixture
def keys(settings) -> None:
    settings.FIELD_KEYS = {"k2": b"2" * 32, "k1": b"1" * 32}


def test_seal_opens_to_the_same_text():
    assert unseal(seal("김영수", PLACE), PLACE) == "김영수"


def test_seal_of_a_file_opens_to_the_same_bytes():
    content = b"%PDF-1.7\n\xe2\xe3\x00\xff"

    assert unseal_bytes(seal_bytes(content, PLACE), PLACE) == content
    assert seal_bytes(b"", PLACE) is None
    assert unseal_bytes(None, PLACE) == b""
    with pytest.raises(SealBroken):
        unseal_bytes(seal_bytes(content, PLACE), "attachment.content.2")


def test_seal_is_different_each_time_and_hides_the_text():
    one, other = seal("김영수", PLACE), seal("김영수", PLACE)
    assert one != other
    assert "김영수".encode() not in one


@pytest.mark.parametrize("empty", ["", None])
def test_seal_of_nothing_is_nothing(empty):
    assert seal(empty, PLACE) is None
    assert unseal(None, PLACE) == ""


def test_seal_moved_to_another_row_is_broken():
    with pytest.raises(SealBroken):
        unseal(seal("김영수", PLACE), "identity.name.2")


def test_seal_changed_by_one_bit_is_broken():
    sealed = bytearray(seal("김영수", PLACE))
    sealed[-1] ^= 1
    with pytest.raises(SealBroken):
        unseal(bytes(sealed), PLACE)


def test_seal_of_an_older_key_still_opens(settings, keys):
    settings.FIELD_KEYS = {"k1": b"1" * 32}
    old = seal("김영수", PLACE)
    settings.FIELD_KEYS = {"k2": b"2" * 32, "k1": b"1" * 32}

    assert unseal(old, PLACE) == "김영수"
    assert seal("김영수", PLACE)[2:4] == b"k2"


def test_seal_without_its_key_is_broken(settings, keys):
    sealed = seal("김영수", PLACE)
    settings.FIELD_KEYS = {"k1": b"1" * 32}
    with pytest.raises(SealBroken):
        unseal(sealed, PLACE)


def test_blind_index_is_the_same_for_the_same_text_however_typed():
    decomposed = unicodedata.normalize("NFD", "김영수")
    assert blind_index("김 영수") == blind_index(decomposed) == blind_index("김영수")
    assert blind_index("김영수") != blind_index("김영순")
    assert blind_index(" ") == ""


def test_blind_index_depends_on_the_key(settings):
    before = blind_index("김영수")
    settings.BLIND_INDEX_KEY = b"x" * 32
    assert blind_index("김영수") != before


@pytest.mark.django_db
def test_identity_is_found_by_hash_and_stored_sealed():
    candidate = make.candidate(name="김영수", phone="01012345678")

    row = Identity.objects.filter(phone_index=blind_index("010 1234 5678")).get()

    assert (row.user_id, row.name) == (candidate.user_id, "김영수")
    stored = Identity.objects.filter(pk=row.pk).values().get()
    assert not any("김영수" in str(value) or "01012345678" in str(value) for value in stored.values())
    assert "김영수".encode() not in bytes(stored["name_sealed"])
