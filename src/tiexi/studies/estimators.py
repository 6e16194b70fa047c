"""What the model yields to hold against a figure: one small function each, from the measures of one member.

A function takes the measures (numbers by name and year, `studies.witness`) and a year; None where the member has no
such number. Shares are between 0 and 1, persons are real, money is in the region's unit. Definitions follow
`economics.md` section 6.
"""

from __future__ import annotations

from collections.abc import Callable

from tiexi.studies.witness import Measures

Estimator = Callable[[Measures, int], "float | None"]
FIRST_PLAN = 1953  # first year of the first five-year plan: what is cumulated begins here


def known(m: Measures, name: str, year: int) -> float | None:
    """A measure of a year, None if there is none."""
    return m.get(name, {}).get(year)


def total(m: Measures, names: tuple[str, ...], year: int) -> float | None:
    """Sum of several measures of a year, None if one is missing."""
    found = [known(m, name, year) for name in names]
    return None if None in found else sum(v for v in found if v is not None)


def over(part: float | None, whole: float | None) -> float | None:
    """A ratio; None if either is missing or nothing is divided by."""
    return None if part is None or not whole else part / whole


def since_plan(m: Measures, name: str, year: int) -> float | None:
    """A yearly measure summed from `FIRST_PLAN`; None if a year is missing."""
    years = range(FIRST_PLAN, year + 1)
    found = [known(m, name, y) for y in years]
    return None if not found or None in found else sum(v for v in found if v is not None)


def staff_state(m: Measures, year: int) -> float | None:
    """Persons on the books of state enterprises, on post and off post, year end."""
    return total(m, ("on_post_state", "off_post_state"), year)


def staff_collective(m: Measures, year: int) -> float | None:
    """Persons on the books of collective enterprises, on post and off post, year end."""
    return total(m, ("on_post_collective", "off_post_collective"), year)


def staff_industry(m: Measures, year: int) -> float | None:
    """Persons on the books of state and collective enterprises, year end."""
    return total(m, ("on_post_state", "off_post_state", "on_post_collective", "off_post_collective"), year)


def staff_smelter(m: Measures, year: int) -> float | None:
    """Persons on the books of the smelter at the end of the year before: the last before a closure in the year."""
    return known(m, "staff_smelter", year - 1)


def off_post_share_state(m: Measures, year: int) -> float | None:
    """Off post over all on the books of state enterprises, year end."""
    return over(known(m, "off_post_state", year), staff_state(m, year))


def off_post_share_collective(m: Measures, year: int) -> float | None:
    """Off post over all on the books of collective enterprises, year end."""
    return over(known(m, "off_post_collective", year), staff_collective(m, year))


def retired_per_tied(m: Measures, year: int) -> float | None:
    """Pensioners of state and collective enterprises over all on their books, year end."""
    return over(total(m, ("retired_state", "retired_collective"), year), staff_industry(m, year))


def registered_laid_off(m: Measures, year: int) -> float | None:
    """Laid-off workers registered in the yearbook, year end."""
    return known(m, "laid_off_registered", year)


def registered_share_of_state(m: Measures, year: int) -> float | None:
    """Registered laid-off over off-post workers of state enterprises, year end."""
    return over(registered_laid_off(m, year), known(m, "off_post_state", year))


def registered_share_of_all(m: Measures, year: int) -> float | None:
    """Registered laid-off over off-post workers of state and collective enterprises, year end."""
    return over(registered_laid_off(m, year), total(m, ("off_post_state", "off_post_collective"), year))


def severed_share(m: Measures, year: int) -> float | None:
    """Ties ended with compensation under the merger of statuses over those off post at the end of the year before
    the last: July 2001 to December 2002 over the end of 2000."""
    return over(known(m, "severed_under_merger", year), total(m, ("off_post_state", "off_post_collective"), year - 2))


def reemployment(m: Measures, year: int) -> float | None:
    """Left the centres for work, a post or their own account, over all ever enrolled, January to June."""
    return known(m, "reemployment", year)


def registered_unemployment_rate(m: Measures, year: int) -> float | None:
    """Registered unemployed over them and all who are on the books or work informally, year end."""
    jobless = known(m, "registered_unemployed", year)
    rest = total(m, ("employed", "off_post", "informal"), year)
    return None if jobless is None or rest is None else over(jobless, jobless + rest)


def wage_state(m: Measures, year: int) -> float | None:
    """Pay of state plants over their staff, by the definition of staff in force: currency a person and year."""
    return over(known(m, "pay_state", year), known(m, "staff_years_state", year))


def wage_collective(m: Measures, year: int) -> float | None:
    """Pay of collective plants over their staff, by the definition of staff in force: currency a person and year."""
    return over(known(m, "pay_collective", year), known(m, "staff_years_collective", year))


def wage_state_over_collective(m: Measures, year: int) -> float | None:
    """Average pay of state plants over that of collective plants."""
    return over(wage_state(m, year), wage_collective(m, year))


def loss_making_share(m: Measures, year: int) -> float | None:
    """Enterprises with a loss over the year, state and collective, over all at work at its end."""
    return over(known(m, "loss_makers", year), known(m, "enterprises", year))


def loss_making_share_state(m: Measures, year: int) -> float | None:
    """State enterprises with a loss over the year over all state enterprises at work at its end."""
    return over(known(m, "loss_makers_state", year), known(m, "enterprises_state", year))


def bank_debt_state(m: Measures, year: int) -> float | None:
    """Loans owed by state enterprises, year end."""
    return known(m, "bank_debt_state", year)


def owed_to_workers_state(m: Measures, year: int) -> float | None:
    """Wages, allowances, pensions and severance owed by state enterprises, year end."""
    return known(m, "owed_to_workers_state", year)


def steel_sold_outside(m: Measures, year: int) -> float | None:
    """Rolled steel sold outside the region over all that was rolled, cumulated from the first plan."""
    return over(since_plan(m, "steel_outside", year), since_plan(m, "steel_rolled", year))


def profits_over_investment(m: Measures, year: int) -> float | None:
    """Profit and taxes sent to the centre over what the centre put into plants, cumulated from the first plan.

    None while the centre's grants for machines are no money: opening cash alone is no investment.
    """
    if not since_plan(m, "granted_by_centre", year):
        return None
    return over(since_plan(m, "sent_to_centre", year), since_plan(m, "invested_by_centre", year))


def so2(m: Measures, year: int) -> float | None:
    """Sulphur dioxide given off in the year, tonnes."""
    return known(m, "so2", year)


ESTIMATORS: dict[str, Estimator] = {
    f.__name__: f
    for f in (
        staff_state, staff_collective, staff_industry, staff_smelter, off_post_share_state,
        off_post_share_collective, retired_per_tied, registered_laid_off, registered_share_of_state,
        registered_share_of_all, severed_share, reemployment, registered_unemployment_rate, wage_state,
        wage_collective, wage_state_over_collective, loss_making_share, loss_making_share_state, bank_debt_state,
        owed_to_workers_state, steel_sold_outside, profits_over_investment, so2,
    )
}  # fmt: skip
FACTORS = {"percent": 100.0, "million": 1e-6}  # from what an estimator gives to the unit of a figure


def estimate(m: Measures, name: str, year: int, base: int | None, unit: str) -> float | None:
    """What estimator `name` gives for a year, over that of year `base` if there is one, in the unit of the figure.

    Raises KeyError for a name that is no estimator. Of a unit its first word counts: percent, million.
    """
    value = ESTIMATORS[name](m, year)
    if base is not None:
        value = over(value, ESTIMATORS[name](m, base))
    return None if value is None else value * FACTORS.get(unit.split(" ")[0], 1.0)
