#ifndef TONLE_BASE_THREAD_H
#define TONLE_BASE_THREAD_H

#include <pthread.h>

/* Starts a thread with all signals blocked, since the loop handles them. The caller joins *thread.
 * If thread is NULL, the new thread is detached and has a stack of 256 KiB, enough for
 * getaddrinfo() and its modules, which need tens of KiB. Returns 0 or an errno, like
 * pthread_create(3). */
int thread_start(pthread_t *thread, void *(*run)(void *), void *argument);

/* Lowers the priority of the calling thread and of those that it will start (sched(7): nice values
 * are per thread on Linux). */
void thread_be_nice(void);

#endif
