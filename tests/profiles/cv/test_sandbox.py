"""A file is read in a process that ends: hostile ones get their code in time, nothing is left running, and nothing can be reached from inside."""

import json
import os
import threading
import time
from pathlib import Path

import psutil
import pytest

from profiles.cv import sandbox
from profiles.cv.refusals import CODES, Unreadable
from tests.profiles.cv import hostile, writing

SHORT_S = 10
SECONDS = 60  # on a busy machine, too, a file is answered for what is in it
REFUSED = {
    "empty": (lambda: b"", "empty"),
    "nothing but zeros": (lambda: bytes(4096), "empty"),
    "old Hangul file named .pdf": (lambda: hostile.ole("FileHeader", "DocInfo"), "old_hwp"),
    "Hangul 3.0": (lambda: b"HWP Document File V3.00 \x1a", "old_hwp"),
    "old Word file": (lambda: hostile.ole("WordDocument"), "old_word"),
    "locked DOCX": (lambda: hostile.ole("EncryptedPackage"), "encrypted"),
    "photo": (lambda: writing.PIXEL, "picture"),
    "text": (lambda: "이력서".encode(), "unknown_kind"),
    "spreadsheet": (
        lambda: hostile.zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}),
        "unknown_kind",
    ),
    "flat bomb": (hostile.flat_bomb, "too_much_inside"),
    "bomb that lies about its size": (hostile.lying_bomb, "too_much_inside"),
    "nested bomb": (hostile.nested_bomb, "nested"),
    "overlapping bomb": (hostile.overlapping_bomb, "too_much_inside"),
    "too many entries": (hostile.many_entries, "too_much_inside"),
    "zip with a password": (hostile.locked_zip, "encrypted"),
    "billion laughs": (lambda: hostile.with_part("word/document.xml", hostile.billion_laughs()), "too_much_inside"),
    "outer entity": (lambda: hostile.with_part("word/document.xml", hostile.outer_entity()), "too_much_inside"),
    "entity in UTF-16": (
        lambda: hostile.with_part("word/document.xml", hostile.outer_entity().decode().encode("utf-16")),
        "too_much_inside",
    ),
    "XML in a hidden encoding": (
        lambda: hostile.with_part("word/document.xml", b'<?xml version="1.0" encoding="UTF-7"?><a/>'),
        "broken",
    ),
    "DOCX without a body": (lambda: hostile.with_part("word/document.xml", b"<a/>"), "broken"),
    "truncated DOCX": (lambda: hostile.DOCX[:-2000], "broken"),
    "truncated HWPX": (lambda: hostile.HWPX[: len(hostile.HWPX) // 2], "broken"),
    "head of a PDF alone": (lambda: b"%PDF-1.7\n", "broken"),
    "PDF with a password": (lambda: hostile.locked_pdf(opens_with="1962"), "encrypted"),
    "scanned PDF": (hostile.scanned_pdf, "scanned"),
    "PDF of 100,000 pages": (lambda: writing.pdf_of(b"", pages=100_000), "too_many_pages"),
}
EITHER_WAY = {
    "PDF whose pages are their own parents": hostile.looping_pdf,
    "PDF that draws itself": hostile.endless_form_pdf,
    "PDF that inflates to 3 GB": hostile.inflating_pdf,
}


@pytest.mark.parametrize("name", REFUSED)
def test_read_refuses(name: str) -> None:
    content, code = REFUSED[name][0](), REFUSED[name][1]

    with pytest.raises(Unreadable) as refused:
        sandbox.read(content, seconds=SECONDS)

    assert refused.value.code == code


@pytest.mark.parametrize("name", EITHER_WAY)
def test_read_of_what_never_ends_ends_with_a_code(name: str) -> None:
    content, began = EITHER_WAY[name](), time.monotonic()

    with pytest.raises(Unreadable) as refused:
        sandbox.read(content, seconds=SHORT_S)

    assert refused.value.code in CODES
    assert time.monotonic() - began < SHORT_S + 5
    assert no_children()


@pytest.mark.parametrize("content", [hostile.DOCX, hostile.HWPX, hostile.PDF], ids=["docx", "hwpx", "pdf"])
def test_read_finds_lines_and_counts_what_it_cut(content: bytes) -> None:
    found = sandbox.read(content, seconds=SECONDS)

    assert ["성 명", "김 영 희", "생년월일", "1962년 3월 7일"] in found.lines
    assert found.dropped == {"resident_number": 1, "family": 1, "marriage": 1, "religion": 1, "body": 1, "origin": 1}
    assert no_children()


def test_read_counts_pictures_and_never_opens_them() -> None:
    found = sandbox.read(writing.docx(["성명: 김영희"], picture=True), seconds=SECONDS)

    assert found.dropped == {"picture": 1}


def test_read_takes_a_pdf_that_only_forbids_printing() -> None:
    assert sandbox.read(hostile.locked_pdf(opens_with=""), seconds=SECONDS).kind == "pdf"


# What the child may do ------------------------------------------------------------------------------------------------
LIMITED = """
import importlib, json, os, sys
sys.path.insert(0, {root!r})
from profiles.cv import confining
{limit}
def told(doing):
    try:
        doing()
    except BaseException as error:
        return type(error).__name__
    return "done"
import ctypes, signal, socket, subprocess, threading
{body}
"""
TRIES = """
def answer(_content):
    said = {
        "folder": folder,
        "read": told(lambda: open("/etc/passwd").read()),
        "write": told(lambda: open("left", "w").write("x")),
        "connect": told(lambda: socket.create_connection(("127.0.0.1", PORT), 1)),
        "start": told(lambda: subprocess.run(["/bin/true"])),
        "signal": told(lambda: os.kill(os.getppid(), 0)),
        "look": told(lambda: os.stat("/etc/passwd")),
        "truncate": told(lambda: os.truncate("kept", 0)),
        "change": told(lambda: os.chmod("kept", 0o600)),
        "give away": told(lambda: os.chown("kept", os.getuid(), os.getgid())),
        "link": told(lambda: os.link("kept", "second")),
        "point": told(lambda: os.symlink("kept", "third")),
        "pipe": told(lambda: os.mkfifo("pipe")),
        "rename": told(lambda: os.rename("kept", "moved")),
        "remove": told(lambda: os.rmdir("room")),
        "signal a thread": told(lambda: signal.pthread_kill(threading.get_ident(), 0)),
        "hold a process": told(lambda: os.pidfd_open(os.getpid())),
        "leave": told(lambda: called("unshare", 0)),
        "environment": sorted(os.environ),
    }
    return {"kind": json.dumps(said), "lines": [], "pictures": 0, "dropped": {}}
folder = os.listdir(".")
open("kept", "w").close()
os.mkdir("room")
libc = ctypes.CDLL(None, use_errno=True)
def called(name, *values):
    if getattr(libc, name)(*values) < 0:
        raise OSError(ctypes.get_errno(), name)
"""
FREE = "print(json.dumps(answer(b'')))"
CONFINED = """
from profiles.cv import child
loaded = importlib.import_module
importlib.import_module = lambda name: sys.modules["__main__"] if name == "profiles.cv.answering" else loaded(name)
sys.argv = ["child.py", "5"]
child.main()
"""  # the real one, but for what it does with the file


def child(tmp_path: Path, body: str, *, limit: str) -> Path:
    """A child of ours in place of the one that reads."""
    path = tmp_path / "child.py"
    path.write_text(LIMITED.format(root=str(Path(sandbox.__file__).parents[2]), limit=limit, body=body))
    return path


@pytest.mark.parametrize(("ending", "said_of_each"), [(CONFINED, "PermissionError"), (FREE, "done")])
def test_child_reaches_nothing(tmp_path: Path, mail_server, ending: str, said_of_each: str) -> None:
    body = TRIES.replace("PORT", str(mail_server.port)) + ending

    said = json.loads(sandbox.read(b"x", seconds=SECONDS, child=child(tmp_path, body, limit="")).kind)

    assert [name for name in said["environment"] if name != "LC_CTYPE"] == []
    assert said["folder"] == []
    tried = {name: told for name, told in said.items() if name not in ("environment", "folder")}
    assert len(tried) == 17
    assert set(tried.values()) == {said_of_each}, tried


@pytest.mark.parametrize(("has_doors", "code"), [("True", "broken"), ("False", None)])
def test_child_whose_doors_stay_open_reads_nothing_where_they_could_be_closed(
    tmp_path: Path, caplog, has_doors: str, code: str | None
) -> None:
    open_doors = f"confining.close_doors = lambda: False\nconfining.has_doors = lambda: {has_doors}\n"
    body = TRIES + open_doors + CONFINED

    try:
        found = sandbox.read(b"x", seconds=SECONDS, child=child(tmp_path, body, limit="")).kind
    except Unreadable as refused:
        found = refused.code

    assert (found == code) == ("the filter of system calls" in caplog.text) == (code is not None)


def test_child_that_runs_on_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    body = (
        "subprocess.Popen(['/bin/sleep', '600']); subprocess.Popen(['/bin/sleep', '601'])\nimport time; time.sleep(600)"
    )
    began = time.monotonic()

    with pytest.raises(Unreadable) as refused:
        sandbox.read(b"x", seconds=2, child=child(tmp_path, body, limit=""))

    assert refused.value.code == "too_slow"
    assert time.monotonic() - began < 8
    assert no_children()


@pytest.mark.parametrize(("limit", "code"), [("confining.limit_resources(1)", "too_slow"), ("", "broken")])
def test_child_that_only_reckons_is_ended_by_its_processor_time(tmp_path: Path, limit: str, code: str) -> None:
    """Without the limit it comes to its end: then the answer, which is no answer, is what's wrong."""
    body = "import time\nsince = time.process_time()\nwhile time.process_time() - since < 4: pass\nprint('[]')"

    with pytest.raises(Unreadable) as refused:
        sandbox.read(b"x", seconds=30, child=child(tmp_path, body, limit=limit))

    assert refused.value.code == code


@pytest.mark.parametrize(("limit", "code"), [("confining.limit_resources(9)", "too_heavy"), ("", "broken")])
def test_child_that_takes_memory_is_refused_it(tmp_path: Path, limit: str, code: str) -> None:
    body = "held = bytearray(900 * 1024 * 1024)\nprint('[]')"

    with pytest.raises(Unreadable) as refused:
        sandbox.read(b"x", seconds=SECONDS, child=child(tmp_path, body, limit=limit))

    assert refused.value.code == code


@pytest.mark.parametrize(
    "said",
    [
        "{",
        "[]",
        "7",
        '{"kind": "pdf"}',
        '{"kind": "pdf", "lines": 3, "pictures": 0, "dropped": {}}',
        '{"refused": "x"}',
    ],
)
def test_child_that_says_nonsense_is_not_believed(tmp_path: Path, said: str) -> None:
    with pytest.raises(Unreadable):
        sandbox.read(b"x", seconds=SECONDS, child=child(tmp_path, f"print({said!r})", limit=""))


@pytest.mark.parametrize(
    "said",
    [
        "{}",
        '{"pages": 1}',
        '{"pages": 1, "content": 7}',
        '{"pages": 1, "content": "!"}',
        '{"pages": 1, "content": "PHNjcmlwdD4="}',
        '{"pages": "1", "content": "JVBERi0xLjc="}',
    ],
)
def test_child_that_writes_nonsense_is_not_believed(tmp_path: Path, said: str) -> None:
    with pytest.raises(Unreadable):
        sandbox.rewritten(b"x", seconds=SECONDS, child=child(tmp_path, f"print({said!r})", limit=""))


def test_child_that_says_too_much_is_stopped(tmp_path: Path) -> None:
    body = "while True: sys.stdout.write('x' * 65536)"

    with pytest.raises(Unreadable) as refused:
        sandbox.read(b"x", seconds=SECONDS, child=child(tmp_path, body, limit=""))

    assert refused.value.code == "too_much_inside"
    assert no_children()


def test_places_are_given_back() -> None:
    places = sandbox.Places(1)
    with places, pytest.raises(sandbox.Busy), places:
        pass
    with places:
        pass


def no_children() -> bool:
    """Whether no process that this test started is left, not even one that waits to be taken leave of."""
    deadline = time.monotonic() + 2
    while left := [one for one in psutil.process_iter(["cmdline", "ppid"]) if _is_ours(one)]:
        if time.monotonic() > deadline:
            return not left
        threading.Event().wait(0.05)
    return True


def _is_ours(process: psutil.Process) -> bool:
    words = process.info["cmdline"] or []
    is_child = process.info["ppid"] == os.getpid() and (not words or "-I" in words)
    return is_child or words in (["/bin/sleep", "600"], ["/bin/sleep", "601"])
