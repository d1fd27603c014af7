PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO migrations VALUES('0001-first-schema','2026-11-26T16:34:34Z');
INSERT INTO migrations VALUES('0002-one-paper','2026-11-26T16:34:34Z');
INSERT INTO migrations VALUES('0003-delivery','2026-11-26T16:34:34Z');
INSERT INTO migrations VALUES('0004-search','2026-11-26T16:34:34Z');
INSERT INTO migrations VALUES('0005-index-stems','2026-11-26T16:34:34Z');
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO meta VALUES('database_id','1d9d09124c09fc4774352288');
INSERT INTO meta VALUES('application_id','1575550334518951936');
INSERT INTO meta VALUES('names_counted_to','5');
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
INSERT INTO dumps VALUES(1,'1b4cf488178ea26da0a95bc9f2642229c62c68d85c58f8bbafaadc879ce9daab','arxiv-jp-text','/srv/shinchaku/data/sample/arxiv-jp-cs.LG.txt','2026-11-26T16:34:35Z','2026-11-26T16:34:35Z',NULL,3);
INSERT INTO dumps VALUES(2,'fda82e24b7b5c34963bb046b0940af1e0803853e819056bfabf55baf4e5158d6','arxiv-jp-text','/srv/shinchaku/inbox/second.txt','2026-11-26T16:34:35Z','2026-11-26T16:34:35Z',NULL,3);
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
INSERT INTO papers VALUES(1,'s-72g2d2393k',NULL,1735693200,'2025-01-01T01:00:00Z','{"arxivId":null,"version":null,"title":"A first note on kernels","titleJa":null,"abstract":"We note kernels.","abstractJa":"核の学習を示します。","authors":["Ann Lee","Bo Chen"],"categories":["cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-01T01:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:35Z',1,NULL);
INSERT INTO papers VALUES(2,'s-m8mk9a8777',NULL,1735696800,'2025-01-01T02:00:00Z','{"arxivId":null,"version":null,"title":"A second note on graphs","titleJa":null,"abstract":"We note graphs.","abstractJa":"図の学習を示します。","authors":["Cy Dahl"],"categories":["cs.LG","stat.ML"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-01T02:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:35Z',1,NULL);
INSERT INTO papers VALUES(3,'s-gsjxw092wq',NULL,1735700400,'2025-01-01T03:00:00Z','{"arxivId":null,"version":null,"title":"A third note on tokens","titleJa":null,"abstract":"We note tokens again.","abstractJa":"語の学習を再び示します。","authors":["Di Eto","Ann Lee"],"categories":["cs.CL","cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-02T03:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:35Z',1,NULL);
INSERT INTO papers VALUES(4,'s-g7ky765dqj',NULL,1735779600,'2025-01-02T01:00:00Z','{"arxivId":null,"version":null,"title":"A fourth note on fields","titleJa":null,"abstract":"We note fields.","abstractJa":"場の学習を示します。","authors":["Ed Fox"],"categories":["stat.ME","cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-02T01:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:35Z',2,NULL);
INSERT INTO papers VALUES(5,'s-hfj8nzc1aq',NULL,1735783200,'2025-01-02T02:00:00Z','{"arxivId":null,"version":null,"title":"A fifth note on noise","titleJa":null,"abstract":"We note noise.","abstractJa":"雑音の学習を示します。","authors":["Fay Gray"],"categories":["cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-02T02:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:35Z',2,NULL);
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
INSERT INTO subscriptions VALUES(1,'1575550334518951939','1575550334518951940','cs.LG','ja','1575550334518951937','2026-11-26T16:34:35Z',NULL);
INSERT INTO subscriptions VALUES(2,'1575550334518951939','1575550334518951941','stat','en','1575550334518951937','2026-11-26T16:34:35Z',NULL);
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
INSERT INTO deliveries VALUES(1,1,'1575550334518951940','ja','pending',NULL,NULL,NULL,NULL,'2026-11-26T16:34:56.203Z',0,0,NULL,'2026-11-26T16:34:35Z',NULL,NULL,'1575550334518951940',NULL);
INSERT INTO deliveries VALUES(2,2,'1575550334518951940','ja','sending',NULL,'X6i55FeEqYLVc_kHEuUuRV0L8','{"embeds":[{"title":"A second note on graphs","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title","description":"-# 機械翻訳: arxiv.jp / Google\n図の学習を示します。","color":3108830,"fields":[{"name":"著者","value":"Cy Dahl","inline":false},{"name":"カテゴリー","value":"cs.LG 機械学習、stat.ML 機械学習（統計学）","inline":false},{"name":"この版の投稿日","value":"<t:1735696800:D>","inline":false}],"footer":{"text":"s-m8mk9a8777 · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"原文","custom_id":"original:s-m8mk9a8777"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title"},{"type":2,"style":2,"label":"似た論文","custom_id":"similar:s-m8mk9a8777"}]}],"allowed_mentions":{"parse":[]},"nonce":"X6i55FeEqYLVc_kHEuUuRV0L8","enforce_nonce":true}','2026-11-26T16:34:36.473Z','2026-11-26T16:34:56.473Z',1,0,NULL,'2026-11-26T16:34:35Z',NULL,NULL,'1575550352843866112',NULL);
INSERT INTO deliveries VALUES(3,2,'1575550334518951941','en','held','outcome unknown','NE-0kGNP-IhlKwwv3v6o26opp','{"embeds":[{"title":"A second note on graphs","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title","description":"We note graphs.","color":3108830,"fields":[{"name":"Authors","value":"Cy Dahl","inline":false},{"name":"Categories","value":"cs.LG Machine Learning, stat.ML Machine Learning","inline":false},{"name":"This version","value":"<t:1735696800:D>","inline":false}],"footer":{"text":"s-m8mk9a8777 · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"日本語","custom_id":"translation:s-m8mk9a8777"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title"},{"type":2,"style":2,"label":"Similar","custom_id":"similar:s-m8mk9a8777"}]}],"allowed_mentions":{"parse":[]},"nonce":"NE-0kGNP-IhlKwwv3v6o26opp","enforce_nonce":true}','2026-11-26T16:34:36.203Z','2026-11-26T16:34:56.203Z',1,0,NULL,'2026-11-26T16:34:35Z',NULL,NULL,'1575550334518951941',NULL);
INSERT INTO deliveries VALUES(4,3,'1575550334518951940','ja','rejected','refused','mF6_83kVn_BHeEu5nQRr-qrdD','{"embeds":[{"title":"A third note on tokens","url":"https://arxiv.org/search/?query=A+third+note+on+tokens&searchtype=title","description":"-# 機械翻訳: arxiv.jp / Google\n語の学習を再び示します。","color":3108830,"fields":[{"name":"著者","value":"Di Eto、Ann Lee","inline":false},{"name":"カテゴリー","value":"cs.CL 計算言語学・自然言語処理、cs.LG 機械学習","inline":false},{"name":"この版の投稿日","value":"<t:1735786800:D>","inline":false}],"footer":{"text":"s-gsjxw092wq · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"原文","custom_id":"original:s-gsjxw092wq"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+third+note+on+tokens&searchtype=title"},{"type":2,"style":2,"label":"似た論文","custom_id":"similar:s-gsjxw092wq"}]}],"allowed_mentions":{"parse":[]},"nonce":"mF6_83kVn_BHeEu5nQRr-qrdD","enforce_nonce":true}','2026-11-26T16:34:36.510Z','2026-11-26T16:34:56.510Z',1,0,NULL,'2026-11-26T16:34:35Z','2026-11-26T16:34:36.530Z',NULL,'1575550353049387008',NULL);
INSERT INTO deliveries VALUES(5,4,'1575550334518951940','ja','withheld','no subscription',NULL,NULL,'2026-11-26T16:34:36.533Z','2026-11-26T16:34:56.533Z',1,0,NULL,'2026-11-26T16:34:35Z','2026-11-26T16:34:36.549Z',NULL,'1575550353191993344',NULL);
INSERT INTO deliveries VALUES(6,4,'1575550334518951941','en','sent',NULL,'CyZnaVwiXBN1UzXMD9t-zUeNL','{"embeds":[{"title":"A fourth note on fields","url":"https://arxiv.org/search/?query=A+fourth+note+on+fields&searchtype=title","description":"We note fields.","color":2071946,"fields":[{"name":"Authors","value":"Ed Fox","inline":false},{"name":"Categories","value":"stat.ME Methodology, cs.LG Machine Learning","inline":false},{"name":"This version","value":"<t:1735779600:D>","inline":false}],"footer":{"text":"s-g7ky765dqj · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"日本語","custom_id":"translation:s-g7ky765dqj"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+fourth+note+on+fields&searchtype=title"},{"type":2,"style":2,"label":"Similar","custom_id":"similar:s-g7ky765dqj"}]}],"allowed_mentions":{"parse":[]},"nonce":"CyZnaVwiXBN1UzXMD9t-zUeNL","enforce_nonce":true}','2026-11-26T16:34:36.475Z','2026-11-26T16:34:56.475Z',1,0,'1575550353078747136','2026-11-26T16:34:35Z','2026-11-26T16:34:36.508Z',NULL,'1575550352919363584',NULL);
INSERT INTO deliveries VALUES(7,5,'1575550334518951940','ja','sent',NULL,'IEtdR7WTvF36z0sZS1vk3S1p6','{"embeds":[{"title":"A fifth note on noise","url":"https://arxiv.org/search/?query=A+fifth+note+on+noise&searchtype=title","description":"-# 機械翻訳: arxiv.jp / Google\n雑音の学習を示します。","color":3108830,"fields":[{"name":"著者","value":"Fay Gray","inline":false},{"name":"カテゴリー","value":"cs.LG 機械学習","inline":false},{"name":"この版の投稿日","value":"<t:1735783200:D>","inline":false}],"footer":{"text":"s-hfj8nzc1aq · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"原文","custom_id":"original:s-hfj8nzc1aq"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+fifth+note+on+noise&searchtype=title"},{"type":2,"style":2,"label":"似た論文","custom_id":"similar:s-hfj8nzc1aq"}]}],"allowed_mentions":{"parse":[]},"nonce":"IEtdR7WTvF36z0sZS1vk3S1p6","enforce_nonce":true}','2026-11-26T16:34:36.562Z','2026-11-26T16:34:56.562Z',1,0,'1575550353414291456','2026-11-26T16:34:35Z','2026-11-26T16:34:36.569Z',NULL,'1575550353309433856',NULL);
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
INSERT INTO inbox_files VALUES('/srv/shinchaku/inbox/second.txt',1070,1795710805556.9328613,NULL,'2026-11-26T16:34:36Z');
CREATE TABLE searches (
  id TEXT PRIMARY KEY,
  request TEXT NOT NULL,
  used_at TEXT NOT NULL
) STRICT;
CREATE TABLE deleted_headers (arxiv_id TEXT PRIMARY KEY, as_of TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE evidence (
  value INTEGER NOT NULL,
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  PRIMARY KEY (value, paper_id)
) STRICT, WITHOUT ROWID;
INSERT INTO evidence VALUES(-8388012112630941768,2);
INSERT INTO evidence VALUES(-8191857267054718114,5);
INSERT INTO evidence VALUES(-8072583165101122862,4);
INSERT INTO evidence VALUES(-3484047774519961987,3);
INSERT INTO evidence VALUES(-532076088040522602,1);
INSERT INTO evidence VALUES(465921595722807825,1);
INSERT INTO evidence VALUES(465922562251731570,2);
INSERT INTO evidence VALUES(465923528361412563,3);
INSERT INTO evidence VALUES(465944788626888176,4);
INSERT INTO evidence VALUES(465945755003460376,5);
INSERT INTO evidence VALUES(465946721184810963,3);
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
INSERT INTO message_steps VALUES(1,4,'edit','done',1,0,NULL,'2026-11-26T16:34:37.000Z','2026-11-26T16:34:35Z','2026-11-26T16:34:38.208Z');
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL,
  destination TEXT NOT NULL,
  matched_at TEXT NOT NULL,
  -- why the delivery's row is gone, where that is right; a row that is gone without a reason is a hole in the books
  closed_reason TEXT
) STRICT;
INSERT INTO ledger VALUES(1,1,'1575550334518951940','2026-11-26T16:34:35Z',NULL);
INSERT INTO ledger VALUES(2,2,'1575550334518951940','2026-11-26T16:34:35Z',NULL);
INSERT INTO ledger VALUES(3,3,'1575550334518951941','2026-11-26T16:34:35Z',NULL);
INSERT INTO ledger VALUES(4,4,'1575550334518951940','2026-11-26T16:34:35Z',NULL);
INSERT INTO ledger VALUES(5,5,'1575550334518951940','2026-11-26T16:34:35Z',NULL);
INSERT INTO ledger VALUES(6,6,'1575550334518951941','2026-11-26T16:34:35Z',NULL);
INSERT INTO ledger VALUES(7,7,'1575550334518951940','2026-11-26T16:34:35Z',NULL);
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
INSERT INTO sightings VALUES(1,1,'2026-11-26T16:34:35Z');
INSERT INTO sightings VALUES(2,1,'2026-11-26T16:34:35Z');
INSERT INTO sightings VALUES(3,1,'2026-11-26T16:34:35Z');
INSERT INTO sightings VALUES(4,2,'2026-11-26T16:34:35Z');
INSERT INTO sightings VALUES(5,2,'2026-11-26T16:34:35Z');
INSERT INTO sightings VALUES(6,2,'2026-11-26T16:34:35Z');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','paper_index','paper_index',0,'CREATE VIRTUAL TABLE paper_index USING fts5 (
  title, abstract, abstract_ja, comments, keys,
  content = '''', contentless_delete = 1, tokenize = ''porter ascii''
)');
CREATE TABLE IF NOT EXISTS 'paper_index_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO paper_index_data VALUES(1,X'061e1333008101');
INSERT INTO paper_index_data VALUES(10,X'00000002ff000001020107000000010701010106000005');
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
INSERT INTO paper_index_config VALUES('automerge',16);
INSERT INTO paper_index_config VALUES('crisismerge',64);
INSERT INTO paper_index_config VALUES('version',4);
CREATE UNIQUE INDEX subscriptions_live ON subscriptions (destination, category) WHERE removed_at IS NULL;
CREATE INDEX deliveries_open ON deliveries (state, next_attempt_at) WHERE state IN ('pending', 'sending');
CREATE INDEX deliveries_state ON deliveries (destination, state);
CREATE INDEX deliveries_paper ON deliveries (paper_id);
CREATE INDEX message_steps_open ON message_steps (next_attempt_at) WHERE state = 'pending';
CREATE UNIQUE INDEX ledger_open ON ledger (delivery_id) WHERE closed_reason IS NULL;
CREATE TRIGGER ledger_line AFTER INSERT ON deliveries BEGIN
  INSERT INTO ledger (delivery_id, destination, matched_at) VALUES (new.id, new.destination, new.created_at);
END;
CREATE INDEX name_counts_frequent ON name_counts (kind, papers, name) WHERE papers >= 4;
CREATE INDEX records_paper ON records (paper_id);
PRAGMA writable_schema=OFF;
COMMIT;
