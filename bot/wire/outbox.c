#include "wire/outbox.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "wire/line.h"

#include <stdlib.h>
#include <string.h>

enum {
	LINE_MOST = 510,      /* RFC 1459 2.3: 512 with CRLF */
	PREFIX_ASSUMED = 100, /* the usual lengths: nick 20, user 11, host 63, and punctuation */
	MSGID_MOST = 300,     /* escaped */
	QUEUE_MOST = 64
};

struct entry {
	char *line, *tags;
	uint64_t owner, host;
};

/* In order of arrival. */
struct queue {
	struct entry entries[QUEUE_MOST];
	size_t count, most;
};

/* An owner or host that was served lately, and when, in numbers of lines sent. */
struct served {
	uint64_t who, turn;
};

struct outbox {
	struct queue queues[URGENCY_COUNT];
	struct entry taken;  /* until the next outbox_take() */
	size_t prefix, line; /* lengths in bytes */
	bool utf8_only;
	uint64_t dropped, owner, host;
	struct served owners[QUEUE_MOST], hosts[QUEUE_MOST];
	uint64_t turn;

	/* The bucket, in milliseconds: a line costs interval_ms; it holds burst lines. */
	int64_t interval_ms, full_ms, credit_ms, last_ms;
	bool started;
};

struct outbox *outbox_new(unsigned burst, unsigned interval_ms)
{
	static const size_t most[URGENCY_COUNT] = {
		[URGENCY_CONTROL] = 32, [URGENCY_REPLY] = 32, [URGENCY_BULK] = QUEUE_MOST};
	struct outbox *box = must_alloc(sizeof *box);

	for (size_t i = 0; i < URGENCY_COUNT; i++)
		box->queues[i].most = most[i];
	outbox_pace(box, burst, interval_ms);
	outbox_reset(box);
	return box;
}

void outbox_pace(struct outbox *box, unsigned burst, unsigned interval_ms)
{
	box->interval_ms = interval_ms;
	box->full_ms = (int64_t)interval_ms * (burst > 0 ? burst : 1);
	if (box->credit_ms > box->full_ms)
		box->credit_ms = box->full_ms;
}

/* Wipes the line: it may hold a password. */
static void entry_free(struct entry *entry)
{
	if (entry->line)
		explicit_bzero(entry->line, strlen(entry->line));
	free(entry->line);
	free(entry->tags);
	*entry = (struct entry){0};
}

/* Removes and returns the entry at that place. */
static struct entry queue_take(struct queue *queue, size_t at)
{
	struct entry entry = queue->entries[at];

	queue->count--;
	memmove(&queue->entries[at], &queue->entries[at + 1],
		(queue->count - at) * sizeof *queue->entries);
	return entry;
}

void outbox_reset(struct outbox *box)
{
	for (size_t i = 0; i < URGENCY_COUNT; i++)
		while (box->queues[i].count > 0) {
			struct entry entry = queue_take(&box->queues[i], 0);
			entry_free(&entry);
		}
	entry_free(&box->taken);
	box->credit_ms = box->full_ms;
	box->prefix = PREFIX_ASSUMED;
	box->line = LINE_MOST;
	box->utf8_only = false;
}

void outbox_free(struct outbox *box)
{
	if (!box)
		return;
	outbox_reset(box);
	free(box);
}

void outbox_owner(struct outbox *box, uint64_t owner, uint64_t host)
{
	box->owner = owner;
	box->host = host;
}

void outbox_prefix_length(struct outbox *box, size_t length)
{
	box->prefix = length;
}

void outbox_line_length(struct outbox *box, size_t length)
{
	size_t bare = length > 2 ? length - 2 : 0;

	box->line = bare < LINE_MOST ? bare : LINE_MOST;
}

void outbox_utf8_only(struct outbox *box, bool only)
{
	box->utf8_only = only;
}

size_t outbox_room(const struct outbox *box, const char *command, const char *target)
{
	size_t used = box->prefix + strlen(command) + strlen(target) + strlen("  :");

	return used < box->line ? box->line - used : 0;
}

/* How many lines the host has and, among them, the owner: one number that compares by the former
 * first. */
static size_t weight_of_owner(const struct queue *queue, uint64_t owner, uint64_t host)
{
	size_t of_host = 0, of_owner = 0;

	for (size_t i = 0; i < queue->count; i++) {
		const struct entry *entry = &queue->entries[i];

		of_host += entry->host == host;
		of_owner += entry->host == host && entry->owner == owner;
	}
	return of_host * (QUEUE_MOST + 1) + of_owner;
}

/* Makes room in a full queue for a new line. Drops the last line of the host with the most lines,
 * if it has at least two more than the new line's host. If that is the same host, drops the last
 * line of its owner with the most lines, if that owner has at least two more than the new
 * line's. */
static bool drop_for_room(struct outbox *box, struct queue *queue)
{
	const size_t own = weight_of_owner(queue, box->owner, box->host), unit = QUEUE_MOST + 1;
	size_t most = own, at = queue->count;

	for (size_t i = queue->count; i-- > 0;) {
		const struct entry *entry = &queue->entries[i];
		size_t weight = weight_of_owner(queue, entry->owner, entry->host);
		bool more = entry->host == box->host ? weight > own + 1
						     : weight / unit > own / unit + 1;

		if (more && weight > most) {
			most = weight;
			at = i;
		}
	}
	if (at == queue->count)
		return false;
	struct entry dropped = queue_take(queue, at);

	entry_free(&dropped);
	box->dropped++;
	return true;
}

static bool queue_put(struct outbox *box, enum urgency urgency, const char *line, const char *tags)
{
	struct queue *queue = &box->queues[urgency];

	if (line[0] == '\0' ||
		(queue->count == queue->most &&
			(urgency == URGENCY_CONTROL || !drop_for_room(box, queue)))) {
		box->dropped++;
		return false;
	}
	queue->entries[queue->count++] =
		(struct entry){must_string(line), must_string(tags), box->owner, box->host};
	return true;
}

/* Appends length bytes, with CR and LF replaced by spaces, so that no text can start a second
 * line. */
static void put_clean(struct buf *to, const char *text, size_t length)
{
	while (length > 0) {
		size_t run = strcspn(text, "\r\n");

		run = run < length ? run : length;
		buf_put(to, text, run);
		text += run;
		length -= run;
		if (length > 0) {
			buf_put(to, " ", 1);
			text++;
			length--;
		}
	}
}

/* Whether the text is one parameter: it is not empty and has no space, CR, LF or leading ':'. */
static bool is_word(const char *text)
{
	return text[0] != '\0' && text[0] != ':' && !strpbrk(text, " \r\n");
}

/* ircv3.net/specs/client-tags/reply; both names are in use. */
static void make_tags(const char *reply_to, char *out, size_t size)
{
	char value[MSGID_MOST];
	struct buf to = buf_over(out, size);

	if (reply_to[0] && line_tag_escape(reply_to, value, sizeof value))
		buf_add(&to, "+draft/reply=%s;+reply=%s", value, value);
}

static bool say(struct outbox *box, enum urgency urgency, const char *command, const char *target,
	const char *text, const char *tags)
{
	static const char ellipsis[] = "…";
	char line[LINE_MOST + 1];
	struct buf to = BUF(line);
	size_t room = outbox_room(box, command, target), length = strlen(text);

	if (!is_word(command) || !is_word(target) || strspn(text, " \r\n") == length ||
		(box->utf8_only && !text_is_utf8(text, length)) ||
		!buf_add(&to, "%s %s :", command, target) || room < sizeof ellipsis)
		return queue_put(box, urgency, "", "");
	if (length > room) {
		put_clean(&to, text, text_cut_word(text, length, room - strlen(ellipsis)));
		buf_add(&to, "%s", ellipsis);
	} else {
		put_clean(&to, text, length);
	}
	return queue_put(box, urgency, line, tags);
}

bool outbox_say(struct outbox *box, enum urgency urgency, const char *command, const char *target,
	const char *text, const char *reply_to)
{
	char tags[2 * MSGID_MOST + 32];

	make_tags(reply_to, tags, sizeof tags);
	return say(box, urgency, command, target, text, tags);
}

bool outbox_tag(struct outbox *box, const char *target, const char *name, const char *value,
	const char *reply_to)
{
	char line[LINE_MOST + 1], tags[1024], escaped[512], reply[2 * MSGID_MOST + 32];
	struct buf to = BUF(tags);

	make_tags(reply_to, reply, sizeof reply);
	if (!is_word(target) || strlen(target) > 200 ||
		!line_tag_escape(value, escaped, sizeof escaped) ||
		!buf_add(&to, "%s=%s;%s", name, escaped, reply))
		return queue_put(box, URGENCY_BULK, "", "");
	snprintf(line, sizeof line, "TAGMSG %s", target);
	return queue_put(box, URGENCY_BULK, line, tags);
}

bool outbox_say_labeled(struct outbox *box, enum urgency urgency, const char *command,
	const char *target, const char *text, const char *label)
{
	char tags[128];
	struct buf to = BUF(tags);

	buf_add(&to, "label=%s", label);
	return say(box, urgency, command, target, text, tags);
}

bool outbox_raw(struct outbox *box, enum urgency urgency, const char *line)
{
	char clean[LINE_MOST + 1];
	struct buf to = BUF(clean);

	put_clean(&to, line, text_cut_grapheme(line, strlen(line), box->line));
	return queue_put(box, urgency, clean, "");
}

/* --- pacing ----------------------------------------------------------------------------------- */

static int64_t credit_at(const struct outbox *box, struct timestamp now)
{
	int64_t passed = box->started && now.ms > box->last_ms ? now.ms - box->last_ms : 0;
	int64_t credit = box->credit_ms + passed;

	return credit < box->full_ms ? credit : box->full_ms;
}

static void charge(struct outbox *box, struct timestamp now)
{
	int64_t credit = credit_at(box, now) - box->interval_ms;

	/* the debt is one line at most, or a server could silence us with PINGs */
	box->credit_ms = credit > -box->interval_ms ? credit : -box->interval_ms;
	box->last_ms = now.ms;
	box->started = true;
}

void outbox_charge(struct outbox *box, struct timestamp now)
{
	charge(box, now);
}

/* The turn in which the owner or host was served last; 0: not lately. */
static uint64_t turn_of(const struct served served[QUEUE_MOST], uint64_t who)
{
	for (size_t i = 0; i < QUEUE_MOST; i++)
		if (served[i].who == who)
			return served[i].turn;
	return 0;
}

/* Notes the turn, replacing the entry of whoever was served longest ago. */
static void note_served(struct served served[QUEUE_MOST], uint64_t who, uint64_t turn)
{
	size_t oldest = 0;

	for (size_t i = 0; i < QUEUE_MOST; i++) {
		if (served[i].who == who) {
			oldest = i;
			break;
		}
		if (served[i].turn < served[oldest].turn)
			oldest = i;
	}
	served[oldest] = (struct served){who, turn};
}

/* The place of the next line to send: the first one of the owner served longest ago, of the host
 * served longest ago. */
static size_t next_in(const struct outbox *box, const struct queue *queue)
{
	uint64_t best_host = UINT64_MAX, best_owner = UINT64_MAX;
	size_t best = 0;

	for (size_t i = 0; i < queue->count; i++) {
		const uint64_t host = turn_of(box->hosts, queue->entries[i].host);
		const uint64_t owner = turn_of(box->owners, queue->entries[i].owner);

		if (host < best_host || (host == best_host && owner < best_owner)) {
			best = i;
			best_host = host;
			best_owner = owner;
		}
	}
	return best;
}

/* Whether a list or an announcement goes before a reply: its host was served longer ago. So people
 * who ask all the time do not hold up what others are sent. */
static bool bulk_is_due(const struct outbox *box)
{
	const struct queue *reply = &box->queues[URGENCY_REPLY], *bulk = &box->queues[URGENCY_BULK];

	return bulk->count > 0 && reply->count > 0 &&
	       turn_of(box->hosts, bulk->entries[next_in(box, bulk)].host) <
		       turn_of(box->hosts, reply->entries[next_in(box, reply)].host);
}

/* Notes that the owner and host of the line taken were served. */
static void note_turn(struct outbox *box)
{
	box->turn++;
	note_served(box->owners, box->taken.owner, box->turn);
	note_served(box->hosts, box->taken.host, box->turn);
}

const char *outbox_take(struct outbox *box, struct timestamp now, const char **tags)
{
	entry_free(&box->taken);
	if (credit_at(box, now) < box->interval_ms)
		return NULL;
	for (size_t i = 0; i < URGENCY_COUNT; i++) {
		if (box->queues[i].count == 0 || (i == URGENCY_REPLY && bulk_is_due(box)))
			continue;
		box->taken = queue_take(
			&box->queues[i], i == URGENCY_CONTROL ? 0 : next_in(box, &box->queues[i]));
		if (i != URGENCY_CONTROL)
			note_turn(box);
		charge(box, now);
		*tags = box->taken.tags;
		return box->taken.line;
	}
	return NULL;
}

int64_t outbox_wait_ms(const struct outbox *box, struct timestamp now)
{
	if (outbox_waiting(box) == 0)
		return -1;
	int64_t missing = box->interval_ms - credit_at(box, now);

	return missing > 0 ? missing : 0;
}

size_t outbox_waiting(const struct outbox *box)
{
	size_t count = 0;

	for (size_t i = 0; i < URGENCY_COUNT; i++)
		count += box->queues[i].count;
	return count;
}

uint64_t outbox_dropped(const struct outbox *box)
{
	return box->dropped;
}
