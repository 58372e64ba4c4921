"""What people did at the door and were refused, which the demo tells nothing of: rows for the trail."""

from __future__ import annotations

from benchmarks.databases import Connection

_LOGINS = """
INSERT INTO identity_loginevent (happened_at, kind, username, address, agent, detail, user_id)
SELECT now() - k * interval '211 seconds', (ARRAY['logged_in', 'logged_out', 'failed'])[1 + k %% 3],
  u.username, '10.9.' || k %% 200 || '.7', 'bench', '', u.id
FROM generate_series(1, %(rows)s::int) k
JOIN (SELECT id, username, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS users
      FROM identity_user) u ON u.n = k %% u.users
"""
_REFUSALS = """
INSERT INTO trail_refusal
  (at, actor_id, actor_name, roles, ip, method, path, thing, code, sentence, params)
SELECT now() - k * interval '307 seconds', 1 + k %% 40, '性能测试', 'maker', '10.9.' || k %% 200 || '.7',
  'POST', '/admin/ledger/account/' || k || '/freeze/', '账户：BJ-' || lpad(k::text, 6, '0'), 'forbidden',
  '您没有办理冻结的权限。', '{}'
FROM generate_series(1, %(rows)s::int) k
"""


def write(owner: Connection, rows: int) -> None:
    """``rows`` events at the door and as many refusals, one after another into the past."""
    for statement in (_LOGINS, _REFUSALS):
        owner.execute(statement.encode(), {"rows": rows})
