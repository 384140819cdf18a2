/* SQL functions for facts that belong to channels: whether such a fact is visible in the store's
 * view, or in a given channel. */
#include "base/text.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* Whether the words name one of the view's channels. False if there are too many or one is too
 * long. */
static bool are_seen(const struct view *view, const char *words)
{
	const char *names[FACT_CHANNELS_MAX], *name;
	char text[FACT_CHANNELS_MAX * SCOPE_NAME];
	struct fact fact = {.channels = names};
	size_t length, used = 0;

	while (name = text_next_word(&words, " ", &length), length > 0) {
		if (fact.channel_count == FACT_CHANNELS_MAX || length >= SCOPE_NAME)
			return false;
		names[fact.channel_count++] = text + used;
		snprintf(text + used, SCOPE_NAME, "%.*s", (int)length, name);
		used += length + 1;
	}
	return fact.channel_count > 0 && scope_shows(view, &fact);
}

static void answer_seen(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct store *store = sqlite3_user_data(context);
	const char *words = (const char *)sqlite3_value_text(values[0]);

	(void)count;
	sqlite3_result_int(context,
		!store->view || store->view->everything || (words && are_seen(store->view, words)));
}

/* there(channels, network, channel): whether a fact of those channels is visible in that channel
 * ("": in none). */
static void answer_there(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *channels = (const char *)sqlite3_value_text(values[0]);
	const char *network = (const char *)sqlite3_value_text(values[1]);
	const char *channel = (const char *)sqlite3_value_text(values[2]);
	struct view view = {.casemap = CASEMAP_ASCII};

	(void)count;
	snprintf(view.network, sizeof view.network, "%s", network ? network : "");
	scope_add(&view, channel ? channel : "");
	sqlite3_result_int(context, channels && network && are_seen(&view, channels));
}

void store_add_seen(struct store *store)
{
	sqlite3_create_function(store->db, "seen", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, store,
		answer_seen, NULL, NULL);
	sqlite3_create_function(store->db, "there", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY, store,
		answer_there, NULL, NULL);
}

void store_set_view(struct store *store, const struct view *view)
{
	store->view = view;
}
