// What Discord or the way to it said when it took no message, by the numbers of its errors.
import type { KnownReason } from './known-reason.js';

const code = (...codes: readonly number[]): RegExp => new RegExp(String.raw`^\d{3}/(?:${codes.join('|')}):[^]*$`);
const status = (which: string): RegExp => new RegExp(String.raw`^${which}(?:/\d+)?:[^]*$`);

export const DISCORD_REASONS: readonly KnownReason[] = [
  { pattern: code(50001, 50013), ja: 'ボットの権限が足りません', en: 'the bot is missing a permission' },
  { pattern: code(10003), ja: 'チャンネルが見つかりません', en: 'the channel is gone' },
  { pattern: code(10004), ja: 'サーバーが見つかりません', en: 'the server is gone' },
  { pattern: code(50007), ja: 'ダイレクトメッセージが許可されていません', en: 'direct messages are not allowed' },
  { pattern: code(50278), ja: '共通のサーバーがありません', en: 'there is no server in common' },
  { pattern: code(10013), ja: 'ユーザーが見つかりません', en: 'the person’s account is gone' },
  {
    pattern: code(50024, 50008),
    ja: '投稿できない種類のチャンネルです',
    en: 'nothing can be posted in such a channel',
  },
  {
    pattern: code(160006, 160007),
    ja: 'アクティブなスレッドが上限に達しています',
    en: 'there are too many active threads',
  },
  { pattern: code(40067), ja: 'このフォーラムの投稿にはタグが必要です', en: 'posts in this forum need a tag' },
  {
    pattern: code(50035, 50006),
    ja: '内容が Discord の制限に合いません',
    en: 'the message isn’t in a form that Discord takes',
  },
  {
    pattern: code(200000, 200001, 240000, 20009),
    ja: '内容が自動モデレーションに止められました',
    en: 'moderation stopped the message',
  },
  { pattern: code(20016), ja: 'チャンネルの低速モードで待っています', en: 'the channel is in slow mode' },
  { pattern: status('429'), ja: 'Discord の回数制限がかかっています', en: 'Discord’s rate limit was reached' },
  { pattern: /^(?:5\d\d(?:\/\d+)?|403\/40333):[^]*$/, ja: 'Discord で問題が起きています', en: 'Discord has a problem' },
  {
    pattern: /^\d{3}: not from Discord: [^]*$/,
    ja: 'Discord に届く前に通信が拒否されています',
    en: 'something before Discord refused the request',
  },
  { pattern: status('403'), ja: 'ボットに投稿が許可されていません', en: 'the bot may not post here' },
  { pattern: status('404'), ja: 'チャンネルが見つかりません', en: 'the channel is gone' },
  {
    pattern: /^Discord refused \d+ requests within ten minutes; [^]*$/,
    ja: 'Discord に続けて拒否されたため、送信をしばらく控えています',
    en: 'too many requests were refused, so the bot is holding off for a while',
  },
  {
    pattern: /^(?:an answer|a page) [^]*$/,
    ja: 'Discord からの正しい応答がありません',
    en: 'what came back isn’t an answer of Discord’s',
  },
  { pattern: /^AbortError: [^]*$/, ja: 'Discord から応答がありません', en: 'Discord doesn’t answer' },
  {
    pattern: /^(?:E[A-Z_]+|UND_ERR_\w+): [^]*$/,
    ja: 'Discord に接続できません',
    en: 'Discord can’t be reached',
  },
];
