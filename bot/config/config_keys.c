/* The keys of tonle.yaml: the definition of the format, and the text of tonle.yaml(5). */
#include "config/config_inner.h"

/* clang-format off */

/* --- a channel -------------------------------------------------------------------------------- */

static const char *const operators[] = {"everyone", "trusted", "moderator", NULL};
static const char *const misses[] = {"public", "private", NULL};
static const struct yaml_key channel_keys[] = {
	{"name", YAML_TEXT, .required = true, .at = offsetof(struct config_channel, name),
		.example = "name: \"#school\" (in quotes: # begins a comment)",
		.help = "The channel, in quotes. A channel that has no other key can be written "
			"as its name alone."},
	{"key", YAML_TEXT, .at = offsetof(struct config_channel, key),
		.help = "What JOIN needs where the channel has a key."},
	{"ambient", YAML_FLAG, .at = offsetof(struct config_channel, ambient),
		.help = "Whether to answer questions that nobody addressed to the bot, when it "
			"recognises them with certainty. A moderator's *ambient on* or *ambient "
			"off* goes before it."},
	{"misses", YAML_TEXT, .at = offsetof(struct config_channel, misses),
		.default_text = "public", .one_of = misses,
		.help = "Who is told that something is not known: the channel, or by NOTICE the "
			"asker alone."},
	{"cooldown", YAML_NUMBER, .at = offsetof(struct config_channel, cooldown), .least = 0,
		.most = 86400,
		.help = "For so many seconds a fact that was told in the channel is told again to "
			"the asker alone; 0: no such limit."},
	{"log", YAML_FLAG, .at = offsetof(struct config_channel, log),
		.help = "Whether to announce edits, suggestions and role changes here."},
	{"operators", YAML_TEXT, .at = offsetof(struct config_channel, operators),
		.default_text = "everyone", .one_of = operators,
		.help = "The role that the channel's operators have in it."},
	{"prefix", YAML_TEXT, .at = offsetof(struct config_channel, prefix), .default_text = "!",
		.help = "The mark before commands that are not addressed to the bot; \"\": none. "
			"Of '!', which other bots have too, !help, !topic, !search, !add and "
			"!ignore are left to those unless it is clear that they are ours."},
	{"question_prefix", YAML_TEXT, .at = offsetof(struct config_channel, question_prefix),
		.default_text = "??", .help = "The same before questions."},
};
const struct yaml_shape config_channel_shape = {.what = "a channel",
	.size = sizeof(struct config_channel), YAML_KEYS(channel_keys),
	.short_form = &channel_keys[0],
	.example = "\"#school\" or {name: \"#school\", ambient: true} (the name in quotes: # "
		   "begins a comment)"};

/* --- a network -------------------------------------------------------------------------------- */

static const struct yaml_key server_keys[] = {
	{"server", YAML_TEXT, .required = true, .at = offsetof(struct config_server, server),
		.example = "server: irc.example.org", .help = "The host's name or address."},
	{"port", YAML_NUMBER, .at = offsetof(struct config_server, port), .least = 1,
		.most = 65535, .help = "By default 6697 with TLS, 6667 without."},
};
static const struct yaml_shape server_shape = {
	.what = "a server", .size = sizeof(struct config_server), YAML_KEYS(server_keys),
	.example = "{server: irc2.example.org, port: 6697}"};

static const struct yaml_key sasl_keys[] = {
	{"mechanism", YAML_TEXT, .at = offsetof(struct config_sasl, mechanism),
		.example = "mechanism: SCRAM-SHA-256 PLAIN",
		.help = "Which mechanisms to try, in order, of EXTERNAL, ECDSA-NIST256P-CHALLENGE, "
			"SCRAM-SHA-256 and PLAIN. By default all that the other keys allow."},
	{"username", YAML_TEXT, .at = offsetof(struct config_sasl, username),
		.help = "The account."},
	{"password_file", YAML_TEXT, .at = offsetof(struct config_sasl, password_file),
		.example = "password_file: /etc/tonle/password",
		.help = "A file whose first line is the password, of mode 0600. Under systemd's "
			"LoadCredential, a path below /run/credentials/tonle.service."},
	{"password_env", YAML_TEXT, .at = offsetof(struct config_sasl, password_env),
		.help = "The environment variable that holds the password, instead."},
	{"password", YAML_TEXT, .at = offsetof(struct config_sasl, password),
		.help = "The password itself, instead; then the file that holds it must have mode "
			"0600 (an *include*d one, if you like)."},
	{"key_file", YAML_TEXT, .at = offsetof(struct config_sasl, key_file),
		.help = "The private key for ECDSA-NIST256P-CHALLENGE, in PEM, of mode 0600: "
			"*openssl ecparam -genkey -name prime256v1 -noout -out* _FILE_."},
	{"required", YAML_FLAG, .at = offsetof(struct config_sasl, required),
		.help = "Whether to disconnect if the login fails."},
	{"plaintext", YAML_FLAG, .at = offsetof(struct config_sasl, plaintext),
		.help = "Whether PLAIN may be used without TLS; on this machine it always may."},
};
static const struct yaml_shape sasl_shape = {.what = "sasl",
	.size = sizeof(struct config_sasl), YAML_KEYS(sasl_keys),
	.example = "sasl: {username: tonle, password_file: /etc/tonle/password}"};

static const struct yaml_key nickserv_keys[] = {
	{"nick", YAML_TEXT, .at = offsetof(struct config_nickserv, nick),
		.default_text = "NickServ",
		.help = "With \"NickServ@services.example.org\", where the network has that, "
			"nobody who took the nick can get the password."},
	{"account", YAML_TEXT, .at = offsetof(struct config_nickserv, account),
		.help = "By default the account of the bot's nick."},
	{"password_file", YAML_TEXT, .required = true,
		.at = offsetof(struct config_nickserv, password_file),
		.example = "password_file: /etc/tonle/nickserv",
		.help = "A file whose first line is the password, of mode 0600."},
	{"plaintext", YAML_FLAG, .at = offsetof(struct config_nickserv, plaintext),
		.help = "Whether the password may be sent without TLS."},
};
static const struct yaml_shape nickserv_shape = {.what = "nickserv",
	.size = sizeof(struct config_nickserv), YAML_KEYS(nickserv_keys),
	.example = "nickserv: {password_file: /etc/tonle/nickserv}"};

static const struct yaml_key relay_keys[] = {
	{"nick", YAML_TEXT, .required = true, .at = offsetof(struct config_relay, nick),
		.example = "nick: discobot", .help = "The bridge's nick."},
	{"form", YAML_TEXT, .at = offsetof(struct config_relay, form), .default_text = "common",
		.example = "form: \"<{nick}> {text}\"",
		.help = "matterbridge, discord-irc, dis4irc, teleirc, matrix, or a form of its own "
			"with {nick} and {text}."},
	{NULL, YAML_LINE, .at = offsetof(struct config_relay, line)},
};
static const struct yaml_shape relay_shape = {.what = "a relay",
	.size = sizeof(struct config_relay), YAML_KEYS(relay_keys),
	.example = "{nick: discobot, form: matterbridge}"};

static const struct yaml_key mask_self = {"a mask", YAML_TEXT, .at = 0};
static const struct yaml_shape mask_shape = {
	.what = "a mask", .size = sizeof(const char *), .self = &mask_self};

/* part of struct config_network */
static const struct yaml_key pace_keys[] = {
	{"burst", YAML_NUMBER, .at = offsetof(struct config_network, burst), .least = 1,
		.most = 100, .default_value = 5, .help = "So many lines at once,"},
	{"interval_ms", YAML_NUMBER, .at = offsetof(struct config_network, interval_ms), .least = 0,
		.most = 60000, .default_value = 2000,
		.help = "then one line in so many milliseconds; 0: no pacing."},
};
static const struct yaml_shape pace_shape = {
	.what = "pace", .size = sizeof(struct config_network), YAML_KEYS(pace_keys)};

static const struct yaml_key silence_keys[] = {
	{"ping_ms", YAML_NUMBER, .at = offsetof(struct config_network, ping_ms), .least = 100,
		.most = 3600 * 1000, .default_value = 90 * 1000,
		.help = "After so many milliseconds of silence the server is sent a PING,"},
	{"gone_ms", YAML_NUMBER, .at = offsetof(struct config_network, gone_ms), .least = 100,
		.most = 3600 * 1000, .default_value = 60 * 1000,
		.help = "and after so many more the connection is given up."},
};
static const struct yaml_shape silence_shape = {
	.what = "silence", .size = sizeof(struct config_network), YAML_KEYS(silence_keys)};

static const struct yaml_key network_keys[] = {
	{"name", YAML_TEXT, .required = true, .at = offsetof(struct config_network, name),
		.example = "name: school",
		.help = "What the log and the roles call the network: one word."},
	{"server", YAML_TEXT, .at = offsetof(struct config_network, server),
		.example = "server: irc.example.org",
		.help = "The server's host name or address, IPv4 or IPv6."},
	{"port", YAML_NUMBER, .at = offsetof(struct config_network, port), .least = 1,
		.most = 65535, .help = "By default 6697 with TLS, 6667 without."},
	{"servers", YAML_LIST, .at = offsetof(struct config_network, servers),
		.count_at = offsetof(struct config_network, server_count), .shape = &server_shape,
		.example = "servers: [{server: irc2.example.org, port: 6697}]",
		.help = "More servers, tried in turn when one cannot be reached."},
	{"tls", YAML_FLAG, .at = offsetof(struct config_network, tls), .default_value = true,
		.help = "Whether to use TLS. The server is always verified, by an authority and "
			"its host name or by a fingerprint. Without TLS a server can still ask for "
			"it by STS, which is remembered in the state directory."},
	{"tls_ca", YAML_TEXT, .at = offsetof(struct config_network, tls_ca),
		.help = "The authorities to trust, in PEM, instead of the system's."},
	{"tls_cert", YAML_TEXT, .at = offsetof(struct config_network, tls_cert),
		.help = "The bot's own certificate, in PEM, for CertFP and SASL EXTERNAL."},
	{"tls_key", YAML_TEXT, .at = offsetof(struct config_network, tls_key),
		.help = "The certificate's key, of mode 0600, if it is not in *tls_cert*."},
	{"tls_fingerprint", YAML_TEXT, .at = offsetof(struct config_network, tls_fingerprint),
		.help = "Instead of an authority: the SHA-256 of the server's certificate or "
			"public key, in 64 hexadecimal digits; several with spaces between. "
			"A pinned certificate may be self-signed or expired. *openssl x509 -noout "
			"-fingerprint -sha256 -in* _CERTIFICATE_ prints it."},
	{"server_password_file", YAML_TEXT,
		.at = offsetof(struct config_network, server_password_file),
		.help = "For PASS, where the server has a password: a file whose first line it is, "
			"of mode 0600."},
	{"nick", YAML_TEXT, .at = offsetof(struct config_network, nick), .default_text = "tonle",
		.example = "nick: tonle", .help = "If it is taken, \"\\_\" is added to it."},
	{"user", YAML_TEXT, .at = offsetof(struct config_network, user),
		.help = "The user name; by default the nick."},
	{"realname", YAML_TEXT, .at = offsetof(struct config_network, realname),
		.default_text = "tonle, a bot that answers questions and cites its sources",
		.help = "What WHOIS shows."},
	{"sasl", YAML_MAP, .at = offsetof(struct config_network, sasl), .shape = &sasl_shape,
		.example = "sasl: {username: tonle, password_file: /etc/tonle/password}",
		.help = "How to log in to the network's services; by default not at all."},
	{"nickserv", YAML_MAP, .live = true, .at = offsetof(struct config_network, nickserv),
		.shape = &nickserv_shape,
		.example = "nickserv: {password_file: /etc/tonle/nickserv}",
		.help = "How to log in where there is no SASL. Channels are joined once NickServ "
			"has answered."},
	{"channels", YAML_LIST, .live = true, .at = offsetof(struct config_network, channels),
		.count_at = offsetof(struct config_network, channel_count),
		.shape = &config_channel_shape,
		.example = "channels: [\"#school\"] (names in quotes: # begins a comment)",
		.help = "The channels to join."},
	{"relays", YAML_LIST, .live = true, .at = offsetof(struct config_network, relays),
		.count_at = offsetof(struct config_network, relay_count), .shape = &relay_shape,
		.example = "relays: [{nick: discobot, form: matterbridge}]",
		.help = "Bridges, whose lines begin with who said them elsewhere. Those people are "
			"answered by name, and have no role."},
	{"not_people", YAML_LIST, .live = true, .at = offsetof(struct config_network, not_people),
		.count_at = offsetof(struct config_network, not_people_count),
		.shape = &mask_shape,
		.example = "not_people: [\"helper\", \"*!*@feeds.example.org\"]",
		.help = "Nicks or masks of bots that are never answered. Known without it: "
			"services, bouncers, servers, and what is marked or named as a bot."},
	{"people", YAML_LIST, .live = true, .at = offsetof(struct config_network, people),
		.count_at = offsetof(struct config_network, people_count), .shape = &mask_shape,
		.example = "people: [\"abbot\"]",
		.help = "Nicks or masks of those who are people for all that."},
	{"pace", YAML_MAP, .live = true, .at = 0, .shape = &pace_shape,
		.example = "pace: {burst: 5, interval_ms: 2000}",
		.help = "How fast the bot talks, so that no server takes it for a flood."},
	{"silence", YAML_MAP, .at = 0, .shape = &silence_shape,
		.example = "silence: {ping_ms: 90000, gone_ms: 60000}",
		.help = "When a connection counts as dead."},
	{NULL, YAML_LINE, .at = offsetof(struct config_network, line)},
};
const struct yaml_shape config_network_shape = {.what = "a network",
	.size = sizeof(struct config_network), YAML_KEYS(network_keys),
	.example = "- {name: school, server: irc.example.org, channels: [\"#school\"]}"};

/* --- the file --------------------------------------------------------------------------------- */

static const char *const roles[] = {"owner", "moderator", "trusted", "ignored", NULL};
static const struct yaml_key role_keys[] = {
	{"network", YAML_TEXT, .required = true, .at = offsetof(struct config_role, network),
		.example = "network: school", .help = "The *name* of the network."},
	{"account", YAML_TEXT, .at = offsetof(struct config_role, account),
		.help = "The services account that has the role. Or:"},
	{"hostmask", YAML_TEXT, .at = offsetof(struct config_role, hostmask),
		.help = "Where there are no services: nick!user@host with \\* and ?. It must name "
			"a host, since anybody can take a nick."},
	{"role", YAML_TEXT, .required = true, .at = offsetof(struct config_role, role),
		.one_of = roles, .example = "role: owner",
		.help = "Each role may do all that the one before it may."},
	{NULL, YAML_LINE, .at = offsetof(struct config_role, line)},
};
static const struct yaml_shape role_shape = {
	.what = "a role", .size = sizeof(struct config_role), YAML_KEYS(role_keys),
	.example = "- {network: school, account: alice, role: owner}"};

static const struct yaml_key limit_keys[] = {
	{"burst", YAML_NUMBER, .at = offsetof(struct config_limits, burst), .least = 0,
		.most = 1000, .default_value = 8,
		.help = "So many questions of one person are answered at once (0: any number),"},
	{"interval", YAML_NUMBER, .at = offsetof(struct config_limits, interval), .least = 0,
		.most = 3600, .default_value = 3,
		.help = "then one in so many seconds (0: any number)."},
	{"channel", YAML_NUMBER, .at = offsetof(struct config_limits, channel), .least = 0,
		.most = 10000, .default_value = 0,
		.help = "Answers in one channel in a minute; 0: any number."},
	{"whole", YAML_NUMBER, .at = offsetof(struct config_limits, whole), .least = 0,
		.most = 100000, .default_value = 0,
		.help = "Answers of the whole bot in a minute; 0: any number."},
};
static const struct yaml_shape limit_shape = {
	.what = "limits", .size = sizeof(struct config_limits), YAML_KEYS(limit_keys)};

static const struct yaml_key page_keys[] = {
	{"dir", YAML_TEXT, .required = true, .at = offsetof(struct config_page, dir),
		.example = "dir: /srv/www/tonle",
		.help = "The folder, which is made if need be. The files in it can be read by "
			"everybody; any web server can show them."},
	{"url", YAML_TEXT, .at = offsetof(struct config_page, url),
		.example = "url: https://example.org/tonle/",
		.help = "Where a web server shows the folder. The bot then gives a link where a "
			"list is too long for a line. By default it gives none."},
	{"channel", YAML_TEXT, .at = offsetof(struct config_page, channel),
		.example = "channel: \"#school\"",
		.help = "The pages have the facts of this channel, too (*channels* in "
			"*tonle-facts*(5)), and the bot gives the link only there; "
			"\"libera/#school\" names its network. By default they have what belongs "
			"to all channels."},
};
static const struct yaml_shape page_shape = {.what = "a page",
	.size = sizeof(struct config_page), YAML_KEYS(page_keys),
	.example = "page: {dir: /srv/www/tonle, url: https://example.org/tonle/}"};

static const char *const levels[] = {"error", "warning", "info", "debug", NULL};
static const char *const log_formats[] = {"text", "json", NULL};
static const struct yaml_key word_self = {"a text", YAML_TEXT, .at = 0};
static const struct yaml_shape word_shape = {
	.what = "a text", .size = sizeof(const char *), .self = &word_self};
static const struct yaml_key subject_keys[] = {
	{"name", YAML_TEXT, .at = offsetof(struct subject, name),
		.example = "name: the history of bees",
		.help = "What the bot is about, as it stands after \"ask me about\"."},
	{"greeting", YAML_TEXT, .at = offsetof(struct subject, greeting),
		.example = "greeting: \"Hello! Ask me about bees.\"",
		.help = "Said to those who greet the bot."},
	{"home", YAML_LIST, .at = offsetof(struct subject, home),
		.count_at = offsetof(struct subject, home_count), .shape = &word_shape,
		.example = "home: [bee, bees]",
		.help = "Words for what all facts are about, which tell none from another."},
	{"samples", YAML_LIST, .at = offsetof(struct subject, samples),
		.count_at = offsetof(struct subject, sample_count), .shape = &word_shape,
		.example = "samples: [\"how many eyes has a bee?\"]",
		.help = "Questions to try, which the bot names when it is asked for help."},
};
static const struct yaml_shape subject_shape = {
	.what = "a subject", .size = sizeof(struct subject), YAML_KEYS(subject_keys),
	.example = "subject: {name: the history of bees}"};

static const struct yaml_key daily_keys[] = {
	{"channel", YAML_TEXT, .required = true, .at = offsetof(struct config_daily, channel),
		.example = "channel: \"#school\"",
		.help = "The channel, in quotes, on each network where the bot is in it."},
	{"at", YAML_TEXT, .at = offsetof(struct config_daily, at), .default_text = "08:00",
		.example = "at: \"08:00\"", .help = "When, in *timezone*."},
};
static const struct yaml_shape daily_shape = {
	.what = "daily", .size = sizeof(struct config_daily), YAML_KEYS(daily_keys),
	.example = "daily: {channel: \"#school\", at: \"08:00\"}"};

static const struct yaml_key config_keys[] = {
	{"database", YAML_TEXT, .at = offsetof(struct config, database),
		.example = "database: /var/lib/tonle/tonle.db",
		.help = "The fact base. By default *tonle.db* in the state directory."},
	{"state_dir", YAML_TEXT, .at = offsetof(struct config, state_dir),
		.example = "state_dir: /var/lib/tonle",
		.help = "Where the bot keeps what must survive a restart: STS policies, backups, "
			"the control socket. By default the directory of *database*, if that is "
			"given; else see FILES."},
	{"encoder", YAML_TEXT, .at = offsetof(struct config, encoder),
		.help = "The encoder's model file. \"none\" works without, and recognises fewer "
			"questions. The environment variable TONLE_MODEL overrides this. By "
			"default the file that is installed with the program."},
	{"journal_days", YAML_NUMBER, .at = offsetof(struct config, journal_days), .least = 0,
		.most = 36500, .default_value = 90,
		.help = "For how many days the journal of decisions is kept, which *stats* counts; "
			"0: for ever."},
	{"two_people", YAML_FLAG, .at = offsetof(struct config, two_people),
		.help = "Whether a suggestion must be approved by another moderator than made it."},
	{"timezone", YAML_TEXT, .at = offsetof(struct config, timezone),
		.example = "timezone: Asia/Phnom_Penh",
		.help = "The time zone, by its name in the tz database, of scheduled events, of "
			"*on today* and of people who set none (*timezone*). By default UTC."},
	{"daily", YAML_MAP, .at = offsetof(struct config, daily), .shape = &daily_shape,
		.example = "daily: {channel: \"#school\", at: \"08:00\"}",
		.help = "Says a fact of the day, one that the channel has: of that day of the "
			"year, if there is any."},
	{"log", YAML_TEXT, .at = offsetof(struct config, log), .default_text = "info",
		.one_of = levels,
		.help = "What is logged: messages of this level and more severe ones. -v and -q "
			"override it."},
	{"log_format", YAML_TEXT, .at = offsetof(struct config, log_format),
		.default_text = "text", .one_of = log_formats,
		.help = "\"json\": one JSON object a line, with time, level, area and text."},
	{"metrics", YAML_TEXT, .at = offsetof(struct config, metrics),
		.example = "metrics: /var/lib/prometheus/node-exporter/tonle.prom",
		.help = "A file that is written every 15 seconds in Prometheus' text format, for "
			"node_exporter's textfile collector. By default none."},
	{"page", YAML_MAP, .at = offsetof(struct config, page), .shape = &page_shape,
		.example = "page: {dir: /srv/www/tonle, url: https://example.org/tonle/}",
		.help = "Keeps the facts as web pages, as *tonle export --html* writes them: "
			"within half a minute of an edit, and once an hour for the figures."},
	{"limits", YAML_MAP, .at = offsetof(struct config, limits), .shape = &limit_shape,
		.example = "limits: {burst: 8, interval: 3}",
		.help = "How many questions are answered, so that nobody can use the bot to flood "
			"a channel."},
	{"subject", YAML_MAP, .at = offsetof(struct config, subject), .shape = &subject_shape,
		.example = "subject: {name: the history of bees}",
		.help = "What the facts are about, where the fact files do not say it or say it "
			"otherwise. There is one for all channels: facts that belong to some of "
			"them (*channels* in *tonle-facts*(5)) give those topics of their own, but "
			"no name or greeting. Names, words and documents are shared, too."},
	{"not_people", YAML_LIST, .at = offsetof(struct config, not_people),
		.count_at = offsetof(struct config, not_people_count), .shape = &mask_shape,
		.example = "not_people: [\"helper\", \"*!*@feeds.example.org\"]",
		.help = "Nicks or masks of bots that are never answered, on every network."},
	{"networks", YAML_LIST, .at = offsetof(struct config, networks),
		.count_at = offsetof(struct config, network_count), .shape = &config_network_shape,
		.example = "networks: [{name: school, server: irc.example.org, channels: "
			   "[\"#school\"]}]",
		.help = "The networks to be on, all in one process."},
	{"roles", YAML_LIST, .at = offsetof(struct config, roles),
		.count_at = offsetof(struct config, role_count), .shape = &role_shape,
		.example = "roles: [{network: school, account: alice, role: owner}]",
		.help = "Who may do what. Owners grant more from IRC, for good or for a time. A "
			"nick alone proves nothing."},
};
const struct yaml_shape config_shape = {
	.what = "a configuration", .size = sizeof(struct config), YAML_KEYS(config_keys)};
