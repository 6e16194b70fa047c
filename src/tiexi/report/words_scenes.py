"""Titles and texts of the sequences, in English and Chinese. Braces are filled from the run."""

from __future__ import annotations

SCENES: dict[str, tuple[str, str]] = {
    # chains
    "title.forward": (
        "In {year}, {n} t of {feed} a month came in and {m} t of {good} went out",
        "{year} 年，每月进 {n} 吨{feed}，出 {m} 吨{good}",
    ),
    "title.forward.neutral": ("The {chain} chain in {year}, tonnes a month", "{year} 年的{chain}生产链，每月吨数"),
    "forward.text": (
        "The {chain} chain has {shops} workshops, from {first} to {last}. {year} was its best year. Each workshop "
        "lives on what the one before it hands on, so a gap in the feed walks down the chain from door to door.",
        "{chain}这条链有 {shops} 个车间，从{first}到{last}。{year} 年是它最好的一年。每个车间都吃前一个车间交下来的料，"
        "断了料，就一个门一个门地往后传。",
    ),
    "forward.waste": (
        "{n} t of waste fell out each month: gas, slag, dust. That is {ratio} t for every tonne of {good}.",
        "每月落下 {n} 吨废料：气、渣、尘。每出一吨{good}，落下 {ratio} 吨。",
    ),
    "return.text": (
        "Not all metal goes forward. The {good} left over goes back upstream ({origin} to {goal}) and is melted "
        "again. The copper band is what goes back.",
        "金属不都往前走。剩下的{good}往回走（{origin}到{goal}），再熔一次。铜色的带子就是往回走的。",
    ),
    "return.share": (
        "Of every hundred tonnes that enter {origin}, {n} go back. While they circle they are nobody's product, only "
        "work and coal.",
        "每一百吨进{origin}的料，有 {n} 吨往回走。转圈的时候它们不是谁的产品，只是工和煤。",
    ),
    # how the works filled
    "title.rise": (
        "At the end of {first}, {a} people were at work here; at the end of {year}, {n}",
        "{first} 年底这里有 {a} 人上班，{year} 年底有 {n} 人",
    ),
    "title.rise.neutral": ("How the works filled and emptied", "厂里的灯怎么亮、怎么灭"),
    "rise.text": (
        "Here stand {n} enterprises in {m} works and groups. Each has a hundred windows; one window is a hundredth of "
        "its best year. Nobody drew these lines: machines, orders, posts and rules are dated, the work came of them.",
        "这里有 {n} 家企业，分成 {m} 个厂和组。每个有一百扇窗，一扇是最好那年的百分之一。这些线没有人画过："
        "有日期的是机器、订单、岗位和规定，活是从里面长出来的。",
    ),
    "rise.turn": (
        "After {month} ({cause}) the works did {n} % of the work of the year before.",
        "{month}（{cause}）之后的一年，厂里的活是前一年的 {n}%。",
    ),
    "rise.key": ("Windows lit, mean of the year, of a hundred.", "亮着的窗，全年平均，满数一百。"),
    # the idle works
    "title.idle": (
        "{month}: {n} of a hundred windows lit at {plant}",
        "{month}，{plant}一百扇窗里亮着 {n} 扇",
    ),
    "title.idle.neutral": ("The windows of one works at three dates", "一家厂在三个年份的窗"),
    "idle.text": (
        "Its best year was {year}. A lit window is work being done. A dark one with a frame is a place on the "
        "books with no work behind it. A window without a frame is a place that is gone.",
        "它最好的一年是 {year} 年。亮着的窗，是有活。暗着、还有框的，是册上有人、窗后没活。连框也没有的，"
        "位子已经没了。",
    ),
    "idle.books": (
        "In {month} it still had {n} people on its books, {m} of them sent home. {dark} windows stood dark in "
        "their frames.",
        "{month}，册上还有 {n} 人，其中 {m} 人下岗在家。{dark} 扇窗有框没有光。",
    ),
    "idle.quiet": (
        "The works was not closed. It was only quiet.",
        "厂没有关，只是静了。",
    ),
    "idle.key": ("One window: a hundredth of the best year's work.", "一扇窗：最好那年的活的百分之一。"),
    # what left and what came back
    "title.transfer": (
        "From {first} to {last}, {n} {unit} left for every one that came back",
        "{first} 年到 {last} 年，每回来一{unit}，走了 {n} {unit}",
    ),
    "title.transfer.all": ("From {first} to {last}, {m} {unit} left and nothing came back",
                           "{first} 年到 {last} 年，走了 {m}{unit}，没有回来的"),
    "title.transfer.neutral": ("What left for the centre and what came back", "交上去的和拨下来的"),
    "transfer.text": (
        "Of what left, {profit} in a hundred were profit handed over, {taxes} were taxes, and {gap} were never "
        "booked at all: goods sold at the list price when the market would have paid more.",
        "走的每一百元里，{profit} 元是上缴利润，{taxes} 元是税，{gap} 元从来没有入账：按牌价卖掉的货，"
        "市场上本来能卖更多。",
    ),
    "transfer.sum": (
        "Counted up to {month}, {who} {n} {unit}.",
        "算到 {month}，{who} {n} {unit}。",
    ),
    "transfer.up": ("the nation had had more from the district than it gave back, by", "国家从这里多拿了"),
    "transfer.down": ("the district had had more from the nation than it gave, by", "这里从国家多得了"),
    "transfer.note": (
        "Money of each year. What the region bought at list prices is not set against it.",
        "当年币值。本区按牌价买进的没有冲减。",
    ),
    "transfer.of.profit": ("Profit handed over", "上缴利润"),
    "transfer.of.taxes": ("Taxes", "税"),
    "transfer.of.price_gap": ("Lost on list prices", "牌价差额"),
    "transfer.of.grants": ("Grants and subsidies", "拨款和补贴"),
    "transfer.of.written_off": ("Loans written off", "核销的贷款"),
    # tills and arrears
    "title.arrears": (
        "From {month}, {plant} owed its people wages; by {worst} it owed {n} months of pay",
        "{month}起，{plant}拖欠工资；到 {worst}，欠了 {n} 个月",
    ),
    "title.arrears.neutral": ("Tills and arrears before the end", "关门之前的账"),
    "arrears.text": (
        "The line is what was in the till. A till is never below nothing, so what it lacks becomes a debt to "
        "somebody: to those who deliver, to the bank, to those who work.",
        "线是账上的现金。账上不会低于零，缺多少就欠谁多少：欠供货的，欠银行，欠干活的。",
    ),
    "arrears.part": (
        "From {month} wages came in part, in {n} months in all.",
        "{month}起，工资只发一部分，前后 {n} 个月。",
    ),
    "arrears.none": (
        "From {month} there were months, {n} in all, in which next to nothing was paid.",
        "{month}起，有 {n} 个月几乎一分没发。",
    ),
    "arrears.note": ("In {unit} of the month; due are wages, allowances and pensions.",
                     "当月的{unit}；应发的包括工资、生活费和养老金。"),
    # the order of stopping
    "stopping.span": (
        "{n} workshops stopped for good, the first after {first}, the last after {last}. The step is a month: no "
        "day is known here and none is shown.",
        "{n} 个车间彻底停了，最早停在 {first}之后，最晚停在 {last}之后。这里按月记，不知道是哪一天，"
        "也就不写哪一天。",
    ),
    # after
    "title.after": (
        "In {month}, {n} of the {m} people of {plant} were struck off its books",
        "{month}，{plant}册上 {m} 人，划掉了 {n} 人",
    ),
    "title.after.neutral": ("What was left of {plant} after {month}", "{month}以后的{plant}"),
    "after.text": (
        "A closed works does not vanish. {n} people stayed at {plant} as guards, beside machines that no longer ran.",
        "厂关了，不会一下子没有。{plant}留下 {n} 人看门，守着不再转的机器。",
    ),
    "after.smoke": (
        "In its last twelve months its stacks gave off {n} t of sulphur dioxide; after that, none.",
        "最后十二个月，烟囱排了 {n} 吨二氧化硫；此后一点没有。",
    ),
    "after.where": (
        "Take a hundred months of those who were on its books a year before. In {year}, {employed} were spent at "
        "a post elsewhere, {retired} on a pension, {informal} at odd jobs and {without} sent home or looking for "
        "work. The rest were spent away, in other ways, or were no longer lived.",
        "把一年前还在册的人的日子摊成一百个月。{year} 年，{employed} 个月在别处上班，{retired} 个月领养老金，"
        "{informal} 个月打零工，{without} 个月下岗或找活。余下的，或在外地，或做别的，或人已不在。",
    ),
    # the streets
    "title.filled": (
        "Of ten people here at the end of {year}, {n} were born here",
        "{year} 年底，这里十个人里有{n}个是本地生的",
    ),
    "title.filled.neutral": ("How the streets filled", "街上的人从哪里来"),
    "filled.text": (
        "At the end of {first}, {a} people lived on these streets; at the end of {best}, {n}.",
        "{first} 年底，这些街上住着 {a} 人；{best} 年底，{n} 人。",
    ),
    "filled.came": (
        "Those who had come from elsewhere were most at the end of {year}: {n}.",
        "外地来的人，{year} 年底最多：{n} 人。",
    ),
    "filled.note": (
        "Region as a whole: the record knows by which street somebody lived last, not each street's arrivals.",
        "这是全区的数：记录知道一个人最后住哪条街，不知道每条街各来了多少人。",
    ),
    "filled.layers": (
        "Each layer is the people who came in one time. It thins as they die or leave, and those born here take their "
        "place.",
        "一层是同一时期来的人。随着去世和离开，这一层慢慢变薄，本地出生的人接上来。",
    ),
    "employment.break.more": (
        "From {a} to {b}, when the definition changed, the book lost {n} people, while the camera saw {m} more at "
        "work.",
        "{a} 到 {b} 年，口径变了，年鉴少了 {n} 人，镜头里在岗的反而多了 {m} 人。",
    ),
    "rise.text.one": (
        "Here stands one works. It has a hundred windows; one window is a hundredth of its best year. Nobody drew this "
        "line: machines, orders, posts and rules are dated, the work came of them.",
        "这里有一家厂，一百扇窗，一扇是最好那年的百分之一。这条线没有人画过：有日期的是机器、订单、岗位和规定，"
        "活是从里面长出来的。",
    ),
    "rise.times": (
        "After {month} ({cause}) the works did {n} times the work of the year before.",
        "{month}（{cause}）之后的一年，厂里的活是前一年的 {n} 倍。",
    ),
    "came.here": ("here from the first month", "第一个月就在"),
    "came.born": ("born here", "本地出生"),
    "came.between": ("came {first} to {last}", "{first} 至 {last} 年来的"),
    "without.gap": (
        "In {month} the camera saw {seen} people without work and the yearbook printed {printed}. Each definition "
        "leaves some out, and people fall between them.",
        "{month}，镜头看见 {seen} 人没有活，年鉴印的是 {printed} 人。每条口径都漏一些人，人就掉在口径之间。",
    ),
    "employment.break": (
        "From {a} to {b}, when the definition changed, the book lost {n} people; the camera lost {m}. The rest "
        "had been at home before, and now they were no longer staff.",
        "{a} 到 {b} 年，口径变了，年鉴少了 {n} 人，镜头少了 {m} 人。其余的早就在家，只是不再算职工。",
    ),
    "title.scar": (
        "Those born from {a} to {b} lost most: {n} months without work each",
        "{a} 到 {b} 年生的人失去最多：平均每人 {n} 个月没活干",
    ),
    "title.scar.neutral": ("Without work, by age and year", "没活干的人：按年龄和年份"),
    "scar.text": (
        "Years go to the right, ages go up, so a life runs along a diagonal. A dark cell is an age and a year in which "
        "many months went by without work. A dark diagonal is a generation that carries its loss with it.",
        "往右是年份，往上是年龄，一个人的一生沿斜线走。格子越深，那个年龄、那一年没活干的月份越多。"
        "一条深色的斜线，就是一代人背着的损失。",
    ),
    "scar.year": (
        "Their worst year was {year}, when they were {a} to {b} years old: {n} of a hundred months went by "
        "without work.",
        "他们最难的一年是 {year} 年，那时 {a} 到 {b} 岁：一百个月里有 {n} 个月没活干。",
    ),
    "scar.note": (
        "Ages {a} to {b}. Months off post or looking for work, among months in work, off the books, off post or "
        "looking. Cells with fewer than twenty people followed are left empty.",
        "{a} 至 {b} 岁。下岗或找活的月份，占在岗、打零工、下岗、找活的月份之比。跟拍不足二十人的格子留空。",
    ),
    "states.more": (
        "The layers lie on each other: what one loses another takes up. The thin ones are people too.",
        "各层叠在一起：一层少的，另一层接住。薄的那层也是人。",
    ),
    "title.by_street": (
        "In {year}, {a} of a hundred had no work on {most}, on {least} {b}",
        "{year} 年，一百个人里没活干的，{most}有 {a} 个，{least}有 {b} 个",
    ),
    "title.by_street.neutral": ("Without work, street by street", "没活干的人：一条街一条街看"),
    "by_street.text": (
        "The same count on every street: of a hundred people who work or could, how many had no work at the end of the "
        "year.",
        "每条街同样数：年底，一百个干活或能干活的人里，有几个没活干。",
    ),
    "by_street.range": (
        "In {year} it went from {b} on {least} to {a} on {most}.",
        "{year} 年，从{least}的 {b} 个，到{most}的 {a} 个。",
    ),
    "by_street.note": ("Per hundred; all panels have the same meaning, each its own scale.",
                       "每百人；各图意思相同，刻度各自不同。"),
    "state.retired": ("on a pension", "领养老金"),
    # lives
    "title.lives": ("One life: {who}", "一个人：{who}"),
    "title.lives.neutral": ("One life", "一个人"),
    "lives.who": ("a {sex} born in {born}", "{born}生的{sex}性"),
    "lives.who.plant": ("a {sex} born in {born}, of {plant}", "{plant}，{born}生的{sex}性"),
    "lives.read": (
        "The lane is one life from left to right. It is as thick as the pay of the month was worth, and its "
        "texture says what the person did. Notches are months in which money stayed owed.",
        "一条带子就是一个人的一生，从左到右。越粗，那个月的钱越多；花纹说这个人在做什么。缺口是没发足钱的月份。",
    ),
    "lives.more": (
        "Here are {n} lives of different age, sex and end. Chance hangs on the person's number, so another run of the "
        "same place shows the same people.",
        "这里有 {n} 个人，年纪、男女、结局各不相同。机遇系于编号，同一个地方再运行一次，还是这些人。",
    ),
    "title.twice": (
        "Of a hundred like this one, {n} received {way} under another history",
        "一百个相似的人里，换一种历史有 {n} 个{way}",
    ),
    "title.twice.neutral": ("The same life twice: {a}, and {b}", "同一个人，两种历史：{a}；{b}"),
    "twice.more": ("more", "多拿了"),
    "twice.less": ("less", "少拿了"),
    "twice.text": (
        "Same people, same chance, two histories. They part in {month}. Of {m} filmed people in both, {n} led another "
        "life from then on; for the rest nothing changed.",
        "同样的人，同样的运气，两种历史。分岔在 {month}。两边都拍到的 {m} 人里，{n} 人此后过得不一样，其余没有变化。",
    ),
    "twice.note": (
        "A pair is one run of each history with the same seed. What is received is money of each month, prices not "
        "taken out.",
        "一对，就是同一个种子下两种历史各运行一次。所得按当月币值，未扣物价。",
    ),
    # money
    "debts.note": ("End of each year, in {unit} of that year; each panel has its own scale.",
                   "每年年末，当年的{unit}；各图刻度不同。"),
    "sectors.read": (
        "A balance is what a sector received less what it paid since the first month. Below nothing means it paid out "
        "more than it took in.",
        "余额是一个部门从第一个月起收的减去付的。低于零，就是付出的比收进的多。",
    ),
    # the line
    "title.freight": (
        "In {year}, {n} t a month crossed the edge of the district; in {last}, {m} t",
        "{year} 年每月有 {n} 吨货进出本区，{last} 年 {m} 吨",
    ),
    "title.freight.neutral": ("What crossed the edge of the district", "进出本区的货"),
    "freight.text": (
        "Everything that was bought outside or sold there, weighed.",
        "凡从外地买来、卖到外地的，都称了重。",
    ),
    "freight.fell": (
        "What fell is not only what the works made: the coal and the ore they no longer burn and smelt stopped "
        "coming as well.",
        "少的不只是厂里出的货：不再烧的煤、不再炼的矿，也不来了。",
    ),
    "freight.ways": (
        "In {year}, {a} t came in each month and {b} t went out. The rest went up as gas, fell as slag or was "
        "used here.",
        "{year} 年，每月进 {a} 吨，出 {b} 吨。差的部分化成气、落成渣，或在这里用掉了。",
    ),
    "freight.note": (
        "Goods that the region counts in money weigh nothing here. Trains and trucks are not told apart.",
        "本区按金额计的货，这里没有重量。火车和汽车不分。",
    ),
    "title.ride": ("The ride again, {first} to {last}", "再走一遍，{first}至 {last}"),
    "ride.text": (
        "The same line, the same works, the same streets, at the end of the record. Nothing was added to the "
        "picture and nothing taken from it.",
        "同一条线，同样的厂，同样的街，记录的最后几年。画面上没有添什么，也没有去什么。",
    ),
}  # fmt: skip
