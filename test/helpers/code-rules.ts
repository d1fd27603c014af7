// Rules of the sources that import paths do not show, read from their syntax trees by the parser of vite.
import { parseSync } from 'vite';

export interface Source {
  readonly path: string;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Every node beneath one, with the node above it. */
function visit(node: Node, see: (node: Node, above: Node) => void): void {
  for (const part of Object.values(node).flat())
    if (isNode(part)) {
      see(part, node);
      visit(part, see);
    }
}

const parsed = new Map<string, ReturnType<typeof parseSync>>();

function parse({ path, text }: Source) {
  const before = parsed.get(text);
  if (before !== undefined) return before;
  const result = parseSync(path, text);
  if (result.errors.length > 0) throw new Error(`${path}: ${result.errors.map(({ message }) => message).join('; ')}`);
  parsed.set(text, result);
  return result;
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Lines with a non-null assertion and no comment on them or on the line before. */
export function unexplainedAssertions(source: Source): string[] {
  const { program, comments } = parse(source);
  const commented = new Set(comments.map(({ end }) => lineAt(source.text, end)));
  const lines = new Set<number>();
  visit(program, (node) => {
    if (node.type === 'TSNonNullExpression') lines.add(lineAt(source.text, node.end));
  });
  return [...lines]
    .filter((line) => !commented.has(line) && !commented.has(line - 1))
    .map((line) => `${source.path}:${line}`);
}

/** Names of values and types that more than one file declares and exports. */
export function sharedNames(sources: readonly Source[]): string[] {
  const homes = new Map<string, string[]>();
  for (const source of sources)
    for (const name of new Set(exportedNames(source))) homes.set(name, [...(homes.get(name) ?? []), source.path]);
  return [...homes].filter(([, paths]) => paths.length > 1).map(([name, paths]) => `${name}: ${paths.join(', ')}`);
}

interface Declared {
  readonly id?: { readonly name: string };
  readonly declarations?: readonly { readonly id: { readonly name: string } }[];
}

/** What is declared where it is exported; what is only passed on has its name from elsewhere. */
function exportedNames(source: Source): string[] {
  return parse(source).program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration === null) return [];
    const { id, declarations = [] } = statement.declaration as Declared;
    return [...(id === undefined ? [] : [id.name]), ...declarations.map((each) => each.id.name)];
  });
}

const FUNCTIONS = new Set([
  'ArrowFunctionExpression',
  'FunctionDeclaration',
  'FunctionExpression',
  'TSCallSignatureDeclaration',
  'TSDeclareFunction',
  'TSEmptyBodyFunctionExpression',
  'TSFunctionType',
  'TSMethodSignature',
]);
const MOST_PARAMETERS = 3;
/** They spread the values of a table or of arbitraries over the parameters of a function. */
const SPREADING = /^(?:(?:it|describe)(?:\.\w+)?\.each|fc\.(?:asyncProperty|property))\b/;

/** Functions and signatures with more than three parameters; `this` is none. */
export function longParameterLists(source: Source): string[] {
  const found: string[] = [];
  visit(parse(source).program, (node, above) => {
    if (!FUNCTIONS.has(node.type)) return;
    const { params } = node as unknown as { params: readonly (Node & { readonly name?: string })[] };
    const isGiven = above.type === 'CallExpression' && SPREADING.test(source.text.slice(above.start, above.end));
    if (params.filter(({ name }) => name !== 'this').length > MOST_PARAMETERS && !isGiven)
      found.push(`${source.path}:${lineAt(source.text, node.start)}`);
  });
  return found;
}

export interface Pattern {
  readonly pattern: string;
  readonly flags: string;
}

/** The regular expressions that stand in a source, with where. */
export function patternsIn(source: Source): (Pattern & { readonly at: string })[] {
  const found: (Pattern & { readonly at: string })[] = [];
  visit(parse(source).program, (node) => {
    const { regex } = node as { readonly regex?: Pattern };
    if (node.type === 'Literal' && regex !== undefined)
      found.push({ ...regex, at: `${source.path}:${lineAt(source.text, node.start)}` });
  });
  return found;
}
