#include "browse/browse.h"

#include "base/buf.h"
#include "base/text.h"
#include "keep/store_study.h"
#include "page/site.h"
#include "verbs/near.h"

#include <string.h>

/* Adds the words, percent-encoded (RFC 3986, 2.3), with `space` for a space if it is set. */
static void add_encoded(struct buf *buf, const char *words, char space)
{
	for (; *words; words++) {
		const unsigned char byte = (unsigned char)*words;

		if (byte == ' ' && space)
			buf_add(buf, "%c", space);
		else if ((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
			 (byte >= 'A' && byte <= 'Z') || strchr("-._~", byte))
			buf_add(buf, "%c", byte);
		else
			buf_add(buf, "%%%02X", byte);
	}
}

void browse_link(const struct bot *bot, const char *page, const char *words, char link[BROWSE_LINK])
{
	struct buf buf = buf_over(link, BROWSE_LINK);
	const char *url = verb_pages_at(bot);

	if (!url)
		return;
	buf_add(&buf, " · All: %s%s", url, page);
	add_encoded(&buf, words, strchr(page, '#') ? '-' : '\0');
	if (buf.full)
		buf_clear(&buf);
}

/* Whether a study session of the channel has ended; name is then that of its files. */
static bool has_session(struct bot *bot, const struct asker *asker, char name[SITE_SESSION])
{
	char channel[STUDY_NAME];
	study_id fact;

	if (!asker->channel)
		return false;
	casemap_fold(asker->casemap, asker->channel, channel, sizeof channel);
	site_session_name(asker->network, channel, name);
	return store_pack(bot->store, asker->network, channel, &fact, 1) > 0;
}

/* Whether the pages have the topic: a fact on it that is not limited to some channels. */
static bool has_public_topic(const struct bot *bot, const char *folded)
{
	const struct view nowhere = {.everything = false};
	bool has = false;

	for (size_t i = 0; i < bot->index->count && !has; i++) {
		const struct fact *fact = bot->index->profiles[i].fact;

		has = verb_is_topic(fact, folded) && scope_shows(&nowhere, fact);
	}
	return has;
}

static enum manner say_parts(const struct asker *asker, const char *url, const char *about,
	const char *name, struct reply *out)
{
	return verb_say(asker, out, MANNER_NOTICE,
		"%s, for Anki: %sstudy/%s.apkg · for Moodle: %sstudy/%s.gift", about, url, name,
		url, name);
}

enum manner verb_export(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const char *url = verb_pages_at(bot);
	char folded[128], topic[256], session[SITE_SESSION];
	struct buf buf = BUF(topic);

	if (!url)
		return verb_refuse(asker, out,
			"I keep no pages to download from; the operator can write flash cards with "
			"`tonle export --anki FILE.apkg`.");
	if (!*arguments)
		return verb_say(asker, out, MANNER_NOTICE,
			"All facts, for Anki: %scards.apkg · for Moodle: %squiz.gift · as a table: "
			"%scards.csv · as JSON: %sfacts.json · `export <topic>`: one topic's",
			url, url, url, url);
	text_fold(arguments, folded, sizeof folded);
	if (has_public_topic(bot, folded)) {
		add_encoded(&buf, folded, '-');
		return say_parts(asker, url, "The topic", topic, out);
	}
	if (strcmp(folded, "session") != 0)
		return near_refuse_topic(bot, asker, arguments, out);
	if (!has_session(bot, asker, session))
		return verb_refuse(asker, out,
			"`export session` works in a channel where a study session has ended.");
	return say_parts(asker, url, "The last session", session, out);
}
