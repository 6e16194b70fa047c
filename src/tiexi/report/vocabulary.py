"""What the words of the record mean: events, ties, activities, counts, standings. One sentence each."""

from __future__ import annotations

EVENTS = {
    "born": "a child is born in the region",
    "died": "a person dies",
    "arrived": "a person comes to live in the region",
    "left": "a person leaves the region to live elsewhere",
    "married": "two people marry",
    "school_left": "a pupil leaves school for good",
    "hired": "a person is entered on a plant's books",
    "dismissed": "a plant strikes a person off its books",
    "disabled": "a person who has looked for work for long becomes unfit for it",
    "quit": "a person leaves a plant of their own accord",
    "off_post": "a person is sent home on an allowance; the tie to the plant stays (xiagang)",
    "recalled": "a person off post is called back to work",
    "retired": "a person retires at the age laid down",
    "early_retired": "a person retires before that age, under a dated rule",
    "bought_out": "a person gives up the tie for a payment by years of service",
    "status_abolished": "the status of off post ends by decree and with it the tie",
    "arrears_began": "a plant begins to owe a person wages, allowance or pension",
    "arrears_ended": "what was owed to a person has been paid or struck off",
    "sent_down": "a school leaver is sent to the countryside",
    "returned": "a person sent down comes back",
    "moved": "a person moves to another household, in this street or another",
    "protested": "a person takes part in a protest (see `petition`, `sit_in`, `road_block`)",
    "idled": "a workshop has stood for ninety days and counts as idle",
    "resumed": "an idle workshop works again",
    "stopped": "the last round with work before at least ninety days without",
    "founded": "a plant begins",
    "queued": "an insolvent plant enters the queue for bankruptcy",
    "approved": "the bankruptcy of a queued plant is approved",
    "bankrupt": "a plant is closed and its till divided among creditors",
    "guarded": "a closed plant stands idle under guard",
    "scrapped": "machines of a closed plant become scrap and are sold",
    "land_sold": "the ground of a closed plant is sold, and nobody guards it any more",
    "built": "a street is built",
    "petition": "twenty people or more of a plant act because of arrears or lost posts; where: the plant",
    "sit_in": "fifty people or more do",
    "road_block": "a hundred people or more do",
    "announced": "a dated cause of the timeline or of a policy takes effect",
}

TIES = {
    "none": "on nobody's books",
    "regular": "permanent worker of a state plant",
    "contract": "worker on a contract with a term",
    "collective": "worker of a collective plant",
    "cadre": "manager, engineer or official; last to be sent off post",
    "apprentice": "learning on the books of a plant, at lower pay",
}

ACTIVITIES = {
    "child": "below school age",
    "pupil": "at school",
    "on_post": "working at the post in the plant",
    "side_work": "off the books beside a tie or another activity",
    "own_account": "living from informal work of one's own",
    "seeking": "looking for work",
    "not_seeking": "neither working nor looking for work",
    "retired": "drawing a pension",
    "disabled": "unable to work",
    "sent_down": "in the countryside by order, to come back one day",
    "detained": "held by the police",
    "away": "living elsewhere",
    "dead": "dead; the row stays, because rows are never reused",
}

COUNTS = {
    "employed": "with a tie and on post",
    "off_post": "with a tie and not on post (xiagang)",
    "informal": "own-account work, or side work without a tie",
    "unemployed": "without a tie and seeking",
    "discouraged": "without a tie, of working age and not seeking",
}

STANDINGS = {
    "building": "founded on paper, machines not in place",
    "working": "open, whatever its workshops do",
    "queued": "insolvent and waiting for approval of its bankruptcy",
    "closed": "closed, its books settled",
    "guarded": "closed and standing, with guards",
    "demolished": "pulled down",
}
