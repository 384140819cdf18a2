#include "document/document_inner.h"

#include "base/buf.h"
#include "base/map.h"
#include "base/text.h"
#include "document/sentence.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const format_names[] = {"plain text", "Markdown", "HTML"};

/* --- formats -------------------------------------------------------------------------------------
 */

static bool has_ending(const char *name, const char *ending)
{
	size_t length = strlen(name), size = strlen(ending);

	return length > size && strcasecmp(name + length - size, ending) == 0;
}

enum document_format document_format_of(const char *name, const char *text, size_t length)
{
	size_t from = 0;

	if (has_ending(name, ".html") || has_ending(name, ".htm") || has_ending(name, ".xhtml"))
		return DOCUMENT_HTML;
	if (has_ending(name, ".md") || has_ending(name, ".markdown"))
		return DOCUMENT_MARKDOWN;
	while (from < length && isspace((unsigned char)text[from]))
		from++;
	if (length - from > 14 && (strncasecmp(text + from, "<!doctype html", 14) == 0 ||
					  strncasecmp(text + from, "<html", 5) == 0))
		return DOCUMENT_HTML;
	return DOCUMENT_PLAIN;
}

const char *document_format_name(enum document_format format)
{
	return format_names[format];
}

/* --- cleaning --------------------------------------------------------------------------------- */

static const struct {
	const char *from, *to;
} replaced[] = {
	{"\ufb00", "ff"}, {"\ufb01", "fi"}, {"\ufb02", "fl"}, {"\ufb03", "ffi"}, {"\ufb04", "ffl"},
	{"\ufb05", "st"}, {"\ufb06", "st"}, {"\u00ad", ""}, /* soft hyphen */
	{"\u200b", ""}, {"\u200c", ""}, {"\u2060", ""}, {"\ufeff", ""}, {"\u200e", ""},
	{"\u200f", ""}, {"\u00a0", " "}, {"\u202f", " "}, {"\u2009", " "}, {"\u2003", " "},
	{"\u2002", " "}, {"\u2028", " "}, {"\u2010", "-"}, {"\u2011", "-"}, {"\u2020", ""},
	{"\u2021", ""}, /* daggers */
};

/* The length of a footnote's mark at `at` ("[12]", "[a]", "[citation needed]", "¹²"), or 0. */
static size_t footnote(const char *text, const char *at)
{
	static const char *const raised[] = {"\u00b9", "\u00b2", "\u00b3", "\u2070", "\u2074",
		"\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
	size_t length;

	if (*at == '[') {
		length = strspn(at + 1, "0123456789, ");
		if (length == 0 && isalpha((unsigned char)at[1]) && at[2] == ']')
			length = 1;
		if (strncasecmp(at + 1, "note ", 5) == 0 || strncasecmp(at + 1, "nb ", 3) == 0)
			length = strcspn(at + 1, "]");
		if (strncasecmp(at + 1, "citation needed", 15) == 0)
			length = 15;
		return length > 0 && length < 16 && at[length + 1] == ']' && at > text &&
				       at[-1] != ' '
			       ? length + 2
			       : 0;
	}
	/* raised figures after a full stop or comma; "m²" stays */
	if (at == text || !strchr(".,;!?\"')", at[-1]))
		return 0;
	length = 0;
	for (size_t i = 0; i < sizeof raised / sizeof *raised; i++)
		if (strncmp(at + length, raised[i], strlen(raised[i])) == 0) {
			length += strlen(raised[i]);
			i = (size_t)-1;
		}
	return length;
}

/* "inter-\nnational" is joined; "Anglo-\nSaxon" and "ten-\n12" keep the hyphen. */
static bool is_broken_word(const char *text, const char *hyphen)
{
	const char *next = hyphen + 1 + strspn(hyphen + 1, " \n\t");

	return hyphen > text + 1 && islower((unsigned char)hyphen[-1]) &&
	       islower((unsigned char)hyphen[-2]) && hyphen[1 + strspn(hyphen + 1, " ")] == '\n' &&
	       islower((unsigned char)*next);
}

char *document_clean(struct arena *arena, const char *text)
{
	char *clean = arena_alloc(arena, strlen(text) + 1), *to = clean;

	for (const char *at = text; *at;) {
		size_t skipped = footnote(text, at), length = 0;
		const char *by = NULL;

		for (size_t i = 0;
			(unsigned char)*at >= 0x80 && !by && i < sizeof replaced / sizeof *replaced;
			i++)
			if (strncmp(at, replaced[i].from, strlen(replaced[i].from)) == 0) {
				by = replaced[i].to;
				length = strlen(replaced[i].from);
			}
		if (skipped > 0) {
			at += skipped;
		} else if (by) {
			for (; *by; by++)
				if (*by != ' ' || (to > clean && to[-1] != ' '))
					*to++ = *by;
			at += length;
		} else if (*at == '-' && is_broken_word(text, at)) {
			at += 1 + strspn(at + 1, " \n\t");
		} else if (*at == '-' && at > text && isalnum((unsigned char)at[-1]) &&
			   at[1] == '\n') {
			*to++ = '-';
			at += 1 + strspn(at + 1, " \n\t");
		} else if (isspace((unsigned char)*at)) {
			if (to > clean && to[-1] != ' ')
				*to++ = ' ';
			at++;
		} else if (iscntrl((unsigned char)*at)) {
			at++;
		} else {
			*to++ = *at++;
		}
	}
	while (to > clean && to[-1] == ' ')
		to--;
	*to = '\0';
	return clean;
}

void document_append(char **text, size_t *length, size_t *room, const char *bytes, size_t count)
{
	while (*length + count + 1 > *room) {
		*room = *room ? *room * 2 : 1024;
		*text = must_grow(*text, *room);
	}
	memcpy(*text + *length, bytes, count);
	*length += count;
	(*text)[*length] = '\0';
}

void document_append_line(char **text, size_t *length, size_t *room, const char *line, size_t count)
{
	if (*length > 0)
		document_append(text, length, room, "\n", 1);
	document_append(text, length, room, line, count);
}

void document_add(struct blocks *blocks, enum passage_kind kind, int page, const char *text,
	size_t length, const char *reason)
{
	size_t blank = 0;

	while (blank < length && isspace((unsigned char)text[blank]))
		blank++;
	if (blank == length)
		return;
	GROW(blocks->list, blocks->count, blocks->room);
	blocks->list[blocks->count++] = (struct block){.kind = kind,
		.page = page,
		.reason = reason,
		.text = arena_copy(blocks->arena, text, length)};
}

/* --- assembling ------------------------------------------------------------------------------- */

/* Whether the block continues the one before it, which a page break, a footnote or a picture
 * interrupted in the middle of a sentence. */
static bool continues_block(const struct block *before, const struct block *block)
{
	size_t length = strlen(before->text);
	const char *at = block->text;

	while (length > 0 && isspace((unsigned char)before->text[length - 1]))
		length--;
	at += strspn(at, " \t\n");
	if (block->kind != PASSAGE_TEXT || length == 0)
		return false;
	if (before->kind == PASSAGE_HEADING) /* the only line before a page break */
		return block->loose && islower((unsigned char)*at);
	if (before->kind != PASSAGE_TEXT)
		return false;
	char last = before->text[length - 1];
	if (strchr(".!?:\"')", last))
		return false;
	return islower((unsigned char)*at) || (block->loose && last != ';');
}

static void join_broken(struct blocks *blocks)
{
	size_t kept = 0, previous = 0; /* previous: the last block that is not left out */

	for (size_t i = 0; i < blocks->count; i++) {
		struct block *block = &blocks->list[i], *before = &blocks->list[previous];

		if (kept > 0 && continues_block(before, block)) {
			size_t size = strlen(before->text) + strlen(block->text) + 2;
			char *joined = arena_alloc(blocks->arena, size);

			snprintf(joined, size, "%s\n%s", before->text, block->text);
			if (before->turn == 0 && block->page != before->page) {
				before->turn = strlen(before->text) + 1;
				before->next_page = block->page;
			}
			before->text = joined;
			before->kind = PASSAGE_TEXT;
			continue;
		}
		blocks->list[kept] = *block;
		if (block->kind != PASSAGE_LEFT_OUT)
			previous = kept;
		kept++;
	}
	blocks->count = kept;
}

/* The clause number at the start of the text: "5.", "5.2", "§ 5", "(a)", "Article 7". */
static const char *own_label(struct arena *arena, const char *text)
{
	static const char *const words[] = {"\u00a7 ", "\u00a7", "Article ", "Section ", "Clause "};
	const char *at = text;
	bool numbered, word = false;

	for (size_t i = 0; i < sizeof words / sizeof *words && !word; i++)
		if (strncmp(at, words[i], strlen(words[i])) == 0) {
			at += strlen(words[i]);
			word = true;
		}
	size_t length = strspn(at, "0123456789."), dots = 0;
	for (size_t i = 0; i < length; i++)
		dots += at[i] == '.';
	if (length > 0 && isdigit((unsigned char)*at) && (dots > 0 || word) && length < 12 &&
		(at[length] == ':' ||
			(at[length] == ' ' && !islower((unsigned char)at[length + 1])))) {
		while (at[length - 1] == '.')
			length--;
		return arena_copy(arena, text, (size_t)(at - text) + length);
	}
	length = document_bullet(text, &numbered);
	if (!word && length > 0 && numbered && length < 12) {
		while (length > 0 && strchr(" \t.", text[length - 1]))
			length--;
		return arena_copy(arena, text, length);
	}
	return "";
}

/* The words after the clause number. */
static const char *after_label(const char *text, const char *label)
{
	if (!*label)
		return text;
	text += strlen(label);
	return text + strspn(text, ".):\u2014 ");
}

/* Whether the text begins with a quotation mark. */
static bool begins_quoted(const char *text)
{
	text += strspn(text, " \t\n");
	return *text == '"' || strncmp(text, "\u201c", 3) == 0;
}

static bool ends_quoted(const char *text)
{
	size_t length = strlen(text);

	return (length > 0 && text[length - 1] == '"') ||
	       (length >= 3 && strcmp(text + length - 3, "\u201d") == 0);
}

/* A quotation may continue in the next paragraph, which repeats the opening mark; only the last
 * paragraph has the closing mark. Its sentences are not statements of the document. */
struct quotation {
	bool goes_on;   /* in the next paragraph */
	bool continued; /* from the one before */
};

static void split_sentences(struct arena *arena, struct passage *passage,
	struct quotation quotation, struct document *document)
{
	struct sentence *list = NULL;
	size_t count = 0, room = 0;
	const char *at = after_label(passage->text, passage->label);
	const char *open = quotation.goes_on ? sentence_open_quotation(at) : NULL;

	for (size_t length; (length = sentence_length(at)) > 0;) {
		bool opens = open && at + length > open;

		length = opens ? strlen(at) : length;
		GROW(list, count, room);
		list[count].text = arena_copy(arena, at, length);
		list[count].reason =
			opens || (quotation.continued && count == 0 && ends_quoted(list[0].text))
				? "a quotation over several paragraphs"
				: sentence_unusable(list[count].text);
		document->sentences += list[count].reason == NULL;
		count++;
		at += length;
		at += strspn(at, " ");
	}
	struct sentence *sentences = arena_alloc(arena, count * sizeof *sentences + 1);
	if (count)
		memcpy(sentences, list, count * sizeof *list);
	passage->sentences = sentences;
	passage->sentence_count = count;
	free(list);
}

/* The last sentence of a passage, if it introduces a list; else "". */
static const char *leading(const struct passage *passage)
{
	if (passage->sentence_count == 0)
		return "";
	const char *last = passage->sentences[passage->sentence_count - 1].text;
	bool colon = last[strlen(last) - 1] == ':';

	return colon || (passage->kind == PASSAGE_TEXT && sentence_is_condition(last)) ? last : "";
}

/* The sentences that introduce the current list, and the list inside its numbered item. */
struct leads {
	const char *outer, *inner;
};

static const char *take_lead(struct leads *leads, const struct passage *passage)
{
	const char *own = leading(passage);

	if (passage->kind == PASSAGE_TEXT) {
		*leads = (struct leads){own, own};
		return "";
	}
	const char *lead = isdigit((unsigned char)*passage->label) ? leads->outer : leads->inner;

	if (isdigit((unsigned char)*passage->label))
		leads->inner = *own ? own : leads->outer;
	return lead;
}

static bool assemble(
	const char *name, struct blocks *blocks, struct document *document, struct error *err)
{
	struct arena *arena = &document->arena;
	struct passage *list = arena_alloc(arena, blocks->count * sizeof *list + 1);
	const char *heading = "";
	struct leads leads = {"", ""};
	struct quotation quotation = {false, false};
	struct map seen = {0};

	join_broken(blocks);
	for (size_t i = 0; i < blocks->count; i++) {
		const struct block *block = &blocks->list[i];
		struct passage *passage = &list[document->count];

		*passage = (struct passage){.kind = block->kind,
			.text = document_clean(arena, block->text),
			.reason = block->reason,
			.heading = heading,
			.lead = "",
			.label = "",
			.page = block->page,
			.next_page = block->next_page};
		if (block->turn)
			passage->turn = strlen(
				document_clean(arena, arena_copy(arena, block->text, block->turn)));
		size_t length = strlen(passage->text);
		if (length == 0)
			continue;
		document->count++;
		if (length > DOCUMENT_PASSAGE_MAX && block->kind != PASSAGE_LEFT_OUT) {
			map_free(&seen);
			return error_set(err,
				"%s: has a paragraph of %zu kB (\"%.40s…\"); put a blank line "
				"between paragraphs",
				name, length >> 10, passage->text);
		}
		if (passage->kind == PASSAGE_LEFT_OUT)
			continue;
		int before = map_get(&seen, passage->text);
		if (before > 0 && passage->kind != PASSAGE_HEADING) {
			passage->kind = PASSAGE_LEFT_OUT;
			passage->reason = "the same as one before";
			continue;
		}
		passage->number = (int)++document->numbered;
		map_put(&seen, passage->text, passage->number);
		if (passage->kind == PASSAGE_HEADING) {
			heading = passage->text;
			leads = (struct leads){"", ""};
			continue;
		}
		passage->label = own_label(arena, passage->text);
		quotation.continued = quotation.goes_on && begins_quoted(passage->text);
		quotation.goes_on = i + 1 < blocks->count &&
				    begins_quoted(blocks->list[i + 1].text) &&
				    sentence_open_quotation(passage->text);
		split_sentences(arena, passage, quotation, document);
		passage->lead = take_lead(&leads, passage);
		if (*passage->lead && passage->sentence_count == 1 && passage->sentences[0].reason)
			document->sentences++; /* together with the sentence that introduces it */
	}
	map_free(&seen);
	document->passages = list;
	return true;
}

/* Sets the error for a document without usable sentences, with the most frequent reason. */
static bool nothing_usable(const char *name, const struct document *document, struct error *err)
{
	const char *reason = NULL;
	size_t most = 0;

	for (size_t i = 0; i < document->count; i++) {
		size_t same = 0;

		for (size_t k = 0; k < document->count && i < 200; k++)
			same += document->passages[k].kind == PASSAGE_LEFT_OUT &&
				strcmp(document->passages[k].reason,
					document->passages[i].reason) == 0;
		if (same > most) {
			most = same;
			reason = document->passages[i].reason;
		}
	}
	if (document->count == 0)
		return error_set(err, "%s: is empty: it has no text", name);
	return error_set(err, "%s: has no sentence that could be used; it is mostly %s", name,
		reason ? reason : "headings, lists of names or figures");
}

bool document_read(const char *name, enum document_format format, const char *text, size_t length,
	struct document *document, struct error *err)
{
	struct blocks blocks = {.arena = &document->arena};

	*document = (struct document){.title = "", .author = "", .date = ""};
	char *decoded = document_decode(name, text, length, err);
	if (!decoded)
		return false;
	if (format == DOCUMENT_HTML)
		document_html(&blocks, decoded, strlen(decoded));
	else if (format == DOCUMENT_MARKDOWN)
		document_markdown(&blocks, decoded);
	else
		document_plain(&blocks, decoded);
	free(decoded);
	bool good = assemble(name, &blocks, document, err) &&
		    (document->sentences > 0 || nothing_usable(name, document, err));
	document->title = blocks.title ? blocks.title : "";
	document->author = blocks.author ? blocks.author : "";
	document->date = blocks.date ? blocks.date : "";
	for (size_t i = 0; good && !*document->title && i < document->count && i < 5; i++)
		if (document->passages[i].kind == PASSAGE_HEADING)
			document->title = document->passages[i].text;
	free(blocks.list);
	if (!good)
		document_free(document);
	return good;
}

void document_free(struct document *document)
{
	arena_free(&document->arena);
	*document = (struct document){.title = "", .author = "", .date = ""};
}
