"""What a trade pack brings to a founding: every place of a paper has a name, and a broken pack says all its faults."""

import string
from datetime import date

import pytest

from tequio.engines.founding import legal_forms, questions_of
from tequio.founding import pack
from tequio.unions import trade

DAY = date(2026, 3, 1)


def places_in(paper, form):
    texts = [paper.title, *(text for part in paper.parts_for(form) for text in part.text)]
    return {name for text in texts for _told, name, _spec, _how in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("form", [each.code for each in legal_forms(DAY)])
@pytest.mark.parametrize("name", pack.PAPERS)
def test_every_place_of_a_paper_has_a_name_and_something_to_fill_it(name, form):
    papers = pack.of_trade("pottery")
    asked = {each.code.removesuffix("_minor") for each in questions_of(form, DAY)}
    everything = {each.code.removesuffix("_minor") for other in legal_forms(DAY)
                  for each in questions_of(other.code, DAY)}  # fmt: skip

    found = places_in(papers.papers[name], form)
    assert found <= set(papers.places)
    # No form's paper asks for the answer to a question that is not put to it.
    assert found & everything <= asked


def test_the_first_offices_are_offices_of_the_pack_and_so_is_the_heir():
    for name in trade.trades():
        papers, offices = pack.of_trade(name), {each.code: each for each in trade.load(name).offices}
        first = [each.code for each in papers.first_offices]
        assert {offices[code].kind for code in first} == {"elected"}
        assert papers.heir in first


def test_a_broken_pack_tells_all_its_faults(tmp_path):
    folder = tmp_path / "weavers" / "founding"
    folder.mkdir(parents=True)
    (folder / "founding.toml").write_text('[place.name]\nes = "el nombre"\n')
    (folder / "act.toml").write_text('title = "Acta"\n[[part]]\ntable = "ghosts"\n')
    (folder / "bylaws.toml").write_text('title = ""\n')
    with pytest.raises(trade.PackBroken) as broken:
        pack.read(folder)

    told = "\n".join(broken.value.faults)
    for fault in ("place name: it is not said in both languages", "no table is called 'ghosts'",
                  "bylaws.toml: it needs a title and parts", "names no first office", "roster.toml"):  # fmt: skip
        assert fault in told
