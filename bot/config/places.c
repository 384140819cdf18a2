#include "config/places.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SYSTEM_CONFIG "/etc/tonle"
#define SYSTEM_STATE "/var/lib/tonle"

/* A directory of the user's: $variable/tonle, else $HOME/otherwise/tonle. By the specification a
 * relative path in the variable is ignored. */
static bool user_directory(const char *variable, const char *below_home, char path[PLACES_PATH])
{
	const char *directory = getenv(variable), *home = getenv("HOME");

	if (directory && *directory == '/')
		return snprintf(path, PLACES_PATH, "%s/tonle", directory) < PLACES_PATH;
	if (!home || *home != '/')
		return false;
	return snprintf(path, PLACES_PATH, "%s/%s/tonle", home, below_home) < PLACES_PATH;
}

static bool user_config(char path[PLACES_PATH])
{
	return user_directory("XDG_CONFIG_HOME", ".config", path);
}

static bool add_name(char path[PLACES_PATH], const char *name)
{
	size_t length = strlen(path);

	return snprintf(path + length, PLACES_PATH - length, "/%s", name) <
	       (int)(PLACES_PATH - length);
}

static bool exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool places_config(char path[PLACES_PATH])
{
	const char *named = getenv("TONLE_CONFIG");

	if (named && *named)
		return snprintf(path, PLACES_PATH, "%s", named) < PLACES_PATH;
	if (user_config(path) && add_name(path, "tonle.yaml") && exists(path))
		return true;
	snprintf(path, PLACES_PATH, SYSTEM_CONFIG "/tonle.yaml");
	return exists(path);
}

void places_config_directory(char path[PLACES_PATH])
{
	static const char name[] = "/tonle.yaml";
	const char *named = getenv("TONLE_CONFIG");
	size_t length = named ? strlen(named) : 0, end = strlen(name);

	if (length > end && strcmp(named + length - end, name) == 0)
		snprintf(path, PLACES_PATH, "%.*s", (int)(length - end), named);
	else if (geteuid() == 0)
		snprintf(path, PLACES_PATH, SYSTEM_CONFIG);
	else if (!user_config(path))
		snprintf(path, PLACES_PATH, ".");
}

static void system_state(char path[PLACES_PATH])
{
	const char *given = getenv("STATE_DIRECTORY"); /* systemd.exec(5); several with ':' */

	if (given && *given == '/')
		snprintf(path, PLACES_PATH, "%.*s", (int)strcspn(given, ":"), given);
	else
		snprintf(path, PLACES_PATH, SYSTEM_STATE);
}

static bool is_below(const char *path, const char *directory)
{
	size_t length = strlen(directory);

	return strncmp(path, directory, length) == 0 && path[length] == '/';
}

void places_state(const char *config, char path[PLACES_PATH])
{
	const char *slash = strrchr(config, '/');
	char directory[PLACES_PATH];

	if (*config == '\0' && geteuid() == 0)
		system_state(path);
	else if (is_below(config, SYSTEM_CONFIG))
		system_state(path);
	else if (*config == '\0' || (user_config(directory) && is_below(config, directory))) {
		if (!user_directory("XDG_STATE_HOME", ".local/state", path))
			snprintf(path, PLACES_PATH, ".");
	} else if (!slash)
		snprintf(path, PLACES_PATH, ".");
	else
		snprintf(path, PLACES_PATH, "%.*s", slash == config ? 1 : (int)(slash - config),
			config);
}

/* The directory that the program is in, with a '/' at its end. */
static bool program_directory(char path[PLACES_PATH])
{
	ssize_t length = readlink("/proc/self/exe", path, PLACES_PATH - 1);

	while (length > 0 && path[length - 1] != '/')
		length--;
	path[length > 0 ? length : 0] = '\0';
	return length > 0;
}

bool places_share(const char *name, const char *source, char path[PLACES_PATH])
{
	char directory[PLACES_PATH];

	if (program_directory(directory) &&
		snprintf(path, PLACES_PATH, "%s../share/tonle/%s", directory, name) < PLACES_PATH &&
		exists(path))
		return true;
	return snprintf(path, PLACES_PATH, "%s/%s", source, name) < PLACES_PATH && exists(path);
}

bool places_built(char path[PLACES_PATH])
{
	size_t length = program_directory(path) ? strlen(path) : 0;
	static const char name[] = "tonle.db";

	if (length == 0 || length + sizeof name > PLACES_PATH)
		return false;
	if (length >= 5 && strcmp(path + length - 5, "/bin/") == 0)
		return false;
	memcpy(path + length, name, sizeof name);
	return exists(path);
}

bool places_make(const char *path)
{
	char part[PLACES_PATH];

	if (snprintf(part, sizeof part, "%s", path) >= (int)sizeof part) {
		errno = ENAMETOOLONG;
		return false;
	}
	for (char *at = part + 1; *at; at++)
		if (*at == '/') {
			*at = '\0';
			if (mkdir(part, 0700) < 0 && errno != EEXIST)
				return false;
			*at = '/';
		}
	return mkdir(part, 0700) == 0 || errno == EEXIST;
}
