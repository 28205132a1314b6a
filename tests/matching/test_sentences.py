"""Every reason that a part of a score may give has words."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from matching import sentences
from matching.core import explain, ranking, signals
from matching.core.weights import SETS

PARTS = {name for weights in SETS.values() for name, _most in ranking.part_names(weights, is_priced=True)}
CODE = re.compile(r'"((?:' + "|".join(sorted(PARTS)) + r')\.[a-z_]+)"')
SAID = {
    "occupation.same": {"keco": "5501", "digits": 4, "months": 72, "careers": 1},
    "occupation.near": {"keco": "55", "digits": 2, "months": 7, "careers": 2},
    "occupation.other": {"keco": "5501"},
    "certificates.held": {"certificate": "요양보호사", "held": 1, "named": 2},
    "certificates.missing": {"certificate": "요양보호사", "named": 2},
    "distance.near": {"km": 2.1},
    "distance.far": {"km": 12.0},
    "schedule.all": {"hours": 15, "asked": 15},
    "schedule.some": {"hours": 9, "asked": 15},
    "schedule.none": {"hours": 0, "asked": 15},
    "kind.wished": {"kind": "meaningful_work"},
    "kind.other": {"kind": "internship"},
    "districts.wished": {"district": "11410"},
    "hours.as_wished": {"offered": 57, "wished": 57},
    "hours.more": {"offered": 57, "wished": 40},
    "hours.fewer": {"offered": 40, "wished": 57},
    "pay.enough": {"paid": 10_320, "wished": 10_000},
    "pay.less": {"paid": 9_000, "wished": 10_000},
    "price.crowded": {"points": 30},
}


def codes_given() -> set[str]:
    """The codes that stand in the source of the signals and of what they are told with."""
    sources = [*Path(signals.__file__).parent.glob("*.py"), Path(explain.__file__)]
    return {code for path in sources for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_no_code_is_without_words_and_no_words_without_code():
    assert codes_given() == set(sentences.WORDS)


@pytest.mark.parametrize("code", sorted(sentences.WORDS))
def test_reason_sentence_is_a_whole_korean_sentence(code):
    with translation.override("ko"):
        said = sentences.reason_sentence({"code": code, "params": SAID.get(code, {})})

    assert re.fullmatch(r"[^%{}]*[가-힣][^%{}]*니다\.|.*더 좋습니다\.", said)


@pytest.mark.parametrize("code", sorted(sentences.WORDS))
def test_an_officer_reads_of_the_person_and_not_to_the_person(code):
    with translation.override("ko"):
        said = sentences.reason_sentence({"code": code, "params": SAID.get(code, {})}, to_officer=True)

    assert re.fullmatch(r"[^%{}]*[가-힣][^%{}]*니다\.|.*더 좋습니다\.", said)
    assert not re.search(r"셨|하신|주신|시는|시고", said)


@pytest.mark.parametrize("code", sorted(sentences.WORDS))
def test_an_officer_who_reads_english_reads_of_the_person_too(code):
    with translation.override("en"):
        said = sentences.reason_sentence({"code": code, "params": SAID.get(code, {})}, to_officer=True)

    assert not re.search(r"\byou", said, re.IGNORECASE)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("distance.near", "사는 곳에서 직선거리 약 2.1km입니다."),
        ("certificates.held", "이 일에 쓰이는 ‘요양보호사’ 자격증이 있습니다."),
        ("pay.less", "한 시간에 9,000원으로, 바라시는 10,000원보다 적습니다."),
        ("districts.wished", "바라시는 서대문구에 있습니다."),
        ("occupation.same", "‘요양보호사’로 6년 일하셨고, 이 일과 같은 직업입니다."),
    ],
)
def test_reason_sentence_names_the_fact(code, expected):
    assert sentences.reason_sentence({"code": code, "params": SAID[code]}) == expected


@pytest.mark.parametrize(
    ("to_officer", "expected"), [(False, "사는 곳과 같은 동네입니다."), (True, "지원자가 사는 곳과 같은 동네입니다.")]
)
def test_reason_sentence_of_ones_own_dong_names_no_kilometres(to_officer, expected):
    row = {"code": "distance.near", "params": {"km": 0.0}}

    assert sentences.reason_sentence(row, to_officer=to_officer) == expected


def test_reason_sentence_joins_an_occupation_by_its_last_sound():
    said = sentences.reason_sentence({"code": "occupation.same", "params": {**SAID["occupation.same"], "keco": "0111"}})

    assert said == "‘의회 의원’으로 6년 일하셨고, 이 일과 같은 직업입니다."


def test_reason_sentence_says_and_others_of_several_careers_alone():
    several = SAID["occupation.near"]
    one, more = (
        sentences.reason_sentence({"code": "occupation.near", "params": {**several, "careers": count}})
        for count in (1, 2)
    )

    assert ("’ 등 경력 7개월" in more, "’ 경력 7개월" in one) == (True, True)


def test_reason_sentence_of_an_unknown_code_is_an_error():
    with pytest.raises(KeyError):
        sentences.reason_sentence({"code": "sex.male", "params": {}})


def test_with_text_adds_the_sentence_in_korean():
    rows = [{"signal": "distance", "points": 9, "most": 140, "code": "distance.near", "params": {"km": 2.1}}]

    with translation.override("en"):
        (row,) = sentences.with_text(rows)

    assert row == {**rows[0], "text": "지원자가 사는 곳에서 직선거리 약 2.1km입니다."}
