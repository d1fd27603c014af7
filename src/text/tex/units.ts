// Units: numbers and units as siunitx has them, such as `\SI{3}{\kilo\metre\per\second}`.
import { scriptOf } from './scripts.js';

function table(pairs: string): ReadonlyMap<string, string> {
  const words = pairs.trim().split(/\s+/);
  return new Map(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? ''] as const] : [])));
}

const PREFIXES = table(`yocto y zepto z atto a femto f pico p nano n micro μ milli m centi c deci d deca da deka da
hecto h kilo k mega M giga G tera T peta P exa E zetta Z yotta Y kibi Ki mebi Mi gibi Gi tebi Ti`);
/** Units spelled out, and siunitx's abbreviations where they are not the sign itself. */
const NAMES = table(`metre m meter m gram g kilogram kg second s ampere A kelvin K mole mol candela cd hertz Hz newton N
pascal Pa joule J watt W coulomb C volt V farad F ohm Ω siemens S weber Wb tesla T henry H celsius °C degreeCelsius °C lumen lm
lux lx becquerel Bq gray Gy sievert Sv katal kat radian rad steradian sr minute min hour h day d year yr litre L liter L tonne t
hectare ha degree ° arcminute ′ arcsecond ″ electronvolt eV dalton Da atomicmassunit u astronomicalunit au parsec pc lightyear ly
gauss G oersted Oe jansky Jy angstrom Å barn b bar bar mmHg mmHg knot kn percent % bit bit byte B bel B decibel dB neper Np
clight c electronmass mₑ elementarycharge e um μm us μs ug μg uA μA uV μV uW μW uK μK uL μL uF μF uN μN uJ μJ umol μmol
kohm kΩ Mohm MΩ mohm mΩ`);
/** Abbreviations that are their own sign: `\GeV`, `\nm`. */
const SIGNS =
  /^(?:[fpnmck]?m|[afpnm]?s|[afpnm]?mol|[munpfk]?g|[pnmk]?A|[pnmk]?V|[nmkMG]?W|[mnk]?K|[kMGT]?Hz|m?N|[kMG]?N|[kMG]?Pa|[mk]?J|[mkMGT]?eV|[mhd]?L|m?T|[fpn]?F|m?bar|dB|h|min)$/;
const POWERS = table('squared ² cubed ³ square ² cubic ³');
const PART = /\\([A-Za-z]+)\s*(?:\{([^{}]*)\})?|([^\\]+)/g;

/** Units typed as they are read: `m.s^{-1}`, `km/s`. */
function literal(text: string): string | null {
  const plain = text
    .replace(/\^\{?(-?\d+)\}?/g, (_, power: string) => scriptOf('^', power).text)
    .replace(/[.~\s]+/g, ' ');
  return /[{}$^_]/.test(plain) ? null : plain.trim();
}

/** The units of a group; null when one of them is unknown. */
function unitOf(raw: string): string | null {
  const units: string[] = [];
  let [prefix, power, isPer] = ['', '', false];
  for (const [, name, group = '', typed] of raw.matchAll(PART)) {
    if (typed !== undefined) {
      const text = literal(typed);
      if (text === null) return null;
      if (text !== '') units.push(text);
      continue;
    }
    const word = name ?? '';
    const later = word === 'tothe' || word === 'raiseto' ? scriptOf('^', group).text : (POWERS.get(word) ?? '');
    if (word === 'per') isPer = true;
    else if (PREFIXES.has(word)) prefix += PREFIXES.get(word) ?? '';
    else if (word === 'square' || word === 'cubic' || word === 'raiseto') power = later;
    else if (later !== '') {
      const last = units.pop();
      if (last === undefined) return null;
      units.push(last.replace(/¹$/, '') + later);
    } else {
      const unit = NAMES.get(word) ?? (SIGNS.test(word) ? word : undefined);
      if (unit === undefined) return null;
      units.push(prefix + unit + (isPer ? `⁻${power === '' ? '¹' : power}` : power));
      [prefix, power, isPer] = ['', '', false];
    }
  }
  return prefix === '' && units.length > 0 ? units.join(' ') : null;
}

const NUMBER = /^[\d\s.,+\-()x/<>~eE±]*$/;

/** `1.5e-3` as 1.5×10⁻³; null for what is no number. */
function numberOf(raw: string): string | null {
  const text = raw
    .replace(/\\pm\b\s*|\+-/g, '±')
    .replace(/\\times\b/g, 'x')
    .replace(/\\sim\b\s*/g, '~')
    .trim();
  if (!NUMBER.test(text)) return null;
  return text
    .replace(/\s+/g, '')
    .replace(/x/g, '×')
    .replace(/([\d)]|^)[eE]([+-]?\d+)/, (_, before: string, power: string) => {
      const times = before === '' ? '' : `${before}×`;
      return `${times}10${scriptOf('^', power.replace('+', '')).text}`;
    });
}

const beside = (number: string, unit: string): string => (/^[°′″%]$/.test(unit) ? number + unit : `${number} ${unit}`);

function quantity(groups: readonly string[]): string | null {
  const [said, unit] = [groups.slice(0, -1).map(numberOf), unitOf(groups.at(-1) ?? '')];
  return said.includes(null) || unit === null ? null : beside(said.join('–'), unit);
}

/** `\ang{10;5;3}`: degrees, minutes and seconds. */
function angle([raw = '']: readonly string[]): string | null {
  const parts = raw.split(';').map(numberOf);
  return parts.includes(null) || parts.length > 3
    ? null
    : parts.map((part, at) => (part === '' ? '' : `${part}${'°′″'.charAt(at)}`)).join('');
}

interface UnitCommand {
  readonly name: string;
  readonly groups: number;
  /** Null for what cannot be said. `note` is what stood in brackets before the groups. */
  readonly say: (groups: readonly string[], note: string | null) => string | null;
}

/** Commands of siunitx; `\unit[5]{m}` is of an older package, with the number in brackets. */
export const UNITS: readonly UnitCommand[] = [
  ...['SI', 'qty'].map((name) => ({ name, groups: 2, say: quantity })),
  ...['SIrange', 'qtyrange'].map((name) => ({ name, groups: 3, say: quantity })),
  { name: 'si', groups: 1, say: ([unit = '']) => unitOf(unit) },
  {
    name: 'unit',
    groups: 1,
    say: ([unit = ''], note) => (note === null || note.includes('=') ? unitOf(unit) : quantity([note, unit])),
  },
  { name: 'num', groups: 1, say: ([number = '']) => numberOf(number) },
  { name: 'ang', groups: 1, say: angle },
];
