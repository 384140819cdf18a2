#ifndef TONLE_KEEP_STORE_SERVED_H
#define TONLE_KEEP_STORE_SERVED_H

/*
 * SQL for the rows other than facts that the chain of revisions covers: each SELECT gives a row's
 * name in the chain and its content as JSON. Add new columns of these tables here, or audit will
 * not notice changes to them.
 */
#define SERVED_SOURCE                                                                              \
	"SELECT 'source ' || id AS name, json_patch(json_object('id', id, 'title', title,"         \
	" 'publisher', publisher, 'author', author, 'date', date, 'url', url, 'licence', licence," \
	" 'short', brief, 'paragraphs', (SELECT json_group_array("                                 \
	"  json_array(number, kind, gist, sha256)) FROM (SELECT number, kind, gist, sha256"        \
	"  FROM paragraph"                                                                         \
	"  WHERE paragraph.source = s.id ORDER BY number)), 'quoted',"                             \
	" (SELECT quoted FROM document WHERE document.source = s.id)),"                            \
	" iif(reference = '', '{}', json_object('reference', reference))) AS content"              \
	" FROM source AS s"
#define SERVED_ALIAS                                                                               \
	"SELECT kind || ' ' || id AS name, json_object('id', id, 'sort', sort, 'forms',"           \
	" (SELECT json_group_array(text) FROM (SELECT text FROM alias_form"                        \
	"  WHERE alias = a.number ORDER BY place))) AS content FROM alias AS a"
#define SERVED_ROLE                                                                                \
	"SELECT 'role ' || origin || ' ' || network || ' ' || kind || ' ' || lower(who) AS name,"  \
	" json_object('role', role, 'until', until, 'granter', granter) AS content FROM role"
#define SERVED_SUBJECT                                                                             \
	"SELECT 'subject' AS name, json_object('name', name, 'greeting', greeting, 'home', home,"  \
	" 'samples', samples) AS content FROM subject"
/* Without the person who made it, whose data can be deleted. */
#define SERVED_SUGGESTION                                                                          \
	"SELECT 'suggestion ' || number AS name, json_object('fact', fact, 'text', text,"          \
	" 'amended', amended, 'state', state, 'decider', decider, 'reason', reason) AS content"    \
	" FROM suggestion"

/* Follows a fact's number or id: whether the fact is visible in the view (store_set_view). */
#define UNSEEN " FROM fact WHERE channels <> '' AND NOT seen(channels))"
#define SEEN " NOT IN (SELECT number" UNSEEN
#define SEEN_ID " NOT IN (SELECT id" UNSEEN

/* A revision's reason, cut to its first word if it names a fact that is not visible ("see + x").
 * Needs WITH_UNSEEN before it. */
#define WITH_UNSEEN "WITH unseen AS MATERIALIZED (SELECT id AS unseen_id" UNSEEN " "
#define SEEN_REASON                                                                                \
	"iif(EXISTS (SELECT 1 FROM unseen WHERE"                                                   \
	" instr(' ' || reason || ' ', ' ' || unseen_id || ' ') > 0),"                              \
	" substr(reason, 1, instr(reason, ' ')) || '…', reason)"

/* A part of a fact that has several texts, as a JSON list: as served, and in the revision's
 * content. */
#define PART(select) "(SELECT json_group_array(text) FROM (" select " ORDER BY place))"
#define QUESTIONS(of) PART("SELECT text FROM question WHERE fact = f.number AND kind = '" of "'")
#define LISTED(key) "(SELECT json_group_array(value) FROM json_each(r.content, '$." key "'))"
#define DIFFER(part, key) " OR " part " IS NOT " LISTED(key)
#define DIFFERS(column, key) " OR " column " IS NOT coalesce(r.content ->> '$." key "', '')"
#define JOINED(key)                                                                                \
	"coalesce((SELECT group_concat(value, ' ') FROM json_each(r.content, '$." key "')), '')"
#define FLAG_DIFFERS(key) " OR " key " IS NOT coalesce(r.content ->> '$." key "', 0)"
#define CITATIONS                                                                                  \
	"(SELECT json_group_array(json_array(source, paragraph, quote, locator, supports)) FROM"   \
	" (SELECT source, paragraph, quote, locator, supports FROM citation"                       \
	"  WHERE fact = f.number ORDER BY place))"
#define CITED(key, absent) "coalesce(value ->> '$." key "', " absent ")"
#define CITED_ALL                                                                                  \
	"(SELECT json_group_array(json_array(" CITED("source", "''") ", " CITED(                   \
		"paragraph", "0") ", " CITED("quote", "''") ", " CITED("locator",                  \
		"''") ", " CITED("for", "''") ")) FROM json_each(r.content, '$.cite'))"

/* A fact's former ids, each once. An id that two facts had belongs to the one that had it last. */
#define FORMERS                                                                                    \
	"(SELECT json_group_array(id) FROM (SELECT id FROM former_id WHERE fact = f.number"        \
	" ORDER BY id))"
#define FORMERS_LISTED                                                                             \
	"(SELECT json_group_array(value) FROM (SELECT DISTINCT value FROM"                         \
	" json_each(r.content, '$.formerly') WHERE NOT EXISTS (SELECT 1 FROM former_id AS other"   \
	" WHERE other.id = value AND other.fact <> f.number) ORDER BY value))"

/* The facts that differ from their newest revision. */
#define DIFFERING_FACTS                                                                            \
	"SELECT f.id, coalesce(r.number, f.revision) FROM fact AS f"                               \
	" LEFT JOIN revision AS r ON r.number = f.revision WHERE r.fact IS NOT f.number"           \
	" OR r.number IS NOT (SELECT max(number) FROM revision WHERE fact = f.number)" DIFFERS(    \
		"f.id", "id") DIFFERS("topic",                                                     \
		"topic") " OR topics IS NOT " JOINED("topics") DIFFERS("says",                     \
		"says") " OR see IS NOT " JOINED("see") " OR channels IS NOT "                     \
		JOINED("channels") DIFFERS("brief", "short")                                       \
		DIFFERS("happened", "when") DIFFERS("about",                                       \
		"about") FLAG_DIFFERS("forgotten") FLAG_DIFFERS("locked") DIFFER(QUESTIONS("ask"), \
		"ask") DIFFER(QUESTIONS("yes"), "ask_yes") DIFFER(QUESTIONS("no"), "ask_no")       \
		DIFFER(QUESTIONS("not"), "not") DIFFER(                                            \
			PART("SELECT text FROM pattern WHERE fact = f.number"), "match")           \
			" OR " FORMERS " IS NOT " FORMERS_LISTED " OR " CITATIONS                  \
			" IS NOT " CITED_ALL

#endif
