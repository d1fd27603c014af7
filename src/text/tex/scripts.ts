// Scripts: superscripts and subscripts in Unicode where every sign of them has one, else after `^` or `_`.

function table(pairs: string): ReadonlyMap<string, string> {
  const signs = pairs.split(/\s+/);
  return new Map(signs.flatMap((sign, index) => (index % 2 === 0 ? [[sign, signs[index + 1] ?? ''] as const] : [])));
}

/** Signs that are raised already, or are read as raised, stand for themselves. */
const RAISED =
  table(`0 ⁰ 1 ¹ 2 ² 3 ³ 4 ⁴ 5 ⁵ 6 ⁶ 7 ⁷ 8 ⁸ 9 ⁹ + ⁺ - ⁻ − ⁻ = ⁼ ( ⁽ ) ⁾ a ᵃ b ᵇ c ᶜ d ᵈ e ᵉ f ᶠ g ᵍ h ʰ i ⁱ j ʲ k ᵏ
l ˡ m ᵐ n ⁿ o ᵒ p ᵖ r ʳ s ˢ t ᵗ u ᵘ v ᵛ w ʷ x ˣ y ʸ z ᶻ A ᴬ B ᴮ D ᴰ E ᴱ G ᴳ H ᴴ I ᴵ J ᴶ K ᴷ L ᴸ M ᴹ N ᴺ O ᴼ P ᴾ R ᴿ T ᵀ U ᵁ V ⱽ
W ᵂ α ᵅ β ᵝ γ ᵞ δ ᵟ θ ᶿ ϕ ᵠ φ ᵠ χ ᵡ ⊤ ᵀ ∘ ° ° ° ∗ * * * ′ ′ ″ ″ ‴ ‴ † † ‡ ‡ ± ± ∓ ∓ ♯ ♯ ♭ ♭ ® ® ™ ™ © ©`);
const LOWERED =
  table(`0 ₀ 1 ₁ 2 ₂ 3 ₃ 4 ₄ 5 ₅ 6 ₆ 7 ₇ 8 ₈ 9 ₉ + ₊ - ₋ − ₋ = ₌ ( ₍ ) ₎ a ₐ e ₑ h ₕ i ᵢ j ⱼ k ₖ l ₗ m ₘ n ₙ o ₒ
p ₚ r ᵣ s ₛ t ₜ u ᵤ v ᵥ x ₓ β ᵦ γ ᵧ ρ ᵨ φ ᵩ ϕ ᵩ χ ᵪ`);
/** Signs that only a script consists of: they make a script within a script. */
const IN_SCRIPT = new Set(
  [...RAISED, ...LOWERED].filter(([plain, script]) => plain !== script).map(([, script]) => script),
);

/** The point of a number stays as it is: `Zr₀.₁`. */
const DECIMAL = /^\d+\.\d+$/;

/** A script of nothing within a script, by which authors make letters smaller: `x_{_T}`. */
const TWICE = /^[_^][\p{L}\p{N}]+$/u;

/** A product, none of a word: `e^(iπ)`; below a letter it is a label, `θ_αp`. */
const MIXED = /[A-Za-z][α-ω]|[α-ω][A-Za-z]/;

export type ScriptSign = '^' | '_';

export interface Script {
  readonly text: string;
  /** Whether a letter or digit that follows needs a space before it. */
  readonly isOpen: boolean;
}

/** Content of a superscript or subscript: `ij` -> `ᵢⱼ`; `eff` -> `_eff`; `a,b` -> `_(a,b)`. */
export function scriptOf(sign: ScriptSign, written: string): Script {
  const content = TWICE.test(written) ? written.slice(1) : written;
  if (sign === '_' && DECIMAL.test(content))
    return { text: content.replace(/\d/g, (digit) => LOWERED.get(digit) ?? digit), isOpen: false };
  const signs = [...content];
  const letters = sign === '^' ? RAISED : LOWERED;
  const script = signs.map((each) => letters.get(each));
  if (script.every((each) => each !== undefined)) return { text: script.join(''), isOpen: false };
  const isPlain =
    signs.length === 1 ||
    (/^[\p{L}\p{N}.]+$/u.test(content) &&
      !(sign === '^' && MIXED.test(content)) &&
      !signs.some((each) => IN_SCRIPT.has(each)));
  return isPlain ? { text: sign + content, isOpen: true } : { text: `${sign}(${content})`, isOpen: false };
}

/** A script as people write it in plain text: a number with its sign, one letter alone, a sign, brackets. */
const BARE =
  /[-+]?\d+(?![\d.]*\d)|\p{L}(?![\p{L}\p{N}])|[*+](?!\w)|-(?=[\s,.;:)\\/]|$)|[-+](?=\p{L}{1,2}[\^_])|\([^\s()]{1,6}\)/uy;

/**
 * The argument of the `^` or `_` at `offset` outside of formulas and without braces; null where the sign is none of a
 * script, as in `file_name` and `2011_2017`.
 */
export function bareScript(text: string, offset: number): string | null {
  BARE.lastIndex = offset + 1;
  const found = BARE.exec(text)?.[0] ?? null;
  const [earlier, before] = [text[offset - 2] ?? '', text[offset - 1] ?? ''];
  if (found === null) return null;
  const isNumber = /\d$/.test(found);
  if (/[\s(["'/]|^$/.test(before))
    return isNumber && /^\p{L}/u.test(text.slice(offset + 1 + found.length)) ? found : null;
  if (text[offset] === '^') return /[\p{L}\p{N})\]}'′|]/u.test(before) ? found : null;
  return /[\p{L})\]}'′*+]/u.test(before) || (/\d/.test(before) && earlier === '^') ? found : null;
}
