// Lines of a snapshot: papers with identifiers, as many as wanted.

export const snapshotOf = (count: number): string =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      id: `2504.${String(index + 1).padStart(5, '0')}`,
      title: `On the number ${index}`,
      authors: `Ann Author${index}`,
      abstract: `Words about ${index}.`,
      categories: 'cs.LG',
      versions: [{ version: 'v1', created: 'Mon, 7 Apr 2025 19:18:42 GMT' }],
      update_date: '2025-04-07',
    }),
  ).join('\n');
