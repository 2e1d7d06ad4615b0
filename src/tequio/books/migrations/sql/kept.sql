-- Rows change often and no index holds what changes: leave room on each page to change them in place.
ALTER TABLE books_balance SET (fillfactor = 70);
ALTER TABLE books_monthtotal SET (fillfactor = 80);

-- A row without a member is the whole account; accounts by member have one more row for each of them.
CREATE FUNCTION keep_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO books_monthtotal AS kept (union_id, account_id, month, member_id, debit_minor, credit_minor)
  SELECT union_id, account_id, month, member_id,
         sum(greatest(amount_minor, 0)), sum(greatest(-amount_minor, 0))
  FROM (SELECT *, date_trunc('month', "on")::date AS month FROM new_legs) legs
  GROUP BY GROUPING SETS ((union_id, account_id, month), (union_id, account_id, month, member_id))
  HAVING grouping(member_id) = 1 OR member_id IS NOT NULL ORDER BY 1, 2, 3, 4
  ON CONFLICT (union_id, account_id, month, member_id) DO UPDATE
  SET debit_minor = kept.debit_minor + excluded.debit_minor, credit_minor = kept.credit_minor + excluded.credit_minor;

  INSERT INTO books_balance AS kept (union_id, account_id, member_id, debit_minor, credit_minor)
  SELECT union_id, account_id, member_id, sum(greatest(amount_minor, 0)), sum(greatest(-amount_minor, 0))
  FROM new_legs
  GROUP BY GROUPING SETS ((union_id, account_id), (union_id, account_id, member_id))
  HAVING grouping(member_id) = 1 OR member_id IS NOT NULL ORDER BY 1, 2, 3
  ON CONFLICT (union_id, account_id, member_id) DO UPDATE
  SET debit_minor = kept.debit_minor + excluded.debit_minor, credit_minor = kept.credit_minor + excluded.credit_minor;
  RETURN NULL;
END $$;

-- Fires after legs_are_sound: triggers of one kind go by name, and what is wrong is never counted.
CREATE TRIGGER then_keep_balances AFTER INSERT ON books_leg REFERENCING NEW TABLE AS new_legs
FOR EACH STATEMENT EXECUTE FUNCTION keep_balances();
