/* Buffers, arenas and the log: nothing is written past their end. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void appends_whole_or_not_at_all(void **state)
{
	char storage[10];
	struct buf buf = BUF(storage);

	(void)state;
	assert_string_equal(storage, "");
	assert_int_equal(buf_room(&buf), 9);
	assert_true(buf_add(&buf, "%s-%d", "ab", 12));
	assert_int_equal(buf_length(&buf), 5);
	assert_false(buf_add(&buf, "%s", "12345"));
	assert_true(buf.full);
	assert_string_equal(storage, "ab-12");
	assert_true(buf_put(&buf, "1234", 4)); /* the last byte is the NUL's */
	assert_int_equal(buf_room(&buf), 0);
	assert_false(buf_put(&buf, "x", 1));
	assert_true(buf_put(&buf, "", 0));
	assert_true(buf_add(&buf, "%s", ""));
	assert_string_equal(storage, "ab-121234");
	buf_clear(&buf);
	assert_string_equal(storage, "");
	assert_false(buf.full);
	assert_int_equal(buf_room(&buf), 9);
}

static void remembers_what_did_not_fit(void **state)
{
	char storage[4];
	struct buf buf = BUF(storage);

	(void)state;
	assert_false(buf_put(&buf, "abcd", 4));
	assert_true(buf.full);
	assert_string_equal(storage, "");
	assert_true(buf_put(&buf, "abc", 3));
	assert_true(buf.full); /* still: something is missing */
}

static void one_byte_holds_nothing(void **state)
{
	char storage[2] = "xx";
	struct buf buf = buf_over(storage, 1);

	(void)state;
	assert_int_equal(buf_room(&buf), 0);
	assert_false(buf_add(&buf, "a"));
	assert_false(buf_put(&buf, "a", 1));
	assert_string_equal(storage, "");
	assert_int_equal(storage[1], 'x');
}

static void arena_gives_zeroed_aligned_pieces(void **state)
{
	struct arena arena = {0};
	size_t given = 0;

	(void)state;
	for (size_t size = 0; size < 3000; size += 7) {
		unsigned char *piece = arena_alloc(&arena, size);

		assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(piece[i], 0);
		memset(piece, 0xff, size);
		given += size;
	}
	assert_true(arena.used >= given && arena.taken >= arena.used);
	char *large = arena_alloc(&arena, 40 << 20); /* larger than any block */
	large[(40 << 20) - 1] = 1;
	arena_free(&arena);
	assert_int_equal(arena.used, 0);
	assert_int_equal(arena.taken, 0);
	assert_string_equal(arena_string(&arena, "again"), "again");
	arena_free(&arena);
}

static void arena_copies_texts(void **state)
{
	struct arena arena = {0};
	char *part = arena_copy(&arena, "abcdef", 3);

	(void)state;
	assert_string_equal(part, "abc");
	assert_string_equal(arena_copy(&arena, "", 0), "");
	assert_null(arena_string(&arena, NULL));
	assert_string_equal(part, "abc");
	arena_free(&arena);
}

static void lists_grow(void **state)
{
	int *list = NULL;
	size_t count = 0, room = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		GROW(list, count, room);
		list[count++] = i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(list[i], i);
	assert_true(room >= count);
	free(list);

	char *text = must_string("text"), *zero = must_alloc(3);
	assert_string_equal(text, "text");
	assert_memory_equal(zero, "\0\0\0", 3);
	free(text);
	free(zero);
	free(must_alloc(0));
}

/* What the log writes to standard error while it runs. */
static void logged(
	enum log_level level, const char *format, const char *text, char *out, size_t size)
{
	int ends[2], before = dup(STDERR_FILENO);

	assert_int_equal(pipe(ends), 0);
	fflush(stderr);
	dup2(ends[1], STDERR_FILENO);
	close(ends[1]);
	log_line(level, "area", "%s|%s", format, text);
	fflush(stderr);
	dup2(before, STDERR_FILENO);
	close(before);
	ssize_t length = read(ends[0], out, size - 1);
	close(ends[0]);
	out[length > 0 ? length : 0] = '\0';
}

static void log_lines_cannot_be_forged(void **state)
{
	char out[2048], text[1500];

	(void)state;
	logged(LOG_LEVEL_WARN, "a", "b\nerror x: forged\r\x1b[2J\x7fé", out, sizeof out);
	assert_string_equal(out, "warning area: a|b?error x: forged??[2J?é\n");
	logged(LOG_LEVEL_DEBUG, "a", "b", out, sizeof out);
	assert_string_equal(out, "");
	log_level(LOG_LEVEL_DEBUG);
	logged(LOG_LEVEL_DEBUG, "a", "b", out, sizeof out);
	assert_string_equal(out, "debug area: a|b\n");
	log_level(LOG_LEVEL_ERROR);
	logged(LOG_LEVEL_WARN, "a", "b", out, sizeof out);
	assert_string_equal(out, "");
	log_level(LOG_LEVEL_INFO);
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	logged(LOG_LEVEL_ERROR, "a", text, out, sizeof out); /* cut, and one line still */
	assert_ptr_equal(strchr(out, '\n'), out + strlen(out) - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(appends_whole_or_not_at_all),
		cmocka_unit_test(remembers_what_did_not_fit),
		cmocka_unit_test(one_byte_holds_nothing),
		cmocka_unit_test(arena_gives_zeroed_aligned_pieces),
		cmocka_unit_test(arena_copies_texts),
		cmocka_unit_test(lists_grow),
		cmocka_unit_test(log_lines_cannot_be_forged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
