// Rules: subscriptions by keyword and author beside categories, how each posts, and what destinations and people set.
import type { Migration } from './migration.js';

export const rules: Migration = {
  name: '0013-rules',
  sql: `
DROP INDEX subscriptions_live;
DROP INDEX subscriptions_category;
DROP INDEX subscriptions_guild;

-- What is wanted, as people are shown it: a category's code, the text of a query, an author's name. Columns are renamed and
-- added one by one, since a table that matches refer to cannot be made anew inside a transaction.
ALTER TABLE subscriptions RENAME COLUMN category TO value;
ALTER TABLE subscriptions ADD COLUMN kind TEXT NOT NULL DEFAULT 'category' CHECK (kind IN ('category', 'keyword', 'author'));
-- the category that a rule is limited to (of a category rule its own); null: all
ALTER TABLE subscriptions ADD COLUMN category TEXT;
-- null for a person's rule, whose destination is the person's id
ALTER TABLE subscriptions ADD COLUMN guild TEXT;
UPDATE subscriptions SET category = value, guild = guild_id;
ALTER TABLE subscriptions DROP COLUMN guild_id;
ALTER TABLE subscriptions RENAME COLUMN guild TO guild_id;
ALTER TABLE subscriptions ADD COLUMN mode TEXT NOT NULL DEFAULT 'cards' CHECK (mode IN ('cards', 'compact', 'thread', 'digest'));
-- of a digest: the hour (0-23) in the zone of the guild or person
ALTER TABLE subscriptions ADD COLUMN hour INTEGER;
ALTER TABLE subscriptions ADD COLUMN announcements TEXT NOT NULL DEFAULT 'cross' CHECK (announcements IN ('new', 'cross', 'all'));
-- JSON (RuleOptions): excluded categories and words, narrowing of an author, role to mention, silence
ALTER TABLE subscriptions ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
-- 1 where category and announcements alone do not decide: a paper has to be read
ALTER TABLE subscriptions ADD COLUMN is_narrowed INTEGER NOT NULL DEFAULT 0;
-- what matches in the meantime is withheld with the reason 'paused'
ALTER TABLE subscriptions ADD COLUMN paused_at TEXT;
-- why it ended, where nobody removed it
ALTER TABLE subscriptions ADD COLUMN removed_reason TEXT;

CREATE UNIQUE INDEX subscriptions_live ON subscriptions (destination, kind, value COLLATE NOCASE, ifnull(category, ''))
  WHERE removed_at IS NULL;
CREATE INDEX subscriptions_category ON subscriptions (value) WHERE removed_at IS NULL AND kind = 'category';
CREATE INDEX subscriptions_guild ON subscriptions (guild_id) WHERE removed_at IS NULL;
-- rules that have to read a paper
CREATE INDEX subscriptions_reading ON subscriptions (id) WHERE removed_at IS NULL AND (kind <> 'category' OR is_narrowed = 1);

-- Keyword and author rules by terms of which each paper that they match has at least one; version: the rule that made them
CREATE TABLE rule_anchors (
  term TEXT NOT NULL,
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  PRIMARY KEY (term, subscription_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_anchors_rule ON rule_anchors (subscription_id);

-- Where papers go: channels, threads, forums, and people by their own id
CREATE TABLE destinations (
  destination TEXT PRIMARY KEY,
  -- null for a person
  guild_id TEXT,
  language TEXT NOT NULL CHECK (language IN ('ja', 'en', 'both')),
  -- as last seen; null where it never was
  name TEXT,
  -- of a person: the channel of the direct messages, once it is known
  channel_id TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO destinations (destination, guild_id, language)
  SELECT destination, guild_id, language FROM subscriptions AS rule
  WHERE id = (SELECT id FROM subscriptions WHERE destination = rule.destination ORDER BY removed_at IS NOT NULL, id LIMIT 1);
ALTER TABLE subscriptions DROP COLUMN language;

-- What a guild or a person has set, by its snowflake; null: the default
CREATE TABLE settings (
  owner TEXT PRIMARY KEY,
  language TEXT CHECK (language IN ('ja', 'en', 'both')),
  -- IANA zone of hours and days
  zone TEXT,
  default_mode TEXT CHECK (default_mode IN ('cards', 'compact', 'thread', 'digest')),
  -- hours in that zone, from inclusive, until exclusive; both or none
  quiet_from INTEGER,
  quiet_until INTEGER,
  -- of a guild: the channel where notices go
  notices_channel TEXT,
  -- since when the bot is not in the guild; rules are kept for 30 days
  left_at TEXT
) STRICT, WITHOUT ROWID;

-- The soonest of the modes of the rules that match: cards, compact, thread, digest. Of a digest next_attempt_at is its hour.
-- Language comes from the destination, and may be 'both'.
ALTER TABLE deliveries ADD COLUMN mode TEXT NOT NULL DEFAULT 'cards';

-- What admins and people are to be told about rules, each once
CREATE TABLE rule_notices (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  guild_id TEXT,
  -- whom to tell where the guild has no channel for notices
  user_id TEXT NOT NULL,
  -- JSON: names and numbers that the words need
  facts TEXT NOT NULL,
  since TEXT NOT NULL,
  next_attempt_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  told_at TEXT,
  outcome TEXT
) STRICT;
CREATE INDEX rule_notices_open ON rule_notices (next_attempt_at) WHERE told_at IS NULL;
`,
};
