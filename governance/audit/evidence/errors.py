"""What the evidence log refuses, and what to do then."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class EvidenceCode(Enum):
    KEY_MISSING = Sentence(
        zh="没有存证私钥，不能签署检查点。请在运行封存的机器上设置环境变量 EVIDENCE_KEY"
        "（初次使用：manage.py rotate_checkpoint_key --new-key 文件 --name 域名/log）。",
        en="There is no private key to sign checkpoints with. Set EVIDENCE_KEY where sealing runs "
        "(to begin: manage.py rotate_checkpoint_key --new-key FILE --name domain/log).",
    )
    KEY_MALFORMED = Sentence(
        zh="存证私钥无法识别：{why}。请核对 EVIDENCE_KEY 的内容。",
        en="The private key cannot be read: {why}. Check the value of EVIDENCE_KEY.",
    )
    KEY_NOT_CURRENT = Sentence(
        zh="私钥 {given} 不是现用密钥 {current}。密钥轮换后请更新 EVIDENCE_KEY；如有人擅自更换，请停止封存并调查。",
        en="The private key {given} is not the current one, {current}. After a rotation set EVIDENCE_KEY "
        "anew; if nobody rotated it, stop sealing and find out why.",
    )
    LOG_DAMAGED = Sentence(
        zh="存证日志与最近的检查点（{size} 叶）不符，已停止封存。请运行 manage.py verify_ledger 查明何处被改。",
        en="The log does not agree with its last checkpoint ({size} leaves); nothing was sealed. Run "
        "manage.py verify_ledger to learn what was changed.",
    )
    ROW_VANISHED = Sentence(
        zh="{source} 的第 {source_id} 行在封存时消失。请运行 manage.py verify_ledger 查明原因。",
        en="Row {source_id} of {source} vanished while it was being sealed. Run verify_ledger.",
    )
    KEY_EXISTS = Sentence(
        zh="{path} 已存在，未覆盖。请换一个文件名。",
        en="{path} exists and was not overwritten. Choose another file.",
    )
    ALREADY_SEALING_INSIDE = Sentence(
        zh="封存需要自己的事务（READ COMMITTED）。请不要在其他事务中调用。",
        en="Sealing needs READ COMMITTED. Do not call it inside a stricter transaction.",
    )
