"""Plants (the legal and money unit), workshops (the production unit), recipes and posts."""

from __future__ import annotations

from enum import IntEnum

from tiexi.world.table import Table, column


class Standing(IntEnum):
    """Standing of a plant."""

    BUILDING = 0
    WORKING = 1
    QUEUED = 2
    CLOSED = 3
    GUARDED = 4
    DEMOLISHED = 5


class Owner(IntEnum):
    """Ownership of a plant."""

    STATE = 1
    COLLECTIVE = 2
    PRIVATE = 3
    COLONIAL = 4
    PUBLIC = 5  # treasury-financed: schools, clinics, street offices


class Plants(Table):
    """Enterprises: one till each."""

    key = column("u8", "1", "lasting identity, from the name of the plant")
    owner = column("u1", "code", "ownership: 1 state, 2 collective, 3 private, 4 colonial, 5 public service")
    standing = column("u1", "code", "0 building, 1 working, 2 queued for bankruptcy, 3 closed, 4 guarded, 5 demolished")
    account = column("u4", "account", "the till")
    loan_debt = column("u4", "debt", "row of debts: loans of the bank")
    tax_debt = column("u4", "debt", "row of debts: taxes and profit owed to the centre")
    local_debt = column("u4", "debt", "row of debts: taxes owed to the local treasury")
    sector = column("u1", "sector", "industry of the plant; row of the region's sorted sector names, from 1")
    group = column("u2", "group", "row of plants.csv it was split from; its own if it is no part of a group")
    number = column("u2", "enterprise", "real enterprises it stands for")
    ends = column("i2", "month", "month in which a policy closes the plant; 32767 if none does")
    told = column("i2", "month", "months since its people were told of its end, with this one; 0 if not", True)
    approval = column("u1", "yes/no", "a dated row grants the approval if the plant is in the queue")
    founded = column("i2", "month", "month of founding")
    street = column("u2", "street", "street served, for shops and services; 0 for plants that sell elsewhere")
    scale = column("i8", "ppm", "installed capacity over the reference capacity of the workshops (machines in place)")
    quota = column("i8", "ppm", "posts over the reference posts of the workshops (labour plan)")
    pull = column("i8", "ppm", "weight where makers of a good share the demand from outside")
    permit = column("i8", "ppm", "share of installed capacity that may run: power, permission")
    credit = column("i8", "ppm", "share of purchases that suppliers and bank still credit; 0 = cash in advance")
    premium = column("i8", "ppm", "pay of this plant over the district's level")
    cost = column("i8", "ppm", "cost above that of its group, as a share of output")
    cost_step = column("i8", "ppm", "standard deviation of the month's change of cost")
    cost_keep = column("i8", "ppm", "share of cost that lasts into the next month")
    bought = column("i8", "ppm", "bought inputs that are no matter, over output, at prices of the stated year")
    dear = column("i8", "ppm", "what it pays for such inputs, over their price: it needs more, or less, of them")
    rank = column("u1", "1", "turn where the plan distributes: 1 heavy industry, 2 all else of the state, 3 the rest")
    orders = column("i8", "fen", "value of the month's demand from outside, against which bank and suppliers lend")
    sales = column("i8", "fen", "sales of the month, paid or owed")
    purchases = column("i8", "fen", "purchases of the month, paid or owed")
    wage_bill = column("i8", "fen", "wages, allowances and pensions due this month")
    paid_share = column("i8", "ppm", "share of the month's wage bill that was paid")
    allowed = column("i8", "ppm", "share of the month's off-post allowances that was paid")
    turnover = column("i8", "fen/month", "smoothed monthly sales (twelve months)")
    costs = column("i8", "fen/month", "smoothed monthly purchases and wage bill (twelve months)")
    welfare = column("i8", "fen", "spent on heat, clinic, school and flats this month")
    cared = column("i8", "ppm", "share of the month's welfare that was paid")
    result = column("i8", "fen", "profit or loss of the calendar year so far, before what covers a loss")
    losses = column("i8", "fen", "losses not covered by grants, since the last month without one")
    loss_months = column("i2", "month", "consecutive months of uncovered loss")
    queued = column("i2", "month", "month of entry into the bankruptcy queue; 32767 if not in it")
    wages_owed = column("i8", "fen", "arrears to persons, all real people together, recomputed by the laws")
    tied = column("i8", "person", "simulated people on the books, recomputed by the laws")
    pensioners = column("i8", "person", "simulated pensioners of the plant, recomputed by the laws")
    doubt = column("i4", "ppm", "share of pay and pension that its people have ceased to expect", True)


class Workshops(Table):
    """Workshops of a plant; `lines` holds one row for each recipe variant."""

    key = column("u8", "1", "lasting identity, from the names of plant and workshop")
    plant = column("u4", "plant", "the plant it belongs to")
    group = column("u4", "group", "row of workshops.csv it was split from")
    occupation = column("u1", "occupation", "main occupation")
    order = column("u2", "1", "place in the order of the process: upstream first")
    first_line = column("u4", "line", "first recipe variant")
    lines = column("u1", "1", "number of recipe variants, tried in order")
    main_stock = column("u4", "stock", "stock of the main output: the heaviest that is not waste")
    main_amount = column("i8", "g or unit", "main output per batch")
    capacity = column("i8", "batch/month", "capacity at plant scale 1")
    posts = column("i8", "person", "real posts at plant scale 1")
    cadres = column("i8", "ppm", "share of cadre posts")
    min_load = column("i8", "ppm", "share of capacity below which it stands (a furnace goes cold)")
    campaign_days = column("i8", "day", "days of feed at minimum load needed in hand to light a cold furnace")
    emits = column("u1", "yes/no", "needs the permission of the stacks")
    stack_permit = column("u1", "yes/no", "stacks may emit")
    lit = column("u1", "yes/no", "furnace is hot, or the workshop runs")
    target = column("i8", "batch/month", "output ordered for the month")
    plan = column("i8", "batch/year", "target of the calendar year, handed down in January")
    due = column("i8", "batch/month", "what the plan wants made this month; 0 where it does not decide")
    year_made = column("i8", "batch", "tapped in the calendar year, to the month before this one")
    reported = column("i8", "batch/year", "output of the calendar year before this one, as reported")
    bias = column("i8", "ppm", "by how much that report exceeded what was made")
    rent = column("i8", "fen/batch", "what capacity for one batch more would be worth to the optimal plan of the year")
    made = column("i8", "batch", "batches tapped this month")
    charged = column("i8", "batch", "batches charged this month")
    load = column("i8", "ppm", "smoothed utilisation of installed capacity (six months)")
    last_work = column("i4", "round", "last round, counted from the first month, with charging or matter in process")
    idle = column("u1", "yes/no", "announced as idle: ninety days without work")
    on_post = column("u4", "person", "simulated people on post, recomputed by the laws")
    tied = column("u4", "person", "simulated people on the books, recomputed by the laws")
    wanted = column("i8", "person", "real posts needed this month")
    vacancies = column("u4", "person", "simulated posts open this month")
    commuters = column("u4", "person", "simulated people from outside at work here this month", True)


class Lines(Table):
    """Recipe variants of a workshop, with the matter in process as a ring of rounds (first in, first out)."""

    workshop = column("u4", "workshop", "the workshop")
    recipe = column("u2", "recipe", "the recipe of one batch")
    first_use = column("u4", "use", "first row of uses: what a batch takes from the yard and gives to it")
    uses = column("u2", "1", "number of uses")
    month_charged = column("i8", "batch", "batches charged this month")
    first_slot = column("u4", "slot", "first slot of the ring; 0 if nothing stays in process")
    slots = column("u2", "round", "rounds a batch stays in process; 0 = tapped in the round of charging")
    inside = column("i8", "batch", "batches in process")
    charged = column("i8", "batch", "batches charged since the first month")
    tapped = column("i8", "batch", "batches tapped since the first month")


class Uses(Table):
    """What one batch of a line takes from (negative) and gives to (positive) a yard's stock or nature."""

    stock = column("u4", "stock", "stock in the yard of the plant; 0 = nature")
    good = column("u2", "good", "the good")
    amount = column("i8", "g or unit", "per batch: negative taken, positive given")


class Slots(Table):
    """The rings of `lines`: batches charged in one round, waiting for their residence time."""

    batches = column("i8", "batch", "batches charged in the round of this slot")


class Recipes(Table):
    """Recipes: rows of `items` hold what one batch takes and gives."""

    first_item = column("u4", "item", "first row of items")
    items = column("u2", "1", "number of items")


class Items(Table):
    """What one batch takes (negative) and gives (positive), in whole grams or whole units."""

    recipe = column("u2", "recipe", "the recipe")
    good = column("u2", "good", "the good")
    amount = column("i8", "g or unit", "per batch: negative taken, positive given")
    nature = column("u1", "yes/no", "taken from or given to nature, not the yard")


class Occupations(Table):
    """Occupations."""

    cadre = column("u1", "yes/no", "cadres are last to be sent off post")
    hazardous = column("u1", "yes/no", "earlier retirement: furnace, lead, electrolysis")
    pay = column("i8", "ppm", "pay relative to the district's level")


class Sites(Table):
    """What a closed plant leaves: ground, and machines to scrap; a row for each plant that has either, or none."""

    optional = True
    plant = column("u4", "plant", "the plant")
    land = column("i8", "m2", "its ground; 0 once sold")
    price = column("i8", "fen/m2", "what ground fetches: price of land on the nearest street that has one")
    closed = column("i2", "month", "month in which it was wound up; 32767 before")


class Fixed(Table):
    """Machines and halls of the sites, by the good they are scrapped into; they count as things in the yards."""

    optional = True
    plant = column("u4", "plant", "the plant")
    good = column("u2", "good", "the good it will be scrapped into")
    full = column("i8", "g", "mass at plant scale 1")
    amount = column("i8", "g", "installed now")


class Halls(Table):
    """Heating of plants, where the region has a good that heats; a row for each plant, or none at all."""

    optional = True
    stock = column("u4", "stock", "stock of what heats")
    warm = column("i8", "ppm", "share of the month's need that was burnt")
    worn = column("i8", "ppm", "machines lost to frost since the founding")
