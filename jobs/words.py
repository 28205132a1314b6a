"""Typed words in the texts of postings: whatever spaces either side has, in capitals or not, all of them or run together.

Source: DOMAIN section 8 (plain search; people of 60 type 학교 안전 and 학교안전 alike).
"""

import re
from collections.abc import Callable, Iterator
from functools import reduce
from itertools import combinations
from operator import and_, or_

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Replace
from django.db.models.lookups import IContains

from jobs import everyday
from jobs.models import PostingSite, ProgrammeYear
from profiles import places
from profiles.models import Organisation

MOST_WORDS = 4  # of those typed are tried in part: 4 questions, and 14 of those words that something holds, at most


def _nowhere(_word: str) -> Q:
    return Q()


def holding(rows: QuerySet, words: str, *columns: str, also: Callable[[str], Q] = _nowhere) -> QuerySet:
    """Keep the rows that say all the words that tell something, or the words run together, whatever spaces either side has.

    `also` says where else a word may stand. One syllable stands in too many words (애 in 장애인): it must begin one, in one of the columns.
    """
    typed = words.split()
    if not typed:
        return rows
    each_word = reduce(
        and_,
        [
            _begins(word, columns) if _is_syllable(word) else _holds(word) | also(word)
            for word in everyday.telling(words)
        ],
    )
    if len(typed) == 1:
        return rows.filter(each_word)
    return rows.filter(_holds("".join(typed)) | also("".join(typed)) | each_word)


def titled(typed: str) -> Q:
    """Whose title says all the words that tell something, whatever spaces either side has."""
    title = _squeezed("title")
    return reduce(and_, [Q(IContains(title, word)) for word in everyday.telling(typed)])


def said_elsewhere(word: str) -> Q:
    """The postings whose operator, programme, wanted certificates or sites bear the word, or whose sites lie in a district of the name.

    None of these asks anything of the posting that is being looked at, so the database answers each once for all postings.
    """
    operators = Organisation.objects.alias(said=_squeezed("name")).filter(_holds(word))
    years = ProgrammeYear.objects.alias(said=_squeezed("programme__name")).filter(_holds(word))
    districts = [
        row.code for row in places.districts() if word in row.name or word.casefold() in row.english.casefold()
    ]
    sites = PostingSite.objects.filter(Q(site__name__icontains=word) | Q(site__district__in=districts))
    return (
        Q(organisation__in=operators.values("pk"))
        | Q(programme_year__in=years.values("pk"))
        | Q(pk__in=sites.values("posting"))
        | Q(IContains(_listed("required_certificates"), word))
        | Q(IContains(_listed("preferred_certificates"), word))
    )


def fewer(words: str, is_held: Callable[[str], bool] = bool) -> Iterator[str]:
    """Some of several words, more of them first and as they were typed; never a single syllable alone.

    is_held : whether anything holds a word; one that nothing holds is in none of them

    >>> list(fewer("어르신 돌봄 도우미"))[:4], list(fewer("밥 하는 일"))
    (['어르신 돌봄', '어르신 도우미', '돌봄 도우미', '어르신'], [])
    """
    typed = everyday.telling(words)
    held = [word for word in typed[:MOST_WORDS] if is_held(word)] if len(typed) > 1 else []
    for count in range(min(len(held), len(typed) - 1), 0, -1):
        for chosen in combinations(held, count):
            if not all(map(_is_syllable, chosen)):
                yield " ".join(chosen)


def _holds(word: str) -> Q:
    """Hangul has no capitals, so no text need be turned into them: counting among 30,000 takes .38 of the time."""
    return Q(said__icontains=word) if word.upper() != word.lower() else Q(said__contains=word)


def _begins(syllable: str, columns: tuple[str, ...]) -> Q:
    at_the_beginning = rf"(^|[^가-힣]){re.escape(syllable)}"
    return reduce(or_, [Q(**{f"{column}__regex": at_the_beginning}) for column in columns])


def _is_syllable(word: str) -> bool:
    return len(word) == 1 and "가" <= word <= "힣"


def _squeezed(column: str) -> Replace:
    return Replace(F(column), Value(" "), Value(""), output_field=TextField())


def _listed(column: str) -> Func:
    return Func(column, Value(" "), function="array_to_string", output_field=TextField())
