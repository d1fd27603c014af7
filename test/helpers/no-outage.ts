// Discord answers: there is no outage, and nothing tests whether one is over.
import type { MessageUpdaterOptions } from '../../src/pipeline/deliver/message-updates.js';

export const NO_OUTAGE: MessageUpdaterOptions['outage'] = {
  isOn: () => false,
  isCauseOf: () => false,
  levelOf: () => 'warn',
  waitMs: () => 0,
  probe: () => undefined,
  release: () => undefined,
};
