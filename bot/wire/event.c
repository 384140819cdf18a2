#include "wire/event.h"

#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

/* The text of a message. Of a CTCP, the part between the \x01 bytes; of an ACTION, the part after
 * that word. */
static const char *message_text(
	struct event_store *store, const struct line *line, enum event_kind kind)
{
	const char *text = line->count > 0 ? line->params[line->count - 1] : "";

	if (kind == EVENT_PRIVMSG || kind == EVENT_NOTICE)
		return text;
	if (kind != EVENT_CTCP && kind != EVENT_ACTION)
		return "";
	text += kind == EVENT_ACTION ? strlen("\001ACTION ") : 1;
	struct buf copy = BUF(store->text);
	buf_put(&copy, text, strcspn(text, "\x01"));
	return store->text;
}

/* Copies the values of the tags, if there are any. Whether one says that the line is relayed. */
static bool read_tags(struct event_store *store, const struct line *line)
{
	store->relayer[0] = store->account[0] = store->msgid[0] = '\0';
	store->completes[0] = store->label[0] = '\0';
	if (!*line->tags)
		return false;
	line_tag(line, "account", store->account, sizeof store->account);
	line_tag(line, "msgid", store->msgid, sizeof store->msgid);
	line_tag(line, "+draft/autocomplete-request", store->completes, sizeof store->completes);
	line_tag(line, "label", store->label, sizeof store->label);
	return line_tag(line, "draft/relaymsg", store->relayer, sizeof store->relayer) ||
	       line_tag(line, "relaymsg", store->relayer, sizeof store->relayer);
}

void event_read(struct event *event, struct event_store *store, const struct line *line,
	enum event_kind kind)
{
	const struct line_source *source = &store->source;
	bool has_host = source->user[0] || source->host[0];
	/* no nick or server name contains '/', but the nicks that RELAYMSG makes up do */
	bool relayed = read_tags(store, line) || (!has_host && strchr(source->nick, '/'));

	*event = (struct event){
		.kind = line->numeric == 1 ? EVENT_WELCOME : kind,
		.network = "",
		.command = line->command,
		.numeric = line->numeric,
		.nick = source->nick,
		.user = source->user,
		.host = source->host,
		.account = store->account,
		.from_server = !has_host && !relayed,
		.from_bot = line_tag(line, "bot", NULL, 0),
		.relayed = relayed,
		.relayed_by = store->relayer,
		.target = line->count > 0 ? line->params[0] : "",
		.text = message_text(store, line, kind),
		.msgid = store->msgid,
		.label = store->label,
		.completes = store->completes,
		.params = line->params,
		.count = line->count,
	};
}

/* The strings of an event that event_keep() copies. */
static const size_t texts[] = {
	offsetof(struct event, network),
	offsetof(struct event, command),
	offsetof(struct event, nick),
	offsetof(struct event, user),
	offsetof(struct event, host),
	offsetof(struct event, target),
	offsetof(struct event, text),
	offsetof(struct event, msgid),
};

enum { TEXTS = sizeof texts / sizeof *texts };

static const char **text_at(struct event *e, size_t i)
{
	return (const char **)(void *)((char *)e + texts[i]);
}

void event_keep(struct event *copy, const struct event *event)
{
	*copy = *event;
	copy->account = copy->relayed_by = copy->label = copy->completes = "";
	copy->params = NULL;
	copy->count = 0;
	for (size_t i = 0; i < TEXTS; i++)
		*text_at(copy, i) = must_string(*text_at(copy, i));
}

void event_release(struct event *copy)
{
	for (size_t i = 0; i < TEXTS; i++) {
		union {
			const char *given;
			char *ours;
		} text = {.given = *text_at(copy, i)};

		free(text.ours);
	}
	*copy = (struct event){0};
}
