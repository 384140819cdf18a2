/*
 * make bench: what answering costs at 200, 10 000 and 100 000 generated facts.
 *
 *	bench DIR [FACTS…]
 *
 * For each size: time to import into a new database and to start (open, read, index), memory of the
 * process, time per question that a fact answers, per question that none does, and per line of
 * chatter in ambient mode; then the same as ratios to the smallest size.
 */
#include "ask/answer.h"
#include "ask/index.h"
#include "base/buf.h"
#include "base/text.h"
#include "keep/store.h"
#include "pattern/pattern_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { QUESTIONS = 8, PATTERNS = 2, ASKED = 400, CHATTER = 4000, WORDS = 30000 };

static uint32_t state = 12345;

static uint32_t draw(uint32_t below) /* xorshift: the same facts at every run */
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % below;
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double resident_mib(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	long pages = 0;

	if (file && fscanf(file, "%*d %ld", &pages) != 1)
		pages = 0;
	if (file)
		fclose(file);
	return (double)pages * (double)sysconf(_SC_PAGESIZE) / (1 << 20);
}

/* The n-th word of the made-up language: three or four syllables. */
static void add_word(struct buf *buf, uint32_t n)
{
	static const char *const syllables[] = {"ba", "ke", "di", "so", "mu", "ra", "te", "lin",
		"po", "ga", "ve", "no", "shi", "kan", "du", "re"};

	buf_add(buf, "%s%s%s%s", syllables[n & 15], syllables[n >> 4 & 15], syllables[n >> 8 & 15],
		syllables[n >> 12 & 15]);
}

/* A word as texts have them: common ones often (Zipf, roughly). */
static uint32_t some_word(void)
{
	uint32_t range = 1u << (4 + draw(11));

	return draw(range < WORDS ? range : WORDS);
}

static char *sentence(struct arena *arena, const char *opening, uint32_t subject, uint32_t object,
	const char *ending)
{
	char text[256];
	struct buf buf = BUF(text);

	buf_add(&buf, "%s ", opening);
	add_word(&buf, subject);
	for (int i = 0; i < 3; i++) {
		buf_add(&buf, " ");
		add_word(&buf, some_word());
	}
	buf_add(&buf, " ");
	add_word(&buf, object);
	buf_add(&buf, "%s", ending);
	return arena_string(arena, text);
}

static void make_fact(struct arena *arena, struct fact *fact, size_t n)
{
	static const char *const openings[] = {"who was", "when did", "why did", "where is",
		"how many did", "what about", "tell me of", "did"};
	uint32_t subject = WORDS + (uint32_t)n, object = some_word();
	struct question *questions = arena_alloc(arena, (QUESTIONS + 1) * sizeof *questions);
	const char **patterns = arena_alloc(arena, PATTERNS * sizeof *patterns);
	struct citation *citation = arena_alloc(arena, sizeof *citation);
	char text[256];

	for (size_t i = 0; i < QUESTIONS; i++)
		questions[i] = (struct question){.kind = QUESTION_ASK,
			.text = sentence(arena, openings[i], subject, object, "?")};
	questions[QUESTIONS] = (struct question){.kind = QUESTION_NOT,
		.text = sentence(arena, "who was", subject, some_word(), "?")};
	for (size_t i = 0; i < PATTERNS; i++) {
		struct buf buf = BUF(text);

		buf_add(&buf, i ? "^(?=.*\\b" : "\\b");
		add_word(&buf, subject);
		buf_add(&buf, i ? ").*\\b" : "\\w*\\b.*\\b");
		add_word(&buf, object);
		patterns[i] = arena_string(arena, text);
	}
	*citation = (struct citation){.source = "made",
		.paragraph = 1,
		.quote = "made up",
		.locator = "",
		.supports = ""};
	snprintf(text, sizeof text, "fact-%zu", n);
	*fact = (struct fact){.id = arena_string(arena, text),
		.topic = "made",
		.says = sentence(arena, "It is said that", subject, object, "."),
		.when = "",
		.questions = questions,
		.question_count = QUESTIONS + 1,
		.patterns = patterns,
		.pattern_count = PATTERNS,
		.citations = citation,
		.citation_count = 1,
		.file = ""};
}

static void make_set(struct factset *set, size_t count)
{
	static struct paragraph paragraph = {.number = 1,
		.kind = "fact",
		.gist = "made up",
		.sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		.text = ""};
	static struct source source = {.id = "made",
		.title = "Made up",
		.publisher = "bench",
		.author = "",
		.date = "",
		.url = "",
		.licence = "",
		.brief = "made",
		.paragraphs = &paragraph,
		.paragraph_count = 1,
		.file = ""};
	struct fact *facts = arena_alloc(&set->arena, count * sizeof *facts);

	for (size_t i = 0; i < count; i++)
		make_fact(&set->arena, &facts[i], i);
	set->facts = facts;
	set->fact_count = count;
	set->sources = &source;
	set->source_count = 1;
}

struct figures {
	double import_s, start_s, mib, known_us, unknown_us, chatter_us, right;
};

static double ask_all(
	const struct index *index, char (*lines)[512], size_t count, bool ambient, size_t *answered)
{
	static struct answer answer;
	double from = seconds();

	*answered = 0;
	for (size_t i = 0; i < count; i++) {
		answer_decide(index, lines[i], ambient, &answer);
		*answered += answer.fact != NULL;
	}
	return (seconds() - from) * 1e6 / (double)count;
}

/* Questions that facts answer, in other words than stored; ones that none does; chatter. */
static void make_lines(const struct index *index, char (*lines)[512], size_t count, int kind)
{
	for (size_t i = 0; i < count; i++) {
		struct buf buf = buf_over(lines[i], 512);

		if (kind == 0) {
			const struct profile *profile =
				&index->profiles[draw((uint32_t)index->count)];
			char folded[512];

			text_fold(index_question(profile, &profile->known[draw(QUESTIONS)]), folded,
				sizeof folded);
			buf_add(&buf, "please %s", folded);
			continue;
		}
		buf_add(&buf, kind == 1 ? "who was" : "well");
		for (int k = 0; k < 8; k++) {
			buf_add(&buf, " ");
			add_word(&buf, kind == 1 ? some_word() : 60000 + draw(60000));
		}
	}
}

static struct figures measure(const char *path, size_t count)
{
	static char lines[CHATTER][512];
	struct factset set = {0};
	struct import_counts counts;
	struct error err = {""};
	struct figures figures;
	size_t answered;
	double from;

	make_set(&set, count);
	from = seconds();
	struct store *store = store_open(path, STORE_CREATE, &err);
	if (!store ||
		!store_import(store, &set, false, (struct timestamp){.unix = 1}, &counts, &err)) {
		fprintf(stderr, "bench: %s\n", err.text);
		exit(2);
	}
	figures.import_s = seconds() - from;
	store_close(store);
	arena_free(&set.arena);

	double before = resident_mib();
	from = seconds();
	store = store_open(path, STORE_WRITE, &err);
	struct index *index = store ? index_new(store, &err) : NULL;
	if (!index) {
		fprintf(stderr, "bench: %s\n", err.text);
		exit(2);
	}
	figures.start_s = seconds() - from;
	figures.mib = resident_mib() - before;
	make_lines(index, lines, ASKED, 0);
	ask_all(index, lines, ASKED / 4, false, &answered); /* warm */
	figures.known_us = ask_all(index, lines, ASKED, false, &answered);
	figures.right = 100.0 * (double)answered / ASKED;
	make_lines(index, lines, ASKED, 1);
	figures.unknown_us = ask_all(index, lines, ASKED, false, &answered);
	make_lines(index, lines, CHATTER, 2);
	figures.chatter_us = ask_all(index, lines, CHATTER, true, &answered);
	index_free(index);
	store_close(store);
	return figures;
}

static void print(size_t count, const struct figures *f, const struct figures *base)
{
	printf("%8zu  %8.2f  %8.2f  %9.1f  %10.0f  %10.0f  %10.1f  %7.1f\n", count, f->import_s,
		f->start_s, f->mib, f->known_us, f->unknown_us, f->chatter_us, f->right);
	if (f != base)
		printf("%8s  %7.1fx  %7.1fx  %8.1fx  %9.1fx  %9.1fx  %9.1fx\n", "",
			f->import_s / base->import_s, f->start_s / base->start_s,
			f->mib / base->mib, f->known_us / base->known_us,
			f->unknown_us / base->unknown_us, f->chatter_us / base->chatter_us);
}

int main(int argc, char **argv)
{
	static const size_t usual[] = {200, 10000, 100000};
	struct figures figures[8];
	size_t count = argc > 2 ? (size_t)argc - 2 : 3;
	const char *folder = argc > 1 ? argv[1] : ".";

	printf("%8s  %8s  %8s  %9s  %10s  %10s  %10s  %7s\n", "facts", "import s", "start s",
		"index MiB", "known us", "unknown us", "chatter us", "answered");
	for (size_t i = 0; i < count && i < 8; i++) {
		size_t facts = argc > 2 ? strtoul(argv[i + 2], NULL, 10) : usual[i];
		char path[512];

		snprintf(path, sizeof path, "%s/bench-%zu.db", folder, facts);
		figures[i] = measure(path, facts);
		print(facts, &figures[i], &figures[0]);
		fflush(stdout);
		unlink(path);
	}
	pattern_table_free_all();
	return 0;
}
