"""Names and numbers are masked where the task doesn't need them whole; resident numbers are known when seen."""

from datetime import date

import pytest

from profiles import privacy


@pytest.mark.parametrize(
    ("name", "masked"),
    [("김영수", "김*수"), ("김수", "김*"), ("남궁영수", "남**수"), ("김", "*"), ("", ""), (" 김영수 ", "김*수")],
)
def test_mask_name(name, masked):
    assert privacy.mask_name(name) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("문의 010-1234-5678 입니다", "문의 010-****-**** 입니다"),
        ("02)123-4567", "02-****-****"),
        ("0212345678", "02-****-****"),
        ("031-123-4567", "031-****-****"),
        ("안심번호 0504-1234-5678", "안심번호 0504-****-****"),
        ("대표번호 1588-1234", "대표번호 1588-****-****"),
        ("2026-04-15 공고 12345678901", "2026-04-15 공고 12345678901"),
        ("+82 10-1234-5678", "010-****-****"),
        ("+82-(0)10-1234-5678로", "010-****-****로"),
        ("02–123–4567", "02-****-****"),
        ("① 문의 010·1234·5678", "① 문의 010-****-****"),
        ("０１０－１２３４－５６７８", "010-****-****"),
        ("010\u200b-1234-5678 ㎡", "010-****-**** ㎡"),
    ],
)
def test_mask_phones_in_text(text, masked):
    assert privacy.mask_phones_in(text) == masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("620307-1234567", True),
        ("620307 - 1234567", True),
        ("6203071234567", True),
        ("620307-1******", False),
        ("제 번호는 620307-2234567 입니다", True),
        ("620307 1234567", True),
        ("620307.1234567", True),
        ("６２０３０７－１２３４５６７", True),
        ("620307—1234567", True),
        ("620307·1234567", True),
        ("620307\u200b1234567", True),
        ("010-1234-5678", False),
        ("2026-04-15", False),
        ("621307-1234567", False),
        ("계좌 110-222-333444", False),
        ("", False),
    ],
)
def test_holds_resident_number(text, expected):
    assert privacy.holds_resident_number(text) is expected


@pytest.mark.parametrize(
    ("birth_on", "band"),
    [
        (date(1964, 4, 15), "60-64"),
        (date(1964, 4, 16), "60-64"),
        (date(1966, 4, 16), "55-59"),
        (date(1966, 4, 15), "60-64"),
    ],
)
def test_age_band_counts_full_years(birth_on, band):
    assert privacy.age_band(birth_on, date(2026, 4, 15)) == band
