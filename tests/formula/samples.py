"""Formulas as notes have them, and how they read in a row of characters."""

from __future__ import annotations

FORMULAS = [
    (r"\sum_{i=1}^n x_i + 1", "∑_(i=1)ⁿ x_i + 1"),
    (r"\frac{a+b}{2c}", "(a + b)/(2c)"),
    (r"\sqrt[3]{x+1} \sqrt{2}", "∛(x + 1)√2"),
    (r"\begin{aligned}a&=b+1\\c&=d\end{aligned}", "a = b + 1\nc = d"),
    (r"f(x)=\begin{cases}1 & x>0\\0 & \text{otherwise}\end{cases}", "f(x) = {1, x > 0; 0, otherwise"),
    (r"\hat x \bar{y} \vec v \overline{AB}", "x̂ȳv⃗bar(AB)"),
    (r"\mathcal{L}_{\text{model}}(\theta)", "ℒ_model(θ)"),
    (r"\operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V", "softmax((QK^⊤)/√d_k)V"),
    (r"\mathbb{E}_{x\sim p}[\log D(x)]", "𝔼_(x∼p)[log D(x)]"),
    (r"a' + f''(x)", "a′ + f″(x)"),
    (r"\underbrace{x+y}_{n}", "(x + y)_n"),
    (r"\begin{bmatrix}1&2\\3&4\end{bmatrix}", "[1, 2; 3, 4]"),
    (r"\lim_{x\to0}\frac{\sin x}{x}", "lim_(x→0) (sin x)/x"),
    (r"\min_G \max_D V(D,G)", "min_G max_D V(D, G)"),
    (r"P(A\mid B)", "P(A ∣ B)"),
    (r"50\,\mathrm{ms}", "50 ms"),
    (r"\binom nk", "(n choose k)"),
    (r"\int_0^\infty e^{-x^2}\,dx", "∫₀^∞ e^(−x^2) dx"),
    (r"10^{-3}", "10⁻³"),
    (r"x \in \mathbb{R}^{n\times d}", "x ∈ ℝ^(n×d)"),
    (r"\sum_{\substack{i<j\\k}} x", "∑_(i<j; k) x"),
    (r"E=mc^2 \tag{1}", "E = mc²  (1)"),
    (r"\xrightarrow{f} y", "→^f y"),
    (r"-x+(-y)", "−x + (−y)"),
    (r"\theta^* = 1", "θ∗ = 1"),
    (r"x_{< i}", "x_(<i)"),
]
