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
	const struct config_page *kept = bot->config ? &bot->config->page : NULL;

	if (!kept || !kept->url || !*kept->url || !*kept->dir)
		return;
	buf_add(&buf, " · All: %s%s", kept->url, page);
	add_encoded(&buf, words, strchr(page, '#') ? '-' : '\0');
	if (buf.full)
		buf_clear(&buf);
}
