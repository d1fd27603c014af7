// The commands and buttons of the bot, by name.
import type { Button, Command, FormHandler } from '../src/domain/context.js';
import { authorCommand } from './author.js';
import { looserButton, openButton, pageButton, sortButton } from './buttons.js';
import { categoryCommand } from './category.js';
import {
  bibtexButton,
  fullTextButton,
  originalButton,
  textButton,
  translateButton,
  translationButton,
} from './full-text.js';
import { restButton, restPagesButton } from './digest-pages.js';
import { helpCommand } from './help.js';
import { latestCommand } from './latest.js';
import { lookUpCommand } from './look-up.js';
import { unknownButton } from './outcome-unknown.js';
import { paperCommand } from './paper.js';
import { searchCommand } from './search.js';
import { similarButton, similarCommand } from './similar.js';
import { ruleButton } from './rule-buttons.js';
import { ruleForm } from './rule-form.js';
import { exportButton, settingsCommand } from './settings.js';
import { statusButton, statusCommand } from './status.js';
import { subscribeCommand } from './subscribe.js';
import { listButton, subscriptionsCommand } from './subscriptions.js';
import { unsubscribeCommand } from './unsubscribe.js';
import { whyCommand } from './why.js';

export const commands: readonly Command[] = [
  subscribeCommand,
  unsubscribeCommand,
  subscriptionsCommand,
  settingsCommand,
  searchCommand,
  authorCommand,
  categoryCommand,
  paperCommand,
  latestCommand,
  similarCommand,
  lookUpCommand,
  whyCommand,
  statusCommand,
  helpCommand,
];

export const buttons: readonly Button[] = [
  fullTextButton,
  textButton,
  bibtexButton,
  translateButton,
  originalButton,
  translationButton,
  pageButton,
  sortButton,
  looserButton,
  openButton,
  similarButton,
  unknownButton,
  restButton,
  restPagesButton,
  statusButton,
  ruleButton,
  listButton,
  exportButton,
];

export const forms: readonly FormHandler[] = [ruleForm];
