// Messages as they were drawn last: what did not change keeps its node, with an opened menu and the focus in it.
import type { StoredMessage } from '../../discord/types.js';
import { renderMessage, type MessageView } from './message.js';

/** As many as the server gives of one channel. A page that stays open for weeks holds no more. */
const MOST_SHOWN = 200;

export interface DrawnMessages {
  /** Empties the log unless it shows that already: a channel, and who reads it. */
  turnTo(subject: string): void;
  draw(message: StoredMessage): HTMLElement;
  /** To be called when messages were added: the oldest beyond the most leave, and what left is forgotten. */
  trim(): void;
}

export function createDrawnMessages(log: HTMLElement, view: () => MessageView): DrawnMessages {
  const drawn = new Map<string, { readonly as: string; readonly node: HTMLElement }>();
  let shown = '';
  return {
    turnTo(subject) {
      if (subject !== shown) log.replaceChildren();
      shown = subject;
    },
    draw(message) {
      const how = view();
      const as = JSON.stringify([message, how.locale, how.messageCommands, how.threadName(message.id)]);
      const before = drawn.get(message.id);
      if (before?.as === as) return before.node;
      const node = renderMessage(message, how);
      drawn.set(message.id, { as, node });
      return node;
    },
    trim() {
      while (log.children.length > MOST_SHOWN) log.firstElementChild?.remove();
      if (drawn.size <= MOST_SHOWN) return;
      for (const [id, { node }] of drawn) if (!node.isConnected) drawn.delete(id);
    },
  };
}
