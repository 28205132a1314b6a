"""Sound files with bytes changed, cut or doubled: always lines or a code, in time, never anything else."""

from functools import partial

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from profiles.cv import answering, archives, papers, sandbox
from profiles.cv.refusals import CODES, Unreadable
from tests.often import often
from tests.profiles.cv import hostile, writing

PAPER = writing.pdf(["자기소개", "책을 읽어 주었습니다."])
SOUND = {"docx": hostile.DOCX, "hwpx": hostile.HWPX, "pdf": hostile.PDF}
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["set", "cut", "double", "insert"]),
        st.floats(0, 1),
        st.integers(1, 400),
        st.binary(min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=6,
)


def changed(content: bytes, changes: list) -> bytes:
    for how, place, length, piece in changes:
        at = int(place * len(content))
        content = {
            "set": content[:at] + piece + content[at + len(piece) :],
            "cut": content[:at] + content[at + length :],
            "double": content[: at + length] + content[at:],
            "insert": content[:at] + piece + content[at:],
        }[how]
    return content


@pytest.mark.parametrize("kind", SOUND)
@often(40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(changes=CHANGES)
def test_changed_file_gives_lines_or_a_code(kind: str, changes: list) -> None:
    """In this process, as the child does it: the child's own limits need not come to help."""
    said = answering.answer(changed(SOUND[kind], changes))

    assert said.get("refused") in CODES or all(isinstance(cell, str) for line in said["lines"] for cell in line)


@often(60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(changes=CHANGES)
def test_changed_pdf_that_is_handed_on_has_pages_or_a_code(changes: list) -> None:
    said = papers.answer(changed(PAPER, changes))

    assert said.get("refused") in CODES or 0 < said["pages"] <= papers.MOST_PAGES


def code_of(reading, content: bytes) -> str | None:
    """The code of a refusal, None where the file was taken."""
    try:
        reading(content)
    except Unreadable as refused:
        return refused.code
    return None


@pytest.mark.parametrize("kind", ["docx", "hwpx"])
@often(150)
@given(changes=CHANGES)
def test_changed_archive_is_sound_or_refused(kind: str, changes: list) -> None:
    assert code_of(archives.check, changed(SOUND[kind], changes)) in (None, *CODES)


@often(4)
@given(changes=CHANGES, kind=st.sampled_from(sorted(SOUND)))
def test_sandbox_gives_lines_or_a_code(kind: str, changes: list) -> None:
    assert code_of(partial(sandbox.read, seconds=10), changed(SOUND[kind], changes)) in (None, *CODES)
