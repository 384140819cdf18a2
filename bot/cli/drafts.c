/* tonle drafts: the drafts made from documents, as YAML to edit and read back. */
#include "base/arena.h"
#include "base/json.h"
#include "base/yaml.h"
#include "cli/cli.h"
#include "fact/check.h"
#include "keep/store_document.h"
#include "verbs/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ALL = 100000, TEXT_MAX = 4096 };

/* One draft in the file. */
struct entry {
	int number, line;
	const char *action, *says, *when, *topic;
	const char *const *ask;
	size_t ask_count;
};

struct entries {
	struct entry *list;
	size_t count;
};

static const char *const actions[] = {"leave", "approve", "reject", NULL};
static const struct yaml_key text_self = {"a text", YAML_TEXT, .at = 0};
static const struct yaml_shape text_shape = {
	.what = "a text", .size = sizeof(const char *), .self = &text_self};
static const struct yaml_key entry_keys[] = {
	{"draft", YAML_NUMBER, .required = true, .at = offsetof(struct entry, number), .least = 1,
		.most = 999999999},
	{"do", YAML_TEXT, .at = offsetof(struct entry, action), .default_text = "leave",
		.one_of = actions},
	{"says", YAML_TEXT, .required = true, .at = offsetof(struct entry, says)},
	{"when", YAML_TEXT, .at = offsetof(struct entry, when)},
	{"topic", YAML_TEXT, .required = true, .at = offsetof(struct entry, topic)},
	{"ask", YAML_LIST, .at = offsetof(struct entry, ask),
		.count_at = offsetof(struct entry, ask_count), .shape = &text_shape},
	{NULL, YAML_LINE, .at = offsetof(struct entry, line)},
};
static const struct yaml_shape entry_shape = {
	.what = "a draft", .size = sizeof(struct entry), YAML_KEYS(entry_keys)};
static const struct yaml_key file_keys[] = {
	{"drafts", YAML_LIST, .at = offsetof(struct entries, list),
		.count_at = offsetof(struct entries, count), .shape = &entry_shape},
};
static const struct yaml_shape file_shape = {
	.what = "a file of drafts", .size = sizeof(struct entries), YAML_KEYS(file_keys)};

/* --- writing ---------------------------------------------------------------------------------- */

static void write_entry_text(FILE *out, const char *key, const char *text)
{
	fprintf(out, "    %s: ", key);
	json_string(out, text);
	fputc('\n', out);
}

static void write_draft(FILE *out, const struct draft *draft)
{
	fprintf(out, "  - draft: %lld # %s \u00b6%d%s%s%s\n", (long long)draft->number,
		draft->source, draft->paragraph, *draft->heading ? ", " : "", draft->heading,
		*draft->back_reference ? "; begins with a word that points back" : "");
	fputs("    do: leave\n", out);
	if (strlen(draft->says) > CHECK_SAYS_MAX)
		fprintf(out, "    # %zu bytes; a fact has %d at most\n", strlen(draft->says),
			CHECK_SAYS_MAX);
	write_entry_text(out, "says", draft->says);
	if (*draft->when)
		fprintf(out, "    when: %s\n", draft->when);
	fprintf(out, "    topic: %s\n", draft->topic);
	if (*draft->questions)
		fputs("    ask:\n", out);
	char *questions = must_string(draft->questions), *rest = questions;

	for (const char *line; (line = strsep(&rest, "\n"));) {
		if (!*line)
			continue;
		fputs("      - ", out);
		json_string(out, line);
		fputc('\n', out);
	}
	free(questions);
}

static bool write_drafts(struct store *store, const char *source, FILE *out, struct error *err)
{
	struct arena arena = {0};
	struct draft *list = must_alloc(ALL * sizeof *list);
	size_t count;
	int64_t total;
	bool good = store_drafts(store, source, 0, 0, list, ALL, &count, &total, &arena, err);

	if (good && count == 0)
		good = error_set(
			err, "drafts: there are no open drafts%s%s", *source ? " of " : "", source);
	if (good)
		fputs("# Write \"do: approve\" or \"do: reject\"; edit what the fact should say.\n"
		      "# A draft still marked \"leave\", or deleted here, stays a draft.\n"
		      "drafts:\n",
			out);
	for (size_t i = 0; good && i < count; i++)
		write_draft(out, &list[i]);
	free(list);
	arena_free(&arena);
	return good && (fflush(out) == 0 ||
			       error_set(err, "drafts: cannot be written: %s", strerror(errno)));
}

/* --- applying decisions ----------------------------------------------------------------------- */

/* Writes the edited texts to the draft; *changed: the statement was. False with the reason. */
static bool amend(struct store *store, const struct entry *entry, bool *changed, struct error *err)
{
	struct arena arena = {0};
	struct draft draft;
	char *questions;
	size_t size;
	FILE *joined = must_stream(&questions, &size);
	bool done = false;
	bool good = store_draft(store, entry->number, &arena, &draft, err) &&
		    (draft.number || error_set(err, "there is no draft %d", entry->number));

	*changed = good && strcmp(draft.says, entry->says) != 0;
	for (size_t i = 0; i < entry->ask_count; i++)
		fprintf(joined, "%s%s", i ? "\n" : "", entry->ask[i]);
	must_close(joined);
	if (good) {
		draft.questions = questions;
		draft.when = entry->when;
		draft.topic = entry->topic;
		good = store_amend_draft(store, &draft, &done, err) &&
		       (done || error_set(err, "draft %d has already been decided", entry->number));
	}
	free(questions);
	arena_free(&arena);
	return good;
}

/* Runs `approve` or `reject` as the owner. */
static bool run_decision(
	struct bot *bot, const struct asker *asker, const struct entry *entry, struct error *err)
{
	char arguments[TEXT_MAX];
	struct reply *reply = &bot->scratch.reply;
	bool changed;

	if (!amend(bot->store, entry, &changed, err))
		return false;
	snprintf(arguments, sizeof arguments, "%d%s%s", entry->number,
		changed && strcmp(entry->action, "approve") == 0 ? " says " : "",
		changed && strcmp(entry->action, "approve") == 0 ? entry->says : "");
	reply->count = 0;
	enum manner manner = command_run(bot, asker, entry->action, arguments, reply);
	if (manner == MANNER_REFUSED)
		return error_set(err, "%s", reply->count ? reply->lines[0] : "refused");
	if (reply->count)
		printf("%s\n", reply->lines[0]);
	return true;
}

static int apply_decisions(const struct options *options, const char *path)
{
	struct arena arena = {0};
	struct entries entries;
	struct error err;
	size_t done = 0, failed = 0, left = 0;

	if (!yaml_read(path, &file_shape, &arena, &entries, &err)) {
		arena_free(&arena);
		return cli_fail(&err);
	}
	struct bot *bot = cli_bot(options, &err);
	if (!bot) {
		arena_free(&arena);
		return cli_fail(&err);
	}
	const struct asker asker = cli_owner();
	bot->terminal = true;
	for (size_t i = 0; i < entries.count; i++) {
		const struct entry *entry = &entries.list[i];

		if (strcmp(entry->action, "leave") == 0) {
			left++;
		} else if (run_decision(bot, &asker, entry, &err)) {
			done++;
		} else {
			fprintf(stderr, "%s:%d: draft %d: %s\n", path, entry->line, entry->number,
				err.text);
			failed++;
		}
	}
	printf("drafts: %zu decided, %zu refused, %zu left\n", done, failed, left);
	bot_free(bot);
	arena_free(&arena);
	return failed ? EXIT_UNANSWERED : EXIT_ANSWERED;
}

/* --- the editor ------------------------------------------------------------------------------- */

static bool run_editor(const char *path, struct error *err)
{
	const char *editor = getenv("VISUAL");
	pid_t child;
	int status = 0;

	if (!editor || !*editor)
		editor = getenv("EDITOR");
	if (!editor || !*editor)
		editor = "vi";
	fflush(stdout);
	child = fork();
	if (child == 0) { /* through the shell, since the variable may contain options */
		execl("/bin/sh", "sh", "-c", "exec $0 \"$1\"", editor, path, (char *)NULL);
		_exit(127);
	}
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	return (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
	       error_set(err, "drafts: the editor \"%s\" failed; set $EDITOR", editor);
}

static int edit(const struct options *options, struct store *store, const char *source)
{
	char path[] = "/tmp/tonle-drafts-XXXXXX.yaml";
	struct error err;
	int file = mkstemps(path, (int)strlen(".yaml"));
	FILE *out = file < 0 ? NULL : fdopen(file, "w");

	if (!out) {
		error_set(&err, "%s: cannot be written: %s", path, strerror(errno));
		return cli_fail(&err);
	}
	bool good = write_drafts(store, source, out, &err);
	fclose(out);
	int status =
		good && run_editor(path, &err) ? apply_decisions(options, path) : cli_fail(&err);
	if (good && status != EXIT_ANSWERED)
		fprintf(stderr,
			"tonle: what you wrote is in %s; correct it, then: tonle drafts "
			"--apply %s\n",
			path, path);
	else
		unlink(path);
	return status;
}

int cli_drafts(const struct options *options)
{
	const char *source = options->rest_count ? options->rest[0] : "";
	struct error err;

	if (options->apply)
		return apply_decisions(options, options->apply);
	char *path = cli_database(options, &err);
	struct store *store = path ? store_open(path, STORE_READ, &err) : NULL;
	int status;

	free(path);
	if (store && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
		status = edit(options, store, source);
	else
		status = store && write_drafts(store, source, stdout, &err) ? EXIT_ANSWERED
									    : cli_fail(&err);
	store_close(store);
	return status;
}
