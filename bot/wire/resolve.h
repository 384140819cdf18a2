#ifndef TONLE_WIRE_RESOLVE_H
#define TONLE_WIRE_RESOLVE_H

#include "base/error.h"

#include <netdb.h>
#include <stdbool.h>

/*
 * One name look-up in a thread of its own. The thread and the asker share the job; whoever lets go
 * of it last frees it, so the asker need not wait for a resolver that does not answer.
 */
struct resolve;

/* Begins to look up host (a name or a literal address) and port. NULL with the reason if no thread
 * can be had. The caller lets go with resolve_free(). */
struct resolve *resolve_new(const char *host, int port, struct error *err);
void resolve_free(struct resolve *r);

/* Becomes readable when the answer is there. */
int resolve_fd(const struct resolve *r);

/* The answer: 0 with *list (owned by the job, valid until resolve_free()), or a getaddrinfo()
 * error, EAI_INPROGRESS while there is none. */
int resolve_answer(struct resolve *r, const struct addrinfo **list);

#endif
