"""Ways to tamper with sealed history, as the owner of the database with the triggers switched off.

Each with the fault that ``verify_ledger`` must name. Statements of one case are split by semicolons.
"""

from __future__ import annotations

from registry.ledger.verify.sealed.faults import EvidenceFault

A_TRADE = (
    "(SELECT entry FROM ledger.move WHERE src_bucket = 'trading' AND dst_bucket = 'trading'"
    " ORDER BY 1 LIMIT 1)"
)
A_REQUEST = f"(SELECT request FROM ledger.entry WHERE id = {A_TRADE})"
CONTENT, ORPHAN, MISSING, NUMBER, EXTRA, NODE, NODE_EXTRA, ROOT, SIGNATURE, CHAIN = EvidenceFault

CASES: dict[str, tuple[EvidenceFault, str]] = {
    # Entries
    "an entry changes its price": (
        CONTENT,
        f"UPDATE ledger.entry SET price_cny = 1 WHERE id = {A_TRADE}",
    ),
    "an entry changes its reference": (
        CONTENT,
        f"UPDATE ledger.entry SET reference = reference || 'x' WHERE id = {A_TRADE}",
    ),
    "an entry changes its detail": (
        CONTENT,
        "UPDATE ledger.entry SET detail = '{{}}' WHERE id = (SELECT max(id) FROM ledger.entry"
        " WHERE detail IS NOT NULL)",
    ),
    "an entry changes its day": (
        CONTENT,
        f"UPDATE ledger.entry SET on_date = '2020-01-01' WHERE id = {A_TRADE}",
    ),
    "an entry is deleted": (CONTENT, f"DELETE FROM ledger.entry WHERE id = {A_TRADE}"),
    "an entry is slipped into a sealed request": (
        CONTENT,
        "INSERT INTO ledger.entry (id, request, act, on_date, source, reference, content)"
        f" SELECT 999999, request, 'catch', on_date, source, 'slipped', content FROM"
        f" ledger.entry WHERE id = {A_TRADE}",
    ),
    "two entries change places": (
        CONTENT,
        "UPDATE ledger.entry SET id = -id WHERE id IN (SELECT id FROM ledger.entry WHERE act = 'settle'"
        " ORDER BY id LIMIT 2); UPDATE ledger.entry e SET id = (SELECT -min(id) - max(id) + e.id FROM"
        " ledger.entry WHERE id < 0) WHERE id < 0",
    ),
    "all entries are emptied out": (CONTENT, "TRUNCATE ledger.entry"),
    # Moves
    "a move changes its serials": (
        CONTENT,
        f"UPDATE ledger.move SET first = first - 1, last = last - 1 WHERE entry = {A_TRADE}",
    ),
    "a move changes its reading": (
        CONTENT,
        f"UPDATE ledger.move SET dst_in_t = dst_in_t + 1 WHERE entry = {A_TRADE}",
    ),
    "a move changes its buyer": (
        CONTENT,
        f"UPDATE ledger.move SET dst_account = {{closed}} WHERE entry = {A_TRADE}",
    ),
    "a move is deleted": (CONTENT, f"DELETE FROM ledger.move WHERE entry = {A_TRADE}"),
    "a move is slipped in": (
        CONTENT,
        "INSERT INTO ledger.move SELECT entry, parent_entry, first, last, src_out_t, dst_in_t,"
        " src_hold, dst_hold, 99,"
        " parent_line, batch, src_account, dst_account, src_bucket, dst_bucket, origin, bought_on"
        f" FROM ledger.move WHERE entry = {A_TRADE}",
    ),
    "two lines change places": (
        CONTENT,
        "UPDATE ledger.move SET line = 3 - line + 1000 WHERE line < 3 AND entry = (SELECT"
        " min(entry) FROM ledger.move"
        " WHERE line = 2); UPDATE ledger.move SET line = line - 1000 WHERE line > 1000",
    ),
    "all moves are emptied out": (CONTENT, "TRUNCATE ledger.move"),
    # Requests
    "a request changes its reason": (
        CONTENT,
        f"UPDATE ledger.request SET reason = '改' WHERE id = {A_REQUEST}",
    ),
    "a request changes its actor": (
        CONTENT,
        f"UPDATE ledger.request SET actor_id = 99 WHERE id = {A_REQUEST}",
    ),
    "a request changes its actor's name": (
        CONTENT,
        f"UPDATE ledger.request SET actor_name = '别人' WHERE id = {A_REQUEST}",
    ),
    "a request changes its role": (
        CONTENT,
        f"UPDATE ledger.request SET actor_role = 'maker' WHERE id = {A_REQUEST}",
    ),
    "a request changes its time": (
        CONTENT,
        f"UPDATE ledger.request SET at = at - interval '1 day' WHERE id = {A_REQUEST}",
    ),
    "a request changes its address": (
        CONTENT,
        f"UPDATE ledger.request SET ip = '1.1.1.1' WHERE id = {A_REQUEST}",
    ),
    "a request is deleted": (ORPHAN, f"DELETE FROM ledger.request WHERE id = {A_REQUEST}"),
    "all requests are emptied out": (ORPHAN, "TRUNCATE ledger.request"),
    "a request is slipped in": (
        MISSING,
        "INSERT INTO ledger.request (id, client, key, body, actor_id, actor_name, actor_role,"
        " ip, reason, reply)"
        " SELECT 0 - 1 + (SELECT min(id) FROM ledger.request), client, key || 'x', body,"
        " actor_id, actor_name,"
        f" actor_role, ip, reason, reply FROM ledger.request WHERE id = {A_REQUEST}",
    ),
    # Leaves
    "a leaf changes its hash": (
        NODE,
        "UPDATE evidence.leaf SET hash = sha256(hash) WHERE number = 5",
    ),
    "a leaf changes its salt": (
        CONTENT,
        "UPDATE evidence.leaf SET salt = substr(sha256(salt), 1, 16) WHERE number = 5",
    ),
    "the last leaf is deleted": (
        NUMBER,
        "DELETE FROM evidence.leaf WHERE number = (SELECT max(number) FROM evidence.leaf)",
    ),
    "a leaf in the middle is deleted": (NUMBER, "DELETE FROM evidence.leaf WHERE number = 5"),
    "a leaf is deleted and forgotten": (
        MISSING,
        "UPDATE evidence.leaf SET source = 'x' WHERE number = 5",
    ),
    "a leaf is slipped in at the end": (
        EXTRA,
        "INSERT INTO evidence.leaf SELECT max(number) + 1, 'x', 1, sha256(''), substr(sha256(''), 1, 16)"
        " FROM evidence.leaf",
    ),
    "two leaves change places": (
        NODE,
        "UPDATE evidence.leaf SET number = -1 - number WHERE number IN (3, 4);"
        " UPDATE evidence.leaf SET number = 8 + number WHERE number < 0",
    ),
    "two leaves change their requests": (
        CONTENT,
        "UPDATE evidence.leaf SET source_id = -source_id WHERE number IN (3, 4);"
        " UPDATE evidence.leaf l SET source_id = (SELECT -o.source_id FROM evidence.leaf o"
        " WHERE o.source_id < 0"
        " AND o.number = 7 - l.number) WHERE number = 3; UPDATE evidence.leaf SET source_id ="
        " (SELECT min(r.id) FROM"
        " ledger.request r WHERE NOT EXISTS (SELECT 1 FROM evidence.leaf l WHERE l.source_id ="
        " r.id)) WHERE number = 4",
    ),
    "all leaves are emptied out": (NUMBER, "TRUNCATE evidence.leaf"),
    # Nodes
    "a node changes": (
        NODE,
        "UPDATE evidence.node SET hash = sha256(hash) WHERE (level, position) = (2, 1)",
    ),
    "a node is deleted": (NODE, "DELETE FROM evidence.node WHERE (level, position) = (1, 1)"),
    "two nodes change places": (
        NODE,
        "UPDATE evidence.node SET position = position + 1000 WHERE level = 1 AND position < 2;"
        " UPDATE evidence.node SET position = 1001 - position WHERE position >= 1000",
    ),
    "all nodes are emptied out": (NODE, "TRUNCATE evidence.node"),
    "a node is slipped in": (NODE_EXTRA, "INSERT INTO evidence.node VALUES (1, 500, sha256(''))"),
    "a high node is slipped in": (
        NODE_EXTRA,
        "INSERT INTO evidence.node VALUES (40, 0, sha256(''))",
    ),
    # Checkpoints and keys
    "a checkpoint changes its root": (
        SIGNATURE,
        "UPDATE evidence.checkpoint SET root = sha256(root)",
    ),
    "a checkpoint changes its note": (
        SIGNATURE,
        "UPDATE evidence.checkpoint SET note = replace(note, E'\\n—', E'\\nx\\n—')",
    ),
    "the last checkpoint is deleted": (
        EXTRA,
        "DELETE FROM evidence.checkpoint WHERE size = (SELECT max(size) FROM evidence.checkpoint)",
    ),
    "checkpoints change places": (
        ROOT,
        "UPDATE evidence.checkpoint SET size = size - 1 WHERE size = (SELECT min(size) FROM"
        " evidence.checkpoint)",
    ),
    "all checkpoints are emptied out": (EXTRA, "TRUNCATE evidence.checkpoint"),
    "a key is replaced": (
        CHAIN,
        "UPDATE evidence.key SET verifier ="
        " 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'",
    ),
    "a key is slipped in": (
        CHAIN,
        "INSERT INTO evidence.key (id, name, algorithm, verifier, rotation, size) VALUES"
        " ('530d903a', 'x', 'x',"
        " 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k', 'x', 1)",
    ),
}
