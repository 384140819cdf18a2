/*
 * Fuzz target for a line on IRC. Any bytes are cleaned, read as a request, decided and answered,
 * with the small fact base of the unit tests (so run it in the project's root).
 *
 * The first byte of the input sets: bit 0 private, bit 1 ambient, the others the room for the
 * reply.
 */
#include "ask/answer.h"
#include "ask/reason.h"
#include "ask/reply.h"
#include "base/text.h"
#include "fact/factfile.h"
#include "talk/turn.h"
#include "verbs/command.h"

#include "fuzz.h"

#include <stdbool.h>
#include <string.h>

static const struct index *small_index(void)
{
	static struct index *index;
	const char *path = "tests/unit/small.yaml";
	struct factset set;
	struct error err;

	if (!index) {
		if (!factfile_read(&path, 1, &set, &err)) {
			fprintf(stderr, "%s\n", err.text);
			abort();
		}
		index = index_of(&set);
	}
	return index;
}

static void check_reply(const struct reply *reply, size_t room)
{
	CHECK(reply->count <= REPLY_LINES);
	for (size_t i = 0; i < reply->count; i++) {
		size_t length = strlen(reply->lines[i]);

		CHECK(length > 0 && length <= room);
		CHECK(text_is_utf8(reply->lines[i], length));
		for (size_t k = 0; k < length; k++)
			CHECK((unsigned char)reply->lines[i][k] >= 0x20);
	}
}

static void check_answer(const struct index *index, const struct answer *answer, bool ambient)
{
	CHECK((answer->decision == DECISION_ANSWERED) == (answer->fact != NULL));
	CHECK((answer->decision == DECISION_OFFERED) == (answer->offer_count > 0) || ambient);
	CHECK(!ambient || answer->decision == DECISION_ANSWERED ||
		answer->decision == DECISION_SILENT);
	CHECK(answer->confidence >= 0 && answer->confidence <= 1);
	CHECK(answer->parsed.terms.count <= TERMS_MAX && answer->fit_count <= ANSWER_FITS);
	/* an unknown name is evidence where statements rank, and a verdict may be about it */
	CHECK(!answer->fact || answer->by == BY_QUESTION || answer->by == BY_STATEMENT ||
		answer->verdict.polarity != POLARITY_NONE || !*answer->fits[0].unknown_entity);
	CHECK(patterns_quarantined(index->patterns) == 0);
}

/* line ends with a NUL and has none before. */
static void hear(const char *line, uint8_t how)
{
	static struct request request;
	static struct turn turn;
	static struct reply reply, part;
	const struct index *index = small_index();
	bool ambient = (how & 2) != 0;
	size_t room = REPLY_ROOM_MIN + (how >> 2) * 7;

	request_read(line, "tonle", (how & 1) != 0, &request_style_usual, command_is_verb,
		&request);
	size_t length = strlen(request.text), folded = strlen(request.folded);
	CHECK(text_is_utf8(request.text, length) && text_is_utf8(request.folded, folded));
	for (size_t i = 0; i < length; i++)
		CHECK((unsigned char)request.text[i] >= 0x20 && request.text[i] != 0x7f);
	CHECK(request.arguments >= request.text && request.arguments <= request.text + length);
	if (request.kind == REQUEST_NONE || request.kind == REQUEST_COMMAND)
		return;
	turn_decide(index, &request, NULL, ambient, &turn);
	CHECK(turn.count >= 1 && turn.count <= SPLIT_PARTS && turn.asked >= turn.count);
	CHECK(!ambient || (turn.kind == TURN_QUESTION && turn.count == 1));
	turn_reply(index, &turn, room, &reply);
	check_reply(&reply, room);
	if (turn.kind != TURN_QUESTION) {
		CHECK(turn.count == 1 && !turn.answers[0].fact);
		return;
	}
	for (size_t i = 0; i < turn.count; i++) {
		check_answer(index, &turn.answers[i], ambient);
		reason_line(index, &turn.answers[i], room, &part);
		check_reply(&part, room);
	}
	CHECK((reply.count == 0) == (turn.answers[0].decision == DECISION_SILENT));
	CHECK(turn.count > 1 || !turn.answers[0].fact || strchr(reply.lines[0], '['));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	if (size == 0)
		return 0;
	/* a copy of exactly its size, so that ASan sees reads past its end */
	char *line = malloc(size), *clean = malloc(size * 2);

	CHECK(line && clean);
	memcpy(line, bytes + 1, size - 1);
	line[size - 1] = '\0';
	size_t length = text_clean(line, clean, size * 2);
	CHECK(length == strlen(clean) && text_is_utf8(clean, length));
	hear(line, bytes[0]);
	free(line);
	free(clean);
	return 0;
}
