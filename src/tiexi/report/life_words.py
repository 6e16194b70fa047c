"""Sentences of a life, in English and Chinese. {she} and {her} follow the person's sex; money is in {unit}."""

from __future__ import annotations

LIFE: dict[str, tuple[str, str]] = {
    "she": ("she", "她"),
    "he": ("he", "他"),
    "her": ("her", "她的"),
    "his": ("his", "他的"),
    "simulated": ("Simulated person, not a real one.", "模拟人物，并非真人。"),
    "head": ("Person {key}, a {sex} born in {born}", "{key} 号，{sex}，{born}生"),
    "woman": ("woman", "女"),
    "man": ("man", "男"),
    "not_filmed": (
        "Person {key} was not filmed in this run. Chance hangs on the key, so another run shows the same life, if "
        "there is such a person. Type\n  {command}",
        "这次运行没有拍下 {key} 号。机遇系于编号，再运行一次，如确有此人，还会是同一个人生。请输入\n  {command}",
    ),
    "begins": (
        "When {her} record begins, in {month}, {she} was {age} and {doing}.",
        "{month}，记录开始时{she} {age} 岁，{doing}。",
    ),
    "born": ("{She} was born in {month}.", "{she}生于 {month}。"),
    "born.street": ("{She} was born in {month}, in {street}.", "{she}生于 {month}，家在{street}。"),
    "arrived": ("In {month} {she} came to the district, aged {age}.", "{month}，{she} {age} 岁，来到本区。"),
    "arrived.small": (
        "In {month} {she} was brought to the district as a baby.",
        "{month}，{she}还在襁褓中，随家来到本区。",
    ),
    "events_only": (
        "Of this person the dated events were kept and not the months between. To see those, type\n  {command}",
        "这次运行只留下此人有日期的事件，没有留下逐月的记录。要看逐月的，请输入\n  {command}",
    ),
    "left": ("In {month} {she} left for another part of the country.", "{month}，{she}离开本地，去了外面。"),
    "married": ("In {month} {she} married, at {age}.", "{month}，{she} {age} 岁，结了婚。"),
    "married.again": ("In {month} {she} married again, at {age}.", "{month}，{she} {age} 岁，再婚。"),
    "school_left": ("In {month} {she} left school, at {age}.", "{month}，{she} {age} 岁，离开学校。"),
    "hired": ("In {month} {she} was taken on at {place}.", "{month}，{she}进了{place}。"),
    "hired.wage": (
        "In {month} {she} was taken on at {place}, at {wage} {unit} a month.",
        "{month}，{she}进了{place}，每月 {wage} {unit}。",
    ),
    "dismissed": ("In {month} {she} was dismissed from {place}.", "{month}，{she}被{place}辞退。"),
    "dismissed.closed": (
        "In {month} {plant} was closed, and {she} was off the books.",
        "{month}，{plant}关门，{she}从此不在册。",
    ),
    "disabled": ("In {month} {she} was declared unfit for work, at {age}.", "{month}，{she} {age} 岁，丧失劳动能力。"),
    "quit": ("In {month} {she} gave notice at {place}.", "{month}，{she}自己离开了{place}。"),
    "off_post": (
        "In {month} {she} was sent home from {place}, still on the books.",
        "{month}，{she}从{place}下岗回家，名字还在册上。",
    ),
    "off_post.share": (
        "In {month} {she} was sent home from {place}, still on the books, on {share} % of {her} pay.",
        "{month}，{she}从{place}下岗回家，名字还在册上，只领原工资的 {share}%。",
    ),
    "recalled": ("In {month} {she} was called back to {her} post at {place}.", "{month}，{she}被叫回{place}上班。"),
    "retired": ("In {month} {she} retired, at {age}.", "{month}，{she} {age} 岁，退休。"),
    "retired.wage": (
        "In {month} {she} retired at {age}, on a pension of {wage} {unit} a month.",
        "{month}，{she} {age} 岁，退休，每月养老金 {wage} {unit}。",
    ),
    "early_retired": (
        "In {month} {she} was retired early, at {age}.",
        "{month}，{she} {age} 岁，提前退休。",
    ),
    "early_retired.wage": (
        "In {month} {she} was retired early, at {age}, on {wage} {unit} a month.",
        "{month}，{she} {age} 岁，提前退休，每月 {wage} {unit}。",
    ),
    "bought_out": (
        "In {month} {her} years of service were bought out and {she} was off the books.",
        "{month}，{she}被买断工龄，从此不在册。",
    ),
    "bought_out.value": (
        "In {month} {her} years of service were bought out for {value} {unit}; {she} was off the books.",
        "{month}，{she}被买断工龄，得 {value} {unit}，从此不在册。",
    ),
    "status_abolished": (
        "In {month} the status of those sent home was abolished, and {she} was off the books.",
        "{month}，下岗这个身份取消了，{she}不再在册。",
    ),
    "arrears_began": ("From {month} {her} money came late or short.", "{month}起，该给{she}的钱开始拖欠。"),
    "arrears_ended": ("In {month} what was owed to {her_object} was paid.", "{month}，欠{she}的钱补上了。"),
    "arrears_often": ("In {year} {her} money came late {n} times.", "{year} 年，该给{she}的钱拖欠了 {n} 次。"),
    "her_object": ("her", "她"),
    "his_object": ("him", "他"),
    "sent_down": (
        "In {month} {she} was sent down to the countryside, at {age}.",
        "{month}，{she} {age} 岁，下乡插队。",
    ),
    "returned": ("In {month} {she} came back from the countryside, at {age}.", "{month}，{she} {age} 岁，从乡下返城。"),
    "moved": ("In {month} {she} moved to another household.", "{month}，{she}搬到另一户人家。"),
    "moved.street": ("In {month} {she} moved to {street}.", "{month}，{she}搬到{street}。"),
    "died": ("In {month} {she} died, at {age}.", "{month}，{she}去世，{age} 岁。"),
    "same_month": ("the same month ", "同月，"),
    "turned.again": ("Once more, from {month}, {she} {doing}.", "{month}起，{she}又{doing}。"),
    "turned": ("From {month} {she} {doing}.", "{month}起，{she}{doing}。"),
    "ends": (
        "In {month}, when the record ends, {she} was {age} and {doing}.",
        "{month}，记录结束时{she} {age} 岁，{doing}。",
    ),
    "best": (
        "{Her} best year was {best}, with {most} {unit}; in {last} {she} received {least} {unit}.",
        "{she}最好的一年是 {best} 年，收入 {most} {unit}；{last} 年收入 {least} {unit}。",
    ),
    "owed": ("{value} {unit} were still owed to {her_object}.", "还欠{she} {value} {unit}没有发。"),
    "place.member": ("No. {n} of the {group}", "{group} {n} 号"),
    "doing.child": ("was a small child", "还是小孩"),
    "doing.pupil": ("went to school", "在上学"),
    "doing.on_post": ("worked at {place}", "在{place}上班"),
    "doing.off_post": ("was sent home, still on the books of {place}", "从{place}下岗在家，还在册"),
    "doing.off_post.side_work": ("did odd jobs, still on the books of {place}", "打零工，名字还在{place}册上"),
    "doing.off_post.seeking": (
        "was looking for other work, still on the books of {place}",
        "在找别的活，名字还在{place}册上",
    ),
    "doing.side_work": ("did odd jobs", "打零工"),
    "doing.own_account": ("worked on {her} own account", "自己做小买卖"),
    "doing.seeking": ("was looking for work", "在找活"),
    "doing.not_seeking": ("was not looking for work", "没有找活"),
    "doing.retired": ("lived on a pension", "靠养老金生活"),
    "doing.disabled": ("could no longer work", "不能再干活"),
    "doing.sent_down": ("lived in the countryside", "在乡下插队"),
    "doing.detained": ("was detained", "被拘留"),
    "doing.away": ("was away", "不在本地"),
    "doing.dead": ("was dead", "已去世"),
}  # fmt: skip
