#include "wire/multiline.h"

#include "base/arena.h"
#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void forget_batch(struct multiline_batch *batch)
{
	free(batch->opening);
	*batch = (struct multiline_batch){.opening = NULL};
}

void multiline_free(struct multiline *m)
{
	for (size_t i = 0; i < MULTILINE_OPEN; i++)
		forget_batch(&m->batches[i]);
	forget_batch(&m->done);
}

static struct multiline_batch *find_multiline(struct multiline *m, const char *reference)
{
	for (size_t i = 0; i < MULTILINE_OPEN; i++)
		if (strcmp(m->batches[i].reference, reference) == 0)
			return &m->batches[i];
	return NULL;
}

/* "BATCH +reference draft/multiline target" */
static void open_multiline(struct multiline *m, const struct line *line, bool replayed)
{
	const char *reference = line->params[0] + 1;
	struct multiline_batch *batch = find_multiline(m, "");

	if (!batch)
		batch = &m->batches[0];
	if (!*reference || strlen(reference) >= MULTILINE_REFERENCE ||
		find_multiline(m, reference) || strlen(line->params[2]) >= sizeof batch->target)
		return;
	forget_batch(batch);
	strcpy(batch->reference, reference);
	strcpy(batch->target, line->params[2]);
	batch->replayed = replayed;
	batch->tags = strlen(line->tags) + 1;
	batch->opening = must_alloc(batch->tags + strlen(line->prefix) + 1);
	strcpy(batch->opening, line->tags);
	strcpy(batch->opening + batch->tags, line->prefix);
}

static void add_batch_line(struct multiline_batch *batch, const struct line *line)
{
	size_t used = strlen(batch->text);
	struct buf to = buf_over(batch->text + used, sizeof batch->text - used);
	const char *text = line->count > 1 ? line->params[1] : "";
	size_t length = strlen(text);

	if (strcmp(line->command, "PRIVMSG") != 0)
		batch->is_notice = true;
	if (used > 0 && !line_tag(line, "draft/multiline-concat", NULL, 0))
		buf_put(&to, " ", 1);
	buf_put(&to, text, length < buf_room(&to) ? length : buf_room(&to));
}

static void close_multiline(struct multiline *m, struct multiline_batch *batch, struct line *line)
{
	forget_batch(&m->done);
	m->done = *batch;
	*batch = (struct multiline_batch){.opening = NULL};
	*line = (struct line){.tags = m->done.opening,
		.prefix = m->done.opening + m->done.tags,
		.command = m->done.is_notice ? "NOTICE" : "PRIVMSG",
		.params = {m->done.target, m->done.text},
		.count = 2};
}

enum multiline_result multiline_take(struct multiline *m, struct line *line, bool *replayed)
{
	char reference[MULTILINE_REFERENCE];
	struct multiline_batch *batch;

	if (strcmp(line->command, "BATCH") == 0 && line->count > 0) {
		const char *name = line->params[0];

		if (*name == '+' && line->count > 2 &&
			strcmp(line->params[1], "draft/multiline") == 0) {
			open_multiline(m, line, *replayed);
			return MULTILINE_PART;
		}
		batch = *name == '-' && name[1] ? find_multiline(m, name + 1) : NULL;
		if (!batch)
			return MULTILINE_OTHER;
		close_multiline(m, batch, line);
		*replayed |= m->done.replayed;
		return *m->done.text ? MULTILINE_WHOLE : MULTILINE_PART;
	}
	if (!line_tag(line, "batch", reference, sizeof reference) || !*reference ||
		!(batch = find_multiline(m, reference)))
		return MULTILINE_OTHER;
	add_batch_line(batch, line);
	return MULTILINE_PART;
}
