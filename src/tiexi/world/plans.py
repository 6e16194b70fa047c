"""The plan's balances: what the year needs of every good, what there is, and what one more would be worth."""

from __future__ import annotations

from tiexi.world.table import Table, column

PERIODS = 2  # half-years of a yearly plan: quarters would take twice the time and say hardly more


class Balances(Table):
    """Balances of goods in the plan of the year: row = good * 2 + half-year (from 0), plus 1."""

    target = column("i8", "g or unit", "to be delivered outside, and used by shops and public services")
    need = column("i8", "g or unit", "use of the works and deliveries together, as the planner reckons them")
    supply = column("i8", "g or unit", "output of the works and purchases outside, as the planner reckons them")
    bought = column("i8", "g or unit", "of that, purchases outside: the fund that is allotted")
    missing = column("i8", "g or unit", "part of the target that even the optimal plan cannot reach")
    shadow = column("i8", "fen per million g or units", "what one more would be worth to the optimal plan")
