-- Nothing refers to these rows by (union_id, id): the key that closes a table by union would be an index for nothing.
ALTER TABLE books_leg DROP CONSTRAINT books_leg_in_union;
ALTER TABLE books_balance DROP CONSTRAINT books_balance_in_union;
ALTER TABLE books_monthtotal DROP CONSTRAINT books_monthtotal_in_union;

-- One union's bookings come one after another, from the first one of a transaction until its end. So numbers have no
-- gaps, closing a month cannot cross with booking in it, and two bookings never wait for each other in a circle.
CREATE FUNCTION lock_books(which bigint) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'The books are kept at read committed: elsewhere a check could look at the past.'
      USING ERRCODE = 'TQ003';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('books', which));
END $$;

-- Asks again after it waited for the lock, so that it sees what the one before it booked.
CREATE FUNCTION next_entry_number(which bigint) RETURNS bigint LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM lock_books(which);
  RETURN coalesce((SELECT max(number) FROM books_entry WHERE union_id = which), 0) + 1;
END $$;
