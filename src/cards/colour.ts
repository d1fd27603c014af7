// Colours: one for each archive, so that a reader knows the field before reading a word.

const COLOURS: ReadonlyMap<string, number> = new Map([
  ['cs', 0x2f6fde],
  ['math', 0x7a4fd0],
  ['stat', 0x1f9d8a],
  ['eess', 0xd9822b],
  ['econ', 0xb5892e],
  ['q-bio', 0x3f9c46],
  ['q-fin', 0x8a6d3b],
  ['astro-ph', 0x27408b],
  ['cond-mat', 0xb0413e],
  ['gr-qc', 0x4b3f72],
  ['hep-ex', 0xc0397b],
  ['hep-lat', 0xa8327d],
  ['hep-ph', 0xcf4d8f],
  ['hep-th', 0x93278f],
  ['math-ph', 0x6a5acd],
  ['nlin', 0x2e8bc0],
  ['nucl-ex', 0xa65e2e],
  ['nucl-th', 0x8c4a1f],
  ['physics', 0x5b6f80],
  ['quant-ph', 0x0097a7],
]);

/** 0xRRGGBB of an archive; grey for one without a colour of its own. */
export function archiveColour(archive: string): number {
  return COLOURS.get(archive) ?? 0x808894;
}
