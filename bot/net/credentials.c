#include "net/credentials.h"

#include "base/log.h"

#include <arpa/inet.h>
#include <string.h>

/* "" for NULL, which tests leave in the configuration. */
static const char *text(const char *maybe)
{
	return maybe ? maybe : "";
}

struct tls_setup credentials_tls(const struct config_network *config, const char *host)
{
	return (struct tls_setup){
		.host = host,
		.ca_file = text(config->tls_ca),
		.cert_file = text(config->tls_cert),
		.key_file = text(config->tls_key),
		.pins = text(config->tls_fingerprint),
	};
}

bool credentials_wanted(const struct config_network *config)
{
	const struct config_sasl *sasl = &config->sasl;

	return *text(sasl->mechanism) || *text(sasl->username) || *text(sasl->key_file) ||
	       sasl->required;
}

/* Whether the host is in 127.0.0.0/8 or ::1, or is 0.0.0.0 or ::, which also connect to this
 * machine. */
static bool is_loopback(const char *host)
{
	struct in6_addr six;
	struct in_addr four;

	if (inet_pton(AF_INET, host, &four) == 1)
		return ntohl(four.s_addr) >> 24 == 127 || four.s_addr == 0;
	return inet_pton(AF_INET6, host, &six) == 1 &&
	       (IN6_IS_ADDR_LOOPBACK(&six) || IN6_IS_ADDR_UNSPECIFIED(&six));
}

static bool read_password(
	struct secret *password, const struct config_sasl *sasl, struct error *err)
{
	if (*text(sasl->password_file))
		return secret_from_file(sasl->password_file, password, err);
	if (*text(sasl->password_env))
		return secret_from_environment(sasl->password_env, password, err);
	return secret_from_text(text(sasl->password), password, err);
}

bool credentials_read(struct credentials *c, const struct config_network *config, const char *host,
	bool secure, struct error *err)
{
	const struct config_sasl *sasl = &config->sasl;
	struct error reason;

	c->server.text[0] = '\0';
	if (*text(config->server_password_file) &&
		!secret_from_file(config->server_password_file, &c->server, err))
		return false;
	if (strlen(c->server.text) > CREDENTIALS_PASS_MOST)
		return error_set(err, "%s: expected at most %d bytes", config->server_password_file,
			CREDENTIALS_PASS_MOST);
	if (!read_password(&c->password, sasl, &reason))
		return error_set(err, "sasl: password: %s", reason.text);
	c->sasl = (struct sasl_credentials){
		.mechanisms = text(sasl->mechanism),
		.username = text(sasl->username),
		.password = c->password.text,
		.key_file = text(sasl->key_file),
		.certificate = secure && *text(config->tls_cert),
		.plain_allowed = secure || sasl->plaintext || is_loopback(host),
	};
	return true;
}

/* "" if none is configured. */
static bool read_nickserv(struct secret *password, const struct config_network *config,
	const char *host, bool secure, struct error *err)
{
	const struct config_nickserv *nickserv = &config->nickserv;
	struct error reason;

	password->text[0] = '\0';
	if (!*text(nickserv->password_file))
		return true;
	if (!secure && !nickserv->plaintext && !is_loopback(host))
		return error_set(err,
			"nickserv: the password is not sent without TLS; expected tls: true, or "
			"plaintext: true under nickserv");
	return secret_from_file(nickserv->password_file, password, &reason) ||
	       error_set(err, "nickserv: password: %s", reason.text);
}

void credentials_hand_nickserv(struct presence *presence, const struct config_network *config,
	const char *host, bool secure)
{
	struct secret password;
	struct error err;

	if (!read_nickserv(&password, config, host, secure, &err)) {
		log_error(config->name, "%s", err.text);
		password.text[0] = '\0';
	}
	presence_password(presence, password.text[0] ? password.text : NULL);
	secret_wipe(&password, sizeof password);
}

void credentials_wipe(struct credentials *c)
{
	secret_wipe(c, sizeof *c);
}

bool credentials_check(const struct config_network *config, struct error *err)
{
	struct tls_setup setup = credentials_tls(config, config->server);
	struct credentials c;
	struct secret password;

	/* loading authorities takes 30 ms: a plain network does without, unless STS demands TLS */
	bool wanted =
		config->tls || *setup.ca_file || *setup.cert_file || *setup.key_file || *setup.pins;

	if ((wanted && !tls_check(&setup, err)) ||
		!read_nickserv(&password, config, config->server, config->tls, err))
		return false;
	secret_wipe(&password, sizeof password);
	bool good = credentials_read(&c, config, config->server, config->tls, err) &&
		    (!credentials_wanted(config) || sasl_check(&c.sasl, err));
	credentials_wipe(&c);
	return good;
}
