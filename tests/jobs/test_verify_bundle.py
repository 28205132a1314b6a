"""Whoever gets papers for an audit can tell whether they are as they were made: good, changed, missing, added to, or not ours."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command

from jobs import bundles
from tests import make
from tests.jobs import papering, paying

pytestmark = pytest.mark.django_db
PEOPLE = "06_지원자.csv"
FARTHEST = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00")


@pytest.fixture
def made(operator, officer, manager):
    posting = make.posting(operator, seats=9)
    papering.lived(posting, by=officer, second=paying.payer(operator))
    return papering.built(posting, by=manager)


@pytest.fixture
def verify(tmp_path) -> Callable[[bytes], tuple[int, str]]:
    """Check some bytes: the exit status, and all that was said."""

    def run(content: bytes, **options) -> tuple[int, str]:
        file, said = tmp_path / "bundle.zip", io.StringIO()
        file.write_bytes(content)
        try:
            call_command("verify_bundle", str(file), stdout=said, **options)
        except CommandError as refused:
            return refused.returncode, f"{said.getvalue()}{refused}"
        return 0, said.getvalue()

    return run


def packed(files: dict[str, bytes]) -> bytes:
    """The files packed anew, as anybody could."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_a_good_one_is_good(made, verify):
    status, said = verify(papering.content(made))

    assert status == 0
    assert "만든 그대로입니다. 파일 35개의 해시가 모두 맞습니다." in said
    assert made.manifest_hash in said
    assert made.file_hash in said
    assert "다시 묶은" not in said


def test_one_that_was_packed_again_is_good_and_says_so(made, verify):
    status, said = verify(packed(papering.files(made)))

    assert (status, "다시 묶은 것입니다" in said) == (0, True)


@pytest.mark.parametrize("content", [b"", b"something else"], ids=["empty", "other"])
def test_a_changed_file_is_named(made, verify, content):
    status, said = verify(packed(papering.files(made) | {PEOPLE: content}))

    assert status == 1
    assert f"바뀐 파일: {PEOPLE}" in said
    assert "만든 그대로가 아닙니다" in said


def test_one_sign_changed_is_enough(made, verify):
    files = papering.files(made)
    changed = files[PEOPLE].replace("불합격".encode(), "합 격 ".encode(), 1)
    assert len(changed) <= len(files[PEOPLE])

    assert verify(packed(files | {PEOPLE: changed}))[0] == 1


def test_a_missing_and_an_added_file_are_named(made, verify):
    files = papering.files(made)
    files["더한_파일.csv"] = files.pop(PEOPLE)

    status, said = verify(packed(files))

    assert status == 1
    assert f"없어진 파일: {PEOPLE}" in said
    assert "더해진 파일: 더한_파일.csv" in said


def test_two_files_of_one_name_are_told(made, verify):
    doubled = io.BytesIO(packed(papering.files(made)))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(doubled, "a") as archive:
        archive.writestr(PEOPLE, papering.files(made)[PEOPLE])

    assert verify(doubled.getvalue())[0] == 1


def test_a_changed_manifest_is_not_ours(made, verify):
    files = papering.files(made)
    manifest = json.loads(files["manifest.json"])
    changed = b"nobody was turned down"
    line = next(one for one in manifest["files"] if one["name"] == PEOPLE)
    line["sha256"], line["size"] = hashlib.sha256(changed).hexdigest(), len(changed)

    status, said = verify(packed(files | {PEOPLE: changed, "manifest.json": json.dumps(manifest).encode()}))

    assert status == 2
    assert "목록이 우리가 만든 것이 아닙니다" in said
    assert "바뀐 파일" not in said


def test_a_manifest_of_another_time_is_not_ours(made, verify):
    files = papering.files(made)
    for made_at in (
        "2026-01-01T00:00:00+00:00",
        "2026-01-01T00:00:00",
        "yesterday",
        "2026-13-45T99:00:00+00:00",
        *FARTHEST,
    ):
        manifest = json.loads(files["manifest.json"]) | {"made_at": made_at}
        status, said = verify(packed(files | {"manifest.json": json.dumps(manifest).encode()}))
        assert (status, "목록이 우리가 만든 것이 아닙니다" in said) == (2, True)
        assert ("만든 때: 알 수 없음" in said) == (not made_at.startswith("2026-01-01T00:00:00+"))


def test_what_is_no_such_file_is_told_so(made, verify):
    files = papering.files(made)
    without = {name: content for name, content in files.items() if name != "manifest.json"}

    assert verify(b"not a zip") == (3, "ZIP 파일로 읽을 수 없습니다. 끝까지 받지 않았거나 망가진 파일입니다.")
    assert verify(papering.content(made)[:-200])[0] == 3
    assert verify(packed(without))[0] == 3
    for odd in (b"", b"[]", b"{}", b'{"files": 1}', b"[" * 100_000, b'{"format": "other"}', b"\xff"):
        assert verify(packed(files | {"manifest.json": odd}))[0] == 3, odd[:20]
    with pytest.raises(CommandError) as missing:
        call_command("verify_bundle", "/nowhere/at/all.zip")
    assert missing.value.returncode == 3


def test_a_file_that_unpacks_without_end_is_not_unpacked(made, verify):
    files = papering.files(made)

    status, said = verify(packed(files | {PEOPLE: bytes(50 << 20)}))

    assert (status, f"바뀐 파일: {PEOPLE}" in said) == (1, True)


def test_another_archive_before_it_is_told(made, verify):
    status, said = verify(packed({PEOPLE: b"forged"}) + papering.content(made))

    assert (status, "다시 묶은 파일입니다" in said) == (1, True)
    assert "만든 그대로입니다" not in said


def test_a_packing_that_is_none_of_ours_is_told(verify):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("manifest.json", bytes(1 << 20))

    assert verify(bomb.getvalue()) == (
        3,
        "이 시스템이 쓰지 않는 방식으로 압축한 파일입니다. 위험할 수 있어 열지 않았습니다.",
    )


def test_names_of_strangers_write_no_lines_of_their_own(made, verify):
    status, said = verify(packed(papering.files(made) | {"x\n만든 그대로입니다.\x1b[2J/../y": b""}))

    assert status == 1
    assert "\x1b" not in said
    assert "\n만든 그대로입니다" not in said


def test_it_speaks_english_when_asked(made, verify):
    assert "as it was made" in verify(papering.content(made), language="en")[1]


def test_a_month_s_is_checked_alike(operator, manager, officer, verify):
    posting = make.posting(operator, seats=9)
    papering.lived(posting, by=officer, second=paying.payer(operator))
    may = papering.LATER.date().replace(month=5, day=1)
    asked = bundles.ask_of_month(posting.programme_year, operator, may, by=manager, at=papering.LATER)
    bundles.build_due(at=papering.LATER)
    asked.refresh_from_db()

    status, said = verify(papering.content(asked))

    assert (status, "2026년 5월" in said) == (0, True)
