-- Rows change often and no index holds what changes: leave room on each page to change them in place.
ALTER TABLE books_balance SET (fillfactor = 70);
ALTER TABLE books_monthtotal SET (fillfactor = 80);

CREATE FUNCTION keep_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO books_monthtotal AS kept (union_id, account_id, month, member_id, debit_minor, credit_minor)
  SELECT union_id, account_id, date_trunc('month', "on")::date, member_id,
         coalesce(sum(amount_minor) FILTER (WHERE amount_minor > 0), 0),
         coalesce(-sum(amount_minor) FILTER (WHERE amount_minor < 0), 0)
  FROM new_legs GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
  ON CONFLICT (union_id, account_id, month, member_id) DO UPDATE
  SET debit_minor = kept.debit_minor + excluded.debit_minor, credit_minor = kept.credit_minor + excluded.credit_minor;

  INSERT INTO books_balance AS kept (union_id, account_id, member_id, debit_minor, credit_minor)
  SELECT union_id, account_id, member_id,
         coalesce(sum(amount_minor) FILTER (WHERE amount_minor > 0), 0),
         coalesce(-sum(amount_minor) FILTER (WHERE amount_minor < 0), 0)
  FROM new_legs GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (union_id, account_id, member_id) DO UPDATE
  SET debit_minor = kept.debit_minor + excluded.debit_minor, credit_minor = kept.credit_minor + excluded.credit_minor;
  RETURN NULL;
END $$;

-- Fires after legs_are_sound: triggers of one kind go by name, and what is wrong is never counted.
CREATE TRIGGER then_keep_balances AFTER INSERT ON books_leg REFERENCING NEW TABLE AS new_legs
FOR EACH STATEMENT EXECUTE FUNCTION keep_balances();
