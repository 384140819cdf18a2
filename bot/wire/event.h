#ifndef TONLE_WIRE_EVENT_H
#define TONLE_WIRE_EVENT_H

#include "wire/line.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What happened on a network: made by wire/session.c from one line, handled by hear.c. All strings
 * are borrowed for the one call; absent ones are "", never NULL.
 */
enum event_kind {
	EVENT_WELCOME, /* 001: registered; target is our nick */
	EVENT_PRIVMSG, /* to a channel or to us */
	EVENT_NOTICE,
	EVENT_ACTION, /* CTCP ACTION: /me */
	EVENT_CTCP,   /* any other CTCP request; text is without the \x01 */
	EVENT_JOIN,   /* target: the channel */
	EVENT_PART,
	EVENT_KICK, /* params[1]: the nick kicked */
	EVENT_QUIT,
	EVENT_NICK, /* target: the new nick */
	EVENT_MODE,
	EVENT_INVITE,  /* params[1]: the channel */
	EVENT_NUMERIC, /* numeric; params as sent, params[0] being our nick */
	EVENT_OTHER    /* any other command, named in `command` */
};

struct event {
	enum event_kind kind;
	const char *network; /* the configured name */
	const char *command; /* PRIVMSG, 433, TAGMSG … */
	int numeric;         /* 0 if none */

	const char *nick, *user, *host; /* the source; a server's name is in nick */
	const char *account;            /* services account by tag, else "" */
	bool from_server;               /* the source is a server, or missing */
	bool from_bot;                  /* has the IRCv3 bot tag */
	bool from_self;                 /* our own line (echo-message, or our nick) */
	bool relayed;                   /* sent on another person's behalf (RELAYMSG) */
	const char *relayed_by;         /* … by this nick, or "" */
	bool replayed; /* history: batch chathistory, znc.in/playback, an old server-time */

	const char *target;    /* params[0]: channel, our nick, or "" */
	const char *text;      /* the last parameter of PRIVMSG, NOTICE, ACTION, CTCP, else "" */
	const char *msgid;     /* for +draft/reply */
	const char *completes; /* TAGMSG: the text that its sender wants completed; or "" */
	const char *label;     /* the label of our message that this answers, or "" */

	const char *const *params;
	size_t count;
};

/* Copies an event, without params, so that it can outlive its line. The caller frees the copy's
 * strings with event_release(); its account is "". */
void event_keep(struct event *copy, const struct event *event);
void event_release(struct event *copy);

/* The strings of an event that its line does not hold. */
struct event_store {
	struct line_source source; /* set by the caller */
	char account[128], msgid[256], label[64], completes[256], relayer[128],
		text[LINE_BODY_MAX + 1];
};

/* Fills in everything except network, from_self and replayed, which the caller sets. line and store
 * must outlive the event. */
void event_read(struct event *event, struct event_store *store, const struct line *line,
	enum event_kind kind);

#endif
