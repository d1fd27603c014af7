// Where real dumps are found: SAMPLES_DIR, default ../shared/samples beside the project; tests skip without it.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** The folder of real dumps, or null where it is missing (the test then says that it is skipped). */
export function samplesDir(): string | null {
  const folder = resolve(projectRoot, process.env['SAMPLES_DIR'] ?? '../shared/samples');
  return existsSync(folder) ? folder : null;
}
