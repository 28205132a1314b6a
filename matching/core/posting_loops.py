"""The loops of the matcher for one posting against everybody: who passes, and the best of them.

The integers are those of ``loops``, which goes person by person; here the posting stands still, so its words are spread out once, its digits
are compared with a career directly, and signals are looked up by class of person.
"""

import numpy as np

from matching.core.compiled import fast
from matching.core.loops import LEVELS, ONE, bits_set, word_points


@fast
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


@fast
def rank_posting(offer, crowd, column, persons, order, people, points):
    """Fill people and points, int32 (k,), with the best of ``persons`` for one posting, best first.

    persons : uint32 (p,), all of whom pass; crowd.rows : uint64 (p, s), place in crowd.tables of the points of each one's class, signal by signal
    order : int64 (n,), the place of each person's id; among equals the lower is first.
    """
    weight, groups, level_starts, group_of = (
        _spread(offer, column),
        offer.groups[column],
        offer.level_starts,
        offer.group_of,
    )
    rows, tables, career_starts, careers, months = (
        crowd.rows,
        crowd.tables,
        crowd.career_starts,
        crowd.careers,
        crowd.months,
    )
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
        asked += word_points(shared, begin < over, offer.most_words, offer.half_words)
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


@fast
def _spread(offer, column):
    """What each term is worth in one posting, int32 (v,)."""
    weight = np.zeros(offer.dense_of.shape[0], np.int32)
    for term in range(weight.shape[0]):
        if offer.dense_of[term] >= 0:
            weight[term] = offer.dense[offer.dense_of[term], column]
        else:
            for place in range(np.uint64(offer.listed[term]), np.uint64(offer.listed[term + 1])):
                if offer.columns[place] == column:
                    weight[term] = offer.values[place]
    return weight
