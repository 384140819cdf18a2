/* Makes questions from a statement, where its form leaves no doubt. */
#include "document/draft.h"

#include "base/buf.h"
#include "base/text.h"
#include "language/english.h"
#include "pattern/pattern_table.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { PART = 260 };

static const char *const auxiliaries[] = {"was", "were", "is", "are", "has", "had", "can", "could",
	"will", "would", "must", "may", NULL};

/* Irregular past tenses and their base forms. */
static const char *const irregular[][2] = {{"began", "begin"}, {"became", "become"},
	{"built", "build"}, {"came", "come"}, {"cost", "cost"}, {"fell", "fall"},
	{"fought", "fight"}, {"found", "find"}, {"gave", "give"}, {"grew", "grow"},
	{"held", "hold"}, {"led", "lead"}, {"left", "leave"}, {"lost", "lose"}, {"made", "make"},
	{"met", "meet"}, {"ran", "run"}, {"rose", "rise"}, {"sent", "send"}, {"set", "set"},
	{"sold", "sell"}, {"spent", "spend"}, {"took", "take"}, {"went", "go"}, {"won", "win"},
	{"wrote", "write"}, {"broke", "break"}, {"bought", "buy"}, {"brought", "bring"},
	{"died", "die"}, {"agreed", "agree"}};

/* Words that begin a sentence but not with its subject. */
static const char *const not_subjects[] = {"in", "on", "at", "by", "during", "after", "before",
	"for", "from", "with", "as", "when", "while", "although", "if", "since", "because", "to",
	"there", "this", "these", "those", "that", "it", "he", "she", "they", "we", "i", "you",
	"his", "her", "its", "their", "our", "what", "who", "how", "where", "why", "not", "no",
	"only", "both", "some", "many", "most", "several", "but", "and", "however", "also", "of",
	"under", "among", "between", "despite", "until", "then", "such", "one", "each", "all",
	"another", "other", "more", "less", "today", "here", "yet", "so", "or", "though", NULL};

enum row { DATE, PERSON, BY_NAME, BECAUSE, MEASURE, DONE, ROWS };
static const struct pattern_row rows[ROWS] = {
	[DATE] = {"date", " (?:on|in) (?:[0-9]{1,2} [a-z]+,? [0-9]{4}|[a-z]+ [0-9]{1,2}, [0-9]{4}|"
			  "[a-z]+ [0-9]{4}|[0-9]{4})\\b"},
	[PERSON] = {"person",
		"^(?:a|an|the) (?:[a-z-]+ ){0,4}(?:president|politician|king|queen|prince|general|"
		"minister|leader|writer|author|poet|scientist|engineer|physicist|chemist|lawyer|"
		"judge|senator|governor|ambassador|diplomat|historian|philosopher|mathematician|"
		"actor|actress|singer|composer|painter|artist|soldier|officer|emperor|explorer|"
		"inventor|architect|journalist|economist|astronomer|biologist|statesman)\\b"},
	[BY_NAME] = {"by", "^[a-z]+(?:ed|uilt|ade|ritten|ed by|eld|on|ost|old|ought) by "},
	[DONE] = {"participle", "^(?:[a-z]+ly )?(?:[a-z]+ed|built|made|written|held|won|lost|sold|"
				"begun|founded|born|brought|known|taken|given|set|left|sent)\\b"},
	[BECAUSE] = {"because", " (?:because|so that|in order to) "},
	[MEASURE] = {"measure",
		"^(?:about |some |nearly |over |almost |approximately )?[0-9][0-9,.]* "
		"[a-z]+ (long|high|wide|deep|tall|old)\\b"},
};
static struct pattern_table table = PATTERN_TABLE("questions made of statements", rows);

struct parts {
	char subject[PART], verb[40], rest[PART]; /* rest without the full stop */
	bool auxiliary;
};

/* The base form of a verb in the past tense; false if the word is not one. */
static bool base_of_past(const char *past, char *out, size_t size)
{
	size_t length = strlen(past);

	for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
		if (strcmp(past, irregular[i][0]) == 0)
			return snprintf(out, size, "%s", irregular[i][1]) > 0;
	if (length < 5 || strcmp(past + length - 2, "ed") != 0)
		return false;
	snprintf(out, size, "%.*s", (int)length - 1, past); /* "moved": "move" */
	if (length > 4 && past[length - 3] == 'i')
		snprintf(out, size, "%.*sy", (int)length - 3, past); /* "carried" */
	else if (past[length - 3] == past[length - 4] && !strchr("ls", past[length - 3]))
		snprintf(out, size, "%.*s", (int)length - 3, past); /* "stopped" */
	else if (!english_is_word(out))
		snprintf(out, size, "%.*s", (int)length - 2, past); /* "opened" */
	return true;
}

/* Splits a statement into subject, verb and rest. The subject has at most eight words and no comma.
 * Skips "In 1825, …" before it. */
static bool cut(const char *says, struct parts *parts)
{
	const char *at = says, *comma = strchr(says, ',');
	size_t words = 0;
	char low[40];

	if ((strncmp(says, "In ", 3) == 0 || strncmp(says, "On ", 3) == 0) && comma &&
		comma - says < 24 && isdigit((unsigned char)comma[-1]))
		at = comma + 2;
	const char *subject = at;
	text_lower_ascii(at, strcspn(at, " "), low, sizeof low);
	if (text_is_one_of(low, not_subjects))
		return false;
	for (; *at && words < 9; words++) {
		size_t length = strcspn(at, " ");
		char base[40];

		text_lower_ascii(at, length, low, sizeof low);
		parts->auxiliary = text_is_one_of(low, auxiliaries);
		if (words > 0 && islower((unsigned char)*at) &&
			(parts->auxiliary || base_of_past(low, base, sizeof base))) {
			const char *rest = at + length;

			/* "the canal named Erie": a participle after a lower-case word of the
			 * subject */
			if (!parts->auxiliary && words < 2 && islower((unsigned char)*subject))
				return false;
			snprintf(parts->verb, sizeof parts->verb, "%s", low);
			snprintf(parts->subject, sizeof parts->subject, "%.*s",
				(int)(at - subject - 1), subject);
			rest += strspn(rest, " ");
			length = strlen(rest);
			while (length > 0 && strchr(".!", rest[length - 1]))
				length--;
			if (length == 0 || length >= PART)
				return false;
			snprintf(parts->rest, sizeof parts->rest, "%.*s", (int)length, rest);
			return true;
		}
		if (strpbrk(low, ",;:()\""))
			return false;
		at += length;
		at += strspn(at, " ");
	}
	return false;
}

/* Writes "The canal" as "the canal", for use inside a question; names are not changed. */
static void lower_article(char *subject)
{
	static const char *const articles[] = {"The ", "A ", "An ", NULL};

	if (text_begins_with_one_of(subject, articles))
		*subject = (char)tolower((unsigned char)*subject);
}

/* Copies rest without the text from start to end, cut at the first comma or relative clause. */
static void cut_out(const char *rest, size_t start, size_t end, char *out, size_t size)
{
	snprintf(out, size, "%.*s%s", (int)start, rest, rest + end);
	out[strcspn(out, ",;:(")] = '\0';
	char *which = strstr(out, " which ");

	if (which)
		*which = '\0';
	for (size_t length = strlen(out); length > 0 && out[length - 1] == ' ';)
		out[--length] = '\0';
}

static void write_question(struct buf *buf, const char *word, const char *verb, const char *subject,
	const char *verb_after, const char *rest)
{
	char line[PART * 2];
	struct buf one = BUF(line);

	buf_add(&one, "%s %s %s", word, verb, subject);
	if (*verb_after)
		buf_add(&one, " %s", verb_after);
	if (*rest)
		buf_add(&one, " %s", rest);
	buf_add(&one, "?");
	if (!one.full && strlen(line) <= 200)
		buf_add(buf, "%s%s", buf_length(buf) ? "\n" : "", line);
}

/* Whether a name follows "by": "designed by Benjamin Wright". */
static bool is_name_after_by(const char *rest)
{
	const char *by = strstr(rest, " by ");

	return by && isupper((unsigned char)by[4]);
}

void draft_questions(const char *says, char *out, size_t size)
{
	struct buf buf = buf_over(out, size);
	struct parts parts;
	char base[40] = "", rest[PART + 2], low[PART];
	size_t start, end;

	if (!cut(says, &parts))
		return;
	lower_article(parts.subject);
	const char *verb = parts.auxiliary ? parts.verb : "did";
	text_lower_ascii(parts.rest, strlen(parts.rest), low, sizeof low);
	if (!parts.auxiliary && !base_of_past(parts.verb, base, sizeof base))
		return;
	snprintf(rest, sizeof rest, " %s", low);
	if ((!parts.auxiliary || pattern_table_matches(&table, DONE, low)) &&
		pattern_table_find(&table, DATE, rest, &start, &end)) {
		char padded[PART + 1];

		snprintf(padded, sizeof padded, " %s", parts.rest);
		cut_out(padded, start, end, rest, sizeof rest);
		write_question(&buf, "When", verb, parts.subject, base, rest + strspn(rest, " "));
	}
	bool copula = strcmp(verb, "was") == 0 || strcmp(verb, "is") == 0 ||
		      strcmp(verb, "were") == 0 || strcmp(verb, "are") == 0;
	if (copula && (strncmp(low, "a ", 2) == 0 || strncmp(low, "an ", 3) == 0 ||
			      strncmp(low, "the ", 4) == 0))
		write_question(&buf, pattern_table_matches(&table, PERSON, low) ? "Who" : "What",
			verb, parts.subject, "", "");
	if (copula && pattern_table_find(&table, MEASURE, low, &start, &end)) {
		const char *unit = low + end;
		char how[24];

		while (unit > low && unit[-1] != ' ')
			unit--;
		snprintf(how, sizeof how, "How %.*s", (int)(low + end - unit), unit);
		write_question(&buf, how, verb, parts.subject, "", "");
	}
	if (pattern_table_find(&table, BECAUSE, low, &start, &end)) {
		cut_out(parts.rest, start, strlen(parts.rest), rest, sizeof rest);
		write_question(&buf, "Why", verb, parts.subject, base, rest);
	}
	if (strcmp(verb, "was") == 0 && pattern_table_matches(&table, BY_NAME, low) &&
		is_name_after_by(parts.rest)) {
		snprintf(rest, sizeof rest, "%.*s", (int)strcspn(parts.rest, " "), parts.rest);
		write_question(&buf, "Who", rest, parts.subject, "", "");
	}
	if (strcmp(parts.verb, "cost") == 0 && strpbrk(parts.rest, "0123456789"))
		write_question(&buf, "How much", "did", parts.subject, "cost", "");
}
