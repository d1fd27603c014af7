// Variants: other forms of one Japanese letter or word, which a search takes for the same. Never used for what is shown.

/** Old forms and variants with the form in use: the old forms of the Jōyō and Jinmeiyō tables, and forms found in names. */
const OLD_FORMS = `亞亜 惡悪 壓圧 圍囲 醫医 爲為 壹壱 稻稲 飮飲 隱隠 營営 榮栄 衞衛 驛駅 圓円 鹽塩 緣縁 艷艶 應応 歐欧 毆殴 櫻桜 奧奥 橫横 溫温 穩穏
假仮 價価 畫画 會会 繪絵 壞壊 懷懐 擴拡 殼殻 覺覚 學学 嶽岳 樂楽 渴渇 勸勧 卷巻 寬寛 歡歓 罐缶 觀観 關関 陷陥 顏顔 氣気 歸帰 龜亀 僞偽 戲戯 犧犠 舊旧 據拠
擧挙 虛虚 峽峡 挾挟 狹狭 鄕郷 堯尭 曉暁 區区 驅駆 勳勲 薰薫 羣群 徑径 惠恵 揭掲 攜携 溪渓 經経 繼継 莖茎 螢蛍 輕軽 鷄鶏 藝芸 擊撃 缺欠 儉倹 劍剣 圈圏 檢検
權権 獻献 硏研 縣県 險険 顯顕 驗験 嚴厳 效効 廣広 恆恒 鑛鉱 號号 國国 黑黒 濟済 碎砕 齋斎 劑剤 雜雑 參参 慘惨 棧桟 蠶蚕 贊賛 殘残 絲糸 齒歯 兒児 辭辞 濕湿
實実 舍舎 寫写 釋釈 壽寿 收収 從従 澁渋 獸獣 縱縦 肅粛 處処 緖緒 敍叙 奬奨 將将 涉渉 燒焼 稱称 證証 乘乗 剩剰 壤壌 孃嬢 條条 淨浄 狀状 疊畳 穰穣 讓譲 釀醸
囑嘱 觸触 寢寝 愼慎 晉晋 眞真 盡尽 圖図 粹粋 醉酔 穗穂 隨随 髓髄 樞枢 數数 瀨瀬 聲声 靜静 齊斉 攝摂 竊窃 專専 戰戦 淺浅 潛潜 纖繊 踐践 錢銭 禪禅 曾曽 雙双
壯壮 搜捜 插挿 揷挿 巢巣 爭争 瘦痩 總総 聰聡 莊荘 裝装 騷騒 增増 臟臓 藏蔵 卽即 屬属 續続 墮堕 體体 對対 帶帯 滯滞 臺台 瀧滝 擇択 澤沢 脫脱 單単 擔担 膽胆
團団 彈弾 斷断 癡痴 遲遅 晝昼 蟲虫 鑄鋳 廳庁 徵徴 聽聴 敕勅 鎭鎮 遞逓 鐵鉄 轉転 點点 傳伝 黨党 盜盗 燈灯 當当 鬪闘 德徳 獨独 讀読 屆届 繩縄 貳弐 惱悩 腦脳
霸覇 廢廃 拜拝 賣売 麥麦 發発 髮髪 拔抜 蠻蛮 祕秘 濱浜 甁瓶 拂払 佛仏 倂併 竝並 變変 邊辺 辨弁 瓣弁 辯弁 步歩 寶宝 豐豊 沒没 飜翻 每毎 槇槙 萬万 滿満 默黙
餠餅 戾戻 彌弥 藥薬 譯訳 豫予 餘余 與与 譽誉 搖揺 樣様 謠謡 遙遥 瑤瑶 來来 賴頼 亂乱 覽覧 龍竜 兩両 獵猟 綠緑 淚涙 壘塁 勵励 禮礼 隸隷 靈霊 齡齢 曆暦 歷歴
戀恋 鍊錬 爐炉 勞労 樓楼 郞郎 祿禄 錄録 灣湾 亙亘 凜凛 巖巌 晄晃 檜桧 禱祷 萠萌 囊嚢 蟬蝉 蠟蝋 嚙噛 摑掴 攪撹 屛屏 幷并 噓嘘 俠侠 俱倶 顚顛 鷗鴎 鹼鹸 麴麹
麵麺 麪麺 黃黄 醬醤 繫繋 搔掻 頰頬 塡填 剝剥 靑青 淸清 內内 冰氷 凉涼 减減 凖準 决決 况況 敎教 旣既 槪概 產産 彥彦 說説 銳鋭 悅悦 稅税 閱閲 尙尚 畧略 歲歳
兔兎 姬姫 娛娯 吳呉 吿告 啟啓 强強 戶戸 晚晩 查査 橢楕 牀床 甞嘗 皋皐 眾衆 窗窓 絕絶 綫線 繡繍 萊莱 蔣蒋 讚讃 谿渓 軀躯 邨村 鄰隣 銕鉄 閒間 雞鶏 頹頽 駈駆
鴈雁 躰体 髙高 﨑崎 嵜崎 碕崎 邉辺 濵浜 渕淵 栁柳 槗橋 桒桑 舘館 冨富 冲沖 嶋島 嶌島 峯峰 曻昇 昻昂 𠮷吉 齎斎 圡土 卆卒 龝秋 鬭闘 鬥闘 靭靱 裡裏 盃杯`;

const IN_USE = new Map(
  OLD_FORMS.split(/\s+/).map((pair) => {
    const [old = '', own = ''] = pair;
    return [old, own] as const;
  }),
);
const OLD = new RegExp(`[${[...IN_USE.keys()].join('')}]`, 'gu');

/** Kana and Han letters, also those beyond the first plane. */
const JAPANESE = /[\u3041-\u9FFF\uD840-\uD884]/;
const KATAKANA = /[ァ-ヺー]{2,}/g;
const SOUNDS: Readonly<Record<string, string>> = {
  ヴァ: 'バ',
  ヴィ: 'ビ',
  ヴェ: 'ベ',
  ヴォ: 'ボ',
  ヴ: 'ブ',
  ァ: 'ア',
  ィ: 'イ',
  ゥ: 'ウ',
  ェ: 'エ',
  ォ: 'オ',
  ヵ: 'カ',
  ヶ: 'ケ',
  ヮ: 'ワ',
  ヷ: 'バ',
  ヸ: 'ビ',
  ヹ: 'ベ',
  ヺ: 'ボ',
  ディジ: 'デジ',
  シュミレ: 'シミュレ',
  インター: 'インタ',
  ェイ: 'エー',
  エイ: 'エー',
};
/** Spellings of several letters: ヴァ, ディジタル, インターフェイス, ダイヤグラム. */
export const SPELLINGS = 'ヴ[ァィェォ]|ディジ|シュミレ|インター(?=[ァ-ヺ])|[ェエ]イ|[イキギシジチニヒビピミリ]ヤ';
const SOUND = new RegExp(`${SPELLINGS}|[ァィゥェォヴヵヶヮヷ-ヺ]`, 'g');
/** A dot between the parts of a name or term, which many leave out. */
const DOT = /(?<=[ァ-ヺー])・(?=[ァ-ヺ])/g;
/** A dash typed for a long vowel. */
const DASH = /(?<=[ァ-ヺ])[―—─]/g;
/** Words shorter than this keep the long vowel at their end: キー is not キ. */
const SHORTEST_CUT = 3;

function plainKatakana(word: string): string {
  const plain = word.replace(SOUND, (sound) => SOUNDS[sound] ?? sound.replace('ヤ', 'ア'));
  return word.endsWith('ー') && plain.length >= SHORTEST_CUT ? plain.slice(0, -1) : plain;
}

/**
 * A text after NFKC with variants as one: 學 as 学, 髙 as 高; ユーザー as ユーザ, ソフトウェア as ソフトウエア, ヴァ as バ, モンテ・カルロ as モンテカルロ. A query
 * and what it is looked for in go the same way, so that neighbouring letters stay neighbours.
 */
export function foldVariants(text: string): string {
  if (!JAPANESE.test(text)) return text;
  return text
    .replace(OLD, (letter) => IN_USE.get(letter) ?? letter)
    .replace(DASH, 'ー')
    .replace(DOT, '')
    .replace(KATAKANA, plainKatakana);
}
