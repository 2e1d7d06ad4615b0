"""Both walls, and what the database keeps of collection: no more good pieces than asked, none packed twice."""

from django.db import migrations

from tequio.core.operations import OwnByUnion

TABLES = (
    "buyer", "contact", "exchangerate", "order", "line", "maker", "skill", "paper", "split", "pin", "exclusion",
    "fairshare", "ticket", "tickettext",
)  # fmt: skip
KEPT = ("progress", "advance", "inspection", "defect", "carton", "cartonpart", "buyerpayment", "payout")

LIMITS = """
CREATE FUNCTION sales_good_pieces() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  asked integer;
  good integer;
BEGIN
  -- The ticket is locked, so that of two inspectors the second counts what the first wrote.
  SELECT accepted INTO asked FROM sales_ticket WHERE union_id = NEW.union_id AND id = NEW.ticket_id FOR UPDATE;
  SELECT coalesce(sum(accepted), 0) INTO good FROM sales_inspection
    WHERE union_id = NEW.union_id AND ticket_id = NEW.ticket_id;
  IF asked IS NULL OR good > asked THEN
    RAISE EXCEPTION 'Ticket % asks for % good pieces, not %.', NEW.ticket_id, asked, good
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER good_pieces AFTER INSERT ON sales_inspection FOR EACH ROW EXECUTE FUNCTION sales_good_pieces();

CREATE FUNCTION sales_packed_once() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  good integer;
  packed integer;
BEGIN
  SELECT accepted INTO good FROM sales_inspection WHERE union_id = NEW.union_id AND id = NEW.inspection_id;
  SELECT sum(pieces) INTO packed FROM sales_cartonpart
    WHERE union_id = NEW.union_id AND inspection_id = NEW.inspection_id;
  IF packed > good THEN
    RAISE EXCEPTION 'Lot % has % good pieces, not %.', NEW.inspection_id, good, packed
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER packed_once AFTER INSERT ON sales_cartonpart FOR EACH ROW EXECUTE FUNCTION sales_packed_once();
"""


class Migration(migrations.Migration):
    dependencies = [("sales", "0001_first_tables"), ("core", "0006_deed_of_events")]

    operations = [
        *(OwnByUnion(name) for name in TABLES),
        *(OwnByUnion(name, append_only=True) for name in KEPT),
        migrations.RunSQL(LIMITS, migrations.RunSQL.noop),
    ]
