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

function parse({ path, text }: Source) {
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors.map(({ message }) => message).join('; ')}`);
  return { program, comments };
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

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
