/* tonle export --anki, --gift, --csv-cards: cards and questions for other programs. */
#include "ask/index.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "study/deck.h"

#include <stdio.h>

static bool has_card_topic(const struct factset *set, const char *topic)
{
	for (size_t i = 0; i < set->fact_count; i++)
		if (fact_is_on(&set->facts[i], topic))
			return true;
	return false;
}

static void write_anki(FILE *out, struct factset *set, const char *topic)
{
	deck_write_anki(out, set, topic, "");
}

static void write_table(FILE *out, struct factset *set, const char *topic)
{
	deck_write_csv(out, set, topic);
}

static void write_gift(FILE *out, struct factset *set, const char *topic)
{
	struct index *index = index_of(set);

	deck_write_gift(out, index, topic);
	index_free(index);
}

bool cli_write_cards(struct factset *set, const struct options *options, struct error *err)
{
	const struct {
		const char *path;
		void (*write)(FILE *out, struct factset *set, const char *topic);
	} files[] = {{options->anki, write_anki}, {options->csv_cards, write_table},
		{options->gift, write_gift}}; /* the last one takes the set */
	const char *topic = options->topic ? options->topic : "";

	if (*topic && !has_card_topic(set, topic))
		return error_set(err, "export: no fact is on the topic \"%.80s\"", topic);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct output output;

		if (!files[i].path)
			continue;
		if (!output_open(&output, files[i].path, err))
			return false;
		files[i].write(output.out, set, topic);
		if (!output_close(&output, true, err))
			return false;
	}
	return true;
}
