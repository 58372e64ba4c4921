-- What the application's role may do: read everything, run the acts, and nothing else. The name
-- of the role comes from the settings ({app} is filled in by the migration).
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT USAGE ON SCHEMA ledger TO {app};
GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO {app};
GRANT USAGE ON TYPE ledger.context TO {app};
GRANT EXECUTE ON FUNCTION
  ledger.open_account, ledger.set_account_status, ledger.issue, ledger.transfer, ledger.deposit, ledger.withdraw,
  ledger.settle, ledger.settle_batch, ledger.undo_trade, ledger.hold_units, ledger.release_hold, ledger.renew_hold,
  ledger.spend_hold, ledger.retire, ledger.cancel
TO {app};
