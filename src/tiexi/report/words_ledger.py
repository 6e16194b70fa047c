"""Texts of the ledger page, in English and Chinese."""

from __future__ import annotations

LEDGER: dict[str, tuple[str, str]] = {
    "title.ledger": (
        "In {year} the centre took more out of works and shops than the people who worked there: {n} {unit}, "
        "against {m}",
        "{year} 年，中央从厂和店里拿走 {n} {unit}，比在那里干活的人挣的 {m} 还多",
    ),
    "title.ledger.neutral": ("Who paid whom, {year} and {last}", "{year} 年与 {last} 年，谁付给谁"),
    "ledger.text": (
        "Each row receives, each column pays. The {n} accounts were added up from every sale, wage, tax and transfer; "
        "in each of them what came in equals what went out to the last coin, saving counted in.",
        "横行收，纵列付。{n} 个账户由每一笔买卖、工资、税和拨款加总而成；"
        "每个账户收进的与付出的一分不差，结余也算在内。",
    ),
    "ledger.things": (
        "Under the money stand the things: what came in of every element was sold, went into air, water and soil, or "
        "stayed in yards and furnaces.",
        "钱的下面是物：每种元素进来多少，或卖出，或散入空气、水和土，或留在料场和炉里。",
    ),
    "ledger.only": (
        "Goods are entered when they are delivered and pay when it is due, whether or not anybody paid.",
        "货按交付入账，工资按应发入账，付没付都算。",
    ),
    "ledger.note": (
        "Whole years, {unit} of each year. Loans and the paying of old debts make nobody richer and are no entries. "
        "Stocks are weighed, not valued.",
        "整年，当年的{unit}。借款和还旧债不让谁变富，不入账。存货称重，不估价。",
    ),
    "element.rest": ("all other elements", "其他元素"),
    "account.works": ("works", "工厂"),
    "account.services": ("shops and services", "商店与公共服务"),
    "account.goods": ("goods", "货物"),
    "account.labour": ("labour", "劳动"),
    "account.surplus": ("surplus", "盈余"),
    "account.households": ("households", "居民"),
    "account.enterprises": ("tills of enterprises", "企业账上"),
    "account.treasury": ("local treasury", "地方财政"),
    "account.centre": ("the centre", "中央"),
    "account.bank": ("the bank", "银行"),
    "account.capital": ("saving and building", "结余与建设"),
    "account.outside": ("rest of the country", "外地"),
}  # fmt: skip
