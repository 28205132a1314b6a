"""What the file commands share: a bad row is named, and output is there whole or not at all."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path


class BadRow(ValueError):
    """What is wrong with one cell: the message names file, row, column and cause."""

    def __init__(self, path: Path, row: int, column: str, why: str) -> None:
        super().__init__(f"{path}: row {row}, column {column}: {why}")


def write(path: Path, lines: Iterable[str]) -> None:
    """Write all lines, or nothing: the file takes its name when it is complete."""
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with draft.open("w", encoding="utf-8", newline="") as out:
            out.writelines(lines)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
