"""The books held against themselves: everything that is kept or promised is worked out again from the legs."""

from typing import Any

# Each statement lists what is wrong; its sentence says so of one row.
CHECKS = {
    "entry %s of union %s does not balance": """
        SELECT entry_id, union_id FROM books_leg GROUP BY 1, 2 HAVING sum(amount_minor) <> 0
    """,
    "entry %s of union %s has no legs": """
        SELECT id, union_id FROM books_entry e WHERE NOT EXISTS (SELECT 1 FROM books_leg l WHERE l.entry_id = e.id)
    """,
    "a leg of entry %s of union %s has another union or day than its entry": """
        SELECT l.entry_id, l.union_id FROM books_leg l LEFT JOIN books_entry e ON e.id = l.entry_id
        WHERE e.id IS NULL OR e.union_id <> l.union_id OR e."on" <> l."on"
    """,
    "a leg on account %s of union %s has an account or member it may not have": """
        SELECT DISTINCT l.account_id, l.union_id
        FROM books_leg l LEFT JOIN books_account a ON a.id = l.account_id
        LEFT JOIN members_member m ON m.id = l.member_id
        WHERE a.id IS NULL OR a.union_id <> l.union_id OR a.by_member <> (l.member_id IS NOT NULL)
          OR l.member_id IS NOT NULL AND (m.id IS NULL OR m.union_id <> l.union_id)
    """,
    "the numbers of entries have a gap before %s in union %s": """
        SELECT number, union_id FROM (
          SELECT number, union_id, lag(number, 1, 0::bigint) OVER (PARTITION BY union_id ORDER BY number) AS before
          FROM books_entry) n
        WHERE number <> before + 1
    """,
    "the kept balance of account %s of union %s (member %s) is not the sum of its legs": """
        SELECT account_id, union_id, member_id FROM (
          SELECT account_id, union_id, member_id, debit_minor, credit_minor FROM books_balance
          UNION ALL
          SELECT account_id, union_id, member_id, -sum(greatest(amount_minor, 0)), -sum(greatest(-amount_minor, 0))
          FROM books_leg GROUP BY GROUPING SETS ((account_id, union_id), (account_id, union_id, member_id))
          HAVING grouping(member_id) = 1 OR member_id IS NOT NULL) both_ways
        GROUP BY 1, 2, 3 HAVING sum(debit_minor) <> 0 OR sum(credit_minor) <> 0
    """,
    "the kept month of account %s of union %s (member %s, month %s) is not the sum of its legs": """
        SELECT account_id, union_id, member_id, month FROM (
          SELECT account_id, union_id, member_id, month, debit_minor, credit_minor FROM books_monthtotal
          UNION ALL
          SELECT account_id, union_id, member_id, month,
                 -sum(greatest(amount_minor, 0)), -sum(greatest(-amount_minor, 0))
          FROM (SELECT *, date_trunc('month', "on")::date AS month FROM books_leg) legs
          GROUP BY GROUPING SETS ((account_id, union_id, month), (account_id, union_id, month, member_id))
          HAVING grouping(member_id) = 1 OR member_id IS NOT NULL) both_ways
        GROUP BY 1, 2, 3, 4 HAVING sum(debit_minor) <> 0 OR sum(credit_minor) <> 0
    """,
}


def verify(connection: Any) -> list[str]:
    """Sentences about what is wrong, none when all is well. `connection` is a psycopg one, best the owner's."""
    return [sentence % row for sentence, sql in CHECKS.items() for row in connection.execute(sql).fetchall()]
