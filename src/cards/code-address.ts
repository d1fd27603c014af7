// The address of a paper's code, where its abstract or comments name one of the places where code is kept.

const PATH = String.raw`/[\w.~%+-]+`;
/** Owner and repository, or a project's own host; `huggingface.co/papers/…` is no code. */
const ADDRESS = new RegExp(
  String.raw`(?<![\w.@-])(?:https?://)?(?:www\.)?((?:(?:gist\.)?github\.com|gitlab\.[\w.-]{2,60}|[\w-]{1,60}\.gitlab\.[a-z]{2,10}|bitbucket\.org|codeberg\.org|gitee\.com|git\.sr\.ht|huggingface\.co(?!/(?:papers|blog|docs|login|join)(?:/|\b)))(?:${PATH}){1,3}|sourceforge\.net/(?:projects|p)${PATH}|code\.google\.com/p${PATH}|[\w-]{1,60}\.(?:sourceforge|sf)\.net)`,
  'i',
);

/** The first address in these texts, with `https`; null where there is none. Backslashes of TeX are taken off. */
export function codeAddress(texts: readonly (string | null)[]): string | null {
  for (const text of texts) {
    const found = ADDRESS.exec((text ?? '').replace(/\\(?=[_%&#~])/g, ''))?.[1];
    if (found === undefined) continue;
    return `https://${found.replace(/(?<![.~%+-])[.~%+-]+$/, '').replace(/\.git$/, '')}`;
  }
  return null;
}
