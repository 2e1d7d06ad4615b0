-- Each lookup names one key and compares the rest afterwards, so that there is one index to choose.
CREATE FUNCTION legs_are_sound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE wrong bigint;
BEGIN
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
  RETURN NULL;
END $$;

CREATE TRIGGER legs_are_sound AFTER INSERT ON books_leg REFERENCING NEW TABLE AS new_legs
FOR EACH STATEMENT EXECUTE FUNCTION legs_are_sound();
