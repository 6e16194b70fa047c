"""Sentences of a life, in English and Chinese. {she} and {her} follow the person's sex; money is in {unit}."""

from __future__ import annotations

LIFE: dict[str, tuple[str, str]] = {
    "she": ("she", "她"),
    "he": ("he", "他"),
    "her": ("her", "她的"),
    "his": ("his", "他的"),
    "simulated": ("Simulated person, not a real one.", "模拟人物，并非真人。"),
    "drawn": (
        "What is told of shift, break room, shower, meal and train, and what school leavers say they hope for, are "
        "scenes: drawn by chance from what the month did. All else stands in the record.",
        "班上、休息室、澡堂、饭桌和通勤车上的事，还有离校时说的盼头，都是场景：按当月发生的事随机抽取。其余都有记录可查。",
    ),
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
    "left.granted": (
        "In {month} {she} took a relocation grant and left for another part of the country.",
        "{month}，{she}领了一笔安家费，离开本地，去了外面。",
    ),
    "married": ("In {month} {she} married, at {age}.", "{month}，{she} {age} 岁结婚。"),
    "married.again": ("In {month} {she} married again, at {age}.", "{month}，{she} {age} 岁再婚。"),
    "school_left": ("In {month} {she} left school, at {age}.", "{month}，{she} {age} 岁离开学校。"),
    "school_left.sent_down": (
        "In {month} {she} left school, at {age}, and was sent down to the countryside.",
        "{month}，{she} {age} 岁离开学校，下乡插队。",
    ),
    "child.woman": ("In {month} {she} had a daughter.", "{month}，{she}生了一个女儿。"),
    "child.man": ("In {month} {she} had a son.", "{month}，{she}生了一个儿子。"),
    "child_died.woman": ("In {month} {her} daughter died, at {age}.", "{month}，{she}的女儿去世，{age} 岁。"),
    "child_died.man": ("In {month} {her} son died, at {age}.", "{month}，{she}的儿子去世，{age} 岁。"),
    "child_died.baby.woman": ("In {month} {her} baby daughter died.", "{month}，{she}不满周岁的女儿夭折了。"),
    "child_died.baby.man": ("In {month} {her} baby son died.", "{month}，{she}不满周岁的儿子夭折了。"),
    "hired": ("In {month} {she} was taken on at {place}.", "{month}，{she}进了{place}。"),
    "hired.wage": (
        "In {month} {she} was taken on at {place}, at {wage} {unit} a month.",
        "{month}，{she}进了{place}，每月 {wage} {unit}。",
    ),
    "dismissed": ("In {month} {she} was dismissed from {place}.", "{month}，{she}被{place}辞退。"),
    "dismissed.there": ("In {month} {she} was dismissed.", "{month}，{she}被辞退了。"),
    "dismissed.severance": (
        "In {month} {she} was dismissed from {place}, with {value} months' pay as severance.",
        "{month}，{she}被{place}辞退，遣散费是 {value} 个月的工资。",
    ),
    "dismissed.severance.there": (
        "In {month} {she} was dismissed, with {value} months' pay as severance.",
        "{month}，{she}被辞退，遣散费是 {value} 个月的工资。",
    ),
    "dismissed.closed": (
        "In {month} {plant} was closed, and {she} was off the books.",
        "{month}，{plant}关门，{she}从此和厂里没有关系了。",
    ),
    "dismissed.closed.there": (
        "In {month} the works was closed, and {she} was off the books.",
        "{month}，厂子关门，{she}从此和厂里没有关系了。",
    ),
    "disabled": (
        "In {month}, still without work, {she} was declared unfit for it, at {age}.",
        "{month}，一直没有工作的{she}经鉴定丧失劳动能力，时年 {age} 岁。",
    ),
    "quit": ("In {month} {she} gave notice at {place}.", "{month}，{she}辞了{place}的工作。"),
    "quit.there": ("In {month} {she} gave notice.", "{month}，{she}辞了工作。"),
    "off_post": (
        "In {month} {she} was sent home from {place}, still on the books.",
        "{month}，{she}从{place}下岗回家，关系还在厂里。",
    ),
    "off_post.there": (
        "In {month} {she} was sent home, still on the books.",
        "{month}，{she}下岗回家，关系还在厂里。",
    ),
    "off_post.share": (
        "In {month} {she} was sent home from {place}, still on the books, on {share} % of {her} pay.",
        "{month}，{she}从{place}下岗回家，关系还在厂里，只领原工资的 {share}%。",
    ),
    "off_post.share.there": (
        "In {month} {she} was sent home, still on the books, on {share} % of {her} pay.",
        "{month}，{she}下岗回家，关系还在厂里，只领原工资的 {share}%。",
    ),
    "recalled": ("In {month} {she} was called back to {her} post at {place}.", "{month}，{she}被叫回{place}上班。"),
    "recalled.there": ("In {month} {she} was called back to {her} post.", "{month}，{she}被叫回去上班。"),
    "retired": ("In {month} {she} retired, at {age}.", "{month}，{she} {age} 岁退休。"),
    "retired.wage": (
        "In {month} {she} retired at {age}, on a pension of {wage} {unit} a month.",
        "{month}，{she} {age} 岁退休，每月养老金 {wage} {unit}。",
    ),
    "early_retired": (
        "In {month} {she} was retired early, at {age}.",
        "{month}，{she} {age} 岁就提前退休了。",
    ),
    "early_retired.wage": (
        "In {month} {she} was retired early, at {age}, on a pension of {wage} {unit} a month.",
        "{month}，{she} {age} 岁就提前退休了，每月养老金 {wage} {unit}。",
    ),
    "bought_out": (
        "In {month} {her} years of service were bought out and {she} was off the books.",
        "{month}，{she}买断工龄，从此和厂里没有关系了。",
    ),
    "bought_out.value": (
        "In {month} {her} years of service were bought out for {value} {unit}; {she} was off the books.",
        "{month}，{she}买断工龄，得 {value} {unit}，从此和厂里没有关系了。",
    ),
    "status_abolished": (
        "In {month} the status of those sent home was abolished, and {she} was off the books.",
        "{month}，下岗职工的身份取消，{she}从此和厂里没有关系了。",
    ),
    "arrears_began": ("From {month} {her} money came late or short.", "{month}起，该给{she}的钱开始拖欠。"),
    "arrears_ended": ("In {month} what was owed to {her_object} was paid.", "{month}，欠{she}的钱补上了。"),
    "arrears_often": ("In {year} {her} money came late {n} times.", "{year} 年，该给{she}的钱拖欠了 {n} 次。"),
    "her_object": ("her", "她"),
    "his_object": ("him", "他"),
    "sent_down": (
        "In {month} {she} was sent down to the countryside, at {age}.",
        "{month}，{she} {age} 岁下乡插队。",
    ),
    "returned": ("In {month} {she} came back from the countryside, at {age}.", "{month}，{she} {age} 岁，从乡下返城。"),
    "moved": ("In {month} {she} moved house within the street.", "{month}，{she}在本街搬了一次家。"),
    "moved.street": ("In {month} {she} moved to {street}.", "{month}，{she}搬到{street}。"),
    "protested": (
        "In {month} {she} stood with the others who demanded what {place} owed them.",
        "{month}，{she}和大家一起站出来，向{place}讨说法。",
    ),
    "protested.there": (
        "In {month} {she} stood with the others who demanded what the works owed them.",
        "{month}，{she}和大家一起站出来，向厂里讨说法。",
    ),
    "protested.nowhere": (
        "In {month} {she} stood with others who demanded what they were owed.",
        "{month}，{she}和别人一起站出来，讨要欠下的钱。",
    ),
    "died": ("In {month} {she} died, at {age}.", "{month}，{she}去世，{age} 岁。"),
    "same_month": ("the same month ", "同月，"),
    "same_month.again": ("also that month ", "当月，"),
    "turned.again": ("Once more, from {month}, {she} {doing}.", "{month}起，{she}又{doing}。"),
    "turned": ("From {month} {she} {doing}.", "{month}起，{she}{doing}。"),
    "turned.pupil": ("In {month} {she} started school.", "{month}，{she}上学了。"),
    "turned.not_seeking": ("In {month} {she} gave up looking for work.", "{month}起，{she}不再找活了。"),
    "aid.course": (
        "From {month} {she} was on a course, learning another trade.",
        "{month}起，{she}参加转岗培训，学另一门手艺。",
    ),
    "aid.public_works": (
        "From {month} {she} had a place at the public works.",
        "{month}起，{she}有了一个公益性岗位。",
    ),
    "aid.wage_insurance": (
        "From {month} wage insurance paid {her_object} part of the difference to {her} old wage.",
        "{month}起，工资保险给{she}补上一部分差额。",
    ),
    "ends": (
        "In {month}, when the record ends, {she} was {age} and {doing}.",
        "{month}，记录结束时{she} {age} 岁，{doing}。",
    ),
    "best.nothing": (
        "{Her} best year was {best}, with {most} {unit}; in {last} {she} received next to nothing.",
        "{she}最好的一年是 {best} 年，收入 {most} {unit}；{last} 年几乎没有收入。",
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
    "doing.off_post": ("was at home, still on the books of {place}", "下岗在家，关系还在{place}"),
    "doing.off_post.side_work": ("did odd jobs, still on the books of {place}", "打零工，关系还在{place}"),
    "doing.off_post.seeking": (
        "was looking for other work, still on the books of {place}",
        "在找别的活，关系还在{place}",
    ),
    "doing.off_post.there": ("was at home, still on the books", "下岗在家，关系还在厂里"),
    "doing.off_post.side_work.there": ("did odd jobs, still on the books", "打零工，关系还在厂里"),
    "doing.off_post.seeking.there": ("was looking for other work, still on the books", "在找别的活，关系还在厂里"),
    "doing.side_work": ("did odd jobs", "打零工"),
    "doing.own_account": ("worked on {her} own account", "自己做小买卖"),
    "doing.seeking": ("was looking for work", "四处找活"),
    "doing.not_seeking": ("was not looking for work", "不工作，也不找活"),
    "doing.retired": ("lived on a pension", "靠养老金生活"),
    "doing.disabled": ("was unfit for work", "不能再干活"),
    "doing.sent_down": ("lived in the countryside", "在乡下插队"),
    "doing.detained": ("was detained", "被拘留"),
    "doing.away": ("was away", "不在本地"),
    "doing.dead": ("was dead", "已去世"),
}  # fmt: skip
