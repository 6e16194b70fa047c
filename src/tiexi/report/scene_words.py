"""Sentences of the scenes of a working day, in English and Chinese: what was drawn, never what was booked.

The key is `scene.` and the word of the record. `.woman` and `.man` follow the sex of the other person in the scene,
whose age is {mate}; `.again` is how the same is told the next time.
"""

from __future__ import annotations

SCENES: dict[str, tuple[str, str]] = {
    "scene.closure_told": (
        "In {month} {she} was told during the break that {plant} was to close.",
        "{month}，正歇着，来人通知说{plant}要关了。",
    ),
    "scene.closure_told.there": (
        "In {month} {she} was told during the break that the works was to close.",
        "{month}，正歇着，来人通知说厂子要关了。",
    ),
    "scene.name_read": (
        "In {month} a list was read out in the break room, and {her} name was on it.",
        "{month}，休息室里念下岗名单，念到了{she}的名字。",
    ),
    "scene.name_read.again": (
        "In {month} another list was read out, and {she} was on it again.",
        "{month}，又念了一回名单，还是有{she}。",
    ),
    "scene.notice_told": (
        "In {month} {she} heard during the break on what day {plant} would close.",
        "{month}，正歇着，听说{plant}关门的日子定了。",
    ),
    "scene.last_shower": (
        "In {month} {she} washed at the works for the last time and emptied {her} locker.",
        "{month}，{she}在厂里洗了最后一回澡，把更衣箱腾空了。",
    ),
    "scene.own_wedding": (
        "In {month} {she} passed wedding sweets round the break room.",
        "{month}，{she}在休息室里给大家发喜糖。",
    ),
    "scene.called_back": (
        "In {month} {she} stood at {her} old place on the shift again.",
        "{month}，{she}又站到了老岗位上。",
    ),
    "scene.first_shift": ("In {month} {she} worked {her} first shift.", "{month}，{she}上了头一个班。"),
    "scene.first_shift.woman": (
        "In {month} {she} worked {her} first shift beside a woman of {mate}, who showed {her_object} the job.",
        "{month}，{she}上了头一个班，带{she}的是一位 {mate} 岁的女师傅。",
    ),
    "scene.first_shift.man": (
        "In {month} {she} worked {her} first shift beside a man of {mate}, who showed {her_object} the job.",
        "{month}，{she}上了头一个班，带{she}的是一位 {mate} 岁的男师傅。",
    ),
    "scene.stacks_shut": (
        "In {month} they heard that the stacks of {plant} must stop smoking.",
        "{month}，听说{plant}的烟囱不许再冒烟了。",
    ),
    "scene.stacks_shut.there": (
        "In {month} they heard that the stacks of the works must stop smoking.",
        "{month}，听说厂里的烟囱不许再冒烟了。",
    ),
    "scene.run_on_part": (
        "In {month} it was read out on the shift that {plant} might run at {value} % and no more.",
        "{month}，班前会上念了通知：{plant}只准开工 {value}%。",
    ),
    "scene.run_on_part.there": (
        "In {month} it was read out on the shift that the works might run at {value} % and no more.",
        "{month}，班前会上念了通知：厂里只准开工 {value}%。",
    ),
    "scene.cash_wanted": (
        "In {month} the talk was that nobody would deliver to {plant} without cash any more.",
        "{month}，都在说，没有现钱，谁也不给{plant}送料了。",
    ),
    "scene.cash_wanted.there": (
        "In {month} the talk was that nobody would deliver to the works without cash any more.",
        "{month}，都在说，没有现钱，谁也不给厂里送料了。",
    ),
    "scene.queue_talk": (
        "In {month} the word in the break room was that {plant} was down for bankruptcy.",
        "{month}，休息室里传开了：{plant}报了破产。",
    ),
    "scene.queue_talk.there": (
        "In {month} the word in the break room was that the works was down for bankruptcy.",
        "{month}，休息室里传开了：厂子报了破产。",
    ),
    "scene.mate_died.woman": (
        "In {month} a woman of {mate} from {her} shop died; {her} place in the break room stayed empty.",
        "{month}，车间里一位 {mate} 岁的女工去世了，休息室里空出一个座位。",
    ),
    "scene.mate_died.man": (
        "In {month} a man of {mate} from {her} shop died; his place in the break room stayed empty.",
        "{month}，车间里一位 {mate} 岁的男工去世了，休息室里空出一个座位。",
    ),
    "scene.mate_dismissed.woman": (
        "In {month} a woman of {mate} from the same break room was dismissed.",
        "{month}，同一间休息室里，一位 {mate} 岁的女工被辞退了。",
    ),
    "scene.mate_dismissed.man": (
        "In {month} a man of {mate} from the same break room was dismissed.",
        "{month}，同一间休息室里，一位 {mate} 岁的男工被辞退了。",
    ),
    "scene.mate_sent_home.woman": (
        "In {month} a woman of {mate} from the same break room was sent home, and the others wondered who was next.",
        "{month}，同一间休息室里，一位 {mate} 岁的女工下岗了，大家都在猜下一个是谁。",
    ),
    "scene.mate_sent_home.man": (
        "In {month} a man of {mate} from the same break room was sent home, and the others wondered who was next.",
        "{month}，同一间休息室里，一位 {mate} 岁的男工下岗了，大家都在猜下一个是谁。",
    ),
    "scene.mate_sent_home.woman.again": (
        "In {month} one more chair in the break room was free: a woman of {mate} had been sent home.",
        "{month}，休息室里又少了一个人，是一位 {mate} 岁的女工，也下岗了。",
    ),
    "scene.mate_sent_home.man.again": (
        "In {month} one more chair in the break room was free: a man of {mate} had been sent home.",
        "{month}，休息室里又少了一个人，是一位 {mate} 岁的男工，也下岗了。",
    ),
    "scene.mate_retired.woman": (
        "In {month} the shift shared a farewell meal with a woman of {mate} who was retiring.",
        "{month}，班里一位 {mate} 岁的女工退休，大家一起吃了顿饭。",
    ),
    "scene.mate_retired.man": (
        "In {month} the shift shared a farewell meal with a man of {mate} who was retiring.",
        "{month}，班里一位 {mate} 岁的男工退休，大家一起吃了顿饭。",
    ),
    "scene.mate_retired.woman.again": (
        "In {month} there was another farewell meal, for a woman of {mate}.",
        "{month}，又吃了一回送行饭，退休的是一位 {mate} 岁的女工。",
    ),
    "scene.mate_retired.man.again": (
        "In {month} there was another farewell meal, for a man of {mate}.",
        "{month}，又吃了一回送行饭，退休的是一位 {mate} 岁的男工。",
    ),
    "scene.mate_married.woman": (
        "In {month} there were sweets in the break room: a woman of {mate} from {her} shop had married.",
        "{month}，休息室里有喜糖吃，车间里一位 {mate} 岁的女工结婚了。",
    ),
    "scene.mate_married.man": (
        "In {month} there were sweets in the break room: a man of {mate} from {her} shop had married.",
        "{month}，休息室里有喜糖吃，车间里一位 {mate} 岁的男工结婚了。",
    ),
    "scene.mate_married.woman.again": (
        "In {month} sweets went round again; this time a woman of {mate} had married.",
        "{month}，又有喜糖吃，这回结婚的是一位 {mate} 岁的女工。",
    ),
    "scene.mate_married.man.again": (
        "In {month} sweets went round again; this time a man of {mate} had married.",
        "{month}，又有喜糖吃，这回结婚的是一位 {mate} 岁的男工。",
    ),
    "scene.pay_late": (
        "In {month} the talk over the meal was of pay that had not come; {she} was owed {money} {unit}.",
        "{month}，饭桌上说的都是没发下来的钱，厂里欠着{she} {money} {unit}。",
    ),
    "scene.no_feed": (
        "In {month} the {good} had run out, and the shift played cards in the break room.",
        "{month}，{good}断了，没有料，一班人在休息室里打扑克。",
    ),
    "scene.no_feed.again": (
        "In {month} the {good} had run out again; they sat and waited for the end of the shift.",
        "{month}，{good}又断了，大家干坐着等下班。",
    ),
    "scene.cold_water": (
        "In {month} there was no fuel for the boiler, and the showers ran cold.",
        "{month}，锅炉没有煤烧，澡堂里只有凉水。",
    ),
    "scene.no_orders": (
        "In {month} there was work for hardly {value} % of the machines; {she} swept the floor and sat in the break "
        "room.",
        "{month}，开工不到 {value}%，{she}扫扫地，就在休息室里坐着。",
    ),
    "scene.no_orders.again": (
        "In {month} there was as little to do as ever, and in the break room they read the same newspaper twice.",
        "{month}，还是没什么活，休息室里一张报纸翻来覆去地看。",
    ),
    "scene.empty_seats": (
        "In {month} most seats on the workers' train home were empty.",
        "{month}，下班的通勤车上，座位大半是空的。",
    ),
    "scene.dear": (
        "In {month} the talk over the meal was of prices, {value} % up on the year before.",
        "{month}，饭桌上说的都是物价，一年里涨了 {value}%。",
    ),
    "scene.dear.again": (
        "In {month} everything had gone up another {value} % in a year, and they counted it up over the meal.",
        "{month}，一年里又涨了 {value}%，饭桌上一样一样地算。",
    ),
    "scene.full_shift": (
        "In {month} {her} shop ran flat out, and one shift handed over to the next without a pause.",
        "{month}，车间满负荷，一班接一班，机器不停。",
    ),
    "scene.full_shift.again": (
        "In {month} the shop was at full load again, and the break was cut short.",
        "{month}，车间又是满负荷，歇的工夫都短了。",
    ),
    "scene.washed": (
        "In {month}, on a day like any other, {she} washed after the shift and went home with {her} hair wet.",
        "{month}，平平常常的一天，下了班，{she}洗了澡，湿着头发回家。",
    ),
    "scene.lunch_box": (
        "In {month}, on a day like any other, {she} warmed {her} lunch box on the steam pipe.",
        "{month}，平平常常的一天，{she}把饭盒搁在暖气管上热着。",
    ),
    "scene.rode_home": (
        "In {month}, on a day like any other, {she} rode home on the workers' train, standing.",
        "{month}，平平常常的一天，{she}坐通勤车回家，一路站着。",
    ),
    "scene.hope_mother.woman": (
        "In {month} {she} hoped to be taken on where {her} mother worked, at {plant}.",
        "{month}，{she}盼着能进妈妈上班的{plant}。",
    ),
    "scene.hope_peer.woman": (
        "In {month} {she} hoped for a post at {plant}, where a girl from the same street, {mate}, already worked.",
        "{month}，{she}盼着能进{plant}，同一条街上一个 {mate} 岁的姑娘就在那里上班。",
    ),
    "scene.hope_peer.man": (
        "In {month} {she} hoped for a post at {plant}, where a lad from the same street, {mate}, already worked.",
        "{month}，{she}盼着能进{plant}，同一条街上一个 {mate} 岁的小伙子就在那里上班。",
    ),
    "scene.hope_post": ("In {month} {she} hoped for a post somewhere.", "{month}，{she}盼着有个单位上班。"),
    "scene.hope_none": (
        "In {month}, asked what {she} hoped for, {she} said nothing came to mind: of the young in the street "
        "{value} % had work.",
        "{month}，问{she}往后想干什么，{she}说没想过：街上的年轻人只有 {value}% 有活干。",
    ),
}  # fmt: skip
