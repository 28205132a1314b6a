"""Made-up people and their CVs in three layouts, each with what should be found in it; none of them lives anywhere.

A block is a line of text, or a table as a list of rows.
"""

import re
from datetime import date
from typing import Any, NamedTuple

ON = date(2026, 4, 15)
Block = str | list[list[str]]


class Job(NamedTuple):
    """One career as a CV writes it, and how many months that is on ON."""

    period: str
    employer: str
    role: str
    duties: str
    months: int


class Person(NamedTuple):
    """What the file says (`birth`, `address` as written) and what is right (`birth_on`, `place`)."""

    name: str
    written_name: str
    birth: str
    birth_on: date
    phone: str
    address: str
    place: str
    jobs: tuple[Job, ...]
    certificates: tuple[tuple[str, str, str], ...]  # as written, from the list or own, issuer
    held: tuple[str, ...]
    skills: str


PEOPLE = (
    Person(
        "김영희",
        "김 영 희",
        "1962년 3월 7일",
        date(1962, 3, 7),
        "010-2345-6789",
        "서울특별시 서대문구 연희로 32길 15 (연희동)",
        "1141061500",
        (
            Job("2005.03 ~ 2012.02", "한빛초등학교", "조리원", "급식 조리와 배식, 위생 관리", 84),
            Job("2013.05 ~ 2021.12", "푸른요양원", "요양보호사", "어르신 식사와 이동 돕기", 104),
        ),
        (("요양보호사", "2013.02.20", "서울특별시장"), ("한식조리기능사", "2004.11.05", "한국산업인력공단")),
        ("요양보호사", "한식조리기능사"),
        "스마트폰 다루기, 어르신 말벗",
    ),
    Person(
        "박철수",
        "박철수 (朴哲秀)",
        "1960.11.23 (만 65세)",
        date(1960, 11, 23),
        "010 9876 5432",
        "서울 마포구 월드컵북로 12, 101동 1203호",
        "11440",
        (
            Job("1988년 1월 ~ 2010년 6월", "대한전기공업(주)", "과장", "배전반 점검, 전기 안전 관리", 270),
            Job("2011.03 - 현재", "한강아파트 관리사무소", "시설주임", "전기와 소방 시설 점검", 182),
        ),
        (("전기기능사", "1987.06", "한국산업인력공단"), ("자동차운전면허 1종 보통", "1985.09", "서울지방경찰청")),
        ("전기기능사", "운전면허 1종보통"),
        "엑셀, 한글 문서 작성",
    ),
    Person(
        "남궁정숙",
        "남궁정숙",
        "1958-07-15",
        date(1958, 7, 15),
        "+82-10-5555-0101",
        "경기도 고양시 덕양구 화정로 10",
        "99999",
        (
            Job("1982.03~1999.02", "새싹유치원", "교사", "유아 생활 지도와 교육", 204),
            Job("2000 ~ 2008", "행복서점", "운영", "도서 판매와 독서 모임", 96),
            Job("2009.04~2018.10", "마을작은도서관", "사서 보조", "대출 반납, 책 읽어 주기", 115),
        ),
        (("유치원 정교사", "1982.02.15", "서울특별시교육감"), ("동화구연지도사 2급", "2010.05.01", "한국동화협회")),
        ("유치원 정교사", "동화구연지도사 2급"),
        "동화 구연, 글쓰기",
    ),
    Person(
        "이순자",
        "이순자",
        "19640909",
        date(1964, 9, 9),
        "01022223333",
        "서울시 은평구 진관2로 29-21 진관동",
        "1138069000",
        (Job("2002/09 ~ 2019/08", "(주)다정식품", "생산직 반장", "포장 라인 관리", 204),),
        (("컴퓨터활용능력 2급", "2001.03.10", "대한상공회의소"),),
        ("컴퓨터활용능력 2급",),
        "포장과 검수",
    ),
)
FORBIDDEN = ("620307-2345678", "홍길동순", "기독교", "165cm", "전라남도")  # made up; stand in every layout


def form(person: Person) -> list[Block]:
    """A form of boxes, as word processors bring it along, with all that it asks too much."""
    return [
        "이  력  서",
        [
            ["성 명", person.written_name, "생년월일", person.birth],
            ["주민등록번호", FORBIDDEN[0], "연락처", person.phone],
            ["주 소", person.address],
            ["본 적", FORBIDDEN[4], "종 교", FORBIDDEN[2]],
            ["신 장", FORBIDDEN[3], "결혼여부", "기혼"],
        ],
        "■ 가족관계",
        [
            ["관계", "성명", "연령", "직업"],
            ["배우자", FORBIDDEN[1], "66", "자영업"],
            ["장남", FORBIDDEN[1], "38", "회사원"],
        ],
        "■ 학력사항",
        [["기간", "학교명", "전공"], ["1978.03 ~ 1981.02", "한강여자고등학교", "졸업"]],
        "■ 경력사항",
        [
            ["근무기간", "근무처", "직위", "담당업무"],
            *[[job.period, job.employer, job.role, job.duties] for job in person.jobs],
        ],
        "■ 자격사항",
        [["자격증명", "취득일", "발행처"], *[list(one) for one in person.certificates]],
        "■ 특기사항",
        person.skills,
        "위 기재 사항은 사실과 다름이 없습니다.",
    ]


def prose(person: Person) -> list[Block]:
    """Lines of text under headings, as people type them who were taught no form."""
    blocks: list[Block] = [
        f"이력서 - {person.name}",
        f"성명: {person.written_name}",
        f"생년월일: {person.birth}",
        f"주민번호: {FORBIDDEN[0][:8]}******",
        f"휴대폰: {person.phone}",
        f"현주소: {person.address}",
        f"종교: {FORBIDDEN[2]}",
        "[ 경 력 ]",
    ]
    for job in person.jobs:
        blocks += [f"{job.period}  {job.employer}  {job.role}", f"- {job.duties}"]
    blocks.append("[ 자격증 ]")
    blocks += [f"- {name} ({day}, {issuer})" for name, day, issuer in person.certificates]
    return [*blocks, "[ 특기 ]", person.skills, "[ 가족사항 ]", f"남편 {FORBIDDEN[1]} (66세)", f"신장: {FORBIDDEN[3]}"]


def grid(person: Person) -> list[Block]:
    """One big table whose first column names the sections, joined over their rows."""
    rows = [
        ["인적사항", "이름", person.written_name, "출생일", person.birth],
        ["", "전화번호", person.phone, "주민등록번호", f"{FORBIDDEN[0][:6]} - {FORBIDDEN[0][7:]}"],
        ["", "거주지", person.address, "고향", FORBIDDEN[4]],
        ["경력", "회사명", "기간", "직책", "주요업무"],
        *[["", job.employer, job.period, job.role, job.duties] for job in person.jobs],
        ["가족사항", "부", FORBIDDEN[1], "88", "무직"],
        ["", "처", FORBIDDEN[1], "60", "주부"],
        ["자격면허", "취득일", "자격/면허증", "시행처", "비고"],
        *[["", day, name, issuer, ""] for name, day, issuer in person.certificates],
        ["특기", person.skills, "", "", ""],
    ]
    return ["이력서", rows]


def letter(person: Person) -> list[Block]:
    """Numbered lines that put the period in brackets and several answers on a line."""
    blocks: list[Block] = [
        f"{person.name}의 이력서입니다",
        f"{person.phone} / younghee@example.com",
        f"{person.birth} 출생, {person.address} 거주",
        "1. 주요 경력",
    ]
    for number, job in enumerate(person.jobs, start=1):
        blocks += [f"{number}) {job.employer} ({job.period}) {job.role}", f"   주요 업무: {job.duties}"]
    blocks.append("2. 자격 및 특기")
    blocks.append("보유 자격: " + ", ".join(name for name, _day, _issuer in person.certificates))
    return [*blocks, f"특기: {person.skills}", f"3. 기타: 키 165cm, {FORBIDDEN[2]} 신자, 주민번호 {FORBIDDEN[0]}"]


def dated(person: Person) -> list[Block]:
    """Beginning and end of a career in columns of their own, headings with remarks, labels that are cut short."""
    rows = [["입사", "퇴사", "회사", "부서 및 직위", "맡은 업무"]]
    for job in person.jobs:
        since, _to, until = re.sub(r"\s*(?:~|-)\s*", "~", job.period).partition("~")
        rows.append([since, until, job.employer, job.role, job.duties])
    return [
        f"입사지원서 ({person.name})",
        [["성명(한자)", person.written_name, "나이", "만 64세"], ["출생", person.birth, "H.P.", person.phone]],
        [["주   소", "", f"(03789) {person.address}"]],
        "4. 경력 (최근 순)",
        rows,
        "5. 면허 · 자격 취득 현황",
        [["취득일", "종류", "발급 기관"], *[[day, name, issuer] for name, day, issuer in person.certificates]],
        f"※ 잘하는 것: {person.skills}",
        f"주민등록번호 {FORBIDDEN[0]} / 본적 {FORBIDDEN[4]}",
    ]


def unforeseen(person: Person) -> list[Block]:
    """A layout that no rule was written for: what comes of it is measured, and not mended."""
    blocks: list[Block] = [
        "경력 중심 이력서",
        [
            ["지원자 정보", ""],
            ["성      명", f"{person.name} / KIM"],
            ["전화/이메일", f"{person.phone} younghee@example.com"],
        ],
        [
            ["생년월일 / 성별", f"{person.birth} / 여"],
            ["사는 곳", person.address],
            ["가족", "남편, 아들 하나"],
            ["건강", "키 165cm, 양호"],
        ],
        "◎ 그동안 해 온 일",
    ]
    for job in person.jobs:
        blocks += [[["기관", job.employer], ["언제", job.period], ["자리", job.role], ["한 일", job.duties]]]
    blocks.append("◎ 가지고 있는 자격")
    blocks += [f"{day} {name} 취득 ({issuer})" for name, day, issuer in person.certificates]
    return [*blocks, "◎ 잘할 수 있는 것", person.skills, f"주민등록번호는 {FORBIDDEN[0]}입니다."]


LAYOUTS: dict[str, Any] = {"form": form, "prose": prose, "grid": grid, "letter": letter, "dated": dated}
