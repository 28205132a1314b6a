"""A file from anybody is read to its end or refused: no byte of it breaks the check, and none that counts goes unseen."""

import hashlib
import io
import random

import pytest

from jobs import bundle_manifests, zips

FILES = {"01_지원자.csv": b"a,b\r\n" * 50, "심사_회의록/제1호.pdf": b"%PDF" * 30}


@pytest.fixture(scope="module")
def whole() -> bytes:
    pieces: list[bytes] = []
    archive = zips.Archive(pieces.append)
    listed = [(archive.add(name, [content]), None) for name, content in FILES.items()]
    archive.add(
        bundle_manifests.NAME,
        [bundle_manifests.write(listed, about={"title": "공고"}, made_at="2026-06-05T01:00:00+00:00")],
    )
    archive.close()
    return b"".join(pieces)


def found(content: bytes) -> str:
    """What the check says: the code of a refusal, "differs", or "whole"."""
    try:
        checked = bundle_manifests.check(io.BytesIO(content))
    except bundle_manifests.Unreadable as refused:
        return refused.code
    assert checked.file_hash == hashlib.sha256(content).hexdigest()
    return "whole" if checked.is_whole else "differs"


def test_no_byte_breaks_the_check_and_none_that_counts_goes_unseen(whole):
    original = bundle_manifests.check(io.BytesIO(whole))
    chance, seen = random.Random(7), set()  # noqa: S311 - which bytes are tried
    for place, byte in enumerate(whole):
        for other in {0, 255, byte ^ 1, byte ^ 128, chance.randrange(256)} - {byte}:
            content = bytearray(whole)
            content[place] = other
            answer = found(bytes(content))
            seen.add(answer)
            if answer == "whole":  # dates and the like: what is in it is what it was
                again = bundle_manifests.check(io.BytesIO(bytes(content)))
                assert again.manifest_hash == original.manifest_hash
                assert again.file_hash != original.file_hash

    assert seen == {"whole", "differs", "not_a_zip", "no_manifest", "bad_manifest"}


def test_a_file_cut_anywhere_is_refused(whole):
    assert {found(whole[:end]) for end in range(len(whole))} == {"not_a_zip"}


def test_the_manifest_says_of_each_file_what_it_is(whole):
    checked = bundle_manifests.check(io.BytesIO(whole))

    assert [(one["name"], one["size"], one["sha256"]) for one in checked.manifest["files"]] == [
        (name, len(content), hashlib.sha256(content).hexdigest()) for name, content in FILES.items()
    ]
    assert checked.made_at.isoformat() == "2026-06-05T01:00:00+00:00"
