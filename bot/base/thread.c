#include "base/thread.h"

#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>

enum {
	SMALL_STACK = 256 * 1024,
	/* Linux lets a thread that is nicer by 5 run for up to 5 ms when another wakes up, one that
	 * is nicer by 10 hardly ever; on a busy machine it still gets a tenth of a processor. */
	NICE = 10,
};

int thread_start(pthread_t *thread, void *(*run)(void *), void *argument)
{
	pthread_attr_t attributes;
	sigset_t all, before;
	pthread_t detached;

	pthread_attr_init(&attributes);
	if (!thread) {
		pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
		pthread_attr_setstacksize(&attributes, SMALL_STACK);
	}
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int error = pthread_create(thread ? thread : &detached, &attributes, run, argument);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	return error;
}

void thread_be_nice(void)
{
	setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + NICE);
}
