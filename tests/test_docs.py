"""The documents say everything once and to its end: lines of several branches that were put together keep no halves."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "CHANGELOG.md", ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BEGINNING = 60  # signs in which two lines of prose are never alike
_ENDS = re.compile(r"[.:;!?)`*>’”]$")


def _prose(page: Path) -> list[str]:
    """The lines of a page but its tables and its code."""
    lines, is_code = [], False
    for line in page.read_text(encoding="utf-8").splitlines():
        is_code ^= line.startswith("```")
        lines.append("" if is_code or line.startswith(("```", "|", "    ")) else line)
    return lines


def test_no_line_begins_as_another_does() -> None:
    begun = {
        page: [line.strip()[:BEGINNING] for line in _prose(page) if len(line.strip()) >= BEGINNING] for page in PAGES
    }
    doubled = {page.name: sorted({line for line in lines if lines.count(line) > 1}) for page, lines in begun.items()}

    assert sum(map(len, begun.values())) > 500
    assert {name: lines for name, lines in doubled.items() if lines} == {}


def test_every_paragraph_of_korean_ends_with_its_sentence() -> None:
    cut_off = []
    for page in PAGES:
        lines = _prose(page)
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            is_last = not following.strip() or following.startswith(("- ", "#", "|"))
            if is_last and re.search("[가-힣]", line) and not line.startswith("#") and not _ENDS.search(line.rstrip()):
                cut_off.append(f"{page.name}: {line[-60:]}")

    assert cut_off == []
