#ifndef TONLE_TESTS_RAW_EVENT_H
#define TONLE_TESTS_RAW_EVENT_H

/* An event from a raw line, as the session would make it, without libircclient. */
#include "wire/event.h"
#include "wire/line.h"

#include <stdio.h>
#include <string.h>

struct raw_event {
	char bytes[1024], account[128];
	struct line line;
	struct line_source source;
	struct event event;
};

static inline const struct event *raw_event(struct raw_event *raw, const char *text)
{
	static const struct {
		const char *command;
		enum event_kind kind;
	} kinds[] = {{"001", EVENT_WELCOME}, {"PRIVMSG", EVENT_PRIVMSG}, {"NOTICE", EVENT_NOTICE},
		{"JOIN", EVENT_JOIN}, {"PART", EVENT_PART}, {"KICK", EVENT_KICK},
		{"QUIT", EVENT_QUIT}, {"NICK", EVENT_NICK}, {"MODE", EVENT_MODE},
		{"INVITE", EVENT_INVITE}};
	const struct line *line = &raw->line;

	snprintf(raw->bytes, sizeof raw->bytes, "%s", text);
	line_parse(&raw->line, raw->bytes, strlen(raw->bytes));
	line_source(line->prefix, &raw->source);
	line_tag(line, "account", raw->account, sizeof raw->account);
	raw->event = (struct event){
		.kind = line->numeric ? EVENT_NUMERIC : EVENT_OTHER,
		.network = "test",
		.command = line->command,
		.numeric = line->numeric,
		.nick = raw->source.nick,
		.user = raw->source.user,
		.host = raw->source.host,
		.account = raw->account,
		.from_server = !raw->source.user[0],
		.target = line->count > 0 ? line->params[0] : "",
		.text = line->count > 0 ? line->params[line->count - 1] : "",
		.msgid = "",
		.label = "",
		.params = line->params,
		.count = line->count,
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].command, line->command) == 0)
			raw->event.kind = kinds[i].kind;
	return &raw->event;
}

#endif
