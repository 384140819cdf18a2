/* tonle export --anki, --gift, --csv-cards: cards and questions for other programs. */
#include "ask/index.h"
#include "base/arena.h"
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "keep/store_study.h"
#include "study/deck.h"
#include "study/gift.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PLACES = 256, FACTS = 64 };

static bool has_card_topic(const struct factset *set, const char *topic)
{
	for (size_t i = 0; i < set->fact_count; i++)
		if (fact_is_on(&set->facts[i], topic))
			return true;
	return false;
}

static bool is_package(const char *path)
{
	const char *ending = strrchr(path, '.');

	return ending && strcmp(ending, ".apkg") == 0;
}

static void write_anki(FILE *out, struct factset *set, const struct site_part *part)
{
	deck_write_anki(out, set, part, "");
}

static void write_text(FILE *out, struct factset *set, const struct site_part *part)
{
	deck_write_text(out, set, part, "");
}

static void write_table(FILE *out, struct factset *set, const struct site_part *part)
{
	deck_write_csv(out, set, part);
}

static void write_gift(FILE *out, struct factset *set, const struct site_part *part)
{
	struct index *index = index_of(set);

	gift_write(out, index, part, true);
	index_free(index);
}

static bool write_all(struct factset *set, const struct options *options,
	const struct site_part *part, struct error *err)
{
	const char *anki = options->anki;
	const struct {
		const char *path;
		void (*write)(FILE *out, struct factset *set, const struct site_part *part);
	} files[] = {{anki, anki && is_package(anki) ? write_anki : write_text},
		{options->csv_cards, write_table},
		{options->gift, write_gift}}; /* last, since it moves the set into an index */

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct output output;

		if (!files[i].path)
			continue;
		if (!output_open(&output, files[i].path, err))
			return false;
		files[i].write(output.out, set, part);
		if (!output_close(&output, true, err))
			return false;
	}
	return true;
}

bool cli_find_session(
	struct store *store, const char *wanted, struct study_place *found, struct error *err)
{
	struct study_place *list = must_alloc(PLACES * sizeof *list);
	size_t count = store_packs(store, list, PLACES), matches = 0;
	char known[512];
	struct buf buf = BUF(known);

	for (size_t i = 0; i < count; i++) {
		char whole[2 * STUDY_NAME];

		snprintf(whole, sizeof whole, "%s/%s", list[i].network, list[i].channel);
		buf_add(&buf, "%s%s", i ? ", " : "", whole);
		if (strcasecmp(wanted, whole) != 0 && strcasecmp(wanted, list[i].channel) != 0)
			continue;
		*found = list[i];
		matches++;
	}
	free(list);
	return matches == 1 ||
	       error_set(err, "--session: %s session of \"%.80s\" has ended; ended sessions: %s",
		       matches ? "more than one" : "no", wanted, count ? known : "none");
}

bool cli_write_cards(
	struct store *store, struct factset *set, const struct options *options, struct error *err)
{
	struct site_part part = {.topic = options->topic ? options->topic : ""};
	struct study_place place;
	study_id list[FACTS];
	const char *ids[FACTS];

	if (*part.topic && !has_card_topic(set, part.topic))
		return error_set(err, "export: no fact is on the topic \"%.80s\"", part.topic);
	if (options->session) {
		if (!cli_find_session(store, options->session, &place, err))
			return false;
		part.id_count = store_pack(store, place.network, place.channel, list, FACTS);
		for (size_t i = 0; i < part.id_count; i++)
			ids[i] = list[i];
		part.ids = ids;
	}
	return write_all(set, options, &part, err);
}
