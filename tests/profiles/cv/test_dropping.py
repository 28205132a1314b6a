"""What nobody may ask for is cut out however it is written; what only looks like it stays."""

import pytest

from profiles.cv import dropping

NUMBERS = [
    "620307-2345678",
    "620307 - 2345678",
    "620307 2345678",
    "6203072345678",
    "620307-2******",
    "620307-2●●●●●●",
    "620307-2XXXXXX",
    "620307-*******",
    "620307-2",
    "６２０３０７－２３４５６７８",
    "620307–2345678",
    "62 03 07 - 2 3 4 5 6 7 8",
    "620307-\u200b2345678",
    "620307.2345678",
    "620307-6345678",  # a foreigner's
    "6 2 0 3 0 7 2 3 4 5 6 7 8",
]
LABELLED = [
    (["주민등록번호", "620307", "-", "2345678"], "2345678"),
    (["주민번호: 62년 3월 7일 뒤 2345678"], "2345678"),
    (["외국인등록번호", "620307-6345678"], "6345678"),
    (["종교", "기독교"], "기독교"),
    (["종 교 : 기독교"], "기독교"),
    (["신장: 165cm / 체중: 60kg"], "165"),
    (["키 165cm"], "165"),
    (["신장/체중", "165/60"], "165"),
    (["혈액형", "AB형", "시력", "1.0"], "AB"),
    (["본적", "전라남도 순천시"], "순천"),
    (["출신지역: 순천"], "순천"),
    (["결혼여부", "기혼"], "기혼"),
    (["성명", "김영희", "기혼"], "기혼"),
    (["재산", "자가 아파트"], "아파트"),
    (["주민등록번호 620307-2345678 / 본적 전라남도"], "전라"),
    (["고향 전라남도 순천"], "순천"),
    (["종교 불교, 취미 등산"], "불교"),
    (["호주와의 관계", "처"], "처"),
    (["가족관계: 처 박말순, 아들 홍철수"], "박말순"),
    (["가족 사항 : 처 박말순"], "박말순"),
    (["한식조리기능사, 처 박말순, 아들 홍철수"], "홍철수"),
    (["배우자: 박말순 / 서울 서대문구"], "박말순"),
]
KEPT = [
    ["2010.03 ~ 2015.02", "다문화가족지원센터", "결혼이민자 상담"],
    ["2010.03 ~ 2015.02", "한빛병원 신장투석실", "간호조무사"],
    ["2001.05 ~ 2003.04", "천주교 종교재단 사무국", "총무"],
    ["200503 ~ 201202", "고향식당", "주방"],
    ["고향 식당", "종교 단체 사무실", "혈액형별 식단 개발"],
    ["연락처", "010-2345-6789"],
    ["02-362-1234"],
    ["생년월일", "1962.03.07"],
    ["자격번호", "12-34-567890"],
    ["키움증권", "창구", "20050301-20120228"],
    ["아들딸어린이집", "조리", "2005.03 ~ 2012.02"],
    ["장인 목공소", "처음 맡은 일: 재단"],
    ["어머니 교실 운영", "아버지학교 강사"],
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("frame", ["{}", "주민등록번호: {}", "김영희({}), 서울", "번호{}번"])
def test_drop_cuts_out_numbers(number: str, frame: str) -> None:
    lines, cut = dropping.drop([[frame.format(number)]])

    assert sum(sign.isdigit() for line in lines for cell in line for sign in cell) == 0
    assert cut == {"resident_number": 1}


@pytest.mark.parametrize(("line", "secret"), LABELLED)
def test_drop_cuts_out_answers_of_labels(line: list[str], secret: str) -> None:
    lines, cut = dropping.drop([line, ["성명", "김영희"]])

    assert secret not in str(lines)
    assert ["성명", "김영희"] in lines
    assert sum(cut.values()) >= 1


@pytest.mark.parametrize("line", KEPT)
def test_drop_leaves_what_only_looks_like_it(line: list[str]) -> None:
    lines, cut = dropping.drop([line])

    assert lines == [[cell.strip() for cell in line]]
    assert cut == {}


def test_drop_cuts_out_answers_in_the_row_below() -> None:
    lines, cut = dropping.drop([["성명", "종교", "본적"], ["김영희", "기독교", "순천"], ["주소", "서울", "연희동"]])

    assert lines == [["성명", "", ""], ["김영희", "", ""], ["주소", "서울", "연희동"]]
    assert cut == {"religion": 1, "origin": 1}


def test_drop_cuts_out_the_family_until_the_next_heading() -> None:
    table = [["관계", "성명", "직업"], ["배우자", "홍길순", "무직"], ["장남", "김길동", "회사원"], ["(동거)"]]
    lines, cut = dropping.drop([["가족 사항"], *table, ["■ 경력사항"], ["2001.03 ~ 2003.02", "한빛학교"]])

    assert lines == [["■ 경력사항"], ["2001.03 ~ 2003.02", "한빛학교"]]
    assert cut == {"family": 1}


def test_drop_cuts_out_relatives_under_no_heading() -> None:
    lines, cut = dropping.drop([["관계", "성명", "연령"], ["부", "홍길동", "90"], ["모", "김순이", "88"], ["경력", ""]])

    assert lines == [["경력", ""]]
    assert cut == {"family": 3}


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (["성명", "김영희", "배우자", "유"], ["성명", "김영희", "", ""]),
        (["성명: 김영희, 주민번호: 620307-2345678"], ["성명: 김영희"]),
        (["성명: 김영희 / 주민 등록 번호 620307-2****** / 서울"], ["성명: 김영희 / / 서울"]),
        (["주 민 등 록 번 호", "620307 2345678", "연락처", "010-2345-6789"], ["", "", "연락처", "010-2345-6789"]),
        (["주민등록번호", "", "연락처", "010-2345-6789"], ["", "", "연락처", "010-2345-6789"]),
    ],
)
def test_drop_leaves_what_stands_beside_it(line: list[str], kept: list[str]) -> None:
    assert dropping.drop([line])[0] == [kept]


def test_drop_writes_everything_in_one_spelling() -> None:
    lines, _cut = dropping.drop([["\u1100\u1175\u11b7영희", "０１０", "a\0b\u202ec"]])

    assert lines == [["김영희", "010", "a b c".replace(" c", "c")]]
