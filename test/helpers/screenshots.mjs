// Makes the pictures of README: starts the program with the sandbox, opens its page in Chromium, in each language.
// Run: node test/helpers/screenshots.mjs FOLDER   (Debian's chromium and fonts-noto-cjk must be installed)
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../../', import.meta.url));
const target = resolve(process.argv[2] ?? join(root, 'test-output'));
mkdirSync(target, { recursive: true });
const place = mkdtempSync(join(tmpdir(), 'shinchaku-'));
const bot = spawn(process.execPath, [join(root, 'dist/src/main.js'), 'start'], {
  env: {
    PATH: process.env.PATH,
    DATABASE_PATH: join(place, 'a.db'),
    INBOX_DIR: join(place, 'inbox'),
    SANDBOX_PORT: '0',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const url = await new Promise((ready) => {
  bot.stdout.on('data', (bytes) => {
    const found = /^ready (.*)$/m.exec(bytes.toString());
    if (found !== null) ready(found[1]);
  });
});
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  for (const [locale, channel, name] of [
    ['ja', 'cs-lg', 'ja'],
    ['en-US', 'papers-en', 'en'],
  ]) {
    for (const [width, height, suffix] of [
      [1280, 740, ''],
      [390, 844, '-390'],
    ]) {
      const page = await browser.newPage({ locale, viewport: { width, height }, timezoneId: 'Asia/Tokyo' });
      await page.addInitScript(() => localStorage.setItem('welcome-dismissed', 'yes'));
      await page.goto(url);
      if (width <= 900) await page.locator('#open-channels').click();
      await page.getByRole('button', { name: `# ${channel}` }).click();
      await page.locator('.embed').first().waitFor();
      // The channels and the conversation, without the page's own head and tools.
      const clip = width > 900 ? { x: 0, y: 45, width: 1024, height: height - 45 } : { x: 0, y: 0, width, height };
      await page.screenshot({ path: join(target, `${name}${suffix}.png`), clip });
      if (name === 'ja' && suffix === '') {
        await page.getByRole('button', { name: '# lobby' }).click();
        await page.locator('#composer [name=message]').fill('/search 強化学習');
        await page.keyboard.press('Enter');
        await page.locator('article.private .embed').waitFor();
        await page.screenshot({ path: join(target, 'search.png'), clip });
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
  bot.kill('SIGTERM');
  rmSync(place, { recursive: true, force: true });
}
