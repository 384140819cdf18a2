#ifndef TONLE_WIRE_RESOLVE_H
#define TONLE_WIRE_RESOLVE_H

#include "base/error.h"

#include <netdb.h>
#include <stdbool.h>

/*
 * One name look-up in its own thread. The thread and the caller share the job; the last one to
 * release it frees it, so the caller need not wait for a resolver that does not answer.
 */
struct resolve;

/* Starts to look up host (a name or a literal address) and port. NULL with the error if no thread
 * can be started. The caller releases it with resolve_free(). */
struct resolve *resolve_new(const char *host, int port, struct error *err);
void resolve_free(struct resolve *r);

/* A descriptor that becomes readable when the answer has arrived. */
int resolve_fd(const struct resolve *r);

/* Returns 0 with *list (valid until resolve_free()), a getaddrinfo() error, or EAI_INPROGRESS while
 * there is no answer. */
int resolve_answer(struct resolve *r, const struct addrinfo **list);

#endif
