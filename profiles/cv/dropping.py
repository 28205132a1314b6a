"""What nobody may ask an applicant for, cut out of the lines before anything else sees them; only how often is kept.

No Django. Pure. Sources: PIPA art. 24-2 (resident and foreigner numbers, whole or masked); 채용절차법 art. 4-3 (looks, region of origin,
marriage, property, family); PIPA art. 23 (belief).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date

from profiles.cv import periods
from profiles.cv.headings import ENDS_FAMILY, bare, label_of
from profiles.signs import DASHES, UNSEEN

_DASH = {**dict.fromkeys(map(ord, DASHES), "-"), **dict.fromkeys(map(ord, "~_."), "-")}
_STAR = {**dict.fromkeys(map(ord, "●○◯■□◆◇×✕✖＊∗"), "*"), **dict.fromkeys(map(ord, "xX"), "*")}
_NUMBER = re.compile(
    r"(?<!\d)\d\s*\d\s*(?:0\s*[1-9]|1\s*[0-2])\s*(?:0\s*[1-9]|[12]\s*\d|3\s*[01])"  # a birth date without its century
    r"(?:\s*-[-\s]*(?:[1-8*](?:\s*[\d*]){6}|[\d*]{0,6}\*+|[1-8])|\s*[1-8](?:\s*[\d*]){6})(?![\d*])"
)
_NUMBER_LABEL = re.compile(r"주민(?:등록)?번호|주민등록|외국인(?:등록)?번호|외국인등록|여권번호|운전면허번호")
_NUMBER_INSIDE = re.compile(
    r"(?:주민\s*(?:등록)?\s*번호|주민\s*등록|외국인\s*(?:등록)?\s*번호|외국인\s*등록|여권\s*번호|운전\s*면허\s*번호)[^,;/|]*"
)
_LABELS = {
    "marriage": r"(?:결혼|혼인)(?:여부|관계|상태|유무|사항)?|배우자(?:유무)?",
    "religion": r"종교(?:관계)?|신앙",
    "body": r"키|신장|몸무게|체중|신체(?:사항|조건)?|혈액형|시력|(?:신장|키)[/,·]?(?:체중|몸무게)|색맹(?:여부)?",
    "origin": r"본적(?:지)?|출신(?:지|지역|도)?|출생(?:지|지역)|고향|본관|등록기준지",
    "property": r"재산(?:사항|관계|상황)?|부동산|동산|주거(?:형태|상황|사항)?|월수입",
    "family": r"호주(?:와의관계|성명)?|세대주(?:와의관계)?|가족수|부양가족(?:수)?|자녀(?:수|사항)?",
}
_LABEL = {kind: re.compile(pattern) for kind, pattern in _LABELS.items()}
_INLINE = re.compile(
    r"(?<![가-힣])((?:결혼|혼인)\s*(?:여부|관계)?|종\s*교|신\s*장|체\s*중|키|몸무게|혈액형|시\s*력|본\s*적(?:지)?|출[신생]지(?:역)?|고\s*향|본\s*관|재\s*산"
    r"|부양\s*가족|가족\s*수)\s*(?:[:=]|(?=\d))[^,;/|\t]*"
)
_BARE = re.compile(  # a label without its colon, where nothing else can be meant
    r"(?:(?<=^)|(?<=[,/|;])|(?<=[,/|;]\s))(본적지?|등록기준지|출신지역?|출생지|혈액형|(?:결혼|혼인)\s?여부"
    r"|종교(?=\s+(?:기독교|개신교|천주교|불교|원불교|무교|없음))|고향(?=\s+(?:서울|경기|강원|충[청남북]|전[라남북]|경[상남북]|제주)))\s+[^,;/|\t]+"
)
_AT_END = re.compile(
    r"((?:결혼|혼인)\s*여부|본적지?|고향|출신지|출생지|(?<![가-힣])(?:본\s+적|고\s+향|종\s*교|혈액형|재산))\s*:?$"
)
_MEASURE = re.compile(r"\d{2,3}(?:cm|kg|CM|KG)|(?:RH\+)?(?:AB|[ABO])형")
_ALONE = {"기혼": "marriage", "미혼": "marriage", "이혼": "marriage", "사별": "marriage"}
_FAMILY = re.compile(r"가족(?:관계|사항|상황|현황|구성|란)?(?:및.*)?|동거가족|직계가족")
_RELATION = re.compile(
    r"부|모|처|자|녀|부친|모친|아버지|어머니|배우자|남편|아내|아들|딸|장남|차남|삼남|장녀|차녀|삼녀|손자|손녀|형|누나|오빠|언니|동생|며느리|사위|시부|시모|장인|장모"
)
_RELATIVE = re.compile(rf"(?<![가-힣])(?:{_RELATION.pattern})(?![가-힣])")
_FAMILY_TOLD = re.compile(r"\W*(?:가족\s*(?:관계|사항|상황|현황|구성)?|동거\s*가족|직계\s*가족)\s*[:=]\s*\S")
_RELATIVE_NAMED = re.compile(  # in one line with its name; the relations of one letter that nothing else begins with
    r"(?<![가-힣])(?:부친|모친|아버지|어머니|배우자|남편|아내|아들|장남|차남|삼남|장녀|차녀|삼녀|손자|손녀|며느리|사위|처|딸)"
    r"\s*[:은는]?\s*[가-힣]{2,4}(?=\s*(?:[,/;()·]|$))"
)
_OPENING = re.compile(r"\s*(?:[■□●○◆◇◎▶▷【\[<]|\d{1,2}[.)]\s|[IVX]+\.\s)")
_RELATIVE_HEAD = {"관계", "동거", "동거여부", "가족성명"}
_NAME = re.compile(r"[가-힣]{2,4}")


def drop(lines: Iterable[list[str]]) -> tuple[list[list[str]], dict[str, int]]:
    """Return the lines without what nobody may ask for, in one spelling (NFKC), and how often each kind was cut out."""
    cut: Counter[str] = Counter()
    kept, in_family, below = [], False, set()
    for line in lines:
        cells = [_spelled(cell) for cell in line]
        names = [bare(cell) for cell in cells]
        if any(map(_FAMILY_TOLD.match, cells)):
            cut["family"] += 1
            continue
        if any(_FAMILY.fullmatch(name) for name in names):
            in_family = True
            cut["family"] += 1
            continue
        if in_family and (in_family := not _ends_family(cells, names)):
            continue
        if _is_relative(names):
            cut["family"] += 1
            continue
        cells = _without_relatives(cells, cut)
        cells, below = _without_labelled(_without_numbers(cells, cut), below, cut)
        if any(cells):
            kept.append(cells)
    return kept, dict(cut)


def _spelled(text: str) -> str:
    seen = unicodedata.normalize("NFKC", text.translate(dict.fromkeys(map(ord, UNSEEN))))
    return "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else sign for sign in seen
    )


def _ends_family(cells: list[str], names: list[str]) -> bool:
    """Whether another heading, even one that nobody knows, or a career begins: better a line too few than the rest of the CV."""
    if any(ENDS_FAMILY.match(name) for name in names):
        return True
    text = " ".join(cells)
    return bool(_OPENING.match(text) and not _RELATIVE.search(text)) or periods.find(text, on=date.max) is not None


def _is_relative(names: list[str]) -> bool:
    """A row of a table of relatives, or its head, that stands under no heading."""
    if _RELATIVE_HEAD & set(names) and any(name in ("성명", "이름", "나이", "연령", "직업") for name in names):
        return True
    first, *others = [name for name in names if name] or [""]
    return bool(_RELATION.fullmatch(first)) and any(_NAME.fullmatch(name) for name in others)


def _without_relatives(cells: list[str], cut: Counter[str]) -> list[str]:
    """Cut out relatives that are named in the middle of a line."""
    kept = [_RELATIVE_NAMED.subn("", cell) for cell in cells]
    if found := sum(times for _cell, times in kept):
        cut["family"] += found
    return [cell.strip(" ,;/|") if times else cell for cell, times in kept]


def _without_numbers(cells: list[str], cut: Counter[str]) -> list[str]:
    """Cut out numbers, even one that is spread over cells, and whatever stands after the label of one."""
    text = "\t".join(cells)
    signs = list(text)
    for found in _NUMBER.finditer(text.translate(_DASH).translate(_STAR)):
        cut["resident_number"] += 1
        for place in range(*found.span()):
            signs[place] = "\t" if signs[place] == "\t" else " "
    cells, after_label = [" ".join(cell.split()) for cell in "".join(signs).split("\t")], False
    for place, cell in enumerate(cells):
        inside = _NUMBER_INSIDE.search(cell)
        if inside or _NUMBER_LABEL.search(bare(cell)):  # the second also where the letters of the label stand apart
            told = inside[0] if inside else cell
            cells[place] = cell.replace(told, "").strip(" ,;/|")
            after_label = not any(sign.isdigit() for sign in told)
            cut["resident_number"] += not after_label
        elif after_label and cell:
            after_label = False
            if sum(sign.isdigit() for sign in cell) >= 6:
                cut["resident_number"] += 1
                cells[place] = ""
    return cells


def _without_labelled(cells: list[str], below: set[int], cut: Counter[str]) -> tuple[list[str], set[int]]:
    """Cut out a label with its answer: in the next cell, in the row below (those columns are returned), or in the same cell."""
    kept, waiting, columns = [], None, set()
    for place, cell in enumerate(cells):
        before, kind = _label_at_end(cell)
        if kind:
            cut[kind] += 1
            if waiting is not None:
                columns.add(waiting)
            waiting = place
            kept.append(before)
        elif waiting is not None and label_of(cell) is None:
            kept.append("")
            waiting = None if cell else waiting
        elif place in below:
            kept.append("")
        elif alone := _alone(cell):
            cut[alone] += 1
            kept.append("")
        else:
            for pattern in (_INLINE, _BARE):
                cell = pattern.sub(lambda found: _count(found, cut), cell)
            kept.append(cell.strip(" ,;/|"))
    return kept, columns | ({waiting} if waiting is not None else set())


def _label_at_end(cell: str) -> tuple[str, str | None]:
    """What stands before the label of something nobody may ask for, and of what; (cell, None) where there is none."""
    name = bare(cell)
    if kind := next((kind for kind, label in _LABEL.items() if label.fullmatch(name)), None):
        return "", kind
    if found := _AT_END.search(cell):
        return cell[: found.start()].strip(), _kind_of(found[1])
    return cell, None


def _alone(cell: str) -> str | None:
    name = bare(cell)
    return _ALONE.get(name) or ("body" if _MEASURE.fullmatch(name) else None)


def _kind_of(label: str) -> str:
    name = bare(label)
    return next((kind for kind, pattern in _LABEL.items() if pattern.fullmatch(name)), "family")


def _count(found: re.Match[str], cut: Counter[str]) -> str:
    cut[_kind_of(found[1])] += 1
    return ""
