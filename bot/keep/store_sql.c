#include "keep/store_sql.h"

#include "fact/fact.h"
#include "keep/store_served.h"

/* Who made a suggestion: an account or, without one, a host. */
#define WHO "iif(account = '', lower(host), '=' || lower(account))"

/* A row of table search is a fact's number and a question's place, 0 for the statement. */
#define STRING(value) #value
#define EXPANDED(value) STRING(value)
#define PLACE_BITS EXPANDED(FACT_PLACE_BITS)
#define PLACE_MASK EXPANDED(FACT_QUESTIONS_MAX)

/* The number of the fact with the id ?1. A served fact precedes one that had the id, which precedes
 * a forgotten one. */
#define HAS_ID "(SELECT number FROM fact WHERE id = ?1)"
#define HAD_ID "(SELECT fact FROM former_id WHERE id = ?1)"
#define OF_ID                                                                                      \
	"coalesce((SELECT number FROM fact WHERE id = ?1 AND NOT forgotten), " HAD_ID ", " HAS_ID  \
	")"

/* Suggestions and drafts share one series of numbers. */
#define NEXT_WORK                                                                                  \
	"1 + max((SELECT coalesce(max(number), 0) FROM suggestion),"                               \
	" (SELECT coalesce(max(number), 0) FROM draft))"

#define IS_HIDDEN                                                                                  \
	"coalesce((SELECT content ->> '$.hidden' FROM revision WHERE number = fact.revision), 0)"

/* Open questions of a range that one person asked. */
#define LONELY " WHERE state = 'open' AND people = 1 AND number BETWEEN ?1 AND ?2"

#define DRAFT                                                                                      \
	"SELECT number, source, paragraph, place, sentence, says, quote, locator, happened,"       \
	" heading, names, topic, questions, leans, state, fact, decider, reason FROM draft"

const char *const store_sql[SQL_TOTAL] = {
	[SQL_BEGIN_READ] = "BEGIN",
	[SQL_BEGIN_WRITE] = "BEGIN IMMEDIATE",
	[SQL_COMMIT] = "COMMIT",
	[SQL_ROLLBACK] = "ROLLBACK",
	[SQL_DATA_VERSION] = "PRAGMA data_version",
	[SQL_FILLED] = "SELECT EXISTS (SELECT 1 FROM hush), EXISTS (SELECT 1 FROM session),"
		       " EXISTS (SELECT 1 FROM learner),"
		       " EXISTS (SELECT 1 FROM suggestion WHERE state = 'open')",

	/* Loading: each query in the order in which store_load.c merges it. */
	[SQL_LOAD_SIZES] = "SELECT (SELECT count(*) FROM fact), (SELECT count(*) FROM question),"
			   " (SELECT count(*) FROM pattern), (SELECT count(*) FROM citation),"
			   " (SELECT count(*) FROM source), (SELECT count(*) FROM paragraph),"
			   " (SELECT count(*) FROM alias), (SELECT count(*) FROM alias_form),"
			   " (SELECT count(*) FROM former_id)",
	[SQL_LAST_FACT] = "SELECT coalesce(max(number), 0) FROM fact",
	[SQL_STATEMENTS_BETWEEN] = "SELECT number, id, says FROM fact"
				   " WHERE number > ?1 AND number < ?2 AND NOT forgotten"
				   " AND number" SEEN " ORDER BY number",
	[SQL_LOAD_FACTS] = "SELECT number, id, topic, says, brief, happened, about, revision,"
			   " locked, topics, see, channels FROM fact WHERE NOT forgotten"
			   " AND (?1 OR EXISTS (SELECT 1 FROM citation WHERE fact = number))"
			   " ORDER BY number",
	[SQL_LOAD_FORMERS] = "SELECT fact, id FROM former_id ORDER BY fact, place",
	[SQL_LOAD_QUESTIONS] = "SELECT fact, kind, text FROM question ORDER BY fact, place",
	[SQL_LOAD_PATTERNS] = "SELECT fact, text FROM pattern WHERE ?1 OR NOT EXISTS"
			      " (SELECT 1 FROM quarantine WHERE NOT free AND"
			      "  quarantine.fact = pattern.fact AND quarantine.text = pattern.text)"
			      " ORDER BY fact, place",
	[SQL_LOAD_CITATIONS] =
		"SELECT fact, source, paragraph, quote, locator, supports FROM citation"
		" ORDER BY fact, place",
	[SQL_LOAD_SOURCES] =
		"SELECT id, title, publisher, author, date, url, licence, brief, reference"
		" FROM source"
		" ORDER BY id",
	[SQL_LOAD_PARAGRAPHS] = "SELECT number, kind, gist, sha256, coalesce(text, ''), source"
				" FROM paragraph LEFT JOIN paragraph_text USING (source, number)"
				" ORDER BY source, number",
	[SQL_LOAD_ALIASES] = "SELECT number, kind, id, sort FROM alias ORDER BY number",
	[SQL_LOAD_FORMS] = "SELECT alias, text FROM alias_form ORDER BY alias, place",

	/* Facts and their parts. */
	[SQL_FIND_FACT] =
		"SELECT fact.number, origin = 'import', content, locked, forgotten FROM fact"
		" JOIN revision ON revision.number = fact.revision"
		" WHERE fact.number = coalesce(" HAS_ID ", " HAD_ID ")",
	[SQL_ADD_FACT] =
		"INSERT INTO fact (id, topic, topics, says, brief, happened, about, forgotten,"
		" locked, see, channels)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
	[SQL_CHANGE_FACT] =
		"UPDATE fact SET id = ?1, topic = ?2, topics = ?3, says = ?4, brief = ?5,"
		" happened = ?6, about = ?7, forgotten = ?8, locked = ?9, see = ?10,"
		" channels = ?11 WHERE number = ?12",
	[SQL_DROP_FORMERS] = "DELETE FROM former_id WHERE fact = ?1",
	[SQL_DROP_QUESTIONS] = "DELETE FROM question WHERE fact = ?1",
	[SQL_DROP_PATTERNS] = "DELETE FROM pattern WHERE fact = ?1",
	[SQL_DROP_CITATIONS] = "DELETE FROM citation WHERE fact = ?1",
	[SQL_SEARCH_ROWS] =
		"SELECT rowid & " PLACE_MASK ", text FROM search"
		" WHERE rowid BETWEEN ?1 << " PLACE_BITS " AND ?1 << " PLACE_BITS " | " PLACE_MASK,
	[SQL_DROP_SEARCH] = "DELETE FROM search WHERE rowid = ?1 << " PLACE_BITS " | ?2",
	[SQL_ADD_FORMER] = "INSERT OR REPLACE INTO former_id (fact, place, id) VALUES (?1, ?2, ?3)",
	[SQL_ID_TAKEN] = "SELECT count(*) FROM fact WHERE number <> ?2 AND"
			 " (id = ?1 OR (number = " HAD_ID " AND ?2 <> coalesce(" HAS_ID ", 0)))",
	[SQL_ADD_QUESTION] =
		"INSERT INTO question (fact, place, kind, text) VALUES (?1, ?2, ?3, ?4)",
	[SQL_ADD_PATTERN] = "INSERT INTO pattern (fact, place, text) VALUES (?1, ?2, ?3)",
	[SQL_ADD_CITATION] =
		"INSERT INTO citation (fact, place, source, paragraph, quote, locator, supports)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[SQL_MERGE_SEARCH] = "INSERT INTO search (search, rank) VALUES ('merge', ?1)",
	[SQL_ADD_SEARCH] =
		"INSERT INTO search (rowid, text) VALUES (?1 << " PLACE_BITS " | ?2, ?3)",

	/* Revisions. */
	[SQL_LAST_REVISION] = "SELECT number, hash, at FROM revision ORDER BY number DESC LIMIT 1",
	[SQL_ADD_REVISION] =
		"INSERT INTO revision"
		" (number, name, fact, at, author, network, reason, content, origin, action,"
		"  before_hash, hash)"
		" VALUES (?1, ?2, nullif(?3, 0), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
	[SQL_SET_REVISION] = "UPDATE fact SET revision = ?2 WHERE number = ?1",
	[SQL_REVISIONS] = "SELECT number, name, at, author, network, reason, content,"
			  " origin, action, before_hash, hash FROM revision ORDER BY number",
	[SQL_HISTORY] = WITH_UNSEEN
	"SELECT number, at, author, network, " SEEN_REASON ", content, origin, action FROM revision"
	" WHERE fact = coalesce(" HAS_ID ", " HAD_ID ") OR (name = ?1 AND fact IS NULL)"
	" ORDER BY number",
	[SQL_EDITS_BY] = "SELECT number, name FROM revision"
			 " WHERE author = ?1 AND network = ?2 AND fact IS NOT NULL"
			 " ORDER BY number DESC LIMIT 100",
	[SQL_CHANGED_FACTS] = WITH_UNSEEN
	"SELECT fact.number, at, id, author, " SEEN_REASON ", action FROM revision"
	" JOIN fact ON fact.number = revision.fact WHERE origin <> 'import' AND at >= ?1"
	" AND NOT " IS_HIDDEN " AND fact.number" SEEN " AND (?2 = '' OR author = ?2 COLLATE NOCASE"
	"  OR substr(author, 1, length(?2) + 1) = ?2 || '!' COLLATE NOCASE)"
	" ORDER BY revision.number DESC LIMIT ?3",
	[SQL_FACT_NUMBER] = "SELECT " OF_ID,
	[SQL_FACT_NOW] =
		"SELECT revision.number, at, author, network, reason, content, origin, action,"
		" (SELECT count(*) FROM revision AS own WHERE own.fact = fact.number)"
		" FROM fact JOIN revision ON revision.number = fact.revision"
		" WHERE fact.number = ?1",
	[SQL_FACT_STATE] = "SELECT number, revision, locked FROM fact WHERE number = ?1",
	[SQL_COUNT_REVISIONS] = "SELECT count(*) FROM revision"
				" WHERE fact = " HAS_ID " OR (name = ?1 AND fact IS NULL)",
	[SQL_REVISION_HASH] = "SELECT hash FROM revision WHERE number = ?1",
	[SQL_NEWEST_CONTENT] = "SELECT content, origin FROM revision WHERE name = ?1"
			       " AND fact IS NULL ORDER BY number DESC LIMIT 1",
	[SQL_SERVED_SOURCE] = SERVED_SOURCE " WHERE s.id = ?1",
	[SQL_SERVED_ALIAS] = SERVED_ALIAS " WHERE kind = ?1 AND id = ?2",
	[SQL_SERVED_ROLE] =
		SERVED_ROLE " WHERE origin = ?1 AND network = ?2 AND kind = ?3 AND who = ?4",
	[SQL_SERVED_SUGGESTION] = SERVED_SUGGESTION " WHERE number = ?1",
	[SQL_SERVED_SUBJECT] = SERVED_SUBJECT,
	/* rows that differ from their newest revision; NULL for a dropped row */
	[SQL_UNCOVERED] =
		"WITH served AS MATERIALIZED (" SERVED_SOURCE " UNION ALL " SERVED_ALIAS
		" UNION ALL " SERVED_ROLE " UNION ALL " SERVED_SUGGESTION
		" UNION ALL " SERVED_SUBJECT "),"
		" newest AS MATERIALIZED (SELECT name, max(number) AS number,"
		"  iif(content ->> '$.dropped', NULL, content) AS content FROM revision"
		"  WHERE fact IS NULL GROUP BY name)"
		" SELECT served.name, coalesce(number, 0), served.content FROM served"
		"  LEFT JOIN newest USING (name) WHERE served.content IS NOT newest.content"
		" UNION ALL SELECT name, number, NULL FROM newest WHERE content IS NOT NULL"
		"  AND name NOT IN (SELECT name FROM served) ORDER BY 2, 1",
	[SQL_DIFFERING_FACTS] = DIFFERING_FACTS
	" UNION ALL SELECT name, max(number) FROM revision WHERE fact IS NOT NULL"
	" AND fact NOT IN (SELECT number FROM fact) GROUP BY fact ORDER BY 2",
	[SQL_COVERED] = "SELECT covered FROM generation",
	[SQL_EXAMINED] = "SELECT at, closed FROM examined",
	[SQL_SET_EXAMINED] = "UPDATE examined SET at = ?1",
	[SQL_SET_CLOSED] = "UPDATE examined SET closed = ?1",
	[SQL_NEWEST_AT] = "SELECT at FROM revision ORDER BY number DESC LIMIT 1",
	[SQL_SET_COVERED] = "UPDATE generation SET covered = 2",
	[SQL_REVISED_SINCE] = "SELECT fact FROM revision WHERE number > ?1 AND fact IS NOT NULL"
			      " ORDER BY number",
	[SQL_QUARANTINED_FACTS] = "SELECT DISTINCT fact FROM quarantine",
	[SQL_GENERATION] = "SELECT aliases, sources, quarantine, drafts FROM generation",

	/* Patterns that hit a limit, and chatter. */
	[SQL_QUARANTINE] = "INSERT INTO quarantine (fact, text, at, author, network)"
			   " SELECT number, ?2, ?3, ?4, ?5 FROM fact WHERE id = ?1"
			   " ON CONFLICT DO UPDATE SET at = ?3, author = ?4, network = ?5, free = 0"
			   " WHERE free",
	[SQL_RELEASE] = "UPDATE quarantine SET free = 1 WHERE text = ?2 AND"
			" fact = (SELECT number FROM fact WHERE id = ?1)",
	[SQL_QUARANTINES] = "SELECT id, quarantine.text, author, network, at"
			    /* CROSS JOIN fixes the order: SQLite cannot know that few are in
			     * quarantine */
			    " FROM quarantine CROSS JOIN pattern USING (fact, text)"
			    " CROSS JOIN fact ON fact.number = quarantine.fact"
			    " WHERE NOT free AND NOT forgotten ORDER BY at, id",
	[SQL_CHATTER] = "SELECT text FROM chatter ORDER BY text",

	/* Sources and aliases are written only if something differs, so that an import of the same
	 * changes nothing and wakes no reader. */
	[SQL_PUT_SOURCE] =
		"INSERT INTO source (id, title, publisher, author, date, url, licence, brief,"
		" reference) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
		" ON CONFLICT (id) DO UPDATE SET title = ?2, publisher = ?3, author = ?4,"
		" date = ?5, url = ?6, licence = ?7, brief = ?8, reference = ?9"
		" WHERE (title, publisher, author, date, url, licence, brief, reference)"
		" IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
	[SQL_DROP_SOURCE] = "DELETE FROM source WHERE id = ?1",
	[SQL_HAS_SOURCE] = "SELECT count(*) FROM source WHERE id = ?1",
	[SQL_DROP_STALE_TEXT] =
		"DELETE FROM paragraph_text WHERE source = ?1 AND number = ?2 AND ?3 <>"
		" (SELECT sha256 FROM paragraph WHERE source = ?1 AND number = ?2)",
	[SQL_PUT_PARAGRAPH] =
		"INSERT INTO paragraph (source, number, sha256, kind, gist)"
		" VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (source, number) DO UPDATE SET"
		" sha256 = ?3, kind = ?4, gist = ?5"
		" WHERE (sha256, kind, gist) IS NOT (?3, ?4, ?5)",
	[SQL_PARAGRAPH] = "SELECT number, kind, gist, sha256, coalesce(text, '')"
			  " FROM paragraph LEFT JOIN paragraph_text USING (source, number)"
			  " WHERE source = ?1 AND number >= ?2 ORDER BY number",
	[SQL_PUT_PARAGRAPH_TEXT] =
		"INSERT INTO paragraph_text (source, number, text) VALUES (?1, ?2, ?3)"
		" ON CONFLICT DO UPDATE SET text = ?3 WHERE text <> ?3",
	[SQL_FIND_ALIAS] = "SELECT number, sort, (SELECT group_concat(text, char(10)) FROM"
			   " (SELECT text FROM alias_form WHERE alias = number ORDER BY place))"
			   " FROM alias WHERE kind = ?1 AND id = ?2",
	[SQL_ADD_ALIAS] = "INSERT INTO alias (kind, id, sort) VALUES (?1, ?2, ?3)",
	[SQL_SORT_ALIAS] = "UPDATE alias SET sort = ?2 WHERE number = ?1",
	[SQL_DROP_FORMS] = "DELETE FROM alias_form WHERE alias = ?1",
	[SQL_ADD_FORM] = "INSERT INTO alias_form (alias, place, text) VALUES (?1, ?2, ?3)",

	[SQL_SEARCH] =
		"SELECT hit.fact, coalesce(question.text, ''), hit.score FROM"
		" (SELECT rowid >> " PLACE_BITS " AS fact, rowid & " PLACE_MASK " AS place,"
		"  -rank AS score FROM search"
		"  WHERE search MATCH ?1 AND rowid >> " PLACE_BITS SEEN
		"  ORDER BY rank LIMIT ?2) AS hit"
		" LEFT JOIN question ON question.fact = hit.fact AND question.place = hit.place"
		" ORDER BY hit.score DESC, hit.fact",
	[SQL_ADD_JOURNAL] = "INSERT INTO journal"
			    " (at, network, channel, decision, reached, fact, score, question)"
			    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	/* the oldest rows by number, which follows time unless the clock was set back */
	[SQL_PRUNE_JOURNAL] = "DELETE FROM journal WHERE at < ?1 AND number IN"
			      " (SELECT number FROM journal ORDER BY number LIMIT ?2)",
	[SQL_COUNTS] = "SELECT (SELECT count(*) FROM fact WHERE NOT forgotten"
		       "  AND EXISTS (SELECT 1 FROM citation WHERE fact = number)"
		       "  AND number" SEEN "),"
		       " (SELECT count(*) FROM fact WHERE NOT forgotten"
		       "  AND NOT EXISTS (SELECT 1 FROM citation WHERE fact = number)"
		       "  AND number" SEEN "),"
		       " (SELECT count(*) FROM fact WHERE forgotten AND number" SEEN "),"
		       " (SELECT count(*) FROM question WHERE fact" SEEN "),"
		       " (SELECT count(*) FROM pattern WHERE fact" SEEN "),"
		       " (SELECT count(*) FROM citation WHERE fact" SEEN "),"
		       " (SELECT count(*) FROM source),"
		       " (SELECT count(*) FROM alias), (SELECT count(*) FROM revision),"
		       " (SELECT count(*) FROM journal WHERE decision = 'answered'),"
		       " (SELECT count(*) FROM journal WHERE decision = 'unknown'),"
		       " (SELECT user_version FROM pragma_user_version)",

	/* Work: suggestions, and questions that could not be answered. */
	[SQL_ADD_SUGGESTION] =
		"INSERT INTO suggestion (number, at, network, account, nick, host, fact, text)"
		" VALUES (" NEXT_WORK ", ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[SQL_SUGGESTION] = "SELECT number, at, network, account, nick, host, fact, text, amended,"
			   " state, decider, reason FROM suggestion WHERE number = ?1"
			   " AND fact" SEEN_ID,
	[SQL_SUGGESTIONS] = "SELECT number, at, network, account, nick, host, fact, text, amended,"
			    " state, decider, reason FROM suggestion WHERE state = 'open'"
			    " AND fact" SEEN_ID " ORDER BY number LIMIT ?2 OFFSET ?1",
	[SQL_COUNT_SUGGESTIONS] =
		"SELECT (SELECT count(*) FROM suggestion WHERE state = 'open' AND fact" SEEN_ID "),"
		" (SELECT count(*) FROM suggestion WHERE network = ?1 AND at > ?5 AND"
		"  CASE WHEN ?2 <> '' THEN account = ?2 COLLATE NOCASE"
		"  ELSE account = '' AND host = ?4 COLLATE NOCASE END)",
	[SQL_AMEND_SUGGESTION] =
		"UPDATE suggestion SET amended = ?2 WHERE number = ?1 AND state = 'open'",
	[SQL_DECIDE_SUGGESTION] = "UPDATE suggestion SET state = ?2, decider = ?3, reason = ?4"
				  " WHERE number = ?1 AND state = 'open'",

	[SQL_NOTE_ASKED] =
		"INSERT INTO asked (gist, text, times, first, last, picked)"
		" VALUES (?1, ?2, 1, ?3, ?3, ?4)"
		" ON CONFLICT (gist) DO UPDATE SET text = ?2, times = times + 1, last = ?3,"
		" people = people + ?5,"
		" picked = CASE ?4 WHEN '' THEN picked ELSE ?4 END,"
		" outcome = CASE state WHEN 'answered' THEN '' ELSE outcome END,"
		" state = CASE state WHEN 'answered' THEN 'open' ELSE state END"
		" RETURNING number, state = 'open'",
	[SQL_PRUNE_ASKED] = "DELETE FROM asked WHERE number IN (SELECT number FROM asked AS old"
			    "  WHERE state = 'open' AND NOT EXISTS"
			    "   (SELECT 1 FROM waiting WHERE waiting.asked = old.number)"
			    "  ORDER BY people DESC, times DESC, last DESC LIMIT ?2 OFFSET ?1)",
	[SQL_ASKED] = "SELECT number, text, times, first, last, state, outcome,"
		      " (SELECT count(*) FROM waiting WHERE asked = number), picked, people"
		      " FROM asked WHERE number = ?1",
	[SQL_ASKED_WORDS] = "SELECT coalesce((SELECT number FROM asked"
			    " WHERE state = 'open' AND text = ?1 COLLATE NOCASE LIMIT 1), 0)",
	[SQL_ASKED_LIST] =
		"SELECT number, text, times, first, last, state, outcome,"
		" (SELECT count(*) FROM waiting WHERE asked = number), picked, people"
		" FROM asked WHERE state = 'open'"
		" ORDER BY people DESC, times DESC, last DESC, number LIMIT ?2 OFFSET ?1",
	[SQL_NEXT_ASKED] = "SELECT number, text, times, first, last, state, outcome,"
			   " (SELECT count(*) FROM waiting WHERE asked = number), picked, people"
			   " FROM asked WHERE state = 'open' AND picked = '' AND number > ?1"
			   " ORDER BY number LIMIT 1",
	[SQL_ASKED_SINCE] = "SELECT coalesce(min(first), 0) FROM asked WHERE state = 'open'",
	[SQL_COUNT_ASKED] = "SELECT count(*) FROM asked WHERE state = 'open'",
	[SQL_RESOLVE_ASKED] = "UPDATE asked SET state = ?2, outcome = ?3"
			      " WHERE number = ?1 AND state = 'open'",
	[SQL_DISMISS_TELL] = "INSERT INTO message (at, network, account, nick, host, text, channel)"
			     " SELECT ?3, network, account, nick, host, 'Your question ' || number"
			     "  || ' will not be answered here' || ?4, channel"
			     " FROM waiting JOIN asked ON asked = number" LONELY,
	[SQL_DISMISS_WAITING] =
		"DELETE FROM waiting WHERE asked IN (SELECT number FROM asked" LONELY ")",
	[SQL_DISMISS_ASKED] = "UPDATE asked SET state = 'dismissed', outcome = ?3" LONELY,
	[SQL_COUNT_SEVERAL] = "SELECT count(*) FROM asked WHERE state = 'open' AND people > 1"
			      " AND number BETWEEN ?1 AND ?2",
	[SQL_ADD_WAITING] = "INSERT INTO waiting (asked, network, account, nick, host, channel)"
			    " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
	[SQL_MOVE_WAITING] = "INSERT INTO message (at, network, account, nick, host, text, channel)"
			     " SELECT ?2, network, account, nick, host, ?3, channel FROM waiting"
			     " WHERE asked = ?1 AND NOT EXISTS (SELECT 1 FROM asked"
			     "  JOIN fact ON id = outcome WHERE asked.number = ?1"
			     "  AND state = 'answered' AND channels <> ''"
			     "  AND NOT there(channels, waiting.network, waiting.channel))",
	[SQL_DROP_WAITING] = "DELETE FROM waiting WHERE asked = ?1",

	[SQL_PUT_REVIEW] = "INSERT OR REPLACE INTO review (fact, due)"
			   " SELECT number, ?2 FROM fact WHERE number = " OF_ID " AND number" SEEN,
	[SQL_DROP_REVIEW] = "DELETE FROM review WHERE fact = " OF_ID " AND fact" SEEN,
	[SQL_AUTHORS] = "SELECT count(DISTINCT author || ' ' || network) FROM revision"
			" WHERE fact = ?1 AND origin <> 'import'",
	[SQL_ANSWERS] = "SELECT count(*) FROM journal WHERE decision = 'answered' AND fact = ?1",
	[SQL_LIST_MOST] = "SELECT id, count(*) || '×' FROM journal"
			  " JOIN fact ON fact.number = journal.fact WHERE decision = 'answered'"
			  " AND NOT forgotten AND journal.fact" SEEN
			  " GROUP BY journal.fact ORDER BY count(*) DESC, id",
	[SQL_LIST_NEVER] = "SELECT id, '' FROM fact WHERE NOT forgotten AND number" SEEN
			   " AND EXISTS (SELECT 1 FROM citation WHERE fact = number)"
			   " AND NOT EXISTS (SELECT 1 FROM journal WHERE decision = 'answered'"
			   "  AND journal.fact = fact.number) ORDER BY id",
	[SQL_LIST_STALE] = "SELECT id, due FROM review JOIN fact ON number = fact"
			   " WHERE NOT forgotten AND due < ?1 AND number" SEEN " ORDER BY due, id",
	[SQL_LIST_THIN] =
		"SELECT id, count(question.fact) || CASE count(question.fact) WHEN 1"
		"  THEN ' question' ELSE ' questions' END"
		" FROM fact LEFT JOIN question ON question.fact = number AND kind <> 'not'"
		" WHERE NOT forgotten AND number" SEEN
		" AND EXISTS (SELECT 1 FROM citation WHERE citation.fact = number)"
		" GROUP BY number HAVING count(question.fact) < 3"
		" ORDER BY count(question.fact), id",
	[SQL_LIST_DRAFTS] = "SELECT id, '' FROM fact WHERE NOT forgotten AND number" SEEN
			    " AND NOT EXISTS (SELECT 1 FROM citation WHERE fact = number)"
			    " ORDER BY id",
	[SQL_LIST_UNLOCKED] =
		"SELECT id, '' FROM fact WHERE NOT forgotten AND NOT locked AND number" SEEN
		" ORDER BY id",
	[SQL_LIST_FORGOTTEN] = "SELECT id, '' FROM fact WHERE forgotten AND NOT " IS_HIDDEN
			       " AND number" SEEN " ORDER BY id",
	[SQL_LIST_HIDDEN] =
		"SELECT id, '' FROM fact WHERE " IS_HIDDEN " AND number" SEEN " ORDER BY id",
	[SQL_LIST_WRONG] = "SELECT fact, count(DISTINCT " WHO ") || '×' FROM suggestion"
			   " WHERE state = 'open' AND fact <> '' AND fact" SEEN_ID " GROUP BY fact"
			   " ORDER BY count(DISTINCT " WHO ") DESC, fact",
	[SQL_LIST_THANKED] =
		"SELECT id, count(*) || '×' FROM journal"
		" JOIN fact ON fact.number = journal.fact WHERE decision = 'thanks'"
		" AND journal.fact" SEEN " GROUP BY journal.fact ORDER BY count(*) DESC, id",
	/* every answer runs this, mostly for 0: DISTINCT alone would build a table */
	[SQL_COUNT_WRONG] = "SELECT CASE WHEN EXISTS (SELECT 1 FROM suggestion"
			    "  WHERE state = 'open' AND fact = ?1) THEN"
			    " (SELECT count(DISTINCT " WHO ") FROM suggestion"
			    "  WHERE state = 'open' AND fact = ?1) ELSE 0 END",
	[SQL_INTEGRITY] = "PRAGMA integrity_check(1)",
	[SQL_FOREIGN_KEYS] = "PRAGMA foreign_key_check",
	[SQL_WEEKS] = "SELECT (at - ?1) / ?2, sum(decision IN ('answered', 'quoted')),"
		      " sum(decision = 'offered'), sum(decision IN ('unknown', 'unclear'))"
		      " FROM journal WHERE at >= ?1 AND at < ?3 GROUP BY 1",

	/* The sizes in the order of enum store_vector_part. */
	[SQL_VECTOR_SENTENCE] = "SELECT sentence FROM vector WHERE key = ?1",
	[SQL_VECTOR_TOKENS] = "SELECT tokens FROM vector WHERE key = ?1",
	[SQL_VECTOR_SIZES] = "SELECT length(sentence), length(tokens) FROM vector WHERE key = ?1",
	[SQL_VECTOR_KEYS] = "SELECT key FROM vector",
	[SQL_PUT_VECTOR] =
		"INSERT INTO vector (key, sentence, tokens) VALUES (?1, ?2, ?3)"
		" ON CONFLICT DO UPDATE SET sentence = ?2, tokens = coalesce(?3, tokens)",
	[SQL_DROP_VECTOR] = "DELETE FROM vector WHERE key = ?1",

	/* Documents and drafts (store_document.c, store_draft.c). */
	[SQL_PUT_DOCUMENT] = "INSERT INTO document (source, file, at, quoted)"
			     " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (source) DO UPDATE"
			     " SET file = ?2, at = ?3, quoted = quoted OR ?4",
	[SQL_QUOTE_DOCUMENT] = "UPDATE document SET quoted = ?2 WHERE source = ?1",
	[SQL_SAME_TEXT] = "SELECT source FROM paragraph WHERE sha256 = ?1 AND source <> ?2 LIMIT 1",
	[SQL_DROP_TEXTS] = "DELETE FROM paragraph_text WHERE source = ?1",
	[SQL_DROP_PARAGRAPHS] = "DELETE FROM paragraph WHERE source = ?1",
	[SQL_CITING_FACTS] = "SELECT DISTINCT id FROM citation JOIN fact ON fact.number = fact"
			     " WHERE source = ?1 AND paragraph > 0 AND NOT forgotten ORDER BY id",
	[SQL_ADD_DRAFT] =
		"INSERT INTO draft (number, source, paragraph, place, sentence, says, quote,"
		" locator, happened, heading, names, topic, questions, leans)"
		" VALUES (" NEXT_WORK ", ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
	[SQL_MOVE_DRAFT] = "UPDATE draft SET paragraph = ?2, place = ?3, locator = ?4,"
			   " state = CASE state WHEN 'gone' THEN 'open' ELSE state END"
			   " WHERE number = ?1",
	[SQL_LOSE_DRAFT] = "UPDATE draft SET state = 'gone' WHERE number = ?1 AND state = 'open'",
	[SQL_SOURCE_DRAFTS] = "SELECT number, sentence, state FROM draft WHERE source = ?1"
			      " ORDER BY number",
	[SQL_DRAFT] = DRAFT " WHERE number = ?1",
	[SQL_DRAFTS] = DRAFT " WHERE state = 'open' AND (?1 = '' OR source = ?1)"
			     " AND (?2 = 0 OR paragraph = ?2)"
			     " ORDER BY source, paragraph, place LIMIT ?4 OFFSET ?3",
	[SQL_COUNT_DRAFTS] = "SELECT count(*) FROM draft WHERE state = 'open'"
			     " AND (?1 = '' OR source = ?1) AND (?2 = 0 OR paragraph = ?2)",
	[SQL_NEXT_DRAFT] = DRAFT " WHERE state = 'open' AND (source, paragraph, place) >"
				 " (coalesce((SELECT source FROM draft WHERE number = ?1), ''),"
				 " coalesce((SELECT paragraph FROM draft WHERE number = ?1), 0),"
				 " coalesce((SELECT place FROM draft WHERE number = ?1), 0))"
				 " ORDER BY source, paragraph, place LIMIT 1",
	[SQL_DECIDE_DRAFT] = "UPDATE draft SET state = ?2, fact = ?3, decider = ?4, reason = ?5"
			     " WHERE number = ?1 AND state = 'open'",
	[SQL_AMEND_DRAFT] = "UPDATE draft SET says = ?2, questions = ?3, happened = ?4, topic = ?5"
			    " WHERE number = ?1 AND state = 'open'",
	[SQL_QUOTABLE] =
		"SELECT number, source, paragraph, sentence, locator, says, topic, happened,"
		" heading FROM draft JOIN document USING (source) WHERE quoted AND state = 'open'"
		" ORDER BY number",
	[SQL_NEW_DRAFTS] = "UPDATE generation SET drafts = random()",

	[SQL_SUBJECT] = "SELECT name, greeting, home, samples FROM subject",
	[SQL_PUT_SUBJECT] = "INSERT INTO subject (number, name, greeting, home, samples)"
			    " VALUES (1, ?1, ?2, ?3, ?4) ON CONFLICT (number) DO UPDATE SET"
			    " name = ?1, greeting = ?2, home = ?3, samples = ?4"
			    " WHERE (name, greeting, home, samples) IS NOT (?1, ?2, ?3, ?4)",
};
