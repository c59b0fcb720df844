"""What goes into an element is escaped, and what is HTML stays; attributes are what they say."""

import pytest
from markupsafe import Markup

from components.parts.html import div, img, inner, joined, line, p, span


@pytest.mark.parametrize(
    ("made", "written"),
    [
        (p("a < b & c"), "<p>a &lt; b &amp; c</p>"),
        (p(span("1"), " ", None, [span("2"), ("<", 3)]), "<p><span>1</span> <span>2</span>&lt;3</p>"),
        (p(Markup("<b>1</b>")), "<p><b>1</b></p>"),
        (div(cls=""), "<div></div>"),
        (
            div(cls="card fig", data_inner=True, hidden=False, title=None),
            '<div class="card fig" data-inner></div>',
        ),
        (div(title='"<x>"'), '<div title="&#34;&lt;x&gt;&#34;"></div>'),
        (img(alt=""), '<img alt="">'),
        (joined("<", p("x")), "&lt;<p>x</p>"),
        (inner("/?a=1&b=2", "on"), '<a data-inner href="/?a=1&amp;b=2">on</a>'),
    ],
)
def test_what_an_element_holds_is_escaped_once(made, written):
    assert made == written
    assert type(made) is Markup


def test_values_that_are_equal_are_not_taken_for_each_other():
    assert line(x1=False, x2=True, y1=0, y2=1) == '<line x2 y1="0" y2="1"></line>'
    assert line(x1=0, x2=1, y1=False, y2=True) == '<line x1="0" x2="1" y2></line>'
