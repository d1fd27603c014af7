// Rules as a person meets them: the three forms of /subscribe, buttons, the form, lists, settings, direct messages, both languages.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApart, type Apart } from '../helpers/apart.js';
import type { Card, Control, Stage } from '../helpers/control.js';
import { generateEntries } from '../helpers/dump-generator.js';
import { run } from '../helpers/program.js';
import { snapshotOf } from '../helpers/snapshot.js';
import { ruleWording } from '../../src/cards/rule-wording.js';
import { wording } from '../../src/cards/wording.js';
import { inertLine, mention } from '../../src/text/markdown.js';
import { controls, idOf, peopleOf, textOf, type People, type Where } from '../helpers/people.js';

const english = ruleWording('en');
let apart: Apart;
let people: People;
let sandbox: Control;
let stage: Stage;
let direct: string;
let role: string;
const entries = generateEntries(21, 30).map((entry, index) => ({
  ...entry,
  authors: index % 2 === 0 ? ['Chenjie Hao', 'Ann Lee'] : ['Chenjie Hao', 'Bo Berg'],
}));

beforeAll(async () => {
  apart = await openApart(entries);
  ({ sandbox, stage } = apart);
  const response = await fetch(`${apart.env['DISCORD_API_URL']?.replace(/api$/, '')}page/state`);
  const state = (await response.json()) as {
    directMessages: { id: string; recipientId: string }[];
    guilds: { roles: { id: string }[] }[];
  };
  direct = state.directMessages.find(({ recipientId }) => recipientId === stage.memberId)!.id;
  role = state.guilds[0]!.roles[0]!.id;
  people = peopleOf(apart);
});
afterAll(async () => expect(await apart.close()).toEqual([]));

const use = (...asked: Parameters<People['use']>): Promise<Card> => people.use(...asked);
const subscribe = (...asked: Parameters<People['subscribe']>): Promise<Card> => people.subscribe(...asked);
const press = (...asked: Parameters<People['press']>) => people.press(...asked);
const pressed = (...asked: Parameters<People['pressed']>): Promise<Card> => people.pressed(...asked);
const kept = () => people.kept();
const who = (where: Where) => people.who(where);

describe('/subscribe', () => {
  it('keyword says the rule in words, its volume, examples, the next delivery, and what feeds it where feeds of arXiv are off', async () => {
    const card = await subscribe('keyword', { query: 'learning -survey', category: 'cs.LG' });
    expect(textOf(card)).toMatch(/New papers matching “learning -survey” in cs\.LG will be posted in <#\d+>/);
    expect(textOf(card)).toMatch(/Cards · New and cross-listed · Language: English/);
    expect(textOf(card)).toContain('Next delivery: when new papers arrive');
    const open = await subscribe('keyword', { query: '学習' }, { locale: 'ja' });
    expect(textOf(open)).toMatch(/「学習」に一致する新着を配信します/);
    expect(textOf(open)).toMatch(/ほかの取得元やデータファイルの論文だけ/);
  });

  it('author says of a name in Japanese letters that arXiv hardly spells any so', async () => {
    const card = await subscribe('author', { name: '山田太郎' }, { locale: 'ja' });
    expect(textOf(card)).toContain(ruleWording('ja').latinNames);
    expect(textOf(await subscribe('author', { name: 'Taro Yamada' }, { locale: 'ja' }))).not.toContain('英字');
  });

  it('author takes whole names and initials; a digest has its hour', async () => {
    const card = await subscribe('author', { name: 'C. Hao', mode: 'digest', hour: 21 });
    expect(textOf(card)).toMatch(/New papers by C\. Hao will be posted/);
    expect(textOf(card)).toMatch(/Digest at 21:00/);
    expect(textOf(card)).toMatch(/Recent examples\n- \[/);
    expect(textOf(await subscribe('author', { name: 'C' }))).toContain(english.nameUnclear(inertLine('C', 9)));
    expect(textOf(await subscribe('author', { name: '\u200b' }))).toBe(english.nameUnseen);
    for (const name of ['Chenjie Hao and Ann Lee', 'Chenjie Hao, Ann Lee'])
      expect(textOf(await subscribe('author', { name }))).toBe(english.nameSeveral);
    expect(textOf(await subscribe('author', { name: 'Ann Lee', mode: 'cards', hour: 8 }))).toContain(
      english.hourNeedsDigest,
    );
  });

  it('says of a rule that is there only what it changed', async () => {
    await subscribe('category', { category: 'math.SG', mode: 'digest', hour: 9 });
    const again = textOf(await subscribe('category', { category: 'math.SG', mode: 'digest', hour: 9 }));
    expect(again).toContain(english.alreadyPosted);
    expect(again).not.toContain(english.changed);
    const other = textOf(await subscribe('category', { category: 'math.SG', mode: 'digest', hour: 10 }));
    expect(other).toContain(english.changed);
    expect(other).not.toContain(english.alreadyPosted);
    const sooner = { category: 'math.SG', mode: 'digest', announcements: 'all' };
    const kept = textOf(await subscribe('category', sooner));
    expect(kept).toMatch(/Changed\.[^]*Digest at 10:00/);
    const where = { channelId: stage.channels['digest']! };
    await subscribe('category', { category: 'math.SG' }, where);
    const language = textOf(await subscribe('category', { category: 'math.SG', language: 'both' }, where));
    expect(language).toMatch(/now in Japanese and English/);
    expect(language).not.toContain(english.alreadyPosted);
  });

  it('refuses a query in which nothing can be looked for, or dates', async () => {
    expect(textOf(await subscribe('keyword', { query: '!!' }))).toContain(english.queryEmpty);
    for (const query of ['x since:2025', 'x since:7d', 'x until:soon'])
      expect(textOf(await subscribe('keyword', { query }))).toContain(english.queryDates);
  });

  it('keeps the language of a channel unless it is said, and says what a later rule changed', async () => {
    const where = { channelId: stage.channels['papers-en']!, locale: 'ja' };
    expect(textOf(await subscribe('category', { category: 'stat', language: 'en' }, where))).toContain(
      '表示言語: 英語',
    );
    expect(textOf(await subscribe('category', { category: 'math' }, where))).toContain('表示言語: 英語');
    const changed = textOf(await subscribe('category', { category: 'cs.CL', language: 'both' }, where));
    expect(changed).toContain('表示言語を英語から日本語と英語に変更しました');
    expect((await kept()).filter(({ value }) => value === 'stat')).toMatchObject([{ language: 'both' }]);
  });

  it('offers the digest first where more than 20 papers a day come', async () => {
    const card = await subscribe('category', { category: 'cs.LG' });
    const perDay = Number(/About (\d+) papers/.exec(textOf(card))?.[1] ?? 0);
    if (perDay > 20) expect(controls(card)[0]!.label).toBe(english.useDigest);
    expect(controls(card).map(({ label }) => label)).toContain(english.sample);
  });
});

describe('what was not offered', () => {
  it.each(['99', '-1', '1.5', 'noon', ''])(
    'the hour "%s" in a menu changes nothing, and the answer says so',
    async (hour) => {
      const card = await subscribe('category', { category: 'q-fin', mode: 'digest', hour: 5 });
      const choosing = await pressed(card, 'mode');
      const { messages } = await press(choosing, idOf(choosing, 'sethour'), { values: [hour] });
      expect(textOf(messages[0]!)).toContain(wording('en').oldButton);
      expect((await kept()).find(({ value }) => value === 'q-fin')).toMatchObject({ mode: 'digest', hour: 5 });
    },
  );

  it('a choice of another message opens nothing and changes nothing', async () => {
    const card = await subscribe('category', { category: 'q-fin' });
    const { messages } = await press(card, idOf(card, 'mode').replace('mode', 'setmode'), { values: ['compact'] });
    expect(textOf(messages[0]!)).toContain(wording('en').oldButton);
  });

  it.each([
    ['subscribe category', { category: 'econ', hour: 24 }],
    ['subscribe category', { category: 'econ', hour: 1.5 }],
    ['subscribe category', { category: 'econ', mode: 'flood' }],
    ['subscribe category', { category: 'econ', announcements: 'none' }],
    ['subscribe category', { category: 'econ', language: 'xx' }],
    ['subscribe category', { category: 'econ', unknown: 'x' }],
    ['settings', { mode: 'flood' }],
    ['settings', { language: 'xx' }],
  ] as const)('/%s with %o is refused with a sentence', async (command, options) => {
    const answer = await use(command, options);
    expect(textOf(answer)).toContain(wording('en').unknownCommand);
    expect((await kept()).map(({ value }) => value)).not.toContain('econ');
  });
});

describe('buttons under a rule', () => {
  it('change the format, pause, resume and stop it', async () => {
    const card = await subscribe('category', { category: 'q-bio' });
    const choosing = await pressed(card, 'mode');
    const digest = await pressed(choosing, 'setmode', { values: ['digest'] });
    expect(textOf(digest)).toMatch(/Digest at 8:00/);
    const later = await pressed(await pressed(digest, 'mode'), 'sethour', { values: ['22'] });
    expect(textOf(later)).toMatch(/Digest at 22:00/);
    const paused = await pressed(later, 'pause');
    expect(textOf(paused)).toMatch(/\*\*Paused\*\* since/);
    expect((await kept()).find(({ value }) => value === 'q-bio')).toMatchObject({ mode: 'digest', hour: 22 });
    expect((await kept()).find(({ value }) => value === 'q-bio')?.['pausedAt']).toMatch(/Z$/);
    const resumed = await pressed(paused, 'resume');
    expect(textOf(resumed)).toContain(english.resumed(0, false));
    expect(textOf(await pressed(resumed, 'remove'))).toMatch(/Stopped.*q-bio/);
    expect((await kept()).some(({ value }) => value === 'q-bio')).toBe(false);
    expect(textOf((await press(resumed, idOf(resumed, 'pause'))).messages[0]!)).toContain(english.gone);
  });

  it('open a form of rarer options, which narrows it', async () => {
    const card = await subscribe('category', { category: 'cs.RO' });
    const opened = (await press(card, idOf(card, 'narrow'))) as unknown as {
      outcome: string;
      modal: { custom_id: string; title: string; components: { type: number; label: string }[] };
    };
    expect(opened).toMatchObject({ outcome: 'modal', modal: { title: 'Narrow down' } });
    expect(opened.modal.components).toHaveLength(5);
    const submit = async (fields: Record<string, unknown>) =>
      sandbox.interact({ kind: 'modal', ...who({}), messageId: card.id, customId: opened.modal.custom_id, fields });
    const { messages } = await submit({
      words: 'survey\n"large language model"',
      categories: 'cs.CV, stat',
      announcements: 'new',
      role: [role],
      manner: ['silent'],
    });
    const text = textOf(messages[0]!);
    expect(text).toContain('Left out: `cs.CV`, `stat`, `survey`, `"large language model"`');
    expect(text).toContain(`<@&${role}>`);
    expect(text).toContain(english.silent);
    expect((await kept()).find(({ value }) => value === 'cs.RO')).toMatchObject({ announcements: 'new' });
    const wrong = await submit({ categories: 'xyzzy', announcements: 'new', words: '' });
    expect(textOf(wrong.messages[0]!)).toMatch(/`xyzzy`.*Nothing was changed/);
    const everyone = await submit({ role: [stage.guildId], announcements: 'new' });
    expect(textOf(everyone.messages[0]!)).toContain(english.roleEveryone);
  });

  it('post a sample that is marked and mentions nobody', async () => {
    const where = { channelId: stage.channels['papers-en']! };
    const card = await subscribe('category', { category: 'cs.LG' }, where);
    expect(textOf(await pressed(card, 'sample', where))).toContain(english.samplePosted);
    const posted = (await sandbox.messages(where.channelId)).find(({ webhook_id: hook }) => hook === undefined)!;
    expect(posted.content).toMatch(/見本|Sample/);
    expect(posted.embeds).toHaveLength(1);
    const request = (await sandbox.requests()).findLast(
      ({ method, path }) => method === 'POST' && path.endsWith('/messages'),
    );
    expect(request?.body).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it('post a sample of an older paper where none is recent', async () => {
    const old = join(dirname(apart.env['DATABASE_PATH']!), 'old.jsonl');
    writeFileSync(old, snapshotOf(1).replace('cs.LG', 'math.KT'));
    await run(['ingest', old], apart.env);
    const where = { channelId: stage.channels['papers-en']! };
    const card = await subscribe('category', { category: 'math.KT' }, where);
    expect(textOf(await pressed(card, 'sample', where))).toContain(english.samplePosted);
  });

  it('post a sample in a forum as a post named after the paper', async () => {
    const forum = stage.channels['forum']!;
    const card = await subscribe('category', { category: 'cs.LG', channel: forum });
    expect(textOf(await pressed(card, 'sample'))).toContain(english.samplePosted);
    const request = (await sandbox.requests()).findLast(
      ({ method, path }) => method === 'POST' && path.endsWith(`/${forum}/threads`),
    );
    const body = request?.body as { name: string; message: { content: string; allowed_mentions: unknown } };
    expect(entries.map(({ title }) => title)).toContain(body.name);
    expect(body.message.content).toMatch(/見本|Sample/);
    expect(body.message.allowed_mentions).toEqual({ parse: [] });
  });

  it('teach an author rule who is meant by papers of somebody else', async () => {
    const card = await subscribe('author', { name: 'Chenjie Hao' });
    const choosing = await pressed(card, 'strangers');
    const menu = choosing.components[0]!.components[0] as unknown as {
      custom_id: string;
      options: { value: string; description: string }[];
    };
    const strange = menu.options.filter(({ description }) => description.includes('Bo Berg')).map(({ value }) => value);
    const narrowed = await pressed(choosing, 'strange', { values: strange });
    expect(textOf(narrowed)).toContain(english.excludedPeople(inertLine('Bo Berg', 9)));
    expect(textOf(narrowed)).not.toMatch(/Left out: .*cs\./);
  });

  it('do nothing for who may not change the channel', async () => {
    const card = await subscribe('category', { category: 'econ' });
    const member = { userId: stage.memberId };
    const answer = await press(card, idOf(card, 'remove'), member);
    expect(textOf(answer.messages[0]!)).toMatch(/Manage Channels.*can change what is posted there/);
    expect((await kept()).some(({ value }) => value === 'econ')).toBe(true);
  });
});

describe('/subscriptions', () => {
  it('lists rules by number in words, and opens one to change it', async () => {
    const list = await use('subscriptions', {}, { locale: 'ja' });
    expect(textOf(list)).toMatch(/配信 \d+ 件/);
    expect(textOf(list)).toMatch(/\*\*\d+\*\* 「learning -survey」に一致する新着（cs\.LG のみ） → <#\d+>/);
    const menu = controls(list)[0] as unknown as { custom_id: string; options: { value: string; label: string }[] };
    expect(menu.options[0]!.label).toMatch(/^\d+: .* → #lobby$/);
    const { messages } = await press(list, menu.custom_id, { values: [menu.options[0]!.value] });
    expect(controls(messages[0]!).map(({ label }) => label)).toContain('Pause');
  });

  it('names channels in the choices of /unsubscribe, never their numbers', async () => {
    const asked = { kind: 'autocomplete', command: 'unsubscribe', subcommand: null, focused: 'subscription' };
    const { choices = [] } = await sandbox.interact({ ...asked, ...who({}), options: { subscription: 'stat' } });
    expect(choices.map(({ name }) => name)).toEqual([expect.stringMatching(/stat .* → #papers-en$/)]);
    expect(textOf(await use('unsubscribe', { subscription: choices[0]!.value }))).toContain('Stopped');
  });
});

describe('/settings', () => {
  it('shows and changes them, and refuses what is no zone or no hours', async () => {
    expect(textOf(await use('settings', {}))).toMatch(/Time zone: Asia\/Tokyo .* · default/);
    const set = textOf(
      await use('settings', { zone: 'Europe/Berlin', quiet: '２２時から7時', language: 'en', mode: 'compact' }),
    );
    expect(set).toMatch(/Saved\.[^]*Europe\/Berlin[^]*Lists[^]*Quiet hours: 22:00–7:00/);
    expect(textOf(await subscribe('category', { category: 'physics' }))).toContain('Lists ·');
    expect(textOf(await use('settings', { zone: 'Mars/Olympus' }))).toMatch(/Mars.*not a time zone/);
    expect(textOf(await use('settings', { quiet: '7-7' }))).toContain(english.quietUnclear);
    expect(textOf(await use('settings', { quiet: 'off' }, { locale: 'ja' }))).toContain('配信しない時間: なし');
  });

  it.each(['en', 'ja'] as const)(
    'sends no notices to where the bot may not post, and says so (%s)',
    async (language) => {
      const notices = stage.channels[language === 'ja' ? 'papers-en' : 'announcements']!;
      const where = { locale: language === 'ja' ? 'ja' : 'en-US' };
      const { permissionNames, botLacks } = wording(language);
      const words = ruleWording(language);
      await sandbox.permissions(notices, ['VIEW_CHANNEL', 'SEND_MESSAGES', 'EMBED_LINKS']);
      const refused = textOf(await use('settings', { notices }, where));
      expect(refused).toBe(botLacks(mention(notices), [permissionNames.view, permissionNames.send]));
      expect(textOf(await use('settings', {}, where))).not.toContain(words.settingNotices(mention(notices)));
      await sandbox.permissions(notices, ['EMBED_LINKS']);
      expect(textOf(await use('settings', { notices }, where))).toContain(words.settingsSaved);
      await sandbox.permissions(notices, []);
      const unset = textOf(await use('settings', { reset: 'notices' }, where));
      expect(unset).toContain(words.settingsSaved);
      expect(unset).toContain(words.settingNoticesPerson);
    },
  );

  it.each(['en', 'ja'] as const)(
    'says in direct messages that notices come there, whatever is asked of them (%s)',
    async (language) => {
      const where = { locale: language, channelId: direct };
      expect(textOf(await use('settings', { reset: 'notices' }, where))).toBe(ruleWording(language).noticesNotThere);
    },
  );

  it('takes one setting back to its default, and keeps the others', async () => {
    const reset = textOf(await use('settings', { reset: 'zone' }));
    expect(reset).toMatch(/Time zone: Asia\/Tokyo .* · default/);
    expect(reset).toContain(english.settingMode(english.modes.compact));
    expect(textOf(await use('settings', { reset: 'zone', zone: 'Europe/Berlin' }))).toContain('Europe/Berlin');
  });

  it('carries all rules as a file: what is there stays, what is missing comes back', async () => {
    const card = await use('settings', {});
    const { messages } = await press(card, 'settings:export');
    const { attachments } = messages[0] as unknown as { attachments: { filename: string; url: string }[] };
    expect(attachments).toMatchObject([{ filename: 'shinchaku-settings.json' }]);
    const before = await kept();
    const removed = before.find(({ value }) => value === 'cs.RO')!;
    await use('unsubscribe', { subscription: String(removed['id']) });
    const file = attachments[0]!.url.replace(/^data:[^,]*,/, 'data:application/json;name=settings.json;base64,');
    const told = textOf(await use('settings', { file }));
    expect(told).toContain(english.imported(1, before.length - 1));
    const same = ({ kind, value, mode, announcements }: Record<string, unknown>) => ({
      kind,
      value,
      mode,
      announcements,
    });
    expect((await kept()).map(same)).toEqual(expect.arrayContaining(before.map(same)));
    expect(textOf(await use('settings', { file: 'data:application/json;base64,e30=' }))).toContain(english.importBad);
    expect(textOf(await use('settings', { file, zone: 'Asia/Seoul' }))).toBe(english.importAlone);
    expect(textOf(await use('settings', {}))).not.toContain('Seoul');
  });

  it('takes zones and hours in any case and width', async () => {
    for (const zone of ['Ａｓｉａ／Ｔｏｋｙｏ', ' asia/tokyo ', '　Asia/Tokyo　'])
      expect(textOf(await use('settings', { zone }))).toMatch(/Saved\.[^]*Time zone: Asia\/Tokyo/);
    expect(textOf(await use('settings', { zone: 'ａｍｅｒｉｃａ／new york' }))).toContain('America/New\\_York');
    for (const quiet of ['２２ー７', '22−7', '22‐7', '２２：００〜７：００']) {
      await use('settings', { quiet: 'off' });
      expect(textOf(await use('settings', { quiet }))).toContain('Quiet hours: 22:00–7:00');
    }
  });
});

describe('a file of settings that was changed by hand', () => {
  const rule = (more: object) => {
    const channel = { id: stage.channels['lobby'], name: 'lobby' };
    const how = { mode: 'cards', hour: null, announcements: 'cross', language: 'en', options: {}, isPaused: false };
    return { kind: 'category', value: 'math.AG', category: 'math.AG', channel, ...how, ...more };
  };
  const settings = { language: null, zone: null, defaultMode: null, quietFrom: null, quietUntil: null };
  const importing = async (rules: object[], more: object = {}, where: Where = {}): Promise<string> => {
    const content = { shinchaku: 1, settings: { ...settings, ...more }, rules };
    const file = Buffer.from(JSON.stringify(content)).toString('base64');
    return textOf(await use('settings', { file: `data:application/json;base64,${file}` }, where));
  };

  it('asks Discord for few channels that are not there, and still finds one that is', async () => {
    await sandbox.clearRequests();
    const foreign = Array.from({ length: 300 }, (_, index) => rule({ channel: { id: `${1000 + index}`, name: 'x' } }));
    const told = await importing([...foreign, ...foreign, rule({ value: 'math.RT', category: 'math.RT' })]);
    expect(told).toContain(english.imported(1, 0));
    const asked = (await sandbox.requests()).filter(({ method, path }) => method === 'GET' && /channels/.test(path));
    expect(asked).toHaveLength(50);
  });

  it.each(['(((', 'since:2020', '!'])('leaves out a rule that leaves out "%s", and says why', async (query) => {
    const told = await importing([
      rule({ value: 'math.SP', category: 'math.SP', options: { excludedWords: [query] } }),
    ]);
    expect(told).toContain(english.imported(0, 0));
    expect((await kept()).map(({ value }) => value)).not.toContain('math.SP');
  });

  it('is no file of ours with more words to leave out than a form has room for', async () => {
    const excludedWords = Array.from({ length: 501 }, (_, index) => `w${index}`);
    expect(await importing([rule({ options: { excludedWords } })])).toContain(english.importBad);
  });

  it('is told to be too large with more words in all, or more subscriptions, than it may hold', async () => {
    const excludedWords = Array.from({ length: 500 }, (_, index) => `w${index}`);
    const rules = Array.from({ length: 41 }, () => rule({ options: { excludedWords } }));
    expect(await importing(rules, { zone: 'Europe/Rome' })).toContain(english.importTooLarge);
    expect(await importing(Array.from({ length: 5_001 }, () => rule({})))).toContain(english.importTooLarge);
    expect(textOf(await use('settings', {}))).not.toContain('Europe/Rome');
  });

  it('changes no setting that it does not name, and says which it changed', async () => {
    await use('settings', { zone: 'Europe/Paris', quiet: '23-6' });
    expect(await importing([])).toContain(english.importSettingsSame);
    expect(await importing([], { zone: 'Asia/Tokyo', defaultMode: 'digest' })).toContain(
      'Settings changed: time zone, format of new subscriptions.',
    );
    expect(await importing([], { quietFrom: 3, quietUntil: 3 })).toContain(english.importBad);
    expect(textOf(await use('settings', {}))).toMatch(/Asia\/Tokyo[^]*Digest[^]*23:00–6:00/);
    await use('settings', { quiet: 'off', mode: 'cards' });
  });

  it('leaves a channel its language and a rule that is there as it is, and says so', async () => {
    const channel = { id: stage.channels['papers-en'], name: 'papers-en' };
    await subscribe('category', { category: 'math.AC', channel: channel.id!, language: 'en', mode: 'compact' });
    const same = rule({ value: 'math.AC', category: 'math.AC', channel, language: 'ja', mode: 'cards' });
    const fresh = rule({ value: 'math.AP', category: 'math.AP', channel, language: 'ja' });
    const told = await importing([same, fresh], {}, { locale: 'ja' });
    expect(told).toContain('配信を 1 件追加しました。1 件はすでにあり、変更していません。');
    expect(told).toContain('配信先 1 か所は、ファイルと異なる現在の表示言語のままです。');
    const there = (await kept()).filter(({ destination }) => destination === channel.id);
    expect(new Set(there.map(({ language }) => language))).toEqual(new Set(['en']));
    expect(there.find(({ value }) => value === 'math.AC')).toMatchObject({ mode: 'compact' });
  });

  it('adds nothing where the bot may not post or threads cannot be, and says why', async () => {
    const forum = { id: stage.channels['forum'], name: 'forum' };
    const told = await importing([
      rule({ mode: 'thread', channel: forum }),
      rule({ channel: { id: '404', name: 'gone' } }),
    ]);
    expect(told).toContain(english.threadsNotThere.replace(' Nothing was saved.', ''));
    expect(told).toContain('#gone (no such channel here)');
    await sandbox.permissions(forum.id!, ['SEND_MESSAGES']);
    expect(await importing([rule({ channel: forum })])).toMatch(/Left out: .*Send Messages/);
    await sandbox.permissions(forum.id!, []);
  });

  it('adds no rule that /subscribe would refuse, says which, and takes a category as it is kept', async () => {
    const told = await importing([
      rule({ value: 'xyzzy', category: 'xyzzy' }),
      rule({ kind: 'keyword', value: '-', category: null }),
      rule({ kind: 'author', value: 'X', category: null }),
      rule({ value: 'MATH.ag', category: null }),
    ]);
    expect(told).toContain(english.imported(1, 0));
    expect(told.split('\n').filter((line) => line.startsWith('Left out: '))).toHaveLength(3);
    // A rule of the file was added.
    expect(told).not.toMatch(/Nothing was/);
    expect((await kept()).filter(({ value }) => /^(?:math\.ag|xyzzy)$/i.test(String(value)))).toMatchObject([
      { kind: 'category', value: 'math.AG', category: 'math.AG' },
    ]);
  });

  it('with a role that is no number is refused, since Discord would refuse every message of its rule', async () => {
    expect(await importing([rule({ options: { role: 'everyone' } })])).toContain(english.importBad);
    expect(await importing([rule({ options: { role: stage.guildId } })])).toContain(
      english.roleEveryone.replace(' Nothing was changed.', ''),
    );
  });
});

describe('a direct message', () => {
  const here = () => ({ userId: stage.memberId, channelId: direct, locale: 'ja' });
  it('subscribes the person, with a digest by default; nobody else sees it', async () => {
    const help = async (): Promise<string> => textOf(await use('help', {}, here()));
    expect(await help()).toMatch(
      /次のステップ: <\/subscribe category:\d+> を実行すると、新着がダイレクトメッセージで届きます/,
    );
    expect(await help()).toMatch(/<\/unsubscribe:\d+>.*\n<\/settings:\d+>[^]*配信 0 件/);
    const card = await subscribe('category', { category: 'cs.LG' }, here());
    expect(textOf(card)).toMatch(/cs\.LG（機械学習）の新着をダイレクトメッセージで届けます/);
    expect(textOf(card)).toContain('ダイジェスト（毎日 8:00）');
    expect(textOf(card)).toContain('すでに配信された論文は省きます');
    const rule = (await kept()).find(({ destination }) => destination === stage.memberId);
    expect(rule).toMatchObject({ guildId: null, kind: 'category', mode: 'digest', hour: 8, language: 'ja' });
    expect(textOf(await use('subscriptions', {}, here()))).toContain('配信 1 件');
    expect(await help()).toMatch(/次のステップ: <\/search:\d+>[^]*配信 1 件/);
    expect(textOf(await use('subscriptions', {}))).not.toContain('ダイレクトメッセージ');
    const both = await pressed(card, 'repeats', here());
    expect(textOf(both)).not.toContain('省きます');
    expect(textOf(await subscribe('category', { category: 'cs.CV', mode: 'thread' }, here()))).toContain('一覧');
    expect(textOf(await use('settings', {}, here()))).toContain('あなたの設定');
  });
});
