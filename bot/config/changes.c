#include "config/changes.h"

#include "base/buf.h"
#include "config/config_inner.h"

#include <stdarg.h>
#include <string.h>

__attribute__((format(printf, 2, 3))) static void add(struct buf *buf, const char *format, ...)
{
	char one[256];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(one, sizeof one, format, arguments);
	va_end(arguments);
	buf_add(buf, "%s%s", buf_length(buf) ? "; " : "", one);
}

static const struct config_channel *channel_named(
	const struct config_network *network, const char *name)
{
	for (size_t i = 0; i < network->channel_count; i++)
		if (strcmp(network->channels[i].name, name) == 0)
			return &network->channels[i];
	return NULL;
}

static void describe_channels(
	struct buf *buf, const struct config_network *before, const struct config_network *after)
{
	for (size_t i = 0; i < after->channel_count; i++) {
		const struct config_channel *now = &after->channels[i];
		const struct config_channel *old = channel_named(before, now->name);

		if (!old)
			add(buf, "%s joins %s", after->name, now->name);
		else if (!yaml_same(&config_channel_shape, old, now))
			add(buf, "%s %s changed", after->name, now->name);
	}
	for (size_t i = 0; i < before->channel_count; i++)
		if (!channel_named(after, before->channels[i].name))
			add(buf, "%s leaves %s", after->name, before->channels[i].name);
}

/* The keys that need no new connection, but for the channels. */
static bool same_settings(const struct config_network *a, const struct config_network *b)
{
	for (size_t i = 0; i < config_network_shape.key_count; i++) {
		const struct yaml_key *key = &config_network_shape.keys[i];

		if (key->live && strcmp(key->name, "channels") != 0 && !yaml_same_key(key, a, b))
			return false;
	}
	return true;
}

static void describe_networks(
	struct buf *buf, const struct config *before, const struct config *after)
{
	for (size_t i = 0; i < after->network_count; i++) {
		const struct config_network *now = &after->networks[i];
		const struct config_network *old = config_network(before, now->name);

		if (!old) {
			add(buf, "%s is new", now->name);
		} else if (!config_same_connection(old, now)) {
			add(buf, "%s reconnects", now->name);
		} else {
			describe_channels(buf, old, now);
			if (!same_settings(old, now))
				add(buf, "%s settings changed", now->name);
		}
	}
	for (size_t i = 0; i < before->network_count; i++)
		if (!config_network(after, before->networks[i].name))
			add(buf, "%s is left", before->networks[i].name);
}

void changes_describe(
	const struct config *before, const struct config *after, char *text, size_t size)
{
	static const char *const restart[] = {"database", "state_dir", "encoder"};
	struct buf buf = buf_over(text, size);

	describe_networks(&buf, before, after);
	for (size_t i = 0; i < config_shape.key_count; i++) {
		const struct yaml_key *key = &config_shape.keys[i];
		bool needs = false;

		if (!key->name || strcmp(key->name, "networks") == 0 ||
			yaml_same_key(key, before, after))
			continue;
		for (size_t j = 0; j < sizeof restart / sizeof *restart; j++)
			needs |= strcmp(restart[j], key->name) == 0;
		add(&buf, "%s %s", key->name, needs ? "needs a restart" : "changed");
	}
	if (buf_length(&buf) == 0)
		buf_add(&buf, "nothing");
}
