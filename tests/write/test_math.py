from __future__ import annotations

import re

import pytest
from lxml import etree

from slides.formula.latex import read
from slides.write.pptx_math import equation
from tests.formula.samples import FORMULAS

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def written(latex: str, *, display: bool = True) -> etree._Element:
    """The `m:oMath` of a formula."""
    xml = equation(read(latex, display=display), lambda italic, bold: "<a:rPr/>", "<a:r/>", alone=True)
    (found,) = etree.fromstring(f'<a:p xmlns:a="{A}">{xml}</a:p>').iter(f"{M}oMath")
    return found


def shape(latex: str, *, display: bool = True) -> str:
    """The elements of a formula with their texts, as `f(num(a) den(b))`; properties left out."""
    return " ".join(map(_shape, written(latex, display=display)))


def _shape(element: etree._Element) -> str:
    name = etree.QName(element).localname
    if name == "r":
        return element.findtext(f"{M}t") or ""
    inner = [_shape(child) for child in element if not etree.QName(child).localname.endswith("Pr")]
    return f"{name}({' '.join(inner)})"


@pytest.mark.parametrize(
    ("latex", "wanted"),
    [
        (r"\frac{a}{b}", "f(num(a) den(b))"),
        ("x_i^2", "sSubSup(e(x) sub(i) sup(2))"),
        (r"\sqrt[3]{x}", "rad(deg(3) e(x))"),
        (r"\sum_{i}^n x_i + 1", "nary(sub(i) sup(n) e(sSub(e(x) sub(i)))) + 1"),
        (r"\sum_i a \cdot b = c", "nary(sub(i) sup() e(a ⋅ b)) = c"),
        (r"\sum", "∑"),
        (r"\log x", "func(fName(log) e(x))"),
        (r"\log(x)", "log ( x )"),
        (r"\lim_{x\to0} y", "func(fName(limLow(e(lim) lim(x → 0))) e(y))"),
        (r"\left(\frac12\right]", "d(e(f(num(1) den(2))))"),
        (r"\hat x \bar y", "acc(e(x)) bar(e(y))"),
        (r"\underbrace{x}_{n}", "limLow(e(groupChr(e(x))) lim(n))"),
        (r"\begin{matrix}1&2\\3&4\end{matrix}", "m(mr(e(1) e(2)) mr(e(3) e(4)))"),
        (r"\begin{aligned}a&=b\\c&=d\end{aligned}", "eqArr(e(a & = b) e(c & = d))"),
        (r"x^{}", "sSup(e(x) sup(\u200b))"),
    ],
)
def test_each_part_of_a_formula_has_its_element(latex: str, wanted: str) -> None:
    assert shape(latex) == wanted


def test_a_sum_in_a_line_of_text_has_its_limits_beside_it() -> None:
    for display, place in ((True, "undOvr"), (False, "subSup")):
        (found,) = written(r"\sum_i^n x", display=display).iter(f"{M}limLoc")
        assert found.get(f"{M}val") == place


@pytest.mark.parametrize("latex", [latex for latex, _ in FORMULAS])
def test_nothing_that_must_hold_something_is_empty(latex: str) -> None:
    for element in written(latex).iter(f"{M}e", f"{M}num", f"{M}den", f"{M}lim", f"{M}fName"):
        assert len(element), etree.tostring(element)


def test_upright_letters_and_words_say_so() -> None:
    styles = {
        run.findtext(f"{M}t"): [etree.QName(one).localname for one in run.iterfind(f"{M}rPr/*")]
        for run in written(r"x \mathrm{d} \text{if}").iter(f"{M}r")
    }
    assert (styles["x"], styles["d"], styles["if"]) == ([], ["sty"], ["nor"])


def test_programs_without_equations_get_the_words() -> None:
    xml = equation(read("x"), lambda italic, bold: "<a:rPr/>", "<a:r>words</a:r>", alone=False)
    assert "<mc:Fallback><a:r>words</a:r></mc:Fallback>" in xml
    (prefix,) = re.findall(r'Requires="(\w+)"', xml)
    assert prefix != "a14"  # LibreOffice would take the equation, and drop it
    assert f'xmlns:{prefix}="http://schemas.microsoft.com/office/drawing/2010/main"' in xml


# What each element holds, in order (ECMA-376 part 1, shared-math.xsd); "+" for one and more.
HOLDS = {
    "f": "fPr num den", "fPr": "type? ctrlPr", "rad": "radPr deg e", "radPr": "degHide? ctrlPr",
    "sSub": "sSubPr e sub", "sSup": "sSupPr e sup", "sSubSup": "sSubSupPr e sub sup",
    "nary": "naryPr sub sup e", "naryPr": "chr limLoc subHide? supHide? ctrlPr",
    "d": "dPr e+", "dPr": "begChr endChr ctrlPr", "m": "mPr mr+", "mPr": "plcHide mcs ctrlPr",
    "mcs": "mc+", "mc": "mcPr", "mcPr": "count mcJc", "mr": "e+", "eqArr": "eqArrPr e+",
    "acc": "accPr e", "accPr": "chr ctrlPr", "bar": "barPr e", "barPr": "pos ctrlPr",
    "groupChr": "groupChrPr e", "groupChrPr": "chr pos vertJc ctrlPr",
    "limLow": "limLowPr e lim", "limUpp": "limUppPr e lim", "func": "funcPr fName e",
    "r": "rPr? rPr t", "ctrlPr": "rPr",
}  # fmt: skip


@pytest.mark.parametrize("display", [True, False])
@pytest.mark.parametrize("latex", [latex for latex, _ in FORMULAS])
def test_each_element_holds_what_the_schema_allows_in_its_order(latex: str, display: bool) -> None:
    for element in written(latex, display=display).iter():
        wanted = HOLDS.get(etree.QName(element).localname)
        if wanted and element.tag.startswith(M) and len(element):
            found = " ".join(etree.QName(child).localname for child in element)
            pattern = "".join(
                f"(?:{name.rstrip('?+')} )" + name[len(name.rstrip("?+")) :] for name in wanted.split()
            )
            assert re.fullmatch(pattern, f"{found} "), (element.tag, found)
