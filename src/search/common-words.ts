// Common words: words of papers in every field; two papers that share nothing else are not alike.
import { wordTerm } from './tokens.js';

/**
 * The commonest words of titles and abstracts, and those that all fields use alike (counted over arXiv from 1991 to 2019);
 * words of every day.
 */
const WORDS = `
able about above absolute abstract according account accuracy accurate achieve acquired across act action actually adapted
adding addition additional additionally additive address advanced advances advantage advantages after again against aid aids aim
aims algebra algebraic algebras algorithm algorithms all allow allowed allowing allows almost along alpha already also
alternating alternative although always among amount an analogies analogous analogy analyse analysis analyze and angles another
answer any appear appears appl application applications applied applies apply applying approach approaches appropriate
approximated approximately approximation approximations arbitrarily arbitrary are argue argument arguments arise arises arising
around art article as aspects associated assume assumed assuming assumption asymptotic at atomic atoms attempt attempts
attention authors automatic automatically available average back based basic basis bayesian be beam because become becomes been
behavior behaviour being believe benefit benefits besides best better between beyond body both bound boundary bounded bounds
briefly but buy by call called campaign can cannot careful carefully carried carry case cases category cause caused cell center
central certain challenge challenges challenging change changes characteristic characterization characterize characterized
characterizing choice choose chosen class classes classic classical classification classified clear clearly closed closely code
coefficient coefficients com combination combinations combined comes comment common communication compact compare compared
comparison compatible complete completely complex complexity complicated component components composite comprehensive
computation computational computations compute computed computing concentration concept concepts conceptual concerning concerns
conclude concluded conclusion concrete condition conditions confirm confirmed conjecture connected connection connections
consequences consequently consider considerable consideration considered considering consistent consisting consists constant
constraints construct constructed constructing construction contain contained containing contains context continue continuous
contrast contribute contributes contribution contributions control convergence converges convex correlation correspond
corresponding corresponds cost could counterpart counting coupled coupling critical crucial current data deals decreasing deep
define defined defines defining definition degree delta demonstrate denote denoted denotes density depend dependent depending
depends derive derived describe described describes description descriptions design desirable detail detailed details detection
determine determined determines determining develop developed development devoted difference different differential difficult
difficulty diffusion dimension dimensional dimensions direct directed directions disadvantage discovered discrete discuss
discussed discussion distance distinct distinguish distributed distribution distributions diverge diverges diverging do does
domain domains dominant dominate dominated dominates done doubt dramatic dramatically drawback drawbacks drawn driven due during
dynamic dynamical dynamics each earlier easily easy edge effect effective effects efficiency efficient effort efforts eg either
electron elements elucidate elucidated emerge emerges emerging emphasis empirically enable enabled enables enabling encounter
end energy enough ensure ensured ensures entire equal equation equations equilibrium equip equivalent error especially essential
essentially establish established establishing estimate estimates estimation etc evaluate evaluation even every evidence
evolution exact exactly examine example examples except exclusively exhibit exhibits exist existence existing exists expected
experimental experiments explain explicit explicitly explore explored exponentially express expressed expressions extend
extended extending extends extension extensive extra extreme extremely face facilitate facilitates facing fact factor fails
fairly family far fascinating fast feasible features few field fields final finally find finding finite first five fixed flow
focus focuses fold follow following follows for form formation former forms formula formulate formulated formulation found four
frames framework free frequency from full fully function functional functions fundamental further furthermore future gain gains
gamma gaps gas gaussian general generalized generally generated generating generation generic geometric geometry get github give
given gives giving global go good graph graphs greater group groups grows growth had half hand handle handling hard harder
hardly has have having he height held help helps hence her here high higher highlight highlights highly him his hold holds hope
how however http https huge human hundreds idea ideas identify ie if illustrate illustrates illustration image images
implementation implies imply importance important imposed improve improved improves improving in include included includes
including inclusion incorporate incorporated increase increasingly indeed independent independently indicate individual induced
induces inference infinite influence influenced information infty initial input inside instead integral integration interaction
interactions interest interesting international interpreted into introduce introduced introducing introduction intuitive
invariant investigate investigated involve involved involves involving is issue issues it its itself just key kind kinds
knowledge known lack lacking lacks lambda language large larger largest laser last late later latter lattice lead leading leads
learn learning least led length less let lett level lie lies light like limit limitation limitations limiting limits line linear
link links list literature local located logic long low lower machine made magnetic main mainly major make makes manifold
manifolds manner many map maps mass mathbb mathcal mathematical matrices matrix maximum may me mean meaning meaningful means
measure measurements measures mechanism memory mentioned method methods metric might minimal minor mixed model modeling models
moderate modest modified modules molecular more moreover most motion motivate motivated motivates moves much multi multiple must
my namely natural naturally nature near nearly necessarily necessary need negative neither network networks neural never
nevertheless new nice no nodes noise non none nonlinear nor normal not note notion novel novelty now number numbers numerical
numerous objects observed obtain obtained obtaining occur occurs of off offer offers offline often old omega on once one ones
online only onto open operator operators optical optimal optimization or order ordered orders original other others otherwise
our ours out outline outperform outperforms outside over overall overcome overcomes pair pairs paper papers parallel parameter
parameters part partial partially particle particles particular particularly parts past patterns people perfect perform
performance performed periodic perspective phase phys physical physics plane plasma plausible play played plays plenty point
points polynomial polynomials population posed positive possible possibly potential power practical precise precisely predict
predicted prediction predicts presence present presented presents preserves previous previously primarily primitive principle
prior probability problem problems procedure process processes processing produce produces producing product promising proof
proper properly properties property propose proposed proposes prove proved proven provide provided provides published pure
purpose quality quantum quasi question questions quickly quite random range rank rapid rapidly rate rates rather reach reached
reaches real reason reasonable recent recently recorded recover reduced reduces reduction regression regular relate related
relation relations relationship relative relatively relevant reliably relies rely remain remaining remarkable remarkably
replaced report reported reports representation representations representative represented require required requires research
respect respective respectively response restricted result resulting results return returns rev reveal revealed reveals review
rigorous ring rise robust role roughly run same sample sampling satisfied satisfy say scale scaling scattering scenario
scenarios scheme search second see seem seems seen selection self semi sense sequence series serve serves set sets setting
several severe severely shape shaped she short should show showed showing shown shows signal significant significantly similar
similarly simple simpler simplest simply simulation simulations since single situation six size sizes slightly slowly small
smallest smooth so social software solution solutions solve solved some source space spaces spatial special specific specified
spectral spectrum spin stability stable standard start starting state states statistical step still stochastic straightforward
strategy strength strictly strong stronger strongly structure structures studied studies study studying subject subsequent
substantial substantially success successful successfully such suffer suffers sufficient sufficiently suggest suggests suitable
suited summary superiority support supported sure surface surprising surprisingly symmetric symmetry system systematic systems
tackle take taken taking task technique techniques temperature temporal tends term terms test than that the their them then
theorem theoretical theory there thereby therefore these they third this those though three through throughout thus time times
tiny to today together too tool tools topological total towards transforms transition treated trivial true try turn turns two
type types typical typically under undergo underlying understand understanding understood unexpected unified uniform unique
universal unknown up upon upper us usage use used useful user users uses using usual usually valid validity value values
variable variables varied varies variety various vary varying vast vector version versions very via view viewed volume vs was
wave waves way we weak weaker well were what when whenever where whereas whether which while who whole whom whose why wide
widely will wise with within without work working world would written www yet yield yields you your zero
`;

const STEMS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/).map(wordTerm));

/** Whether a folded word, or another form of it, is one of them. */
export function isCommonWord(folded: string): boolean {
  return STEMS.has(wordTerm(folded));
}

/** The same of Japanese: words of every abstract, which no search is narrowed by. */
export const COMMON_JAPANESE: ReadonlySet<string> = new Set(
  '手法 方法 提案 提案手法 本研究 本論文 本稿 論文 研究 結果 実験 問題 性能 評価 分析 解析 検討 既存 従来 近年 有効 有効性 重要 可能 必要 対象 目的 課題 応用 場合 数値 理論 モデル データ システム アルゴリズム'.split(
    ' ',
  ),
);
