"""The headings and labels of Korean CVs, known by their letters alone: blanks, bullets and numbers don't count.

No Django. Read from the form of 고용노동부 (표준이력서), those of word processors and of the 50+ centres.
"""

import re
from typing import Literal

Section = Literal["career", "certificate", "skills", "school", "other"]

_ORNAMENT = re.compile(r"[\s■□●○◆◇▶▷▪▫★☆※*#\[\]【】<>〈〉《》\"'`|:;.,·ㆍ・•∙\-–—_~]+")
_REMARK = re.compile(r"\s*\([^()]*\)\s*:?\s*$")
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|[IVXivx]{1,4}[.)]|[가나다라마바사][.)])\s*")
_SECTIONS: dict[Section, re.Pattern[str]] = {
    "career": re.compile(
        r"(?:주요|근무|직장|직무|업무|사회|세부|전체|최종|봉사)?(?:경력|이력|근무)(?:사항|내용|기술|소개|란|및활동|및봉사)?|봉사(?:활동|사항)?|직장생활|경력기술서?"
    ),
    "certificate": re.compile(
        r"(?=.*(?:자격|면허))(?:자격|면허|증|사항|취득|현황|내용|보유|국가|전문|주요|및|어학|교육|수료|특기|[/()])+"
    ),
    "skills": re.compile(
        r"(?:취미(?:및|/)?)?특기(?:사항)?|(?:보유|업무)?(?:기술|역량|능력)(?:사항)?|핵심역량|주요역량|강점|컴퓨터(?:활용)?(?:능력)?|OA(?:활용)?(?:능력)?|잘하는(?:일|것|점)|전문분야|기술및특기"
    ),
    "school": re.compile(
        r"(?:최종)?학력(?:사항)?|학교|교육(?:이수|사항|훈련|및연수|수료)?(?:사항)?|연수|훈련(?:사항)?"
    ),
    "other": re.compile(
        r"자기소개서?|소개|병역(?:사항)?|수상.*|상벌.*|어학.*|외국어.*|지원동기|성장과정|성격.*|희망.*|입사.*|기타.*|인적사항|기본(?:사항|정보)|신상.*|개인(?:정보|신상).*|위와같이.*|위의?(?:기재|사실|내용).*|상기.*|해외.*|활동사항|참고사항"
    ),
}
ENDS_FAMILY = re.compile("|".join(f"(?:{pattern.pattern})$" for pattern in _SECTIONS.values()))
LABELS = {
    "name": re.compile(r"(?:성명|이름|성함|지원자(?:명|성명)?|한글(?:성명|이름)?)(?:\(?(?:한글|국문)\)?)?"),
    "phone": re.compile(
        r"(?:휴대|핸드|이동)(?:폰|전화)?(?:번호)?|(?:휴대|핸드)폰(?:번호)?|휴대전화(?:번호)?|연락처|전화(?:번호)?|H\.?P|모바일|Mobile|Phone|Tel|연락(?:가능)?번호",
        re.I,
    ),
    "birth": re.compile(r"생년월일(?:\(.*\))?|출생(?:일|년월일)?|생일|생년월일\(?(?:만)?나이\)?"),
    "address": re.compile(r"(?:현|자택|집|실|거주)?주소(?:지)?|(?:현)?거주지(?:역|주소)?|사는곳|현거주"),
}
COLUMNS = {
    "period": re.compile(r"(?:근무|재직|활동|경력|봉사|종사)?(?:기간|연월|년월)(?:\(.*\))?|근무일자"),
    "employer": re.compile(
        r"근무처|(?:회사|직장|기관|업체|기업|단체|사업장)명?(?:\(.*\))?|근무(?:기관|지|회사)|활동처|봉사처"
    ),
    "role": re.compile(r"직위|직급|직책|직종|직무|부서|소속|부서(?:및|/)?직위|직위/?직급|최종직위|하던일|담당"),
    "duties": re.compile(
        r"(?:담당|주요|수행|업무|직무|활동|맡은)(?:업무|직무|내용)|업무|내용|비고|한일|맡은일|담당업무.*|활동내용"
    ),
    "since": re.compile(r"(?:입사|시작)(?:일자?|년월|연월)?"),
    "until": re.compile(r"(?:퇴사|퇴직|종료)(?:일자?|년월|연월)?"),
    "left": re.compile(r"퇴(?:사|직)사유|급여|연봉|고용형태|순번|번호|구분"),
}


def bare(text: str) -> str:
    """The letters of a heading or label: "■ 경 력  사 항 :" -> "경력사항"."""
    return _ORNAMENT.sub("", _NUMBERED.sub("", text.strip()))


def _main(text: str) -> str:
    """The letters without a remark behind them: "경력 (최근 순)" -> "경력"."""
    return bare(_REMARK.sub("", text))


def section_of(text: str) -> Section | None:
    """The section that a cell opens, None when it opens none."""
    name = _main(text)
    if not 0 < len(name) <= 16:
        return None
    return next((section for section, heading in _SECTIONS.items() if heading.fullmatch(name)), None)


def label_of(text: str) -> str | None:
    """The label that a cell is, None when it is none."""
    name = _main(text)
    return next((label for label, pattern in LABELS.items() if pattern.fullmatch(name)), None)


def column_of(text: str) -> str | None:
    """The column of a table of careers that a cell heads, None when it heads none."""
    name = _main(text)
    return next((column for column, pattern in COLUMNS.items() if pattern.fullmatch(name)), None)
