#include "wire/resolve.h"

#include "base/arena.h"
#include "base/thread.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct resolve {
	char *host, port[16];
	int pipe[2];        /* the thread closes its end when the answer is there */
	atomic_int holders; /* the caller and the thread */
	atomic_bool done;
	int error;
	struct addrinfo *list;
};

static void release_resolve(struct resolve *r)
{
	if (atomic_fetch_sub(&r->holders, 1) > 1)
		return;
	if (r->list)
		freeaddrinfo(r->list);
	free(r->host);
	free(r);
}

static int look_up_host(struct resolve *r, int flags)
{
	struct addrinfo hints = {.ai_flags = flags | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};

	return getaddrinfo(r->host, r->port, &hints, &r->list);
}

static void finish_look_up(struct resolve *r, int error)
{
	r->error = error;
	atomic_store(&r->done, true);
	close(r->pipe[1]);
}

static void *run_resolve(void *job)
{
	struct resolve *r = job;

	finish_look_up(r, look_up_host(r, 0));
	release_resolve(r);
	return NULL;
}

struct resolve *resolve_new(const char *host, int port, struct error *err)
{
	struct resolve *r = must_alloc(sizeof *r);

	r->host = must_string(host);
	r->error = EAI_INPROGRESS;
	snprintf(r->port, sizeof r->port, "%d", port);
	atomic_store(&r->holders, 1);
	if (pipe2(r->pipe, O_CLOEXEC | O_NONBLOCK) < 0) {
		error_set(err, "cannot look up %s: %s", host, strerror(errno));
		release_resolve(r);
		return NULL;
	}
	if (look_up_host(r, AI_NUMERICHOST) == 0) { /* a literal address */
		finish_look_up(r, 0);
		return r;
	}
	atomic_store(&r->holders, 2);
	int error = thread_start(NULL, run_resolve, r);
	if (error == 0)
		return r;
	error_set(err, "cannot look up %s: no thread: %s", host, strerror(error));
	finish_look_up(r, EAI_SYSTEM);
	release_resolve(r);
	resolve_free(r);
	return NULL;
}

void resolve_free(struct resolve *r)
{
	if (!r)
		return;
	close(r->pipe[0]);
	release_resolve(r);
}

int resolve_fd(const struct resolve *r)
{
	return r->pipe[0];
}

int resolve_answer(struct resolve *r, const struct addrinfo **list)
{
	if (!atomic_load(&r->done))
		return EAI_INPROGRESS;
	*list = r->list;
	return r->error;
}
