// The version of the rules by which everything derived of a paper is made; rows of another version are rebuilt.
import { identityVersion } from '../../domain/identity.js';
import { factsVersion } from '../../domain/merge.js';
import { termsVersion } from '../../search/tokens.js';
import { readableVersion } from '../../text/readable.js';

/** Each version has three digits of its own. */
export const RULES = ((readableVersion * 1_000 + termsVersion) * 1_000 + identityVersion) * 1_000 + factsVersion;
