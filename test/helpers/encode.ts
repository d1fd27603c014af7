// Text to bytes of an encoding that Node only decodes: the table of its decoder, read backwards.

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

function tableOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const table = new Map<string, readonly number[]>();
  const learn = (bytes: readonly number[]): void => {
    try {
      // Node 20 reads the bytes from 80 to 9F of windows-1252 right only where more may come.
      const letter = new TextDecoder(encoding, { fatal: true }).decode(Uint8Array.from(bytes), { stream: true });
      if ([...letter].length === 1 && !table.has(letter)) table.set(letter, bytes);
    } catch {
      // No letter has these bytes.
    }
  };
  for (let first = 0; first < 0x100; first += 1) learn([first]);
  for (let first = 0x81; first < 0xfd; first += 1) for (let next = 0x40; next < 0xff; next += 1) learn([first, next]);
  tables.set(encoding, table);
  return table;
}

/** Throws where the encoding has no letter for one of the text. */
export function encodeIn(encoding: string, text: string): Buffer {
  const table = tableOf(encoding);
  return Buffer.from(
    [...text].flatMap((letter) => {
      const bytes = table.get(letter);
      if (bytes === undefined) throw new Error(`${encoding} has no ${letter}`);
      return [...bytes];
    }),
  );
}
