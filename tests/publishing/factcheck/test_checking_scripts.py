"""What the page that checks texts loads: how texts are read, once; what is said, by language."""

from english_site import content_of
from testbed import built

from helpers.presentation.locale.words import chinese, english
from helpers.publishing.factcheck.checking_scripts import write_checking
from helpers.publishing.open_data.encoding import LARGEST

INDEX = {
    "dimensions": {
        "nation": {"_T": {"name": "全国", "en": "China"}},
        "region": {"44": {"name": "广东省", "short": "广东", "en": "Guangdong"}},
        "partner": {"142": {"name": "中国", "en": "China"}},
    },
    "shards": {"nation/_T.USD.month": {}, "region/44.USD.month": {}, "partner/142.USD.month": {}},
}


def test_texts_are_read_by_one_script_and_told_by_one_of_each_language(tmp_path):
    folder = tmp_path / "data" / "explorer"
    write_checking(tmp_path, INDEX, chinese())
    first = (folder / "check.js").read_bytes()
    write_checking(tmp_path, INDEX, english())
    assert (folder / "check.js").read_bytes() == first
    told = [content_of(folder / f"check-{one}.js") for one in ("zh", "en")]
    assert [one["verdicts"]["agrees"]["name"] for one in told] == ["相符", "agrees"]
    read = content_of(folder / "check.js")
    assert {*read} == {"words", "units"}
    assert len(read["words"]["languages"]) == 2
    # A tonne is a thousand kilograms.
    assert read["units"]["ton"] == ["kg", 1000]
    (guangdong,) = [one for one in read["words"]["members"] if one[0] == "region/44"]
    assert {"广东省", "广东", "粤", "Guangdong"} <= {*guangdong}


def test_the_scripts_of_the_site_are_small():
    for name in ("check", "check-zh", "check-en"):
        assert built(f"data/explorer/{name}.js").stat().st_size <= LARGEST
