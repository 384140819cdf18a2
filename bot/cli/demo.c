/* tonle demo: the bot on a private IRC server, to try it in the terminal. */
#include "demo/demo.h"
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

int cli_demo(const struct options *options)
{
	struct config config;
	struct error err;
	char *database = cli_served_database(options, &err);
	int status = EXIT_TROUBLE;

	if (database && cli_config(options, &config, &err)) {
		config_use_database(&config, database);
		status = demo_run(&config, cli_serve);
		config_free(&config);
	} else {
		cli_fail(&err);
	}
	free(database);
	return status;
}
