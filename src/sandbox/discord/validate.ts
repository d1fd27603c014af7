// Payload rules that Discord enforces on messages, counted in code points, with its 50035 error shape.

export type Json = Readonly<Record<string, unknown>>;

export interface Problem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

const points = (value: unknown): number => (typeof value === 'string' ? [...value.trim()].length : 0);
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : []);

function tooLong(path: string, value: unknown, max: number): Problem[] {
  if (points(value) <= max) return [];
  return [{ path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${max} or fewer in length.` }];
}

function required(path: string, value: unknown): Problem[] {
  return points(value) > 0 ? [] : [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }];
}

function badUrl(path: string, value: unknown, max: number): Problem[] {
  if (value === undefined || value === null) return [];
  const isUrl = typeof value === 'string' && URL.canParse(value) && /^(?:https?|discord|attachment):/.test(value);
  return [
    ...tooLong(path, value, max),
    ...(isUrl ? [] : [{ path, code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }]),
  ];
}

function embedPoints(embed: Json): number {
  const fields = list(embed['fields']).reduce((sum, field) => sum + points(field['name']) + points(field['value']), 0);
  const footer = points(object(embed['footer'])['text']);
  return (
    points(embed['title']) + points(embed['description']) + fields + footer + points(object(embed['author'])['name'])
  );
}

function embedProblems(embed: Json, path: string): Problem[] {
  const fields = list(embed['fields']);
  return [
    ...tooLong(`${path}.title`, embed['title'], 256),
    ...tooLong(`${path}.description`, embed['description'], 4096),
    ...tooLong(`${path}.footer.text`, object(embed['footer'])['text'], 2048),
    ...tooLong(`${path}.author.name`, object(embed['author'])['name'], 256),
    ...badUrl(`${path}.url`, embed['url'], 2048),
    ...(fields.length > 25
      ? [{ path: `${path}.fields`, code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be 25 or fewer in length.' }]
      : []),
    ...fields.flatMap((field, index) => [
      ...required(`${path}.fields.${index}.name`, field['name']),
      ...required(`${path}.fields.${index}.value`, field['value']),
      ...tooLong(`${path}.fields.${index}.name`, field['name'], 256),
      ...tooLong(`${path}.fields.${index}.value`, field['value'], 1024),
    ]),
  ];
}

function repeatedValues(options: readonly Json[], path: string): Problem[] {
  const values = options.map((option) => option['value']);
  return values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [
          {
            path: `${path}.${index}`,
            code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
            message: 'The specified option value is already used',
          },
        ],
  );
}

function componentProblems(rows: readonly Json[]): Problem[] {
  const controls = rows.flatMap((row, index) =>
    list(row['components']).map((control, at) => ({ control, path: `components.${index}.components.${at}` })),
  );
  const ids = controls.map(({ control }) => control['custom_id']).filter((id) => id !== undefined);
  return [
    ...(rows.length > 5
      ? [{ path: 'components', code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 5 in length.' }]
      : []),
    ...rows.flatMap((row, index) =>
      list(row['components']).length === 0 || list(row['components']).length > 5
        ? [
            {
              path: `components.${index}.components`,
              code: 'BASE_TYPE_BAD_LENGTH',
              message: 'Must be between 1 and 5 in length.',
            },
          ]
        : [],
    ),
    ...(new Set(ids).size < ids.length
      ? [
          {
            path: 'components',
            code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
            message: 'Component custom id cannot be duplicated',
          },
        ]
      : []),
    ...controls.flatMap(({ control, path }) => repeatedValues(list(control['options']), `${path}.options`)),
    ...controls.flatMap(({ control, path }) => [
      ...tooLong(`${path}.label`, control['label'], 80),
      ...(control['style'] === 5
        ? badUrl(`${path}.url`, control['url'] ?? '', 512)
        : [
            ...required(`${path}.custom_id`, control['custom_id']),
            ...tooLong(`${path}.custom_id`, control['custom_id'], 100),
          ]),
    ]),
  ];
}

/** What is wrong with a message body; empty when Discord would take it. An empty message is told apart by `isEmptyMessage`. */
export function messageProblems(body: Json): Problem[] {
  const embeds = list(body['embeds']);
  return [
    ...tooLong('content', body['content'], 2000),
    ...tooLong('nonce', typeof body['nonce'] === 'number' ? String(body['nonce']) : body['nonce'], 25),
    ...(embeds.length > 10
      ? [{ path: 'embeds', code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be 10 or fewer in length.' }]
      : []),
    ...(embeds.reduce((sum, embed) => sum + embedPoints(embed), 0) > 6000
      ? [{ path: 'embeds', code: 'MAX_EMBED_SIZE_EXCEEDED', message: 'Embed size exceeds maximum size of 6000' }]
      : []),
    ...embeds.flatMap((embed, index) => embedProblems(embed, `embeds.${index}`)),
    ...componentProblems(list(body['components'])),
  ];
}

export function isEmptyMessage(body: Json): boolean {
  const hasEmbed = list(body['embeds']).some((embed) => embedPoints(embed) > 0);
  return points(body['content']) === 0 && !hasEmbed;
}

const NAME = /^[-_'\p{L}\p{N}]{1,32}$/u;

/** What is wrong with one command definition. */
export function commandProblems(command: Json, path: string): Problem[] {
  const name = command['name'];
  const isName = typeof name === 'string' && NAME.test(name) && name === name.toLowerCase();
  const isChatInput = (command['type'] ?? 1) === 1 || path.includes('options');
  return [
    ...(isName || !isChatInput
      ? []
      : [{ path: `${path}.name`, code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }]),
    ...(isChatInput ? required(`${path}.description`, command['description']) : []),
    ...tooLong(`${path}.description`, command['description'], 100),
    ...Object.entries(object(command['description_localizations'])).flatMap(([locale, text]) =>
      tooLong(`${path}.description_localizations.${locale}`, text, 100),
    ),
    ...list(command['options']).flatMap((option, index) => commandProblems(option, `${path}.options.${index}`)),
  ];
}

/** Discord's body for a 400: the problems nested by path, each in `_errors`. */
export function invalidForm(problems: readonly Problem[]): Json {
  // Keys are names that others chose: without a prototype none of them is known before.
  const node = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;
  const errors = node();
  for (const { path, code, message } of problems) {
    const leaf = path.split('.').reduce((above, key) => (above[key] ??= node()) as Record<string, unknown>, errors);
    (leaf['_errors'] ??= []) as unknown[];
    (leaf['_errors'] as unknown[]).push({ code, message });
  }
  return { code: 50035, message: 'Invalid Form Body', errors };
}
