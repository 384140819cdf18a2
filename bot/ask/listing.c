#include "ask/listing.h"

#include "base/buf.h"
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { WORDS = 5, WORDS_MIN = 3, OPENING = 80 };

static const char *const until[] = {" to ", " and ", " until ", NULL};

/* Whether the word cannot be the last one of a gist. */
static bool is_open(const char *word, size_t length)
{
	static const char *const words[] = {"a", "an", "the", "of", "to", "in", "on", "at", "by",
		"for", "from", "with", "and", "or", "as", "that", "than", "about", "into", "its",
		"his", "her", "their", "was", "were", "is", "are", "be", "been", "had", "has",
		"have", "who", "which", "when", "where", "not", "more", "under", "over", "after",
		"before", "between", "against", "any", "all", "both", "most", "U.S.", "US", NULL};
	char own[16];

	if (length >= sizeof own)
		return false;
	snprintf(own, sizeof own, "%.*s", (int)length, word);
	return text_is_one_of(own, words);
}

/* The text behind the year that an opening such as "On 16 November 2018" or "At the election of 29
 * July 2018" ends with, or NULL. */
static const char *after_year(const char *text)
{
	const char *year = strpbrk(text, "0123456789");

	while (year && strspn(year, "0123456789") != 4) {
		year += strspn(year, "0123456789");
		year = strpbrk(year, "0123456789");
	}
	if (!year || year - text > OPENING)
		return NULL;
	year += 4;
	for (size_t i = 0; until[i]; i++)
		if (strncmp(year, until[i], strlen(until[i])) == 0 &&
			strspn(year + strlen(until[i]), "0123456789") == 4)
			return year + strlen(until[i]) + 4;
	return year;
}

/* The text behind what opens it up to a comma, if a clause with a subject of its own follows. */
static const char *after_comma(const char *text)
{
	static const char *const others[] = {
		"which ", "who ", "when ", "where ", "that ", "it ", "he ", "she ", "they ", NULL};
	const char *comma = strstr(text, ", ");

	if (!comma || comma - text > OPENING)
		return text;
	return text_begins_with_one_of(comma + 2, others) ? text : comma + 2;
}

/* The text after an opening that tells when or on what occasion: the date is said already. */
static const char *after_opening(const char *text)
{
	static const char *const openings[] = {"On ", "In ", "By ", "Since ", "Between ", "From ",
		"Until ", "At ", "After ", "Early in ", "Late in ", NULL};
	size_t opening = text_begins_with_one_of(text, openings);
	bool from = strncmp(text, "From ", 5) == 0; /* two years, or what went on */

	if (opening == 0 || (from && strncmp(text + 9, " to ", 4) != 0))
		return text;
	const char *rest = after_year(text), *name = strchr(text, '\'');
	if (!rest)
		return after_comma(text);
	if (strncmp(rest, ", and ", 6) == 0)
		return after_comma(rest + 2);
	if (strncmp(rest, ", ", 2) == 0)
		return after_comma(rest) == rest + 2 ? rest + 2 : text;
	/* "In about 2018 some …", but "In the July 2013 election the …" */
	bool dated = strncmp(text + opening, "the ", 4) != 0 && !(name && name < rest);
	bool begins = isupper((unsigned char)rest[1]) || strncmp(rest + 1, "the ", 4) == 0 ||
		      strncmp(rest + 1, "a ", 2) == 0 || strncmp(rest + 1, "an ", 3) == 0;

	return *rest == ' ' && (dated || begins) ? rest + 1 : text;
}

/* The length of the parenthesis at the start of the text, with the punctuation and space after it;
 * 0 if there is none. */
static size_t aside(const char *text)
{
	size_t length = *text == '(' ? strcspn(text, ")") : 0;

	if (length == 0 || text[length] != ')')
		return 0;
	return length + 1 + strspn(text + length + 1, " ,;:");
}

/* Adds the first few words of the statement. */
static void add_gist(const struct fact *fact, struct buf *buf)
{
	const char *text = after_opening(fact->says);
	char gist[LISTING_ENTRY] = "";
	struct buf out = BUF(gist);
	size_t words = 0, end = 0;

	if (strncmp(text, "The ", 4) == 0 || strncmp(text, "the ", 4) == 0)
		text += 4;
	while (*text && words < WORDS) {
		size_t skip = aside(text), length = strcspn(text, " ");

		if (skip > 0) {
			text += skip;
			continue;
		}
		if (!buf_add(&out, words ? " %.*s" : "%.*s", (int)length, text))
			break;
		if (words++ < WORDS_MIN || !is_open(text, length))
			end = buf_length(&out);
		text += length;
		text += strspn(text, " ");
	}
	while (end > 0 && strchr(",;:.", gist[end - 1]))
		end--;
	buf_put(buf, gist, end);
}

void listing_entry(const struct fact *fact, char out[LISTING_ENTRY])
{
	struct buf buf = buf_over(out, LISTING_ENTRY);
	size_t first = strcspn(fact->when, "/");

	*out = '\0';
	if (*fact->when)
		buf_add(&buf, "%.*s%s%s: ", (int)first, fact->when, fact->when[first] ? "–" : "",
			fact->when[first] ? fact->when + first + 1 : "");
	add_gist(fact, &buf);
	buf_add(&buf, " (%s)", fact->id);
}

size_t listing_add(const struct index *index, const char *head, const int *positions, size_t count,
	size_t room, size_t left[REPLY_LINES], struct reply *out)
{
	char line[REPLY_LINE], entry[LISTING_ENTRY];
	size_t done = 0;

	if (room > sizeof line - 1)
		room = sizeof line - 1;
	while (done < count && out->count < REPLY_LINES) {
		struct buf buf = buf_over(line, room + 1);
		size_t here = 0;

		if (done == 0 && *head)
			buf_add(&buf, "%s", head);
		for (; here < LISTING_PER_LINE && done + here < count; here++) {
			const char *gap = here > 0 ? " · " : buf_length(&buf) > 0 ? " " : "";

			listing_entry(index->profiles[positions[done + here]].fact, entry);
			if (!buf_add(&buf, "%s%s", gap, entry))
				break;
		}
		if (here == 0) { /* a single entry is too long: cut it */
			listing_entry(index->profiles[positions[done + here++]].fact, entry);
			snprintf(line, room + 1, "%s", entry);
			text_drop_broken(line);
		}
		if (out->count == REPLY_LINES - 1 && done + here < count)
			break; /* the caller uses the last line to say so */
		done += here;
		if (left)
			left[out->count] = count - done;
		snprintf(out->lines[out->count++], REPLY_LINE, "%s", line);
	}
	return done;
}

void listing_write(const struct index *index, const int *positions, size_t count, struct json *json)
{
	json_open(json, NULL, '[');
	for (size_t i = 0; i < count; i++) {
		const struct fact *fact = index->profiles[positions[i]].fact;

		json_open(json, NULL, '{');
		json_text(json, "id", fact->id);
		json_some_text(json, "date", fact->when);
		json_text(json, "says", fact->says);
		json_close(json, '}');
	}
	json_close(json, ']');
}
