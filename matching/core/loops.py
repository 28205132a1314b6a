"""The loops of the matcher, compiled: gates by bits, points by look-up, the best k of a row.

One pass a person: AND the rows of the gates, add up shared words over the index of the postings, give points to what is left, keep the best.
Everything is whole numbers, or the very float operations that the signals name, in their order: the integers are those of the numpy path
(``ranking``), which stands in where numba is missing. Nothing here allocates by the person, and the GIL is let go, so plain threads share a
city. Importing this module costs seconds the first time: ``fused`` does it when it is asked for work.
"""

from typing import NamedTuple

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

LEVELS = 4  # digits of an occupation
ONE, LOW = np.uint64(1), np.uint64(0xFFFFFFFF)
_FAST = {"nogil": True, "cache": True, "error_model": "numpy"}


class Offer(NamedTuple):
    """m postings, ascending by id, as the loops read them; s signals are looked up in tables, the first ``wishes`` of them on the person's side.

    classes : uint32 (m, s), place within a row of each table; wishes : how many; numbers : int64 (s,), their places among all parts
    certificates : uint64 (m, w), those a posting names; named : uint32 (m,), how many; held : int32 (most + 1, most + 1), points by named and held
    nearness : float64 (4,), share of the occupation's points by digits in common; half_months : months that earn half; most_career : its most
    groups : uint32 (m, 4), group of the first one to four digits among those of all postings, 0: no such digit
    group_of : int32 (69904,), group of the packed first digits, from ``level_starts`` int64 (4,) on by level; 0: no posting has them
    count_groups : groups and the empty one
    dense_of : int32 (v,), row of ``dense`` for a term, -1: in the lists; dense : int (d, m), value of the term in each posting
    listed : int64 (v + 1,), columns : uint32, values : int32, the postings of each other term
    most_words : most points of the duties; half_words : overlap that earns half
    certificates_number, occupation_number, words_number : places among the parts, -1: not weighed
    together : int32 (2, 1001), points for agreeing on both sides by the subtotal of each side; together_number : its place, -1: not weighed
    price : int32 (m,), points taken off; price_number : its place, -1: none
    parts : how many parts a pair has
    """

    classes: NDArray[np.uint32]
    wishes: int
    numbers: NDArray[np.int64]
    certificates: NDArray[np.uint64]
    named: NDArray[np.uint32]
    held: NDArray[np.int32]
    nearness: NDArray[np.float64]
    half_months: float
    most_career: float
    groups: NDArray[np.uint32]
    group_of: NDArray[np.int32]
    level_starts: NDArray[np.int64]
    count_groups: int
    dense_of: NDArray[np.int32]
    dense: NDArray[np.integer]
    listed: NDArray[np.int64]
    columns: NDArray[np.uint32]
    values: NDArray[np.int32]
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


@njit(**_FAST)
def rank_people(offer, crowd, first, last, columns, points, parts):
    """Fill the rows first..last-1 of columns and points, int32 (n, k), and of parts, int32 (n, k, p), or none of them where p is 0.

    Best first; more points, then the lower column. What has no place keeps what stands there.
    """
    count = offer.classes.shape[0]
    shared, passed = np.zeros(count, np.int32), np.empty(count, np.uint32)
    months, worth = np.zeros(offer.count_groups, np.int64), np.zeros(offer.count_groups, np.int32)
    words, keys = np.empty(crowd.bits.shape[1], np.uint64), np.empty(columns.shape[1], np.int64)
    for person in range(first, last):
        left = _open(crowd, person, words, passed)
        if not left:
            continue
        shared[:] = 0
        _add_words(offer, crowd, person, shared)
        _add_careers(offer, crowd, person, months, worth)
        _rank(offer, crowd, person, passed, left, shared, worth, keys, columns, points)
        if parts.shape[2]:
            for place in range(columns.shape[1]):
                column = columns[person, place]
                if column >= 0:
                    _tell(offer, crowd, person, column, shared[column], worth, parts[person, place])
        _forget_careers(offer, crowd, person, months, worth)


@njit(**_FAST)
def who_passes(classes, bits, barred_starts, barred, column, first, last):
    """The people first..last-1 whom the gates pass for one posting, uint32 (p,), ascending.

    A person's row of each kind is read whether or not an earlier one shut the door: a branch guessed wrong costs more.
    """
    found, held, word, bit = np.empty(last - first, np.uint32), 0, column >> 6, np.uint64(column & 63)
    for person in range(first, last):
        passed = ONE
        for kind in range(classes.shape[1]):
            passed &= bits[classes[person, kind], word] >> bit
        for entry in range(barred_starts[person], barred_starts[person + 1]):
            passed &= np.uint64(barred[entry] != column)
        found[held] = person
        held += np.int64(passed & ONE)
    return found[:held]


@njit(**_FAST)
def rank_posting(offer, crowd, column, persons, order, people, points):
    """Fill people and points, int32 (k,), with the best of ``persons`` for one posting, best first.

    persons : uint32 (p,), all of whom pass; crowd.rows : uint64 (p, s), place in crowd.tables of the points of each one's class, signal by signal
    order : int64 (n,), the place of each person's id; among equals the lower is first.
    """
    weight, groups, level_starts, group_of = _spread(offer, column), offer.groups[column], offer.level_starts, offer.group_of
    rows, tables, career_starts, careers, months = crowd.rows, crowd.tables, crowd.career_starts, crowd.careers, crowd.months
    mine, asks, terms, times = crowd.certificates, offer.certificates, crowd.terms, crowd.times
    neutral, known = np.int64(np.rint(0.5 * offer.most_career)), min(mine.shape[1], asks.shape[1])
    filled, end = 0, people.shape[0] - 1
    for at in range(persons.shape[0]):
        person, wished, asked = np.int64(persons[at]), 0, 0
        for signal in range(offer.wishes):
            wished += tables[rows[at, signal]]
        for signal in range(offer.wishes, rows.shape[1]):
            asked += tables[rows[at, signal]]
        common, shared = np.uint64(0), np.int64(0)
        for word in range(known):
            common += bits_set(mine[person, word] & asks[column, word])
        asked += offer.held[offer.named[column], common]
        begin, over = crowd.term_starts[person], crowd.term_starts[person + 1]
        for entry in range(begin, over):
            if np.int64(terms[entry]) < weight.shape[0]:
                shared += np.int64(times[entry]) * weight[np.int64(terms[entry])]
        asked += _word_points(shared, begin < over, offer.most_words, offer.half_words)
        begin, over = career_starts[person], career_starts[person + 1]
        if begin < over and groups[0]:
            best = 0.0
            for level in range(LEVELS):
                lived, group = 0, groups[level]
                for entry in range(begin, over):
                    cut = np.int64(careers[entry]) >> (4 * (LEVELS - 1 - level))
                    if cut & 15 and group and group_of[level_starts[level] + cut] == group:
                        lived += months[entry]
                if not lived:
                    break  # who did nothing within the first digits did nothing within more of them
                best = max(best, offer.nearness[level] * (lived / (lived + offer.half_months)))
            asked += np.int64(np.rint(best * offer.most_career))
        else:
            asked += neutral
        both = min(offer.together[0, wished], offer.together[1, asked])
        total = max(wished + asked + both - offer.price[column], 0)
        if filled > end and (total, -order[person]) < (points[end], -order[people[end]]):
            continue
        place = min(filled, end)
        filled = min(filled + 1, end + 1)
        while place > 0 and (points[place - 1], -order[people[place - 1]]) < (total, -order[person]):
            points[place], people[place] = points[place - 1], people[place - 1]
            place -= 1
        points[place], people[place] = total, person


@njit(**_FAST)
def tell_pairs(offer, crowd, persons, columns, parts):
    """Fill parts, int32 (p, s), for the pairs named, whether gates pass them or not; quick where a person's pairs stand together."""
    months, worth = np.zeros(offer.count_groups, np.int64), np.zeros(offer.count_groups, np.int32)
    shared = np.zeros(offer.classes.shape[0], np.int32)
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
@njit(**_FAST)
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


@njit(**_FAST)
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
            for place in range(listed[term], listed[term + 1]):
                shared[columns[place]] += repeated * values[place]


@njit(**_FAST)
def _add_careers(offer, crowd, person, months, worth):
    """The points that the person's careers earn in each group of occupations."""
    first, last, careers, lived = crowd.career_starts[person], crowd.career_starts[person + 1], crowd.careers, crowd.months
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


@njit(**_FAST)
def _group(level_starts, group_of, code, level):
    cut = np.int64(code) >> (4 * (LEVELS - 1 - level))
    return group_of[level_starts[level] + cut] if cut & 15 else np.int32(0)


@njit(**_FAST)
def _forget_careers(offer, crowd, person, months, worth):
    level_starts, group_of, careers = offer.level_starts, offer.group_of, crowd.careers
    for entry in range(crowd.career_starts[person], crowd.career_starts[person + 1]):
        for level in range(LEVELS):
            group = _group(level_starts, group_of, careers[entry], level)
            months[group] = 0
            worth[group] = 0


@njit(**_FAST)
def _rank(offer, crowd, person, passed, left, shared, worth, keys, columns, points):
    """Keep the best in ``keys``, points above and columns, counted down, below: one comparison decides points and ties.

    Arrays are taken out of their tuples first, and a pair calls nothing that takes one: either would cost more than the pair.
    """
    rows, tables, classes, wishes, signals = crowd.rows, crowd.tables, offer.classes, offer.wishes, crowd.rows.shape[1]
    mine, asks, named, held, groups = crowd.certificates, offer.certificates, offer.named, offer.held, offer.groups
    together, price, most_words, half_words = offer.together, offer.price, offer.most_words, offer.half_words
    has_words = crowd.term_starts[person] < crowd.term_starts[person + 1]
    has_careers = crowd.career_starts[person] < crowd.career_starts[person + 1]
    neutral, known = np.int64(np.rint(0.5 * offer.most_career)), min(mine.shape[1], asks.shape[1])
    count, filled, least = np.uint64(keys.shape[0]), np.uint64(0), np.int64(-1)
    for at in range(np.uint64(left)):
        column = np.uint64(passed[at])
        wished, asked = 0, 0
        for signal in range(wishes):
            wished += tables[rows[person, signal] + classes[column, signal]]
        for signal in range(wishes, signals):
            asked += tables[rows[person, signal] + classes[column, signal]]
        common = np.uint64(0)
        for word in range(known):
            common += bits_set(mine[person, word] & asks[column, word])
        asked += held[named[column], common]
        asked += _word_points(shared[column], has_words, most_words, half_words)
        if has_careers and groups[column, 0]:
            coarse = max(worth[groups[column, 0]], worth[groups[column, 1]])
            asked += max(coarse, max(worth[groups[column, 2]], worth[groups[column, 3]]))
        else:
            asked += neutral
        total = max(wished + asked + min(together[0, wished], together[1, asked]) - price[column], 0)
        key = total << 32 | np.int64(LOW - column)
        if key <= least:
            continue
        if filled < count:
            place, filled = filled, filled + ONE
        else:
            place = count - ONE
        while place > 0 and keys[place - ONE] < key:
            keys[place] = keys[place - ONE]
            place -= ONE
        keys[place] = key
        if filled == count:
            least = keys[count - ONE]
    for place in range(filled):
        points[person, place] = keys[place] >> 32
        columns[person, place] = np.int64(LOW) - (keys[place] & np.int64(LOW))


# One pair -------------------------------------------------------------------------------------------------------------
@njit(**_FAST)
def _word_points(shared, has_words, most, half):
    score = shared / (shared + half) if has_words else 0.5
    return np.int64(np.rint(score * most))


@njit(**_FAST)
def _tell(offer, crowd, person, column, shared, worth, parts):
    """The parts of one pair, each in its place."""
    sides = np.zeros(2, np.int64)
    for signal in range(offer.numbers.shape[0]):
        gained = np.int64(crowd.tables[crowd.rows[person, signal] + offer.classes[column, signal]])
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
        (offer.words_number, _word_points(shared, has_words, offer.most_words, offer.half_words)),
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


# One posting ----------------------------------------------------------------------------------------------------------
@njit(**_FAST)
def _spread(offer, column):
    """What each term is worth in one posting, int32 (v,)."""
    weight = np.zeros(offer.dense_of.shape[0], np.int32)
    for term in range(weight.shape[0]):
        if offer.dense_of[term] >= 0:
            weight[term] = offer.dense[offer.dense_of[term], column]
        else:
            for place in range(offer.listed[term], offer.listed[term + 1]):
                if offer.columns[place] == column:
                    weight[term] = offer.values[place]
    return weight
