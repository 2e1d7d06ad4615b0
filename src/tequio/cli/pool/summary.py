"""A summary for the assembly: what is bought where, what it costs, what each village pays and would pay alone."""

import json
from pathlib import Path

import typst

from tequio.cli.pool.results import pesos
from tequio.engines.pooling.model import Award
from tequio.engines.stability import Sharing

TEMPLATE = Path(__file__).with_name("summary.typ")


def write_pdf(path: Path, award: Award, sharing: Sharing | None) -> None:
    """Compile the summary; every text goes in as data, so nothing a member wrote can be markup."""
    told = {
        "cost": _money(award.cost_minor),
        "outside": _money(award.outside_minor) if award.outside_minor else "",
        "bound": _money(award.bound_minor),
        "gap": f"{award.gap * 100:.2f} %",
        "members": str(len({a.member for a in award.allotments})),
        "purchases": [
            [p.supplier, p.material, f"{p.quantity:,}", str(p.step + 1), _money(p.goods_minor)] for p in award.purchases
        ],
        "freight": [[f.supplier, f.drop, f"{f.weight_kg:,.1f}", _money(f.freight_minor)] for f in award.freight],
        "next": [
            [n.supplier, n.material, f"{n.missing:,}", f"{n.price:,}", _money(n.saves_minor)] for n in award.next_steps
        ],
        "villages": [
            [" ".join(v.points), _money(v.charge_minor), _money(v.alone_minor), _money(v.saves_minor)]
            for v in (sharing.villages if sharing else ())
        ],
        "dropped": str(len(award.dropped)),
        "unhappy": _money(sharing.epsilon_minor) if sharing and sharing.epsilon_minor else "",
    }
    typst.compile(TEMPLATE, output=path, sys_inputs={"data": json.dumps(told, ensure_ascii=False)})


def _money(minor: int | None) -> str:
    amount = pesos(minor)
    return "—" if amount is None else f"${amount:,.2f}"
