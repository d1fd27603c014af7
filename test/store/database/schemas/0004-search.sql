PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO migrations VALUES('0001-first-schema','2026-11-26T16:34:17Z');
INSERT INTO migrations VALUES('0002-one-paper','2026-11-26T16:34:17Z');
INSERT INTO migrations VALUES('0003-delivery','2026-11-26T16:34:17Z');
INSERT INTO migrations VALUES('0004-search','2026-11-26T16:34:17Z');
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO meta VALUES('database_id','729342718a9d6744ce70ea5f');
INSERT INTO meta VALUES('application_id','1575550267540111360');
CREATE TABLE dumps (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL,
  path TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  -- why its records made no announcement; null when they did
  silent_reason TEXT
, records_done INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO dumps VALUES(1,'1b4cf488178ea26da0a95bc9f2642229c62c68d85c58f8bbafaadc879ce9daab','arxiv-jp-text','/srv/shinchaku/data/sample/arxiv-jp-cs.LG.txt','2026-11-26T16:34:18Z','2026-11-26T16:34:18Z',NULL,3);
INSERT INTO dumps VALUES(2,'fda82e24b7b5c34963bb046b0940af1e0803853e819056bfabf55baf4e5158d6','arxiv-jp-text','/srv/shinchaku/inbox/second.txt','2026-11-26T16:34:18Z','2026-11-26T16:34:18Z',NULL,3);
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
, merged_into INTEGER REFERENCES papers (id)) STRICT;
INSERT INTO papers VALUES(1,'s-72g2d2393k',NULL,1735693200,'2025-01-01T01:00:00Z','{"arxivId":null,"version":null,"title":"A first note on kernels","titleJa":null,"abstract":"We note kernels.","abstractJa":"核の学習を示します。","authors":["Ann Lee","Bo Chen"],"categories":["cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-01T01:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:18Z',1,NULL);
INSERT INTO papers VALUES(2,'s-m8mk9a8777',NULL,1735696800,'2025-01-01T02:00:00Z','{"arxivId":null,"version":null,"title":"A second note on graphs","titleJa":null,"abstract":"We note graphs.","abstractJa":"図の学習を示します。","authors":["Cy Dahl"],"categories":["cs.LG","stat.ML"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-01T02:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:18Z',1,NULL);
INSERT INTO papers VALUES(3,'s-gsjxw092wq',NULL,1735700400,'2025-01-01T03:00:00Z','{"arxivId":null,"version":null,"title":"A third note on tokens","titleJa":null,"abstract":"We note tokens again.","abstractJa":"語の学習を再び示します。","authors":["Di Eto","Ann Lee"],"categories":["cs.CL","cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-02T03:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:18Z',1,NULL);
INSERT INTO papers VALUES(4,'s-g7ky765dqj',NULL,1735779600,'2025-01-02T01:00:00Z','{"arxivId":null,"version":null,"title":"A fourth note on fields","titleJa":null,"abstract":"We note fields.","abstractJa":"場の学習を示します。","authors":["Ed Fox"],"categories":["stat.ME","cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-02T01:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:18Z',2,NULL);
INSERT INTO papers VALUES(5,'s-hfj8nzc1aq',NULL,1735783200,'2025-01-02T02:00:00Z','{"arxivId":null,"version":null,"title":"A fifth note on noise","titleJa":null,"abstract":"We note noise.","abstractJa":"雑音の学習を示します。","authors":["Fay Gray"],"categories":["cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-02T02:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:18Z',2,NULL);
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
  guild_id TEXT NOT NULL,
  destination TEXT NOT NULL,
  category TEXT NOT NULL,
  language TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;
INSERT INTO subscriptions VALUES(1,'1575550267540111363','1575550267540111364','cs.LG','ja','1575550267540111361','2026-11-26T16:34:18Z',NULL);
INSERT INTO subscriptions VALUES(2,'1575550267540111363','1575550267540111365','stat','en','1575550267540111361','2026-11-26T16:34:18Z',NULL);
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
  settled_at TEXT, lease_until TEXT, history_after TEXT, message_channel TEXT,
  UNIQUE (destination, paper_id)
) STRICT;
INSERT INTO deliveries VALUES(1,1,'1575550267540111364','ja','pending',NULL,NULL,NULL,NULL,'2026-11-26T16:34:39.032Z',0,0,NULL,'2026-11-26T16:34:18Z',NULL,NULL,'1575550267540111364',NULL);
INSERT INTO deliveries VALUES(2,2,'1575550267540111364','ja','sending',NULL,'jMxQDNj6IQjGPKVtAkILtLk2o','{"embeds":[{"title":"A second note on graphs","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title","description":"-# 機械翻訳: arxiv.jp / Google\n図の学習を示します。","color":3108830,"fields":[{"name":"著者","value":"Cy Dahl","inline":false},{"name":"カテゴリー","value":"cs.LG 機械学習、stat.ML 機械学習（統計学）","inline":false},{"name":"この版の投稿日","value":"<t:1735696800:D>","inline":false}],"footer":{"text":"s-m8mk9a8777 · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"原文","custom_id":"original:s-m8mk9a8777"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title"},{"type":2,"style":2,"label":"似た論文","custom_id":"similar:s-m8mk9a8777"}]}],"allowed_mentions":{"parse":[]},"nonce":"jMxQDNj6IQjGPKVtAkILtLk2o","enforce_nonce":true}','2026-11-26T16:34:19.082Z','2026-11-26T16:34:39.082Z',1,0,NULL,'2026-11-26T16:34:18Z',NULL,NULL,'1575550279963639808',NULL);
INSERT INTO deliveries VALUES(3,2,'1575550267540111365','en','held','outcome unknown','9_2yFKBxNhHlk0xbBUtVFXGjm','{"embeds":[{"title":"A second note on graphs","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title","description":"We note graphs.","color":3108830,"fields":[{"name":"Authors","value":"Cy Dahl","inline":false},{"name":"Categories","value":"cs.LG Machine Learning, stat.ML Machine Learning","inline":false},{"name":"This version","value":"<t:1735696800:D>","inline":false}],"footer":{"text":"s-m8mk9a8777 · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"日本語","custom_id":"translation:s-m8mk9a8777"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title"},{"type":2,"style":2,"label":"Similar","custom_id":"similar:s-m8mk9a8777"}]}],"allowed_mentions":{"parse":[]},"nonce":"9_2yFKBxNhHlk0xbBUtVFXGjm","enforce_nonce":true}','2026-11-26T16:34:19.042Z','2026-11-26T16:34:39.042Z',1,0,NULL,'2026-11-26T16:34:18Z',NULL,NULL,'1575550267540111365',NULL);
INSERT INTO deliveries VALUES(4,3,'1575550267540111364','ja','rejected','refused','AWQmdmVA_wT6OC58nAUfBYHR7','{"embeds":[{"title":"A third note on tokens","url":"https://arxiv.org/search/?query=A+third+note+on+tokens&searchtype=title","description":"-# 機械翻訳: arxiv.jp / Google\n語の学習を再び示します。","color":3108830,"fields":[{"name":"著者","value":"Di Eto、Ann Lee","inline":false},{"name":"カテゴリー","value":"cs.CL 計算言語学・自然言語処理、cs.LG 機械学習","inline":false},{"name":"この版の投稿日","value":"<t:1735786800:D>","inline":false}],"footer":{"text":"s-gsjxw092wq · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"原文","custom_id":"original:s-gsjxw092wq"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+third+note+on+tokens&searchtype=title"},{"type":2,"style":2,"label":"似た論文","custom_id":"similar:s-gsjxw092wq"}]}],"allowed_mentions":{"parse":[]},"nonce":"AWQmdmVA_wT6OC58nAUfBYHR7","enforce_nonce":true}','2026-11-26T16:34:19.108Z','2026-11-26T16:34:39.108Z',1,0,NULL,'2026-11-26T16:34:18Z','2026-11-26T16:34:19.125Z',NULL,'1575550280127217664',NULL);
INSERT INTO deliveries VALUES(5,4,'1575550267540111364','ja','withheld','no subscription',NULL,NULL,'2026-11-26T16:34:19.129Z','2026-11-26T16:34:39.129Z',1,0,NULL,'2026-11-26T16:34:18Z','2026-11-26T16:34:19.143Z',NULL,'1575550280215298048',NULL);
INSERT INTO deliveries VALUES(6,4,'1575550267540111365','en','sent',NULL,'Fhf7ybIesLV046p1uPKzyGCQt','{"embeds":[{"title":"A fourth note on fields","url":"https://arxiv.org/search/?query=A+fourth+note+on+fields&searchtype=title","description":"We note fields.","color":2071946,"fields":[{"name":"Authors","value":"Ed Fox","inline":false},{"name":"Categories","value":"stat.ME Methodology, cs.LG Machine Learning","inline":false},{"name":"This version","value":"<t:1735779600:D>","inline":false}],"footer":{"text":"s-g7ky765dqj · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"日本語","custom_id":"translation:s-g7ky765dqj"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+fourth+note+on+fields&searchtype=title"},{"type":2,"style":2,"label":"Similar","custom_id":"similar:s-g7ky765dqj"}]}],"allowed_mentions":{"parse":[]},"nonce":"Fhf7ybIesLV046p1uPKzyGCQt","enforce_nonce":true}','2026-11-26T16:34:19.088Z','2026-11-26T16:34:39.088Z',1,0,'1575550280148189184','2026-11-26T16:34:18Z','2026-11-26T16:34:19.106Z',NULL,'1575550280022360064',NULL);
INSERT INTO deliveries VALUES(7,5,'1575550267540111364','ja','sent',NULL,'byle4Q0Fk8zhMRSBQHI1UizEZ','{"embeds":[{"title":"A fifth note on noise","url":"https://arxiv.org/search/?query=A+fifth+note+on+noise&searchtype=title","description":"-# 機械翻訳: arxiv.jp / Google\n雑音の学習を示します。","color":3108830,"fields":[{"name":"著者","value":"Fay Gray","inline":false},{"name":"カテゴリー","value":"cs.LG 機械学習","inline":false},{"name":"この版の投稿日","value":"<t:1735783200:D>","inline":false}],"footer":{"text":"s-hfj8nzc1aq · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"原文","custom_id":"original:s-hfj8nzc1aq"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+fifth+note+on+noise&searchtype=title"},{"type":2,"style":2,"label":"似た論文","custom_id":"similar:s-hfj8nzc1aq"}]}],"allowed_mentions":{"parse":[]},"nonce":"byle4Q0Fk8zhMRSBQHI1UizEZ","enforce_nonce":true}','2026-11-26T16:34:19.145Z','2026-11-26T16:34:39.145Z',1,0,'1575550280370487296','2026-11-26T16:34:18Z','2026-11-26T16:34:19.157Z',NULL,'1575550280303378432',NULL);
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
) STRICT;
INSERT INTO inbox_files VALUES('/srv/shinchaku/inbox/second.txt',1070,1795710792389.0007324,NULL,'2026-11-26T16:34:18Z');
CREATE TABLE searches (
  id TEXT PRIMARY KEY,
  request TEXT NOT NULL,
  used_at TEXT NOT NULL
) STRICT;
CREATE TABLE deleted_headers (arxiv_id TEXT PRIMARY KEY, as_of TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  format TEXT NOT NULL,
  -- of format and facts
  hash BLOB NOT NULL UNIQUE,
  -- JSON of the fields in which the record differs from its merged paper
  facts TEXT NOT NULL
) STRICT;
INSERT INTO records VALUES(1,1,'arxiv-jp-text',X'ef7f3c8d46c7b484c4dc2d344ed4d10d','{"withdrawn":null,"versions":[],"asOf":null,"announcedAt":null}');
INSERT INTO records VALUES(2,2,'arxiv-jp-text',X'256188a7898bd4f4703c62ecde3f23f3','{"withdrawn":null,"versions":[],"asOf":null,"announcedAt":null}');
INSERT INTO records VALUES(3,3,'arxiv-jp-text',X'8c79d961d85f2d2d3bb3b6e3d41f9b64','{"abstract":"We note tokens.","abstractJa":"語の学習を示します。","updatedAt":"2025-01-01T03:00:00Z","withdrawn":null,"versions":[],"asOf":null,"announcedAt":null}');
INSERT INTO records VALUES(4,4,'arxiv-jp-text',X'9c238c68e953c9677a159c42cec31b66','{"withdrawn":null,"versions":[],"asOf":null,"announcedAt":null}');
INSERT INTO records VALUES(5,5,'arxiv-jp-text',X'68897f62d4bb9d4a3f1797de5241aee9','{"withdrawn":null,"versions":[],"asOf":null,"announcedAt":null}');
INSERT INTO records VALUES(6,3,'arxiv-jp-text',X'a021776cc70e74151796ea9b7cddf5f5','{"withdrawn":null,"versions":[],"asOf":null,"announcedAt":null}');
CREATE TABLE sightings (
  record_id INTEGER NOT NULL REFERENCES records (id),
  dump_id INTEGER NOT NULL REFERENCES dumps (id),
  at TEXT NOT NULL,
  PRIMARY KEY (record_id, dump_id)
) STRICT, WITHOUT ROWID;
INSERT INTO sightings VALUES(1,1,'2026-11-26T16:34:18Z');
INSERT INTO sightings VALUES(2,1,'2026-11-26T16:34:18Z');
INSERT INTO sightings VALUES(3,1,'2026-11-26T16:34:18Z');
INSERT INTO sightings VALUES(4,2,'2026-11-26T16:34:18Z');
INSERT INTO sightings VALUES(5,2,'2026-11-26T16:34:18Z');
INSERT INTO sightings VALUES(6,2,'2026-11-26T16:34:18Z');
CREATE TABLE evidence (
  value INTEGER NOT NULL,
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  PRIMARY KEY (value, paper_id)
) STRICT, WITHOUT ROWID;
INSERT INTO evidence VALUES(-9100386770941693051,4);
INSERT INTO evidence VALUES(-5358152589640968794,3);
INSERT INTO evidence VALUES(-5198802052194957688,5);
INSERT INTO evidence VALUES(-2445115240931791965,1);
INSERT INTO evidence VALUES(2400705383955752701,5);
INSERT INTO evidence VALUES(2975870947512597053,4);
INSERT INTO evidence VALUES(3319540540047221844,2);
INSERT INTO evidence VALUES(4418318085340773544,3);
INSERT INTO evidence VALUES(4619198730503661884,1);
INSERT INTO evidence VALUES(5730195049751572005,3);
INSERT INTO evidence VALUES(7378174115723423730,2);
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
INSERT INTO message_steps VALUES(1,4,'edit','done',1,0,NULL,'2026-11-26T16:34:20.000Z','2026-11-26T16:34:18Z','2026-11-26T16:34:20.538Z');
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL,
  destination TEXT NOT NULL,
  matched_at TEXT NOT NULL,
  -- why the delivery's row is gone, where that is right; a row that is gone without a reason is a hole in the books
  closed_reason TEXT
) STRICT;
INSERT INTO ledger VALUES(1,1,'1575550267540111364','2026-11-26T16:34:18Z',NULL);
INSERT INTO ledger VALUES(2,2,'1575550267540111364','2026-11-26T16:34:18Z',NULL);
INSERT INTO ledger VALUES(3,3,'1575550267540111365','2026-11-26T16:34:18Z',NULL);
INSERT INTO ledger VALUES(4,4,'1575550267540111364','2026-11-26T16:34:18Z',NULL);
INSERT INTO ledger VALUES(5,5,'1575550267540111364','2026-11-26T16:34:18Z',NULL);
INSERT INTO ledger VALUES(6,6,'1575550267540111365','2026-11-26T16:34:18Z',NULL);
INSERT INTO ledger VALUES(7,7,'1575550267540111364','2026-11-26T16:34:18Z',NULL);
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
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','paper_index','paper_index',0,'CREATE VIRTUAL TABLE paper_index USING fts5 (
  title, abstract, abstract_ja, comments, keys,
  content = '''', contentless_delete = 1, tokenize = "ascii tokenchars ''@#=!~^_.-''"
)');
CREATE TABLE IF NOT EXISTS 'paper_index_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO paper_index_data VALUES(1,X'061e13330079');
INSERT INTO paper_index_data VALUES(10,X'00000000ff0000010106070006010101010100000102010102020000010301010303010101040101040400000105010105050000010601010606000001');
INSERT INTO paper_index_data VALUES(137438953473,X'000001ec07302363732e6c6786bbd2a71006010404010340612e86bbd2a7100601040703026e6e86bbd2a710060104060202622e86bbd2a7100601040b03016f86bbd2a7100601040a0202632e86bbd2a7100601040d030368656e86bbd2a7100601040c02026c2e86bbd2a710060104090302656586bbd2a71006010408010f5e396562666164623437616165306286bbd2a7100601040501015f86bbd2a7100601040201016186bbd2a71002020105666972737486bbd2a710020301066b65726e656c86bbd2a710080601010401046e6f746586bbd2a710080401010301026f6e86bbd2a71002050102776586bbd2a7100601010201057e3831303086bbd2a710060104030103e3819786bbd2a710060104140403e381be86bbd2a7100601020803019986bbd2a710060104160301ae86bbd2a7100601040f0403e5ada686bbd2a710060102030301be86bbd2a710060104150403e3819986bbd2a710060102090202829286bbd2a710060104120403e7a4ba86bbd2a710060102060103e5ada686bbd2a710060104100403e7bf9286bbd2a710060102040103e6a0b886bbd2a7100601040e0403e381ae86bbd2a710060102020103e7a4ba86bbd2a710060104130403e3819786bbd2a710060102070202bf9286bbd2a710060104110403e3829286bbd2a7100601020504110e0d0d0c0d0e0d0d1a0c0a0e12100b0d100e0e0c0c0e0c0e0d0e0e0e0e0e0e0e0d');
INSERT INTO paper_index_data VALUES(274877906945,X'000001c907302363732e6c6786bbd2c320060104040207737461742e6d6c86bbd2c32006010405010340632e86bbd2c3200601040803017986bbd2c320060104070202642e86bbd2c3200601040a030361686c86bbd2c32006010409010f5e326138383565613139613836666286bbd2c3200601040601015f86bbd2c3200601040201016186bbd2c32002020105677261706886bbd2c320080601010401046e6f746586bbd2c320080401010301026f6e86bbd2c320020501067365636f6e6486bbd2c32002030102776586bbd2c3200601010201057e3831303086bbd2c320060104030103e3819786bbd2c320060104110403e381be86bbd2c3200601020803019986bbd2c320060104130301ae86bbd2c3200601040c0403e5ada686bbd2c320060102030301be86bbd2c320060104120403e3819986bbd2c320060102090202829286bbd2c3200601040f0403e7a4ba86bbd2c320060102060103e59bb386bbd2c3200601040b0403e381ae86bbd2c320060102020202ada686bbd2c3200601040d0403e7bf9286bbd2c320060102040103e7a4ba86bbd2c320060104100403e3819786bbd2c320060102070202bf9286bbd2c3200601040e0403e3829286bbd2c320060102050411120e0c0d0e1a0c0a11100b0f0d100e0e0c0c0e0c0e0d0e0e0e0d0e0e0e0d');
INSERT INTO paper_index_data VALUES(412316860417,X'000001f607302363732e636c86bbd2df300601040405026c6786bbd2df3006010405010340612e86bbd2df300601040c03026e6e86bbd2df300601040b0202642e86bbd2df300601040803016986bbd2df30060104070202652e86bbd2df300601040a0302746f86bbd2df300601040902026c2e86bbd2df300601040e0302656586bbd2df300601040d010f5e323366613862396264316566353986bbd2df300601040601015f86bbd2df300601040201016186bbd2df30020201046e6f746586bbd2df30080401010301026f6e86bbd2df3002050105746869726486bbd2df30020302046f6b656e86bbd2df3008060101040102776586bbd2df300601010201057e3831303086bbd2df30060104030103e3819786bbd2df30060104150403e381be86bbd2df300601020803019986bbd2df30060104170301ae86bbd2df30060104100403e5ada686bbd2df30060102030301be86bbd2df30060104160403e3819986bbd2df30060102090202829286bbd2df30060104130403e7a4ba86bbd2df30060102060103e5ada686bbd2df30060104110403e7bf9286bbd2df30060102040103e7a4ba86bbd2df30060104140403e3819786bbd2df30060102070202bf9286bbd2df30060104120403e3829286bbd2df30060102050103e8aa9e86bbd2df300601040f0403e381ae86bbd2df300601020204110d0e0d0d0c0d0d0d0d1a0c0a100b0e100d100e0e0c0c0e0c0e0d0e0e0e0e0e0d0e0e');
INSERT INTO paper_index_data VALUES(549755813889,X'000001c707302363732e6c6786bbd7ca10060104050207737461742e6d6586bbd7ca1006010404010340652e86bbd7ca100601040803016486bbd7ca10060104070202662e86bbd7ca100601040a03026f7886bbd7ca1006010409010f5e393565386337323430353965333286bbd7ca100601040601015f86bbd7ca100601040201016186bbd7ca10020201056669656c6486bbd7ca10080601010402056f7572746886bbd7ca10020301046e6f746586bbd7ca10080401010301026f6e86bbd7ca1002050102776586bbd7ca100601010201057e3831303086bbd7ca10060104030103e3819786bbd7ca10060104110403e381be86bbd7ca100601020803019986bbd7ca10060104130301ae86bbd7ca100601040c0403e5ada686bbd7ca10060102030301be86bbd7ca10060104120403e3819986bbd7ca10060102090202829286bbd7ca100601040f0403e7a4ba86bbd7ca10060102060103e5a0b486bbd7ca100601040b0403e381ae86bbd7ca10060102020202ada686bbd7ca100601040d0403e7bf9286bbd7ca10060102040103e7a4ba86bbd7ca10060104100403e3819786bbd7ca10060102070202bf9286bbd7ca100601040e0403e3829286bbd7ca10060102050411120e0c0d0d1a0c0a110e100b0d100e0e0c0c0e0c0e0d0e0e0e0d0e0e0e0d');
INSERT INTO paper_index_data VALUES(687194767361,X'000001d007302363732e6c6786bbd7e62006010404010340662e86bbd7e620060104070302617986bbd7e620060104060202672e86bbd7e62006010409030372617986bbd7e62006010408010f5e363634313338306135313934313086bbd7e6200601040501015f86bbd7e6200601040201016186bbd7e62002020105666966746886bbd7e620020301046e6f697386bbd7e62008060101040302746586bbd7e620080401010301026f6e86bbd7e62002050102776586bbd7e6200601010201057e3831303086bbd7e620060104030103e3819786bbd7e620060104110403e381be86bbd7e6200601020903019986bbd7e620060104130301ae86bbd7e6200601040c0403e5ada686bbd7e620060102040301be86bbd7e620060104120403e3819986bbd7e6200601020a0202829286bbd7e6200601040f0403e7a4ba86bbd7e620060102070103e5ada686bbd7e6200601040d0403e7bf9286bbd7e620060102050103e7a4ba86bbd7e620060104100403e3819786bbd7e620060102080202bf9286bbd7e6200601040e0403e3829286bbd7e620060102060103e99b9186bbd7e6200601040a0403e99fb386bbd7e6200601020202029fb386bbd7e6200601040b0403e381ae86bbd7e6200601020304110e0d0d0e1a0c0a0e100e0b0d100e0e0c0c0e0c0e0d0e0e0e0e0e0d0e0e0e0d');
INSERT INTO paper_index_data VALUES(824633720833,X'0000023a07302363732e636c86bbd2df300601040405026c6786bbd2df3006010405010340612e86bbd2df300601040c03026e6e86bbd2df300601040b0202642e86bbd2df300601040803016986bbd2df30060104070202652e86bbd2df300601040a0302746f86bbd2df300601040902026c2e86bbd2df300601040e0302656586bbd2df300601040d010f5e323366613862396264316566353986bbd2df300601040601015f86bbd2df300601040201016186bbd2df30020202046761696e86bbd2df300601010501046e6f746586bbd2df30080401010301026f6e86bbd2df3002050105746869726486bbd2df30020302046f6b656e86bbd2df3008060101040102776586bbd2df300601010201057e3831303086bbd2df30060104030103e3819786bbd2df30060104170403e381be86bbd2df300601020a03019986bbd2df30060104190301ae86bbd2df30060104100403e5ada686bbd2df30060102030301b386bbd2df30060104150403e7a4ba86bbd2df30060102080301be86bbd2df30060104180403e3819986bbd2df300601020b0202829286bbd2df30060104130403e5868d86bbd2df30060102060103e5868d86bbd2df30060104140403e381b386bbd2df30060102070202ada686bbd2df30060104110403e7bf9286bbd2df30060102040103e7a4ba86bbd2df30060104160403e3819786bbd2df30060102090202bf9286bbd2df30060104120403e3829286bbd2df30060102050103e8aa9e86bbd2df300601040f0403e381ae86bbd2df300601020204110d0e0d0d0c0d0d0d0d1a0c0a0f100b0e100d100e0e0c0c0e0c0e0c0e0d0e0e0e0d0e0e0e0d0e0e');
INSERT INTO paper_index_data VALUES(9007611571601408,X'0400000000000001000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000006774afb0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE IF NOT EXISTS 'paper_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO paper_index_idx VALUES(1,X'',2);
INSERT INTO paper_index_idx VALUES(2,X'',2);
INSERT INTO paper_index_idx VALUES(3,X'',2);
INSERT INTO paper_index_idx VALUES(4,X'',2);
INSERT INTO paper_index_idx VALUES(5,X'',2);
INSERT INTO paper_index_idx VALUES(6,X'',2);
CREATE TABLE IF NOT EXISTS 'paper_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);
INSERT INTO paper_index_docsize VALUES(1735693200,X'0503080015',1);
INSERT INTO paper_index_docsize VALUES(1735696800,X'0503080012',2);
INSERT INTO paper_index_docsize VALUES(1735700400,X'05040a0018',6);
INSERT INTO paper_index_docsize VALUES(1735779600,X'0503080012',4);
INSERT INTO paper_index_docsize VALUES(1735783200,X'0503090012',5);
CREATE TABLE IF NOT EXISTS 'paper_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO paper_index_config VALUES('version',4);
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
CREATE UNIQUE INDEX subscriptions_live ON subscriptions (destination, category) WHERE removed_at IS NULL;
CREATE INDEX deliveries_open ON deliveries (state, next_attempt_at) WHERE state IN ('pending', 'sending');
CREATE INDEX deliveries_state ON deliveries (destination, state);
CREATE INDEX records_paper ON records (paper_id);
CREATE INDEX deliveries_paper ON deliveries (paper_id);
CREATE INDEX message_steps_open ON message_steps (next_attempt_at) WHERE state = 'pending';
CREATE UNIQUE INDEX ledger_open ON ledger (delivery_id) WHERE closed_reason IS NULL;
CREATE TRIGGER ledger_line AFTER INSERT ON deliveries BEGIN
  INSERT INTO ledger (delivery_id, destination, matched_at) VALUES (new.id, new.destination, new.created_at);
END;
CREATE INDEX name_counts_frequent ON name_counts (kind, papers, name) WHERE papers >= 4;
PRAGMA writable_schema=OFF;
COMMIT;
