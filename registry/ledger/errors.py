"""What the ledger refuses. The lower-case names are the codes that the SQL functions raise; a test
checks that each code raised there stands here, and that nothing stands here unused.
"""

from __future__ import annotations

from enum import Enum

from core.errors import CodedError, Sentence


class LedgerCode(Enum):
    ACCOUNT_UNKNOWN = Sentence(
        zh="没有该账户（{account}）。请核对账号。",
        en="There is no such account ({account}). Check the number.",
        status=404,
    )
    ACCOUNT_EXISTS = Sentence(
        zh="该持有人在机制 {programme} 下已有账户；每个持有人在每个机制只开一个账户。请使用已有账户。",
        en="This holder already has an account in programme {programme}; there is one per holder "
        "and programme. Use the existing one.",
        status=409,
    )
    ACCOUNT_SUSPENDED = Sentence(
        zh="账户（{account}）已停用，不能转入或转出。请先由主管部门恢复账户。",
        en="Account {account} is suspended: nothing may go in or out. "
        "The authority must resume it first.",
        status=409,
    )
    ACCOUNT_CLOSED = Sentence(
        zh="账户（{account}）已销户，不能再办理业务。请改用有效账户。",
        en="Account {account} is closed for good. Use an open account.",
        status=409,
    )
    ACCOUNT_STATUS_SAME = Sentence(
        zh="账户 {account} 已是“{status}”状态，无需重复办理。",
        en="Account {account} already is {status}; nothing to do.",
        status=409,
    )
    ACCOUNT_NOT_EMPTY = Sentence(
        zh="账户 {account} 尚有 {left_t} 吨（含冻结、预留和轮候），不能销户。请先转出、注销或解除冻结。",
        en="Account {account} still has {left_t} t (frozen, reserved and waiting included) and "
        "cannot be closed. Transfer, retire or release them first.",
        status=409,
    )
    BATCH_UNKNOWN = Sentence(
        zh="没有该批次（{batch}）。请核对批次。",
        en="There is no such batch ({batch}). Check it.",
        status=404,
    )
    BATCH_EXISTS = Sentence(
        zh="该项目、年份的第 {issuance} 次签发已存在。请留空由系统编号，或改用下一次序。",
        en="Issuance {issuance} of this project and vintage exists. Leave the number empty or take "
        "the next.",
        status=409,
    )
    BATCH_MALFORMED = Sentence(
        zh="该批次不能写入登记簿（{constraint}）：代码、年份、数量或签发次序超出范围。请核对该行。",
        en="This batch does not fit the ledger ({constraint}): a code, the vintage, the quantity or the "
        "number of issuances is out of range. Check the row.",
    )
    BATCH_SIZE_INVALID = Sentence(
        zh="一次交割应有 1 至 {most} 笔成交，收到 {trades} 笔。请分批提交。",
        en="A settlement takes 1 to {most} trades; got {trades}. Split it.",
    )
    PROGRAMME_UNKNOWN = Sentence(
        zh="没有机制 {programme}，或尚未为其建立登记簿。请核对机制代码。",
        en="There is no programme {programme}, or no ledger has been set up for it.",
        status=404,
    )
    PROGRAMME_MISMATCH = Sentence(
        zh="账户（{account}）与批次（{batch}）不属于同一机制，减排量不能跨机制划转。请核对。",
        en="Account {account} and batch {batch} belong to different programmes; units do not cross.",
    )
    QUANTITY_INVALID = Sentence(
        zh="数量应为 1 至 9,999,999,999 的整数（吨），收到 {quantity_t}。请改正。",
        en="The quantity must be a whole number of tonnes from 1 to 9,999,999,999; "
        "got {quantity_t}.",
    )
    PRICE_INVALID = Sentence(
        zh="价格应为不小于 0、最多两位小数的元数，收到 {price_cny}。请改正。",
        en="The price must be in CNY, not below 0, with at most two decimals; got {price_cny}.",
    )
    INSUFFICIENT = Sentence(
        zh="可用数量不足：需要 {quantity_t} 吨，可用 {available_t} 吨。请减少数量。",
        en="Not enough units: {quantity_t} t asked, {available_t} t to be had. Ask for less.",
        status=409,
    )
    BOUGHT_TODAY = Sentence(
        zh="当日买入的减排量当日不能卖出或转出：需要 {quantity_t} 吨，可用 {available_t} 吨，"
        "当日买入 {bought_t} 吨。请下一交易日再办。",
        en="Units bought today can be neither sold nor withdrawn today: {quantity_t} t asked, "
        "{available_t} t free, {bought_t} t bought today. Try on the next trading day.",
        rule="R-TRADE-03",
        status=409,
    )
    SAME_ACCOUNT = Sentence(
        zh="转出方和转入方是同一账户（{account}）。请核对双方。",
        en="Source and destination are the same account ({account}). Check both sides.",
    )
    CODE_MALFORMED = Sentence(
        zh="“{code}”不能写入序列号：代码应为 1 至 40 个大写字母、数字、点或连字符，年份为 1990 至 2200，"
        "监测期止不早于起。请改正。",
        en="{code!r} does not fit a serial: codes have 1 to 40 capital letters, digits, dots or "
        "hyphens; vintages lie in 1990 to 2200; periods end after they begin.",
    )
    HOLDER_MAY_NOT_HOLD = Sentence(
        zh="“{name}”是审定与核查机构，不得持有或交易减排量，不能开户。",
        en="{name!r} validates or verifies; such bodies may neither hold nor trade units.",
        rule="R-VVB-01",
    )
    HOLDER_NOT_ACTIVE = Sentence(
        zh="持有人“{name}”不在正常状态，不能开户。请先恢复该单位。",
        en="Holder {name!r} is not active and cannot open an account. Reactivate it first.",
        status=409,
    )
    SHARES_INVALID = Sentence(
        zh="签发份额应逐一对应不同账户，且数量均为正整数。请核对份额表。",
        en="Each share needs its own account and a whole number of tonnes. Check the shares.",
    )
    RANGE_INVALID = Sentence(
        zh="序列号范围 {first} 至 {last} 不成立：止号不能小于起号，起号不能小于 1。请改正。",
        en="Serial range {first} to {last} is impossible: last before first, or first below 1.",
    )
    RANGE_QUANTITY_DIFFER = Sentence(
        zh="序列号范围含 {range_t} 吨，与填写的数量 {quantity_t} 吨不符。请只填一项或改为一致。",
        en="The serial range has {range_t} t but the quantity says {quantity_t} t. "
        "Give one, or make them agree.",
    )
    RANGE_NEVER_ISSUED = Sentence(
        zh="序列号 {first} 至 {last} 从未签发：该批次共签发 {issued_t} 吨。请核对序列号。",
        en="Serials {first} to {last} were never issued: the batch has {issued_t} t.",
    )
    RANGE_RETIRED = Sentence(
        zh="序列号 {first} 至 {last} 已经注销，不能再次使用。请核对序列号。",
        en="Serials {first} to {last} are already retired and cannot be used again.",
        status=409,
    )
    RANGE_CANCELLED = Sentence(
        zh="序列号 {first} 至 {last} 已被取消，不能使用。请核对序列号。",
        en="Serials {first} to {last} were cancelled and cannot be used.",
        status=409,
    )
    RANGE_NOT_HELD = Sentence(
        zh="序列号 {first} 至 {last} 由其他账户持有。请只填本账户持有的序列号。",
        en="Serials {first} to {last} are held by another account. Name only your own.",
        status=409,
    )
    RANGE_FROZEN = Sentence(
        zh="序列号 {first} 至 {last} 已被冻结。请先办理解冻，或改用其他序列号。",
        en="Serials {first} to {last} are frozen. Have them released, or use others.",
        status=409,
    )
    RANGE_RESERVED = Sentence(
        zh="序列号 {first} 至 {last} 已被预留。请先解除预留，或改用其他序列号。",
        en="Serials {first} to {last} are reserved. Release them, or use others.",
        status=409,
    )
    RANGE_WRONG_BUCKET = Sentence(
        zh="序列号 {first} 至 {last} 在“{bucket}”，此业务须从“{wanted}”办理。请先转入或转出交易。",
        en="Serials {first} to {last} are in {bucket}; this act takes from {wanted}. "
        "Deposit or withdraw them first.",
        status=409,
    )
    BUCKET_INVALID = Sentence(
        zh="不能从“{bucket}”办理此业务：预留和取消只能从“可用”或“交易”办理，卖出申报只能从“交易”办理。请改正。",
        en="This act does not take from {bucket}: reservations and cancellations take from available "
        "or trading, sell orders from trading only.",
    )
    HOLD_WITHOUT_EXPIRY = Sentence(
        zh="该冻结（{hold}）没有到期日，长期有效，无需续冻。",
        en="Hold {hold} has no expiry and lasts until released; there is nothing to renew.",
        status=409,
    )
    HOLD_UNKNOWN = Sentence(
        zh="没有该冻结或预留（{hold}）。请核对编号。",
        en="There is no such hold ({hold}). Check the number.",
        status=404,
    )
    HOLD_CLOSED = Sentence(
        zh="该冻结或预留（{hold}）已结束（{status}），不能再办理。请刷新列表。",
        en="Hold {hold} has ended ({status}). Reload the list.",
        status=409,
    )
    HOLD_KIND_UNKNOWN = Sentence(
        zh="该业务不适用于这种冻结或预留（{kind}）。请核对类别。",
        en="This act does not fit this kind of hold ({kind}). Check the kind.",
    )
    HOLD_MISMATCH = Sentence(
        zh="申报 {hold} 与成交的卖方、批次或类别不符。请核对申报编号。",
        en="Order {hold} is not the seller's, not of this batch, or not an order.",
    )
    HOLD_INSUFFICIENT = Sentence(
        zh="该冻结或预留只剩 {available_t} 吨，不足 {quantity_t} 吨。请减少数量。",
        en="The hold has {available_t} t left, less than {quantity_t} t. Ask for less.",
        status=409,
    )
    HOLD_NOT_EXPIRED = Sentence(
        zh="该冻结尚未到期（到期日 {expires_on}）。请在到期日之后办理，或凭文书解冻。",
        en="The hold has not expired (it does on {expires_on}). Wait, or release it by document.",
        status=409,
    )
    DOCUMENT_MISSING = Sentence(
        zh="没有填写文书号。冻结、解冻、续冻、扣划、预留都须写明文书号或业务编号。",
        en="No document number. Freezes, releases, renewals, executions and reservations need one.",
    )
    EXPIRY_PAST = Sentence(
        zh="到期日 {expires_on} 已过，或不晚于原到期日。请改正到期日。",
        en="Expiry {expires_on} is past, or not later than the present one. Correct it.",
    )
    REASON_MISSING = Sentence(
        zh="没有填写理由。请写明办理依据或原因后再提交。",
        en="No reason was given. State the ground or cause, then submit again.",
    )
    TEXT_INVALID = Sentence(
        zh="文字中有无法保存的字符：{text}。请删去后重新提交。",
        en="The text has characters that cannot be stored: {text}. Remove them and submit again.",
    )
    REFERENCE_INVALID = Sentence(
        zh="业务编号应为 1 至 100 个可见字符（幂等键至多 200 个），收到“{reference}”。请改正。",
        en="A reference has 1 to 100 printable characters (an idempotency key up to 200); "
        "got {reference!r}.",
    )
    REFERENCE_MISMATCH = Sentence(
        zh="业务编号“{reference}”已用于内容不同的另一笔业务（分录 {entry}）。请核对，或换一个编号。",
        en="Reference {reference!r} already stands for another content (entry {entry}). "
        "Check it, or use another.",
        status=409,
    )
    REFERENCE_TWICE = Sentence(
        zh="同一次提交中业务编号“{reference}”出现多次。请去掉重复行。",
        en="Reference {reference!r} stands more than once in this submission. Remove repeats.",
    )
    IDEMPOTENCY_MISMATCH = Sentence(
        zh="幂等键“{key}”已用于内容不同的请求。请为新的请求使用新的键。",
        en="Idempotency key {key!r} was used with another body. Use a new key for a new request.",
    )
    TRADE_INCOMPLETE = Sentence(
        zh="成交缺少编号、卖方、买方或批次。请补全。",
        en="The trade lacks its reference, seller, buyer or batch. Complete it.",
    )
    TRADE_UNKNOWN = Sentence(
        zh="没有编号为“{trade}”的成交。请核对成交编号。",
        en="There is no trade {trade!r}. Check the reference.",
        status=404,
    )
    TRADE_UNDONE = Sentence(
        zh="成交“{trade}”已经撤销过。无需重复办理。",
        en="Trade {trade!r} is already undone.",
        status=409,
    )
    TRADE_DATE_PAST = Sentence(
        zh="交易日期 {on_date} 早于卖方最近一次买入或申报（{bought_on}），请按日期先后交割。",
        en="Trade date {on_date} is before the seller's latest purchase or its order ({bought_on}). "
        "Settle in order of dates.",
    )
    TRADE_DATE_INVALID = Sentence(
        zh="交易日期 {on_date} 晚于今天（{today}）。请改正。",
        en="Trade date {on_date} is after today ({today}). Correct it.",
    )
    TRADES_REFUSED = Sentence(
        zh="整批成交未交割，没有任何变动：{count} 笔有误，首笔为第 {row} 行 {reference}（{why}）。"
        "请改正后整批重发，或改用逐笔模式。",
        en="Nothing was settled: {count} trades are wrong, the first is row {row}, {reference} "
        "({why}). Correct and send the whole again, or use per-trade mode.",
        status=409,
    )
    UNDO_TOO_LATE = Sentence(
        zh="成交“{trade}”发生在 {traded_on}，只能当日撤销。请改走非交易过户更正。",
        en="Trade {trade!r} was made on {traded_on}; only trades of today are undone. "
        "Correct it by a non-trade transfer.",
        status=409,
    )
    UNITS_MOVED = Sentence(
        zh="成交“{trade}”的序列号已被冻结或划走，不能撤销。请先解除冻结。",
        en="The units of trade {trade!r} were frozen or moved since. Release them first.",
        status=409,
    )
    RETIRED_BEFORE_ISSUE = Sentence(
        zh="注销日期 {on_date} 早于该批次的签发日期 {issued_on}。请核对日期。",
        en="Retired on {on_date}, before the batch was issued on {issued_on}. Check the dates.",
    )
    SERIAL_MALFORMED = Sentence(
        zh="“{serial}”不是序列号。格式如 BJ_CCER-14-001-V01_P0001_2025_0001_0000000001-0000001000。",
        en="{serial!r} is no serial. They look like "
        "BJ_CCER-14-001-V01_P0001_2025_0001_0000000001-0000001000.",
    )
    SERIAL_UNKNOWN = Sentence(
        zh="没有签发过序列号“{serial}”。请核对批次和序号。",
        en="Serial {serial!r} was never issued. Check its batch and range.",
        status=404,
    )
    REFERENCE_TAKEN = Sentence(
        zh="业务编号“{reference}”已经用过。请换一个编号，或留空由系统编号。",
        en="Reference {reference!r} was used before. Choose another, or leave it empty.",
        status=409,
    )
    ISOLATION_UNSUPPORTED = Sentence(
        zh="登记簿只在 READ COMMITTED 隔离级别下办理业务，当前为 {level}。请调整数据库连接设置。",
        en="The ledger acts only under READ COMMITTED; this transaction is {level}. "
        "Change the connection's setting.",
        status=500,
    )
    BUSY = Sentence(
        zh="其他人正在办理同一笔减排量的业务，多次重试未成。没有任何变动，请稍后再试。",
        en="Others are working on the same units and retries did not help. Nothing changed; "
        "try again shortly.",
        status=503,
    )


class LawBroken(Exception):
    """The database refused a write that would break one of its laws: a bug, or an attack."""


def from_database(code: str, params: dict) -> CodedError:
    """The coded error for a refusal raised in SQL. An unknown code is a bug and says so."""
    if code == "trades_refused":
        rows = params["refused"]
        first = rows[0]
        return CodedError(
            LedgerCode.TRADES_REFUSED,
            count=len(rows),
            row=first["row"],
            reference=first["reference"],
            why=CodedError(LedgerCode[first["code"].upper()], **first["params"]).zh,
            refused=rows,
        )
    return CodedError(LedgerCode[code.upper()], **params)
