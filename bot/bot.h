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
 * Buffers for the line being handled that are too large for the stack. Lines are handled one at a
 * time, so each member has one user at a time; no value survives to the next line.
 */
struct scratch {
	struct turn turn;    /* respond.c: the interpreted line, with its answers */
	struct reply reply;  /* respond.c: the reply to it, also a verb's `out` */
	struct answer probe; /* verbs: how some other text would be answered */
	struct reply line;   /* verbs: a second reply besides `out` */
};

enum { BOT_SENT = 16 };

/*
 * The bot: the fact base, its index, and what it remembers about people. One bot serves all
 * networks, the terminal and the command line.
 */
struct bot {
	struct store *store;
	struct index *index;
	struct view view;              /* which facts the index and the store show: bot_set_view */
	struct embeddings *embeddings; /* NULL: no encoder */
	char *model;                   /* the encoder's model file, or NULL */
	char *no_encoder;              /* why the model file cannot be used, or NULL */
	struct store_seen seen;        /* the last database change that the index has */
	bool bare;                     /* the index is empty and stays so: bot_new_bare() */
	bool stale;                    /* the index must be rebuilt, */
	bool rebuilding;               /* and is being rebuilt */
	bool loading;                  /* the first index is being built: no answers yet */
	bool encoding;                 /* texts are being encoded (encoding.h), */
	size_t encoded;                /* of this many facts since the index was built */
	size_t refreshed;              /* how many times a fact was read again */
	struct background *background; /* NULL if no loop runs: jobs then run at once */
	bool read_only;                /* the database is read-only: no journal is written */
	struct subject subject;        /* from the configuration; in subject_arena */
	struct arena subject_arena;
	const struct config *config; /* borrowed; NULL before bot_configure */
	struct bot_waiting {         /* people with messages waiting: verbs/tell.h */
		uint32_t *people;    /* hashes */
		size_t count, room;
		bool known; /* has been read from the database */
	} waiting;
	void (*reload)(void); /* rereads the configuration after this line; NULL: cannot */
	bool terminal;        /* lines come from the terminal: their sender is the owner */
	struct json *rows;    /* gets a verb's list for `do --json`; else NULL */
	struct scratch scratch;
	struct memory memory;
	struct limit limit;
	struct ambient ambient, told;      /* ambient answers; answers under a cooldown */
	struct store_ambient *ambient_set; /* what moderators set: verbs/ambient_switch.h */
	size_t ambient_count, ambient_room;
	bool ambient_known; /* has been read from the database */
	struct repeats repeats;
	struct bot_network { /* the state of each network, by name */
		char *name;
		struct network *network; /* to send on; NULL before its first event */
		struct ctcp ctcp;
		struct ignored ignored;
		struct roster *roster;
		struct deferred deferred;
		struct unfinished unfinished;
		struct postponed postponed;
		struct machine_log machines;
		struct bot_sent { /* sent messages that may still be refused: verbs/tell.h */
			int64_t number, ms; /* 0: free; when it was sent or refused */
			char target[64];    /* nick or channel */
			bool refused;
		} sent[BOT_SENT];
		struct relay_watch relays;
		bool damage_told; /* bot.damage was reported in a log channel */
	} * networks;
	size_t network_count, network_room;
	size_t quarantined;      /* patterns of the index known to have hit a limit */
	uint64_t drawn;          /* for bot_draw */
	struct bot_passed {      /* people told something on request: verbs/pass_on.h */
		uint64_t person; /* 0: free */
		int64_t ms;
	} passed[32];
	struct bot_place { /* channels with a quiz: learn/quiz_open.h */
		char network[STUDY_NAME], channel[STUDY_NAME];
		bool open;                    /* a question is open */
		bool ended;                   /* over, but its row could not be deleted */
		bool counted;                 /* the quiz has all the questions it promised */
		int failures;                 /* failed writes in a row */
		int64_t retry_ms;             /* when to try again */
		struct quiz_unsaved *unsaved; /* what could not be written; owned, or NULL */
		struct study_quiz *ahead;     /* how far its questions were counted; owned */
	} * quizzes;
	size_t quiz_count, quiz_room;
	struct bot_skip {                       /* who may skip in a quiz: learn/quiz_open.h */
		uint64_t place, starter, voter; /* 0: unknown */
		int64_t number;                 /* the question that the voter wants to skip */
	} skips[64];
	size_t next_skip;
	bool quiz_awake; /* open quizzes were resumed after the start */
	int64_t next_timetable_ms, next_day_fact_ms;
	int64_t next_quiz_ms, next_reminder_ms;    /* when to check their timers */
	int64_t rechecked_revision, recheck_after; /* moderate/recheck.h */
	bool rechecking;
	int64_t next_look_ms;  /* when to check for changes by other processes */
	bool moved, examining; /* the database file was replaced; the new file is being checked */
	bool keeping_up;       /* with the database, in the background (bot_database.c) */
	bool merged;           /* the full text, since the start; */
	size_t unmerged;       /* facts changed since then */
	struct error damage;   /* why the database cannot be trusted; "": no damage is known */
	int64_t next_moved_ms, next_daily_ms; /* bot_database.c */
	int64_t clock_offset;                 /* wall clock minus monotonic clock, in seconds, */
	bool clock_known;                     /* once it has been read */
	struct bot_edit {                     /* the last edits, to detect edits that cross */
		int64_t fact, ms;
		char author[256], network[64];
	} edits[8];
	size_t next_edit;
	int64_t next_prune_ms; /* when to prune the journal and the unanswered questions */
	struct counters counters;
	int64_t started_ms;      /* for the uptime; 0: not serving */
	int64_t line_begun_us;   /* counters_clock() when the current line arrived */
	int64_t next_metrics_ms; /* control/metrics.c */
	bool writing_metrics;    /* in the background */
	struct error unwritten;  /* why the last write of the metrics failed; "": it did not */
	struct bot_pages {       /* control/pages.c */
		struct store_seen written; /* the last database change that the pages have */
		uint32_t place;            /* hash of the folder and the address */
		int64_t next_ms, hour_ms;  /* when to look for changes; when to write in any case */
		int64_t rest_ms;           /* how long to pause after a write */
		bool writing, failed;      /* in the background; the last write failed */
	} pages;
};

/* How long a bot that serves networks waits for a lock, from cli_serve on: long enough for a
 * transaction of its own background jobs. It never waits for another process: see
 * people/postponed.h, and the queue of store_journal(). */
enum { BOT_PATIENCE_MS = 1 };

/* Opens the database (read-only if it cannot be written) and the encoder's model, and builds the
 * index. model NULL: no encoder; a model that cannot be opened is logged, and the bot works without
 * it. NULL with the error. The caller frees the bot with bot_free. */
struct bot *bot_new(const char *database, const char *model, struct error *err);
/* The same for serving networks, with a background: the index may still be loading. */
struct bot *bot_new_serving(const char *database, const char *model, struct error *err);
/* The same with an empty index, which takes no time: for verbs that need none (verb.h). */
struct bot *bot_new_bare(const char *database, struct error *err);
void bot_free(struct bot *bot);

/*
 * Updates the index with all changes to the database, no matter who made them. Changed facts and
 * sources are read at once. After changed aliases, many changed facts or a restore, a new index is
 * built, in the background if there is one; the old one answers until then. Invalidates everything
 * borrowed from the index. False with the error if the database cannot be read; bot_tick() then
 * tries again.
 */
bool bot_catch_up(struct bot *bot, struct error *err);

/* Restricts the index, and the store's lists, counts and searches, to the facts of that view, until
 * the next call. At first they show everything. verbs/view_select.h selects the view for a line or
 * a timer. */
void bot_set_view(struct bot *bot, const struct view *view);

/* Reads one fact again. */
bool bot_refresh_fact(struct bot *bot, int64_t number, struct error *err);

/* Builds an index from that database and the encoder's model (NULL: none). Sets *seen to the last
 * change that it has. NULL with the reason. May run in any thread. */
struct index *bot_build_index(
	const char *database, const char *model, struct store_seen *seen, struct error *err);

/* Replaces the index with a new one, frees the old one, and reads the changes since *seen. */
void bot_take_index(struct bot *bot, struct index *index, const struct store_seen *seen);

/* Sets what the facts are about, instead of what the fact base says; does nothing if the subject
 * has no name. Keeps a copy. */
void bot_set_subject(struct bot *bot, const struct subject *subject);

/* Sets the configuration (borrowed until the next one) and writes its roles to the database. False
 * with the error if they cannot be written; the roles are then unchanged. */
bool bot_configure(
	struct bot *bot, const struct config *config, struct timestamp now, struct error *err);

/* Whether another process or a background job has the database locked, so that a write must wait
 * for a later turn. Always false if no loop runs: writes then wait for the lock. */
bool bot_is_locked(struct bot *bot);

/* Finishes background jobs, checks at most once a second whether another process has changed the
 * database, and prunes growing tables in small batches. Returns the milliseconds until it must be
 * called again. */
int64_t bot_tick(struct bot *bot, struct timestamp now);

/* The state of the network of that name, created if needed. The name is copied. */
struct bot_network *bot_network(struct bot *bot, const char *name);

/* The configuration's time zone; "" is UTC. */
const char *bot_zone(const struct bot *bot);

/* A pseudo-random number for games, seeded from the clock and earlier draws, so that it is
 * repeatable with a scripted clock. */
uint64_t bot_draw(struct bot *bot, struct timestamp now);

/* Stops sending to the network of that name, which is about to be freed. */
void bot_forget_network(struct bot *bot, const char *name);

/* Queues a line that is not the reply to the current line, on any network: to other people, to a
 * log channel, or for a timer. command: "PRIVMSG" or "NOTICE". False if the network is not
 * connected or its queue is full. */
bool bot_say(struct bot *bot, const char *network, const char *command, const char *target,
	const char *text);

/* The same with a label, which the server repeats if it refuses the line (outbox_say_labeled). */
bool bot_say_labeled(struct bot *bot, const char *network, const char *command, const char *target,
	const char *text, const char *label);

/* Sends a NOTICE to every log channel (`log: true` in the configuration) of every network: edits,
 * suggestions, quarantines, role changes. */
void bot_announce(struct bot *bot, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
