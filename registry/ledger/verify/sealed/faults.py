"""What can be wrong with the evidence log, named like the faults of the ledger."""

from __future__ import annotations

from enum import Enum

from registry.ledger.verify.faults import Breach


class EvidenceFault(Enum):
    LEAF_CONTENT = Breach(
        "evidence",
        "请求 {request}（叶 {leaf}，分录 {first_entry}–{last_entry}）与封存时不同："
        "请求、分录或划转被改动、增删或调换。",
        "Request {request} (leaf {leaf}, entries {first_entry}–{last_entry}) is not what was"
        " sealed: it, an "
        "entry or a move was changed, removed, added or reordered.",
    )
    LEAF_ORPHAN = Breach(
        "evidence",
        "叶 {leaf} 封存的请求 {request} 已不存在。",
        "Request {request}, sealed as leaf {leaf}, no longer exists.",
    )
    LEAF_MISSING = Breach(
        "evidence",
        "请求 {request} 早已封存，却没有叶：叶被删除，或请求是事后插入的。",
        "Request {request} is of a time that was sealed but has no leaf: its leaf was removed, or it was "
        "slipped in later.",
    )
    LEAF_NUMBER = Breach(
        "evidence",
        "叶 {leaf} 不存在：叶被删除、改号或清空。",
        "There is no leaf {leaf}: it was removed or renumbered, or the table was emptied.",
    )
    LEAF_EXTRA = Breach(
        "evidence",
        "叶 {leaf} 在最近的检查点（{size} 叶）之外：叶是事后插入的，或检查点被删除。",
        "Leaf {leaf} is beyond the last checkpoint ({size} leaves): it was slipped in, or a checkpoint was "
        "removed.",
    )
    NODE_HASH = Breach(
        "evidence",
        "树节点 {level}/{position} 缺失或与其下的叶不符：节点、叶或叶的次序被改动。",
        "Tree node {level}/{position} is missing or differs from the leaves below it: the node, a leaf or "
        "their order was changed.",
    )
    NODE_EXTRA = Breach(
        "evidence",
        "树节点 {level}/{position} 之下没有足够的叶。",
        "Tree node {level}/{position} has too few leaves below it to exist.",
    )
    CHECKPOINT_ROOT = Breach(
        "evidence",
        "{size} 叶的检查点与日志不符：已公布的历史被改写。",
        "The checkpoint of {size} leaves differs from the log: published history was rewritten.",
    )
    CHECKPOINT_SIGNATURE = Breach(
        "evidence",
        "{size} 叶的检查点签名或密钥不成立，或与其登记的内容不一致。",
        "The checkpoint of {size} leaves: its signature or key fails, or its row says something else.",
    )
    KEY_CHAIN = Breach(
        "evidence",
        "密钥 {key} 没有前一密钥签署的有效交接声明。",
        "Key {key} has no valid handing over signed by the key before it.",
    )

    @property
    def code(self) -> str:
        return self.name.lower()
