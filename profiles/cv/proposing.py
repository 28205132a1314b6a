"""What the lines of a CV say about a person, field by field: each with the line where it stands, and whether that is sure.

Pure: it reads lines from which dropping.py has cut what nobody may ask for. Nothing is guessed from a name, a school or a picture.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from profiles import certificates, places
from profiles.cv import careers, headings
from profiles.cv.careers import CareerFound, under_heading

MOST_CAREERS, MOST_CERTIFICATES, MOST_SKILLS = 15, 15, 1000
_MOBILE = re.compile(r"(?<!\d)(?:\+?82[-.\s]*\(?0?\)?|0)(1[016789])[-.\s)]*(\d{3,4})[-.\s]*(\d{4})(?!\d)")
_TITLE = re.compile(r"의?\s*이\s*력\s*서(?:입니다)?|(?:입사\s*)?지원서|자기\s*소개서|경력\s*기술서|및|[-_|()]")
_OTHERS = re.compile(r"비상|보호자|추천|담당자|팩스|회사|자택|FAX", re.I)
_BIRTH = re.compile(
    r"(?<!\d)(19\d{2}|20[01]\d)(?:\s*[.\-/년]\s*(\d{1,2})\s*[.\-/월]\s*(\d{1,2})(?!\d)|(\d{2})(\d{2})(?!\d))"
)
_BORN = re.compile(_BIRTH.pattern + r"\s*일?\s*(?:\([^)]*\))?\s*(?:생|출생)")
_KOREAN_NAME = re.compile(r"[가-힣](?:\s?[가-힣]){1,4}")
_OTHER_NAME = re.compile(r"[A-Za-z][A-Za-z .'\-]{2,38}[A-Za-z]")
_OTHER_PLACES = re.compile(
    r"경기|인천|부산|대구|광주|대전|울산|세종|강원|충청|충북|충남|전라|전북|전남|경상|경북|경남|제주"
)
_ADDRESS = re.compile(
    r"(?:서울(?:특별시|시)?|경기도?|인천(?:광역시)?|부산(?:광역시)?|대구(?:광역시)?|광주(?:광역시)?|대전(?:광역시)?|울산(?:광역시)?|세종(?:시)?|강원\S*|충청\S*"
    r"|전라\S*|전북\S*|경상\S*|제주\S*)\s+[가-힣]+[시군구](?![가-힣]).*"
)
_DATE = re.compile(r"(?:19|20)\d{2}\s*[.\-/년]\s*\d{1,2}(?:\s*[.\-/월]\s*\d{1,2})?\s*[일월.]?|(?:19|20)\d{2}\s*년?")
_ISSUER = re.compile(
    r"(?:공단|협회|진흥원|연구원|연구소|위원회|부|청|시장|도지사|장관|구청장?|재단|상공회의소|공사|학회|병원|대학교?|경찰청장|적십자사|서울특별시)$"
)
_LICENCE = re.compile(r"제?([12])종(대형|보통)(?:운전)?면허|운전면허(?:증)?\(?제?([12])종(대형|보통)")
_AROUND = " -·•*:()[],.~"
_HELD = re.compile(r"취득|자격|면허|발급|합격|소지|보유|이수")
_HEAD_CELLS = re.compile(
    r"취득.*|발행.*|발급.*|자격.*|면허.*|등급|점수|시행.*|종류|번호|구분|비고|합격.*|인증.*|기관|일자|년월일?|연월일?"
)


class Proposal(NamedTuple):
    """One answer, the line of the file in which it stands, and whether the file says plainly that it is this."""

    value: Any
    line: str
    is_sure: bool


class Proposals(NamedTuple):
    """All that may be proposed; None and () where the file says nothing."""

    name: Proposal | None
    phone: Proposal | None
    birth_on: Proposal | None
    place: Proposal | None
    careers: tuple[CareerFound, ...]
    certificates: tuple[Proposal, ...]
    skills: Proposal | None


def propose(lines: Sequence[list[str]], *, on: date) -> Proposals:
    """Read the lines of one CV, on a day (which is the end of what still goes on)."""
    labelled = list(_labelled(lines))
    return Proposals(
        name=_name(labelled, lines),
        phone=_phone(labelled, lines),
        birth_on=_birth(labelled, lines),
        place=_place(labelled, lines),
        careers=tuple(careers.find(list(under_heading(lines, "career")), on=on)[:MOST_CAREERS]),
        certificates=tuple(_certificates(lines)[:MOST_CERTIFICATES]),
        skills=_skills(lines),
    )


# Labels ---------------------------------------------------------------------------------------------------------------
def _labelled(lines: Sequence[list[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield (label, answer, line): the answer stands behind a colon, in the next cell, or in the row below."""
    for number, cells in enumerate(lines):
        line = _shown(cells)
        labels = [headings.label_of(cell) for cell in cells]
        for place, cell in enumerate(cells):
            before, colon, behind = cell.partition(":")
            if colon and behind.strip() and (label := headings.label_of(before)):
                yield label, behind.strip(), line
            elif label := labels[place]:
                answer = next((other for other in cells[place + 1 :] if other), "")
                if answer and headings.label_of(answer) is None:
                    yield label, answer.lstrip(": "), line
                    continue
                below = lines[number + 1] if number + 1 < len(lines) else []
                if len(below) == len(cells) and below[place]:
                    yield label, below[place], _shown(below)


def _shown(cells: list[str]) -> str:
    return " | ".join(filter(None, cells))[:300]


def _name(labelled: list[tuple[str, str, str]], lines: Sequence[list[str]]) -> Proposal | None:
    for label, answer, line in labelled:
        if label == "name" and (name := _as_name(answer)):
            return Proposal(name, line, is_sure=True)
    for cells in lines[:3]:  # "김영희 이력서" above everything
        title = " ".join(cells)
        bare = _TITLE.sub(" ", title).strip()
        names = (
            r"[가-힣]{2,4}"
            if re.search("이력서|지원서", title.replace(" ", ""))
            else r"[가-힣]{3}|[가-힣](?:\s[가-힣]){2}"
        )
        if re.fullmatch(names, bare) and not (headings.section_of(bare) or headings.label_of(bare)):
            return Proposal(bare.replace(" ", ""), _shown(cells), is_sure=False)
    return None


def _as_name(answer: str) -> str:
    """김 영 희 (金英姬) -> 김영희; "" for what is no name."""
    told = re.sub(r"\(.*?\)|\[.*?\]|[\u4e00-\u9fff]+|한글|국문", " ", answer).strip(" :/,")
    told = told.split("/")[0].strip()
    if found := _KOREAN_NAME.match(told):
        name = found.group()
        return name.replace(" ", "") if re.fullmatch(r"\S(?:\s\S)+", name) or len(name) <= 5 else name.split()[0]
    found = _OTHER_NAME.match(told)
    return found.group().strip() if found else ""


def _phone(labelled: list[tuple[str, str, str]], lines: Sequence[list[str]]) -> Proposal | None:
    told = [(answer, line) for label, answer, line in labelled if label == "phone"]
    for answer, line in told:
        if found := _MOBILE.search(answer):
            return Proposal(_digits(found), line, is_sure=True)
    for cells in lines[:20]:
        line = _shown(cells)
        if (found := _MOBILE.search(line)) and not _OTHERS.search(line):
            return Proposal(_digits(found), line, is_sure=False)
    return None


def _digits(found: re.Match[str]) -> str:
    return f"0{found[1]}{found[2]}{found[3]}"


def _birth(labelled: list[tuple[str, str, str]], lines: Sequence[list[str]]) -> Proposal | None:
    told = [(answer, line, _BIRTH) for label, answer, line in labelled if label == "birth"]
    told += [(_shown(cells), _shown(cells), _BORN) for cells in lines[:20]]
    for answer, line, pattern in told:
        if (found := pattern.search(answer)) and (day := _day(found)):
            return Proposal(day, line, is_sure=pattern is _BIRTH)
    return None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5]))
    except ValueError:
        return None


def _place(labelled: list[tuple[str, str, str]], lines: Sequence[list[str]]) -> Proposal | None:
    """The code of a dong where the address names one of the district, else that of the district, else OUTSIDE."""
    for label, answer, line in labelled:
        if label == "address" and (code := _code(answer)):
            return Proposal(code, line, is_sure="서울" in answer or code == places.OUTSIDE)
    for line in (_shown(cells) for cells in itertools.takewhile(_opens_nothing, lines)):
        for part in re.split(r"[,|]\s*", line):
            if (found := _ADDRESS.search(part)) and (code := _code(found.group())):
                return Proposal(code, line, is_sure=False)
    return None


def _code(address: str) -> str:
    if _OTHER_PLACES.match(address):
        return places.OUTSIDE
    district = next((one for one in places.districts() if re.search(rf"(?<![가-힣]){one.name}", address)), None)
    if district is None:
        return ""
    named = [dong for dong in places.dongs(district.code) if re.search(rf"(?<![가-힣\d]){dong.name}", address)]
    return named[0].code if len(named) == 1 else district.code


def _opens_nothing(cells: list[str]) -> bool:
    first = next((cell for cell in cells if cell), "")
    return headings.section_of(first) in (None, "other")


# Lists ----------------------------------------------------------------------------------------------------------------
def _certificates(lines: Sequence[list[str]]) -> list[Proposal]:
    """Names of the list wherever a line says that they are held; under their heading any other name, too."""
    found: dict[str, Proposal] = {}
    for cells in under_heading(lines, "certificate"):
        line = _shown(cells)
        for part in _parts(cells):
            named = _listed(" ".join(part))
            for name in named or filter(None, [_own_name(part)]):
                found.setdefault(name, Proposal(name, line, is_sure=bool(named)))
    for line in (_shown(cells) for cells in lines if _HELD.search(" ".join(cells))):
        for name in _listed(line):
            found.setdefault(name, Proposal(name, line, is_sure=False))
    return list(found.values())


def _parts(cells: list[str]) -> list[list[str]]:
    """A row of a table is one certificate; a line may name several."""
    told = [cell for cell in cells if cell]
    return [told] if len(told) > 1 else [[part] for part in re.split(r"[,/·]", re.sub(r"\(.*?\)", " ", told[0]))]


def _listed(line: str) -> list[str]:
    """The certificates of the list that a line names; 제1종 보통 운전면허 is 운전면허 1종보통."""
    letters = re.sub(r"[\s|·.,/]|자동차", "", line)
    licences = (f"운전면허 {one[1] or one[3]}종{one[2] or one[4]}" for one in _LICENCE.finditer(letters))
    named = [name for name in licences if name in certificates.names()]
    for name in sorted(certificates.names(), key=len, reverse=True):
        if (short := name.replace(" ", "")) in letters:
            letters = letters.replace(short, "|")
            named.append(name)
    return named


def _own_name(cells: list[str]) -> str:
    """The first cell that is neither a date, nor who gave it, nor a head; of a line what stands before its date."""
    for cell in cells:
        name = next((part for part in _DATE.split(cell) if part.strip(_AROUND)), "").strip(_AROUND)
        if 2 <= len(name) <= 40 and not _ISSUER.search(name) and not _HEAD_CELLS.fullmatch(headings.bare(name)):
            return name if re.search(r"[가-힣A-Za-z]{2}", name) else ""
    return ""


def _skills(lines: Sequence[list[str]]) -> Proposal | None:
    told = list(under_heading(lines, "skills"))
    text = "\n".join(" ".join(filter(None, cells)).strip(" -·•*") for cells in told)[:MOST_SKILLS].strip()
    return Proposal(text, _shown(told[0]), is_sure=True) if text else None
