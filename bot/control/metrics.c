#include "control/metrics.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/part.h"
#include "keep/store_work.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* --- numbers of the running bot --------------------------------------------------------------- */

static void head(FILE *out, const char *name, const char *type, const char *help)
{
	fprintf(out, "# HELP tonle_%s %s\n# TYPE tonle_%s %s\n", name, help, name, type);
}

/* Writes a label's value, escaped as the format requires. */
static void label(FILE *out, const char *value)
{
	for (; *value; value++) {
		if (*value == '\\' || *value == '"')
			fputc('\\', out);
		fputc(*value == '\n' ? ' ' : *value, out);
	}
}

static void write_question_counters(const struct counters *counters, FILE *out)
{
	uint64_t sum = 0;

	head(out, "lines_total", "counter", "Lines to the bot, by outcome.");
	for (size_t i = 0; i < COUNTERS_OUTCOMES && counters->outcomes[i].name; i++) {
		fputs("tonle_lines_total{outcome=\"", out);
		label(out, counters->outcomes[i].name);
		fprintf(out, "\"} %" PRIu64 "\n", counters->outcomes[i].count);
	}
	head(out, "reply_seconds", "histogram", "Time from a line's arrival to its reply.");
	for (size_t i = 0; i < COUNTERS_BUCKETS; i++) {
		sum += counters->buckets[i];
		fprintf(out, "tonle_reply_seconds_bucket{le=\"%g\"} %" PRIu64 "\n",
			counters_bounds[i], sum);
	}
	fprintf(out,
		"tonle_reply_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\ntonle_reply_seconds_sum %f\n"
		"tonle_reply_seconds_count %" PRIu64 "\n",
		counters->answers, counters->seconds, counters->answers);
}

static double is_up(struct network *network)
{
	return network_state(network) == NETWORK_UP;
}

static double lag(struct network *network)
{
	const int64_t ms = network_counts(network).lag_ms;

	return ms < 0 ? 0 : (double)ms / 1000;
}

static double received(struct network *network)
{
	return (double)network_counts(network).heard;
}

static double sent(struct network *network)
{
	return (double)network_counts(network).said;
}

static double connected(struct network *network)
{
	return (double)network_counts(network).welcomes;
}

static double waiting_lines(struct network *network)
{
	return (double)outbox_waiting(network_outbox(network));
}

static double dropped(struct network *network)
{
	return (double)outbox_dropped(network_outbox(network));
}

static const struct {
	const char *name, *type, *help;
	double (*value)(struct network *network);
} of_networks[] = {
	{"network_up", "gauge", "1 while registered with the network's server.", is_up},
	{"network_lag_seconds", "gauge", "Round trip of the last PING.", lag},
	{"network_received_lines_total", "counter", "Lines received.", received},
	{"network_sent_lines_total", "counter", "Lines sent.", sent},
	{"network_connections_total", "counter", "Times registered with a server.", connected},
	{"queue_lines", "gauge", "Lines waiting to be sent.", waiting_lines},
	{"queue_dropped_lines_total", "counter", "Lines dropped when the queue was full.", dropped},
};

void metrics_write(struct bot *bot, struct timestamp now, FILE *out)
{
	head(out, "info", "gauge", "The version.");
	fprintf(out, "tonle_info{version=\"%s\"} 1\n", TONLE_VERSION);
	head(out, "uptime_seconds", "gauge", "Seconds since the start.");
	fprintf(out, "tonle_uptime_seconds %" PRId64 "\n", (now.ms - bot->started_ms) / 1000);
	head(out, "facts", "gauge", "Facts served.");
	fprintf(out, "tonle_facts %zu\n", bot->index->count + bot->index->hidden);
	head(out, "database_sound", "gauge",
		"0 if the fact base's file is gone or was found damaged, else 1.");
	fprintf(out, "tonle_database_sound %d\n", !bot->moved && !*bot->damage.text);
	write_question_counters(&bot->counters, out);
	head(out, "limited_lines_total", "counter",
		"Lines to the bot that were over the rate limit and not answered.");
	fprintf(out, "tonle_limited_lines_total %" PRIu64 "\n", bot->limit.dropped);
	for (size_t m = 0; m < sizeof of_networks / sizeof *of_networks; m++) {
		head(out, of_networks[m].name, of_networks[m].type, of_networks[m].help);
		for (size_t i = 0; i < bot->network_count; i++) {
			if (!bot->networks[i].network)
				continue;
			fprintf(out, "tonle_%s{network=\"", of_networks[m].name);
			label(out, bot->networks[i].name);
			fprintf(out, "\"} %.15g\n", of_networks[m].value(bot->networks[i].network));
		}
	}
}

/* --- the file --------------------------------------------------------------------------------- */

struct writing {
	struct job job;
	char *path, *database, *text;
	int64_t unix;
	struct error err; /* "" if it was written */
};

static void write_stored(const struct writing *it, FILE *out)
{
	struct error err;
	struct store_counts counts;
	struct store *store = store_open(it->database, STORE_READ, &err);

	if (store && store_count(store, &counts, &err)) {
		head(out, "drafts", "gauge", "Facts without a citation, which are not served.");
		fprintf(out, "tonle_drafts %" PRId64 "\n", counts.drafts);
	}
	if (store) {
		int64_t since = store_asked_since(store);

		head(out, "backlog", "gauge", "Questions to be answered.");
		fprintf(out, "tonle_backlog %" PRId64 "\n", store_asked_count(store));
		head(out, "backlog_age_seconds", "gauge",
			"How long the oldest question has waited.");
		fprintf(out, "tonle_backlog_age_seconds %" PRId64 "\n",
			since ? it->unix - since : 0);
	}
	store_close(store);
}

static void write_metrics_file(struct job *job)
{
	struct writing *it = (struct writing *)job;
	struct part part;

	if (!part_open(&part, it->path, ".new", &it->err))
		return;
	fputs(it->text, part.out);
	write_stored(it, part.out);
	if (part_close(&part, 0644, &it->err))
		part_move(&part, &it->err);
}

static void written(struct bot *bot, struct job *job)
{
	struct writing *it = (struct writing *)job;

	if (bot) {
		if (*it->err.text && strcmp(it->err.text, bot->unwritten.text) != 0)
			log_warn("metrics", "%s", it->err.text);
		bot->unwritten = it->err;
		bot->writing_metrics = false;
	}
	free(it->path);
	free(it->database);
	free(it->text);
	free(it);
}

int64_t metrics_tick(struct bot *bot, struct timestamp now)
{
	size_t size;

	if (!bot->config || !bot->config->metrics || !*bot->config->metrics)
		return -1;
	if (now.ms < bot->next_metrics_ms || bot->writing_metrics)
		return bot->writing_metrics ? -1 : bot->next_metrics_ms - now.ms;
	struct writing *it = must_alloc(sizeof *it);

	*it = (struct writing){
		.job = {.lane = LANE_SHORT, .work = write_metrics_file, .done = written},
		.path = must_string(bot->config->metrics),
		.database = must_string(store_path(bot->store)),
		.unix = now.unix};
	FILE *text = must_stream(&it->text, &size);

	metrics_write(bot, now, text);
	must_close(text);
	bot->writing_metrics = true;
	bot->next_metrics_ms = now.ms + METRICS_MS;
	background_add(bot->background, bot, &it->job);
	return METRICS_MS;
}
