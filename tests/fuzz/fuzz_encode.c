/*
 * Fuzz target for the encoder. Any bytes have tokens with valid ids and spans, and the first tokens
 * do not depend on how many there is room for. Short inputs are also encoded. Run it in the
 * project's root.
 */
#include "encode/encoder.h"
#include "encode/model.h"
#include "fuzz.h"

#include <string.h>

enum { ROOM = 200, SHORT = 10 };

static const char *const path = "bot/encode/minilm-l6-v2.q8";

static void split(const struct wordpiece_vocabulary *vocabulary, const char *text, size_t size)
{
	struct wordpiece pieces[ROOM], fewer[ROOM];
	size_t count = wordpiece_split(vocabulary, text, size, pieces, ROOM);

	CHECK(count <= ROOM);
	for (size_t i = 0; i < count; i++) {
		CHECK(pieces[i].id < vocabulary->count);
		CHECK(pieces[i].start < pieces[i].end && pieces[i].end <= size);
		CHECK(i == 0 || pieces[i].start >= pieces[i - 1].start);
	}
	CHECK(wordpiece_split(vocabulary, text, size, fewer, count / 2) == count / 2);
	CHECK(count < 2 || fewer[0].start == pieces[0].start);
}

static void encode(const struct encoder *encoder, struct encoder_scratch *scratch, const char *text,
	size_t size)
{
	static struct encoder_sentence sentence;

	encoder_encode(encoder, scratch, text, size, &sentence);
	CHECK(sentence.token_count >= 2 && sentence.token_count <= ENCODER_TOKENS);
	CHECK(sentence.vector.scale > 0);
	CHECK(sentence.unknown >= 0 && sentence.unknown <= 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static struct model model;
	static struct encoder *encoder;
	static struct encoder_scratch *scratch;

	if (!encoder) {
		CHECK(model_open(&model, path, NULL));
		encoder = encoder_open(path, NULL);
		scratch = encoder_scratch_new();
	}
	char *text = malloc(size > 0 ? size : 1); /* so that ASan sees reads past its end */

	CHECK(text && encoder);
	memcpy(text, bytes, size);
	split(&model.vocabulary, text, size);
	if (size <= SHORT)
		encode(encoder, scratch, text, size);
	free(text);
	return 0;
}
