#ifndef TONLE_BASE_THREAD_H
#define TONLE_BASE_THREAD_H

#include <pthread.h>

/* Starts a thread with all signals blocked: they are for the loop. *thread is then to be joined; if
 * it is NULL, the thread is detached and has a stack of 256 KiB: getaddrinfo() and its modules need
 * tens. Gives 0 or an errno, as pthread_create(3). */
int thread_start(pthread_t *thread, void *(*run)(void *), void *argument);

/* Lets other threads go first where there are not enough processors: the calling thread, and those
 * that it starts, are niced (sched(7): nice values are per thread on Linux). */
void thread_be_nice(void);

#endif
