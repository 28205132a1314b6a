"""Pair as many as can be at the least loss: each on the left takes at most one place on the right.

Shortest augmenting paths with potentials (Jonker & Volgenant, "A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment
Problems", 1987), over lists of edges. Whole numbers: exact, and the same on any machine.
"""

import heapq
from collections.abc import Sequence

Edges = Sequence[Sequence[tuple[int, int]]]


def pair(edges: Edges) -> list[int]:
    """Pair left with right.

    Parameters
    ----------
    edges : for each on the left its (right, loss), losses whole and >= 0, rights >= 0

    Returns
    -------
    The right of each on the left, -1 for none. As many as can be are paired; where not all can, the earlier ones are; among all ways to pair
    those, the sum of losses is the least. Ties: by the order of what came in, so the same lists give the same pairs.

    >>> pair([[(0, 1), (1, 5)], [(0, 2)]])
    [1, 0]
    """
    taken, owner = [-1] * len(edges), {}
    left_worth, right_worth = [0] * len(edges), {}
    for root in range(len(edges)):
        _augment(root, edges, taken, owner, left_worth, right_worth)
    return taken


def _augment(
    root: int,
    edges: Edges,
    taken: list[int],
    owner: dict[int, int],
    left_worth: list[int],
    right_worth: dict[int, int],
) -> None:
    """Find the shortest way from ``root`` to a free right, and pass every right on it along; change nothing where there is none."""
    way, reached, came_from, done = [], {}, {}, {}
    left, base = root, 0
    while True:
        for right, loss in edges[left]:
            far = base + loss - left_worth[left] - right_worth.get(right, 0)
            if right not in done and (right not in reached or far < reached[right]):
                reached[right], came_from[right] = far, left
                heapq.heappush(way, (far, right))
        while way and way[0][1] in done:
            heapq.heappop(way)
        if not way:
            return
        base, right = heapq.heappop(way)
        done[right] = base
        if right not in owner:
            break
        left = owner[right]
    left_worth[root] += base
    for seen, far in done.items():
        right_worth[seen] = right_worth.get(seen, 0) + far - base
        if seen in owner:
            left_worth[owner[seen]] += base - far
    while right != -1:
        left = came_from[right]
        owner[right] = left
        right, taken[left] = taken[left], right
