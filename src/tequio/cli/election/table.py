"""A count on a terminal: what happened in each stage, and its figures."""

from tequio.cli.output import say
from tequio.engines.tally import Count, Stage
from tequio.ui.counting import told_result, told_stage

RULES = {
    "plurality": "mayoría simple", "majority": "mayoría absoluta", "approval": "aprobación",
    "scottish": "voto transferible, regla escocesa", "meek": "voto transferible, método de Meek",
}  # fmt: skip
NOWHERE = "(sin destino)"


def print_count(title: str, count: Count) -> None:
    """The result first, then every stage with its sentences and votes."""
    say(f"{title or 'Elección'}: {RULES[count.rule]}, {count.seats} de {len(count.names) - len(count.withdrawn)}")
    for sentence in told_result(count):
        say(sentence)
    width = max(len(NOWHERE), *map(len, count.names))
    for stage in count.stages:
        say(f"\nEtapa {stage.number}")
        for sentence in told_stage(count, stage):
            say(f"  {sentence}")
        _print_votes(count, stage, width)


def _print_votes(count: Count, stage: Stage, width: int) -> None:
    won = {e.candidate for e in count.elected if e.stage <= stage.number}
    rows = [
        (number, votes)
        for number, votes in enumerate(stage.votes, 1)
        if number not in count.withdrawn and (votes or number in won or stage.number == 1)
    ]
    unused = stage.non_transferable + stage.lost
    # Either all figures of a stage show their decimals or none does, so that they stand in a column.
    whole = all(not votes % 1 for _, votes in rows) and not unused % 1
    shown = "{:,.0f}" if whole else "{:,f}"
    column = max(len(shown.format(votes)) for votes in [*(votes for _, votes in rows), unused])
    for number, votes in sorted(rows, key=lambda row: (-row[1], row[0])):
        mark = " ✓" if number in won else ""
        say(f"    {count.name(number):<{width}}  {shown.format(votes):>{column}}{mark}")
    if unused:
        say(f"    {NOWHERE:<{width}}  {shown.format(unused):>{column}}")
