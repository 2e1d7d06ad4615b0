-- What entries stand on does not change under them. The lock lets bookings under way end first.
CREATE FUNCTION keep_used_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM lock_books(OLD.union_id);
  IF EXISTS (SELECT 1 FROM books_balance WHERE union_id = OLD.union_id AND account_id = OLD.id) THEN
    RAISE EXCEPTION 'Account % has entries: it keeps its code, its kind and whether it names members.', OLD.code
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER keep_used_account BEFORE DELETE ON books_account FOR EACH ROW EXECUTE FUNCTION keep_used_account();
CREATE TRIGGER keep_what_account_is BEFORE UPDATE ON books_account FOR EACH ROW
WHEN ((OLD.id, OLD.union_id, OLD.code, OLD.kind, OLD.by_member)
      IS DISTINCT FROM (NEW.id, NEW.union_id, NEW.code, NEW.kind, NEW.by_member))
EXECUTE FUNCTION keep_used_account();

CREATE FUNCTION keep_who_has_legs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM lock_books(OLD.union_id);
  IF EXISTS (SELECT 1 FROM books_leg WHERE union_id = OLD.union_id AND member_id = OLD.id) THEN
    RAISE EXCEPTION 'Member % has entries in the books and cannot be deleted.', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER keep_who_has_legs BEFORE DELETE ON members_member FOR EACH ROW EXECUTE FUNCTION keep_who_has_legs();
CREATE TRIGGER keep_id_of_who_has_legs BEFORE UPDATE ON members_member FOR EACH ROW
WHEN ((OLD.id, OLD.union_id) IS DISTINCT FROM (NEW.id, NEW.union_id)) EXECUTE FUNCTION keep_who_has_legs();

-- A period is only opened and closed; a closed one does not disappear or become another month.
CREATE FUNCTION keep_period() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM lock_books(coalesce(NEW.union_id, OLD.union_id));
  IF TG_OP = 'DELETE' AND OLD.closed_at IS NOT NULL
     OR TG_OP = 'UPDATE' AND (OLD.id, OLD.union_id, OLD.month) IS DISTINCT FROM (NEW.id, NEW.union_id, NEW.month) THEN
    RAISE EXCEPTION 'Period % stays what it is.', to_char(OLD.month, 'YYYY-MM') USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER keep_period BEFORE INSERT OR UPDATE OR DELETE ON books_period
FOR EACH ROW EXECUTE FUNCTION keep_period();
