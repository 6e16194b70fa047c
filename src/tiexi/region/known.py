"""The parameters that rules read: meaning, unit, hard bounds, and the default where a region may stay silent.

A parameter without default has to be given by every region. A default means that the institution does not exist
in a region that never mentions it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """A parameter that a rule reads; `low` and `high` are the bounds beyond which it means nothing."""

    unit: str
    meaning: str
    low: float
    high: float
    default: float | None = None


SHARE = "1"
MONTHLY = "1/month"
_BIG = 1e9
_PAY = 1e5  # a month: what a household gets is kept in 32 bits of coins, for many members and old debts at once

KNOWN: dict[str, Known] = {
    # pay
    "wage.level": Known("yuan/year", "pay of state workers of the region", 0, 12 * _PAY),
    "wage.collective": Known(SHARE, "pay in collective and private plants over the pay of the state", 0, 10, 1.0),
    "wage.spread": Known(SHARE, "standard deviation of the personal rank, in logs", 0, 3),
    # households
    "household.alpha_income": Known(SHARE, "consumption out of income", 0, 1),
    "household.alpha_wealth": Known("1/year", "consumption out of money held", 0, 12),
    "household.shop_share": Known(SHARE, "share of consumption bought at the shops of the street", 0, 1),
    "informal.pay": Known(SHARE, "informal pay over the wage level if all were in it; the fewer are, the more", 0, 10),
    "informal.elasticity": Known(SHARE, "fall of informal pay with the share of people in it", 0, 10),
    "informal.floor": Known(SHARE, "lowest informal pay over the wage level", 0, 10),
    "informal.entry": Known(MONTHLY, "people without work who take up informal work", 0, 1),
    "informal.exit": Known(MONTHLY, "people who give up informal work", 0, 1),
    "consumer.fulfilment": Known(SHARE, "deliveries over what is wanted at planned saving; 9 = no limit", 0, 9, 9.0),
    "consumer.planned_saving": Known(SHARE, "share of income saved even when goods are short", 0, 1, 0.0),
    # public money
    "tax.turnover": Known(SHARE, "tax on sales that goes to the centre", 0, 1),
    "tax.local": Known(SHARE, "tax on sales that goes to the treasury of the region", 0, 1),
    "tax.profit_remitted": Known(SHARE, "share of profit remitted to the centre, or taxed", 0, 1),
    # finance of plants
    "finance.softness": Known(SHARE, "share of a loss that is covered by grants, loans and forgiven tax", 0, 1, 0.0),
    "finance.working_months": Known("month", "months of turnover the bank lends as working capital", 0, 60),
    "finance.interest": Known("1/year", "interest on bank debt", 0, 10),
    "finance.repayment": Known(MONTHLY, "share of its loans that a plant repays at most", 0, 1, 1.0),
    "finance.hoard_spent": Known(
        SHARE, "share of a hoard (beyond three months of costs) that buys machines; the rest repays loans", 0, 1, 0.0
    ),
    "finance.interest_first": Known(SHARE, "share of interest the bank debits before suppliers are paid", 0, 1, 0.0),
    "finance.loan_capital": Known(SHARE, "share of sales borrowed for machines", 0, 1, 0.0),
    "finance.grant_capital": Known(SHARE, "share of sales that the centre grants for machines", 0, 1, 0.0),
    "welfare.share": Known(SHARE, "heat, clinic, school and flats of a plant over its wage bill", 0, 2, 0.0),
    "welfare.owed": Known(SHARE, "part of the welfare not provided that a plant owes its people", 0, 1, 0.0),
    "finance.trade_credit_months": Known("month", "months of turnover that suppliers let a plant owe them", 0, 120),
    "finance.wages_first": Known(
        SHARE, "share of pay due and owed that a till holds back before it pays for inputs in advance", 0, 1, 1.0
    ),
    "finance.grant_share": Known(SHARE, "share of the cover of a loss that is a grant; the rest is lent", 0, 1, 0.5),
    "finance.float_months": Known("month", "months of costs a till keeps before it repays or remits", 0, 24, 1.0),
    "finance.tax_forgiven": Known(MONTHLY, "part of tax arrears forgiven where softness is one", 0, 1, 0.0),
    "clearing.share": Known(SHARE, "part of old debts to suppliers that a dated clearing settles; 0 = none", 0, 1, 0.0),
    "clearing.credit": Known(SHARE, "what the bank lends for it, over what is settled", 0, 1, 0.0),
    "competition.speed": Known(
        MONTHLY, "growth of a market share for each part by which cost and quality are better than the mean", 0, 1, 0.0
    ),
    "market.fill_months": Known(
        "month", "months over which buyers outside judge makers by what they delivered; 0 = they do not", 0, 120, 0.0
    ),
    "market.trial_orders": Known(SHARE, "least weight of a maker who does not deliver, of one who does", 0, 1, 0.05),
    "trade.market_share": Known(SHARE, "share of trade at the market price", 0, 1, 1.0),
    "pay.short_time": Known(SHARE, "cut of pay at no work at all: hours are cut before people", 0, 1, 0.0),
    # private owners
    "private.reinvested": Known(SHARE, "share of what a private till can spare that buys machines", 0, 1, 0.0),
    "private.growth": Known(MONTHLY, "most that a private plant grows", 0, 1, 0.03),
    "private.capital": Known("month", "machines, in months of the sales they can make", 0.1, 120, 6.0),
    # expectations
    "expectation.speed": Known(MONTHLY, "part of the way to what was not paid that doubt goes; 0 = none", 0, 1, 0.0),
    "expectation.announced": Known(SHARE, "share of pay and pension promised; a fall is an announcement", 0, 1, 1.0),
    "expectation.saving": Known(SHARE, "more of income saved where nothing is expected any more", 0, 1, 0.05),
    "commute.share": Known(SHARE, "share of the posts left open that people from outside take for a month", 0, 1, 0.0),
    # staff
    "staff.dismissal": Known(MONTHLY, "share of surplus staff dismissed", 0, 1),
    "staff.hire_gap": Known(MONTHLY, "share of missing staff opened as vacancies", 0, 1),
    "staff.recruit": Known(MONTHLY, "share of vacancies nobody here takes that are filled from elsewhere", 0, 1),
    "staff.quota": Known(MONTHLY, "share of staff sent back to the country under retrenchment", 0, 1, 0.0),
    "staff.quit": Known(MONTHLY, "share of staff who leave of their own will", 0, 1),
    # off post
    "off_post.rate": Known(MONTHLY, "share of surplus staff sent off post", 0, 1, 0.0),
    "off_post.slack": Known(SHARE, "staff kept on post over the posts needed", 1, 10, 1.08),
    "off_post.allowance": Known(SHARE, "allowance over the contract wage", 0, 1, 0.0),
    "off_post.cap_months": Known("month", "longest stay off post; 999 = no cap", 0, 999, 999.0),
    "off_post.abolish": Known(MONTHLY, "share of off-post ties ended because the status is abolished", 0, 1, 0.0),
    "off_post.struck_off": Known(MONTHLY, "share of side workers whom a centre finds and strikes off", 0, 1, 0.0),
    "off_post.weight_cadre": Known(SHARE, "log weight of cadres in who is sent off post", -10, 10, 0.0),
    "off_post.weight_woman": Known(SHARE, "log weight of women in who is sent off post", -10, 10, 0.0),
    "off_post.weight_older": Known(SHARE, "log weight of older workers in who is sent off post", -10, 10, 0.0),
    "off_post.weight_tenure": Known("1/year", "log weight of a year of tenure in who is sent off post", -1, 1, 0.0),
    "public.from_taxes": Known(SHARE, "part of public posts that follow the local taxes of last year", 0, 1, 0.0),
    # search, hiring, withdrawal
    "search.off_post": Known(MONTHLY, "applications of a person off post", 0, 10),
    "search.unemployed": Known(MONTHLY, "applications of an unemployed person", 0, 10),
    "hire.weight_woman": Known(SHARE, "log weight of women among applicants", -10, 10),
    "hire.contract": Known(SHARE, "new staff of state plants are hired on contract from one half on", 0, 1, 0.0),
    "hire.weight_older": Known(SHARE, "log weight of older applicants", -10, 10),
    "labour.women_seeking": Known(SHARE, "share of women of working age who seek work", 0, 1, 0.7),
    "withdraw.rate": Known(MONTHLY, "share of the unemployed who stop looking", 0, 1),
    "withdraw.return": Known(MONTHLY, "share of those who stopped looking who begin again at full work", 0, 1, 0.0),
    # careers: what a post is worth beyond the occupation, what is kept of it, and moves up
    "labour.careers": Known(SHARE, "people keep premium, scar and displacement from one half on", 0, 1, 0.0),
    "wage.employer_spread": Known(SHARE, "standard deviation of the premium of plants, in logs; drawn once", 0, 2, 0.0),
    "wage.skill": Known(SHARE, "log pay of the whole skill that belongs to one employer", 0, 2, 0.0),
    "wage.skill_months": Known("month", "time in which that skill is learnt (1 - 1/e of it)", 1, 999, 60.0),
    "wage.scar": Known(SHARE, "loss of log pay at re-hire for each log of unemployment over its reference", 0, 3, 0.0),
    "wage.scar_unemployment": Known(SHARE, "unemployment at which who is hired again has no scar", 0.001, 1, 0.05),
    "wage.scar_cap": Known(SHARE, "largest scar, in logs", 0, 1, 0.25),
    "wage.scar_months": Known("month", "time in which a scar fades (to 1/e)", 1, 9999, 360.0),
    "search.employed": Known(MONTHLY, "applications of a person on post", 0, 1, 0.0),
    "search.gain": Known(SHARE, "log pay by which a post must be better for somebody on post to move", -3, 3, 0.02),
    "search.noticed": Known(MONTHLY, "applications of somebody on post who was told of the plant's end", 0, 1, 1.0),
    "search.reservation_fall": Known(
        MONTHLY, "fall of the premium that the jobless ask for, in logs; 9 = they take anything", 0, 9, 9.0
    ),
    "hire.weight_record": Known(SHARE, "log weight of applicants whose last job was long", -10, 10, 0.0),
    "hire.record_years": Known("year", "length of a long job", 0, 50, 3.0),
    "separation.rate": Known(MONTHLY, "rate at which posts end, but for tenure, premium and person", 0, 1, 0.0),
    "separation.settled": Known(SHARE, "factor of that rate after long tenure", 0, 100, 0.1),
    "separation.fresh": Known(SHARE, "what new staff has above that factor", 0, 100, 1.2),
    "separation.fade": Known("month", "time in which it fades (to 1/e)", 0.1, 999, 14.0),
    "separation.stayers": Known(SHARE, "factor of that rate for stayers", 0, 100, 0.3),
    "separation.movers": Known(SHARE, "factor of that rate for movers", 0, 100, 2.6),
    "separation.share_movers": Known(SHARE, "movers among all people", 0, 1, 0.3),
    "staff.layoff_below": Known(
        SHARE, "utilisation of staff below which posts are shed, hours being cut before; 1 = no such limit", 0, 1, 1.0
    ),
    "staff.selection": Known(
        "code",
        "who goes when posts are shed: 0 by the way of shedding, 1 last in first out, 2 weights of off post, 3 oldest, "
        "4 least in need, 5 volunteers first",
        0, 5, 0.0,
    ),
    "staff.volunteer_months": Known("month", "severance, in months of pay, for which people volunteer", 0, 999, 24.0),
    "mortality.income": Known(SHARE, "elasticity of the displaced's hazard of death to income lost", 0, 5, 0.0),
    "mortality.acute": Known(SHARE, "log hazard of death in the month of displacement", 0, 5, 0.0),
    "mortality.acute_months": Known("month", "time in which that fades (to 1/e)", 1, 999, 18.0),
    "disability.rate": Known(MONTHLY, "long jobless who become disabled at 45; fewer of the younger", 0, 1, 0.0),
    "disability.after": Known("month", "months without a post before that", 0, 999, 6.0),
    "disability.benefit": Known("yuan/month", "benefit of the disabled", 0, _PAY, 0.0),
    # a planner's package
    "wage_insurance.share": Known(SHARE, "part of the pay lost with a post that is made up in a worse one", 0, 1, 0.0),
    "wage_insurance.months": Known("month", "months after displacement in which it is", 0, 999, 24.0),
    "wage_insurance.cap": Known("yuan/month", "most that is paid of it", 0, _PAY, _PAY),
    "relocation.grant": Known("yuan", "grant to a jobless person who leaves the region", 0, 10 * _PAY, 0.0),
    "relocation.rate": Known(MONTHLY, "jobless who leave for a grant of a year's pay", 0, 1, 0.01),
    "retraining.places": Known("person", "places in courses for the jobless of three months and more", 0, _BIG, 0.0),
    "retraining.months": Known("month", "length of a course", 1, 120, 6.0),
    "retraining.stipend": Known("yuan/month", "stipend on a course", 0, _PAY, 0.0),
    "retraining.effect": Known(SHARE, "part of the scar at the next hire that a course takes away", 0, 1, 0.5),
    "public_works.places": Known("person", "posts at public works for those six months jobless", 0, _BIG, 0.0),
    "public_works.pay": Known("yuan/month", "pay at public works", 0, _PAY, 0.0),
    # retirement
    "retirement.age_men": Known("year", "age at which men retire", 30, 100),
    "retirement.age_women": Known("year", "age at which women retire", 30, 100),
    "retirement.age_women_cadre": Known("year", "age at which women cadres retire", 30, 100),
    "retirement.hazard_earlier": Known("year", "years earlier for hazardous occupations", 0, 30, 0.0),
    "early_retirement.rate": Known(MONTHLY, "share of surplus staff near the age who retire early", 0, 1, 0.0),
    "early_retirement.years": Known("year", "years before the age within which early retirement is open", 0, 30, 0.0),
    "early_retirement.age": Known("year", "age from which it is open; 0 = by years before retirement", 0, 100, 0.0),
    "early_retirement.offer": Known(SHARE, "those so old who take it when posts are shed", 0, 1, 0.0),
    "early_retirement.pension": Known(SHARE, "early pension over the last wage; 0 = as other pensions", 0, 1, 0.0),
    "pension.share": Known(SHARE, "pension over the last wage", 0, 1),
    "pension.pooled": Known(SHARE, "share of pensions paid by the pool of the treasury", 0, 1, 0.0),
    # dismissal and benefits
    "severance.months_per_year": Known("month/year", "severance in months of wage for a year of service", 0, 12, 0.0),
    "severance.cap_months": Known("month", "most months of wage that severance comes to", 0, 999, 999.0),
    "benefit.unemployment": Known("yuan/month", "unemployment benefit", 0, _PAY, 0.0),
    "benefit.months": Known("month", "longest time on unemployment benefit", 0, 999, 0.0),
    "benefit.minimum": Known("yuan/month", "minimum livelihood of a person", 0, _PAY, 0.0),
    # leaving, school, sent-down youth
    "leave.rate": Known(MONTHLY, "share of people without work who leave the region at normal unemployment", 0, 1),
    "leave.normal_unemployment": Known(SHARE, "unemployment elsewhere, against which leaving is weighed", 0.001, 1),
    "country.labour": Known(
        SHARE, "unemployment elsewhere comes out of flows from one half on, else it is given", 0, 1, 0.0
    ),
    "country.posts": Known(SHARE, "posts wanted in the rest of the country for each of its people", 0, 2, 1.0),
    "country.separation": Known(MONTHLY, "posts there that end by themselves", 0, 1, 0.0103),
    "country.opening": Known(MONTHLY, "vacancies there that open by themselves, over posts", 0, 1, 0.0077),
    "country.adjustment": Known(MONTHLY, "part of the gap to the posts wanted there that is closed", 0, 1, 0.103),
    "school.leave_age": Known("year", "earliest age of leaving school", 5, 30),
    "school.leave_spread": Known("year", "years over which school is left", 0, 15),
    "youth.sent_down": Known(SHARE, "share of school leavers sent to the country", 0, 1, 0.0),
    "youth.return": Known(MONTHLY, "share of the sent-down who return", 0, 1, 0.0),
    # closure and reporting
    "close.queue_months": Known("month", "months of uncovered loss before a plant enters the queue", 0, 999),
    "close.uncovered_share": Known(SHARE, "part of a loss that must be uncovered for the month to count", 0, 1, 0.0),
    "close.debt_share": Known(SHARE, "debts over yearly sales above which a plant is insolvent", 0, 100),
    "close.approvals": Known("1/year", "bankruptcies approved", 0, 10_000, 0.0),
    "close.interest_waived": Known(SHARE, "part of unpaid interest that lapses while in the queue", 0, 1, 1.0),
    "close.guards": Known(SHARE, "share of posts kept as guards of an idle site", 0, 1),
    "close.scrap_months": Known("month", "months under guard until machines are scrapped; 999 = never", 0, 999, 999.0),
    "close.land_months": Known("month", "months under guard until the land is sold; 999 = never", 0, 999, 999.0),
    "close.land_to_dues": Known(
        SHARE, "part of what land brings that pays first what the plant owes its people; the rest is the treasury's",
        0, 1, 1.0,
    ),
    "yearbook.enrolment_paid_share": Known(
        SHARE, "share of its allowances that a plant must pay to enrol those off post", 0, 1, 1 / 3
    ),
    "yearbook.enrolment_months": Known(
        "month", "months off post after which nobody is enrolled any more; 999 = no limit", 0, 999, 999.0
    ),
    "yearbook.enrolment_years": Known(
        "year", "years before retirement within which nobody off post is enrolled", 0, 30, 0.0
    ),
    "reporting.pressure": Known(SHARE, "pressure to report more than there is", 0, 100, 0.0),
    "reporting.audit": Known(SHARE, "part of what reports exceed output that an audit strikes off", 0, 1, 0.0),
    # scenes of the working day: drawn by the record for people who are filmed, without any effect
    "scene.chance": Known(SHARE, "chance that what befell a filmed person or a mate at work is shown", 0, 1, 0.25),
    "scene.plain": Known(MONTHLY, "chance that a month in which nothing befell them is shown", 0, 1, 0.005),
    "scene.mates": Known("person", "people who share a break room", 1, 1000, 12.0),
    "scene.train": Known(SHARE, "share of those on post who go home by the workers' train", 0, 1, 0.0),
    # what the record asks and reckons beside: it changes nothing
    "hope.mother": Known(SHARE, "school leavers who hope for their mother's works before a friend's", 0, 1, 0.5),
    "protest.arrears": Known(SHARE, "grievance of six months' arrears", 0, 1, 0.0),
    "protest.lost": Known(SHARE, "grievance of a lost post; with no arrears either, no protest is reckoned", 0, 1, 0.0),
    "protest.threshold": Known(SHARE, "grievance and share of acting workmates at which people act", 0, 2, 0.5),
    "protest.spread": Known(SHARE, "standard deviation of that threshold among people", 0, 1, 0.15),
    # winter
    "heat.post": Known("t/month", "fuel that heats the halls for each post in a month of frost", 0, 1000, 0.0),
    "decay.frost": Known(MONTHLY, "machines lost in a month of frost where a plant stands cold and idle", 0, 1, 0.0),
    # the plan
    "plan.share": Known(SHARE, "share of output and inputs that the plan decides; 0 = no plan", 0, 1, 0.0),
    "plan.rounds": Known(SHARE, "rounds of material balances of the planner; 0 = the optimal plan", 0, 50, 2.0),
    "plan.growth": Known("1/year", "growth of targets over the level achieved", 0, 0.4, 0.05),
    "plan.campaign_growth": Known("1/year", "the same in a year of campaign (pressure of 0.5 or more)", 0, 0.4, 0.4),
    "plan.ratchet": Known(SHARE, "part of output beyond or below the target that moves the next one", 0, 1, 1.0),
    "plan.tautness": Known(SHARE, "by how much inputs are reckoned below what output takes", 0, 1, 0.0),
    "plan.supply": Known(SHARE, "share of the allotted funds that comes", 0, 1, 1.0),
    "plan.priority": Known(SHARE, "1 = heavy industry is served first; 0 = all in proportion", 0, 1, 1.0),
    "plan.hoarding": Known("month", "months of stock more for each month of orders that fails", 0, 6, 0.0),
    "plan.tolerated": Known(SHARE, "share of orders that may fail before plants hoard", 0, 1, 0.05),
    "plan.penalty": Known(SHARE, "weight of a missed target over its list price, in the optimal plan", 1, 1000, 10.0),
}  # fmt: skip
