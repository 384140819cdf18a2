#include "browse/browse.h"

#include "base/buf.h"

#include <string.h>

/* Percent-encodes what is not unreserved (RFC 3986, 2.3). */
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

enum manner verb_export(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const char *url = verb_pages_at(bot);

	(void)arguments;
	if (!url)
		return verb_refuse(asker, out,
			"There are no pages to fetch them from; `tonle export --anki FILE` at the "
			"terminal writes flash cards.");
	return verb_say(asker, out, MANNER_NOTICE,
		"All facts, for Anki: %scards.txt (File, Import) · as a table: %scards.csv · as "
		"JSON: %sfacts.json",
		url, url, url);
}
