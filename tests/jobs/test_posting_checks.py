"""What the check before review finds in a posting, what it leaves alone, and which better words it offers."""

import unicodedata
from datetime import date

import pytest

from jobs import posting_checks, wordings
from jobs.posting_checks import Band, Ground
from tests import make

OURS = Ground(
    on=date(2026, 4, 15),
    phone="02-1234-5678",
    bands=(Band(date(1959, 1, 1), date(1986, 12, 31)), Band(date(1955, 1, 1), None)),
    year=2026,
    pays_wage=True,
    hours_per_month=57,
    begins_on=date(2026, 5, 4),
)
FLAGGED = [
    # sex
    ("남성만 지원하실 수 있습니다.", "sex", "남성만"),
    ("여자 우대", "sex", "여자 우대"),
    ("여성에 한함", "sex", "여성에 한함"),
    ("남성 선호", "sex", "남성 선호"),
    ("안내를 맡을 여직원", "sex", "여직원"),
    ("여성분 환영합니다", "sex", "여성분 환영"),
    ("남자 직원을 모집합니다", "sex", "남자 직원을 모집"),
    ("지원자는 여성이어야 합니다", "sex", "여성이어야"),
    ("성별: 여", "sex", "성별: 여"),
    ("건물 미화원(여) 1명", "sex", "(여)"),
    ("남 2명, 여 3명을 뽑습니다", "sex", "남 2명, 여 3명"),
    ("주부 환영", "sex", "주부 환영"),
    ("아주머니 구함", "sex", "아주머니 구함"),
    # looks, marriage
    ("용모 단정한 분", "looks", "용모 단정"),
    ("외모가 준수하신 분", "looks", "외모가 준수"),
    ("인상 좋은 분", "looks", "인상 좋은"),
    ("키 160cm 이상", "looks", "키 160cm 이상"),
    ("신장 170 이상인 분", "looks", "신장 170 이상"),
    ("체중 80kg 이하", "looks", "체중 80kg 이하"),
    ("건장한 남성", "looks", "건장한 남"),
    ("미혼인 분", "marriage", "미혼인 분"),
    ("기혼자 우대", "marriage", "기혼자 우대"),
    ("결혼 여부를 적어 주세요", "marriage", "결혼 여부"),
    # age
    ("만 60세 이하", "age", "만 60세 이하"),
    ("55세까지", "age", "55세까지"),
    ("45세 이하인 분을 찾습니다", "age", "45세 이하"),
    ("50세~60세", "age", "50세~60세"),
    ("만 50세 이상 64세 이하인 분", "age", "만 50세 이상 64세 이하"),
    ("55세 이상인 분만 지원", "age", "55세 이상인 분"),
    ("50대 우대", "age", "50대 우대"),
    ("1970년 이후 출생자", "age", "1970년 이후 출생자"),
    ("연령 제한: 60", "age", "연령 제한"),
    ("젊은 분을 찾습니다", "age", "젊은 분"),
    ("젊고 활기찬 분", "age", "젊고"),
    ("청년 우대", "age", "청년 우대"),
    ("고령자 불가", "age", "고령자 불가"),
    # personal data
    ("문의 010-1234-5678", "phone", "010-1234-5678"),
    ("문의 ０１０·１２３４·５６７８", "phone", "０１０·１２３４·５６７８"),
    ("대표 1661-5516", "phone", "1661-5516"),
    ("이력서는 kim62@example.com 으로", "email", "kim62@example.com"),
    ("82세 3등급 어르신 댁", "care", "82세 3등급 어르신"),
    ("염창동, 4등급, 일 3시간", "care", "4등급"),
    ("3등급 할머니를 돌봅니다", "care", "3등급 할머니"),
    ("78세 치매 어르신의 식사를 돕습니다", "care", "78세 치매 어르신"),
    ("박○○ 어르신 댁 방문", "care", "박○○ 어르신"),
    ("○○아파트 101동", "address", "○○아파트 101동"),
    ("한빛빌라 2동 301호로 찾아갑니다", "address", "한빛빌라 2동 301호"),
    ("103동 1204호 방문", "address", "103동 1204호"),
    # money
    ("시급 10,000원", "wage", "시급 10,000원"),
    ("급여 시간당 9860원", "wage", "급여 시간당 9860원"),
    ("월급 50만원", "wage", "월급 50만원"),
]
FINE = [
    "어르신의 말벗이 되어 드리고 식사와 이동을 돕습니다.",
    "남성 어르신과 여성 어르신을 함께 돕습니다.",
    "여자 화장실 청결을 살핍니다.",
    "여성만 이용하는 쉼터에서 안내를 합니다.",
    "여성 전용 주차 구역과 여성 우선 주차장을 관리합니다.",
    "성별과 나이에 관계없이 누구나 지원할 수 있습니다.",
    "성별: 무관",
    "남녀 모두 환영합니다.",
    "65세 이상 어르신과 3세 이하 아이를 돌봅니다.",
    "19세 이하 청소년의 하교를 돕습니다.",
    "39세 이하 청년을 위한 상담실을 안내합니다.",
    "나이 제한 없음. 연령 제한이 없습니다.",
    "40세 이상 67세 이하인 분이 지원할 수 있습니다.",
    "만 40세~67세, 1959년 이후 출생자",
    "만 67세까지 지원할 수 있습니다.",
    "정년 60세 이하 사업장",
    "미혼모 쉼터에서 아이를 돌봅니다.",
    "미혼 한부모 가정을 찾아갑니다.",
    "결혼 이민 여성에게 한글을 가르칩니다.",
    "젊은 세대와 마을을 기록합니다.",
    "일하는 순서를 정리해 젊은 직원에게 알려 줍니다.",
    "주민의 혈압과 키, 몸무게 재는 일을 돕습니다.",
    "청년 주택의 안내를 맡습니다.",
    "어르신의 외모를 가꾸어 드리는 이미용 봉사를 돕습니다.",
    "인상 깊은 마을 이야기를 모읍니다.",
    "스키 160명 강습 보조",
    "체중 60kg인 어르신의 이동을 두 사람이 함께 돕습니다.",
    "장기요양 1~5등급 어르신의 가정을 찾아갑니다.",
    "장기요양 1·2등급 어르신이 이용하는 시설입니다.",
    "에너지 효율 1등급 제품을 안내합니다.",
    "소방안전관리자 2급 이상",
    "행복아파트 경로당에서 활동합니다.",
    "한빛아파트 101동 옆 경로당에서 모입니다.",
    "1동 203호 강의실에서 교육합니다.",
    "서울시 은평구 통일로 684, 1동 3층에서 활동합니다.",
    "우리 어르신, 이웃 어르신을 찾아뵙습니다.",
    "문의는 02-1234-5678(대표 전화)로 해 주세요.",
    "활동 기간 2026-05-04 ~ 2026-10-31, 월 57시간, 588,240원",
    "시급 10,320원",
    "급여 월 59만원",
    "가족과 떨어져 지내는 어르신, 재산 관리가 어려운 어르신을 살핍니다.",
    "종교 시설의 무료 급식을 돕습니다.",
]
ASKED = [
    ("증명사진을 붙여 주세요", "asked_photo"),
    ("부모님의 직업을 적어 주세요", "asked_family"),
    ("자녀가 몇 명인가요?", "asked_family"),
    ("누구와 함께 사시나요?", "asked_family"),
    ("결혼하셨나요?", "asked_marriage"),
    ("미혼이신가요?", "asked_marriage"),
    ("고향이 어디인가요?", "asked_origin"),
    ("출신 지역을 적어 주세요", "asked_origin"),
    ("종교가 있나요?", "asked_belief"),
    ("자가 소유인가요? 전세인가요?", "asked_property"),
    ("재산은 얼마인가요?", "asked_property"),
    ("키와 몸무게를 적어 주세요", "asked_body"),
    ("임신 중이신가요?", "asked_pregnancy"),
    ("앓고 계신 병이 있나요?", "asked_health"),
    ("가족관계증명서", "asked_family"),
]
ASKED_FINE = [
    "손주나 자녀를 돌본 경험이 있나요?",
    "어르신을 도운 경험을 적어 주세요.",
    "활동 사진이나 작품집",
    "종교 시설에서도 활동하실 수 있나요?",
    "자가용을 운전하실 수 있나요?",
    "주말에도 활동하실 수 있나요?",
    "가진 자격증과 배운 교육을 적어 주세요.",
    "자기소개 자료",
]


def found(text: str, field: str = "duties", ground: Ground = OURS) -> list[tuple[str, str]]:
    """Kinds and words found in a text of a field."""
    return [(one.kind, one.words) for one in posting_checks.find({field: text}, ground)]


@pytest.mark.parametrize(("text", "kind", "words"), FLAGGED)
def test_find_marks_words_that_a_law_is_against(text: str, kind: str, words: str) -> None:
    assert found(text) == [(kind, words)]


@pytest.mark.parametrize("text", FINE)
def test_find_leaves_plain_words_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(("text", "kind"), ASKED)
def test_find_marks_what_applicants_may_not_be_asked(text: str, kind: str) -> None:
    assert {one for one, _words in found(text, "question")} == {kind}


@pytest.mark.parametrize("text", ASKED_FINE)
def test_find_leaves_plain_questions_alone(text: str) -> None:
    assert found(text, "question") == found(text, "asked_files") == []


def test_the_band_of_the_programme_is_a_ground_and_another_is_none() -> None:
    text = "40세 이상 67세 이하, 1959년 이후 출생자"

    assert found(text) == []
    assert [kind for kind, _words in found(text, ground=OURS.__class__(on=OURS.on, year=2026))] == ["age", "age"]
    assert found("41세 이상 67세 이하") == [("age", "41세 이상 67세 이하")]


def test_better_words_take_the_place_of_the_marked_ones() -> None:
    def mended(text: str, field: str = "duties") -> str:
        return posting_checks.find({field: text}, OURS)[0].mended

    assert mended("82세 3등급 어르신 댁을 찾아갑니다.") == "어르신 댁을 찾아갑니다."
    assert mended("젊은 분을 찾습니다.") == "의욕 있는 분을 찾습니다."
    assert mended("45세 이하만") == "1959년부터 1986년까지 태어난 분만"
    assert mended("미화원 (여) 1명") == "미화원 1명"
    assert mended("키 160cm 이상, 운전 가능").startswith(", 운전") is True
    assert mended("문의 010-1234-5678") == "문의 02-1234-5678"
    assert mended("문의 kim@example.com") == "문의 이 공고의 문의하기"
    assert mended("시급 9,000원") == "시급 10,320원"
    assert mended("결혼하셨나요?", "question") == "이 일과 관련한 경험을 적어 주세요."


def test_a_finding_shows_its_words_inside_their_line() -> None:
    (one,) = posting_checks.find({"duties": "첫 줄입니다.\n이 일에는 여성만 지원하실 수 있습니다.\n끝"}, OURS)

    assert one.parts == ("이 일에는 ", "여성만", " 지원하실 수 있습니다.")
    assert (one.key, one.place) == ("duties:sex:여성만", "duties:sex:14:17")
    assert (str(one.law), one.blocks) == ("남녀고용평등법 제7조 제1항", False)


def test_a_wage_only_blocks_where_the_programme_pays_one() -> None:
    def severities(pays_wage: bool) -> list[str]:
        ground = Ground(on=OURS.on, pays_wage=pays_wage, hours_per_month=57, begins_on=OURS.begins_on)
        return [one.severity for one in posting_checks.find({"duties": "시급 9,000원"}, ground)]

    assert (severities(True), severities(False)) == (["block"], ["warn"])


def test_words_hold_from_the_day_of_their_law() -> None:
    before = Ground(on=date(2019, 7, 16))
    since = Ground(on=date(2019, 7, 17))

    assert found("결혼하셨나요?", "question", before) == []
    assert found("결혼하셨나요?", "question", since) == [("asked_marriage", "결혼")]
    assert wordings.version(date(2026, 4, 15)) == "2019-01-01"


def test_every_wording_has_its_kind_law_and_severity() -> None:
    rows = wordings.on(date(2026, 4, 15))

    assert len(rows) >= 50
    assert {row.severity for row in rows} == {"block", "warn"}
    assert {row.fields for row in rows} == {"all", "said", "asked"}
    assert {row.kind for row in rows} | {"phone", "email"} == set(wordings.KINDS)


@pytest.mark.django_db
def test_grounds_are_read_with_the_same_number_of_queries_for_any_number(django_assert_num_queries) -> None:
    year, operator = make.programme_year(), make.organisation(phone="02-1234-5678")
    rows = [make.posting(operator, year) for _number in range(3)]

    for few in (rows[:1], rows):
        with django_assert_num_queries(2):
            grounds = posting_checks.grounds(few, at=make.NOW)
        assert {ground.bands for ground in grounds} == {(Band(date(1959, 1, 1), date(1986, 12, 31)),)}
        assert {ground.phone for ground in grounds} == {"02-1234-5678"}


@pytest.mark.parametrize(
    "typed",
    [
        unicodedata.normalize("NFD", "청소하실 여성 우대"),
        "청소하실 여\u200b성 우\u00ad대",
        "청소하실 여성\u3000우대",
    ],
)
def test_words_are_found_however_they_are_typed(typed: str) -> None:
    (finding,) = posting_checks.find({"duties": typed}, OURS)

    assert finding.kind == "sex"
    assert finding.mended == "청소하실 성별과 관계없음"


def test_full_width_signs_are_read_and_stay_as_typed() -> None:
    (finding,) = posting_checks.find({"duties": "만 ６５세 이하만, 문의는 hong＠example.com"}, OURS)[1:]
    (wage,) = posting_checks.find({"duties": "시급 ９,０００원"}, OURS)

    assert (finding.kind, finding.words) == ("email", "hong＠example.com")
    assert (wage.kind, wage.words) == ("wage", "시급 ９,０００원")
