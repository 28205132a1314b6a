"""The postings that fit a person's words best, by words alone: several views of the same texts, added up in whole points.

Two tiers. All postings are ordered by how well their words meet the ask (VIEWS), their texts what the ask, taken as a name, lets one
expect (``naming``) and, where a text model is asked as well, by what stands out to it (``likeness``); the first TIER of them are ordered again with
meaning by company (``latent``) and with the evidence of their occupation group (``groups``), which counts more the longer the ask is: a name of
two words means one posting, a page of duties a field of work. Where many ask at once, an ask that lists entries is ordered with what the others
say of themselves too (``links``). Every view is rounded to 1 / GRID before anything is added up, so points are exact sums of whole numbers: the
same for any order of rows, chunk or repetition.

Behind each constant stand dev figures with another value of it: K1 / its hard names / K3 with codes (nDCG@10) and K4 top 1 / hit@10 over 1,250
people of 2019, next to .605 / .274 / .629 and .436 / .713 with (40, 35, 15, 30) for the last four views and GROUP_HALF 10. The optima are flat: K4
gains where K1 and K3 lose, and the set chosen is the one that keeps K1 and K3 at their aims. docs/matching.md has the whole.
"""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, vstack

from matching.core import fields, grams, groups, latent, likeness, links, loans, naming
from matching.core.fields import Field
from matching.core.groups import Groups
from matching.core.latent import Latent
from matching.core.likeness import Embed, Likeness
from matching.core.links import Company

GRID = 10_000  # steps of a view
TIER = 1_000  # postings that are ordered a second time; K3 .628 at 300, .634 at 1,000, .638 at 3,000, nothing else moves by more than .002
CHUNK = 256  # asks held at once

# field, cut, measure, weight in hundredths
VIEWS = (
    ("whole", "pairs", "cover", 125),  # 160: .605 .278 .634, .430 .709
    ("whole", "threes", "angle", 60),  # 0: .601 .266 .607, .434 .713; 70: .604 .276 .642, .433 .713
    ("title", "letters", "angle", 30),  # 20: .602 .277 .626, .432 .712; 50: .604 .266 .630, .431 .713
    ("title", "pairs", "angle", 15),  # 0: .600 .275 .621, .434 .709; 30: .609 .274 .634, .428 .710
    ("cert", "pairs", "cover", 30),  # 0: .605 .271 .629, .436 .714; 60: .603 .273 .628, .433 .709
)
# The same measured against all that a group says, and against its latent direction.
GROUP_VIEWS = (
    ("whole", "pairs", 75),  # 0: .610 .283 .632, .425 .710; 110: .602 .270 .628, .439 .714
    ("whole", "threes", 30),  # 0: .605 .276 .628, .431 .712; 60: .603 .272 .631, .435 .715
    ("title", "pairs", 30),  # 0: .606 .276 .631, .425 .710; 60: .601 .270 .627, .437 .713
    ("cert", "pairs", 30),  # 0: .606 .273 .634, .425 .710; 60: .603 .274 .621, .434 .709
)
GROUP_LATENT = 50  # 0: .612 .287 .655, .420 .694; 30: .606 .279 .644, .434 .702; 80: .598 .265 .609, .434 .717
# An ask of n different pairs gives the group n / (n + HALF) of GROUP (all it says) and of BEST (its best few), in hundredths.
GROUP, GROUP_HALF = (
    150,
    20,
)  # half 5: .598 .265 .628, .441 .716; 20: .610 .282 .633, .425 .708; 40: .613 .288 .642, .406 .700
BEST, BEST_HALF = (
    200,
    100,
)  # 150: .604 .273 .620, .437 .714; 300: .605 .273 .647, .432 .710; half 200: .604 .273 .624, .438 .714
# What others who ask say of the group, for an ask that lists several entries (certificates, courses, subjects): K4 of 2019, all 5,836 people, top 1 /
# hit@10 .420 / .726 at 0, .457 / .758 at 40, .457 / .756 at 60. A name or a sentence takes nothing from others: K1 falls to .603 and K3 to .593
# where they do, since few of those who ask share a group.
LINK = 45
# What an ask that lists nothing lets one expect, taken as a name: NAME x HALF / (n + HALF). K1 / hard / K3 with codes / withheld .610 .287 .641 .507 at
# 0, .629 .295 .645 .506 at (150, 20), .629 .296 .631 .499 at 100 for any length. K4 top 1 .457 at 0, .448 where asks that list have it too.
NAME, NAME_HALF = 150, 20
NAME_CUTS = (
    "pairs",
    "letters",
)  # K1 / hard of the first tier .632 / .300, .631 / .300 by pairs alone, .632 / .304 with threes beside
# An ask that lists nothing counts as n x n / LONG pairs when it comes to groups: .629 .295 .645 .506 at n, .631 .295 .659 .507 at 20, .633 .299 .654
# .506 at 40, .633 .301 .649 .506 at 60.
LONG = 40
# What stands out to a text model, where one is asked (``likeness``), for each standard deviation: K1 / hard / K3 with codes / withheld .652 .345 .653 .505
# at 0, .675 .373 .678 .528 at 10, .681 .384 .681 .532 at 15, .687 .385 .678 .529 at 20.
MODEL = 15
# Letters of a text that a text model reads after its title: K1 / hard .655 / .327 with none, .681 / .384 with 70, .682 / .386 with 150.
OPENING = 70
GUESSES = 50  # places of the first ranking whose groups are guesses
# From this place on a posting whose group was shown already has half its points: the list widens.
WIDE = 10  # K4 hit@10 .704 as against .698 without; the first ten places, and so K1 and K3, are the same
TITLE_TIMES = (
    2  # K1 / hard of the cover alone: .577 / .313 once, .591 / .307 twice, .594 / .303 three times, .593 / .297 four
)

_CUTS = {"pairs": grams.edged(2), "threes": grams.edged(3), "letters": grams.syllables}


class Offer(NamedTuple):
    """One posting in words; group : an opaque code that like postings share, "" where it has none."""

    title: str
    text: str
    cert: str
    group: str


class Index(NamedTuple):
    """m postings, learnt once.

    fields : by (field, cut); centres : csr (g, t), what each group says, by (field, cut); expected : float64 (t, r), as ``naming.learn`` gives it;
    bodies : float64 (m, r), directions of the texts without their titles; by_words : int64 (m,), the postings in the order of what they say
    """

    fields: dict[tuple[str, str], Field]
    centres: dict[tuple[str, str], csr_array]
    latent: Latent
    latent_centres: NDArray[np.float64]
    groups: Groups
    expected: NDArray[np.float64]
    bodies: NDArray[np.float64]
    by_words: NDArray[np.int64]


def learn(offers: Sequence[Offer]) -> Index:
    """Learn m postings. Ties go to the earlier one, so order them by what shall break ties.

    They are learnt in the order of what they say, so that rounding doesn't hang on their order either.
    """
    by_words = np.array(sorted(range(len(offers)), key=offers.__getitem__), np.int64)
    return _in_order(_learn([offers[place] for place in by_words]), np.argsort(by_words))


def _learn(offers: Sequence[Offer]) -> Index:
    texts = {
        "title": [offer.title for offer in offers],
        "cert": [offer.cert for offer in offers],
        "body": [f"{offer.text}\n{offer.cert}" for offer in offers],
        "whole": ["\n".join([offer.title] * TITLE_TIMES + [offer.text, offer.cert]) for offer in offers],
    }
    named = dict.fromkeys((name, cut) for name, cut, _measure, _weight in VIEWS)
    learnt = {(name, cut): fields.learn(texts[name], _CUTS[cut]) for name, cut in named}
    grouped = groups.learn([offer.group for offer in offers])
    meaning = latent.learn(learnt["whole", "pairs"].unit)
    centres = {
        (name, cut): fields.to_unit(csr_array(grouped.members @ learnt[name, cut].unit))
        for name, cut, _weight in GROUP_VIEWS
    }
    bodies = latent.learn(fields.learn(texts["body"], _CUTS["pairs"]).unit).postings
    expected = naming.learn(_names([learnt["title", cut].unit for cut in NAME_CUTS]), bodies)
    of_groups = latent.to_unit(grouped.members @ meaning.postings)
    return Index(learnt, centres, meaning, of_groups, grouped, expected, bodies, np.arange(len(offers)))


def _in_order(index: Index, places: NDArray[np.int64]) -> Index:
    """The same postings in another order."""
    return index._replace(
        fields={
            key: field._replace(covers=csr_array(field.covers[:, places]), unit=csr_array(field.unit[places]))
            for key, field in index.fields.items()
        },
        latent=index.latent._replace(postings=index.latent.postings[places]),
        groups=Groups(index.groups.of[places], csr_array(index.groups.members[:, places])),
        bodies=index.bodies[places],
        by_words=np.argsort(places)[index.by_words],
    )


def link(index: Index, asks: Sequence[str]) -> Company | None:
    """Learn from the n asks that list several entries, ranked once, what people of an occupation group say.

    None where there is no such ask or no two postings share a group.
    """
    count = index.groups.members.shape[0]
    listing = [place for place, ask in enumerate(asks) if grams.entries(ask) > 1]
    if not listing or count == len(index.groups.of):
        return None
    index, guessed = _in_order(index, index.by_words), list[csr_array]()  # so that no guess hangs on a tie of ids
    for first in range(0, len(listing), CHUNK):
        places, points = rank(index, [asks[place] for place in listing[first : first + CHUNK]], k=GUESSES)
        guessed.append(links.likely(index.groups.of[places], points, count))
    shares = csr_array(vstack(guessed))
    to_rows = csr_array((np.ones(len(listing), np.int64), (listing, range(len(listing)))), (len(asks), len(listing)))
    return Company(links.learn([_terms(asks[place]) for place in listing], shares), csr_array(to_rows @ shares))


def compare(embed: Embed, offers: Sequence[Offer], asks: Sequence[str]) -> Likeness:
    """Ask a text model how like m postings and n asks are, by title and OPENING letters of the text.

    An ask that lists entries takes none of it: K4 of 2019, every fourth of those who list, top 1 / hit@10 .483 / .782 without, .482 / .794 with a weight
    of 10, .477 / .791 with 15, which is no more than chance may do, and the model would have to read what every person says.
    """
    briefs = [f"{offer.title} {likeness.plain(offer.text)[:OPENING]}" for offer in offers]
    return likeness.learn(embed, briefs, ["" if grams.entries(ask) > 1 else ask for ask in asks])


def rank(
    index: Index, asks: Sequence[str], *, k: int, company: Company | None = None, alike: Likeness | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The best k postings for each of n asks.

    Parameters
    ----------
    index : m postings; asks : n people's own words; k : places, >= 1; company : what :func:`link` learnt, alike : what :func:`compare` found, with the
    rows of these asks

    Returns
    -------
    places int64 (n, min(k, m)), rows of the postings as they were learnt, best first, and points int64 of the same shape, >= 0, never
    increasing along a row: GRID x 100 for a cover of 1 at a weight of 100. Ties: the earlier posting first.

    Raises ValueError for k < 1.
    """
    if k < 1:
        raise ValueError(f"k is {k}; at least one place is needed")
    asked = _asked(index, asks)
    points = _meet(index, asked)
    if alike is not None:
        points += MODEL * _grid(likeness.stand_out(alike))
    places = _best(points, min(max(TIER, k), len(index.groups.of)))
    own = np.take_along_axis(points, places, axis=1)
    points = own + _of_groups(index, asked, own, index.groups.of[places])
    if company is not None:
        points += _of_company(company, asks, index.groups.of[places])
    return _widened(places, points, index.groups.of[places], k)


class _Asked(NamedTuple):
    """n asks. counts, rows : by (field, cut), csr (n, t), damped counts and unit rows; meaning : float64 (n, r); pairs, lists : (n,), which list entries"""

    counts: dict[tuple[str, str], csr_array]
    rows: dict[tuple[str, str], csr_array]
    meaning: NDArray[np.float64]
    pairs: NDArray[np.int64]
    lists: NDArray[np.bool_]


def _asked(index: Index, told: Sequence[str]) -> _Asked:
    lists = np.array([grams.entries(ask) > 1 for ask in told], bool)
    asks = [_said(ask) for ask in told]
    counts = {key: fields.ask(field, asks) for key, field in index.fields.items()}
    rows = {key: fields.directions(index.fields[key], asked) for key, asked in counts.items()}
    pairs = np.array([len(set(_CUTS["pairs"](ask))) for ask in asks], np.int64)
    return _Asked(counts, rows, latent.ask(index.latent, rows["whole", "pairs"]), pairs, lists)


def _meet(index: Index, asked: _Asked) -> NDArray[np.int64]:
    """First tier: points of VIEWS, int64 (n, m)."""
    points = np.zeros((len(asked.pairs), len(index.groups.of)), np.int64)
    for name, cut, measure, weight in VIEWS:
        field = index.fields[name, cut]
        if measure == "cover":
            points += weight * _grid(fields.cover(field, asked.counts[name, cut]))
        else:
            points += weight * _grid(fields.angle(asked.rows[name, cut], field.unit))
    names = naming.expect(index.expected, _names([asked.rows["title", cut] for cut in NAME_CUTS]))
    few = np.rint(NAME * NAME_HALF / (asked.pairs + NAME_HALF)).astype(np.int64)[:, None]
    few[asked.lists] = 0
    return points + few * _grid(names @ index.bodies.T)


def _names(rows: Sequence[csr_array]) -> csr_array:
    return fields.to_unit(csr_array(hstack(rows)))


def _of_groups(index: Index, asked: _Asked, own: NDArray[np.int64], of: NDArray[np.int64]) -> NDArray[np.int64]:
    """Points for the group of each entry, int64 (n, c); own : what the entries have by themselves; of : their groups."""
    said = GROUP_LATENT * _grid(asked.meaning @ index.latent_centres.T)
    for name, cut, weight in GROUP_VIEWS:
        said += weight * _grid(fields.angle(asked.rows[name, cut], index.centres[name, cut]))
    pairs = np.where(asked.lists, asked.pairs, asked.pairs**2 / LONG)
    whole = _hundredths(GROUP, pairs, GROUP_HALF) * np.take_along_axis(said, of, axis=1)
    few = _hundredths(BEST, pairs, BEST_HALF) * groups.best_few(own, of, index.centres["whole", "pairs"].shape[0])
    return (whole + few) // 100


def _of_company(company: Company, asks: Sequence[str], of: NDArray[np.int64]) -> NDArray[np.int64]:
    """Points for what others say of the groups of the entries, int64 (n, c), >= 0; none for an ask that lists nothing."""
    terms = [_terms(ask) if grams.entries(ask) > 1 else set() for ask in asks]
    said = LINK * _grid(links.meet(company.links, terms, company.gave))
    return np.take_along_axis(said, of, axis=1)


def _terms(ask: str) -> set[str]:
    return set(_CUTS["pairs"](_said(ask)))


def _said(ask: str) -> str:
    return grams.told(loans.read(unicodedata.normalize("NFKC", ask)))


def _widened(
    places: NDArray[np.int64], points: NDArray[np.int64], of: NDArray[np.int64], k: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The best k; beyond WIDE, postings whose group stands above have half their points."""
    order = _by_points(places, points)
    places, points, of = (np.take_along_axis(held, order, axis=1) for held in (places, points, of))
    again = groups.seen_before(of)
    again[:, :WIDE] = False
    points = np.where(again, points // 2, points)
    order = _by_points(places, points)[:, :k]
    return np.take_along_axis(places, order, axis=1), np.take_along_axis(points, order, axis=1)


def _best(points: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Columns of the best `count` of each row, ascending; ties: the lower column."""
    columns = points.shape[1]
    if count >= columns:
        return np.tile(np.arange(columns), (len(points), 1))
    keys = points * columns + np.arange(columns)[::-1]
    return np.sort(np.argpartition(keys, columns - count, axis=1)[:, columns - count :], axis=1)


def _by_points(places: NDArray[np.int64], points: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.lexsort((places, -points), axis=1)


def _hundredths(most: int, pairs: NDArray[np.float64], half: int) -> NDArray[np.int64]:
    """most x n / (n + half) for an ask of n pairs, int64 (n, 1)."""
    return np.rint(most * pairs / (pairs + half)).astype(np.int64)[:, None]


def _grid(view: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.rint(GRID * np.maximum(view, 0)).astype(np.int64)
