// Withdrawal notices in languages other than English, as translated abstracts and some comments have them.

/** What comparison leaves of a clause begins with the notice, or with a reason before it. */
const START = String.raw`(?:^|[,、;:(\[【–—-])[\s"'*(\[【]{0,9}`;
const END = String.raw`(?:$|[\s"'*]*[。.!,;:)\]】])`;

const THIS_JA = '(?:この|本|当)(?:論文|稿|原稿|論稿|プレプリント|投稿|記事|文書|バージョン|版)';
const DONE_JA = '(?:取り?下げ(?:られ)?|撤回(?:され|し)?)(?:る|た|ました|ます|済み?|ている|ています)?';
const WHO_JA =
  '(?:(?:すべて|全て|全)の)?(?:著者|筆者|作者|投稿者|arxiv ?の?管理者)(?:ら|自身|たち)?(?:に(?:よって|より)|が|は)';
const JAPANESE = [
  `${START}${THIS_JA}は[^。]{0,120}?(?<![をが])${DONE_JA}${END}`,
  `${START}${WHO_JA}[^。を]{0,80}?(?:${THIS_JA}を)?${DONE_JA}${END}`,
  String.raw`^[\s\[【(]*(?:取り?下げ|撤回)(?:済み?|られました|されました)?${END}`,
];

const THIS_ZH = '(?:本|此|该|這篇|这篇)(?:论文|論文|文章|文|稿件|稿|预印本)';
const CHINESE = [
  `${START}${THIS_ZH}(?:因[^。]{0,40}?)?(?:现|現)?(?:已经|已經|已)?(?:被|由)?(?:作者)?(?:撤回|撤稿|撤销|撤銷)了?${END}`,
  `${START}作者(?:已经|已經|已|决定)?(?:撤回|撤销|撤銷)了?${THIS_ZH}`,
  `^(?:已)?撤稿${END}`,
];

const EUROPEAN = [
  String.raw`${START}(?:cet?|cette|l['’]|le|la|notre)\s?(?:article|papier|pr[ée]-?print|pr[ée]publication|manuscrit|travail|note|version)\s+(?:a\s+[ée]t[ée]|est)\s+(?:temporairement\s+)?retir[ée]e?(?!\p{L}|\s+(?:d[eu]\s+|d['’])(?!arxiv))`,
  String.raw`${START}(?:(?:article|papier|manuscrit)\s+)?retir[ée]e?\s+par\s+(?:l['’]\s?auteur|les\s+auteurs)`,
  String.raw`${START}(?:l['’]\s?auteur\s+a|les\s+auteurs\s+ont|nous\s+avons)\s+retir[ée]\s+(?:cet?|cette|l['’])\s?(?:article|papier|manuscrit|travail|note|version)`,
  String.raw`${START}(?:diese[rs]?|der|die|das)\s+(?:artikel|arbeit|beitrag|preprint|manuskript|aufsatz|version)\s+(?:wurde|wird|ist)\s+[^.;]{0,80}?zur(?:ü|ue)ckgezogen`,
  String.raw`${START}(?:der\s+autor|die\s+autorin)\s+hat\s+(?:diese[ns]?|den|die|das)\s+(?:artikel|arbeit|beitrag|preprint|manuskript|aufsatz)\s+[^.;]{0,80}?zur(?:ü|ue)ckgezogen`,
  String.raw`^\W*(?:vo[nm]\s+(?:(?:den|dem|der)\s+)?autor(?:en|in)?\s+)?zur(?:ü|ue)ckgezogen(?:${END}|\s+(?:wegen|aufgrund|von|durch|weil)(?!\p{L}))`,
  String.raw`${START}(?:est[ea]|el|o|quest[oa]|l['’])\s?(?:art[ií]culo|artigo|articolo|trabajo|trabalho|lavoro|manuscrito|manoscritto)\s+(?:ha\s+sido|fue|foi|[èe]\s+stat[oa])\s+(?:retirad[oa]|ritirat[oa])(?!\p{L})`,
  String.raw`${START}(?:эта\s+|данная\s+)?(?:статья|работа|препринт)\s+(?:была?\s+)?отозван[ао]?(?!\p{L})`,
];

/** What each notice holds, so that other texts are not searched. */
export const NOTICE_WORD = /取り?下げ|撤[回稿销銷]|retir[eéa]|zur(?:ü|ue)ckgezogen|ritirat|отозван/i;

const NOTICES = [...JAPANESE, ...CHINESE, ...EUROPEAN].map((source) => new RegExp(source, 'iu'));

/** Whether a clause in the form of comparison says, in one of these languages, that the paper was withdrawn. */
export function isWithdrawalNotice(clause: string): boolean {
  return NOTICE_WORD.test(clause) && NOTICES.some((notice) => notice.test(clause));
}
