// The first message: three things to try, for whoever opens the page, until it is dismissed.
import { box, button } from './dom.js';
import { removeKeepingFocus } from './focus.js';
import { wordsOf } from './words.js';

const KEPT_AS = 'welcome-dismissed';

/** Null once it was dismissed in this browser. */
export function renderWelcome(locale: string): HTMLElement | null {
  if (localStorage.getItem(KEPT_AS) !== null) return null;
  const words = wordsOf(locale);
  const tips = [words.welcomeCards, words.welcomeSearch, words.welcomeSubscribe].map((tip) => box('li', '', tip));
  const avatar = box('div', 'avatar', '新');
  avatar.setAttribute('aria-hidden', 'true');
  const node = box(
    'article',
    'welcome',
    avatar,
    box(
      'div',
      '',
      box('strong', '', words.welcome),
      box('ol', '', ...tips),
      button(words.dismiss, () => {
        localStorage.setItem(KEPT_AS, 'yes');
        removeKeepingFocus(node);
      }),
    ),
  );
  return node;
}
