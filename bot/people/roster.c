#include "people/roster.h"

#include "base/arena.h"
#include "base/buf.h"
#include "wire/line.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

static const char who_token[] = "472"; /* identifies the answers to our WHOX */

struct roster {
	void *people; /* tree of struct roster_person by key (search.h) */
	size_t count;
	enum casemap casemap;
	bool tags, changes;
	struct {
		char name[ROSTER_NAME]; /* folded; "" when free */
		size_t people;          /* known to be in it */
		bool asked;             /* by WHO */
	} channels[ROSTER_CHANNELS];
};

/* --- people ----------------------------------------------------------------------------------- */

static int compare_people(const void *a, const void *b)
{
	return strcmp(
		((const struct roster_person *)a)->key, ((const struct roster_person *)b)->key);
}

static void person_free(void *of)
{
	struct roster_person *person = of;

	free(person->mask);
	free(person->account);
	free(person);
}

struct roster *roster_new(void)
{
	return must_alloc(sizeof(struct roster));
}

static void forget_everyone(struct roster *r)
{
	tdestroy(r->people, person_free);
	r->people = NULL;
	r->count = 0;
	memset(r->channels, 0, sizeof r->channels);
}

void roster_free(struct roster *r)
{
	if (!r)
		return;
	forget_everyone(r);
	free(r);
}

static bool key_of_nick(const struct roster *r, const char *nick, struct roster_person *key)
{
	casemap_fold(r->casemap, nick, key->key, sizeof key->key);
	return *nick && strlen(nick) < sizeof key->key;
}

static struct roster_person *find_person(const struct roster *r, const char *nick)
{
	struct roster_person key;
	struct roster_person **found;

	if (!key_of_nick(r, nick, &key))
		return NULL;
	found = tfind(&key, &r->people, compare_people);
	return found ? *found : NULL;
}

static struct roster_person *find_or_add(struct roster *r, const char *nick)
{
	struct roster_person *person = find_person(r, nick);

	if (person || r->count >= ROSTER_PEOPLE)
		return person;
	person = must_alloc(sizeof *person);
	person->mask = must_string("");
	if (!key_of_nick(r, nick, person)) {
		person_free(person);
		return NULL;
	}
	tsearch(person, &r->people, compare_people);
	r->count++;
	return person;
}

static void drop_person(struct roster *r, struct roster_person *person)
{
	for (size_t i = 0; i < ROSTER_CHANNELS; i++)
		if (person->channels & UINT64_C(1) << i)
			r->channels[i].people--;
	tdelete(person, &r->people, compare_people);
	r->count--;
	person_free(person);
}

static void set_person_mask(struct roster_person *person, const char *user, const char *host)
{
	char mask[2 * ROSTER_NAME + 256];
	struct buf to = BUF(mask);

	if (!*user || !*host || !buf_add(&to, "%s@%s", user, host) ||
		strcmp(mask, person->mask) == 0)
		return;
	free(person->mask);
	person->mask = must_string(mask);
}

static void set_person_account(struct roster_person *person, const char *account)
{
	if (person->account && strcmp(person->account, account) == 0)
		return;
	free(person->account);
	person->account = must_string(account);
}

/* Translates the protocol's "none" to "". */
static const char *account_in(const char *param, const char *none)
{
	return strcmp(param, none) == 0 ? "" : param;
}

/* --- channels --------------------------------------------------------------------------------- */

/* The channel's number, or -1; with add it is given a free one. */
static int channel_number(struct roster *r, const char *name, bool add)
{
	char key[ROSTER_NAME];

	casemap_fold(r->casemap, name, key, sizeof key);
	for (int i = 0; i < ROSTER_CHANNELS; i++)
		if (*key && strcmp(r->channels[i].name, key) == 0)
			return i;
	for (int i = 0; add && *key && i < ROSTER_CHANNELS; i++)
		if (!r->channels[i].name[0]) {
			strcpy(r->channels[i].name, key);
			return i;
		}
	return -1;
}

static struct roster_person *enter_channel(struct roster *r, int channel, const char *nick)
{
	struct roster_person *person = channel < 0 ? NULL : find_or_add(r, nick);
	uint64_t bit = UINT64_C(1) << (channel & 63);

	if (person && !(person->channels & bit)) {
		person->channels |= bit;
		r->channels[channel].people++;
	}
	return person;
}

static void leave(struct roster *r, int channel, struct roster_person *person)
{
	uint64_t bit = UINT64_C(1) << (channel & 63);

	if (channel < 0 || !person || !(person->channels & bit))
		return;
	person->channels &= ~bit;
	person->operator_in &= ~bit;
	r->channels[channel].people--;
	if (person->channels == 0)
		drop_person(r, person);
}

/* The people of a channel, collected for close_channel(). */
struct leaving {
	struct roster_person **people;
	size_t count;
	uint64_t bit;
};

static void collect_person(const void *node, VISIT visit, void *closure)
{
	struct leaving *leaving = closure;
	struct roster_person *person = *(struct roster_person *const *)node;

	if ((visit == postorder || visit == leaf) && person->channels & leaving->bit)
		leaving->people[leaving->count++] = person;
}

/* We left the channel: forgets its people, except those in other channels of ours. */
static void close_channel(struct roster *r, int channel)
{
	if (channel < 0)
		return;
	struct leaving leaving = {.people = must_alloc(r->count * sizeof *leaving.people + 1),
		.bit = UINT64_C(1) << channel};

	twalk_r(r->people, collect_person, &leaving);
	for (size_t i = 0; i < leaving.count; i++)
		leave(r, channel, leaving.people[i]);
	free(leaving.people);
	memset(&r->channels[channel], 0, sizeof r->channels[channel]);
}

/* --- receiving -------------------------------------------------------------------------------- */

static void note_join(struct roster *r, const char *own_nick, const struct event *e)
{
	bool own = casemap_same(r->casemap, e->nick, own_nick);
	struct roster_person *person = enter_channel(r, channel_number(r, e->target, own), e->nick);

	if (person)
		set_person_mask(person, e->user, e->host);
	if (person && e->count > 2) /* extended-join: channel, account, realname */
		set_person_account(person, account_in(e->params[1], "*"));
}

static void handle_leaving(
	struct roster *r, const char *own_nick, const char *nick, const char *channel)
{
	int number = channel_number(r, channel, false);

	if (casemap_same(r->casemap, nick, own_nick))
		close_channel(r, number);
	else
		leave(r, number, find_person(r, nick));
}

static void note_nick(struct roster *r, const char *from, const char *to)
{
	struct roster_person *person = find_person(r, from), *other = find_person(r, to), key;

	if (!person)
		return;
	if (other && other != person)
		drop_person(r, other); /* impossible: believe the newer line */
	if (!key_of_nick(r, to, &key)) {
		drop_person(r, person);
		return;
	}
	tdelete(person, &r->people, compare_people);
	strcpy(person->key, key.key);
	tsearch(person, &r->people, compare_people);
}

/* Whether one of the marks ("@+") is that of operators or above. */
static bool marks_operator(const struct isupport *support, const char *marks, size_t length)
{
	size_t least = isupport_mode_rank(support, 'o');

	for (size_t i = 0; i < length; i++)
		if (least > 0 && isupport_rank(support, marks[i]) >= least)
			return true;
	return false;
}

static void set_operator(struct roster_person *person, int channel, bool is)
{
	uint64_t bit = UINT64_C(1) << (channel & 63);

	person->operator_in = is ? person->operator_in | bit : person->operator_in & ~bit;
}

/* "+ov-b nick nick mask": operators gained and lost. Losing one of several operator modes counts as
 * losing all, to be safe. */
static void handle_mode(struct roster *r, const struct isupport *support, const struct event *e)
{
	int channel = channel_number(r, e->target, false);
	size_t least = isupport_mode_rank(support, 'o'), next = 2;
	bool set = true;

	for (const char *c = channel < 0 || e->count < 2 ? "" : e->params[1]; *c; c++) {
		if (*c == '+' || *c == '-') {
			set = *c == '+';
			continue;
		}
		if (!isupport_mode_has_parameter(support, *c, set))
			continue;
		const char *nick = next < e->count ? e->params[next++] : "";
		struct roster_person *person = find_person(r, nick);

		if (person && least > 0 && isupport_mode_rank(support, *c) >= least)
			set_operator(person, channel, set);
	}
}

/* 353: me, kind, channel, "@nick +nick!user@host …" (multi-prefix, userhost-in-names). */
static void note_names(struct roster *r, const struct isupport *support, const struct event *e)
{
	int channel = e->count > 3 ? channel_number(r, e->params[2], false) : -1;

	for (const char *at = channel < 0 ? "" : e->params[3]; *at;) {
		struct line_source source;
		char word[ROSTER_NAME + 256];
		struct buf to = BUF(word);
		size_t length = strcspn(at, " "), marks = strspn(at, support->member_marks);
		struct roster_person *person = NULL;

		buf_put(&to, at, length);
		if (marks < length && *word && line_source(word + marks, &source))
			person = enter_channel(r, channel, source.nick);
		if (person) {
			set_person_mask(person, source.user, source.host);
			set_operator(person, channel, marks_operator(support, at, marks));
		}
		at += length + strspn(at + length, " ");
	}
}

/* 352: me, channel, user, host, server, nick, flags. 354, to our WHOX: me, token, channel, user,
 * host, nick, flags, account. */
static void handle_who(struct roster *r, const struct isupport *support, const struct event *e)
{
	bool whox = e->numeric == 354;
	size_t nick_at = 5, flags_at = 6, user_at = whox ? 3 : 2;

	if (e->count <= (whox ? 7u : 6u) || (whox && strcmp(e->params[1], who_token) != 0))
		return;
	struct roster_person *person = find_person(r, e->params[nick_at]);

	if (!person)
		return;
	set_person_mask(person, e->params[user_at], e->params[user_at + 1]);
	person->bot = support->bot_mode && strchr(e->params[flags_at], support->bot_mode);
	if (whox)
		set_person_account(person, account_in(e->params[7], "0"));
}

/* 366, the end of NAMES: sends WHO. */
static void ask_who(
	struct roster *r, const struct isupport *support, const char *channel, struct outbox *out)
{
	int number = channel_number(r, channel, false);
	char line[512];
	struct buf to = BUF(line);

	if (number < 0 || r->channels[number].asked || r->channels[number].people > ROSTER_WHO_MOST)
		return;
	r->channels[number].asked = true;
	buf_add(&to, support->whox ? "WHO %s %%tcuhnfa,%s" : "WHO %s", channel, who_token);
	outbox_raw(out, URGENCY_BULK, line);
}

static void note_numeric(
	struct roster *r, const struct isupport *support, const struct event *e, struct outbox *out)
{
	if (e->numeric == 353)
		note_names(r, support, e);
	else if (e->numeric == 352 || e->numeric == 354)
		handle_who(r, support, e);
	else if (e->numeric == 366 && e->count > 1)
		ask_who(r, support, e->params[1], out);
}

/* Learns what any line says about its source. */
static void handle_source(struct roster *r, const struct event *e)
{
	struct roster_person *person = e->from_server ? NULL : find_person(r, e->nick);

	if (!person)
		return;
	/* servers need not tag CHGHOST, SETNAME, AWAY or MODE: there no account is no news */
	bool is_said = e->kind == EVENT_PRIVMSG || e->kind == EVENT_NOTICE ||
		       e->kind == EVENT_ACTION || e->kind == EVENT_CTCP;

	set_person_mask(person, e->user, e->host);
	if (r->tags && (is_said || *e->account))
		set_person_account(person, e->account);
	if (strcmp(e->command, "ACCOUNT") == 0 && e->count > 0)
		set_person_account(person, account_in(e->params[0], "*"));
	if (strcmp(e->command, "CHGHOST") == 0 && e->count > 1)
		set_person_mask(person, e->params[0], e->params[1]);
}

void roster_handle(struct roster *r, const struct isupport *support, const char *own_nick,
	const struct event *e, struct outbox *out)
{
	if (e->replayed)
		return;
	if (e->kind == EVENT_WELCOME || r->casemap != support->casemap)
		forget_everyone(r);
	r->casemap = support->casemap;
	handle_source(r, e);
	if (e->kind == EVENT_NUMERIC)
		note_numeric(r, support, e, out);
	else if (e->kind == EVENT_JOIN)
		note_join(r, own_nick, e);
	else if (e->kind == EVENT_MODE)
		handle_mode(r, support, e);
	else if (e->kind == EVENT_PART)
		handle_leaving(r, own_nick, e->nick, e->target);
	else if (e->kind == EVENT_KICK && e->count > 1)
		handle_leaving(r, own_nick, e->params[1], e->target);
	else if (e->kind == EVENT_NICK)
		note_nick(r, e->nick, e->target);
	else if (e->kind == EVENT_QUIT && find_person(r, e->nick))
		drop_person(r, find_person(r, e->nick));
}

/* --- look-up ---------------------------------------------------------------------------------- */

void roster_sight(struct roster *r, bool tags, bool changes)
{
	r->tags = tags;
	r->changes = changes;
}

const struct roster_person *roster_find(const struct roster *r, const char *nick)
{
	return find_person(r, nick);
}

const char *roster_account(const struct roster *r, const char *nick)
{
	const struct roster_person *person = r->changes ? find_person(r, nick) : NULL;

	return person ? person->account : NULL;
}

/* The channel's bit in a person's sets; 0 if we are not there. */
static uint64_t bit_of(const struct roster *r, const char *channel)
{
	char key[ROSTER_NAME];

	casemap_fold(r->casemap, channel, key, sizeof key);
	for (int i = 0; *key && i < ROSTER_CHANNELS; i++)
		if (strcmp(r->channels[i].name, key) == 0)
			return UINT64_C(1) << i;
	return 0;
}

bool roster_is_in(const struct roster *r, const char *nick, const char *channel)
{
	const struct roster_person *person = find_person(r, nick);

	return person && (person->channels & bit_of(r, channel));
}

void roster_shared(const struct roster *r, const char *nick,
	void (*each)(void *context, const char *channel), void *context)
{
	const struct roster_person *person = find_person(r, nick);

	for (int i = 0; person && i < ROSTER_CHANNELS; i++)
		if (person->channels & UINT64_C(1) << i)
			each(context, r->channels[i].name);
}

/* The account looked for by roster_has_account(), and whether it was found. */
struct sought {
	const char *account;
	enum casemap casemap;
	uint64_t bit;
	bool found;
};

static void compare_account(const void *node, VISIT visit, void *closure)
{
	struct sought *sought = closure;
	const struct roster_person *person = *(struct roster_person *const *)node;

	if ((visit == postorder || visit == leaf) && person->channels & sought->bit &&
		person->account && *person->account)
		sought->found |= casemap_same(sought->casemap, person->account, sought->account);
}

bool roster_has_account(const struct roster *r, const char *account, const char *channel)
{
	const uint64_t bit = channel ? bit_of(r, channel) : UINT64_MAX;
	struct sought sought = {account, r->casemap, bit, false};

	twalk_r(r->people, compare_account, &sought);
	return sought.found;
}

bool roster_operator(const struct roster *r, const char *nick, const char *channel)
{
	const struct roster_person *person = find_person(r, nick);

	return person && (person->operator_in & bit_of(r, channel));
}

const char *roster_speaker(const struct roster *r, const struct event *e)
{
	return r->tags || *e->account ? e->account : roster_account(r, e->nick);
}

size_t roster_count(const struct roster *r)
{
	return r->count;
}
