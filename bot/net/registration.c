#include "net/registration.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "net/connection_log.h"
#include "net/credentials.h"
#include "wire/negotiate.h"

#include <stdlib.h>

enum { LOGIN_FAILED_MS = 600 * 1000 };

struct registration {
	struct registration_setup with;
	struct credentials credentials;
	struct negotiation *negotiation;
	uint32_t enabled; /* the capabilities last logged */
	bool released, logged_in;
	struct registration_state state;
};

static void put_password(struct registration *r)
{
	char line[512];
	struct buf to = BUF(line);

	if (r->credentials.server.text[0] && buf_add(&to, "PASS :%s", r->credentials.server.text))
		r->with.put(r->with.context, line);
	secret_wipe(line, sizeof line);
}

static void release_registration(struct registration *r)
{
	if (r->released || !negotiate_named(r->negotiation))
		return;
	r->released = true;
	put_password(r);
	r->with.release(r->with.context);
}

/* Sends a line of negotiate.c. NICK and USER must precede whatever follows the answer to CAP LS. */
static void put_line(void *context, const char *line)
{
	struct registration *r = context;

	if (r->negotiation)
		release_registration(r);
	r->with.put(r->with.context, line);
}

struct registration *registration_new(
	const struct registration_setup *setup, struct timestamp now, struct error *err)
{
	struct registration *r = must_alloc(sizeof *r);
	struct negotiate_setup with = {.sasl_required = setup->config->sasl.required,
		.secure = setup->secure,
		.say = put_line,
		.context = r};

	r->with = *setup;
	if (!credentials_read(&r->credentials, setup->config, setup->host, setup->secure, err)) {
		registration_free(r);
		return NULL;
	}
	if (credentials_wanted(setup->config))
		with.sasl = &r->credentials.sasl;
	r->negotiation = negotiate_new(&with, now);
	return r;
}

void registration_free(struct registration *r)
{
	if (!r)
		return;
	negotiate_free(r->negotiation);
	credentials_wipe(&r->credentials);
	free(r);
}

static void log_progress(struct registration *r)
{
	const char *network = r->with.config->name;
	uint32_t enabled = negotiate_caps(r->negotiation)->enabled;

	if (negotiate_logged_in(r->negotiation) && !r->logged_in) {
		r->logged_in = true;
		log_info(network, "logged in by %s", negotiate_mechanism(r->negotiation));
	}
	if (negotiate_state(r->negotiation) == NEGOTIATE_ENDED && !r->state.negotiated) {
		r->state.negotiated = true;
		connection_log_negotiated(network, r->negotiation);
	} else if (r->state.negotiated && r->enabled != enabled) {
		connection_log_capabilities(network, r->negotiation);
	}
	r->enabled = enabled;
}

/* Acts on the state that the negotiation has reached. */
static void follow(struct registration *r)
{
	struct negotiation *n = r->negotiation;
	struct sts_value policy = {0};
	bool announced = negotiate_policy(n, &policy);

	if (r->state.error)
		return;
	if (negotiate_state(n) == NEGOTIATE_UPGRADE) {
		sts_read(negotiate_caps(n)->sts, &policy);
		r->state.upgrade_port = policy.port;
		r->state.error = "the server wants TLS (STS)";
		return;
	}
	release_registration(r);
	if (announced && r->with.secure && policy.duration >= 0)
		r->with.policy(r->with.context, &policy);
	log_progress(r);
	if (negotiate_state(n) == NEGOTIATE_FAILED) {
		r->state.demand_ms = LOGIN_FAILED_MS;
		r->state.error = "no login, and the configuration requires one";
		log_error(r->with.config->name, "no login: %s", negotiate_error(n));
	}
}

void registration_handle(struct registration *r, const struct line *line, struct timestamp now)
{
	negotiate_handle(r->negotiation, line, now);
	follow(r);
}

int64_t registration_tick(struct registration *r, struct timestamp now)
{
	int64_t wait = negotiate_tick(r->negotiation, now);

	follow(r);
	return wait;
}

const struct registration_state *registration_state(const struct registration *r)
{
	return &r->state;
}

bool registration_has(const struct registration *r, enum cap_name cap)
{
	return cap_enabled(negotiate_caps(r->negotiation), cap);
}
