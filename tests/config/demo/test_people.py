"""The demo's people are drawn by lot, repeatably."""

from collections import Counter
from datetime import date

from config.demo import people
from profiles import certificates, occupations, places

TODAY = date(2026, 11, 25)


def test_draw_gives_the_same_people_for_the_same_seed() -> None:
    assert people.draw(50, seed=7, today=TODAY) == people.draw(50, seed=7, today=TODAY)
    assert people.draw(50, seed=7, today=TODAY) != people.draw(50, seed=8, today=TODAY)


def test_draw_gives_people_of_fifty_to_sixty_seven_in_every_district() -> None:
    drawn = people.draw(3000, seed=1, today=TODAY)

    ages = [_age(person.fields["birth_on"]) for person in drawn]
    assert (min(ages), max(ages)) == (50, 67)
    homes = Counter(person.fields["district"] for person in drawn)
    assert set(homes) == {district.code for district in places.districts()}
    assert homes["11710"] > 2 * homes["11110"]  # 송파구 and 종로구


def test_draw_lets_some_tell_their_sex() -> None:
    told = Counter(person.sex for person in people.draw(3000, seed=1, today=TODAY))

    assert set(told) == {"female", "male", ""}
    assert min(told.values()) > 600


def test_content_uses_known_codes_and_names() -> None:
    for row in people.content()["career"]:
        assert occupations.is_occupation(row["keco"]), row["title"]
        assert set(row["certificates"]) <= set(certificates.names()), row["title"]


def _age(birth_on: date) -> int:
    return TODAY.year - birth_on.year - ((TODAY.month, TODAY.day) < (birth_on.month, birth_on.day))
