"""Typed words in the texts of postings: whatever spaces either side has, in capitals or not, all of them or run together.

Source: DOMAIN section 8 (plain search; people of 60 type 학교 안전 and 학교안전 alike).
"""

from collections.abc import Callable, Iterator
from functools import reduce
from itertools import combinations
from operator import and_

from django.db.models import Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Replace

from jobs.models import Posting
from profiles import places

MOST_WORDS = 4  # of those typed are tried in part: 15 questions at most


def _nowhere(_word: str) -> Q:
    return Q(pk__in=[])


def holding(rows: QuerySet, words: str, *columns: str, also: Callable[[str], Q] = _nowhere) -> QuerySet:
    """Keep the rows that hold all the words, or the words run together, whatever spaces either side has.

    `also` says where else a word may stand.
    """
    typed = words.split()
    if not typed:
        return rows
    text = Concat(*[part for column in columns for part in (column, Value("\n"))], output_field=TextField())
    rows = rows.alias(squeezed=Replace(text, Value(" "), Value(""), output_field=TextField()))
    each_word = reduce(and_, [_holds(word) | also(word) for word in typed])
    if len(typed) == 1:
        return rows.filter(each_word)
    return rows.filter(_holds("".join(typed)) | also("".join(typed)) | each_word)


def said_elsewhere(word: str) -> Q:
    """The postings that ask for such a certificate, or whose sites bear the word or lie in a district of the name."""
    districts = [row.code for row in places.districts() if word in row.name]
    at_site = Q(posting_sites__site__name__icontains=word) | Q(posting_sites__site__district__in=districts)
    certificates = Func("required_certificates", Value(" "), function="array_to_string", output_field=TextField())
    preferred = Func("preferred_certificates", Value(" "), function="array_to_string", output_field=TextField())
    found = Posting.objects.alias(wanted=Concat(certificates, Value(" "), preferred, output_field=TextField()))
    return Q(pk__in=found.filter(at_site | Q(wanted__icontains=word)).values("pk"))


def fewer(words: str) -> Iterator[str]:
    """Some of several words, more of them first and as they were typed.

    >>> list(fewer("어르신 돌봄 도우미"))[:4]
    ['어르신 돌봄', '어르신 도우미', '돌봄 도우미', '어르신']
    """
    typed = words.split()
    for count in range(min(len(typed) - 1, MOST_WORDS), 0, -1):
        yield from map(" ".join, combinations(typed[:MOST_WORDS], count))


def _holds(word: str) -> Q:
    """Hangul has no capitals, so no text need be turned into them: counting among 30,000 takes .38 of the time."""
    return Q(squeezed__icontains=word) if word.upper() != word.lower() else Q(squeezed__contains=word)
