// TeX to readable text: what is said in Unicode, what stays as written, and that the work grows with the text alone.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readable, readTex } from '../../src/text/readable.js';

type Row = readonly [tex: string, shown: string];

function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    it.each(rows)('turns %j into %j', (tex, shown) => expect(readable(tex)).toBe(shown));
  });
}

table('accents and special letters', [
  ["Bal\\'azs {\\O}stensen, Erd\\H{o}s, \\c{c}", 'Balázs Østensen, Erdős, ç'],
  ["Jos\\'e Mar\\'\\i a, \\v{S}t\\v ep\\'an, W\\k egrzyn", 'José María, Štěpán, Węgrzyn'],
  ['Nguy\\~{\\^e}n, \\\'{\\i}, \\"{\\i}, \\u{\\i}, \\.{I}', 'Nguyễn, í, ï, ĭ, İ'],
  ["Gu\\dh mundsson, {\\DJ}uri\\'{c}, \\TH{}orsson, \\NG{}", 'Guðmundsson, Đurić, Þorsson, Ŋ'],
  ['Stra\\ss e, \\AA ngstr\\"om, Kj\\ae r, \\OE uvre, Bj\\o rn', 'Straße, Ångström, Kjær, Œuvre, Bjørn'],
  ['Pawe\\l{} and Pawe\\l Nowak', 'Paweł and Paweł Nowak'],
  ["Petrovi\\' c, Ma\\v{}", 'Petrović, Ma\\v{}'],
  [
    'R\\’enyi, Schr\\”odinger’s {\\”O}, N\\’{e}d\\’ elec, Garc\\’\\i a, \\”{\\i}',
    'Rényi, Schrödinger’s Ö, Nédélec, García, ï',
  ],
  ['l\\’homme, \\”The “L’Hôpital” rule’s 「量子”の」', 'l\\’homme, \\”The “L’Hôpital” rule’s 「量子”の」'],
  ['\\t{oo}, \\b{d}, \\d{s}, \\r{u}, \\=o', 'o͡o, ḏ, ṣ, ů, ō'],
]);

table('fonts', [
  ['{\\bf Deep} and {\\it in vivo} and {\\em very \\textsc{Odd}}', 'Deep and in vivo and very Odd'],
  ['${\\cal M}_{\\rm max}$, $\\mathscr{L}$, $\\mathfrak sl_2$, $\\Bbb R$', 'ℳₘₐₓ, ℒ, 𝔰l₂, ℝ'],
  ['$\\mathrm{Hom}(A,\\mathbf{B})$ of $\\boldsymbol{x}$', 'Hom(A,B) of x'],
  ['{\\cal N}=2 theories', '𝒩=2 theories'],
  ['C {\\small IV} lines', 'C IV lines'],
]);

table('scripts', [
  ['$v_{rms}$, $M_{bh}$, $n_{crit}$', 'vᵣₘₛ, M_bh, n_crit'],
  ['$x^{n+1}_{ij}$, $a_{i,j}$, $2^{n/2}$', 'xⁿ⁺¹ᵢⱼ, a_(i,j), 2^(n/2)'],
  ['$T_c$, $A_\\mu B$, $L^\\infty$', 'T_c, A_μ B, L^∞'],
  ["$f''(x)$, $C^*$, $D^{*+}_s$, $\\pi^\\pm$", 'f′′(x), C*, D*⁺ₛ, π±'],
  ['$f”(x)$, $x’_1$, $y^’$, a “$B$”', 'f′′(x), x′₁, y′, a “B”'],
  ['${}^{14}$C and $^3$He', '¹⁴C and ³He'],
  ['Zr$_{0.2}$Ti$_{0.8}$O$_3$', 'Zr₀.₂Ti₀.₈O₃'],
  ['$e^{x^2}$, $2^{2^n}$', 'e^(x²), 2^(2ⁿ)'],
  ['${a+b}^2$ but ${\\rm GL}_3$', '(a+b)² but GL₃'],
  ['$\\gamma_{_X}$, m s^(-2), A^(2)_n', 'γ_X, m s⁻², A⁽²⁾ₙ'],
  ['45$^\\circ$, $30^{\\circ}$, 20{\\deg}, $f\\circ g$', '45°, 30°, 20°, f∘g'],
]);

table('dollars', [
  ['PSR B1913$+$16 at $3\\sigma$', 'PSR B1913+16 at 3σ'],
  ['$n$2 and 4$k$', 'n2 and 4k'],
  ['from $15 to $20 an hour', 'from $15 to $20 an hour'],
  ['between $7-$9', 'between $7-$9'],
  ['under $40 for $N=10^3$ users', 'under $40 for N=10³ users'],
  ['US\\$3 and 7\\% of R\\&D, item \\#2, a\\_b', 'US$3 and 7% of R&D, item #2, a_b'],
  ['a space $ X $ and $ f(x)$', 'a space X and f(x)'],
  ['$$E=mc^2$$ and \\(a\\to b\\), \\[\\hbar\\omega\\]', 'E=mc² and a→b, ℏω'],
  ['S$&$P 500', 'S&P 500'],
]);

table('formulas', [
  ['$a_{i}^2 \\geq \\frac{b+c}{d}$', 'aᵢ² ≥ (b+c)/d'],
  ['$\\frac{3}{2}k$, spin-$\\frac12$, ${a \\over 2\\pi}$, $\\frac{1}{1+x}$', '(3/2)k, spin-1/2, a/(2π), 1/(1+x)'],
  ['${n \\choose 2}$ and $\\binom{n}{k}$', '(n choose 2) and (n choose k)'],
  ['$\\sqrt[constructor]{2}$', 'ᶜᵒⁿˢᵗʳᵘᶜᵗᵒʳ√2'],
  ['$\\sqrt{13}$ TeV, $\\sqrt{s_{NN}}$, $\\sqrt[3]{ab}$', '√13 TeV, √s_NN, ∛(ab)'],
  ['$1.7 \\times$ faster, $\\sim 90$', '1.7× faster, ∼90'],
  ['$O(M \\log M)$, $\\min_{i\\in I} a_i$', 'O(M log M), min_(i∈I) aᵢ'],
  ['$\\sum_{j=1}^m x_j$, $\\int_0^1 f$', '∑ⱼ₌₁ᵐ xⱼ, ∫₀¹ f'],
  ['$\\bar p p$, $\\hat{H}_0$, $\\tilde\\chi^0_1$, $\\overline{MS}$, $\\vec{v}$', 'p̄p, Ĥ₀, χ̃⁰₁, M̅S̅, v⃗'],
  ['$x \\not\\in A \\not\\subset B$', 'x ∉ A ⊄ B'],
  ['$K^0_S\\to \\pi^+\\pi^-$ and $B \\to D \\ell \\nu$', 'K⁰_S→π⁺π⁻ and B → Dℓν'],
  ['$\\{x,y\\}$, $\\left(a\\right)$, $\\langle u,v \\rangle$', '{x,y}, (a), ⟨u,v⟩'],
  ['$f(x) \\text{ if } x>0$', 'f(x) if x>0'],
  ['$\\operatorname{Pic} X$, $a \\equiv b \\pmod{7}$', 'Pic X, a ≡ b (mod 7)'],
  ['$\\lambda = -3$', 'λ = -3'],
]);

table('spaces and signs of running text', [
  ['25\\,km at $10\\,000$, Eq.~4, ~50 runs, 10~20', '25 km at 10 000, Eq. 4, ~50 runs, 10~20'],
  ["``double'' and `single' don't", "“double” and ‘single’ don't"],
  ['Lee--Yang, 2001--2004, a --- b, run --fast', 'Lee–Yang, 2001–2004, a — b, run --fast'],
  ['a\\\\b \\quad c', 'a b c'],
]);

table('commands with arguments', [
  [
    '\\href{https://a.example/~b_c}{The code} and \\url{https://x.example/a_1^2}',
    'The code and https://x.example/a_1^2',
  ],
  ['A title\\footnote{Talk given in $2^{nd}$ week} here', 'A title (Talk given in 2ⁿᵈ week) here'],
  ['the 4\\textsuperscript{th}, CO\\textsubscript{2}', 'the 4ᵗʰ, CO₂'],
  ['see \\cite{ab12} and \\cite[Thm.~3]{cd}', 'see [ab12] and [cd, Thm. 3]'],
  ['\\texorpdfstring{$\\alpha$}{alpha}, \\ensuremath{x^2}', 'alpha, x²'],
]);

table('scripts without dollars', [
  ['SU_q(3), Z_2, R^n, 10^-12, H_3^+', 'SU_q(3), Z₂, Rⁿ, 10⁻¹², H₃⁺'],
  ['W^{1,p} and \\alpha_2 \\to x', 'W^(1,p) and α₂ → x'],
  ['snake_case_name, 2001_2007, ^_^', 'snake_case_name, 2001_2007, ^_^'],
  ['http://a.example/~me/x_1^2', 'http://a.example/~me/x_1^2'],
]);

table('particles, kets and ions outside of formulas', [
  ['p^+p^- and D^+D^{*-} pairs', 'p⁺p⁻ and D⁺D*⁻ pairs'],
  ['\\mu^-\\mu^+\\pi^0, n^-/n^+', 'μ⁻μ⁺π⁰, n⁻/n⁺'],
  ['e^-p at HERA, x^-y', 'e^-p at HERA, x^-y'],
  ['\\ket{\\phi} and $\\bra{1}A\\ket{2}$, $\\braket{a|b}$', '|ϕ⟩ and ⟨1|A|2⟩, ⟨a|b⟩'],
  ['\\ion{Ca}{ii} lines, \\ion{O}{VI}', 'Ca II lines, O VI'],
  ['as seen\\footnote{twice} or seen \\footnote{once}', 'as seen (twice) or seen (once)'],
]);

table('spaces at the edges of formulas', [
  ['12$\\,$GeV, 7$\\,\\mu$s, $8\\;$h', '12 GeV, 7 μs, 8 h'],
  ['($\\,y\\,$) and $z=2\\,$.', '(y) and z=2.'],
]);

table('small capitals', [
  ['N\\,{\\sc v} and Si~\\textsc{iv}, [S{\\sc iii}]', 'N V and Si IV, [SIII]'],
  ['{\\sc Vertex Cover} and \\textsc{Exit}', 'Vertex Cover and Exit'],
]);

table('numbers and units', [
  ['\\SI{25}{\\milli\\ampere} at \\SI{7.5e-3}{\\kelvin}', '25 mA at 7.5×10⁻³ K'],
  ['\\qty{40}{\\percent}, \\ang{12;30;}, \\num{6(2)e4}', '40%, 12°30′, 6(2)×10⁴'],
  ['\\si{\\joule\\per\\mole\\per\\kelvin}, \\unit{\\cubic\\metre}, \\unit[3]{nm}', 'J mol⁻¹ K⁻¹, m³, 3 nm'],
  ['\\SIrange{2}{9}{\\tera\\hertz}, \\SI{+-4}{\\per\\square\\cm}', '2–9 THz, ±4 cm⁻²'],
  ['\\SI{3}{\\fathom} and \\num{many}', '\\SI{3}{\\fathom} and \\num{many}'],
  ['1\\farcs4 and $2\\arcdeg$, 9\\micron', '1.″4 and 2°, 9μm'],
]);

table('signs that stand together', [
  ['$\\stackrel{>}{\\sim} 6$, $\\overset{\\mathrm{def}}{=}$, $\\underset{k<n}{\\max} a_k$', '≳6, ≝, max_(k<n) aₖ'],
  ['$\\overset{p}{\\to}$', '$\\overset{p}{\\to}$'],
  ['$\\not\\! q$, $j \\bmod 9$, $u \\gsim 4$', 'q̸, j mod 9, u ≳ 4'],
  ['$\\frac{1}{\\sqrt{7}}$ and $\\frac{2}{\\sqrt{k+1}}$', '1/√7 and 2/√(k+1)'],
  ['$e^{i\\omega t}$, $v_{\\rm esc}$', 'e^(iωt), v_esc'],
  ['3\\mus and 4 \\mus, $\\mu s$', '3μs and 4 μs, μs'],
  ['20\\textdegree C, 3\\textmu s, \\textless 4, 60\\textdegree or so', '20°C, 3µs, <4, 60° or so'],
  ['V\\~o Th\\h{a}o \\lq x\\rq', 'Võ Thảo ‘x’'],
]);

table('boxes, breaks, languages and notes', [
  ['one\\\\[3mm]two\\linebreak[2] three\\,[7]', 'one two three [7]'],
  ['\\foreignlanguage{french}{\\`a part} in \\makebox[3cm]{a box} \\raisebox{1pt}{up}', 'à part in a box up'],
  ['as \\citep[see][Ch.~2]{ef} said\\textsuperscript{\\textregistered}', 'as [ef, Ch. 2] said®'],
]);

table('sets outside of dollars', [
  ['Tilings {4, 4, 5} and the cube {0,1}^n', 'Tilings {4, 4, 5} and the cube {0,1}ⁿ'],
  ['{a_1, ..., a_m}, {x | x < 2}, {g(k): k in K}', '{a₁, ..., aₘ}, {x | x < 2}, {g(k): k in K}'],
  ['{ESO, NASA} at {Room: Five}', 'ESO, NASA at Room: Five'],
  ['{\\it a, b} and 20{,}000 and y_{1,2}', 'a, b and 20,000 and y_(1,2)'],
]);

describe('what cannot be said', () => {
  it.each([
    '\\unknowncommand stays',
    '\\foo{$x^2$}{b} stays with its arguments',
    'a formula $\\foo(x^2) + \\alpha$ as a whole',
    'a matrix $\\begin{pmatrix} a^2 & b \\\\ c & d \\end{pmatrix}$',
    'a list \\begin{itemize} \\item $x^2$ \\end{itemize}',
    'a group {\\foo the x}',
    'a bound $\\alpha_s without its end',
    'x_{\\foo} and \\foo_{a}^{2}',
    '$a^{b$ and }',
  ])('stays exactly as written: %j', (tex) => expect(readable(tex)).toBe(tex));

  it.each([
    '\\nuclide[40]{K} decays',
    '\\tally[a=b]{5}{c}',
    '\\tally[a][b]{$x$} up',
    'open \\emph{and',
    '\\textbf{x \\textit{y',
  ])('keeps a command with its note and its braces: %j', (text) => expect(readable(text)).toBe(text));
  it('keeps a formula that goes too deep, whose rest is said', () => {
    const deep = `$${'\\hat'.repeat(6_000)}x$`;
    expect(readable(`$\\alpha$ ${deep} $\\beta$`)).toBe(`α ${deep} β`);
  });
  it('leaves the rest of the text alone', () => {
    expect(readable('$\\alpha$ and $\\foo{\\beta}$ and {\\it c}')).toBe('α and $\\foo{\\beta}$ and c');
    expect(readable('On $\\beta decay of $^{14}$C')).toBe('On $\\beta decay of ¹⁴C');
  });
});

describe('the work', () => {
  const hostile = [
    '{',
    '}',
    '$',
    '$x',
    '^',
    '_{',
    '\\frac{',
    "\\'",
    '\\foo{',
    '\\text{$',
    '$\\text{',
    '{\\it $x$ ',
    'x^{',
    '\\sqrt[',
    '\\left(',
    'a ',
    '~',
    '--',
    '`',
    '\\begin{a}',
    '\\hat',
    '$\\hat',
    '\\frac ',
    '\\sqrt\\stackrel',
    '\\textcolor{a}\\underset',
    '\\text\\mathop',
    '_\\bar',
    'x^\\ion',
  ];

  it.each(hostile)('on %j over and over grows no faster than the text', (piece) => {
    const [small, large] = [2_000, 8_000].map((count) => readTex(piece.repeat(count)).steps);
    expect(large! / small!).toBeLessThan(4.5);
  });

  it('on any mixture takes a few steps for each character, and never fails', () => {
    const piece = fc.constantFrom(...hostile, 'x', '1', ' ', '}', '\\alpha', '\\over', '学', '\\end{a}', '\\\\', '&');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 400 }), (parts) => {
        const text = parts.join('');
        expect(readTex(text).steps).toBeLessThanOrEqual(20 + 12 * text.length);
      }),
      { seed: 3, numRuns: 25 },
    );
  });

  it('leaves a text without TeX as it is', () => {
    expect(readable('数式のない文。 No formula, 5 < 6 & "x"')).toBe('数式のない文。 No formula, 5 < 6 & "x"');
  });
});
