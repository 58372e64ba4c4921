"""Faults: what each is, the code that must name it, and the statement that makes it.

A statement is a template over the ids of the story. The ledger refuses all of them; they are made
past its triggers.
"""

from __future__ import annotations

from registry.ledger.verify.faults import Fault

A_TRADE = "(SELECT min(id) FROM ledger.entry WHERE act = 'settle')"
A_BLOCK = """(batch, first) = (SELECT k.batch, k.first FROM ledger.block k JOIN ledger.holding h
  ON (h.account, h.batch, h.bucket) = (k.account, k.batch, k.bucket)
  WHERE k.hold IS NULL AND k.quantity_t > 2 AND k.bucket = 'trading' AND k.bought_on = h.bought_on
  ORDER BY 1, 2 LIMIT 1)"""
A_HELD_BLOCK = """(batch, first) = (
  SELECT batch, first FROM ledger.block WHERE hold IS NOT NULL ORDER BY 1, 2 LIMIT 1)"""
A_HOLDING = "bucket = 'trading' AND batch = {batch} AND account = {c}"
THE_UNDO = "(SELECT id FROM ledger.entry WHERE act = 'undo')"
OUT_OF_A_FREEZE = """(entry, line) = (
  SELECT entry, line FROM ledger.move WHERE src_bucket = 'frozen' ORDER BY 1 DESC, 2 LIMIT 1)"""

CASES: dict[str, tuple[Fault, str]] = {
    "a block grows": (
        Fault.BLOCK_TILING,
        f"UPDATE ledger.block SET last = last + 1, quantity_t = quantity_t + 1 WHERE {A_BLOCK}",
    ),
    "a block shrinks": (
        Fault.BLOCK_TILING,
        f"UPDATE ledger.block SET last = last - 1, quantity_t = quantity_t - 1 WHERE {A_BLOCK}",
    ),
    "a block in the middle is gone": (
        Fault.BLOCK_TILING,
        f"DELETE FROM ledger.block WHERE {A_BLOCK}",
    ),
    "the last block is gone": (
        Fault.BATCH_COVERED,
        "DELETE FROM ledger.block WHERE batch = {batch} AND last = 3000",
    ),
    "a batch without blocks": (
        Fault.BATCH_COVERED,
        "DELETE FROM ledger.block WHERE batch = {other}",
    ),
    "a block of no batch": (
        Fault.BATCH_COVERED,
        "INSERT INTO ledger.block SELECT 999, 1, 50, account, bucket, hold, origin, bought_on, entry,"
        " line, 50 FROM ledger.block WHERE batch = {other}",
    ),
    "a block with a wrong size": (
        Fault.BLOCK_MALFORMED,
        f"UPDATE ledger.block SET quantity_t = quantity_t + 1 WHERE {A_BLOCK}",
    ),
    "a frozen block without a hold": (
        Fault.BLOCK_MALFORMED,
        f"UPDATE ledger.block SET hold = NULL WHERE {A_HELD_BLOCK}",
    ),
    "a block changes hands": (
        Fault.BLOCK_PLACE,
        "UPDATE ledger.block SET account = CASE account WHEN {c} THEN {b} ELSE {c} END"
        f" WHERE {A_BLOCK}",
    ),
    "a block changes bucket": (
        Fault.BLOCK_PLACE,
        f"UPDATE ledger.block SET bucket = 'available' WHERE {A_BLOCK}",
    ),
    "a block names another move": (
        Fault.BLOCK_PLACE,
        f"UPDATE ledger.block SET entry = {A_TRADE}, line = 1 WHERE {A_BLOCK}",
    ),
    "a retired block comes back": (
        Fault.BLOCK_PLACE,
        "UPDATE ledger.block SET bucket = 'available' WHERE bucket = 'retired'",
    ),
    "a block forgets that it was bought": (
        Fault.BLOCK_CARRIED,
        f"UPDATE ledger.block SET bought_on = NULL WHERE {A_BLOCK}",
    ),
    "a held block forgets its origin": (
        Fault.BLOCK_CARRIED,
        "UPDATE ledger.block SET origin = CASE origin WHEN 'available' THEN 'trading' ELSE 'available'"
        f" END::ledger.bucket WHERE {A_HELD_BLOCK}",
    ),
    "a move of nothing": (
        Fault.MOVE_MALFORMED,
        f"UPDATE ledger.move SET last = first - 1 WHERE entry = {A_TRADE}",
    ),
    "a move that goes nowhere": (
        Fault.MOVE_MALFORMED,
        f"UPDATE ledger.move SET dst_account = src_account WHERE entry = {A_TRADE}",
    ),
    "a move out of retired": (
        Fault.MOVE_FINAL,
        f"UPDATE ledger.move SET src_bucket = 'retired' WHERE entry = {A_TRADE}",
    ),
    "a move before its parent": (
        Fault.MOVE_ORDER,
        f"UPDATE ledger.move SET parent_entry = entry + 1 WHERE entry = {A_TRADE}",
    ),
    "a move out of thin air": (
        Fault.MOVE_GENESIS,
        f"UPDATE ledger.move SET parent_entry = NULL, parent_line = NULL WHERE entry = {A_TRADE}",
    ),
    "a move without its hold": (
        Fault.MOVE_HOLD,
        f"UPDATE ledger.move SET src_hold = NULL WHERE {OUT_OF_A_FREEZE}",
    ),
    "a transfer with a day of purchase": (
        Fault.MOVE_BOUGHT,
        "UPDATE ledger.move SET bought_on = '2026-03-02' WHERE entry = (SELECT min(id) FROM ledger.entry"
        " WHERE act = 'transfer')",
    ),
    "a path that no act takes": (
        Fault.MOVE_PATH,
        "UPDATE ledger.move SET dst_bucket = 'retired' WHERE entry = "
        "(SELECT min(id) FROM ledger.entry WHERE act = 'withdraw')",
    ),
    "units taken from where they were not": (
        Fault.MOVE_PARENT,
        f"UPDATE ledger.move SET src_account = {{c}} WHERE entry = {A_TRADE}",
    ),
    "another range is taken": (
        Fault.MOVE_PARENT,
        f"UPDATE ledger.move SET first = first + 2000, last = last + 2000 WHERE entry = {A_TRADE}",
    ),
    "no such parent": (
        Fault.MOVE_PARENT,
        f"UPDATE ledger.move SET parent_line = 77 WHERE entry = {A_TRADE}",
    ),
    "a move is lost": (
        Fault.MOVE_CHILDREN,
        f"DELETE FROM ledger.move WHERE entry = {A_TRADE}",
    ),
    "a move is made up": (
        Fault.MOVE_CHILDREN,
        f"INSERT INTO ledger.move SELECT (jsonb_populate_record(m, '{{{{\"line\": 50}}}}')).*"
        f" FROM ledger.move m WHERE entry = {A_TRADE}",
    ),
    "the issue is lost": (
        Fault.BATCH_ISSUED,
        "DELETE FROM ledger.move WHERE batch = {other}",
    ),
    "a batch is made larger": (
        Fault.BATCH_ISSUED,
        "UPDATE ledger.batch SET quantity_t = quantity_t + 1 WHERE id = {other}",
    ),
    "a withdrawal washes off the day of purchase": (
        Fault.MOVE_CARRIED,
        "UPDATE ledger.move SET bought_on = '2026-01-01' WHERE entry ="
        " (SELECT min(id) FROM ledger.entry WHERE act = 'withdraw')",
    ),
    "a release to the wrong bucket": (
        Fault.MOVE_CARRIED,
        "UPDATE ledger.move SET dst_bucket = 'available' WHERE dst_bucket = 'trading' AND entry IN"
        " (SELECT id FROM ledger.entry WHERE act = 'release')",
    ),
    "a move to no account": (
        Fault.MOVE_ACCOUNT,
        f"UPDATE ledger.move SET dst_account = 99999 WHERE entry = {A_TRADE}",
    ),
    "a move into another programme": (
        Fault.MOVE_ACCOUNT,
        f"UPDATE ledger.move SET dst_account = {{abroad}} WHERE entry = {A_TRADE}",
    ),
    "a reading that jumps": (
        Fault.METER_GAP,
        f"UPDATE ledger.move SET src_out_t = src_out_t + 3 WHERE entry = {A_TRADE}",
    ),
    "two readings of the same size change places": (
        Fault.METER_GAP,
        """UPDATE ledger.move m SET dst_in_t = o.dst_in_t FROM
           (SELECT entry, dst_in_t, dst_account FROM ledger.move
            WHERE last - first + 1 = 10 AND dst_bucket = 'available') o
           WHERE m.dst_account = o.dst_account AND m.dst_bucket = 'available' AND m.entry <> o.entry
             AND m.last - m.first + 1 = 10""",
    ),
    "an in-meter runs ahead": (
        Fault.METER_TOTAL,
        f"UPDATE ledger.holding SET in_t = in_t + 5 WHERE {A_HOLDING}",
    ),
    "both meters run ahead": (
        Fault.METER_TOTAL,
        f"UPDATE ledger.holding SET in_t = in_t + 5, out_t = out_t + 5 WHERE {A_HOLDING}",
    ),
    "the meters of a hold run ahead": (
        Fault.METER_TOTAL,
        "UPDATE ledger.hold SET in_t = in_t + 5, out_t = out_t + 5 WHERE id = {order}",
    ),
    "a holding with more than its blocks": (
        Fault.HOLDING_BLOCKS,
        f"UPDATE ledger.holding SET in_t = in_t + 1 WHERE {A_HOLDING}",
    ),
    "a holding is gone": (
        Fault.HOLDING_BLOCKS,
        f"DELETE FROM ledger.holding WHERE {A_HOLDING}",
    ),
    "a hold with more than its blocks": (
        Fault.HOLD_BLOCKS,
        "UPDATE ledger.hold SET in_t = in_t + 1, requested_t = requested_t + 1 WHERE id = {second}",
    ),
    "a holding forgets what was bought": (
        Fault.HOLDING_BOUGHT,
        f"UPDATE ledger.holding SET bought_t = bought_t - 1 WHERE {A_HOLDING}",
    ),
    "a holding forgets the day of purchase": (
        Fault.HOLDING_BOUGHT,
        f"UPDATE ledger.holding SET bought_on = NULL, bought_t = 0 WHERE {A_HOLDING}",
    ),
    "a holding of no account": (
        Fault.HOLDING_ACCOUNT,
        "INSERT INTO ledger.holding (account, batch, bucket) VALUES (99999, {batch}, 'available')",
    ),
    "a holding of another programme": (
        Fault.HOLDING_ACCOUNT,
        "INSERT INTO ledger.holding (account, batch, bucket) VALUES ({abroad}, {batch}, 'available')",
    ),
    "a holder with unissued units": (
        Fault.HOLDING_ACCOUNT,
        "INSERT INTO ledger.holding (account, batch, bucket) VALUES ({a}, {batch}, 'unissued')",
    ),
    "a suspension that a place does not know": (
        Fault.HOLDING_STOP,
        "UPDATE ledger.account SET status = 'suspended' WHERE id = {c}",
    ),
    "a stop without a suspension": (
        Fault.HOLDING_STOP,
        f"UPDATE ledger.holding SET stop = 2 WHERE {A_HOLDING}",
    ),
    "a freeze waits unnoticed": (
        Fault.HOLDING_WAITING,
        "UPDATE ledger.holding SET waiting = false WHERE account = {a} AND waiting",
    ),
    "a closed account has units": (
        Fault.ACCOUNT_CLOSED,
        "UPDATE ledger.account SET status = 'closed' WHERE id = {b}",
    ),
    "a batch with another home": (
        Fault.BATCH_HOME,
        "UPDATE ledger.batch SET home = {a} WHERE id = {batch}",
    ),
    "a hold ended with units left": (
        Fault.HOLD_STATUS,
        "ALTER TABLE ledger.hold DROP CONSTRAINT hold_check1;"
        " UPDATE ledger.hold SET status = 'released' WHERE id = {third}",
    ),
    "a hold waits for more than was asked": (
        Fault.HOLD_REQUESTED,
        "UPDATE ledger.hold SET waiting_t = waiting_t + 1 WHERE id = {third}",
    ),
    "a hold without an entry": (
        Fault.HOLD_ENTRY,
        "UPDATE ledger.hold SET entry = 999999 WHERE id = {third}",
    ),
    "a hold of another day": (
        Fault.HOLD_ENTRY,
        "UPDATE ledger.hold SET opened_on = opened_on - 1 WHERE id = {third}",
    ),
    "a hold set by a trade": (
        Fault.HOLD_ENTRY,
        f"UPDATE ledger.hold SET entry = {A_TRADE} WHERE id = {{third}}",
    ),
    "a hold in another programme": (
        Fault.HOLD_ACCOUNT,
        "UPDATE ledger.hold SET account = {abroad} WHERE id = {third}",
    ),
    "an entry that says more": (
        Fault.ENTRY_QUANTITY,
        f"UPDATE ledger.entry SET quantity_t = quantity_t + 1 WHERE id = {A_TRADE}",
    ),
    "a renewal with a quantity": (
        Fault.ENTRY_QUANTITY,
        "UPDATE ledger.entry SET quantity_t = 1 WHERE act = 'renew'",
    ),
    "a freeze that says less": (
        Fault.ENTRY_QUANTITY,
        "UPDATE ledger.entry SET quantity_t = 1 WHERE act = 'freeze'",
    ),
    "a move without an entry": (
        Fault.MOVE_ENTRY,
        f"DELETE FROM ledger.entry WHERE id = {A_TRADE}",
    ),
    "an entry of another act": (
        Fault.MOVE_ACT,
        f"UPDATE ledger.entry SET act = 'transfer' WHERE id = {A_TRADE}",
    ),
    "a freeze that was none": (
        Fault.MOVE_ACT,
        f"UPDATE ledger.entry SET act = 'freeze' WHERE id = {A_TRADE}",
    ),
    "a trade of another day": (
        Fault.TRADE_DAY,
        f"UPDATE ledger.entry SET on_date = on_date - 1 WHERE id = {A_TRADE}",
    ),
    "an entry that nobody asked for": (
        Fault.ENTRY_REQUEST,
        f"DELETE FROM ledger.request WHERE id = (SELECT request FROM ledger.entry WHERE id = {A_TRADE})",
    ),
    "an undo of nothing": (
        Fault.ENTRY_UNDOES,
        f"UPDATE ledger.entry SET undoes = NULL WHERE id = {THE_UNDO}",
    ),
    "an undo of another day": (
        Fault.ENTRY_UNDOES,
        f"UPDATE ledger.entry SET on_date = on_date + 1 WHERE id = {THE_UNDO}",
    ),
    "a trade that undoes": (
        Fault.ENTRY_UNDOES,
        f"UPDATE ledger.entry SET undoes = 1 WHERE id = {A_TRADE}",
    ),
    "an undo of another trade's serials": (
        Fault.UNDO_SERIALS,
        f"UPDATE ledger.entry SET undoes = {A_TRADE} WHERE id = {THE_UNDO}",
    ),
    "an undo that changes the day of purchase": (
        Fault.UNDO_SERIALS,
        f"UPDATE ledger.move SET bought_on = '2026-01-09' WHERE entry = {THE_UNDO}",
    ),
}


# Rows that no move of the increment led to.
NO_MOVE_TOUCHED_IT = {
    "a block of no batch",
    "a holding of no account",
    "a holding of another programme",
    "a holder with unissued units",
}
