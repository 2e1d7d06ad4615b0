-- The transaction that booked an entry: legs may join it only there.
ALTER TABLE books_entry ADD COLUMN transaction xid8 NOT NULL DEFAULT pg_current_xact_id();

-- An entry and its legs come in one statement; when it ends, each entry is whole or the statement is refused.
-- Rows are looked up by index, whatever the planner thought when the session was young.
CREATE FUNCTION entries_are_sound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE wrong bigint; closed date;
BEGIN
  PERFORM lock_books(u.union_id) FROM (SELECT DISTINCT union_id FROM new_entries ORDER BY union_id) u;

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

  SELECT n.first INTO wrong
  FROM (SELECT union_id, min(number) AS first, max(number) AS last, count(*) AS many FROM new_entries GROUP BY 1) n
  WHERE n.last - n.first + 1 <> n.many OR n.first <> 1 + coalesce(
    (SELECT max(e.number) FROM books_entry e WHERE e.union_id = n.union_id AND e.number < n.first), 0) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Entry % leaves a gap in the numbers.', wrong USING ERRCODE = 'TQ003';
  END IF;

  SELECT number INTO wrong FROM new_entries n
  WHERE NOT EXISTS (SELECT 1 FROM books_leg l WHERE l.entry_id = n.id) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Entry % has no legs.', wrong USING ERRCODE = 'TQ002';
  END IF;

  IF EXISTS (SELECT 1 FROM new_entries WHERE reverses_id IS NOT NULL) THEN
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
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER entries_are_sound AFTER INSERT ON books_entry REFERENCING NEW TABLE AS new_entries
FOR EACH STATEMENT EXECUTE FUNCTION entries_are_sound();
