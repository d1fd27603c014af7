// Standard output: lines written whole, and said once where they cannot be.
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { errorText } from './errors.js';

export interface Printer {
  /** Writes one line; resolves when the stream takes more, also where it could not be written. */
  readonly print: (line: string) => Promise<void>;
  /** Whether a line could not be written. */
  readonly hasFailed: () => boolean;
}

/** A stream of Node counts a write to a file as done when a full disk took only its beginning. */
function writeWhole(fd: number, text: string): void {
  for (let rest = Buffer.from(text); rest.length > 0;) rest = rest.subarray(writeSync(fd, rest));
}

/** Work under way goes on when its output cannot be written, such as on a full disk: `say` gets a sentence, once. */
export function createPrinter(
  stream: NodeJS.WritableStream & { readonly fd?: number },
  say: (text: string) => void,
): Printer {
  // Pipes and terminals are sockets to Node; a closed output is neither. `fstatSync` would tell as well, but after it Node 20.20
  // takes a package behind a link for two.
  const file = stream instanceof Socket ? undefined : stream.fd;
  let hasFailed = false;

  function fail(error: Error): void {
    // Who does not read on (`| head`) misses nothing.
    if (hasFailed || ('code' in error && error.code === 'EPIPE')) return;
    hasFailed = true;
    say(
      `Standard output cannot be written (${errorText(error)}): what was printed there is not whole. What was stored is kept; make room, then call it again.\n`,
    );
  }

  return {
    hasFailed: () => hasFailed,
    print: (line) =>
      new Promise((done) => {
        const written = (error?: Error | null): void => {
          if (error !== undefined && error !== null) fail(error);
          done();
        };
        if (file === undefined) return void stream.write(`${line}\n`, written);
        try {
          writeWhole(file, `${line}\n`);
          written();
        } catch (error) {
          written(error as Error);
        }
      }),
  };
}
