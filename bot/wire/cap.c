#include "wire/cap.h"

#include "base/buf.h"

#include <string.h>

static const char *const names[CAP_COUNT] = {
	[CAP_ACCOUNT_NOTIFY] = "account-notify",
	[CAP_ACCOUNT_TAG] = "account-tag",
	[CAP_AWAY_NOTIFY] = "away-notify",
	[CAP_BATCH] = "batch",
	[CAP_CAP_NOTIFY] = "cap-notify",
	[CAP_CHGHOST] = "chghost",
	[CAP_ECHO_MESSAGE] = "echo-message",
	[CAP_EXTENDED_JOIN] = "extended-join",
	[CAP_INVITE_NOTIFY] = "invite-notify",
	[CAP_LABELED_RESPONSE] = "labeled-response",
	[CAP_MESSAGE_TAGS] = "message-tags",
	[CAP_MULTI_PREFIX] = "multi-prefix",
	[CAP_MULTILINE] = "draft/multiline",
	[CAP_RELAYMSG] = "draft/relaymsg",
	[CAP_SASL] = "sasl",
	[CAP_SERVER_TIME] = "server-time",
	[CAP_SETNAME] = "setname",
	[CAP_STANDARD_REPLIES] = "standard-replies",
	[CAP_ZNC_PLAYBACK] = "znc.in/playback",
};

/* One word of a list: "name", "name=value", "-name". */
struct word {
	size_t row;  /* CAP_COUNT: unknown */
	bool is_sts; /* not in the table: never requested */
	bool minus;
	char value[CAP_VALUE];
};

/* Reads the word at *at and moves *at after it; false at the end. */
static bool next_capability(const char **at, struct word *word)
{
	const char *text = *at + strspn(*at, " ");
	size_t length = strcspn(text, " ");

	if (length == 0)
		return false;
	*at = text + length;
	word->minus = text[0] == '-';
	text += word->minus;
	size_t name = strcspn(text, "= ");
	struct buf value = BUF(word->value);
	if (text[name] == '=')
		buf_put(&value, text + name + 1, (size_t)(*at - text) - name - 1);
	word->is_sts = name == 3 && strncmp(text, "sts", 3) == 0;
	for (word->row = 0; word->row < CAP_COUNT; word->row++)
		if (strlen(names[word->row]) == name && strncmp(names[word->row], text, name) == 0)
			break;
	return true;
}

static uint32_t bit(const struct word *word)
{
	return word->row < CAP_COUNT ? UINT32_C(1) << word->row : 0;
}

/* --- receiving -------------------------------------------------------------------------------- */

static void handle_offers(struct cap *c, const char *list)
{
	struct word word;

	while (next_capability(&list, &word)) {
		c->offered |= bit(&word);
		c->refused &= ~bit(&word);
		if (word.row == CAP_SASL)
			strcpy(c->sasl, word.value);
		if (word.is_sts)
			strcpy(c->sts, word.value);
	}
}

static enum cap_news handle_granted(struct cap *c, const char *list)
{
	enum cap_news news = CAP_ANSWERED;
	struct word word;

	while (next_capability(&list, &word)) {
		if (word.minus) {
			c->enabled &= ~bit(&word);
			news = CAP_WITHDRAWN;
		} else {
			c->enabled |= bit(&word) & c->asked; /* only what was requested */
		}
		c->asked &= ~bit(&word);
	}
	return news;
}

/* A request is refused as a whole: after one for several names, request them one at a time. */
static enum cap_news handle_refused(struct cap *c, const char *list)
{
	struct word word;

	if (!c->singly && (c->asked & (c->asked - 1)) != 0) {
		c->singly = true;
		c->asked = 0;
		return CAP_ADDED;
	}
	while (next_capability(&list, &word)) {
		c->refused |= bit(&word);
		c->asked &= ~bit(&word);
	}
	return CAP_ANSWERED;
}

static enum cap_news handle_withdrawn(struct cap *c, const char *list)
{
	struct word word;

	while (next_capability(&list, &word)) {
		c->offered &= ~bit(&word);
		c->enabled &= ~bit(&word);
		c->asked &= ~bit(&word);
	}
	return CAP_WITHDRAWN;
}

enum cap_news cap_handle(struct cap *c, const struct line *line)
{
	if (strcmp(line->command, "CAP") != 0 || line->count < 2)
		return CAP_NOTHING;
	const char *verb = line->params[1];
	size_t more = line->count > 3 && strcmp(line->params[2], "*") == 0;
	const char *list = line->count > 2 + more ? line->params[2 + more] : "";

	if (strcmp(verb, "LS") == 0) {
		handle_offers(c, list);
		if (more || c->listed)
			return CAP_NOTHING;
		c->listed = true;
		return CAP_LISTED;
	}
	if (strcmp(verb, "NEW") == 0) {
		handle_offers(c, list);
		return CAP_ADDED;
	}
	if (strcmp(verb, "ACK") == 0)
		return handle_granted(c, list);
	if (strcmp(verb, "NAK") == 0)
		return handle_refused(c, list);
	return strcmp(verb, "DEL") == 0 ? handle_withdrawn(c, list) : CAP_NOTHING;
}

/* --- requesting ------------------------------------------------------------------------------- */

bool cap_request(struct cap *c, char *out, size_t size)
{
	struct buf to = buf_over(out, size);
	uint32_t ask = c->offered & ~(c->unwanted | c->enabled | c->asked | c->refused);

	if (ask == 0)
		return false;
	if (c->singly)
		ask &= ~(ask - 1); /* the lowest */
	buf_add(&to, "CAP REQ :");
	for (size_t i = 0, count = 0; i < CAP_COUNT; i++)
		if (ask & UINT32_C(1) << i)
			buf_add(&to, "%s%s", count++ > 0 ? " " : "", names[i]);
	c->asked |= ask;
	return true;
}

bool cap_enabled(const struct cap *c, enum cap_name name)
{
	return c->enabled & UINT32_C(1) << name;
}

void cap_describe(const struct cap *c, char *out, size_t size)
{
	struct buf to = buf_over(out, size);

	for (size_t i = 0; i < CAP_COUNT; i++)
		if (cap_enabled(c, (enum cap_name)i))
			buf_add(&to, "%s%s", buf_length(&to) > 0 ? " " : "", names[i]);
}
