"""A small valid region folder, and a helper to break it."""

from __future__ import annotations

from pathlib import Path

from tiexi.region import Problem, check
from tiexi.region.known import KNOWN

FILES: dict[str, str] = {
    "region.toml": """\
name = "mill"
first = "1980-01"
last = "1989-12"
place = "a valley"
rounds = 10
elements = ["Fe", "C", "O", "rest"]
price_year = 1978
peak_people = 120

[title]
en = "A mill"
zh = "一座工厂"

[money]
coin = "fen"
unit = "yuan"
coins_per_unit = 100
of = "1955-03"

[[yearbook]]
from = "1980-01"
series = "staff_and_workers"
counts = "with_off_post"
text_en = "everyone with a tie"
text_zh = "全部职工"
""",
    "goods.csv": """\
good,kind,matter,unit,content,lead_months,terms,imports,source,grade
ore,ore,yes,g,Fe 600; O 200; rest 200,1,credit,yes,survey,measured
coke,fuel,yes,g,C 900; rest 100,1,cash,yes,"survey, p. 12",measured
iron,metal,yes,g,Fe 950; C 50,0,credit,no,general_knowledge,assumed
slag,waste,yes,g,rest 1000,0,credit,no,general_knowledge,assumed
iron_lost,waste,yes,g,Fe 1000,0,credit,no,general_knowledge,assumed
co2,waste,yes,g,C 300; O 700,0,credit,no,general_knowledge,assumed
air,nature,yes,g,O 1000,0,credit,no,general_knowledge,assumed
power,service,no,fen1978,,0,cash,yes,general_knowledge,assumed
""",
    # in: Fe 60, C 45, O 20 + 78, rest 25 kg; out: iron Fe 57, C 3; co2 C 42, O 98; iron lost 3; slag 25
    "recipes.csv": """\
recipe,good,amount,direction,unit,source,grade
melting,ore,100,in,kg,general_knowledge,assumed
melting,coke,50,in,kg,general_knowledge,assumed
melting,power,400,in,fen1978,general_knowledge,assumed
melting,air,78,in,kg,general_knowledge,assumed
melting,iron,60,out,kg,general_knowledge,assumed
melting,co2,140,out,kg,general_knowledge,assumed
melting,slag,25,out,kg,general_knowledge,assumed
melting,iron_lost,3,out,kg,general_knowledge,assumed
""",
    "plants.csv": """\
plant,sector,owner,founded,street,premium,cash_days,source,grade
mill,iron_and_steel,state,1980-01,,1.1,60,general_knowledge,assumed
""",
    "workshops.csv": """\
workshop,plant,recipes,chain,order,capacity,posts,occupation,cadre_share,min_load,campaign_days,residence_days,emits,source,grade
furnace,mill,melting,iron,1,100,20,furnace_worker,0.1,0.4,3,0,yes,general_knowledge,assumed
""",
    "covers.csv": """\
plant,good,cover_days,low,high,limit_days,source,grade
mill,ore,20,10,30,60,general_knowledge,assumed
""",
    "occupations.csv": """\
occupation,pay,cadre,hazardous,source,grade
furnace_worker,1.05,no,yes,general_knowledge,assumed
cadre,1.2,yes,no,general_knowledge,assumed
""",
    "streets.csv": """\
street,area,dwellings,built,lon,lat,attraction,source,grade
lane,ward,40,1980-01,,,1,general_knowledge,assumed
""",
    "people.csv": """\
cohort,first,last,persons,age_from,age_to,share_men,street,registration,activity,household_size,source,grade
founders,1980-01,1980-01,100,0,70,0.5,lane,urban,auto,3.5,general_knowledge,assumed
arrivals,1982-01,1983-12,20,18,30,0.6,,urban,auto,1.5,general_knowledge,assumed
""",
    "vital.csv": """\
year,total_fertility,life_expectancy,infant_deaths_per_1000,marriage_age_women,source,grade
1980,2.2,68,30,23,general_knowledge,assumed
1990,1.9,70,25,23,general_knowledge,assumed
""",
    "outside.csv": """\
good,date,demand,unit,source,grade
iron,1980-01,5,t/month,general_knowledge,assumed
iron,1989-12,2,t/month,general_knowledge,assumed
""",
    "purchase_shares.csv": """\
good,share,source,grade
iron,0.5,general_knowledge,assumed
""",
    "timeline.csv": """\
date,kind,target,value,unit,source,grade,note
1980-01,regime,region,plan,,general_knowledge,assumed,
1985-01,regime,region,dual,,general_knowledge,assumed,"two tracks, side by side"
1980-01,capacity,plant:mill,1,share,general_knowledge,assumed,
1980-01,price,good:iron,500,yuan/t plan,general_knowledge,assumed,
1980-01,price,good:power,1,index 1978=1,general_knowledge,assumed,
1986-05-20,credit,plant:mill,0.5,share,survey,measured,
1987-01,tax,parameter:tax.local,0.03,1,general_knowledge,assumed,
1980-01,price,good:ore,60,yuan/t market,general_knowledge,assumed,
1980-01,price,good:coke,70,yuan/t market,general_knowledge,assumed,
""",
    "currency.csv": """\
from,to,currency,units_per_1955_yuan,source,grade
1980-01,1984-12,old yuan,1,general_knowledge,assumed
1985-01,,new yuan,2,general_knowledge,assumed
""",
    "names.csv": """\
id,en,zh
plant:mill,The mill,工厂
workshop:mill/furnace,Furnace,炉
street:lane,The lane,小巷
""",
    "observed/staff.csv": """\
series,place,year,month,value,unit,definition,grade,source,note
staff,valley,1985,,90,persons,all staff,measured,yearbook 1986,
staff,valley,1986,12,80,persons,all staff,weak,yearbook 1987,
""",
    "policies/keep_credit.toml": """\
title = "The mill keeps its credit"

[[row]]
date = "1986-01"
kind = "credit"
target = "plant:mill"
value = 1
unit = "share"
""",
    "policies/close_mill.toml": """\
title = "The mill is closed over two years"

[[row]]
date = "1984-01"
kind = "close"
target = "plant:mill"
value = "1986-01"
notice_months = 24
order = "process"
""",
    "sources.bib": """\
@misc{survey,
  title = {A survey},
  year = {1985}
}
""",
    "README.md": "# The mill\n",
}


def parameters() -> str:
    """parameters.toml with every parameter that has no default, and one that is dated."""
    parts = []
    for name, known in KNOWN.items():
        if known.default is None:
            value = min(max(known.low, 0.25), known.high)
            parts.append(_parameter(name, known.unit, f"{value:g}", known.low, known.high))
    dated = '{ "1980-01" = 0.0, "1985-07" = 0.5, "1988-01" = 0.25 }'
    parts.append(_parameter("finance.softness", "1", dated, 0, 1))
    return "\n".join(parts)


def _parameter(name: str, unit: str, value: str, low: float, high: float) -> str:
    return (
        f'[{name}]\nsays = "{name}"\nunit = "{unit}"\nvalue = {value}\nrange = [{low:.15g}, {high:.15g}]\n'
        'source = "general_knowledge"\ngrade = "assumed"\n'
    )


class Small:
    """The folder in a temporary place. Each change returns the folder again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in {**FILES, "parameters.toml": parameters()}.items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> Small:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def text(self, name: str) -> str:
        return (self.path / name).read_text(encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> Small:
        """Replace a text that must stand there, once."""
        text = self.text(name)
        assert old in text, f"{old!r} is not in {name}"
        return self.write(name, text.replace(old, new, 1))

    def add(self, name: str, row: str) -> Small:
        return self.write(name, self.text(name) + row + "\n")

    def remove(self, name: str) -> Small:
        (self.path / name).unlink()
        return self

    def check(self) -> list[Problem]:
        return check(self.path)

    def said(self) -> list[str]:
        """`file:line:column: severity: message` of every problem, file without the folder."""
        start = f"{self.path}/"
        return [p.text().split("\n")[0].removeprefix(start) for p in self.check()]

    def place(self, problem: Problem) -> str:
        """`file:line:column` of a problem, file without the folder."""
        return f"{problem.file}:{problem.line}:{problem.column}".removeprefix(f"{self.path}/")

    def one(self) -> Problem:
        """The only problem there is."""
        return self.find("")

    def find(self, message: str) -> Problem:
        """The only problem that says `message`."""
        problems = self.check()
        found = [p for p in problems if message in p.message]
        assert len(found) == 1, "\n".join(p.text() for p in problems)
        return found[0]
