#include "control/status.h"

#include "base/buf.h"
#include "keep/store_work.h"

#include <inttypes.h>
#include <string.h>

void status_time(int64_t seconds, char text[STATUS_TIME])
{
	static const struct {
		const char *name;
		int64_t seconds;
	} units[] = {{"day", 86400}, {"hour", 3600}, {"minute", 60}, {"second", 1}};
	struct buf buf = buf_over(text, STATUS_TIME);
	int shown = 0;

	if (seconds < 0)
		seconds = 0;
	for (size_t i = 0; i < sizeof units / sizeof *units && shown < 2; i++) {
		int64_t count = seconds / units[i].seconds;

		seconds -= count * units[i].seconds;
		if (count == 0 && (shown > 0 || units[i].seconds > 1))
			continue;
		buf_add(&buf, "%s%" PRId64 " %s%s", shown++ ? " " : "", count, units[i].name,
			count == 1 ? "" : "s");
	}
}

static uint64_t questions(const struct bot *bot)
{
	static const char *const outcomes[] = {"answered", "quoted", "offered", "unknown"};
	uint64_t sum = 0;

	for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
		sum += counters_of(&bot->counters, outcomes[i]);
	return sum;
}

static uint64_t answered(const struct bot *bot)
{
	return counters_of(&bot->counters, "answered") + counters_of(&bot->counters, "quoted");
}

void status_line(struct bot *bot, struct timestamp now, char *line, size_t size)
{
	struct buf buf = buf_over(line, size);
	char time[STATUS_TIME];

	status_time((now.ms - bot->started_ms) / 1000, time);
	buf_add(&buf, bot->started_ms ? "Up %s;" : "Not connected to a network;", time);
	for (size_t i = 0; i < bot->network_count; i++) {
		struct network *network = bot->networks[i].network;

		if (network)
			buf_add(&buf, " %s %s;", bot->networks[i].name,
				network_state_name(network_state(network)));
	}
	buf_add(&buf,
		" %zu facts; %" PRIu64 " questions, %" PRIu64 " answered; %" PRId64
		" to be answered.",
		bot->index->count, questions(bot), answered(bot), store_asked_count(bot->store));
	if (bot->moved || *bot->damage.text)
		buf_add(&buf, " The fact base is damaged: `tonle status` says how.");
}

static void write_network(struct network *network, FILE *out)
{
	const struct network_counts counts = network_counts(network);
	const struct config_network *config = network_config(network);
	const struct outbox *outbox = network_outbox(network);

	fprintf(out, "%s: %s, as %s on %s port %d", config->name,
		network_state_name(network_state(network)),
		presence_nick(network_presence(network)), config->server, config->port);
	if (counts.lag_ms >= 0)
		fprintf(out, ", lag %" PRId64 " ms", counts.lag_ms);
	fprintf(out,
		"\n  lines received %" PRIu64 ", sent %" PRIu64 ", waiting %zu, dropped %" PRIu64
		"; connected %" PRIu64 " times\n",
		counts.heard, counts.said, outbox_waiting(outbox), outbox_dropped(outbox),
		counts.welcomes);
	for (size_t i = 0; i < config->channel_count; i++)
		fprintf(out, "  %s: %s\n", config->channels[i].name,
			presence_channel(network_presence(network), config->channels[i].name)
				? "in the channel"
				: "not in the channel");
}

void status_write(struct bot *bot, struct timestamp now, FILE *out)
{
	char time[STATUS_TIME];

	status_time((now.ms - bot->started_ms) / 1000, time);
	fprintf(out, "tonle %s, up %s\n", TONLE_VERSION, time);
	fprintf(out, "configuration: %s\n", bot->config ? bot->config->path : "none");
	fprintf(out, "database: %s%s\n", store_path(bot->store),
		bot->moved       ? " (deleted, replaced or cut off: nothing is saved)"
		: bot->read_only ? " (read only)"
				 : "");
	if (*bot->damage.text)
		fprintf(out, "  cannot be trusted: %s\n", bot->damage.text);
	fprintf(out, "facts: %zu%s\n", bot->index->count + bot->index->hidden,
		bot->loading ? " (loading)" : "");
	fprintf(out, "questions to be answered: %" PRId64 "\n", store_asked_count(bot->store));
	fputs("since the start:", out);
	for (size_t i = 0; i < COUNTERS_OUTCOMES && bot->counters.outcomes[i].name; i++)
		fprintf(out, "%s %s %" PRIu64, i ? "," : "", bot->counters.outcomes[i].name,
			bot->counters.outcomes[i].count);
	fputs(bot->counters.answers ? "\n" : " nothing asked\n", out);
	fprintf(out, "over the rate limit: %" PRIu64 " lines\n", bot->limit.dropped);
	for (size_t i = 0; i < bot->network_count; i++)
		if (bot->networks[i].network)
			write_network(bot->networks[i].network, out);
}
