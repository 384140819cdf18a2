/* `cite`: a fact's sources, or one source, in the styles and formats that students use. */
#include "browse/browse.h"

#include "base/arena.h"
#include "base/buf.h"
#include "fact/csl.h"
#include "verbs/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A style or a format. */
struct form {
	enum csl_style style;
	enum csl_format format;
	bool exported; /* use the format, not the style */
};

enum { CITED_MOST = 16 };

/* Lists the sources of the fact, each once; without a fact, the source with that id. */
static size_t cited_by(const struct factset *set, const struct fact *fact, const char *id,
	const struct source *list[CITED_MOST])
{
	size_t count = 0;

	if (!fact)
		return (list[0] = factset_source(set, id)) != NULL;
	for (size_t i = 0; i < fact->citation_count && count < CITED_MOST; i++) {
		const struct source *source = factset_source(set, fact->citations[i].source);
		size_t k = 0;

		while (k < count && list[k] != source)
			k++;
		if (source && k == count)
			list[count++] = source;
	}
	return count;
}

/* Adds a record, one line for each field. */
static void add_record(const struct asker *asker, const struct source *source,
	enum csl_format format, struct reply *out)
{
	char *record;
	size_t size;
	FILE *stream = must_stream(&record, &size);

	csl_export(stream, source, format);
	must_close(stream);
	for (char *line = record, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';
		reply_text(line, asker->room, out);
	}
	free(record);
}

/* One entry for each source of that fact (or of the last answer), or for the source with that id.
 */
static enum manner cite(struct bot *bot, const struct asker *asker, const char *id,
	const struct form *how, struct reply *out)
{
	const struct fact *fact = verb_fact(bot, asker, id);
	const struct source *list[CITED_MOST];
	size_t count = cited_by(&bot->index->set, fact, id, list);
	char line[4 * REPLY_LINE];

	if (count == 0)
		return *id ? near_refuse_id(bot, asker, id, out)
			   : verb_refuse(asker, out,
				     "There is no answer from the last ten minutes; say `cite apa "
				     "<fact id>`.");
	for (size_t i = 0; i < count; i++) {
		struct buf buf = BUF(line);

		if (how->exported) {
			add_record(asker, list[i], how->format, out);
			continue;
		}
		csl_write(&buf, list[i], how->style, csl_letter(list, count, i));
		reply_text(line, asker->room, out);
	}
	return verb_page(bot, asker, MANNER_ANSWER, out);
}

enum manner verb_cite_apa(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return cite(bot, asker, arguments, &(struct form){.style = CSL_APA}, out);
}

enum manner verb_cite_mla(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return cite(bot, asker, arguments, &(struct form){.style = CSL_MLA}, out);
}

enum manner verb_cite_chicago(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return cite(bot, asker, arguments, &(struct form){.style = CSL_CHICAGO}, out);
}

enum manner verb_cite_bibtex(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return cite(
		bot, asker, arguments, &(struct form){.format = CSL_BIBTEX, .exported = true}, out);
}

enum manner verb_cite_ris(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return cite(
		bot, asker, arguments, &(struct form){.format = CSL_RIS, .exported = true}, out);
}

enum manner verb_cite_csl(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return cite(
		bot, asker, arguments, &(struct form){.format = CSL_JSON, .exported = true}, out);
}
