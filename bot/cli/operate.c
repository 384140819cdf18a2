/* tonle status, metrics, say, join, part, reload: commands to the running bot by its control
 * socket. */
#include "base/arena.h"
#include "cli/cli.h"
#include "control/control.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Joins the arguments from that one on with spaces. */
static char *join_text(const struct options *options, size_t from)
{
	char *text = NULL;
	size_t size;
	FILE *stream = must_stream(&text, &size);

	for (size_t i = from; i < options->rest_count; i++)
		fprintf(stream, "%s%s", i > from ? " " : "", options->rest[i]);
	must_close(stream);
	return text;
}

static int operate(const struct options *options, const char *command, bool text)
{
	const char *words[5] = {command};
	size_t count = 1;
	struct error err;
	char *state = cli_state_directory(options);
	char *joined = text ? join_text(options, 2) : NULL;

	for (size_t i = 0; i < options->rest_count && count < 4; i++)
		words[count++] = text && i == 2 ? joined : options->rest[i];
	int status = control_ask(state, words, count, stdout, &err);

	free(state);
	free(joined);
	return status == EXIT_TROUBLE ? cli_fail(&err) : status;
}

int cli_status(const struct options *options)
{
	return operate(options, "status", false);
}

int cli_metrics(const struct options *options)
{
	return operate(options, "metrics", false);
}

int cli_say(const struct options *options)
{
	return operate(options, "say", true);
}

int cli_join(const struct options *options)
{
	return operate(options, "join", false);
}

int cli_part(const struct options *options)
{
	return operate(options, "part", false);
}

int cli_reload(const struct options *options)
{
	return operate(options, "reload", false);
}
