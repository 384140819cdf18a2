#ifndef TONLE_TESTS_NETWORK_FIXTURE_H
#define TONLE_TESTS_NETWORK_FIXTURE_H

#include "config/config.h"

/* The initializer of a network that is opened in memory: its only channel, and how many lines one
 * person may say at once. */
#define MEMORY_CONFIG(only, most)                                                                  \
	{                                                                                          \
		.name = "net", .server = "memory", .nick = "tonle", .user = "tonle",               \
		.realname = "tonle", .channels = (only), .channel_count = 1, .burst = (most)       \
	}

#endif
