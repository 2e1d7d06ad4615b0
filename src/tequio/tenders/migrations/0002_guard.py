"""Both walls, and what the database keeps: a yes is only withdrawn, what was sent stays, bids come while they may."""

from django.db import migrations

from tequio.core.operations import OwnByUnion

CONSENT = """
CREATE FUNCTION tenders_consent_stands() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL
     AND (to_jsonb(NEW) - 'withdrawn_at' - 'withdrawn_by') = (to_jsonb(OLD) - 'withdrawn_at' - 'withdrawn_by') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'Consent % is withdrawn once and never changed.', OLD.id USING ERRCODE = 'TQ056';
END $$;
CREATE TRIGGER consent_stands BEFORE UPDATE OR DELETE ON tenders_consent
  FOR EACH ROW EXECUTE FUNCTION tenders_consent_stands();
"""

BIDS = """
CREATE FUNCTION tenders_bid_in_time() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  -- The tender is locked, so that closing it and bidding in it do not cross.
  PERFORM FROM tenders_tender t JOIN tenders_bankinvitation i ON i.union_id = t.union_id AND i.tender_id = t.id
    WHERE i.union_id = NEW.union_id AND i.id = NEW.invitation_id AND t.state = 'open'
      AND NEW.given_on BETWEEN t.sent_on AND t.closes_on
    FOR SHARE OF t;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Invitation % takes no bid on %.', NEW.invitation_id, NEW.given_on USING ERRCODE = 'TQ057';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bid_in_time BEFORE INSERT ON tenders_bid FOR EACH ROW EXECUTE FUNCTION tenders_bid_in_time();

CREATE FUNCTION tenders_choice_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM tenders_bid b
    JOIN tenders_bankinvitation i ON i.union_id = b.union_id AND i.id = b.invitation_id
    JOIN tenders_tender t ON t.union_id = i.union_id AND t.id = i.tender_id
    WHERE b.union_id = NEW.union_id AND b.id = NEW.bid_id AND t.id = NEW.tender_id AND t.state = 'closed';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Bid % is none of tender %, or the tender is not closed.', NEW.bid_id, NEW.tender_id
      USING ERRCODE = 'TQ059';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER choice_fits BEFORE INSERT ON tenders_choice FOR EACH ROW EXECUTE FUNCTION tenders_choice_fits();
"""

# A row of a tender that was sent stays; of an invitation a new link may be made.
SENT = """
CREATE FUNCTION tenders_sent_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  of_tender bigint := coalesce(OLD.tender_id, NEW.tender_id);
  of_union bigint := coalesce(OLD.union_id, NEW.union_id);
BEGIN
  IF TG_TABLE_NAME = 'tenders_bankinvitation' AND TG_OP = 'UPDATE'
     AND (to_jsonb(NEW) - 'link_serial') = (to_jsonb(OLD) - 'link_serial')
     AND (to_jsonb(NEW) ->> 'link_serial')::integer > (to_jsonb(OLD) ->> 'link_serial')::integer THEN
    RETURN NEW;
  END IF;
  PERFORM FROM tenders_tender WHERE union_id = of_union AND id = of_tender AND state = 'draft';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Tender % was sent.', of_tender USING ERRCODE = 'TQ058';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER sent_stays BEFORE INSERT OR UPDATE OR DELETE ON tenders_bundled
  FOR EACH ROW EXECUTE FUNCTION tenders_sent_stays();
CREATE TRIGGER sent_stays BEFORE INSERT OR UPDATE OR DELETE ON tenders_bankinvitation
  FOR EACH ROW EXECUTE FUNCTION tenders_sent_stays();
"""

STATES = """
CREATE FUNCTION tenders_state_changes() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state <> 'draft'
     AND (to_jsonb(NEW) - 'state' - 'called_off_why') <> (to_jsonb(OLD) - 'state' - 'called_off_why')
  THEN
    RAISE EXCEPTION 'Tender % was sent.', OLD.id USING ERRCODE = 'TQ058';
  END IF;
  IF TG_OP = 'DELETE' OR (OLD.state, NEW.state) NOT IN (
    ('draft', 'draft'), ('draft', 'open'), ('draft', 'called_off'), ('open', 'closed'), ('open', 'called_off'),
    ('closed', 'chosen'), ('closed', 'called_off')
  ) THEN
    RAISE EXCEPTION 'Tender % does not go from %.', OLD.id, OLD.state USING ERRCODE = 'TQ059';
  END IF;
  IF NEW.state = 'chosen' AND NOT EXISTS (
    SELECT FROM tenders_choice WHERE union_id = NEW.union_id AND tender_id = NEW.id
  ) THEN
    RAISE EXCEPTION 'Nobody chose in tender %.', NEW.id USING ERRCODE = 'TQ059';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER state_changes BEFORE UPDATE OR DELETE ON tenders_tender
  FOR EACH ROW EXECUTE FUNCTION tenders_state_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("tenders", "0001_first_tables"), ("core", "0006_deed_of_events")]

    operations = [
        *(OwnByUnion(name) for name in ("consent", "tender", "bundled", "bankinvitation")),
        *(OwnByUnion(name, append_only=True) for name in ("bid", "choice")),
        *(migrations.RunSQL(each, migrations.RunSQL.noop) for each in (CONSENT, BIDS, SENT, STATES)),
    ]
