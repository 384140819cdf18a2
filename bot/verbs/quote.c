#include "verbs/verb.h"

#include "base/buf.h"
#include "base/text.h"
#include "net/presence.h"

#include <stdio.h>
#include <string.h>

/* Whether the word without punctuation ("alice,") is the nick of somebody else on the network
 * (NULL: on any). */
static bool looks_like_nick(const struct bot *bot, const char *network, const char *word)
{
	static const char around[] = "\"'.,;!?()<>*~&=";
	char nick[128];

	word += strspn(word, around);
	snprintf(nick, sizeof nick, "%.*s", (int)strcspn(word, around), word);
	for (size_t i = 0; *nick && i < bot->network_count; i++) {
		const struct bot_network *net = &bot->networks[i];

		if (net->network && (!network || strcmp(net->name, network) == 0) &&
			roster_find(net->roster, nick) &&
			!presence_same(network_presence(net->network), nick,
				presence_nick(network_presence(net->network))))
			return true;
	}
	return false;
}

/* Whether the word may be repeated: it is neither a link nor an address, and nobody's nick. */
static bool is_harmless(const struct bot *bot, const char *network, const char *word)
{
	const char *dot = strchr(word, '.');

	return !strpbrk(word, "/:@#\\") && !(dot && dot[1]) && !looks_like_nick(bot, network, word);
}

/* Copies the word without control characters and with at most two combining marks on a letter. */
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

const char *verb_quote(const struct bot *bot, const char *network, const char *text, size_t most,
	char *out, size_t size)
{
	struct buf buf = buf_over(out, size);
	const char *word;
	size_t length;

	buf_add(&buf, "\"");
	while (word = text_next_word(&text, " \t", &length), length > 0) {
		char clean[128];

		clean_word(word, length, clean, sizeof clean);
		if (!*clean || !is_harmless(bot, network, clean))
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

const char *verb_refusal_aloud(
	const struct bot *bot, const struct asker *asker, const char *line, char out[REPLY_LINE])
{
	const char *first = strchr(line, '"'), *last = strrchr(line, '"');
	char words[REPLY_LINE], quoted[REPLY_LINE];

	if (!first || first == last) {
		snprintf(out, REPLY_LINE, "%s", line);
		return out;
	}
	snprintf(words, sizeof words, "%.*s", (int)(last - first - 1), first + 1);
	verb_quote(bot, asker->network, words, 100, quoted, sizeof quoted);
	struct buf buf = buf_over(out, REPLY_LINE);
	buf_put(&buf, line, (size_t)(first - line));
	buf_add(&buf, "%s%s", quoted, last + 1);
	return out;
}
