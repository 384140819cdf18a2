/* Simulates a name server that never answers, for a program that preloads this: looking up a name
 * under "never.test" does not return. All other names are looked up as usual. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <string.h>
#include <unistd.h>

typedef int getaddrinfo_function(const char *node, const char *service,
	const struct addrinfo *hints, struct addrinfo **list);

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
	struct addrinfo **list)
{
	getaddrinfo_function *real;
	void *found = dlsym(RTLD_NEXT, "getaddrinfo");

	memcpy(&real, &found, sizeof real);
	while (strstr(node, "never.test") && !(hints->ai_flags & AI_NUMERICHOST))
		pause();
	return real(node, service, hints, list);
}
