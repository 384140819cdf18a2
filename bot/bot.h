#ifndef TONLE_BOT_H
#define TONLE_BOT_H

#include "ask/answer.h"
#include "ask/embedding.h"
#include "ask/index.h"
#include "ask/reply.h"
#include "background.h"
#include "base/error.h"
#include "base/json.h"
#include "base/timestamp.h"
#include "config/config.h"
#include "counters.h"
#include "fact/scope.h"
#include "keep/store.h"
#include "keep/store_changes.h"
#include "keep/store_people.h"
#include "keep/store_study.h"
#include "net/network.h"
#include "people/ctcp.h"
#include "people/deferred.h"
#include "people/ignored.h"
#include "people/limit.h"
#include "people/machine.h"
#include "people/postponed.h"
#include "people/relay.h"
#include "people/roster.h"
#include "people/unfinished.h"
#include "talk/ambient.h"
#include "talk/context.h"
#include "talk/repeats.h"
#include "talk/turn.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Working space for the line being handled, too large for the stack. Lines are handled one at a
 * time, so each member has one user at a time; none keeps its value for the next line.
 */
struct scratch {
	struct turn turn;    /* respond.c: what the line comes to, with its answers */
	struct reply reply;  /* respond.c: the reply to it, also a verb's `out` */
	struct answer probe; /* verbs: how some other text would be answered */
	struct reply line;   /* verbs: a reply composed apart from `out` */
};

enum { BOT_SENT = 16 };

/*
 * The assembled parts: the fact base, its index, and what is remembered of people. One bot serves
 * all networks, the terminal and the command line.
 */
struct bot {
	struct store *store;
	struct index *index;
	struct view view; /* from where the index and the store are looked at: bot_look */
	struct embeddings *embeddings; /* NULL: no encoder */
	char *model;                   /* its file, or NULL */
	char *no_encoder;              /* why the model's file cannot be used, or NULL */
	struct store_seen seen;        /* how far the index has the database's changes */
	bool bare;                     /* the index is empty and stays so: bot_new_bare() */
	bool stale;                    /* the index must be built anew, */
	bool rebuilding;               /* and is being built */
	bool loading;                  /* it is the first: there is none yet, and nothing to say */
	bool encoding;                 /* texts are being encoded (encoding.h), */
	size_t encoded;                /* of so many facts since the index was built */
	struct background *background; /* NULL unless a loop is served: then nothing is put off */
	bool read_only;                /* the database is read only: nothing is journalled */
	struct subject subject;        /* of the configuration; in subject_arena */
	struct arena subject_arena;
	const struct config *config; /* borrowed; NULL before bot_configure */
	struct bot_waiting {         /* for whom messages wait: verbs/tell.h */
		uint32_t *people;    /* hashes */
		size_t count, room;
		bool known; /* it was read */
	} waiting;
	void (*reload)(void);        /* rereads the configuration after this line; NULL: cannot */
	bool terminal;               /* lines come from the terminal: their sender is the owner */
	struct json *rows;           /* where `do --json` wants a verb's list; else NULL */
	struct scratch scratch;
	struct memory memory;
	struct limit limit;
	struct ambient ambient, told;      /* unasked; in channels with a cooldown */
	struct store_ambient *ambient_set; /* what moderators set: verbs/ambient_switch.h */
	size_t ambient_count, ambient_room;
	bool ambient_known; /* it was read */
	struct repeats repeats;
	struct bot_network { /* state for each network, by name */
		char *name;
		struct network *network; /* to send on; NULL before its first event */
		struct ctcp ctcp;
		struct ignored ignored;
		struct roster *roster;
		struct deferred deferred;
		struct unfinished unfinished;
		struct postponed postponed;
		struct machine_log machines;
		struct bot_sent { /* messages for people, sent but perhaps refused: verbs/tell.h */
			int64_t number, ms; /* 0 when free; when it was sent or refused */
			char target[64];    /* nick or channel */
			bool refused;
		} sent[BOT_SENT];
		struct relay_watch relays;
		bool damage_told; /* bot.damage, in a log channel */
	} * networks;
	size_t network_count, network_room;
	size_t quarantined; /* patterns of the index known to have hit a limit */
	uint64_t drawn;     /* for bot_draw */
	struct bot_passed { /* who was told something by somebody else's wish: verbs/pass_on.h */
		uint64_t person; /* 0 when free */
		int64_t ms;
	} passed[32];
	struct bot_place { /* channels with a quiz: learn/quiz_open.h */
		char network[STUDY_NAME], channel[STUDY_NAME];
		bool open;                    /* a question is open */
		bool ended;                   /* over, but its row could not be deleted */
		bool counted;                 /* the quiz has all the questions it promises */
		int failures;                 /* to write, in a row */
		int64_t retry_ms;             /* not before */
		struct quiz_unsaved *unsaved; /* what could not be written; owned, or NULL */
		struct study_quiz *ahead;     /* how far its questions were counted; owned */
	} * quizzes;
	size_t quiz_count, quiz_room;
	struct bot_skip {                        /* who may skip in a quiz: learn/quiz_open.h */
		uint64_t place, starter, wisher; /* 0: nobody that is remembered */
		int64_t number;                  /* the question that the wisher wants to skip */
	} skips[64];
	size_t next_skip;
	bool quiz_awake; /* open quizzes were resumed after the start */
	int64_t next_timetable_ms, next_day_fact_ms;
	int64_t next_quiz_ms, next_reminder_ms;    /* when to check their timers */
	int64_t rechecked_revision, recheck_after; /* moderate/recheck.h */
	bool rechecking;
	int64_t next_look_ms;  /* when to check for changes by other processes */
	bool moved, examining; /* the database's file was replaced; the new one is being examined */
	struct error damage;   /* why the database cannot be trusted; "": nothing was found */
	int64_t next_moved_ms, next_daily_ms; /* bot_database.c */
	int64_t clock_offset;                 /* between the two clocks, in seconds, */
	bool clock_known;                     /* once it has been looked at */
	struct bot_edit {                     /* the last edits, for those that cross them */
		int64_t fact, ms;
		char author[256], network[64];
	} edits[8];
	size_t next_edit;
	int64_t next_prune_ms; /* when to prune the journal and the unanswered questions */
	struct counters counters;
	int64_t started_ms;      /* for the uptime; 0: not served */
	int64_t line_begun_us;   /* counters_clock() when the line being handled arrived */
	int64_t next_metrics_ms; /* control/metrics.c */
	bool writing_metrics;    /* in the background */
	struct error unwritten;  /* why they were not written the last time; "": they were */
	struct bot_pages {       /* control/pages.c */
		struct store_seen written; /* how far the pages have the database's changes */
		uint32_t place;            /* hash of the folder and the address */
		int64_t next_ms, hour_ms;  /* when to look for changes; when to write anyhow */
		int64_t rest_ms;           /* how long to rest after it was written */
		bool writing, failed;      /* in the background; the last time */
	} pages;
};

/* How long a bot that serves networks waits for a lock, once cli_serve has begun: as long as a
 * transaction of its own background may take. For another process's it never waits: see
 * people/postponed.h, and the queue of store_journal(). */
enum { BOT_PATIENCE_MS = 1 };

/* Opens the database, read only if need be, and the encoder's model (NULL: none; one that cannot be
 * opened is logged, and the bot works without), and builds the index. NULL with the error. The
 * caller frees it with bot_free. */
struct bot *bot_new(const char *database, const char *model, struct error *err);
/* The same for serving networks, with a background: the index may not be there yet (loading). */
struct bot *bot_new_serving(const char *database, const char *model, struct error *err);
/* The same with an empty index, which takes no time: for verbs that need none (verb.h). */
struct bot *bot_new_bare(const char *database, struct error *err);
void bot_free(struct bot *bot);

/*
 * Brings the index up to the database, whoever has changed that: facts and sources at once; after
 * changed aliases, many changed facts or a restore a new index is built, in the background if there
 * is one, and until then the old one answers. Nothing may be borrowed from the index meanwhile.
 * False with the error if the database cannot be read; it is then tried again by bot_tick().
 */
bool bot_catch_up(struct bot *bot, struct error *err);

/* Looks at the facts from there, until it does from elsewhere: the index and the store's lists,
 * counts and searches show what is seen from there. At first that is everything. verbs/seen_from.h
 * says from where for a line or a timer. */
void bot_look(struct bot *bot, const struct view *view);

/* Reads one fact anew. */
bool bot_refresh_fact(struct bot *bot, int64_t number, struct error *err);

/* Builds an index from that database and the encoder's model (NULL: without); *seen is how far it
 * has the changes. NULL with the reason.
 * May run in any thread. */
struct index *bot_build_index(
	const char *database, const char *model, struct store_seen *seen, struct error *err);

/* Takes a new index in the place of the old one, which is freed, and catches up from *seen on. */
void bot_take_index(struct bot *bot, struct index *index, const struct store_seen *seen);

/* What the facts are about, in the place of what the fact base says; one without a name changes
 * nothing. A copy is kept. */
void bot_set_subject(struct bot *bot, const struct subject *subject);

/* Sets the configuration (borrowed until the next one) and writes its roles to the database. False
 * with the error if they cannot be written; they are then unchanged. */
bool bot_configure(
	struct bot *bot, const struct config *config, struct timestamp now, struct error *err);

/* Whether another process, or work of the background, has the database locked; never where no loop
 * is served: there it is waited for. What is to be written then waits for its next turn. */
bool bot_is_locked(struct bot *bot);

/* Finishes work of the background, checks, at most once a second, whether another process has
 * changed the database, and prunes what grows, in small batches. Returns the
 * milliseconds until it wants to be called again. */
int64_t bot_tick(struct bot *bot, struct timestamp now);

/* The state for the network of that name, created if needed. The name is copied. */
struct bot_network *bot_network(struct bot *bot, const char *name);

/* The configuration's time zone; "" is UTC. */
const char *bot_zone(const struct bot *bot);

/* Pseudo-random number for games, seeded from the clock and the draws before, so that it is
 * repeatable with a scripted clock. */
uint64_t bot_draw(struct bot *bot, struct timestamp now);

/* The network of that name is about to be freed: sends nothing there any more. */
void bot_forget_network(struct bot *bot, const char *name);

/* Queues a line on any network that is not the reply to the current line: to other people, to a log
 * channel, for a timer. command: "PRIVMSG" or "NOTICE". False if the network is not connected or
 * too many lines wait. */
bool bot_say(struct bot *bot, const char *network, const char *command, const char *target,
	const char *text);

/* The same with a label, so that a refusal names it (outbox_say_labeled). */
bool bot_say_labeled(struct bot *bot, const char *network, const char *command, const char *target,
	const char *text, const char *label);

/* Sends a NOTICE to every log channel (`log: true` in the configuration) of every network: edits,
 * suggestions, quarantines, role changes. */
void bot_announce(struct bot *bot, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
