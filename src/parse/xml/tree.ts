// Trees: the text of one small XML element to a tree of local names, attributes and text.
import { decodeXML } from 'entities';
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

/** An element; prefixes of names are left out, so that records without their namespaces read the same. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly nodes: readonly (XmlElement | string)[];
}

interface OpenElement extends XmlElement {
  readonly qualified: string;
  readonly attributes: Map<string, string>;
  readonly nodes: (XmlElement | string)[];
}

const MAX_DEPTH = 64;
const NO_ATTRIBUTES: Map<string, string> = new Map();

function localName(qualified: string): string {
  const colon = qualified.indexOf(':');
  return colon < 0 ? qualified : qualified.slice(colon + 1);
}

/** Decoded here and not by the tokenizer, which then goes from tag to tag instead of character by character. */
const decoded = (text: string): string => (text.includes('&') ? decodeXML(text) : text);

/** Builds the tree on the library's tokenizer, which never throws; what is not well-formed is told, not repaired. */
class TreeBuilder implements TokenizerCallbacks {
  root: XmlElement | null = null;
  fault: string | null = null;
  private readonly open: OpenElement[] = [];
  private tag = '';
  private attribute = '';
  private value = '';
  private attributes = NO_ATTRIBUTES;

  constructor(private readonly text: string) {}

  onopentagname(start: number, end: number): void {
    this.tag = this.text.slice(start, end);
    this.attributes = NO_ATTRIBUTES;
  }
  onattribname(start: number, end: number): void {
    this.attribute = localName(this.text.slice(start, end));
    this.value = '';
  }
  onattribdata(start: number, end: number): void {
    this.value += this.text.slice(start, end);
  }
  onattribentity(): void {}
  onattribend(): void {
    if (this.attributes === NO_ATTRIBUTES) this.attributes = new Map();
    if (!this.attributes.has(this.attribute)) this.attributes.set(this.attribute, decoded(this.value));
  }
  onopentagend(): void {
    const { tag, attributes } = this;
    const element: OpenElement = { name: localName(tag), qualified: tag, attributes, nodes: [] };
    const parent = this.open.at(-1);
    if (parent !== undefined) parent.nodes.push(element);
    else if (this.root === null) this.root = element;
    if (this.open.length < MAX_DEPTH) this.open.push(element);
    else this.fault ??= 'its elements are nested too deeply';
  }
  onselfclosingtag(): void {
    this.onopentagend();
    this.open.pop();
  }
  onclosetag(start: number, end: number): void {
    const name = this.text.slice(start, end).trimEnd();
    const closed = this.open.pop();
    if (closed?.qualified === name) return;
    this.fault ??=
      closed === undefined ? `</${name}> closes nothing` : `</${name}> stands where <${closed.name}> is open`;
  }
  ontext(start: number, end: number): void {
    this.add(decoded(this.text.slice(start, end)));
  }
  ontextentity(): void {}
  oncdata(start: number, end: number, endOffset: number): void {
    this.add(this.text.slice(start, end - endOffset));
  }
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {
    const unclosed = this.open.at(-1);
    if (unclosed !== undefined) this.fault ??= `<${unclosed.name}> is not closed`;
  }

  private add(text: string): void {
    const nodes = this.open.at(-1)?.nodes;
    if (nodes === undefined) return;
    const last = nodes.length - 1;
    const before = nodes[last];
    if (typeof before === 'string') nodes[last] = before + text;
    else nodes.push(text);
  }
}

/** The tree of a text that is one element, its line ends as LF; a string says why it is none. */
export function parseElement(text: string): XmlElement | string {
  const unified = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const builder = new TreeBuilder(unified);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, builder);
  tokenizer.write(unified);
  tokenizer.end();
  return builder.fault ?? builder.root ?? 'it holds no element';
}

/** All text of an element and of what is in it. */
export function textOf(element: XmlElement): string {
  const [only] = element.nodes;
  if (element.nodes.length === 1 && typeof only === 'string') return only;
  return element.nodes.map((node) => (typeof node === 'string' ? node : textOf(node))).join('');
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.nodes.filter((node): node is XmlElement => typeof node !== 'string' && node.name === name);
}

export function childOf(element: XmlElement, name: string): XmlElement | null {
  for (const node of element.nodes) if (typeof node !== 'string' && node.name === name) return node;
  return null;
}

/** The text of the first child of that name, as it stands; null where there is none or it is blank. */
export function childText(element: XmlElement, name: string): string | null {
  const child = childOf(element, name);
  const text = child === null ? '' : textOf(child);
  return text.trim() === '' ? null : text;
}

/** The texts of all children of that name that are not blank, trimmed. */
export function childTexts(element: XmlElement, name: string): string[] {
  return childrenOf(element, name)
    .map((child) => textOf(child).trim())
    .filter((text) => text !== '');
}
