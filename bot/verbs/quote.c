#include "verbs/verb.h"

#include "base/buf.h"
#include "base/text.h"
#include "net/presence.h"

#include <string.h>

/* Whether the word may be repeated: it is no address of anything, and nobody's nick. */
static bool is_harmless(const struct roster *roster, const char *own_nick, const char *word)
{
	const char *dot = strchr(word, '.');

	return !strpbrk(word, "/:@#\\") && !(dot && dot[1]) &&
	       (text_compare_ascii(word, own_nick) == 0 || !(roster && roster_find(roster, word)));
}

/* Copies the word without controls and with at most two marks on a letter. */
static void clean_word(const char *word, size_t length, char *out, size_t size)
{
	struct buf buf = buf_over(out, size);
	const char *end = word + length;
	int marks = 0;

	while (word < end) {
		const char *here = word;
		uint32_t code = text_next(&word, end);
		enum text_kind kind = text_kind(code);

		marks = kind == TEXT_MARK ? marks + 1 : 0;
		if (kind != TEXT_CONTROL && marks <= 2 && code != '"')
			buf_put(&buf, here, (size_t)(word - here));
	}
}

const char *verb_quote(const struct bot *bot, const struct asker *asker, const char *text,
	size_t most, char *out, size_t size)
{
	const struct roster *roster = NULL;
	const char *own_nick = "";
	struct buf buf = buf_over(out, size);
	const char *word;
	size_t length;

	for (size_t i = 0; i < bot->network_count; i++)
		if (strcmp(bot->networks[i].name, asker->network) == 0 &&
			bot->networks[i].network) {
			roster = bot->networks[i].roster;
			own_nick = presence_nick(network_presence(bot->networks[i].network));
		}
	buf_add(&buf, "\"");
	while (word = text_next_word(&text, " \t", &length), length > 0) {
		char clean[128];

		clean_word(word, length, clean, sizeof clean);
		if (!*clean || !is_harmless(roster, own_nick, clean))
			continue;
		if (buf_length(&buf) + strlen(clean) + 2 > most ||
			!buf_add(&buf, "%s%s", buf_length(&buf) > 1 ? " " : "", clean)) {
			buf_add(&buf, "…");
			break;
		}
	}
	buf_add(&buf, "\"");
	return out;
}
