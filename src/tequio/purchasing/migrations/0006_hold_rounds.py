"""What a pledge asks of its round, in one question: hold it, then read it as it stands once it is held."""

from django.db import migrations

# Two statements inside, so that the second sees what those did whom the first waited for. A member's own pledges in a
# round take turns, so that the id his pledge has, or will have, is known before it is written. By index, whatever the
# planner thought while the tables were empty. The caller's rights hold.
HELD_ROUND = """
CREATE FUNCTION held_round(which bigint, by_member bigint, wanted bigint, others bigint[])
RETURNS TABLE (title varchar, state varchar, opens_on date, closes_on date, pledge_id bigint, placed_at timestamptz,
               item_id bigint, item varchar)
LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('purchasing.round', which)),
          pg_advisory_xact_lock(hashtextextended('purchasing.pledge.' || by_member, which));
  RETURN QUERY
  SELECT r.title, r.state, r.opens_on, r.closes_on,
         coalesce((SELECT p.id FROM public.purchasing_pledge p
                   WHERE p.union_id = r.union_id AND p.round_id = which AND p.member_id = by_member
                     AND p.item_id = wanted),
                  nextval('public.purchasing_pledge_id_seq')),
         now(), i.id, i.name
  FROM public.purchasing_round r
  LEFT JOIN public.purchasing_rounditem o ON o.round_id = r.id AND o.item_id = ANY(wanted || others)
  LEFT JOIN public.stock_item i ON i.id = o.item_id
  WHERE r.id = which;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("purchasing", "0005_what_some_buy_alone")]

    operations = [migrations.RunSQL(HELD_ROUND, "DROP FUNCTION held_round")]
