"""Deferred acceptance as the rules are worded, step by step and all at once: what the loops of the library are held to."""

from matching.core.allocation import draw
from matching.core.verify import Wish
from tests.matching.core.rounds import World


def allocate_by_words(world: World) -> dict[str, str | None]:
    """Everyone who holds nothing asks the next wish; then every seat or region chooses anew among holders and askers."""
    lists = {name: [wish for wish in wished if wish.is_acceptable] for name, wished in world.wishes.items()}
    names = sorted(lists)
    lots = dict(zip(names, (-draw(world.seed, names)).tolist(), strict=True))
    asked: dict[str, Wish | None] = dict.fromkeys(names)
    while any(asked[name] is None and lists[name] for name in names):
        for name in names:
            if asked[name] is None and lists[name]:
                asked[name] = lists[name].pop(0)
        crowds: dict[str, list[str]] = {seat: [] for seat in world.terms.capacities}
        for name in sorted(
            names, key=lambda one: (asked[one].score, lots[one]) if asked[one] else (0, 0), reverse=True
        ):
            if asked[name]:
                crowds[asked[name].seat].append(name)
        chosen = _choices(world, crowds)
        asked = {name: asked[name] if name in chosen else None for name in names}
    return {name: asked[name].seat if asked[name] else None for name in names}


def _choices(world: World, crowds: dict[str, list[str]]) -> set[str]:
    """Whom all seats choose; each crowd stands best first."""
    terms, chosen = world.terms, set()
    for seat, crowd in crowds.items():
        if seat not in terms.regions:
            members, count = terms.reserves.get(seat, ((), 0))
            first = [name for name in crowd if name in members][:count]
            rest = [name for name in crowd if name not in first]
            chosen.update([*first, *rest][: terms.capacities[seat]])
    for region, cap in terms.caps.items():
        chosen.update(_region(world, region, cap, crowds))
    return chosen


def _region(world: World, region: str, cap: int, crowds: dict[str, list[str]]) -> list[str]:
    terms = world.terms
    seats = [seat for seat in sorted(terms.regions) if terms.regions[seat][0] == region]
    line = {seat: crowds[seat][: terms.capacities[seat]] for seat in seats}
    taken = {seat: line[seat][: terms.regions[seat][1]] for seat in seats}
    turn = True
    while turn:
        turn = False
        for seat in seats:
            if len(taken[seat]) < len(line[seat]) and sum(map(len, taken.values())) < cap:
                taken[seat] = line[seat][: len(taken[seat]) + 1]
                turn = True
    return [name for people in taken.values() for name in people]
