/* The statements about people and what they learn. */
#include "keep/store_rows.h"
#include "keep/store_served.h"
#include "keep/store_sql.h"

#define SAME                                                                                       \
	" WHERE network = ?1 AND account = ?2 COLLATE NOCASE AND"                                  \
	" (account <> '' OR (nick = ?3 COLLATE NOCASE AND host = ?4 COLLATE NOCASE))"

/* A list of persons, each followed by a line feed, without the person ?2. */
#define WITHOUT(list)                                                                              \
	"substr(replace(char(10) || " list ", char(10) || ?2 || char(10), char(10)), 2)"

#define OF_CHANNEL " WHERE network = ?1 AND channel = ?2"
#define OF_PERSON " WHERE network = ?1 AND person = ?2"
#define POINTS "CASE ?3 WHEN 0 THEN quiz WHEN 1 THEN session WHEN 2 THEN total ELSE best END"

const char *const store_sql_people[SQL_TOTAL] = {
	/* Learning (store_study.c). */
	[SQL_QUIZ] = QUIZZES OF_CHANNEL,
	[SQL_QUIZZES] = QUIZZES " ORDER BY until",
	[SQL_PUT_QUIZ] = PUT("quiz", QUIZ_COLUMNS),
	[SQL_DROP_QUIZ] = "DELETE FROM quiz" OF_CHANNEL,
	[SQL_WAKE_QUIZZES] = "UPDATE quiz SET until = -1",
	[SQL_SCORE] = SCORES OF_CHANNEL " AND person = ?3",
	[SQL_SCORES] =
		SCORES OF_CHANNEL " AND " POINTS " > 0 ORDER BY " POINTS " DESC, best DESC, person",
	[SQL_PUT_SCORE] = PUT("score", SCORE_COLUMNS),
	[SQL_CLEAR_SCORES] = "UPDATE score SET quiz = CASE ?3 WHEN 0 THEN 0 ELSE quiz END,"
			     " session = CASE ?3 WHEN 1 THEN 0 ELSE session END" OF_CHANNEL,
	[SQL_SESSION] = SESSIONS OF_CHANNEL,
	[SQL_PUT_SESSION] = PUT("session", SESSION_COLUMNS),
	[SQL_DROP_SESSION] = "DELETE FROM session" OF_CHANNEL,
	[SQL_ADD_SEASON] = "INSERT INTO season (network, channel, person, month, shown, points)"
			   " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT"
			   " DO UPDATE SET points = points + ?6, shown = ?5",
	[SQL_SEASON] = "SELECT shown, points FROM season" OF_CHANNEL
		       " AND month = ?3 AND points > 0 ORDER BY points DESC, shown",
	[SQL_TEAMS] = SCORES " WHERE network = ?1 AND channel = ?2 AND team <> ''"
			     " ORDER BY team, quiz DESC, shown",
	[SQL_CLEAR_TEAMS] = "UPDATE score SET team = ''" OF_CHANNEL,
	[SQL_DROP_MISSED] = "DELETE FROM missed" OF_CHANNEL,
	[SQL_PUT_MISSED] = "INSERT OR REPLACE INTO missed (network, channel, fact, players)"
			   " VALUES (?1, ?2, ?3, ?4)",
	[SQL_MISSED] = "SELECT DISTINCT fact FROM missed WHERE network = ?1 AND (?2 = ''"
		       " OR instr(char(10) || players, char(10) || ?2 || char(10)))",
	[SQL_DROP_PACK] = "DELETE FROM pack" OF_CHANNEL,
	[SQL_PUT_PACK] =
		"INSERT INTO pack (network, channel, place, fact) VALUES (?1, ?2, ?3, ?4)",
	[SQL_PACK] = "SELECT fact FROM pack" OF_CHANNEL " ORDER BY place",
	[SQL_PACKS] = "SELECT DISTINCT network, channel FROM pack ORDER BY network, channel",
	[SQL_DAILY] = "SELECT coalesce(max(day), -1) FROM daily" OF_CHANNEL,
	[SQL_PUT_DAILY] =
		"INSERT OR REPLACE INTO daily (network, channel, day) VALUES (?1, ?2, ?3)",
	[SQL_TIMETABLES] = TIMETABLES " ORDER BY next",
	[SQL_TIMETABLE] = TIMETABLES OF_CHANNEL,
	[SQL_PUT_TIMETABLE] = PUT("timetable", TIMETABLE_COLUMNS),
	[SQL_DROP_TIMETABLE] = "DELETE FROM timetable" OF_CHANNEL,
	[SQL_CARD] = CARDS OF_PERSON " AND fact = ?3",
	[SQL_CARDS] = CARDS OF_PERSON " ORDER BY due, fact",
	[SQL_CARDS_DUE] = "SELECT count(*) FROM card" OF_PERSON " AND due <= ?3 AND fact" SEEN_ID,
	[SQL_PUT_CARD] = PUT("card", CARD_COLUMNS),
	[SQL_MOVE_CARDS] = "UPDATE OR IGNORE card SET fact = ?2 WHERE fact = ?1",
	[SQL_DROP_MOVED_CARDS] = "DELETE FROM card WHERE fact = ?1",
	[SQL_MOVE_LEARNERS] = "UPDATE learner SET fact = ?2 WHERE fact = ?1",
	[SQL_LEARNER] = LEARNERS OF_PERSON,
	[SQL_PUT_LEARNER] = PUT("learner", LEARNER_COLUMNS),
	[SQL_DROP_CARD] = "DELETE FROM card WHERE network = ?1 AND person = ?2 AND fact = ?3",
	[SQL_PUT_ANSWERED] = "INSERT OR REPLACE INTO answered (network, person, fact, at)"
			     " VALUES (?1, ?2, ?3, ?4)",
	[SQL_PRUNE_ANSWERED] = "DELETE FROM answered WHERE at < ?1",
	[SQL_ANSWERED] = "SELECT fact FROM answered WHERE network = ?1 AND person = ?2 AND at >= ?3"
			 " ORDER BY at DESC, fact",
	[SQL_TO_REMIND] = LEARNERS " WHERE remind AND remind_next <= ?1 AND EXISTS"
				   " (SELECT 1 FROM card WHERE card.network = learner.network"
				   "  AND card.person = learner.person AND due <= ?1)",
	[SQL_COUNT_PERSON] =
		"SELECT (SELECT count(*) FROM card WHERE network = ?1 AND person = ?2),"
		" (SELECT count(*) FROM score WHERE network = ?1 AND person = ?2),"
		" (SELECT coalesce(sum(total), 0) FROM score WHERE network = ?1 AND person = ?2),"
		" (SELECT count(*) FROM learner WHERE network = ?1 AND person = ?2),"
		" (SELECT count(*) FROM answered WHERE network = ?1 AND person = ?2)",
	/* the same account or, without one, the same nick and host */
	[SQL_COUNT_SOMEONE] =
		"SELECT (SELECT count(*) FROM waiting" SAME "), (SELECT count(*) FROM message" SAME
		"), (SELECT count(*) FROM suggestion" SAME "), (SELECT count(*) FROM quiet" SAME
		")",
	[SQL_COUNT_LASTING] =
		"SELECT (SELECT count(*) FROM revision WHERE author = ?2"
		"  AND network IN (?1, '')),"
		" (SELECT count(*) FROM role WHERE network = ?1 AND kind = 'account' AND who = ?3)",
	[SQL_FORGET_WISHES] = "DELETE FROM waiting" SAME,
	[SQL_FORGET_MESSAGES] = "DELETE FROM message" SAME,
	[SQL_FORGET_QUIET] = "DELETE FROM quiet" SAME,
	[SQL_FORGET_SUGGESTER] =
		"UPDATE suggestion SET account = '', nick = '(forgotten)', host = ''" SAME,
	[SQL_FORGET_CARDS] = "DELETE FROM card" OF_PERSON,
	[SQL_FORGET_ANSWERED] = "DELETE FROM answered" OF_PERSON,
	[SQL_FORGET_SEASONS] = "DELETE FROM season" OF_PERSON,
	[SQL_FORGET_MISSED] =
		"UPDATE missed SET players = " WITHOUT("players") " WHERE network = ?1",
	[SQL_FORGET_SCORES] = "DELETE FROM score" OF_PERSON,
	[SQL_FORGET_LEARNER] = "DELETE FROM learner" OF_PERSON,
	[SQL_FORGET_STREAK] =
		"UPDATE quiz SET leader = '', streak = 0 WHERE network = ?1 AND leader = ?2",
	[SQL_FORGET_CHOICES] = "UPDATE quiz SET chose = " WITHOUT("chose") ", players = " WITHOUT(
		"players") " WHERE network = ?1",
	[SQL_JOURNAL_LAST] = "SELECT coalesce(max(number), 0) FROM journal",
	[SQL_JOURNAL_SINCE] = "SELECT decision, fact, question FROM journal WHERE number > ?3"
			      " AND at >= ?4 AND network = ?1 AND channel = ?2 ORDER BY number",

	/* People. Of two roles for the same account or mask, the granted one until it ends. */
	[SQL_ACCOUNT_KNOWN] =
		"SELECT EXISTS (SELECT 1 FROM revision WHERE author = ?2 AND network = ?1)"
		" OR EXISTS (SELECT 1 FROM suggestion WHERE network = ?1"
		"  AND account = ?2 COLLATE NOCASE)"
		" OR EXISTS (SELECT 1 FROM waiting WHERE network = ?1"
		"  AND account = ?2 COLLATE NOCASE)"
		" OR EXISTS (SELECT 1 FROM score WHERE network = ?1"
		"  AND person = '=' || ?2 COLLATE NOCASE)"
		" OR EXISTS (SELECT 1 FROM learner WHERE network = ?1"
		"  AND person = '=' || ?2 COLLATE NOCASE)",
	[SQL_ROLES] = "SELECT network, kind, who, origin = 'configured', role, until, granter, at"
		      " FROM role AS r WHERE (until = 0 OR until > ?1)"
		      " AND (origin = 'granted' OR NOT EXISTS (SELECT 1 FROM role AS g"
		      "  WHERE g.network = r.network AND g.kind = r.kind AND g.who = r.who"
		      "  AND g.origin = 'granted' AND (g.until = 0 OR g.until > ?1)))"
		      " ORDER BY origin, at, network, kind, who",
	[SQL_PUT_ROLE] = "INSERT OR REPLACE INTO role"
			 " (network, kind, who, origin, role, until, granter, at)"
			 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[SQL_DROP_ROLE] = "DELETE FROM role WHERE network = ?1 AND kind = ?2 AND who = ?3"
			  " AND origin = 'granted'",
	[SQL_STALE_ROLES] = "DELETE FROM role WHERE origin = 'configured'"
			    " OR (until <> 0 AND until <= ?1) RETURNING network, kind, who, origin",
	[SQL_SHIFT_ROLES] = "UPDATE role SET until = until + ?1 WHERE until > 0"
			    " RETURNING network, kind, who, origin",
	[SQL_SHIFT_QUIZZES] = "UPDATE quiz SET until = until + ?1 WHERE until <> 0",
	[SQL_SHIFT_MUTES] = "UPDATE hush SET until = until + ?1 WHERE until <> 0",
	[SQL_PUT_HUSH] =
		"INSERT OR REPLACE INTO hush (network, channel, until) VALUES (?1, ?2, ?3)",
	[SQL_HUSHED] = "SELECT until FROM hush WHERE network = ?1 AND channel = ?2 AND until > ?3",
	[SQL_ADD_MESSAGE] = "INSERT INTO message (at, network, account, nick, host, text)"
			    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[SQL_OLD_MESSAGES] = "DELETE FROM message WHERE at < ?1",
	[SQL_MESSAGES] = "SELECT number, network, account, nick, host, text, channel, refused"
			 " FROM message"
			 " WHERE ?1 IN (network, '') ORDER BY number",
	[SQL_PUT_QUIET] = "INSERT OR IGNORE INTO quiet (network, account, nick, host)"
			  " VALUES (?1, ?2, ?3, ?4)",
	[SQL_QUIET] = "SELECT count(*) = 0 FROM quiet" SAME,
	[SQL_PUT_AMBIENT] = "INSERT OR REPLACE INTO ambient (network, channel, answers, author, at)"
			    " VALUES (?1, ?2, ?3, ?4, ?5)",
	[SQL_AMBIENTS] = "SELECT network, channel, answers, author, at FROM ambient",
	[SQL_REFUSE_MESSAGE] = "UPDATE message SET refused = refused + 1 WHERE number = ?1",
	[SQL_DROP_MESSAGE] = "DELETE FROM message WHERE number = ?1",
	[SQL_DROP_MESSAGES_WITH] = "DELETE FROM message WHERE instr(text, ?1) > 0",
};
