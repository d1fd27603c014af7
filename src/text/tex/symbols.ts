// Symbols: what the commands of TeX, LaTeX and amssymb for signs and names are in Unicode, with their part in a formula.

/** The part of a sign in a formula, which decides about the spaces around it. `big` is a sign with limits, as a sum. */
export type SymbolKind = 'ord' | 'bin' | 'rel' | 'open' | 'close' | 'punct' | 'big';

export interface TexSymbol {
  readonly text: string;
  readonly kind: SymbolKind;
}

const GREEK = `alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ
chi χ psi ψ omega ω digamma ϝ Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω varGamma Γ
varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varUpsilon Υ varPhi Φ varPsi Ψ varOmega Ω upmu μ upalpha α
upbeta β upgamma γ uppi π straightphi φ straightepsilon ϵ`;

const ORDINARY = `infty ∞ partial ∂ nabla ∇ hbar ℏ hslash ℏ ell ℓ wp ℘ Re ℜ Im ℑ aleph ℵ beth ℶ gimel ℷ daleth ℸ forall ∀
exists ∃ nexists ∄ emptyset ∅ varnothing ∅ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ measuredangle ∡ triangle △ square □ Box □
blacksquare ■ Diamond ◇ lozenge ◊ blacklozenge ⧫ bigstar ★ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ natural ♮
flat ♭ sharp ♯ prime ′ backprime ‵ degree ° deg ° imath ı jmath ȷ eth ð Bbbk 𝕜 complement ∁ mho ℧ surd √ dag † dagger †
ddag ‡ ddagger ‡ S § P ¶ copyright © pounds £ euro € circledR ® checkmark ✓ AA Å angstrom Å vert | Vert ‖ | ‖ backslash ∖
slash / # # & & % % _ _ $ $ ldots … dots … dotsc … cdots ⋯ dotsb ⋯ dotsm ⋯ hdots … vdots ⋮ ddots ⋱ half ½ Q ℚ R ℝ Z ℤ N ℕ C ℂ
QQ ℚ RR ℝ ZZ ℤ NN ℕ CC ℂ FF 𝔽 bbR ℝ bbC ℂ bbZ ℤ bbQ ℚ bbN ℕ IR ℝ IC ℂ IZ ℤ IQ ℚ IN ℕ reals ℝ odot ⊙ Sun ☉ astrosun ☉
mus μs sun ☉ Earth ⊕ earth ⊕ arcsec ″ arcmin ′ arcdeg ° fdg .° farcm .′ farcs .″ micron μm microns μm mum μm lq ‘ rq ’ lbrack [ rbrack ] micro µ permil ‰ textdegree ° textmu µ textperiodcentered ·
textbullet • textregistered ® texttrademark ™ textcopyright © textdagger † textsection § textless < textgreater >
textbar | textbackslash \\ textasciitilde ~ textasciicircum ^ textunderscore _ textendash – textemdash — textellipsis …
textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textquotesingle ' textquotedbl " guillemotleft «
guillemotright » textsterling £ texteuro € textdollar $ textpm ± texttimes × textordmasculine º textordfeminine ª
lbrace { rbrace } textbraceleft { textbraceright }`;

const BINARY = `pm ± mp ∓ times × div ÷ ast ∗ star ⋆ circ ∘ bullet • cdot · cdotp · centerdot · cap ∩ cup ∪ uplus ⊎ sqcap ⊓
sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ bigtriangleup △ bigtriangledown ▽
triangleleft ◁ triangleright ▷ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ boxplus ⊞ boxtimes ⊠ boxdot ⊡ bigcirc ◯ amalg ⨿ ltimes ⋉
rtimes ⋊ leftthreetimes ⋋ rightthreetimes ⋌ dotplus ∔ Cap ⋒ Cup ⋓ barwedge ⊼ veebar ⊻ circledast ⊛ circledcirc ⊚
circleddash ⊝ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ intercal ⊺`;

const RELATIONS = `leq ≤ le ≤ geq ≥ ge ≥ leqslant ⩽ geqslant ⩾ leqq ≦ geqq ≧ ll ≪ gg ≫ lll ⋘ ggg ⋙ neq ≠ ne ≠ equiv ≡ sim ∼
simeq ≃ approx ≈ cong ≅ approxeq ≊ thicksim ∼ thickapprox ≈ propto ∝ varpropto ∝ lesssim ≲ gtrsim ≳ lsim ≲ gsim ≳ simlt ≲ simgt ≳ ltsim ≲ gtsim ≳ lessapprox ⪅ gtrapprox ⪆
lessgtr ≶ gtrless ≷ prec ≺ succ ≻ preceq ⪯ succeq ⪰ precsim ≾ succsim ≿ preccurlyeq ≼ succcurlyeq ≽ in ∈ ni ∋ notin ∉ owns ∋
subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ subsetneqq ⫋ supsetneqq ⫌ subseteqq ⫅ supseteqq ⫆ nsubseteq ⊈
nsupseteq ⊉ Subset ⋐ Supset ⋑ sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ mid ∣ nmid ∤ parallel ∥ nparallel ∦ perp ⊥
models ⊨ vdash ⊢ dashv ⊣ vDash ⊨ Vdash ⊩ Vvdash ⊪ nvdash ⊬ nvDash ⊭ smile ⌣ frown ⌢ asymp ≍ bowtie ⋈ Join ⋈ doteq ≐ doteqdot ≑
triangleq ≜ coloneqq ≔ coloneq ≔ eqqcolon ≕ circeq ≗ bumpeq ≏ Bumpeq ≎ nleq ≰ ngeq ≱ nless ≮ ngtr ≯ ncong ≇ nsim ≁ lneq ⪇
gneq ⪈ lneqq ≨ gneqq ≩ trianglelefteq ⊴ trianglerighteq ⊵ vartriangleleft ⊲ vartriangleright ⊳ ntriangleleft ⋪
ntriangleright ⋫ therefore ∴ because ∵ between ≬ pitchfork ⋔ to → rightarrow → leftarrow ← gets ← leftrightarrow ↔
longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ Longrightarrow ⟹
Longleftarrow ⟸ Longleftrightarrow ⟺ implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦ longmapsto ⟼ hookrightarrow ↪ hookleftarrow ↩
uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ rightharpoonup ⇀
rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋ rightleftarrows ⇄
leftrightarrows ⇆ rightrightarrows ⇉ leftleftarrows ⇇ twoheadrightarrow ↠ twoheadleftarrow ↞ rightarrowtail ↣
leftarrowtail ↢ rightsquigarrow ⇝ leadsto ⇝ leftrightsquigarrow ↭ curvearrowright ↷ curvearrowleft ↶ circlearrowleft ↺
circlearrowright ↻ upharpoonright ↾ restriction ↾ upharpoonleft ↿ downharpoonright ⇂ multimap ⊸ nrightarrow ↛ nleftarrow ↚
nRightarrow ⇏ dashrightarrow ⇢ dashleftarrow ⇠ Lsh ↰ Rsh ↱`;

const OPENING = `lbrace { { { langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ llbracket ⟦ lgroup ⟮ ulcorner ⌜ llcorner ⌞`;
const CLOSING = `rbrace } } } rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rrbracket ⟧ rgroup ⟯ urcorner ⌝ lrcorner ⌟`;
const LARGE = `sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ intop ∫ bigcup ⋃ bigcap ⋂ bigsqcup ⨆ bigvee ⋁ bigwedge ⋀
bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄`;

const TABLES: readonly (readonly [SymbolKind, string])[] = [
  ['ord', GREEK],
  ['ord', ORDINARY],
  ['bin', BINARY],
  ['rel', RELATIONS],
  ['open', OPENING],
  ['close', CLOSING],
  ['big', LARGE],
  ['punct', 'colon :'],
];

function readTable([kind, table]: readonly [SymbolKind, string]): [string, TexSymbol][] {
  const words = table.split(/\s+/);
  return words.flatMap((name, index) =>
    index % 2 === 0 ? [[name, { text: words[index + 1] ?? '', kind }] as [string, TexSymbol]] : [],
  );
}

/** Signs by the name of their command, without the backslash. */
export const SYMBOLS: ReadonlyMap<string, TexSymbol> = new Map(TABLES.flatMap(readTable));

/** Commands that print their own name as an upright word with spaces around it. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  `arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf injlim ker lcm lg lim ln log max min Pr projlim sec sin
sinh sup tan tanh mod Tr tr Spec Hom End Aut Gal Ext Tor Ker Det Var Cov rank sgn diag ad Ad`.split(/\s+/),
);

/** Names of operators that are not printed as they are spelled. */
export const OTHER_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ['bmod', 'mod'],
  ['liminf', 'lim inf'],
  ['limsup', 'lim sup'],
  ['varliminf', 'lim inf'],
  ['varlimsup', 'lim sup'],
  ['varprojlim', 'lim←'],
  ['varinjlim', 'lim→'],
]);
