"""What the page 查序列号 says, in Chinese and English side by side."""

from __future__ import annotations

from registry.ledger.models.buckets import Act, Bucket

TEXTS: dict[str, tuple[str, str]] = {
    "search_lead": (
        "输入凭证上的序列号或号段，查看这些减排量出自哪里、现在在哪里、经过了哪些变动。",
        "Enter a serial or a block from a certificate to see where these units come from, where they "
        "are now and every step between.",
    ),
    "serial": ("序列号或号段", "Serial or block"),
    "find": ("查询", "Search"),
    "example": ("例如", "For example"),
    "help": ("序列号怎样写", "How serials are written"),
    "help_parts": (
        "依次是机制、方法学、项目、年份、签发次序、起始序号，号段再加终止序号（含）。"
        "一个序号是一吨二氧化碳当量。空格、全角字符和小写字母会自动改正。",
        "Programme, methodology, project, vintage, issuance, first number, and for a block the last "
        "number (included). One number is one tonne of CO₂ equivalent. Blanks, full-width characters "
        "and small letters are put right.",
    ),
    "help_pattern": ("规则（正则表达式）", "The rule (regular expression)"),
    "empty": ("请输入序列号。", "Please enter a serial."),
    "origin": ("来源", "Origin"),
    "programme": ("机制", "Programme"),
    "methodology": ("方法学", "Methodology"),
    "project": ("项目", "Project"),
    "vintage": ("年份", "Vintage"),
    "issuance": ("签发次序", "Issuance"),
    "period": ("监测期", "Monitoring period"),
    "batch_quantity": ("本批签发数量", "Issued in this batch"),
    "external": ("原登记编码", "Code in the original registry"),
    "tonnes": ("吨", "t"),
    "now": ("现状", "Where they are now"),
    "parts": ("现状：分在以下各段", "Where they are now, part by part"),
    "holder": ("持有", "Held by"),
    "history": ("全部变动", "Every step"),
    "history_of": ("这一段的变动", "Steps of this block"),
    "newest_first": ("最近的在前", "Latest first"),
    "carried": ("随号段变动", "Moved within"),
    "entry": ("分录", "Entry"),
    "purpose": ("用途", "Purpose"),
    "proof": ("下载证明", "Download proof"),
    "earlier": ("更早的变动", "Earlier steps"),
    "latest": ("回到最近的变动", "Back to the latest steps"),
    "more_parts": ("后面的号段", "Further blocks"),
    "first_parts": ("回到第一段", "Back to the first block"),
    "none_yet": ("还没有变动：这批单位尚未签发。", "No steps yet: these units await issuance."),
    "masked": (
        "公开页面不显示个人信息，也不显示谁持有多少、谁与谁交易；签发给单位和由单位注销的，显示单位名称。",
        "Public pages show no personal data, nor who holds how much or trades with whom. "
        "Organisations are named where units were issued to them or retired by them.",
    ),
}

BUCKETS: dict[Bucket, tuple[str, str]] = {
    Bucket.UNISSUED: ("未签发", "not yet issued"),
    Bucket.AVAILABLE: ("可用", "available"),
    Bucket.TRADING: ("交易中", "in trading"),
    Bucket.RESERVED: ("预留", "reserved"),
    Bucket.FROZEN: ("冻结", "frozen"),
    Bucket.RETIRED: ("已注销", "retired"),
    Bucket.CANCELLED: ("已取消", "cancelled"),
}

BUCKETS_MEAN: dict[Bucket, tuple[str, str]] = {
    Bucket.UNISSUED: ("批次已建立，单位尚未签发。", "The batch exists; its units are not issued."),
    Bucket.AVAILABLE: (
        "有效，未使用，可以转移或注销。",
        "Valid and unused; may move or be retired.",
    ),
    Bucket.TRADING: ("有效，未使用，已转入交易。", "Valid and unused; deposited for trading."),
    Bucket.RESERVED: (
        "有效，未使用，已为一项业务预留。",
        "Valid and unused; set aside for a case.",
    ),
    Bucket.FROZEN: (
        "有效，未使用，暂时不能转移或注销。",
        "Valid and unused; may not move for now.",
    ),
    Bucket.RETIRED: ("已经使用，不能再转移或使用。", "Used; never moves or counts again."),
    Bucket.CANCELLED: ("作废，不算作使用。", "Void; does not count as use."),
}

ACTS: dict[Act, tuple[str, str]] = {
    Act.ISSUE: ("签发", "Issued"),
    Act.TRANSFER: ("非交易过户", "Transferred without a trade"),
    Act.DEPOSIT: ("转入交易", "Deposited for trading"),
    Act.WITHDRAW: ("转出交易", "Withdrawn from trading"),
    Act.SETTLE: ("交易交割", "Traded"),
    Act.UNDO: ("交易撤销", "Trade undone"),
    Act.RESERVE: ("预留", "Reserved"),
    Act.RELEASE: ("解除预留", "Reservation released"),
    Act.FREEZE: ("冻结", "Frozen"),
    Act.UNFREEZE: ("解冻", "Unfrozen"),
    Act.EXPIRE: ("到期解除", "Freeze ran out"),
    Act.EXECUTE: ("扣划", "Taken by order"),
    Act.CATCH: ("轮候冻结生效", "Waiting freeze took over"),
    Act.RETIRE: ("注销", "Retired"),
    Act.CANCEL: ("取消", "Cancelled"),
}

PURPOSES: dict[str, tuple[str, str]] = {
    "national_ets": ("全国碳市场抵销", "offset in the national carbon market"),
    "local_ets": ("地方碳市场抵销", "offset in a local carbon market"),
    "event_neutrality": ("大型活动碳中和", "neutrality of an event"),
    "corporate_offset": ("企业自愿抵消", "voluntary offset by a company"),
    "public_welfare": ("公益", "public welfare"),
    "ecological_compensation": ("生态环境损害赔偿", "compensation of environmental damage"),
    "personal": ("个人自愿注销", "voluntary retirement by a person"),
}
