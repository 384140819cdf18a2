#include "net/connection_log.h"

#include "base/log.h"

#include <stdbool.h>
#include <string.h>

void connection_log_capabilities(const char *network, const struct negotiation *n)
{
	char names[512];

	cap_describe(negotiate_caps(n), names, sizeof names);
	log_info(network, "capabilities: %s", names[0] ? names : "none");
}

void connection_log_negotiated(const char *network, const struct negotiation *n)
{
	connection_log_capabilities(network, n);
	if (*negotiate_error(n))
		log_warn(network, "not logged in: %s", negotiate_error(n));
}

/* Adds 1 to *count; true for the 1st, 2nd, 4th, 8th … */
static bool is_logged(uint64_t *count)
{
	++*count;
	return (*count & (*count - 1)) == 0;
}

void connection_log_reply(const char *network, uint64_t *count, const struct line *line)
{
	static const char *const commands[] = {"FAIL", "WARN", "NOTE"};

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strcmp(commands[i], line->command) == 0 && line->count > 1 && is_logged(count))
			log_info(network, "the server said %s %.30s %.60s: %.300s", line->command,
				line->params[0], line->params[1], line->params[line->count - 1]);
}

void connection_log_old(const char *network, uint64_t *count, int64_t age_s, bool doubtful)
{
	if (!is_logged(count))
		return;
	if (doubtful)
		log_warn(network,
			"a message is not answered: its time is %lld s before the server's (%llu "
			"such so far)",
			(long long)age_s, (unsigned long long)*count);
	else
		log_info(network,
			"a message is not answered: it is history, %lld s old (%llu such so far)",
			(long long)age_s, (unsigned long long)*count);
}

void connection_log_refused(const char *network, uint64_t *count, const char *what)
{
	if (is_logged(count))
		log_info(network, "refused a line (%s); %llu so far", what,
			(unsigned long long)*count);
}
