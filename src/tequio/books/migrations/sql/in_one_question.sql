-- The checks of 0002, asked together. Each question inside a trigger costs a payment more than its answer does, so one
-- question looks for anything doubtful. Only if there is something do the exact ones follow, which say what is wrong.

-- Without settings of its own, which would cost more than the lock: it names nothing that a search path could change.
CREATE OR REPLACE FUNCTION lock_books(which bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'The books are kept at read committed: elsewhere a check could look at the past.'
      USING ERRCODE = 'TQ003';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('books', which));
END $$;

-- Asks again after it waited for the lock, so that it sees what the one before it booked. By the index of numbers,
-- whatever the planner thought when the table was empty.
CREATE OR REPLACE FUNCTION next_entry_number(which bigint) RETURNS bigint LANGUAGE plpgsql
SET search_path = public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
BEGIN
  PERFORM lock_books(which);
  RETURN 1 + coalesce(
    (SELECT number FROM books_entry WHERE union_id = which ORDER BY union_id DESC, number DESC LIMIT 1), 0);
END $$;

-- Scalar questions, one for each row: the planner cannot turn them into a pass over a whole table.
CREATE OR REPLACE FUNCTION entries_are_sound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE wrong bigint; closed date;
BEGIN
  PERFORM lock_books(u.union_id) FROM (SELECT DISTINCT union_id FROM new_entries ORDER BY union_id) u;

  PERFORM FROM new_entries n
  WHERE n.transaction <> pg_current_xact_id() OR n.reverses_id IS NOT NULL
    OR nullif(n.number - 1, 0) IS DISTINCT FROM
      (SELECT max(e.number) FROM books_entry e WHERE e.union_id = n.union_id AND e.number < n.number)
    OR (SELECT l.position FROM books_leg l WHERE l.entry_id = n.id LIMIT 1) IS NULL
    OR (SELECT p.closed_at FROM books_period p
        WHERE p.union_id = n.union_id AND p.month = date_trunc('month', n."on")::date) IS NOT NULL LIMIT 1;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;

  SELECT p.month INTO closed FROM (SELECT DISTINCT union_id, date_trunc('month', "on")::date AS month FROM new_entries) n
  JOIN books_period p ON p.union_id = n.union_id AND p.month = n.month WHERE p.closed_at IS NOT NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Period % is closed.', to_char(closed, 'YYYY-MM')
      USING ERRCODE = 'TQ001', DETAIL = to_char(closed, 'YYYY-MM');
  END IF;

  SELECT number INTO wrong FROM new_entries WHERE transaction <> pg_current_xact_id() LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Entry % names a transaction that is not its own.', wrong USING ERRCODE = 'TQ003';
  END IF;

  SELECT n.number INTO wrong FROM new_entries n WHERE nullif(n.number - 1, 0) IS DISTINCT FROM
    (SELECT max(e.number) FROM books_entry e WHERE e.union_id = n.union_id AND e.number < n.number)
  ORDER BY n.number LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Entry % leaves a gap in the numbers.', wrong USING ERRCODE = 'TQ003';
  END IF;

  SELECT number INTO wrong FROM new_entries n
  WHERE NOT EXISTS (SELECT 1 FROM books_leg l WHERE l.entry_id = n.id) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Entry % has no legs.', wrong USING ERRCODE = 'TQ002';
  END IF;

  SELECT n.number INTO wrong FROM new_entries n JOIN books_entry former ON former.id = n.reverses_id
  WHERE former.reverses_id IS NOT NULL OR EXISTS (
    (SELECT position, account_id, member_id, -amount_minor FROM books_leg WHERE entry_id = n.id
     EXCEPT SELECT position, account_id, member_id, amount_minor FROM books_leg WHERE entry_id = former.id)
    UNION ALL
    (SELECT position, account_id, member_id, -amount_minor FROM books_leg WHERE entry_id = former.id
     EXCEPT SELECT position, account_id, member_id, amount_minor FROM books_leg WHERE entry_id = n.id)) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Entry % is not the exact opposite of an entry that stands.', wrong USING ERRCODE = 'TQ003';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION legs_are_sound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE wrong bigint;
BEGIN
  PERFORM FROM (
    SELECT n.entry_id, sum(n.amount_minor) AS sum, min(n.union_id) AS union_id, max(n.union_id) AS last_union,
      min(n."on") AS "on", max(n."on") AS last_on,
      bool_and((SELECT a.union_id = n.union_id AND a.by_member = (n.member_id IS NOT NULL)
                FROM books_account a WHERE a.id = n.account_id) IS TRUE
               AND (n.member_id IS NULL OR
                    (SELECT m.union_id = n.union_id FROM members_member m WHERE m.id = n.member_id) IS TRUE)) AS fits
    FROM new_legs n GROUP BY n.entry_id) l
  LEFT JOIN books_entry e ON e.id = l.entry_id
  WHERE e.id IS NULL OR e.transaction <> pg_current_xact_id() OR l.sum <> 0 OR NOT l.fits
    OR (e.union_id, e.union_id, e."on", e."on") <> (l.union_id, l.last_union, l."on", l.last_on) LIMIT 1;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;

  SELECT l.entry_id INTO wrong
  FROM (SELECT union_id, entry_id, "on", sum(amount_minor) AS sum FROM new_legs GROUP BY 1, 2, 3) l
  LEFT JOIN books_entry e ON e.id = l.entry_id
  WHERE e.id IS NULL OR e.transaction <> pg_current_xact_id() OR e.union_id <> l.union_id OR e."on" <> l."on"
    OR l.sum <> 0 LIMIT 1;
  IF FOUND THEN
    IF EXISTS (SELECT 1 FROM books_entry WHERE id = wrong AND transaction = pg_current_xact_id()) THEN
      RAISE EXCEPTION 'Entry % does not balance, or a leg has another day or union.', wrong USING ERRCODE = 'TQ002';
    END IF;
    RAISE EXCEPTION 'Entry % is finished: it takes no more legs.', wrong USING ERRCODE = 'TQ003';
  END IF;

  SELECT l.account_id INTO wrong
  FROM (SELECT DISTINCT union_id, account_id, member_id IS NOT NULL AS named FROM new_legs) l
  LEFT JOIN books_account a ON a.id = l.account_id
  WHERE a.id IS NULL OR a.union_id <> l.union_id OR a.by_member <> l.named LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Account % is not of this union, or its legs must (or must not) name a member.', wrong
      USING ERRCODE = 'TQ004', DETAIL = wrong;
  END IF;

  SELECT l.member_id INTO wrong FROM (SELECT DISTINCT union_id, member_id FROM new_legs WHERE member_id IS NOT NULL) l
  LEFT JOIN members_member m ON m.id = l.member_id WHERE m.id IS NULL OR m.union_id <> l.union_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Member % is not of this union.', wrong USING ERRCODE = 'TQ005';
  END IF;
  RAISE EXCEPTION 'Something about these legs is wrong.' USING ERRCODE = 'TQ003';  -- never reached
END $$;

-- A row without a member is the whole account; accounts by member have one more row for each of them.
CREATE OR REPLACE FUNCTION keep_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  WITH moved AS MATERIALIZED (
    SELECT union_id, account_id, month, member_id,
           sum(greatest(amount_minor, 0)) AS debit, sum(greatest(-amount_minor, 0)) AS credit
    FROM (SELECT *, date_trunc('month', "on")::date AS month FROM new_legs) legs
    GROUP BY GROUPING SETS ((union_id, account_id, month), (union_id, account_id, month, member_id))
    HAVING grouping(member_id) = 1 OR member_id IS NOT NULL ORDER BY 1, 2, 3, 4
  ),
  months AS (
    INSERT INTO books_monthtotal AS kept (union_id, account_id, month, member_id, debit_minor, credit_minor)
    SELECT * FROM moved
    ON CONFLICT (union_id, account_id, month, member_id) DO UPDATE
    SET debit_minor = kept.debit_minor + excluded.debit_minor, credit_minor = kept.credit_minor + excluded.credit_minor
  )
  INSERT INTO books_balance AS kept (union_id, account_id, member_id, debit_minor, credit_minor)
  SELECT union_id, account_id, member_id, sum(debit), sum(credit) FROM moved GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (union_id, account_id, member_id) DO UPDATE
  SET debit_minor = kept.debit_minor + excluded.debit_minor, credit_minor = kept.credit_minor + excluded.credit_minor;
  RETURN NULL;
END $$;
