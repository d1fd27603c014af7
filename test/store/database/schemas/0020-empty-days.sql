PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO migrations VALUES('0001-first-schema','2026-11-26T16:34:52Z');
INSERT INTO migrations VALUES('0002-one-paper','2026-11-26T16:34:52Z');
INSERT INTO migrations VALUES('0003-delivery','2026-11-26T16:34:52Z');
INSERT INTO migrations VALUES('0004-search','2026-11-26T16:34:52Z');
INSERT INTO migrations VALUES('0005-index-stems','2026-11-26T16:34:53Z');
INSERT INTO migrations VALUES('0006-index-parts','2026-11-26T16:34:53Z');
INSERT INTO migrations VALUES('0007-derived','2026-11-27T02:39:22Z');
INSERT INTO migrations VALUES('0008-kept-counts','2026-11-27T02:39:22Z');
INSERT INTO migrations VALUES('0009-sources','2026-11-27T02:39:22Z');
INSERT INTO migrations VALUES('0010-translation','2026-11-27T02:39:22Z');
INSERT INTO migrations VALUES('0012-store','2026-11-27T02:39:22Z');
INSERT INTO migrations VALUES('0013-rules','2026-11-27T02:39:22Z');
INSERT INTO migrations VALUES('0014-messages','2026-11-27T02:39:23Z');
INSERT INTO migrations VALUES('0015-trust','2026-11-27T02:39:23Z');
INSERT INTO migrations VALUES('0016-gists-and-notices','2026-11-27T02:39:23Z');
INSERT INTO migrations VALUES('0017-real-papers','2026-11-27T02:39:23Z');
INSERT INTO migrations VALUES('0019-fan-outs','2026-11-27T02:39:23Z');
INSERT INTO migrations VALUES('0020-empty-days','2026-11-27T02:39:23Z');
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO meta VALUES('database_id','074bb6cca1709d0efb91ae91');
INSERT INTO meta VALUES('application_id','1575550413388644352');
INSERT INTO meta VALUES('names_counted_to','5');
INSERT INTO meta VALUES('anchors_version','1.3');
CREATE TABLE dumps (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL,
  path TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  -- why its records made no announcement; null when they did
  silent_reason TEXT
, records_done INTEGER NOT NULL DEFAULT 0, rejections_not_kept INTEGER NOT NULL DEFAULT 0, records_seen INTEGER NOT NULL DEFAULT 0, note TEXT) STRICT;
INSERT INTO dumps VALUES(1,'1b4cf488178ea26da0a95bc9f2642229c62c68d85c58f8bbafaadc879ce9daab','arxiv-jp-text','/srv/shinchaku/data/sample/arxiv-jp-cs.LG.txt','2026-11-26T16:34:54Z','2026-11-26T16:34:54Z',NULL,3,0,3,NULL);
INSERT INTO dumps VALUES(2,'fda82e24b7b5c34963bb046b0940af1e0803853e819056bfabf55baf4e5158d6','arxiv-jp-text','/srv/shinchaku/inbox/second.txt','2026-11-26T16:34:54Z','2026-11-26T16:34:54Z',NULL,3,0,3,NULL);
CREATE TABLE papers (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  arxiv_id TEXT UNIQUE,
  -- grows with the paper's date: seconds since 1970 times 65536, plus a running number within the second
  search_id INTEGER NOT NULL UNIQUE,
  date TEXT,
  facts TEXT NOT NULL,
  is_translated INTEGER NOT NULL,
  announced_at TEXT,
  announced_by INTEGER REFERENCES dumps (id)
, merged_into INTEGER REFERENCES papers (id), readable TEXT NOT NULL DEFAULT '{}', rules INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO papers VALUES(1,'s-72g2d2393k',NULL,1735693200,'2025-01-01T01:00:00Z','{"arxivId":null,"version":null,"title":"A first note on kernels","titleJa":null,"abstract":"We note kernels.","abstractJa":"核の学習を示します。","authors":["Ann Lee","Bo Chen"],"categories":["cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-01T01:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:54Z',1,NULL,'{}',0);
INSERT INTO papers VALUES(2,'s-m8mk9a8777',NULL,1735696800,'2025-01-01T02:00:00Z','{"arxivId":null,"version":null,"title":"A second note on graphs","titleJa":null,"abstract":"We note graphs.","abstractJa":"図の学習を示します。","authors":["Cy Dahl"],"categories":["cs.LG","stat.ML"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-01T02:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:54Z',1,NULL,'{}',0);
INSERT INTO papers VALUES(3,'s-gsjxw092wq',NULL,1735700400,'2025-01-01T03:00:00Z','{"arxivId":null,"version":null,"title":"A third note on tokens","titleJa":null,"abstract":"We note tokens again.","abstractJa":"語の学習を再び示します。","authors":["Di Eto","Ann Lee"],"categories":["cs.CL","cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-02T03:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:54Z',1,NULL,'{}',0);
INSERT INTO papers VALUES(4,'s-g7ky765dqj',NULL,1735779600,'2025-01-02T01:00:00Z','{"arxivId":null,"version":null,"title":"A fourth note on fields","titleJa":null,"abstract":"We note fields.","abstractJa":"場の学習を示します。","authors":["Ed Fox"],"categories":["stat.ME","cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-02T01:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:54Z',2,NULL,'{}',0);
INSERT INTO papers VALUES(5,'s-hfj8nzc1aq',NULL,1735783200,'2025-01-02T02:00:00Z','{"arxivId":null,"version":null,"title":"A fifth note on noise","titleJa":null,"abstract":"We note noise.","abstractJa":"雑音の学習を示します。","authors":["Fay Gray"],"categories":["cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-02T02:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:54Z',2,NULL,'{}',0);
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  dump_id INTEGER NOT NULL REFERENCES dumps (id),
  record INTEGER NOT NULL,
  line INTEGER,
  reason TEXT NOT NULL,
  text TEXT NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (dump_id, record)
) STRICT;
CREATE TABLE subscriptions (
  id INTEGER PRIMARY KEY,
  destination TEXT NOT NULL,
  value TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  removed_at TEXT
, kind TEXT NOT NULL DEFAULT 'category' CHECK (kind IN ('category', 'keyword', 'author')), category TEXT, guild_id TEXT, mode TEXT NOT NULL DEFAULT 'cards' CHECK (mode IN ('cards', 'compact', 'thread', 'digest')), hour INTEGER, announcements TEXT NOT NULL DEFAULT 'cross' CHECK (announcements IN ('new', 'cross', 'all')), options TEXT NOT NULL DEFAULT '{}', is_narrowed INTEGER NOT NULL DEFAULT 0, paused_at TEXT, removed_reason TEXT) STRICT;
INSERT INTO subscriptions VALUES(1,'1575550413388644356','cs.LG','1575550413388644353','2026-11-26T16:34:54Z',NULL,'category','cs.LG','1575550413388644355','cards',NULL,'cross','{}',0,NULL,NULL);
INSERT INTO subscriptions VALUES(2,'1575550413388644357','stat','1575550413388644353','2026-11-26T16:34:54Z',NULL,'category','stat','1575550413388644355','cards',NULL,'cross','{}',0,NULL,NULL);
INSERT INTO subscriptions VALUES(3,'77','graph -survey','2','2026-11-27T00:00:00.000Z',NULL,'keyword',NULL,'1','digest',8,'cross','{"excludedCategories":[],"excludedWords":[],"excludedAuthors":[],"role":null,"isSilent":false,"withRepeats":false,"tellsEmptyDays":false}',0,NULL,NULL);
INSERT INTO subscriptions VALUES(4,'77','Ann Lee','2','2026-11-27T00:00:00.000Z',NULL,'author',NULL,'1','compact',NULL,'cross','{"excludedCategories":[],"excludedWords":["survey"],"excludedAuthors":[],"role":null,"isSilent":false,"withRepeats":false,"tellsEmptyDays":true}',1,NULL,NULL);
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  destination TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'held', 'rejected', 'withheld')),
  reason TEXT,
  nonce TEXT,
  body TEXT,
  first_attempt_at TEXT,
  next_attempt_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- 1 once an attempt ended without a word from Discord: the message may exist
  is_doubtful INTEGER NOT NULL DEFAULT 0,
  message_id TEXT,
  created_at TEXT NOT NULL,
  settled_at TEXT, lease_until TEXT, history_after TEXT, message_channel TEXT, waits_since TEXT, mode TEXT NOT NULL DEFAULT 'cards', leader_id INTEGER, line INTEGER, form TEXT, not_before TEXT, most_together INTEGER, line_shows INTEGER NOT NULL DEFAULT 0, called_role TEXT,
  UNIQUE (destination, paper_id)
) STRICT;
INSERT INTO deliveries VALUES(1,1,'1575550413388644356','ja','pending',NULL,NULL,NULL,NULL,'2026-11-26T16:35:15.032Z',0,0,NULL,'2026-11-26T16:34:54Z',NULL,NULL,'1575550413388644356',NULL,NULL,'cards',NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO deliveries VALUES(2,2,'1575550413388644356','ja','sending',NULL,'Rz13yKUyXzm8rNQB9Khx_Ai1d','{"embeds":[{"title":"A second note on graphs","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title","description":"-# 機械翻訳: arxiv.jp / Google\n図の学習を示します。","color":3108830,"fields":[{"name":"著者","value":"Cy Dahl","inline":false},{"name":"カテゴリー","value":"cs.LG 機械学習、stat.ML 機械学習（統計学）","inline":false},{"name":"この版の投稿日","value":"<t:1735696800:D>","inline":false}],"footer":{"text":"s-m8mk9a8777 · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"原文","custom_id":"original:s-m8mk9a8777"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title"},{"type":2,"style":2,"label":"似た論文","custom_id":"similar:s-m8mk9a8777"}]}],"allowed_mentions":{"parse":[]},"nonce":"Rz13yKUyXzm8rNQB9Khx_Ai1d","enforce_nonce":true}','2026-11-26T16:34:55.073Z','2026-11-26T16:35:15.073Z',1,0,NULL,'2026-11-26T16:34:54Z',NULL,NULL,'1575550430908252160',NULL,NULL,'cards',NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO deliveries VALUES(3,2,'1575550413388644357','en','held','outcome unknown','TegyMOsHawN8JUgk3Vgx8OuGK','{"embeds":[{"title":"A second note on graphs","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title","description":"We note graphs.","color":3108830,"fields":[{"name":"Authors","value":"Cy Dahl","inline":false},{"name":"Categories","value":"cs.LG Machine Learning, stat.ML Machine Learning","inline":false},{"name":"This version","value":"<t:1735696800:D>","inline":false}],"footer":{"text":"s-m8mk9a8777 · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"日本語","custom_id":"translation:s-m8mk9a8777"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title"},{"type":2,"style":2,"label":"Similar","custom_id":"similar:s-m8mk9a8777"}]}],"allowed_mentions":{"parse":[]},"nonce":"TegyMOsHawN8JUgk3Vgx8OuGK","enforce_nonce":true}','2026-11-26T16:34:55.032Z','2026-11-26T16:35:15.032Z',1,0,NULL,'2026-11-26T16:34:54Z',NULL,NULL,'1575550413388644357',NULL,NULL,'cards',NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO deliveries VALUES(4,3,'1575550413388644356','ja','rejected','refused','qqYmqeEhjYvpZ1asfe17KKfqh','{"embeds":[{"title":"A third note on tokens","url":"https://arxiv.org/search/?query=A+third+note+on+tokens&searchtype=title","description":"-# 機械翻訳: arxiv.jp / Google\n語の学習を再び示します。","color":3108830,"fields":[{"name":"著者","value":"Di Eto、Ann Lee","inline":false},{"name":"カテゴリー","value":"cs.CL 計算言語学・自然言語処理、cs.LG 機械学習","inline":false},{"name":"この版の投稿日","value":"<t:1735786800:D>","inline":false}],"footer":{"text":"s-gsjxw092wq · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"原文","custom_id":"original:s-gsjxw092wq"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+third+note+on+tokens&searchtype=title"},{"type":2,"style":2,"label":"似た論文","custom_id":"similar:s-gsjxw092wq"}]}],"allowed_mentions":{"parse":[]},"nonce":"qqYmqeEhjYvpZ1asfe17KKfqh","enforce_nonce":true}','2026-11-26T16:34:55.126Z','2026-11-26T16:35:15.126Z',1,0,NULL,'2026-11-26T16:34:54Z','2026-11-26T16:34:55.161Z',NULL,'1575550431130550272',NULL,NULL,'cards',NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO deliveries VALUES(5,4,'1575550413388644356','ja','withheld','no subscription',NULL,NULL,'2026-11-26T16:34:55.167Z','2026-11-26T16:35:15.167Z',1,0,NULL,'2026-11-26T16:34:54Z','2026-11-26T16:34:55.176Z',NULL,'1575550431390597120',NULL,NULL,'cards',NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO deliveries VALUES(6,4,'1575550413388644357','en','sent',NULL,'_Pl5y5iAx50L6RFCD2DfzjhNg','{"embeds":[{"title":"A fourth note on fields","url":"https://arxiv.org/search/?query=A+fourth+note+on+fields&searchtype=title","description":"We note fields.","color":2071946,"fields":[{"name":"Authors","value":"Ed Fox","inline":false},{"name":"Categories","value":"stat.ME Methodology, cs.LG Machine Learning","inline":false},{"name":"This version","value":"<t:1735779600:D>","inline":false}],"footer":{"text":"s-g7ky765dqj · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"日本語","custom_id":"translation:s-g7ky765dqj"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+fourth+note+on+fields&searchtype=title"},{"type":2,"style":2,"label":"Similar","custom_id":"similar:s-g7ky765dqj"}]}],"allowed_mentions":{"parse":[]},"nonce":"_Pl5y5iAx50L6RFCD2DfzjhNg","enforce_nonce":true}','2026-11-26T16:34:55.105Z','2026-11-26T16:35:15.105Z',1,0,'1575550431315099648','2026-11-26T16:34:54Z','2026-11-26T16:34:55.150Z',NULL,'1575550431055052800',NULL,NULL,'cards',NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO deliveries VALUES(7,5,'1575550413388644356','ja','sent',NULL,'bElJzaamzWZMCihu0y5BxH5OC','{"embeds":[{"title":"A fifth note on noise","url":"https://arxiv.org/search/?query=A+fifth+note+on+noise&searchtype=title","description":"-# 機械翻訳: arxiv.jp / Google\n雑音の学習を示します。","color":3108830,"fields":[{"name":"著者","value":"Fay Gray","inline":false},{"name":"カテゴリー","value":"cs.LG 機械学習","inline":false},{"name":"この版の投稿日","value":"<t:1735783200:D>","inline":false}],"footer":{"text":"s-hfj8nzc1aq · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"原文","custom_id":"original:s-hfj8nzc1aq"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+fifth+note+on+noise&searchtype=title"},{"type":2,"style":2,"label":"似た論文","custom_id":"similar:s-hfj8nzc1aq"}]}],"allowed_mentions":{"parse":[]},"nonce":"bElJzaamzWZMCihu0y5BxH5OC","enforce_nonce":true}','2026-11-26T16:34:55.177Z','2026-11-26T16:35:15.177Z',1,0,'1575550431491260416','2026-11-26T16:34:54Z','2026-11-26T16:34:55.184Z',NULL,'1575550431449317376',NULL,NULL,'cards',NULL,NULL,NULL,NULL,NULL,0,NULL);
CREATE TABLE matches (
  delivery_id INTEGER NOT NULL REFERENCES deliveries (id),
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  PRIMARY KEY (delivery_id, subscription_id)
) STRICT, WITHOUT ROWID;
INSERT INTO matches VALUES(1,1);
INSERT INTO matches VALUES(2,1);
INSERT INTO matches VALUES(3,2);
INSERT INTO matches VALUES(4,1);
INSERT INTO matches VALUES(5,1);
INSERT INTO matches VALUES(6,2);
INSERT INTO matches VALUES(7,1);
CREATE TABLE held_destinations (
  destination TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  since TEXT NOT NULL
) STRICT;
CREATE TABLE inbox_files (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  modified_ms REAL NOT NULL,
  error TEXT,
  at TEXT NOT NULL
, sha256 TEXT, changed_ms REAL, program TEXT) STRICT;
INSERT INTO inbox_files VALUES('/srv/shinchaku/inbox/second.txt',1070,1795710824822.2253417,NULL,'2026-11-26T16:34:54Z',NULL,NULL,NULL);
CREATE TABLE searches (
  id TEXT PRIMARY KEY,
  request TEXT NOT NULL,
  used_at TEXT NOT NULL
) STRICT;
CREATE TABLE deleted_headers (arxiv_id TEXT PRIMARY KEY, as_of TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE evidence (
  value INTEGER NOT NULL,
  paper_id INTEGER NOT NULL REFERENCES papers (id), kinds INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (value, paper_id)
) STRICT, WITHOUT ROWID;
INSERT INTO evidence VALUES(-8388012112630941768,2,2);
INSERT INTO evidence VALUES(-8191857267054718114,5,2);
INSERT INTO evidence VALUES(-8072583165101122862,4,2);
INSERT INTO evidence VALUES(-3484047774519961987,3,2);
INSERT INTO evidence VALUES(-532076088040522602,1,2);
INSERT INTO evidence VALUES(465921595722807825,1,2);
INSERT INTO evidence VALUES(465922562251731570,2,2);
INSERT INTO evidence VALUES(465923528361412563,3,2);
INSERT INTO evidence VALUES(465944788626888176,4,2);
INSERT INTO evidence VALUES(465945755003460376,5,2);
INSERT INTO evidence VALUES(465946721184810963,3,2);
CREATE TABLE message_steps (
  id INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('edit', 'publish')),
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'dropped')),
  -- grows with every change of the paper: a step is done only for the number that it began with
  wanted INTEGER NOT NULL DEFAULT 1,
  attempts INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  next_attempt_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  settled_at TEXT,
  UNIQUE (delivery_id, kind)
) STRICT;
INSERT INTO message_steps VALUES(1,4,'edit','done',1,0,NULL,'2026-11-26T16:34:56.000Z','2026-11-26T16:34:54Z','2026-11-26T16:34:56.675Z');
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL,
  destination TEXT NOT NULL,
  matched_at TEXT NOT NULL,
  -- why the delivery's row is gone, where that is right; a row that is gone without a reason is a hole in the books
  closed_reason TEXT
) STRICT;
INSERT INTO ledger VALUES(1,1,'1575550413388644356','2026-11-26T16:34:54Z',NULL);
INSERT INTO ledger VALUES(2,2,'1575550413388644356','2026-11-26T16:34:54Z',NULL);
INSERT INTO ledger VALUES(3,3,'1575550413388644357','2026-11-26T16:34:54Z',NULL);
INSERT INTO ledger VALUES(4,4,'1575550413388644356','2026-11-26T16:34:54Z',NULL);
INSERT INTO ledger VALUES(5,5,'1575550413388644356','2026-11-26T16:34:54Z',NULL);
INSERT INTO ledger VALUES(6,6,'1575550413388644357','2026-11-26T16:34:54Z',NULL);
INSERT INTO ledger VALUES(7,7,'1575550413388644356','2026-11-26T16:34:54Z',NULL);
CREATE TABLE notices (
  destination TEXT PRIMARY KEY,
  since TEXT NOT NULL,
  next_attempt_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  told_at TEXT,
  outcome TEXT
) STRICT;
CREATE TABLE searched_destinations (destination TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
CREATE TABLE found_cards (
  destination TEXT NOT NULL,
  mark TEXT NOT NULL,
  message_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  PRIMARY KEY (destination, mark)
) STRICT, WITHOUT ROWID;
CREATE TABLE name_counts (
  kind TEXT NOT NULL,
  folded TEXT NOT NULL,
  name TEXT NOT NULL,
  papers INTEGER NOT NULL,
  PRIMARY KEY (kind, folded)
) STRICT, WITHOUT ROWID;
INSERT INTO name_counts VALUES('author','ann lee','Ann Lee',2);
INSERT INTO name_counts VALUES('author','bo chen','Bo Chen',1);
INSERT INTO name_counts VALUES('author','cy dahl','Cy Dahl',1);
INSERT INTO name_counts VALUES('author','di eto','Di Eto',1);
INSERT INTO name_counts VALUES('author','ed fox','Ed Fox',1);
INSERT INTO name_counts VALUES('author','fay gray','Fay Gray',1);
INSERT INTO name_counts VALUES('category','cs.cl','cs.CL',1);
INSERT INTO name_counts VALUES('category','cs.lg','cs.LG',5);
INSERT INTO name_counts VALUES('category','stat.me','stat.ME',1);
INSERT INTO name_counts VALUES('category','stat.ml','stat.ML',1);
CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  format TEXT NOT NULL,
  -- JSON of the fields in which the record differs from its merged paper
  facts TEXT NOT NULL
) STRICT;
INSERT INTO records VALUES(1,1,'arxiv-jp-text','{"withdrawn":null}');
INSERT INTO records VALUES(2,2,'arxiv-jp-text','{"withdrawn":null}');
INSERT INTO records VALUES(3,3,'arxiv-jp-text','{"abstract":"We note tokens.","abstractJa":"語の学習を示します。","updatedAt":"2025-01-01T03:00:00Z","withdrawn":null}');
INSERT INTO records VALUES(4,4,'arxiv-jp-text','{"withdrawn":null}');
INSERT INTO records VALUES(5,5,'arxiv-jp-text','{"withdrawn":null}');
INSERT INTO records VALUES(6,3,'arxiv-jp-text','{"withdrawn":null}');
CREATE TABLE sightings (
  record_id INTEGER NOT NULL REFERENCES records (id),
  dump_id INTEGER NOT NULL REFERENCES dumps (id),
  at TEXT NOT NULL,
  PRIMARY KEY (record_id, dump_id)
) STRICT, WITHOUT ROWID;
INSERT INTO sightings VALUES(1,1,'2026-11-26T16:34:54Z');
INSERT INTO sightings VALUES(2,1,'2026-11-26T16:34:54Z');
INSERT INTO sightings VALUES(3,1,'2026-11-26T16:34:54Z');
INSERT INTO sightings VALUES(4,2,'2026-11-26T16:34:54Z');
INSERT INTO sightings VALUES(5,2,'2026-11-26T16:34:54Z');
INSERT INTO sightings VALUES(6,2,'2026-11-26T16:34:54Z');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','paper_index','paper_index',0,'CREATE VIRTUAL TABLE paper_index USING fts5 (
  title, abstract, abstract_ja, comments, keys,
  content = '''', contentless_delete = 1, tokenize = ''porter ascii''
)');
CREATE TABLE IF NOT EXISTS 'paper_index_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO paper_index_data VALUES(1,X'061e1333008101');
INSERT INTO paper_index_data VALUES(10,X'00000006ff000001020107000000010701010106000005');
INSERT INTO paper_index_data VALUES(962072674305,X'0000072c02306186bbd2a71002029c1002029c10020284ea6002029c10020202046761696e86bbd2df300601010501056669656c6486bbd7ca100806010104030366746886bbd7e6200203030372737486bbd2a710020302056f7572746886bbd7ca1002030105677261706886bbd2c320080601010401066b65726e656c86bbd2a710080601010401046e6f697386bbd7e62008060101040302746586bbd2a71008040101039c1008040101039c10080401010384ea6008040101039c10080401010301026f6e86bbd2a71002059c1002059c10020584ea6002059c10020501067365636f6e6486bbd2c32002030105746869726486bbd2df30020302046f6b656e86bbd2df3008060101040102776586bbd2a710060101029c10060101029c100601010284ea60060101029c10060101020107c2a4616e6ec2a486bbd2a71006010407b8200601040c0404c2b7c2a486bbd2a71006010408b8200601040d0304626fc2a486bbd2a7100601040b0404c2b7c2a486bbd2a7100601040c03066368656ec2a486bbd2a7100601040d040379c2a486bbd2c320060104090404c2b7c2a486bbd2a7100601040e9c100601040a03066461686cc2a486bbd2c3200601040b040369c2a486bbd2df30060104080404c2b7c2a486bbd2c3200601040c9c100601040903046564c2a486bbd7ca10060104090404746fc2a486bbd2df300601040a0404c2b7c2a486bbd2df300601040b84ea600601040a0305666179c2a486bbd7e6200601040704046f78c2a486bbd7ca100601040b0404c2b7c2a486bbd7ca100601040c9c1006010408030667726179c2a486bbd7e620060104090404c2b7c2a486bbd7e6200601040a03056c6565c2a486bbd2a71006010409b8200601040e0404c2b7c2a486bbd2a7100601040ab8200601040f0207a638313030c2a686bbd2a710060104039c10060104039c100601040384ea60060104039c10060104030209a76373c2b7636cc2a786bbd2df300601040407046c67c2a786bbd2a710060104049c10060104049c100601040584ea60060104059c10060104040702c2a786bbd2a710060104059c10060104069c100601040684ea60060104079c1006010405030a73746174c2b76d65c2a786bbd7ca10060104040a036cc2a786bbd2c320060104050902c2a786bbd2c32006010407858670060104060211ac3030363339336561613138343662c2ac86bbd7e6200601040603103265326539393963633235663964c2ac86bbd7ca100601040803103461653730373365313033366538c2ac86bbd2df300601040703103732306330613134343731333464c2ac86bbd2c3200601040803106363323662613036646633336133c2ac86bbd2a710060104060201b086bbd2a710060104029c10060104029c100601040284ea60060104029c10060104020103e3819786bbd2a710060104159c10060104139c100601041884ea60060104139c10060104120403e381be86bbd2a710060102089c10060102089c100601020a84ea60060102089c100601020903019986bbd2a710060104179c10060104159c100601041a84ea60060104159c10060104140301ae86bbd2a710060104109c100601040e9c100601041184ea600601040e9c100601040d0403e5ada686bbd2a710060102039c10060102039c100601020384ea60060102039c10060102040301b386bbd2df30060104160403e7a4ba86bbd2df30060102080301be86bbd2a710060104169c10060104149c100601041984ea60060104149c10060104130403e3819986bbd2a710060102099c10060102099c100601020b84ea60060102099c100601020a0202829286bbd2a710060104139c10060104119c100601041484ea60060104119c10060104100403e5868d86bbd2df30060102060403e7a4ba86bbd2a710060102069c1006010206858670060102069c10060102070103e5868d86bbd2df30060104150403e381b386bbd2df300601020702029bb386bbd2c3200601040d0403e381ae86bbd2c320060102020202a0b486bbd7ca100601040d0403e381ae86bbd7ca10060102020202ada686bbd2a710060104119c100601040f9c100601041284ea600601040f9c100601040e0403e7bf9286bbd2a710060102049c10060102049c100601020484ea60060102049c10060102050103e6a0b886bbd2a7100601040f0403e381ae86bbd2a710060102020103e7a4ba86bbd2a710060104149c10060104129c100601041784ea60060104129c10060104110403e3819786bbd2a710060102079c10060102079c100601020984ea60060102079c10060102080202bf9286bbd2a710060104129c10060104109c100601041384ea60060104109c100601040f0403e3829286bbd2a710060102059c10060102059c100601020584ea60060102059c10060102060103e8aa9e86bbd2df30060104100403e381ae86bbd2df30060102020103e99b9186bbd7e6200601040b0403e99fb386bbd7e6200601020202029fb386bbd7e6200601040c0403e381ae86bbd7e62006010203041b0f110c0c0e1112102b1c0f0e102618150f0f110e15110e150f0f16100f15110f16152b142826150e141c1b1b1b1b2527272525270c0e2527260e210e0e0d0e0d0e26270e0e272726270e0e0e0e0d');
CREATE TABLE IF NOT EXISTS 'paper_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO paper_index_idx VALUES(7,X'',2);
CREATE TABLE IF NOT EXISTS 'paper_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);
INSERT INTO paper_index_docsize VALUES(1735693200,X'0503080016',1);
INSERT INTO paper_index_docsize VALUES(1735696800,X'0503080014',2);
INSERT INTO paper_index_docsize VALUES(1735700400,X'05040a0019',6);
INSERT INTO paper_index_docsize VALUES(1735779600,X'0503080014',4);
INSERT INTO paper_index_docsize VALUES(1735783200,X'0503090013',5);
CREATE TABLE IF NOT EXISTS 'paper_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO paper_index_config VALUES('automerge',64);
INSERT INTO paper_index_config VALUES('crisismerge',256);
INSERT INTO paper_index_config VALUES('hashsize',4000000);
INSERT INTO paper_index_config VALUES('usermerge',8);
INSERT INTO paper_index_config VALUES('version',4);
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES('outbox.held',1);
INSERT INTO counters VALUES('outbox.pending',1);
INSERT INTO counters VALUES('outbox.rejected',1);
INSERT INTO counters VALUES('outbox.sending',1);
INSERT INTO counters VALUES('outbox.sent',2);
INSERT INTO counters VALUES('outbox.withheld',1);
INSERT INTO counters VALUES('papers',5);
INSERT INTO counters VALUES('subscriptions',4);
INSERT INTO counters VALUES('translated',5);
CREATE TABLE destination_states (
  destination TEXT PRIMARY KEY,
  due_at TEXT,
  newest_message TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO destination_states VALUES('1575550413388644356','2026-11-26T16:35:15.032Z','1575550431491260416');
INSERT INTO destination_states VALUES('1575550413388644357',NULL,'1575550431315099648');
CREATE TABLE announced_categories (
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  category TEXT NOT NULL,
  PRIMARY KEY (paper_id, category)
) STRICT, WITHOUT ROWID;
INSERT INTO announced_categories VALUES(1,'cs.LG');
INSERT INTO announced_categories VALUES(2,'cs.LG');
INSERT INTO announced_categories VALUES(2,'stat.ML');
INSERT INTO announced_categories VALUES(3,'cs.CL');
INSERT INTO announced_categories VALUES(3,'cs.LG');
INSERT INTO announced_categories VALUES(4,'cs.LG');
INSERT INTO announced_categories VALUES(4,'stat.ME');
INSERT INTO announced_categories VALUES(5,'cs.LG');
CREATE TABLE source_turns (
  lane TEXT PRIMARY KEY,
  holder TEXT,
  renewed_ms INTEGER NOT NULL,
  ended_ms INTEGER
) STRICT;
CREATE TABLE source_rests (
  host TEXT PRIMARY KEY,
  until TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE TABLE sources (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  -- what was recognised in it
  format TEXT,
  -- when it was asked first: days before that are no holes
  first_at TEXT NOT NULL,
  last_at TEXT,
  last_ok_at TEXT,
  last_status INTEGER,
  next_at TEXT,
  error TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  -- the first request without an answer since the last answer
  failing_since TEXT,
  etag TEXT,
  last_modified TEXT,
  -- pages stored by a run that did not come to its end, which the next one has to get past
  open_pages INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE feed_reads (
  category TEXT NOT NULL,
  at TEXT NOT NULL,
  batch_day TEXT,
  built_at TEXT,
  items INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (category, at)
) STRICT, WITHOUT ROWID;
CREATE TABLE filled_holes (
  category TEXT NOT NULL,
  day TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (category, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE harvests (
  id INTEGER PRIMARY KEY,
  base_url TEXT NOT NULL,
  set_spec TEXT,
  prefix TEXT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  -- where the next page begins: the token, and for one that is spent the day that was being read
  token TEXT,
  position TEXT NOT NULL,
  records INTEGER NOT NULL DEFAULT 0,
  records_of_list INTEGER NOT NULL DEFAULT 0,
  restarts INTEGER NOT NULL DEFAULT 0,
  is_automatic INTEGER NOT NULL,
  -- names of the holes that it fills
  holes TEXT NOT NULL,
  -- the server's time of the first page: the next harvest begins there
  responded_at TEXT,
  began_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;
CREATE TABLE completions (
  paper_id INTEGER PRIMARY KEY REFERENCES papers (id),
  tried_at TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('completed', 'unsure', 'absent')),
  -- identifiers that were near
  candidates TEXT NOT NULL
) STRICT;
CREATE TABLE lookups (
  id INTEGER PRIMARY KEY,
  who TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TABLE alarms (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE translation_days (
  day TEXT NOT NULL,
  person TEXT NOT NULL,
  characters INTEGER NOT NULL,
  PRIMARY KEY (day, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE translator_rests (
  provider TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('later', 'quota', 'stop')),
  failures INTEGER NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE commits (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL, at TEXT NOT NULL) STRICT;
INSERT INTO commits VALUES(1,0,'2026-11-27T02:39:22Z');
CREATE TABLE rule_anchors (
  term TEXT NOT NULL,
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  PRIMARY KEY (term, subscription_id)
) STRICT, WITHOUT ROWID;
INSERT INTO rule_anchors VALUES('graph',3);
INSERT INTO rule_anchors VALUES('¤ann·l',4);
INSERT INTO rule_anchors VALUES('¤lee·a',4);
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
INSERT INTO destinations VALUES('1575550413388644356','1575550413388644355','ja',NULL,NULL);
INSERT INTO destinations VALUES('1575550413388644357','1575550413388644355','en',NULL,NULL);
INSERT INTO destinations VALUES('77','1','en','ml',NULL);
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
INSERT INTO settings VALUES('1',NULL,'Europe/Berlin',NULL,22,7,NULL,NULL);
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
CREATE TABLE day_threads (
  destination TEXT NOT NULL,
  day TEXT NOT NULL,
  nonce TEXT NOT NULL,
  body TEXT NOT NULL,
  -- an id of Discord's, older than any message that this row can have made
  history_after TEXT NOT NULL,
  first_attempt_at TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  message_id TEXT,
  thread_id TEXT, publish_at TEXT, publish_attempts INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (destination, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "translations" (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('title', 'gist', 'abstract')),
  source TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'asking', 'done', 'refused', 'dropped')),
  urgency INTEGER NOT NULL,
  stage TEXT NOT NULL DEFAULT 'whole' CHECK (stage IN ('whole', 'sentences')),
  parts TEXT NOT NULL DEFAULT '{}',
  text TEXT,
  provider TEXT,
  service TEXT,
  translated_at TEXT,
  translated_day TEXT,
  reason TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  characters INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT NOT NULL,
  asked_by TEXT,
  lease_until TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS "translation_papers" (
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  translation_id INTEGER NOT NULL REFERENCES "translations" (id),
  -- whether messages of the paper wait for it
  is_awaited INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (paper_id, translation_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE alarm_notices (
  alarm_id INTEGER NOT NULL REFERENCES alarms (id),
  place TEXT NOT NULL,
  is_channel INTEGER NOT NULL,
  is_mended INTEGER NOT NULL,
  next_attempt_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  told_at TEXT,
  outcome TEXT,
  PRIMARY KEY (alarm_id, place, is_mended)
) STRICT, WITHOUT ROWID;
CREATE TABLE unsure_pairs (
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  other_id INTEGER NOT NULL REFERENCES papers (id),
  PRIMARY KEY (paper_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE fan_outs (
  id INTEGER PRIMARY KEY,
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  -- ids as JSON; all rules of one destination stand in one row
  rules TEXT NOT NULL,
  -- of the announcement
  at TEXT NOT NULL
) STRICT;
CREATE TABLE empty_days (
  destination TEXT NOT NULL,
  -- in the zone of the destination
  day TEXT NOT NULL,
  claimed_at TEXT NOT NULL,
  PRIMARY KEY (destination, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_paper ON deliveries (paper_id);
CREATE INDEX message_steps_open ON message_steps (next_attempt_at) WHERE state = 'pending';
CREATE UNIQUE INDEX ledger_open ON ledger (delivery_id) WHERE closed_reason IS NULL;
CREATE TRIGGER ledger_line AFTER INSERT ON deliveries BEGIN
  INSERT INTO ledger (delivery_id, destination, matched_at) VALUES (new.id, new.destination, new.created_at);
END;
CREATE INDEX name_counts_frequent ON name_counts (kind, papers, name) WHERE papers >= 4;
CREATE INDEX records_paper ON records (paper_id);
CREATE INDEX papers_rules ON papers (rules, id);
CREATE TRIGGER papers_counted AFTER INSERT ON papers BEGIN
  UPDATE counters SET value = value + 1 WHERE name = 'papers';
END;
CREATE TRIGGER papers_translated AFTER INSERT ON papers WHEN new.is_translated = 1 BEGIN
  UPDATE counters SET value = value + 1 WHERE name = 'translated';
END;
CREATE TRIGGER papers_recounted AFTER UPDATE OF merged_into, is_translated ON papers
  WHEN (old.merged_into IS NULL) <> (new.merged_into IS NULL) OR old.is_translated <> new.is_translated BEGIN
  UPDATE counters SET value = value + (new.merged_into IS NULL) - (old.merged_into IS NULL) WHERE name = 'papers';
  UPDATE counters SET value = value + new.is_translated - old.is_translated WHERE name = 'translated';
END;
CREATE TRIGGER subscriptions_counted AFTER INSERT ON subscriptions WHEN new.removed_at IS NULL BEGIN
  UPDATE counters SET value = value + 1 WHERE name = 'subscriptions';
END;
CREATE TRIGGER subscriptions_recounted AFTER UPDATE OF removed_at ON subscriptions BEGIN
  UPDATE counters SET value = value + (new.removed_at IS NULL) - (old.removed_at IS NULL) WHERE name = 'subscriptions';
END;
CREATE TRIGGER deliveries_counted AFTER INSERT ON deliveries BEGIN
  UPDATE counters SET value = value + 1 WHERE name = 'outbox.' || new.state;
END;
CREATE TRIGGER deliveries_recounted AFTER UPDATE OF state ON deliveries WHEN old.state <> new.state BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'outbox.' || old.state;
  UPDATE counters SET value = value + 1 WHERE name = 'outbox.' || new.state;
END;
CREATE TRIGGER deliveries_uncounted AFTER DELETE ON deliveries BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'outbox.' || old.state;
END;
CREATE INDEX destination_states_due ON destination_states (due_at, destination) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_waiting ON deliveries (destination, next_attempt_at) WHERE state IN ('pending', 'sending');
CREATE INDEX deliveries_held ON deliveries (destination) WHERE state = 'held';
CREATE INDEX deliveries_unknown ON deliveries (destination) WHERE state = 'held' AND reason = 'outcome unknown';
CREATE INDEX deliveries_sent ON deliveries (destination, settled_at) WHERE state = 'sent';
CREATE TRIGGER deliveries_owed AFTER INSERT ON deliveries WHEN new.state IN ('pending', 'sending') BEGIN
  INSERT INTO destination_states (destination, due_at) VALUES (new.destination, new.next_attempt_at)
    ON CONFLICT (destination) DO UPDATE SET due_at = excluded.due_at WHERE due_at IS NULL OR due_at > excluded.due_at;
END;
CREATE TRIGGER deliveries_moved AFTER UPDATE OF state, next_attempt_at, destination ON deliveries
  WHEN old.state IN ('pending', 'sending') OR new.state IN ('pending', 'sending') BEGIN
  INSERT INTO destination_states (destination, due_at)
    SELECT new.destination, (SELECT min(next_attempt_at) FROM deliveries
      WHERE destination = new.destination AND state IN ('pending', 'sending')) WHERE true
    ON CONFLICT (destination) DO UPDATE SET due_at = excluded.due_at WHERE due_at IS NOT excluded.due_at;
END;
CREATE TRIGGER deliveries_left AFTER UPDATE OF destination ON deliveries WHEN old.destination <> new.destination BEGIN
  UPDATE destination_states SET due_at = (SELECT min(next_attempt_at) FROM deliveries
    WHERE destination = old.destination AND state IN ('pending', 'sending')) WHERE destination = old.destination;
END;
CREATE TRIGGER deliveries_gone AFTER DELETE ON deliveries WHEN old.state IN ('pending', 'sending') BEGIN
  UPDATE destination_states SET due_at = (SELECT min(next_attempt_at) FROM deliveries
    WHERE destination = old.destination AND state IN ('pending', 'sending')) WHERE destination = old.destination;
END;
CREATE TRIGGER deliveries_posted AFTER UPDATE OF message_id ON deliveries WHEN new.message_id IS NOT NULL BEGIN
  INSERT INTO destination_states (destination, newest_message) VALUES (new.destination, new.message_id)
    ON CONFLICT (destination) DO UPDATE SET newest_message = excluded.newest_message
      WHERE newest_message IS NULL OR length(newest_message) < length(excluded.newest_message)
        OR (length(newest_message) = length(excluded.newest_message) AND newest_message < excluded.newest_message);
END;
CREATE TRIGGER sightings_counted AFTER INSERT ON sightings BEGIN
  UPDATE dumps SET records_seen = records_seen + 1 WHERE id = new.dump_id;
END;
CREATE TRIGGER sightings_uncounted AFTER DELETE ON sightings BEGIN
  UPDATE dumps SET records_seen = records_seen - 1 WHERE id = old.dump_id;
END;
CREATE INDEX dumps_finished ON dumps (finished_at);
CREATE INDEX papers_announced ON papers (announced_by) WHERE announced_by IS NOT NULL;
CREATE INDEX subscriptions_destination ON subscriptions (destination);
CREATE INDEX searches_used ON searches (used_at);
CREATE INDEX harvests_open ON harvests (set_spec) WHERE finished_at IS NULL;
CREATE INDEX papers_unnamed ON papers (id) WHERE arxiv_id IS NULL AND merged_into IS NULL;
CREATE INDEX lookups_who ON lookups (who, at);
CREATE UNIQUE INDEX alarms_open ON alarms (kind, subject) WHERE until IS NULL;
CREATE INDEX deliveries_translating ON deliveries (paper_id) WHERE state = 'pending' AND waits_since IS NOT NULL;
CREATE INDEX deliveries_untranslated ON deliveries (next_attempt_at)
  WHERE state = 'pending' AND waits_since IS NULL AND language <> 'en';
CREATE UNIQUE INDEX subscriptions_live ON subscriptions (destination, kind, value COLLATE NOCASE, ifnull(category, ''))
  WHERE removed_at IS NULL;
CREATE INDEX subscriptions_category ON subscriptions (value) WHERE removed_at IS NULL AND kind = 'category';
CREATE INDEX subscriptions_guild ON subscriptions (guild_id) WHERE removed_at IS NULL;
CREATE INDEX subscriptions_reading ON subscriptions (id) WHERE removed_at IS NULL AND (kind <> 'category' OR is_narrowed = 1);
CREATE INDEX rule_anchors_rule ON rule_anchors (subscription_id);
CREATE INDEX rule_notices_open ON rule_notices (next_attempt_at) WHERE told_at IS NULL;
CREATE INDEX deliveries_lines ON deliveries (leader_id, line) WHERE leader_id IS NOT NULL;
CREATE INDEX deliveries_called ON deliveries (destination, called_role) WHERE called_role IS NOT NULL;
CREATE INDEX evidence_open ON evidence (value) WHERE kinds >= 2;
CREATE INDEX translations_open ON translations (state, next_attempt_at) WHERE state IN ('waiting', 'asking');
CREATE INDEX translations_gists ON translations (id) WHERE kind = 'gist';
CREATE INDEX translation_papers_translation ON translation_papers (translation_id);
CREATE INDEX unsure_pairs_other ON unsure_pairs (other_id);
CREATE INDEX day_threads_thread ON day_threads (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX day_threads_day ON day_threads (day);
CREATE INDEX day_threads_unpublished ON day_threads (publish_at) WHERE publish_at IS NOT NULL;
CREATE INDEX empty_days_day ON empty_days (day);
CREATE INDEX subscriptions_telling ON subscriptions (destination)
  WHERE removed_at IS NULL AND paused_at IS NULL AND mode = 'digest' AND json_extract(options, '$.tellsEmptyDays') = 1;
PRAGMA writable_schema=OFF;
COMMIT;
