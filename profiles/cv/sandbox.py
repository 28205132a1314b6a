"""Reading a file of a stranger where it can do no harm: in a child process that owns nothing and is ended when its time is up.

What the child takes away from itself stands in confining.py; the decision in docs/adr/0021-reading-a-cv.md.
"""

import base64
import contextlib
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, Any, NamedTuple

from profiles.cv.refusals import CODES, Unreadable
from profiles.sizes import MOST_BYTES

_log = logging.getLogger(__name__)
CHILD = Path(__file__).with_name("child.py")
MOST_ANSWER_BYTES = 2 * 1024 * 1024
MOST_SHEET_BYTES = 16 * 1024 * 1024  # each Korean letter takes six in JSON
MOST_PAPER_BYTES = MOST_BYTES * 4 // 3 + 1024  # in base64, with what stands around it
DROPPED = ("resident_number", "family", "marriage", "religion", "body", "origin", "property", "picture")


class Found(NamedTuple):
    """What the child says: lines of cells from above, the kind of file, and what it left out, counted by kind."""

    kind: str
    lines: list[list[str]]
    dropped: dict[str, int]


class Paper(NamedTuple):
    """A PDF as the child wrote it anew."""

    content: bytes
    pages: int


class Sheet(NamedTuple):
    """The rows of a spreadsheet as texts, with the row numbers of the file; profiles/cv/sheets.py says more."""

    kind: str
    encoding: str
    name: str
    others: list[str]
    counts_from_1904: bool
    rows: list[tuple[int, list[str]]]
    formulas: list[str]
    faults: list[str]


class Busy(Exception):
    """All places where a file may be read are taken."""


class Places:
    """So many files are read at once in one process, and no more."""

    def __init__(self, most: int) -> None:
        self._free = threading.BoundedSemaphore(most)

    def __enter__(self) -> None:
        if not self._free.acquire(blocking=False):
            raise Busy

    def __exit__(self, *_exc: object) -> None:
        self._free.release()


def read(content: bytes, *, seconds: int, child: Path = CHILD) -> Found:
    """Read a CV in a child of its own, for so many seconds at most. Raises Unreadable."""
    answer = _ask(content, [], seconds, child)
    try:
        lines = [[str(cell) for cell in line] for line in answer["lines"]]
        counts = {**answer["dropped"], "picture": answer["pictures"]}
        dropped = {kind: int(counts[kind]) for kind in DROPPED if counts.get(kind)}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unreadable("broken") from None
    return Found(str(answer["kind"]), lines, dropped)


def rewritten(content: bytes, *, seconds: int, child: Path = CHILD) -> Paper:
    """Look through a PDF that is to be handed on, in a child of its own; return what that wrote of it. Raises Unreadable."""
    answer = _ask(content, ["paper"], seconds, child, most=MOST_PAPER_BYTES)
    try:
        written = base64.b64decode(answer["content"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise Unreadable("broken") from None
    if not isinstance(answer.get("pages"), int) or not written.startswith(b"%PDF-") or len(written) > MOST_BYTES:
        raise Unreadable("broken")
    return Paper(written, answer["pages"])


def sheet(content: bytes, *, seconds: int, child: Path = CHILD) -> Sheet:
    """Read a spreadsheet in a child of its own, for so many seconds at most. Raises Unreadable."""
    answer = _ask(content, ["sheet"], seconds, child, most=MOST_SHEET_BYTES)
    try:
        rows = [(int(number), [str(cell) for cell in cells]) for number, cells in answer["rows"]]
        return Sheet(
            kind=str(answer["kind"]),
            encoding=str(answer["encoding"]),
            name=str(answer["name"]),
            others=[str(name) for name in answer["others"]],
            counts_from_1904=answer["counts_from_1904"] is True,
            rows=rows,
            formulas=[str(address) for address in answer["formulas"]],
            faults=[str(address) for address in answer["faults"]],
        )
    except (KeyError, TypeError, ValueError):
        raise Unreadable("broken") from None


def _ask(
    content: bytes, look: list[str], seconds: int, child: Path, *, most: int = MOST_ANSWER_BYTES
) -> dict[str, Any]:
    """What the child answers, in so many bytes at most. Raises Unreadable."""
    with tempfile.TemporaryDirectory(prefix="cv-") as folder, _held(content) as held:
        process = subprocess.Popen(
            [sys.executable, "-I", "-B", str(child), str(seconds), *look],
            stdin=held,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={},
            close_fds=True,
            start_new_session=True,
        )
        try:
            said = _listen(process, time.monotonic() + seconds, most)
        finally:
            _end(process)
    return _understood(said, process.returncode)


def _held(content: bytes) -> IO[bytes]:
    """The bytes as an open file that stands on no disk."""
    held = os.fdopen(os.memfd_create("cv"), "w+b")
    held.write(content)
    held.seek(0)
    return held


def _listen(process: subprocess.Popen, until: float, most: int) -> bytes:
    """What the child says before its time is up, as long as it may be. Raises Unreadable."""
    said, pipe = bytearray(), process.stdout
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            if not selector.select(max(until - time.monotonic(), 0)):
                raise Unreadable("too_slow")
            piece = os.read(pipe.fileno(), 65_536)
            if not piece:
                return bytes(said)
            said += piece
            if len(said) > most:
                raise Unreadable("too_much_inside")


def _end(process: subprocess.Popen) -> None:
    """End the child and all that it may have started, and take its leave."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.stdout.close()
    process.wait()


def _understood(said: bytes, code: int) -> dict[str, Any]:
    if code == os.EX_CONFIG:
        _log.error("no file is read: the filter of system calls can't be set here (docs/operations.md)")
        raise Unreadable("broken")
    try:
        answer = json.loads(said)
    except ValueError:
        raise Unreadable("too_slow" if code == -signal.SIGXCPU else "too_heavy") from None
    if not isinstance(answer, dict) or (refused := answer.get("refused")):
        raise Unreadable(refused if isinstance(answer, dict) and refused in CODES else "broken")
    return answer
