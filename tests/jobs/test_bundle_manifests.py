"""A file from anybody is read to its end or refused: no byte of it breaks the check, and none that counts goes unseen."""

import hashlib
import io
import json
import random
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs import bundle_manifests, zips
from tests.jobs import papering

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

    assert seen == {"whole", "differs", "not_a_zip", "odd_packing", "no_manifest", "bad_manifest"}


def test_a_file_cut_anywhere_is_refused(whole):
    assert {found(whole[:end]) for end in range(len(whole))} == {"not_a_zip"}


def test_the_manifest_says_of_each_file_what_it_is(whole):
    checked = bundle_manifests.check(io.BytesIO(whole))

    assert [(one["name"], one["size"], one["sha256"]) for one in checked.manifest["files"]] == [
        (name, len(content), hashlib.sha256(content).hexdigest()) for name, content in FILES.items()
    ]
    assert checked.made_at.isoformat() == "2026-06-05T01:00:00+00:00"


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=["bzip2", "lzma"])
def test_a_packing_that_unpacks_without_bound_is_not_opened(packing):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive, archive.open(bundle_manifests.NAME, "w") as entry:
        for _megabyte in range(40):
            entry.write(b"0" * (1 << 20))

    with papering.memory() as most:
        assert found(made.getvalue()) == "odd_packing"
    assert most() < 4 << 20


def test_a_second_archive_before_it_is_seen(whole):
    assert found(packed({"01_지원자.csv": b"forged"}) + whole) == "differs"


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def shifted(content: bytes, *, at: int, hidden: bytes) -> bytes:
    """The archive with something hidden in it, and every offset in its list corrected."""
    start = struct.unpack_from("<I", content, len(content) - 6)[0]
    files, listed, end = content[:start], bytearray(content[start:-22]), bytearray(content[-22:])
    place = 0
    while place < len(listed):
        (offset,) = struct.unpack_from("<I", listed, place + 42)
        struct.pack_into("<I", listed, place + 42, offset + len(hidden) * (offset >= at))
        place += 46 + sum(struct.unpack_from("<3H", listed, place + 28))
    struct.pack_into("<I", end, 16, start + len(hidden))
    return files[:at] + hidden + files[at:] + bytes(listed) + bytes(end)


def test_what_is_hidden_where_no_list_tells_of_it_is_seen(whole):
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        places = [line.header_offset for line in archive.infolist()]
        places.append(archive.start_dir)
    for at in places:  # before the first file, between two, after the last
        content = shifted(whole, at=at, hidden=packed({"a": b"forged"}))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
        checked = bundle_manifests.check(io.BytesIO(content))
        assert (checked.changed, checked.missing, checked.added, checked.has_more) == ([], [], [], True)


def test_a_comment_and_what_comes_after_the_end_are_seen(whole):
    noted = bytearray(whole)
    struct.pack_into("<H", noted, len(noted) - 2, 6)

    assert found(bytes(noted) + b"forged") == "differs"
    assert found(whole + b"forged") in {"differs", "not_a_zip"}
    assert found(packed({"01_지원자.csv": b"1"}) + whole) == "differs"


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)
_MOMENTS = st.sampled_from(
    ["0001-01-01T00:00:00+14:00", "0001-01-01", "9999-12-31T23:59:59-12:00", "2026-06-05T01:00:00+23:59"]
)
_FILE = st.fixed_dictionaries({"name": st.text(max_size=5) | _ANYTHING, "size": _ANYTHING, "sha256": _ANYTHING})


@settings(max_examples=60, deadline=None)
@given(made_at=_MOMENTS | _ANYTHING, about=_ANYTHING, files=st.lists(_FILE, max_size=2) | _ANYTHING)
def test_no_field_of_a_manifest_breaks_the_check(made_at, about, files):
    told = {"format": bundle_manifests.FORMAT, "version": 1, "made_at": made_at, "about": about, "files": files}
    content = packed({bundle_manifests.NAME: json.dumps(told).encode()})
    if found(content) != "bad_manifest":
        checked = bundle_manifests.check(io.BytesIO(content))
        assert checked.made_at is None or checked.made_at.tzinfo
