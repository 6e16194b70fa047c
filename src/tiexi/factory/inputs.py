"""What inputs allow, and what is taken from the yard: whole batches, or any amount of a batch.

Whole batches want every input in full (Leontief). A line that divides takes its inputs in proportion to what it
charges, and then the input rule may let it do without: what it lacks comes from abroad (`substitution` in the record
of matter), so that no recipe is ever broken. Source: input rules and ratings of Pichler et al. 2022, JEDC 144:104527;
stocks that must be in hand for each unit to be made, Hallegatte 2014, Risk Analysis 34:152.
"""

from __future__ import annotations

from tiexi.world.arith import muldiv
from tiexi.world.jit import inlined, int64, kernel, typed_kernel
from tiexi.world.network import Inputs, Rating
from tiexi.world.stores import move
from tiexi.world.table import Array

PPM = 1_000_000
YARD, PROCESS, ABROAD, NATURE = 1, 2, 3, 4
LARGE = 4e18  # beyond this a product may not fit 64 bits
ENDLESS = 4611686018427387903
WHOLE = int64(0)  # no parts of batches, and so no input rule but Leontief's
LEONTIEF, HALF, LINEAR = int(Inputs.LEONTIEF), int(Inputs.HALF_CRITICAL), int(Inputs.LINEAR)
IMPORTANT, CRITICAL = int(Rating.IMPORTANT), int(Rating.CRITICAL)


@typed_kernel("int64(int64, int64, int64, int64)")
def reach(have: int, each: int, per: int, keep: int) -> int:
    """Units that `have` of an input feeds if `per` units take `each` and `keep` ppm of what they take must be in hand.

    `ENDLESS` where that is beyond all bounds.
    """
    if float(have) * float(per) >= LARGE * float(each):
        return ENDLESS
    return muldiv(muldiv(have, per, each)[0], PPM, keep)[0]


@inlined
def feed(
    line: int, most: int, parts: int, rule: int, keep: int, first_use: Array, uses: Array, use_stock: Array,
    use_amount: Array, rating: Array, amount: Array,
) -> int:  # fmt: skip
    """Batches of `line`, up to `most`, that the yard's stocks allow; stocks that suffice cost no division.

    `parts` = 0: whole batches, every input binds. Else the recipe is for `parts` units, and the input `rule` says
    which inputs bind (`rating` of each use): an important one by half of what it lacks for `parts` units.
    """
    batches = most
    held = 0
    asked = 0
    for u in range(first_use[line], first_use[line] + uses[line]):
        each = -use_amount[u]
        if each > 0 and use_stock[u] > 0:
            have = amount[use_stock[u]]
            if parts > 0:
                if rule == LINEAR:
                    held += have
                    asked += each
                elif rule == LEONTIEF or rating[u] == CRITICAL:
                    batches = min(batches, reach(have, each, parts, keep))
                elif rule == HALF and rating[u] == IMPORTANT:
                    batches = min(batches, (reach(have, each, parts, keep) + parts) // 2)
            elif float(each) * float(batches) > LARGE or each * batches > have:
                batches = min(batches, have // each)
    if asked > 0:
        batches = min(batches, reach(held, asked, parts, keep))
    return batches


@inlined
def put(
    u: int, change: int, use_stock: Array, use_good: Array, amount: Array, nature: Array, moved: Array
) -> None:  # fmt: skip
    """What use `u` gives (above 0) or takes, between process and the yard or nature."""
    good = use_good[u]
    place = YARD
    if use_stock[u] > 0:
        amount[use_stock[u]] += change
    else:
        nature[good] += change
        place = NATURE
    if change > 0:
        move(moved, good, PROCESS, place, change)
    else:
        move(moved, good, place, PROCESS, -change)


@inlined
def pass_through(
    line: int, batches: int, first_use: Array, uses: Array, use_stock: Array, use_good: Array, use_amount: Array,
    amount: Array, nature: Array, moved: Array,
) -> None:  # fmt: skip
    """Take the inputs and give the outputs of `batches` of a line in which nothing stays."""
    for u in range(first_use[line], first_use[line] + uses[line]):
        put(u, use_amount[u] * batches, use_stock, use_good, amount, nature, moved)


@kernel
def pass_parts(
    line: int, batches: int, parts: int, before: int, first_use: Array, uses: Array, use_stock: Array,
    use_good: Array, use_amount: Array, amount: Array, nature: Array, outside: Array, moved: Array, lent: Array,
    lends: bool,
) -> None:  # fmt: skip
    """`pass_through` for a line that divides: `batches` more of it, after `before` since the first month.

    All it has ever taken of an input is the whole part of (all it ever charged) x amount / `parts`, so that the laws
    can tell it from the count alone. What the yard lacks comes from abroad and is noted in `lent` if it `lends`.
    """
    for u in range(first_use[line], first_use[line] + uses[line]):
        size = abs(use_amount[u])
        change = muldiv(before + batches, size, parts)[0] - muldiv(before, size, parts)[0]
        if use_amount[u] > 0:
            put(u, change, use_stock, use_good, amount, nature, moved)
            continue
        s = use_stock[u]
        lacking = max(0, change - amount[s]) if s > 0 else 0
        if lacking > 0:
            outside[use_good[u]] -= lacking
            move(moved, use_good[u], ABROAD, PROCESS, lacking)
            if lends:
                lent[s] += lacking
        put(u, lacking - change, use_stock, use_good, amount, nature, moved)


@kernel
def lose(n: int, good: Array, bought: Array, gone: Array, amount: Array, nature: Array, moved: Array) -> None:
    """What was bought and not used of goods that do not keep is lost."""
    for s in range(1, n):
        q = amount[s]
        if bought[s] == 1 and gone[good[s]] == 1 and q > 0:
            amount[s] = 0
            nature[good[s]] += q
            move(moved, good[s], YARD, NATURE, q)
