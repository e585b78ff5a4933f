import re

from screening.week_charts import Bars, week_chart

BAR = re.compile(r'chart-bar-(\d)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"')


def test_bars_of_a_week_stand_in_one_another_on_one_line():
    drawn = week_chart(weeks=[Bars("Nov 23", (8, 4, 2, 0))], title="Weeks")

    bars = [tuple(map(float, found)) for found in BAR.findall(drawn)]
    assert [height for *_, height in bars] == [198.0, 99.0, 49.5, 0.0]
    assert {y + height for _, _, y, _, height in bars} == {210.0}
    assert len({x + width / 2 for _, x, _, width, _ in bars}) == 1
    assert ">Nov 23</text>" in drawn


def test_lines_stand_at_whole_numbers():
    for most, highest in ((0, 4), (3, 4), (5, 8), (9, 20), (1700, 2000)):
        drawn = week_chart(weeks=[Bars("", (most,))], title="Weeks")

        scale = [int(found) for found in re.findall(r'chart-scale"[^>]*>(\d+)<', drawn)]
        assert (scale[0], scale[-1], len(scale)) == (0, highest, 5)


def test_what_stands_in_words_is_escaped():
    assert "<b>" not in week_chart(weeks=[Bars("<b>", (1,))], title="<b>")
