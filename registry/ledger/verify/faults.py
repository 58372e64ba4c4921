"""What can be wrong with a ledger: one stable code each, the law it breaks, and two sentences.

``{serials}``, ``{batch_code}`` and ``{account_number}`` are filled in for people; the other names
are columns of the query that found the fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Breach:
    """A law of DESIGN §3 by number, or in words, and how a breach of it is said."""

    law: str
    zh: str
    en: str


class Fault(Enum):
    # Blocks
    BLOCK_TILING = Breach(
        "1, 2",
        "批次 {batch_code}：序列号段 {first}–{last} 应从 {expected} 开始，有缺口或重叠。",
        "Batch {batch_code}: block {first}–{last} should begin at {expected}: a gap or an overlap.",
    )
    BATCH_COVERED = Breach(
        "2",
        "批次 {batch_code} 应有 {quantity_t} 吨，序列号段止于 {covered}。",
        "Batch {batch_code} has {quantity_t} t but its blocks end at {covered}.",
    )
    BLOCK_MALFORMED = Breach(
        "2",
        "序列号段 {serials} 自相矛盾：数量、位置、冻结编号或来由不成立。",
        "Block {serials} contradicts itself in quantity, bucket, hold or origin.",
    )
    BLOCK_PLACE = Breach(
        "replay",
        "序列号段 {serials} 不在划转 {entry}/{line} 所放之处。",
        "Block {serials} is not where move {entry}/{line} put it.",
    )
    BLOCK_CARRIED = Breach(
        "replay",
        "序列号段 {serials} 的来处或买入日与划转 {entry}/{line} 不符。",
        "Block {serials} differs from move {entry}/{line} in origin or day of purchase.",
    )
    # Moves
    MOVE_MALFORMED = Breach(
        "replay",
        "划转 {entry}/{line} 不成立：序号、数量或两端位置有误。",
        "Move {entry}/{line} is impossible in itself: numbers, range or places.",
    )
    MOVE_FINAL = Breach(
        "5",
        "划转 {entry}/{line} 把 {serials} 移出“{src_bucket}”，该位置不可移出。",
        "Move {entry}/{line} takes {serials} out of {src_bucket}, which nothing leaves.",
    )
    MOVE_ORDER = Breach(
        "replay",
        "划转 {entry}/{line} 不晚于其上一划转 {parent_entry}/{parent_line}。",
        "Move {entry}/{line} is not later than its parent {parent_entry}/{parent_line}.",
    )
    MOVE_GENESIS = Breach(
        "replay",
        "划转 {entry}/{line} 没有上一划转却不是签发，或相反，或移回未签发。",
        "Move {entry}/{line} has no parent yet does not issue, or the reverse, or un-issues.",
    )
    MOVE_HOLD = Breach(
        "replay",
        "划转 {entry}/{line} 的位置、冻结编号和来处互相矛盾。",
        "Move {entry}/{line} contradicts itself in buckets, holds and origin.",
    )
    MOVE_BOUGHT = Breach(
        "R-TRADE-03",
        "划转 {entry}/{line} 不是交易，却带买入日 {bought_on}。",
        "Move {entry}/{line} is no trade but carries a day of purchase, {bought_on}.",
    )
    MOVE_PATH = Breach(
        "paths",
        "划转 {entry}/{line} 从“{src_bucket}”到“{dst_bucket}”，没有业务走这条路径。",
        "Move {entry}/{line} goes from {src_bucket} to {dst_bucket}; no act does.",
    )
    MOVE_PARENT = Breach(
        "replay",
        "划转 {entry}/{line}（{serials}）的单位不在其上一划转所放之处，或上一划转不存在。",
        "Move {entry}/{line} ({serials}) takes units that its parent did not put there, "
        "or has no such parent.",
    )
    MOVE_CHILDREN = Breach(
        "replay",
        "划转 {entry}/{line} 移入 {quantity_t} 吨，后续划转和现有号段合计 {used_t} 吨。",
        "Move {entry}/{line} put {quantity_t} t in place; later moves and blocks account for "
        "{used_t} t.",
    )
    BATCH_ISSUED = Breach(
        "replay",
        "批次 {batch_code} 共 {quantity_t} 吨，签发划转和未签发号段合计 {used_t} 吨。",
        "Batch {batch_code} has {quantity_t} t; issuing moves and unissued blocks make {used_t} t.",
    )
    MOVE_CARRIED = Breach(
        "R-TRADE-03",
        "划转 {entry}/{line} 没有带走其单位原有的买入日或来处。",
        "Move {entry}/{line} did not carry over its units' day of purchase or origin.",
    )
    MOVE_ACCOUNT = Breach(
        "references",
        "划转 {entry}/{line} 的账户或批次不存在，或不属于同一机制。",
        "Move {entry}/{line} names an account or batch that is missing or of another programme.",
    )
    # Meters and balances
    METER_GAP = Breach(
        "3",
        "划转 {entry}/{line} 的{side_zh}读数从 {starts} 开始，按先后应从 {before} 开始。",
        "Move {entry}/{line}: its {side} reading starts at {starts}, the one before ends at "
        "{before}.",
    )
    METER_TOTAL = Breach(
        "3",
        "账户 {account_number} 批次 {batch_code}“{bucket}”{side_zh}累计 {meter_t} 吨，"
        "划转合计 {moved_t} 吨。",
        "Account {account_number}, batch {batch_code}, {bucket}: the {side} meter says "
        "{meter_t} t, the moves {moved_t} t.",
    )
    HOLDING_BLOCKS = Breach(
        "3",
        "账户 {account_number} 批次 {batch_code}“{bucket}”余额 {balance_t} 吨，号段合计 {blocks_t} 吨。",
        "Account {account_number}, batch {batch_code}, {bucket}: balance {balance_t} t, "
        "blocks {blocks_t} t.",
    )
    HOLDING_BOUGHT = Breach(
        "R-TRADE-03",
        "账户 {account_number} 批次 {batch_code}“{bucket}”记买入 {bought_t} 吨（{bought_on}），"
        "号段为 {blocks_t} 吨（最近 {latest}）。",
        "Account {account_number}, batch {batch_code}, {bucket}: {bought_t} t bought on "
        "{bought_on} by its row, {blocks_t} t by its blocks (latest {latest}).",
    )
    HOLDING_ACCOUNT = Breach(
        "references",
        "持有量（账户 {account}、批次 {batch}“{bucket}”）的账户或批次不存在、不同机制，或位置不当。",
        "Holding of account {account}, batch {batch}, {bucket}: account or batch missing, of "
        "another programme, or in the wrong bucket.",
    )
    HOLDING_STOP = Breach(
        "stop",
        "账户 {account_number} 状态为 {status}，批次 {batch_code}“{bucket}”的停用标记却是 {stop}。",
        "Account {account_number} is {status}, but its stop on batch {batch_code}, {bucket}, "
        "is {stop}.",
    )
    HOLDING_WAITING = Breach(
        "轮候",
        "冻结 {hold} 在轮候，账户 {account_number} 批次 {batch_code}“{bucket}”却没有轮候标记。",
        "Hold {hold} waits, but account {account_number}, batch {batch_code}, {bucket}, does "
        "not know it.",
    )
    ACCOUNT_CLOSED = Breach(
        "accounts",
        "账户 {account_number} 已销户，批次 {batch_code} 仍有 {left_t} 吨。",
        "Account {account_number} is closed but still has {left_t} t of batch {batch_code}.",
    )
    BATCH_HOME = Breach(
        "references",
        "批次 {batch_code} 的系统账户（{account}）不是该机制的系统账户。",
        "Batch {batch_code}: its home account {account} is not its programme's system account.",
    )
    # Holds
    HOLD_BLOCKS = Breach(
        "3",
        "冻结或预留 {hold} 余 {balance_t} 吨，账户 {account_number} 批次 {batch_code}“{bucket}”"
        "的号段合计 {blocks_t} 吨。",
        "Hold {hold} has {balance_t} t left, its blocks in account {account_number}, batch "
        "{batch_code}, {bucket}, {blocks_t} t.",
    )
    HOLD_STATUS = Breach(
        "holds",
        "冻结或预留 {hold} 状态为 {status}，却余 {left_t} 吨、轮候 {waiting_t} 吨。",
        "Hold {hold} is {status} with {left_t} t left and {waiting_t} t waiting.",
    )
    HOLD_REQUESTED = Breach(
        "轮候",
        "冻结或预留 {hold} 申请 {requested_t} 吨，已入 {in_t} 吨、轮候 {waiting_t} 吨，不相符。",
        "Hold {hold} asked for {requested_t} t, took {in_t} t and waits for {waiting_t} t: these "
        "do not agree.",
    )
    HOLD_ENTRY = Breach(
        "references",
        "冻结或预留 {hold} 的设立分录 {entry} 不存在，或业务、数量、日期不符。",
        "Hold {hold}: its entry {entry} is missing, or of another act, quantity or day.",
    )
    HOLD_ACCOUNT = Breach(
        "references",
        "冻结或预留 {hold} 的账户与批次不属于同一机制。",
        "Hold {hold}: account and batch are of different programmes.",
    )
    # Entries
    ENTRY_QUANTITY = Breach(
        "entries",
        "分录 {entry}（{act}）写明 {quantity_t} 吨，划转合计 {moved_t} 吨。",
        "Entry {entry} ({act}) says {quantity_t} t; its moves make {moved_t} t.",
    )
    MOVE_ENTRY = Breach(
        "references",
        "划转 {entry}/{line} 的分录不存在。",
        "Move {entry}/{line}: there is no such entry.",
    )
    MOVE_ACT = Breach(
        "paths",
        "划转 {entry}/{line} 从“{src_bucket}”到“{dst_bucket}”，与分录的业务（{act}）不符。",
        "Move {entry}/{line} goes from {src_bucket} to {dst_bucket}, which is not what {act} does.",
    )
    TRADE_DAY = Breach(
        "R-TRADE-03",
        "成交划转 {entry}/{line} 的买入日为 {bought_on}，交易日是 {on_date}。",
        "Trade {entry}/{line} says bought on {bought_on}, but was made on {on_date}.",
    )
    ENTRY_REQUEST = Breach(
        "references",
        "分录 {entry} 的请求 {request} 不存在。",
        "Entry {entry}: there is no request {request}.",
    )
    ENTRY_UNDOES = Breach(
        "undo",
        "分录 {entry} 撤销的 {undoes} 不是同日、同量的成交，或已撤销过。",
        "Entry {entry} undoes {undoes}, which is no trade of the same day and quantity, or was "
        "undone before.",
    )
    UNDO_SERIALS = Breach(
        "undo",
        "撤销 {entry} 没有把成交 {undoes} 的序列号（第 {line} 行）原样退回。",
        "Undo {entry} does not give back the serials of trade {undoes} (line {line}) as they were.",
    )
    # A fingerprint that no exact query explains: a fault of this program, or of the hash.
    FINGERPRINT = Breach(
        "replay",
        "“{sums}”的指纹不符，但逐项核对没有找到原因。请保留数据并报告。",
        "The fingerprints of {sums!r} differ, but no exact query says why. Keep the data and "
        "report this.",
    )

    @property
    def code(self) -> str:
        return self.name.lower()
