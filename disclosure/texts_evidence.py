"""What the evidence page says, in Chinese and English side by side."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "evidence_title": ("存证", "Evidence log"),
    "evidence_one": (
        "登记簿的每一笔业务都按先后封存进一份只能增加的日志，每次封存后签署一个检查点，就像给整本账盖上骑缝章。",
        "Every act of the registry is sealed into a log that can only grow, and after each sealing a "
        "checkpoint is signed: a stamp across all pages of the book.",
    ),
    "evidence_two": (
        "以后任何一条记录被改动、删除或插入，都会与已公布的检查点对不上，谁都能发现。",
        "If any record were changed, removed or slipped in later, it would no longer agree with the "
        "published checkpoints, and anybody could tell.",
    ),
    "evidence_three": (
        "您可以保存一份证明文件和一个检查点，离线核对，不必信任本网站。",
        "You may keep a proof file and a checkpoint and check them offline, without trusting this site.",
    ),
    "evidence_latest": ("最近的检查点", "Latest checkpoint"),
    "evidence_none": (
        "还没有检查点。首次封存之后会显示在这里。",
        "There is no checkpoint yet. It will appear here after the first sealing.",
    ),
    "evidence_list": ("历次检查点", "All checkpoints"),
    "evidence_size": ("记录数", "Records"),
    "evidence_root": ("根哈希", "Root hash"),
    "evidence_at": ("签署时间", "Signed at"),
    "evidence_key": ("密钥", "Key"),
    "evidence_note": ("签名文本", "Signed text"),
    "evidence_keys": ("签名公钥", "Public keys"),
    "evidence_keys_lead": (
        "核对时请使用从其他渠道（公报、公函、他人保存的副本）得到的公钥，并与此处比对。",
        "Check with a key from elsewhere (the gazette, a letter, a copy someone kept), and compare it "
        "with the one shown here.",
    ),
    "evidence_since": ("启用", "Since"),
    "evidence_until": ("停用", "Until"),
    "evidence_now": ("使用中", "in use"),
    "evidence_rotation": ("旧密钥签署的交接声明", "Handing over, signed by the key before"),
    "evidence_how": ("怎样核对", "How to check"),
    "evidence_how_one": (
        "在序列号页面下载证明文件，取得本项目的程序，运行下面的命令；不需要联网，也不需要数据库。",
        "Download a proof file from a serial's page, get this project's program, and run this command; it "
        "needs neither a network nor a database.",
    ),
    "evidence_newer": ("较新", "Newer"),
    "evidence_older": ("较早", "Older"),
    "evidence_page": ("页", "page"),
}
