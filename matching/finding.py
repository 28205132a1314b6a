"""The words of what is open, learnt once and shared: the engine behind the search box (``jobs.search``, settings.SEARCH_ENGINE).

A worker learns them when what is open has changed (``keep_up``) and puts them into the shared cache; each web process holds the newest it has
seen. They say in which order postings come and what a mistyped word meant, never which postings there are: that the database says, so words
a minute old show nothing that is closed and hide nothing that is new.
"""

from datetime import datetime
from typing import NamedTuple

import numpy as np
from django.core.cache import cache
from django.db.models import Count, Max, Sum
from django.utils import timezone
from numpy.typing import NDArray

from jobs.models import OutsidePosting, Posting
from jobs.search import Order
from matching.core import finding, text
from matching.core.finding import Index
from matching.runs import code_version
from profiles import occupations, places

# So many postings are put in order; all others that hold the words follow them by their deadline. The database looks each one up in this
# list: a page of 30,000 that hold the word takes 1.4 times the page by deadline, with 1,000 2.8 times, with 5,000 9.5 times.
FIRST = 200
MEANT = 3  # phrases that may have been meant, each tried in turn
STATE, WORDS = "matching:words:state", "matching:words"  # keys of the shared cache, with the code behind them
AT_ONCE = 2_000  # postings that a request learns itself: under a second; 30,000 took 12
A_DAY = 24 * 3600


class Words(NamedTuple):
    """m postings. state : what was open when they were learnt; ids : int64 (m,); is_own : bool (m,), else an outside posting's id"""

    state: str
    ids: NDArray[np.int64]
    is_own: NDArray[np.bool_]
    index: Index


# What the search box asks ---------------------------------------------------------------------------------------------
def order(typed: str, *, at: datetime) -> Order:
    """The ids of the postings that say most of what was typed, best first, our own and those of others apart."""
    words = _newest(at)
    if words is None:
        return Order()
    rows, _points = finding.order(words.index, typed, k=FIRST)
    is_own = words.is_own[rows]
    return Order(words.ids[rows[is_own]].tolist(), words.ids[rows[~is_own]].tolist())


def meant(typed: str, *, at: datetime) -> list[str]:
    """What may have been meant by words that stand nowhere, the nearest first."""
    words = _newest(at)
    return finding.mended(words.index, typed, k=MEANT) if words else []


# What workers do ------------------------------------------------------------------------------------------------------
def keep_up(*, at: datetime) -> None:
    """Learn again where what is open has changed, or the cache has let go of the words."""
    if cache.get(_key(STATE)) != state(at) or not cache.has_key(_key(WORDS)):
        learn(at=at)


def learn(*, at: datetime) -> Words:
    """Learn the words of what is open now and share them."""
    seen = state(at)
    own = [
        *Posting.objects.open(at).order_by("pk").prefetch_related("posting_sites__site").select_related("organisation")
    ]
    outside = [*OutsidePosting.objects.open(timezone.localdate(at)).order_by("pk")]
    texts = [_text(row) for row in own] + [_outside_text(row) for row in outside]
    names = [*occupations.words(), *(district.name for district in places.districts())]
    words = Words(
        seen,
        np.array([row.pk for row in (*own, *outside)], np.int64),
        np.arange(len(texts)) < len(own),
        finding.learn(texts, names),
    )
    cache.set(_key(WORDS), words, A_DAY)
    if cache.touch(_key(WORDS), A_DAY):  # the cache may have refused so much
        cache.set(_key(STATE), seen, A_DAY)  # last: whoever reads the new state finds the new words
    _held[:] = [words]
    return words


# Private --------------------------------------------------------------------------------------------------------------
_held: list[Words] = []  # of this process


def _newest(at: datetime) -> Words | None:
    """The newest words that are shared, else those held, else learnt here: in a city whose workers have not begun.

    None where that would keep somebody waiting: a list by deadline now is worth more than a better one in seconds.
    """
    state = cache.get(_key(STATE))
    is_older = state is not None and [words.state for words in _held] != [state]
    if is_older and (shared := cache.get(_key(WORDS))):
        _held[:] = [shared]
    if _held:
        return _held[0]
    open_now = Posting.objects.open(at).count() + OutsidePosting.objects.open(timezone.localdate(at)).count()
    return learn(at=at) if open_now <= AT_ONCE else None


def _key(name: str) -> str:
    """Words that other code learnt are left alone: they might not even be read."""
    return f"{name}:{code_version()}"


def state(at: datetime) -> str:
    """What tells one set of open postings from another; ids come from sequences, so they also tell one database from another."""
    own = Posting.objects.open(at).aggregate(Count("pk"), Max("pk"), Sum("version"), Max("published_at"))
    outside = OutsidePosting.objects.open(timezone.localdate(at)).aggregate(Count("pk"), Max("pk"), Max("changed_at"))
    return "/".join(str(value) for value in (*own.values(), *outside.values()))


def _text(row: Posting) -> str:
    wanted = [*row.required_certificates, *row.preferred_certificates]
    sites = [place.site for place in row.posting_sites.all()]
    where = [name for site in sites for name in (site.name, *_district(site.district))]
    return text.posting_text(row.title, row.duties, row.organisation.name, " ".join(wanted), " ".join(where))


def _outside_text(row: OutsidePosting) -> str:
    return text.posting_text(row.title, row.text, row.work_type, row.certificates, row.company, row.place)


def _district(code: str) -> list[str]:
    return [district.name for district in places.districts() if district.code == code]
