/* Reads plain text, and joins lines to paragraphs. Form feeds separate pages (pdftotext). */
#include "document/document_inner.h"

#include "base/buf.h"
#include "base/map.h"
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct line {
	const char *at;
	size_t length; /* without spaces at its end */
	int page;
	bool dropped; /* a page header, footer or number */
};

struct lines {
	struct line *list;
	size_t count, room;
	bool paged;
};

/* Whether the line is only a page number: "12", "- 12 -", "Page 3 of 9", "xiv". */
static bool is_page_number(const char *line, size_t length)
{
	char text[32];
	const char *at = text;

	if (length == 0 || length >= sizeof text)
		return false;
	text_lower_ascii(line, length, text, sizeof text);
	at += strspn(at, " -[(|");
	at += strncmp(at, "page", 4) == 0 ? 4 : 0;
	at += strspn(at, " .");
	size_t digits = strspn(at, "0123456789"), roman = strspn(at, "ivxlc");

	if (digits == 0 && roman == 0)
		return false;
	if (digits > 4)
		return false;
	at += digits ? digits : roman;
	at += strspn(at, " ");
	if (strncmp(at, "of ", 3) == 0 || *at == '/') {
		at += *at == '/' ? 1 : 3;
		at += strspn(at, " ");
		at += strspn(at, "0123456789");
	}
	return at[strspn(at, " -])|")] == '\0';
}

size_t document_bullet(const char *text, bool *numbered)
{
	static const char *const bullets[] = {"- ", "* ", "+ ", "\u2022", "\u25cf", "\u25aa",
		"\u2023", "\u25e6", "\u2013 ", "\u2014 ", "\u00b7 ", "\uf0b7", "o  ", NULL};
	const char *at = text;
	size_t bullet = text_begins_with_one_of(text, bullets);

	*numbered = bullet == 0;
	if (bullet > 0)
		return bullet + strspn(text + bullet, " \t");
	bool open = *at == '(';

	at += open;
	size_t digits = strspn(at, "0123456789"), roman = strspn(at, "ivx");
	size_t letters = roman > 0 ? roman : islower((unsigned char)*at) ? 1 : 0;

	if (digits > 0 && digits <= 2)
		at += digits;
	else if (digits == 0 && letters > 0 && letters <= 4)
		at += letters;
	else
		return 0;
	if (*at != ')' && (open || digits == 0 || *at != '.'))
		return 0;
	at++;
	return *at == ' ' || *at == '\t' ? (size_t)(at - text) + strspn(at, " \t") : 0;
}

/* --- lines and pages -------------------------------------------------------------------------- */

static void split_lines(const char *text, struct lines *lines)
{
	int page = 1;

	while (*text) {
		size_t length = strcspn(text, "\n\f"), kept = length;

		while (kept > 0 && isspace((unsigned char)text[kept - 1]))
			kept--;
		GROW(lines->list, lines->count, lines->room);
		lines->list[lines->count++] =
			(struct line){.at = text, .length = kept, .page = page};
		text += length;
		if (*text == '\f') {
			lines->paged = true;
			page++;
		}
		text += *text != '\0';
	}
	for (size_t i = 0; !lines->paged && i < lines->count; i++)
		lines->list[i].page = 0;
}

/* The line without digits and spaces at its ends: the part that repeats on every page. */
static void running_text(const struct line *line, char *out, size_t size)
{
	size_t length = 0;

	for (size_t i = 0; i < line->length && length + 1 < size; i++)
		if (!isdigit((unsigned char)line->at[i]) && !isspace((unsigned char)line->at[i]))
			out[length++] = line->at[i];
	out[length] = '\0';
}

/* Whether the line is one of the first or last two non-empty lines of its page. */
static bool is_at_edge(const struct lines *lines, size_t i)
{
	enum { EDGE = 2 };
	size_t before = 0, after = 0;
	int page = lines->list[i].page;

	for (size_t k = i; k-- > 0 && lines->list[k].page == page && before < EDGE;)
		before += lines->list[k].length > 0;
	for (size_t k = i + 1; k < lines->count && lines->list[k].page == page && after < EDGE; k++)
		after += lines->list[k].length > 0;
	return before < EDGE || after < EDGE;
}

/* Whether the line begins or ends with a number, which may be the page number. */
static bool has_number_at_end(const struct line *line)
{
	size_t from = strspn(line->at, " ");

	return isdigit((unsigned char)line->at[from]) ||
	       isdigit((unsigned char)line->at[line->length - 1]);
}

/* Drops page numbers, and running heads and feet: lines at the edge of at least three pages, or of
 * both pages of two. Keeps the first line, which is the title, if it has no number. */
static void drop_running_lines(struct arena *arena, struct lines *lines)
{
	struct map seen = {0};
	size_t title = 0;
	int needed = 3;
	char text[160];

	for (size_t i = lines->count; i-- > 0;)
		if (lines->list[i].length > 0) {
			needed = lines->list[i].page == 2 ? 2 : 3;
			break;
		}
	while (title < lines->count && lines->list[title].length == 0)
		title++;
	if (title < lines->count && has_number_at_end(&lines->list[title]))
		title = lines->count;
	for (int pass = 0; lines->paged && pass < 2; pass++)
		for (size_t i = 0; i < lines->count; i++) {
			struct line *line = &lines->list[i];

			if (line->length == 0 || line->length >= sizeof text ||
				!is_at_edge(lines, i))
				continue;
			running_text(line, text, sizeof text);
			int count = *text ? map_get(&seen, text) : -1;

			if (pass == 0 && *text)
				map_put(&seen, count < 0 ? arena_string(arena, text) : text,
					count < 0 ? 1 : count + 1);
			else if (pass == 1 && count >= needed && i != title)
				line->dropped = true;
		}
	map_free(&seen);
	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->list[i];
		bool alone = (i == 0 || lines->list[i - 1].length == 0 ||
				     lines->list[i - 1].page != line->page) ||
			     (i + 1 == lines->count || lines->list[i + 1].length == 0 ||
				     lines->list[i + 1].page != line->page);

		if (alone && is_page_number(line->at, line->length))
			lines->list[i].dropped = true;
	}
}

/* --- two columns ------------------------------------------------------------------------------ */

/* The end of the gap of at least three spaces between two columns of the line, or 0. */
static size_t gap_end(const struct line *line)
{
	size_t from = strspn(line->at, " ");

	for (size_t i = from; i + 3 < line->length; i++)
		if (strncmp(line->at + i, "   ", 3) == 0) {
			size_t end = i + strspn(line->at + i, " ");

			return end < line->length && i > 15 ? end : 0;
		}
	return 0;
}

/* The column at which most of the lines first…end - 1 have a second column, or 0. */
static size_t second_column(const struct lines *lines, size_t first, size_t end)
{
	enum { WIDEST = 160 };
	size_t counts[WIDEST + 2] = {0}, best = 0, most = 0, filled = 0;

	for (size_t i = first; i < end; i++) {
		size_t column = gap_end(&lines->list[i]);

		filled += lines->list[i].length > 0 && !lines->list[i].dropped;
		if (column > 0 && column < WIDEST)
			counts[column]++;
	}
	for (size_t column = 1; column < WIDEST; column++) {
		size_t near = counts[column - 1] + counts[column] + counts[column + 1];

		if (near > most) {
			most = near;
			best = column;
		}
	}
	return filled >= 6 && most * 2 > filled ? best : 0;
}

/* --- paragraphs ------------------------------------------------------------------------------- */

static bool ends_sentence(const char *text, size_t length)
{
	while (length > 0 && strchr("\"')]", text[length - 1]))
		length--;
	return length > 0 && strchr(".!?:", text[length - 1]);
}

/* Whether a line may be a heading by its characters: it has a word, and closes the brackets that it
 * opens. */
static bool reads_as_heading(const char *text, size_t length)
{
	size_t letters = 0;
	int open = 0;

	for (size_t i = 0; i < length; i++) {
		letters += isalpha((unsigned char)text[i]) || (unsigned char)text[i] >= 0x80;
		open += (text[i] == '(') - (text[i] == ')');
	}
	return open == 0 && letters >= 3;
}

/* Whether a line on its own is a heading: it is short, has no full stop, and begins with a capital
 * or a number. */
static bool is_heading(const char *text, size_t length)
{
	size_t words = 1, capitals = 0, from = strspn(text, " \t#");

	if (length == 0 || length > 90 || !reads_as_heading(text + from, length - from) ||
		(ends_sentence(text, length) && text[length - 1] != '?') ||
		strchr(",;", text[length - 1]))
		return false;
	for (size_t i = from; i < length; i++) {
		words += text[i] == ' ' && text[i + 1] != ' ';
		capitals += isupper((unsigned char)text[i]) && (i == from || text[i - 1] == ' ');
	}
	return words <= 12 &&
	       (isupper((unsigned char)text[from]) || isdigit((unsigned char)text[from]) ||
		       (unsigned char)text[from] >= 0x80) &&
	       (words <= 7 || capitals * 2 >= words);
}

/* Whether the lines are a table: most have two gaps of two spaces or more, or a tab. */
static bool is_table(const char *text)
{
	size_t lines = 0, rows = 0;

	while (*text) {
		size_t length = strcspn(text, "\n"), gaps = 0;
		size_t from = strspn(text, " ");

		for (size_t i = from; i + 1 < length; i++) {
			bool gap = text[i] == '\t' || text[i] == '|' ||
				   (text[i] == ' ' && text[i + 1] == ' ');

			gaps += gap;
			while (gap && i + 1 < length && text[i + 1] == ' ')
				i++;
		}
		lines++;
		rows += gaps >= 2;
		text += length + (text[length] == '\n');
	}
	return lines >= 3 && rows * 4 >= lines * 3;
}

static bool is_caption(const char *text)
{
	static const char *const words[] = {"Figure ", "Fig. ", "Table ",
		"Photo:", "Image:", "Source:", "Map ", "Chart ",
		"Credit:", "Photograph:", "Caption:"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *after = text + strlen(words[i]);

		if (strncmp(text, words[i], strlen(words[i])) == 0 &&
			(after[-1] == ':' || isdigit((unsigned char)*after)))
			return true;
	}
	return false;
}

static void add_paragraph(
	struct blocks *blocks, const char *text, size_t length, int page, bool alone, bool loose)
{
	bool numbered;
	size_t lead = strspn(text, " \t"), before = blocks->count;

	if (lead >= length)
		return;
	text += lead;
	length -= lead;
	size_t bullet = document_bullet(text, &numbered);

	if (is_table(text))
		document_add(blocks, PASSAGE_LEFT_OUT, page, text, length, "a table");
	else if (is_caption(text))
		document_add(blocks, PASSAGE_LEFT_OUT, page, text, length, "a caption");
	else if (bullet && !(numbered && alone && is_heading(text, length)))
		document_add(blocks, PASSAGE_ITEM, page, text + (numbered ? 0 : bullet),
			length - (numbered ? 0 : bullet), "");
	else
		document_add(blocks,
			alone && is_heading(text, length) ? PASSAGE_HEADING : PASSAGE_TEXT, page,
			text, length, "");
	if (blocks->count > before)
		blocks->list[blocks->count - 1].loose = loose;
}

struct paragraph_text {
	char *text;
	size_t length, room, lines;
	size_t last; /* the length of its last line */
	int page;
	size_t turn; /* where the next page begins in it; 0: all on one page */
	int next_page;
	bool loose; /* the page changed just before it */
};

static void flush_plain(struct blocks *blocks, struct paragraph_text *it)
{
	size_t before = blocks->count;

	if (it->length > 0)
		add_paragraph(blocks, it->text, it->length, it->page, it->lines == 1, it->loose);
	if (blocks->count > before && it->turn > 0) {
		struct block *block = &blocks->list[before];

		/* the block's text is the end of ours, without leading spaces and bullet */
		block->turn = it->turn - (it->length - strlen(block->text));
		block->next_page = it->next_page;
	}
	it->length = it->lines = it->turn = 0;
	it->loose = false;
}

static int compare_sizes(const void *a, const void *b)
{
	size_t one = *(const size_t *)a, other = *(const size_t *)b;

	return (one > other) - (one < other);
}

/* The length of a full line among first…end - 1: nine of ten lines are not longer. 0 if there are
 * too few lines. */
static size_t full_line(const struct lines *lines, size_t first, size_t end)
{
	enum { LEAST = 4 };
	size_t *lengths = must_alloc((end - first) * sizeof *lengths), count = 0;

	for (size_t i = first; i < end; i++)
		if (lines->list[i].length > 0 && !lines->list[i].dropped)
			lengths[count++] = lines->list[i].length;
	qsort(lengths, count, sizeof *lengths, compare_sizes);
	size_t full = count >= LEAST ? lengths[count * 9 / 10] : 0;
	free(lengths);
	return full;
}

/* Whether the paragraph ends here although no empty line follows (pdftotext writes one only for a
 * large gap): its last line, or a heading, has room for the first word of the next line. */
static bool is_cut_short(const struct paragraph_text *it, const char *next, size_t full)
{
	size_t room = it->last + 1 + strcspn(next, " \n");

	if (full == 0 || !(isupper((unsigned char)*next) || isdigit((unsigned char)*next)))
		return false;
	return (room * 10 <= full * 9 && ends_sentence(it->text, it->length)) ||
	       (room * 10 <= full * 7 && it->lines == 1 && is_heading(it->text, it->length));
}

/* Reads lines first…end - 1, from column `from` to column `to` (0: all). */
static void read_lines(struct blocks *blocks, const struct lines *lines, size_t first, size_t end,
	size_t from, size_t to, struct paragraph_text *it)
{
	bool numbered;
	size_t full = lines->paged && !from && !to ? full_line(lines, first, end) : 0;

	for (size_t i = first; i < end; i++) {
		struct line line = lines->list[i];
		size_t indent, gap = to || from ? gap_end(&line) : 0;

		if (line.dropped)
			continue;
		if (from > 0 && (line.length < from || gap == 0))
			line.length = 0;
		else if (from > 0) {
			line.at += gap;
			line.length -= gap;
		} else if (to > 0 && gap > 0) {
			line.length = gap;
			while (line.length > 0 && line.at[line.length - 1] == ' ')
				line.length--;
		}
		indent = strspn(line.at, " \t");
		if (line.length == 0) {
			flush_plain(blocks, it);
			continue;
		}
		if (it->length == 0) {
			it->loose = it->page != line.page && it->page > 0;
			it->page = line.page;
		} else if (document_bullet(line.at + indent, &numbered)) {
			flush_plain(blocks, it);
			it->page = line.page;
		} else if (it->page != line.page && ends_sentence(it->text, it->length)) {
			flush_plain(blocks, it);
			it->page = line.page;
		} else if (it->page == line.page && is_cut_short(it, line.at + indent, full)) {
			flush_plain(blocks, it);
			it->page = line.page;
		}
		if (it->length > 0 && it->page != line.page && it->turn == 0) {
			it->turn = it->length + 1;
			it->next_page = line.page;
		}
		it->last = line.length;
		document_append_line(&it->text, &it->length, &it->room, line.at, line.length);
		it->lines++;
	}
}

void document_plain(struct blocks *blocks, const char *text)
{
	struct lines lines = {0};
	struct paragraph_text it = {0};

	split_lines(text, &lines);
	drop_running_lines(blocks->arena, &lines);
	for (size_t first = 0, end; first < lines.count; first = end) {
		for (end = first;
			end < lines.count && lines.list[end].page == lines.list[first].page;)
			end++;
		size_t column = second_column(&lines, first, end);

		if (column > 0) {
			flush_plain(blocks, &it);
			read_lines(blocks, &lines, first, end, 0, column, &it);
			if (ends_sentence(it.text, it.length))
				flush_plain(blocks, &it);
			read_lines(blocks, &lines, first, end, column, 0, &it);
		} else {
			read_lines(blocks, &lines, first, end, 0, 0, &it);
		}
	}
	flush_plain(blocks, &it);
	free(it.text);
	free(lines.list);
}
