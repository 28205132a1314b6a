"""The search box: how many slips are mended and strange words left alone at each threshold, and what a search costs beside its peers.

Words are the official names of occupations and the everyday ones; slips are those of a Korean keyboard, drawn by a published seed. What is in
the development data beside the project (official other names) is used where it is there: a name that no posting holds is a strange word.
"""

import json
import random
from collections.abc import Iterator
from typing import Any

from benchmarks import timing
from benchmarks.quality import DATA
from matching.core import finding, grams, keys, near_words, text
from profiles import occupations

SEED, TRIES = 20260101, 500
POSTINGS = 30_000
LONG = 10  # keys of a word that may well be mistyped twice
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SLIPS = ("beside", "left out", "twice", "turned", "shifted")
THRESHOLDS = ((4, 4), (5, 4), (6, 4), (8, 4), (6, 3), (6, 6))
ASKS = ("요양보호사", "도서관 사서", "돌봄", "아파트 경비원", "학교 급식 조리")
MISTYPED = ("eptjrhks", "요양보호샤", "아파트 경비언", "건축설게", "사회복지새")


def run(*, small: bool = False) -> Iterator[str]:
    """The tables, a line at a time."""
    yield from _slips()
    yield from _speed(POSTINGS // 10 if small else POSTINGS)


def _slips() -> Iterator[str]:
    known = sorted({word for name in occupations.words() for word in grams.words(name) if _is_hangul(word)})
    docs = _read("K3_docs.json")
    held = dict.fromkeys(known, 0) | {word: 1 for row in docs for word in grams.words(f"{row['title']} {row['text']}")}
    lexicon = near_words.learn(held)
    drawn = random.Random(SEED)  # noqa: S311 - a published seed
    slips = [(word, _slip(drawn, keys.keys(word))) for word in drawn.choices(known, k=TRIES)]
    slips = [(word, typed) for word, typed in slips if typed not in {keys.keys(word)}]
    twice = [(word, _slip(drawn, typed)) for word, typed in slips if len(typed) >= LONG]
    names = {word for row in _read("dev/K1_alias.json") for word in grams.words(row["text"]) if _is_hangul(word)}
    strange = sorted(word for word in names if word not in held)[::3]
    yield f"{len(lexicon.words):,} words; {len(slips):,} with one slip, {len(strange):,} strange ones"
    yield "keys a slip | least keys | mended first | among three | of two slips | strange words taken for another"
    for keys_a_slip, least in THRESHOLDS:

        def near(typed: str, a_slip: int = keys_a_slip, least: int = least) -> list[str]:
            count = len(keys.keys(typed))
            most = keys.SLIP * max(1, count // a_slip) if count >= least else 0
            return [word for word, _cost in near_words.nearest(lexicon, typed, k=3, most=most)]

        found = [(word, near(typed)) for word, typed in slips]
        first = sum(words[:1] == [word] for word, words in found) / len(slips)
        among = sum(word in words for word, words in found) / len(slips)
        two = sum(word in near(typed) for word, typed in twice) / len(twice)
        taken = sum(bool(near(word)) for word in strange) / max(len(strange), 1)
        yield f"{keys_a_slip:11} | {least:10} | {first:12.3f} | {among:11.3f} | {two:12.3f} | {taken:.3f}"


def _speed(count: int) -> Iterator[str]:
    """One search by learnt words beside the same by plain loops, and beside learning the words."""
    drawn = random.Random(SEED)  # noqa: S311
    said = [f"{row['title']} {row['text']}" for row in _read("K3_docs.json")] or occupations.words()
    bodies = [(drawn.choice(occupations.words()), drawn.choice(said), drawn.choice(said)[:100]) for _ in range(count)]
    texts = [text.posting_text(*body) for body in bodies]
    learning = timing.timed(lambda: finding.learn(texts, occupations.words()), tries=1)
    index = learning.result
    words = index.lexicon.words
    ordered, mended, plain = timing.beside(
        lambda: [finding.order(index, ask, k=1_000) for ask in ASKS],
        lambda: [finding.mended(index, ask, k=3) for ask in MISTYPED],
        lambda: [min(words, key=lambda word, ask=ask: (_distance(ask, keys.keys(word)), word)) for ask in MISTYPED[:1]],
    )
    yield f"{count:,} postings of {sum(map(len, texts)) // count} letters, {len(words):,} words"
    yield f"one order: {ordered.seconds / len(ASKS) * 1e3:.1f} ms; learning is {learning.seconds / (ordered.seconds / len(ASKS)):,.0f} x that"
    once = mended.seconds / len(MISTYPED)
    yield f"one mending: {once * 1e3:.1f} ms; plain loops over all words are {plain.seconds / once:,.0f} x that"


def _slip(drawn: random.Random, typed: str) -> str:
    """The keys with one slip."""
    at, kind = drawn.randrange(len(typed)), drawn.choice(SLIPS)
    key = typed[at]
    if kind == "left out":
        return typed[:at] + typed[at + 1 :]
    if kind == "twice":
        return typed[:at] + key + typed[at:]
    if kind == "turned":
        return typed[:at] + typed[at + 1 : at + 2] + key + typed[at + 2 :]
    other = key.swapcase() if kind == "shifted" and key.lower() in "qwertop" else drawn.choice(_beside(key))
    return typed[:at] + other + typed[at + 1 :]


def _beside(key: str) -> str:
    row = next((row for row in ROWS if key.lower() in row), key)
    at = row.find(key.lower())
    return row[max(at - 1, 0) : at] + row[at + 1 : at + 2] or key


def _distance(one: str, other: str) -> int:
    """Slips between two words, a cell at a time (Levenshtein's, without turned keys)."""
    last = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        here = [row]
        for column, right in enumerate(other, 1):
            here.append(min(last[column] + 1, here[-1] + 1, last[column - 1] + (left != right)))
        last = here
    return last[-1]


def _is_hangul(word: str) -> bool:
    return len(word) > 1 and all("가" <= letter <= "힣" for letter in word)


def _read(name: str) -> list[dict[str, Any]]:
    path = DATA / "eval" / name
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
