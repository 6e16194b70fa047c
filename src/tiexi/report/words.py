"""Every string of the report, in English and Chinese. Braces are filled from the run.

Keys that begin with `title.` head a sequence and state its finding; with `.neutral` they are what is said if the run
does not bear the finding out. Words of the stage stand in `words_stage.py`, further ones of the sequences in
`words_scenes.py`, sentences of lives in `life_words.py`.
"""

from __future__ import annotations

from tiexi.report.words_ledger import LEDGER
from tiexi.report.words_scenes import SCENES
from tiexi.report.words_stage import STAGE

WORDS: dict[str, tuple[str, str]] = {
    # the opening
    "title.opening": (
        "In {year}, {n} people worked here. In {last}, {m} did",
        "{year} 年有 {n} 人在这里上班，{last} 年剩 {m} 人",
    ),
    "title.opening.neutral": ("{region}, {first} to {last}", "{region}，{first}至 {last}"),
    "say.facts": (
        "{months} months from {first} to {last}, {plants} works and shops, {workshops} workshops, {streets} streets.",
        "从 {first}到 {last}共 {months} 个月，{plants} 家厂店、{workshops} 个车间、{streets} 条街。",
    ),
    "say.scale": (
        "Each simulated person stands for {k}; numbers of people are already multiplied.",
        "每个模拟人代表 {k} 人；文中人数均已乘回。",
    ),
    "say.scale.one": ("Each simulated person stands for one.", "每个模拟人就代表一个人。"),
    "say.stage": (
        "{first} to {last} is a stage set for what follows, not a result: {why}",
        "{first}至 {last}只是后来的布景，不是结果：{why}",
    ),
    "say.ledger": (
        "Residual: {money} fen, {grams} g, {people} people.",
        "账目差额：{money} 分，{grams} 克，{people} 人。",
    ),
    "say.ledger.coin": (
        "Residual: {money} of the smallest coin, {grams} g, {people} people.",
        "账目差额：最小货币单位 {money}，{grams} 克，{people} 人。",
    ),
    # plain words
    "dates": ("{first} to {last}", "{first}至 {last}"),
    "gap": ("not in the book", "不在册"),
    "over": ("in the book, not in the yard", "册上有，厂里无"),
    "one_run": ("One run, no range yet.", "单次运行，尚无区间。"),
    "number.1": ("one", "一"),
    "number.2": ("two", "两"),
    "number.3": ("three", "三"),
    "number.4": ("four", "四"),
    "number.5": ("five", "五"),
    "number.6": ("six", "六"),
    "number.7": ("seven", "七"),
    "number.8": ("eight", "八"),
    "number.9": ("nine", "九"),
    "number.10": ("ten", "十"),
    # work and its lack
    "title.employment": (
        "In {month} the yearbook counted {n} people who were not at work",
        "{month}，年鉴里有 {n} 人其实不在岗",
    ),
    "title.employment.neutral": ("People at work, in the yearbook and on camera", "在岗的人：年鉴与镜头"),
    "employment.text": (
        "The camera counts who stands at a post, every month. The yearbook counts once a year, as the statistics "
        "of that year defined it.",
        "镜头每月数一次谁在岗。年鉴一年数一次，按当年的统计口径。",
    ),
    "title.without": (
        "In {month} the yearbook missed {part} of every {whole} people without work",
        "{month}，{whole}个没有活干的人里，年鉴漏掉{part}个",
    ),
    "title.without.neutral": ("People without work, in the yearbook and on camera", "没有活干的人：年鉴与镜头"),
    "without.text": (
        "The camera counts each person once, each month: sent home, out of work, or no longer looking. The yearbook "
        "has only those somebody registered.",
        "镜头每月把每个人数一次：下岗的、失业的、不再找活的。年鉴里只有登记过的人。",
    ),
    "title.states": ("In {month}, {n} in ten had no work", "{month}，十个人里有{n}个没活干"),
    "title.states.neutral": ("What people did, month by month", "人们在做什么，逐月"),
    "states.text": (
        "Everyone who worked, was on somebody's books, or wanted work. Those sent home are still on the books: the "
        "post exists, nobody stands at it.",
        "凡在干活的、在册的、想干活的都在图中。下岗的人还在册：岗位还在，没有人站在那里。",
    ),
    "key.employed": ("camera: at work, each month", "镜头：在岗，逐月"),
    "key.without": ("camera: everyone without work", "镜头：所有没有活干的人"),
    "key.registered": ("yearbook: registered", "年鉴：已登记"),
    "series.staff_and_workers": ("staff and workers", "职工"),
    "series.laid_off_registered": ("laid-off, registered", "登记的下岗职工"),
    "series.registered_unemployed": ("registered unemployed", "登记失业"),
    "state.employed": ("at work", "在岗"),
    "state.off_post": ("sent home, still on the books", "下岗"),
    "state.informal": ("off the books", "打零工、摆摊"),
    "state.unemployed": ("out of work, looking", "失业"),
    "state.discouraged": ("no longer looking", "不再找活"),
    # the order of stopping
    "title.stopping": (
        "{workshop} stopped last of the {chain} workshops, in {month}",
        "{chain}各车间里，{workshop}最后停下，在 {month}",
    ),
    "title.stopping.all": ("{workshop} stopped last, in {month}", "{workshop}最后停下，在 {month}"),
    "title.stopping.neutral": ("When each workshop stopped", "各车间停下的时间"),
    "stopping.text": (
        "Nobody wrote this order down. Only causes are dated; each workshop stopped when it could no longer work.",
        "没有人写下这个顺序。有日期的只是起因；每个车间都是干不下去了才停的。",
    ),
    "stopping.none": ("No workshop had stopped for good when the record ends.", "到记录结束时，没有车间彻底停下。"),
    "say.tie": (
        "{workshops} stopped in one month, {month}: a tie.",
        "{workshops}同在 {month}停下，不分先后。",
    ),
    "stopping.key": (
        "Bar: work of the month against the workshop's best month. Ring: end of the last month with work. "
        "Empty frame: a month without work. The copper line joins the copper workshops.",
        "柱：当月的活与该车间最好一月之比。圆环：最后一个有活的月末。空框：没有活的月份。铜线连起炼铜各车间。",
    ),
    "stopping.causes": ("Dated causes that bear on the works: {causes}.", "与厂有关的、有日期的起因：{causes}。"),
    "stopping.cause": ("{cause}, {month}", "{month}{cause}"),
    # the chain
    "title.chain": (
        "In {year}, {n} t of {good} a month went back upstream",
        "{year} 年，每月有 {n} 吨{good}回到上游",
    ),
    "title.chain.neutral": ("The {chain} chain in {year}, tonnes a month", "{year} 年的{chain}生产链，每月吨数"),
    "chain.text": (
        "What came in, what went on to the next workshop, what went back to the furnace, and what fell out as waste. "
        "Nothing is lost: it all adds up to the gram.",
        "进来的、往下走的、回炉的、当废料落下的。什么都没有丢：账到克都是平的。",
    ),
    "chain.rest": (
        "Fuel, the oxygen of the air and what else comes in at a later workshop stand in the table.",
        "燃料、空气中的氧，以及后面车间另外进的料，见表格。",
    ),
    "chain.key": (
        "Width of a band: tonnes a month in {year}, the chain's best year. The widest is {n} t.",
        "带宽：{year} 年（这条链最好的一年）每月吨数。最宽处 {n} 吨。",
    ),
    # money
    "title.money": (
        "From {month} wages came late; in {worst} the works owed their people {n} {unit}",
        "{month}起工资拖欠；到 {worst}，厂里欠职工 {n} {unit}",
    ),
    "title.money.neutral": ("Tills, arrears and debts", "现金、拖欠与债务"),
    "money.text": (
        "A till is never negative: what it lacks becomes a debt to somebody. What is owed to people is wages, "
        "allowances and pensions.",
        "账上不会出现负数：缺多少，就欠谁多少。欠职工的，是工资、生活费和养老金。",
    ),
    "money.cash": ("in the tills", "现金"),
    "money.wage_arrears": ("wages owed", "欠发工资"),
    "money.pension_arrears": ("pensions owed", "欠发养老金"),
    "money.tax_arrears": ("taxes owed", "欠税"),
    "money.trade_debt": ("owed to suppliers", "欠供货方"),
    "money.bank_debt": ("owed to the bank", "欠银行"),
    "title.sectors": (
        "Between {first} and {last} nobody's account fell further than that of {sector}, by {n} {unit}",
        "{first} 年到 {last} 年，账户减得最多的是{sector}，少了 {n} {unit}",
    ),
    "title.sectors.neutral": ("What each sector held at the end of the year", "各部门年末账上有多少"),
    "sectors.text": (
        "What one gains another loses. All these accounts together come to {n} fen in every year.",
        "一方多的就是另一方少的。所有账户加在一起，每年都是 {n} 分。",
    ),
    "sector.households": ("households", "居民"),
    "sector.state_plants": ("state works", "国营厂"),
    "sector.collective_plants": ("collective works", "集体厂"),
    "sector.shops": ("shops", "商店"),
    "sector.treasury": ("local treasury", "地方财政"),
    "sector.centre": ("the centre", "中央"),
    "sector.bank": ("the bank", "银行"),
    "sector.outside": ("the rest of the country", "外地"),
    "unit.yuan": ("yuan", "元"),
    # lives and colophon
    "lives.text": (
        "Simulated persons, not real ones. They have numbers, no names. Dates and pay stand in the record; "
        "scenes at work are drawn by chance from what the month did.",
        "模拟人物，并非真人。只有编号，没有姓名。日期和工资都有记录可查；上班的场景是按当月发生的事随机抽取的。",
    ),
    "colophon.command": ("To repeat it", "重做"),
    "colophon.digest": ("Digest of the last month", "末月摘要"),
    "colophon.region": ("Digest of the region", "地区摘要"),
    "colophon.version": ("Version", "版本"),
    "colophon.assumed": ("Assumed: nobody has measured this", "假定：没有人测量过"),
    "colophon.assumed.value": ("{n} % of the parameters", "{n}% 的参数"),
    "colophon.sources": ("Bibliography", "文献"),
    "colophon.sources.value": ("{n} entries; tiexi cite prints them", "{n} 种；tiexi cite 可列出"),
    "colophon.balanced": ("Balanced in grams", "按克平账"),
    "colophon.balanced.value": ("{n} % of output; the rest is counted in money", "产出的 {n}%；其余按金额计"),
    "colophon.unknown": ("not recorded", "未记录"),
}  # fmt: skip
WORDS |= STAGE | SCENES | LEDGER
