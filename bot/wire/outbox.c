#include "wire/outbox.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "wire/line.h"

#include <stdlib.h>
#include <string.h>

enum {
	LINE_MOST = 510,      /* RFC 1459 2.3: 512 with CRLF */
	PREFIX_ASSUMED = 100, /* nick 30, user 11, host 63 and punctuation, a little less */
	MSGID_MOST = 300,     /* escaped */
	QUEUE_MOST = 64
};

struct entry {
	char *line, *tags;
	uint64_t owner;
};

/* In the order of arrival, from the first. */
struct queue {
	struct entry entries[QUEUE_MOST];
	size_t count, most;
};

/* Those served last, and when: a number that rises with each line sent. */
struct served {
	uint64_t owner, turn;
};

struct outbox {
	struct queue queues[URGENCY_COUNT];
	struct entry taken;  /* until the next outbox_take() */
	size_t prefix, line; /* lengths in bytes */
	bool utf8_only;
	uint64_t dropped, owner;
	struct served served[QUEUE_MOST];
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

/* Takes the entry at that place out. */
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

void outbox_owner(struct outbox *box, uint64_t owner)
{
	box->owner = owner;
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

static size_t count_of_owner(const struct queue *queue, uint64_t owner)
{
	size_t count = 0;

	for (size_t i = 0; i < queue->count; i++)
		count += queue->entries[i].owner == owner;
	return count;
}

/* Makes room in a full queue for a line of the owner: drops the last one of whoever has most, if
 * that is at least two more than the owner has. */
static bool drop_for_room(struct outbox *box, struct queue *queue, uint64_t owner)
{
	size_t most = count_of_owner(queue, owner) + 1, at = queue->count;

	for (size_t i = queue->count; i-- > 0;) {
		size_t count = count_of_owner(queue, queue->entries[i].owner);

		if (count > most) {
			most = count;
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
			(urgency == URGENCY_CONTROL || !drop_for_room(box, queue, box->owner)))) {
		box->dropped++;
		return false;
	}
	queue->entries[queue->count++] =
		(struct entry){must_string(line), must_string(tags), box->owner};
	return true;
}

/* Appends length bytes, CR and LF as spaces: nothing may start a second line. */
static void put_clean(struct buf *to, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		char c = text[i] == '\r' || text[i] == '\n' ? ' ' : text[i];

		buf_put(to, &c, 1);
	}
}

/* Whether the text stays one parameter: no space, CR, LF or leading ':'. */
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

	/* At most one line in debt, or a server could silence us with PINGs. */
	box->credit_ms = credit > -box->interval_ms ? credit : -box->interval_ms;
	box->last_ms = now.ms;
	box->started = true;
}

void outbox_charge(struct outbox *box, struct timestamp now)
{
	charge(box, now);
}

/* The turn in which the owner was served last; 0: not lately. */
static uint64_t turn_of(const struct outbox *box, uint64_t owner)
{
	for (size_t i = 0; i < QUEUE_MOST; i++)
		if (box->served[i].owner == owner)
			return box->served[i].turn;
	return 0;
}

/* Notes that the owner was served, in the place of whoever was longest ago. */
static void note_served(struct outbox *box, uint64_t owner)
{
	size_t oldest = 0;

	for (size_t i = 0; i < QUEUE_MOST; i++) {
		if (box->served[i].owner == owner) {
			oldest = i;
			break;
		}
		if (box->served[i].turn < box->served[oldest].turn)
			oldest = i;
	}
	box->served[oldest] = (struct served){owner, ++box->turn};
}

/* The place of the line that is next: of the owner who was served longest ago, the first. */
static size_t next_in(const struct outbox *box, const struct queue *queue)
{
	size_t best = 0;

	for (size_t i = 1; i < queue->count; i++)
		if (turn_of(box, queue->entries[i].owner) <
			turn_of(box, queue->entries[best].owner))
			best = i;
	return best;
}

/* Whether a list or an announcement goes before a reply: its owner has waited longer. So who asks
 * all the time does not keep notices from others. */
static bool bulk_is_due(const struct outbox *box)
{
	const struct queue *reply = &box->queues[URGENCY_REPLY], *bulk = &box->queues[URGENCY_BULK];

	return bulk->count > 0 && reply->count > 0 &&
	       turn_of(box, bulk->entries[next_in(box, bulk)].owner) <
		       turn_of(box, reply->entries[next_in(box, reply)].owner);
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
			note_served(box, box->taken.owner);
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
