"""The region of the made-up run: a mill town with two works, its settings and tables."""

from __future__ import annotations

REGION_TOML = """
name = "mill_town"
first = "1985-01"
last = "2003-12"
place = "somewhere"
rounds = 10
elements = ["Cu", "Pb", "S", "O", "rest"]
price_year = 1978
peak_people = 90000

[title]
en = "Mill town"
zh = "厂城"

[money]
coin = "fen"
unit = "yuan"
coins_per_unit = 100
of = "1955-03"

[[stage_set]]
from = "1985-01"
to = "1986-12"
text_en = "there is no series for these years."
text_zh = "这几年没有数据。"

[[yearbook]]
from = "1985-01"
series = "staff_and_workers"
counts = "with_off_post"
text_en = "Everyone with a labour tie to a plant, working or not."
text_zh = "与单位保持劳动关系的全部人员，无论是否在岗。"

[[yearbook]]
from = "1998-01"
series = "staff_and_workers"
counts = "on_post"
text_en = "Only people at work; those sent home are left out."
text_zh = "仅计在岗人员，不含下岗人员。"

[[yearbook]]
from = "1998-01"
series = "laid_off_registered"
counts = "with_off_post"
text_en = "Those registered with a re-employment centre, for at most three years."
text_zh = "进入再就业中心登记的人，最多三年。"

[[yearbook]]
from = "1985-01"
series = "registered_unemployed"
counts = "on_post"
text_en = "The unemployed who registered, with urban papers and of working age."
text_zh = "持城镇户口、在劳动年龄内、已登记的失业人员。"
"""

TABLES = {
    "plants": """plant,sector,owner,founded,street,premium,cash_days,source,grade
smelter,metals,state,1936-01,,1,60,old_book,assumed
cable,metals,state,1937-01,,1,60,general_knowledge,assumed
""",
    "workshops": """workshop,plant,recipes,chain,order,capacity,posts,occupation,cadre_share,source,grade
rough,smelter,rough_with_scrap;rough_fresh,copper,1,100,300,furnace,0.1,general_knowledge,assumed
revolving,smelter,revolving,copper,2,100,200,furnace,0.1,general_knowledge,assumed
refining,smelter,refining,copper,3,100,150,furnace,0.1,general_knowledge,assumed
electrolysis,smelter,electrolysis,copper,4,100,260,cells,0.1,general_knowledge,assumed
tower,smelter,tower,lead,1,100,220,furnace,0.1,general_knowledge,assumed
lead_cells,smelter,lead_cells,lead,2,100,150,cells,0.1,general_knowledge,assumed
stranding,cable,stranding,,1,100,900,fitter,0.1,general_knowledge,assumed
""",
    "goods": """good,kind,matter,unit,content,source,grade
concentrate,ore,yes,g,Cu 250; S 250; rest 500,general_knowledge,assumed
coal,fuel,yes,g,rest 1000,general_knowledge,assumed
matte,semi,yes,g,Cu 500; rest 500,general_knowledge,assumed
blister,semi,yes,g,Cu 990; rest 10,general_knowledge,assumed
anode,semi,yes,g,Cu 995; rest 5,general_knowledge,assumed
anode_scrap,semi,yes,g,Cu 995; rest 5,general_knowledge,assumed
cathode,metal,yes,g,Cu 1000,general_knowledge,assumed
so2,waste,yes,g,S 500; O 500,general_knowledge,assumed
slag,waste,yes,g,rest 1000,general_knowledge,assumed
slimes,semi,yes,g,Cu 100; rest 900,general_knowledge,assumed
oxygen,nature,yes,g,O 1000,general_knowledge,assumed
lead,metal,yes,g,Pb 1000,general_knowledge,assumed
wire,semi,no,fen1978,,general_knowledge,assumed
""",
    "recipes": """recipe,good,amount,direction,unit,source,grade
rough_with_scrap,concentrate,380,in,kg,general_knowledge,assumed
rough_with_scrap,anode_scrap,15,in,kg,general_knowledge,assumed
rough_with_scrap,coal,80,in,kg,general_knowledge,assumed
rough_with_scrap,oxygen,200,in,kg,general_knowledge,assumed
rough_with_scrap,matte,200,out,kg,general_knowledge,assumed
rough_with_scrap,so2,190,out,kg,general_knowledge,assumed
rough_with_scrap,slag,285,out,kg,general_knowledge,assumed
rough_fresh,concentrate,400,in,kg,general_knowledge,assumed
rough_fresh,matte,200,out,kg,general_knowledge,assumed
revolving,matte,200,in,kg,general_knowledge,assumed
revolving,blister,101,out,kg,general_knowledge,assumed
revolving,slag,99,out,kg,general_knowledge,assumed
refining,blister,101,in,kg,general_knowledge,assumed
refining,anode,100,out,kg,general_knowledge,assumed
refining,slag,1,out,kg,general_knowledge,assumed
electrolysis,anode,100,in,kg,general_knowledge,assumed
electrolysis,cathode,84,out,kg,general_knowledge,assumed
electrolysis,anode_scrap,15,out,kg,general_knowledge,assumed
electrolysis,slimes,1,out,kg,general_knowledge,assumed
tower,slag,20,out,kg,general_knowledge,assumed
lead_cells,lead,100,out,kg,general_knowledge,assumed
""",
    "streets": """street,area,dwellings,built,lon,lat,attraction,source,grade
pretty_girl,west,100,1935-01,,,1,general_knowledge,assumed
village,west,100,1953-01,,,1,general_knowledge,assumed
""",
    "timeline": """date,kind,target,value,unit,source,grade,note
1985-01,regime,region,dual,,general_knowledge,assumed,
2000-05,credit,plant:smelter,0,share,general_knowledge,assumed,credit for concentrate ends
2000-05,permit,plant:smelter,0.5,share,general_knowledge,assumed,
2000-06-30,permit,stacks:smelter,0,yes/no,general_knowledge,assumed,
""",
    "names": """id,en,zh
region:mill_town,Mill town,厂城
plant:smelter,Shenyang Smelter,沈阳冶炼厂
plant:cable,Cable works,电缆厂
workshop:smelter/rough,Rough smelting,粗炼
workshop:smelter/revolving,Revolving furnace,转炉
workshop:smelter/refining,Refining and casting of anodes,精炼与阳极浇铸
workshop:smelter/electrolysis,Copper electrolysis,铜电解
workshop:smelter/tower,Sinter and tower,烧结与铅塔
workshop:smelter/lead_cells,Lead electrolysis,铅电解
workshop:cable/stranding,Stranding shop,绞线车间
street:pretty_girl,Pretty Girl Street,艳粉街
street:village,Workers' Village,工人村
chain:copper,Copper,铜
chain:lead,Lead,铅
good:concentrate,Copper concentrate,铜精矿
good:coal,Coal,煤
good:matte,Matte,冰铜
good:blister,Blister copper,粗铜
good:anode,Anodes,阳极板
good:anode_scrap,Anode scrap,残极
good:cathode,Cathodes,阴极铜
good:so2,Sulphur dioxide,二氧化硫
good:slag,Slag,炉渣
good:slimes,Anode slimes,阳极泥
good:oxygen,Oxygen of the air,空气中的氧
""",
}
