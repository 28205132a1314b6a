"""The loops of the matcher, compiled: gates by bits, points by look-up, the best k of a row.

One pass a person: AND the rows of the gates, add up shared words over the index of the postings, give points to what is left, keep the best.
Everything is whole numbers, or the very float operations that the signals name, in their order: the integers are those of the numpy path
(``ranking``), which stands in where numba is missing. Nothing here allocates by the person, and the GIL is let go, so plain threads share a
city. Importing this module costs seconds the first time: ``fused`` does it when it is asked for work.
"""

from typing import NamedTuple

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from matching.core.compiled import fast

LEVELS = 4  # digits of an occupation
ONE, LOW = np.uint64(1), np.uint64(0xFFFFFFFF)


class Offer(NamedTuple):
    """m postings, ascending by id, as the loops read them; s signals are looked up in tables, the first ``wishes`` of them on the person's side.

    classes : unsigned (s, m), place within a row of each table; wishes : how many; numbers : int64 (s,), their places among all parts
    certificates : uint64 (m, w), those a posting names; named : uint32 (m,), how many; held : int32 (most + 1, most + 1), points by named and held
    nearness : float64 (4,), share of the occupation's points by digits in common; half_months : months that earn half; most_career : its most
    groups : unsigned (m, 4), group of the first one to four digits among those of all postings, 0: no such digit
    group_of : int32 (69904,), group of the packed first digits, from ``level_starts`` int64 (4,) on by level; 0: no posting has them
    count_groups : groups and the empty one
    dense_of : int32 (v,), row of ``dense`` for a term, -1: in the lists; dense : int (d, m), value of the term in each posting
    listed : int64 (v + 1,), columns : unsigned, values : int, the postings of each other term
    most_words : most points of the duties; half_words : overlap that earns half
    certificates_number, occupation_number, words_number : places among the parts, -1: not weighed
    together : int32 (2, 1001), points for agreeing on both sides by the subtotal of each side; together_number : its place, -1: not weighed
    price : int32 (m,), points taken off; price_number : its place, -1: none
    parts : how many parts a pair has
    """

    classes: NDArray[np.unsignedinteger]
    wishes: int
    numbers: NDArray[np.int64]
    certificates: NDArray[np.uint64]
    named: NDArray[np.uint32]
    held: NDArray[np.int32]
    nearness: NDArray[np.float64]
    half_months: float
    most_career: float
    groups: NDArray[np.unsignedinteger]
    group_of: NDArray[np.int32]
    level_starts: NDArray[np.int64]
    count_groups: int
    dense_of: NDArray[np.int32]
    dense: NDArray[np.integer]
    listed: NDArray[np.int64]
    columns: NDArray[np.unsignedinteger]
    values: NDArray[np.integer]
    most_words: float
    half_words: float
    certificates_number: int
    occupation_number: int
    words_number: int
    together: NDArray[np.int32]
    together_number: int
    price: NDArray[np.int32]
    price_number: int
    parts: int


class Crowd(NamedTuple):
    """n people as the loops read them.

    rows : uint64 (n, s), start of the person's row in ``tables``; tables : int16, points by signal, class of people and class of postings
    certificates : uint64 (n, w), those held; career_starts, term_starts : int64 (n + 1,)
    careers, months, terms, times : the entries of ``CandidateColumns``
    classes : int32 (n, g), bits : uint64 (c, ceil(m / 64)), barred_starts : int64 (n + 1,), barred : int32, as in ``gates.Gates``
    """

    rows: NDArray[np.uint64]
    tables: NDArray[np.int16]
    certificates: NDArray[np.uint64]
    career_starts: NDArray[np.int64]
    careers: NDArray[np.integer]
    months: NDArray[np.integer]
    term_starts: NDArray[np.int64]
    terms: NDArray[np.integer]
    times: NDArray[np.integer]
    classes: NDArray[np.int32]
    bits: NDArray[np.uint64]
    barred_starts: NDArray[np.int64]
    barred: NDArray[np.integer]


@intrinsic
def lowest_bit(typing_context, word):
    """Number of the lowest bit set; the word isn't 0."""

    def generate(context, builder, signature, arguments):
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return types.uint64(types.uint64), generate


@intrinsic
def bits_set(typing_context, word):
    """How many bits are set."""

    def generate(context, builder, signature, arguments):
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


@fast
def rank_people(offer, crowd, first, last, columns, points, parts):
    """Fill the rows first..last-1 of columns and points, int32 (n, k), and of parts, int32 (n, k, p), or none of them where p is 0.

    Best first; more points, then the lower column. What has no place keeps what stands there.
    """
    count = offer.price.shape[0]
    sides = np.zeros((2, count), np.int32)
    shared, passed = np.zeros(count, np.int32), np.empty(count, np.uint32)
    months, worth = np.zeros(offer.count_groups, np.int64), np.zeros(offer.count_groups, np.int32)
    words, keys = np.empty(crowd.bits.shape[1], np.uint64), np.empty(columns.shape[1], np.int64)
    seen = np.empty(offer.together.shape[1], np.int32)
    for person in range(first, last):
        left = _open(crowd, person, words, passed)
        if not left:
            continue
        shared[:] = 0
        _add_words(offer, crowd, person, shared)
        _add_careers(offer, crowd, person, months, worth)
        _weigh(offer, crowd, person, passed[:left], shared, worth, sides)
        _keep(passed[:left], sides, offer.price, seen, keys, columns[person], points[person])
        if parts.shape[2]:
            for place in range(columns.shape[1]):
                column = columns[person, place]
                if column >= 0:
                    _tell(offer, crowd, person, column, shared[column], worth, parts[person, place])
        _forget_careers(offer, crowd, person, months, worth)


@fast
def tell_pairs(offer, crowd, persons, columns, parts):
    """Fill parts, int32 (p, s), for the pairs named, whether gates pass them or not; quick where a person's pairs stand together."""
    months, worth = np.zeros(offer.count_groups, np.int64), np.zeros(offer.count_groups, np.int32)
    shared = np.zeros(offer.price.shape[0], np.int32)
    before = -1
    for pair in range(persons.shape[0]):
        person = persons[pair]
        if person != before:
            shared[:] = 0
            _add_words(offer, crowd, person, shared)
            before = person
        _add_careers(offer, crowd, person, months, worth)
        _tell(offer, crowd, person, columns[pair], shared[columns[pair]], worth, parts[pair])
        _forget_careers(offer, crowd, person, months, worth)


# One person -----------------------------------------------------------------------------------------------------------
@fast
def _open(crowd, person, words, passed):
    """Fill ``passed`` with the postings that the person passes, ascending; return how many."""
    count, classes, bits, barred = passed.shape[0], crowd.classes, crowd.bits, crowd.barred
    for word in range(words.shape[0]):
        rest = count - 64 * word
        words[word] = ~np.uint64(0) if rest >= 64 else (ONE << np.uint64(rest)) - ONE
    for kind in range(classes.shape[1]):
        row = classes[person, kind]
        for word in range(words.shape[0]):
            words[word] &= bits[row, word]
    for entry in range(crowd.barred_starts[person], crowd.barred_starts[person + 1]):
        words[np.int64(barred[entry]) >> 6] &= ~(ONE << np.uint64(barred[entry] & 63))
    left = 0
    for word in range(words.shape[0]):
        rest = words[word]
        while rest:
            passed[left] = np.uint64(64 * word) + lowest_bit(rest)
            rest &= rest - ONE
            left += 1
    return left


@fast
def _add_words(offer, crowd, person, shared):
    """Add up shared words: whole rows for common terms, lists for the others."""
    terms, times, dense_of, dense = crowd.terms, crowd.times, offer.dense_of, offer.dense
    listed, columns, values = offer.listed, offer.columns, offer.values
    for entry in range(crowd.term_starts[person], crowd.term_starts[person + 1]):
        term = np.int64(terms[entry])
        if term >= dense_of.shape[0]:
            continue
        repeated, row = np.int32(times[entry]), dense_of[term]
        if row >= 0:
            for column in range(shared.shape[0]):
                shared[column] += repeated * np.int32(dense[row, column])
        else:
            for place in range(
                np.uint64(listed[term]), np.uint64(listed[term + 1])
            ):  # unsigned: no look whether it is below 0
                shared[columns[place]] += repeated * np.int32(values[place])


@fast
def _add_careers(offer, crowd, person, months, worth):
    """The points that the person's careers earn in each group of occupations."""
    first, last, careers, lived = (
        crowd.career_starts[person],
        crowd.career_starts[person + 1],
        crowd.careers,
        crowd.months,
    )
    level_starts, group_of, nearness = offer.level_starts, offer.group_of, offer.nearness
    half, most = offer.half_months, offer.most_career
    for entry in range(first, last):
        for level in range(LEVELS):
            months[_group(level_starts, group_of, careers[entry], level)] += lived[entry]
    for entry in range(first, last):
        for level in range(LEVELS):
            group = _group(level_starts, group_of, careers[entry], level)
            if group:
                score = nearness[level] * (months[group] / (months[group] + half))
                worth[group] = np.int32(np.rint(score * most))


@fast
def _group(level_starts, group_of, code, level):
    cut = np.int64(code) >> (4 * (LEVELS - 1 - level))
    return group_of[level_starts[level] + cut] if cut & 15 else np.int32(0)


@fast
def _forget_careers(offer, crowd, person, months, worth):
    level_starts, group_of, careers = offer.level_starts, offer.group_of, crowd.careers
    for entry in range(crowd.career_starts[person], crowd.career_starts[person + 1]):
        for level in range(LEVELS):
            group = _group(level_starts, group_of, careers[entry], level)
            months[group] = 0
            worth[group] = 0


@fast
def _weigh(offer, crowd, person, passed, shared, worth, sides):
    """Points of the postings that are left, before price, in ``sides[0]``, place by place; ``sides[1]`` is scratch.

    A signal at a time over all that is left: loads of one pair don't wait for another's. With narrower types
    11.1 microseconds a person measured, against 12.5 a pair at a time in wider ones.
    """
    wished, asked = sides[0], sides[1]
    _look_up(crowd.tables, crowd.rows[person, : offer.wishes], offer.classes[: offer.wishes], passed, wished)
    _look_up(crowd.tables, crowd.rows[person, offer.wishes :], offer.classes[offer.wishes :], passed, asked)
    _add_certificates(crowd.certificates[person], offer.certificates, offer.named, offer.held, passed, asked)
    if crowd.term_starts[person] < crowd.term_starts[person + 1]:
        _add_word_points(shared, passed, offer.most_words, offer.half_words, asked)
    else:
        asked[: passed.shape[0]] += np.int32(np.rint(0.5 * offer.most_words))
    neutral = np.int32(np.rint(0.5 * offer.most_career))
    if crowd.career_starts[person] < crowd.career_starts[person + 1]:
        _add_career_points(worth, offer.groups, neutral, passed, asked)
    else:
        asked[: passed.shape[0]] += neutral
    wish, fit = offer.together[0], offer.together[1]
    for at in range(passed.shape[0]):
        wished[at] += asked[at] + min(wish[wished[at]], fit[asked[at]])


@fast
def _look_up(tables, starts, classes, passed, sums):
    sums[: passed.shape[0]] = 0
    for signal in range(starts.shape[0]):
        start, of = starts[signal], classes[signal]
        for at in range(passed.shape[0]):
            sums[at] += tables[start + of[passed[at]]]


@fast
def _add_certificates(mine, asks, named, held, passed, sums):
    known = min(mine.shape[0], asks.shape[1])
    for at in range(passed.shape[0]):
        common = np.uint64(0)
        for word in range(known):
            common += bits_set(mine[word] & asks[passed[at], word])
        sums[at] += held[named[passed[at]], common]


@fast
def _add_word_points(shared, passed, most, half, sums):
    for at in range(passed.shape[0]):
        found = shared[passed[at]]
        sums[at] += np.int32(np.rint(found / (found + half) * most))


@fast
def _add_career_points(worth, groups, neutral, passed, sums):
    for at in range(passed.shape[0]):
        mine = groups[passed[at]]
        near = max(max(worth[mine[0]], worth[mine[1]]), max(worth[mine[2]], worth[mine[3]]))
        sums[at] += near if mine[0] else neutral


@fast
def _keep(passed, sides, price, seen, keys, columns, points):
    """Keep the best: count how many pairs have each number of points, take all above the last place's, and of those that have as many the first.

    A key has points above and the column, counted down, below: one comparison decides points and ties. Counting first leaves the few that are
    kept to be put in order; measured 6 % of a person quicker than comparing each pair with the last place so far.
    """
    gained, count, filled = sides[0], keys.shape[0], np.uint64(0)
    seen[:] = 0
    for at in range(passed.shape[0]):
        mine = max(gained[at] - price[passed[at]], np.int32(0))
        gained[at] = mine
        seen[np.uint64(mine)] += np.int32(1)
    level, above = np.uint64(seen.shape[0] - 1), np.int64(0)
    while level > 0 and above + seen[level] < count:
        above += seen[level]
        level -= ONE
    least, free = np.int32(level), count - above
    for at in range(passed.shape[0]):
        mine = gained[at]
        if mine < least:
            continue
        if mine == least:
            if free == 0:
                continue
            free -= 1
        key = np.int64(mine) << 32 | np.int64(LOW - np.uint64(passed[at]))
        place, filled = filled, filled + ONE
        while place > 0 and keys[place - ONE] < key:
            keys[place] = keys[place - ONE]
            place -= ONE
        keys[place] = key
    for place in range(filled):
        points[place] = keys[place] >> 32
        columns[place] = np.int64(LOW) - (keys[place] & np.int64(LOW))


# One pair -------------------------------------------------------------------------------------------------------------
@fast
def word_points(shared, has_words, most, half):
    score = shared / (shared + half) if has_words else 0.5
    return np.int64(np.rint(score * most))


@fast
def _tell(offer, crowd, person, column, shared, worth, parts):
    """The parts of one pair, each in its place."""
    sides = np.zeros(2, np.int64)
    for signal in range(offer.numbers.shape[0]):
        gained = np.int64(crowd.tables[crowd.rows[person, signal] + offer.classes[signal, column]])
        parts[offer.numbers[signal]] = gained
        sides[1 if signal >= offer.wishes else 0] += gained
    has_words = crowd.term_starts[person] < crowd.term_starts[person + 1]
    has_careers = crowd.career_starts[person] < crowd.career_starts[person + 1]
    common, groups = np.uint64(0), offer.groups[column]
    for word in range(min(crowd.certificates.shape[1], offer.certificates.shape[1])):
        common += bits_set(crowd.certificates[person, word] & offer.certificates[column, word])
    career = np.int64(np.rint(0.5 * offer.most_career))
    if has_careers and groups[0]:
        career = np.int64(max(max(worth[groups[0]], worth[groups[1]]), max(worth[groups[2]], worth[groups[3]])))
    for number, gained in (
        (offer.certificates_number, np.int64(offer.held[offer.named[column], common])),
        (offer.words_number, word_points(shared, has_words, offer.most_words, offer.half_words)),
        (offer.occupation_number, career),
    ):
        if number >= 0:
            parts[number] = gained
            sides[1] += gained
    both = min(offer.together[0, sides[0]], offer.together[1, sides[1]])
    if offer.together_number >= 0:
        parts[offer.together_number] = both
    if offer.price_number >= 0:
        parts[offer.price_number] = -min(offer.price[column], sides[0] + sides[1] + both)
