PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO migrations VALUES('0001-first-schema','2026-11-26T16:34:06Z');
INSERT INTO migrations VALUES('0002-one-paper','2026-11-26T16:34:06Z');
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO meta VALUES('database_id','13886ea357813e3979ee2f24');
INSERT INTO meta VALUES('application_id','1575550219959926784');
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
INSERT INTO dumps VALUES(1,'1b4cf488178ea26da0a95bc9f2642229c62c68d85c58f8bbafaadc879ce9daab','arxiv-jp-text','/srv/shinchaku/data/sample/arxiv-jp-cs.LG.txt','2026-11-26T16:34:07Z','2026-11-26T16:34:07Z',NULL,3);
INSERT INTO dumps VALUES(2,'fda82e24b7b5c34963bb046b0940af1e0803853e819056bfabf55baf4e5158d6','arxiv-jp-text','/srv/shinchaku/inbox/second.txt','2026-11-26T16:34:07Z','2026-11-26T16:34:07Z',NULL,3);
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
INSERT INTO papers VALUES(1,'s-72g2d2393k',NULL,113750389555201,'2025-01-01T01:00:00Z','{"arxivId":null,"version":null,"title":"A first note on kernels","titleJa":null,"abstract":"We note kernels.","abstractJa":"核の学習を示します。","authors":["Ann Lee","Bo Chen"],"categories":["cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-01T01:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:07Z',1,NULL);
INSERT INTO papers VALUES(2,'s-m8mk9a8777',NULL,113750625484801,'2025-01-01T02:00:00Z','{"arxivId":null,"version":null,"title":"A second note on graphs","titleJa":null,"abstract":"We note graphs.","abstractJa":"図の学習を示します。","authors":["Cy Dahl"],"categories":["cs.LG","stat.ML"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-01T02:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:07Z',1,NULL);
INSERT INTO papers VALUES(3,'s-gsjxw092wq',NULL,113750861414401,'2025-01-01T03:00:00Z','{"arxivId":null,"version":null,"title":"A third note on tokens","titleJa":null,"abstract":"We note tokens again.","abstractJa":"語の学習を再び示します。","authors":["Di Eto","Ann Lee"],"categories":["cs.CL","cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-02T03:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:07Z',1,NULL);
INSERT INTO papers VALUES(4,'s-g7ky765dqj',NULL,113756051865601,'2025-01-02T01:00:00Z','{"arxivId":null,"version":null,"title":"A fourth note on fields","titleJa":null,"abstract":"We note fields.","abstractJa":"場の学習を示します。","authors":["Ed Fox"],"categories":["stat.ME","cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-02T01:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:07Z',2,NULL);
INSERT INTO papers VALUES(5,'s-hfj8nzc1aq',NULL,113756287795201,'2025-01-02T02:00:00Z','{"arxivId":null,"version":null,"title":"A fifth note on noise","titleJa":null,"abstract":"We note noise.","abstractJa":"雑音の学習を示します。","authors":["Fay Gray"],"categories":["cs.LG"],"primaryCategory":null,"submittedAt":null,"updatedAt":"2025-01-02T02:00:00Z","announceType":null,"comments":null,"journalRef":null,"doi":null,"reportNo":null,"license":null,"withdrawn":false,"translation":{"site":"arxiv.jp","service":"Google"}}',1,'2026-11-26T16:34:07Z',2,NULL);
CREATE TABLE paper_categories (
  category TEXT NOT NULL,
  search_id INTEGER NOT NULL,
  PRIMARY KEY (category, search_id)
) STRICT, WITHOUT ROWID;
INSERT INTO paper_categories VALUES('cs.CL',113750861414401);
INSERT INTO paper_categories VALUES('cs.LG',113750389555201);
INSERT INTO paper_categories VALUES('cs.LG',113750625484801);
INSERT INTO paper_categories VALUES('cs.LG',113750861414401);
INSERT INTO paper_categories VALUES('cs.LG',113756051865601);
INSERT INTO paper_categories VALUES('cs.LG',113756287795201);
INSERT INTO paper_categories VALUES('stat.ME',113756051865601);
INSERT INTO paper_categories VALUES('stat.ML',113750625484801);
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','paper_index','paper_index',0,'CREATE VIRTUAL TABLE paper_index USING fts5 (
  title, abstract, abstract_ja, authors, comments,
  content = '''', contentless_delete = 1, tokenize = ''ascii''
)');
CREATE TABLE IF NOT EXISTS 'paper_index_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO paper_index_data VALUES(1,X'061e13391200');
INSERT INTO paper_index_data VALUES(10,X'00000000ff0000010106070006010101010100000102010102020000010301010303010101040101040400000105010105050000010601010606000001');
INSERT INTO paper_index_data VALUES(137438953473,X'0000014102306199eec99cc08001020202026e6e99eec99cc08001060103020102626f99eec99cc080010601030401046368656e99eec99cc08001060103050105666972737499eec99cc08001020301066b65726e656c99eec99cc08001080601010401036c656599eec99cc080010601030301046e6f746599eec99cc08001080401010301026f6e99eec99cc0800102050102776599eec99cc08001060101020106e38197e381be99eec99cc080010601020803019999eec99cc080010601020a0304aee5ada699eec99cc08001060102030304bee3819999eec99cc080010601020902058292e7a4ba99eec99cc08001060102060106e5ada6e7bf9299eec99cc08001060102040106e6a0b8e381ae99eec99cc08001060102020106e7a4bae3819799eec99cc08001060102070205bf92e3829299eec99cc0800106010205040c0f0f11101410120d0f130e111112131313');
INSERT INTO paper_index_data VALUES(274877906945,X'0000012102306199eeca8d80800102020102637999eeca8d8080010601030201046461686c99eeca8d808001060103030105677261706899eeca8d808001080601010401046e6f746599eeca8d808001080401010301026f6e99eeca8d808001020501067365636f6e6499eeca8d80800102030102776599eeca8d808001060101020106e38197e381be99eeca8d8080010601020803019999eeca8d8080010601020a0304aee5ada699eeca8d808001060102030304bee3819999eeca8d8080010601020902058292e7a4ba99eeca8d808001060102060106e59bb3e381ae99eeca8d808001060102020205ada6e7bf9299eeca8d808001060102040106e7a4bae3819799eeca8d808001060102070205bf92e3829299eeca8d80800106010205040c0f1113120d110f130e111112131213');
INSERT INTO paper_index_data VALUES(412316860417,X'0000013e02306199eecafdc08001020202026e6e99eecafdc08001060103040102646999eecafdc0800106010302010365746f99eecafdc080010601030301036c656599eecafdc080010601030501046e6f746599eecafdc08001080401010301026f6e99eecafdc0800102050105746869726499eecafdc08001020302046f6b656e99eecafdc0800108060101040102776599eecafdc08001060101020106e38197e381be99eecafdc080010601020803019999eecafdc080010601020a0304aee5ada699eecafdc08001060102030304bee3819999eecafdc080010601020902058292e7a4ba99eecafdc08001060102060106e5ada6e7bf9299eecafdc08001060102040106e7a4bae3819799eecafdc08001060102070205bf92e3829299eecafdc08001060102050106e8aa9ee381ae99eecafdc0800106010202040c0f0f1010120d10120f130e111112131312');
INSERT INTO paper_index_data VALUES(549755813889,X'0000011d02306199eedea8c0800102020102656499eedea8c080010601030201056669656c6499eedea8c08001080601010402056f7572746899eedea8c08001020303017899eedea8c080010601030301046e6f746599eedea8c08001080401010301026f6e99eedea8c0800102050102776599eedea8c08001060101020106e38197e381be99eedea8c080010601020803019999eedea8c080010601020a0304aee5ada699eedea8c08001060102030304bee3819999eedea8c080010601020902058292e7a4ba99eedea8c08001060102060106e5a0b4e381ae99eedea8c08001060102020205ada6e7bf9299eedea8c08001060102040106e7a4bae3819799eedea8c08001060102070205bf92e3829299eedea8c0800106010205040c0f13100e120d0f130e111112131213');
INSERT INTO paper_index_data VALUES(687194767361,X'0000013002306199eedf998080010202010366617999eedf998080010601030202046966746899eedf99808001020301046772617999eedf998080010601030301046e6f697399eedf9980800108060101040302746599eedf99808001080401010301026f6e99eedf9980800102050102776599eedf99808001060101020106e38197e381be99eedf998080010601020903019999eedf998080010601020b0304aee5ada699eedf99808001060102040304bee3819999eedf998080010601020a02058292e7a4ba99eedf99808001060102070106e5ada6e7bf9299eedf99808001060102050106e7a4bae3819799eedf99808001060102080205bf92e3829299eedf99808001060102060106e99b91e99fb399eedf998080010601020202059fb3e381ae99eedf9980800106010203040c100f1112100d0f130e11111213131213');
INSERT INTO paper_index_data VALUES(824633720833,X'0000017202306199eecafdc08001020202046761696e99eecafdc080010601010502026e6e99eecafdc08001060103040102646999eecafdc0800106010302010365746f99eecafdc080010601030301036c656599eecafdc080010601030501046e6f746599eecafdc08001080401010301026f6e99eecafdc0800102050105746869726499eecafdc08001020302046f6b656e99eecafdc0800108060101040102776599eecafdc08001060101020106e38197e381be99eecafdc080010601020a03019999eecafdc080010601020c0304aee5ada699eecafdc08001060102030304b3e7a4ba99eecafdc08001060102080304bee3819999eecafdc080010601020b02058292e5868d99eecafdc08001060102060106e5868de381b399eecafdc08001060102070205ada6e7bf9299eecafdc08001060102040106e7a4bae3819799eecafdc08001060102090205bf92e3829299eecafdc08001060102050106e8aa9ee381ae99eecafdc0800106010202040c110f0f1010120d10120f130e1111111213121312');
INSERT INTO paper_index_data VALUES(9007611571601408,X'0800000000000001000000000000000000006774afb00001000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE IF NOT EXISTS 'paper_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO paper_index_idx VALUES(1,X'',2);
INSERT INTO paper_index_idx VALUES(2,X'',2);
INSERT INTO paper_index_idx VALUES(3,X'',2);
INSERT INTO paper_index_idx VALUES(4,X'',2);
INSERT INTO paper_index_idx VALUES(5,X'',2);
INSERT INTO paper_index_idx VALUES(6,X'',2);
CREATE TABLE IF NOT EXISTS 'paper_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);
INSERT INTO paper_index_docsize VALUES(113750389555201,X'0503090400',1);
INSERT INTO paper_index_docsize VALUES(113750625484801,X'0503090200',2);
INSERT INTO paper_index_docsize VALUES(113750861414401,X'05040b0400',6);
INSERT INTO paper_index_docsize VALUES(113756051865601,X'0503090200',4);
INSERT INTO paper_index_docsize VALUES(113756287795201,X'05030a0200',5);
CREATE TABLE IF NOT EXISTS 'paper_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO paper_index_config VALUES('version',4);
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
INSERT INTO subscriptions VALUES(1,'1575550219959926787','1575550219959926788','cs.LG','ja','1575550219959926785','2026-11-26T16:34:07Z',NULL);
INSERT INTO subscriptions VALUES(2,'1575550219959926787','1575550219959926789','stat','en','1575550219959926785','2026-11-26T16:34:07Z',NULL);
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
  settled_at TEXT,
  UNIQUE (destination, paper_id)
) STRICT;
INSERT INTO deliveries VALUES(1,1,'1575550219959926788','ja','pending',NULL,NULL,NULL,NULL,'2026-11-26T16:34:08.039Z',0,0,NULL,'2026-11-26T16:34:07Z',NULL);
INSERT INTO deliveries VALUES(2,2,'1575550219959926788','ja','sending',NULL,'Aotw-ewHphSLSP64d3-izTSsR','{"embeds":[{"title":"A second note on graphs","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title","description":"-# 機械翻訳: arxiv.jp / Google\n図の学習を示します。","color":3108830,"fields":[{"name":"著者","value":"Cy Dahl","inline":false},{"name":"カテゴリー","value":"cs.LG 機械学習、stat.ML 機械学習（統計学）","inline":false},{"name":"この版の投稿日","value":"<t:1735696800:D>","inline":false}],"footer":{"text":"s-m8mk9a8777 · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"原文","custom_id":"original:s-m8mk9a8777"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title"}]}],"allowed_mentions":{"parse":[]},"nonce":"Aotw-ewHphSLSP64d3-izTSsR","enforce_nonce":true}','2026-11-26T16:34:08.097Z','2026-11-26T16:34:08.097Z',1,0,NULL,'2026-11-26T16:34:07Z',NULL);
INSERT INTO deliveries VALUES(3,2,'1575550219959926789','en','held','outcome unknown','ZF4m3AK7C0ass24avmPoGfKAw','{"embeds":[{"title":"A second note on graphs","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title","description":"We note graphs.","color":3108830,"fields":[{"name":"Authors","value":"Cy Dahl","inline":false},{"name":"Categories","value":"cs.LG Machine Learning, stat.ML Machine Learning","inline":false},{"name":"This version","value":"<t:1735696800:D>","inline":false}],"footer":{"text":"s-m8mk9a8777 · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"日本語","custom_id":"translation:s-m8mk9a8777"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+second+note+on+graphs&searchtype=title"}]}],"allowed_mentions":{"parse":[]},"nonce":"ZF4m3AK7C0ass24avmPoGfKAw","enforce_nonce":true}','2026-11-26T16:34:08.041Z','2026-11-26T16:34:08.041Z',1,0,NULL,'2026-11-26T16:34:07Z',NULL);
INSERT INTO deliveries VALUES(4,3,'1575550219959926788','ja','rejected','refused','E_pE4-oDkbvpfdVOl-pF36eQD','{"embeds":[{"title":"A third note on tokens","url":"https://arxiv.org/search/?query=A+third+note+on+tokens&searchtype=title","description":"-# 機械翻訳: arxiv.jp / Google\n語の学習を再び示します。","color":3108830,"fields":[{"name":"著者","value":"Di Eto、Ann Lee","inline":false},{"name":"カテゴリー","value":"cs.CL 計算言語学・自然言語処理、cs.LG 機械学習","inline":false},{"name":"この版の投稿日","value":"<t:1735786800:D>","inline":false}],"footer":{"text":"s-gsjxw092wq · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"原文","custom_id":"original:s-gsjxw092wq"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+third+note+on+tokens&searchtype=title"}]}],"allowed_mentions":{"parse":[]},"nonce":"E_pE4-oDkbvpfdVOl-pF36eQD","enforce_nonce":true}','2026-11-26T16:34:08.129Z','2026-11-26T16:34:08.129Z',1,0,NULL,'2026-11-26T16:34:07Z','2026-11-26T16:34:08.164Z');
INSERT INTO deliveries VALUES(5,4,'1575550219959926788','ja','withheld','no subscription',NULL,NULL,'2026-11-26T16:34:08.167Z','2026-11-26T16:34:08.167Z',1,0,NULL,'2026-11-26T16:34:07Z','2026-11-26T16:34:08.175Z');
INSERT INTO deliveries VALUES(6,4,'1575550219959926789','en','sent',NULL,'_9-CfHj61ZnY08_94XdXCas6X','{"embeds":[{"title":"A fourth note on fields","url":"https://arxiv.org/search/?query=A+fourth+note+on+fields&searchtype=title","description":"We note fields.","color":2071946,"fields":[{"name":"Authors","value":"Ed Fox","inline":false},{"name":"Categories","value":"stat.ME Methodology, cs.LG Machine Learning","inline":false},{"name":"This version","value":"<t:1735779600:D>","inline":false}],"footer":{"text":"s-g7ky765dqj · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"日本語","custom_id":"translation:s-g7ky765dqj"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+fourth+note+on+fields&searchtype=title"}]}],"allowed_mentions":{"parse":[]},"nonce":"_9-CfHj61ZnY08_94XdXCas6X","enforce_nonce":true}','2026-11-26T16:34:08.100Z','2026-11-26T16:34:08.100Z',1,0,'1575550234157645824','2026-11-26T16:34:07Z','2026-11-26T16:34:08.136Z');
INSERT INTO deliveries VALUES(7,5,'1575550219959926788','ja','sent',NULL,'QtIOG8_M3Dl-mvuGXVnRsHgft','{"embeds":[{"title":"A fifth note on noise","url":"https://arxiv.org/search/?query=A+fifth+note+on+noise&searchtype=title","description":"-# 機械翻訳: arxiv.jp / Google\n雑音の学習を示します。","color":3108830,"fields":[{"name":"著者","value":"Fay Gray","inline":false},{"name":"カテゴリー","value":"cs.LG 機械学習","inline":false},{"name":"この版の投稿日","value":"<t:1735783200:D>","inline":false}],"footer":{"text":"s-hfj8nzc1aq · arxiv.jp"}}],"components":[{"type":1,"components":[{"type":2,"style":2,"label":"原文","custom_id":"original:s-hfj8nzc1aq"},{"type":2,"style":5,"label":"arXiv","url":"https://arxiv.org/search/?query=A+fifth+note+on+noise&searchtype=title"}]}],"allowed_mentions":{"parse":[]},"nonce":"QtIOG8_M3Dl-mvuGXVnRsHgft","enforce_nonce":true}','2026-11-26T16:34:08.179Z','2026-11-26T16:34:08.179Z',1,0,'1575550234379943936','2026-11-26T16:34:07Z','2026-11-26T16:34:08.192Z');
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
INSERT INTO inbox_files VALUES('/srv/shinchaku/inbox/second.txt',1070,1795710781145.4404296,NULL,'2026-11-26T16:34:07Z');
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
INSERT INTO sightings VALUES(1,1,'2026-11-26T16:34:07Z');
INSERT INTO sightings VALUES(2,1,'2026-11-26T16:34:07Z');
INSERT INTO sightings VALUES(3,1,'2026-11-26T16:34:07Z');
INSERT INTO sightings VALUES(4,2,'2026-11-26T16:34:07Z');
INSERT INTO sightings VALUES(5,2,'2026-11-26T16:34:07Z');
INSERT INTO sightings VALUES(6,2,'2026-11-26T16:34:07Z');
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
CREATE UNIQUE INDEX subscriptions_live ON subscriptions (destination, category) WHERE removed_at IS NULL;
CREATE INDEX deliveries_open ON deliveries (state, next_attempt_at) WHERE state IN ('pending', 'sending');
CREATE INDEX deliveries_state ON deliveries (destination, state);
CREATE INDEX records_paper ON records (paper_id);
CREATE INDEX deliveries_paper ON deliveries (paper_id);
PRAGMA writable_schema=OFF;
COMMIT;
