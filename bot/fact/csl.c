#include "fact/csl.h"

#include "base/date.h"
#include "base/text.h"
#include "fact/fact.h"

#include <stdlib.h>
#include <string.h>

/* --- fields ----------------------------------------------------------------------------------- */

static const struct yaml_key author_self = {
	"author", YAML_TEXT, .required = true, .at = offsetof(struct author, literal)};
static const struct yaml_key author_keys[] = {
	{"family", YAML_TEXT, .at = offsetof(struct author, family)},
	{"given", YAML_TEXT, .at = offsetof(struct author, given)},
	{"literal", YAML_TEXT, .at = offsetof(struct author, literal)},
};
const struct yaml_shape csl_author_shape = {.what = "an author",
	.size = sizeof(struct author),
	YAML_KEYS(author_keys),
	.short_form = &author_self,
	.lone = true};

const char *const csl_types[] = {"report", "article-newspaper", "webpage", "bill", "hearing",
	"dataset", "entry-encyclopedia", NULL};

static const struct yaml_key csl_keys[] = {
	{"type", YAML_TEXT, .at = offsetof(struct csl, type), .one_of = csl_types},
	{"author", YAML_LIST, .at = offsetof(struct csl, authors),
		.count_at = offsetof(struct csl, author_count), .shape = &csl_author_shape},
#define ROW(field, name) {name, YAML_TEXT, .at = offsetof(struct csl, field)},
	CSL_TEXTS(ROW)
#undef ROW
};
static const struct yaml_shape csl_shape = {
	.what = "the fields of a reference", .size = sizeof(struct csl), YAML_KEYS(csl_keys)};

/* Without spaces around it. */
static const char *trimmed(struct arena *arena, const char *text, size_t length)
{
	size_t from = 0;

	while (from < length && text[from] == ' ')
		from++;
	while (length > from && text[length - 1] == ' ')
		length--;
	return arena_copy(arena, text + from, length - from);
}

static struct author read_author(struct arena *arena, const char *text)
{
	size_t length = strlen(text), comma = strcspn(text, ",");
	bool braced = length > 2 && *text == '{' && text[length - 1] == '}';

	if (braced || comma == length)
		return (struct author){.family = "",
			.given = "",
			.literal = braced ? trimmed(arena, text + 1, length - 2) : text};
	return (struct author){.family = trimmed(arena, text, comma),
		.given = trimmed(arena, text + comma + 1, length - comma - 1),
		.literal = ""};
}

void csl_set_authors(struct arena *arena, struct csl *reference, const char *text)
{
	struct author *authors = arena_alloc(arena, (strlen(text) / 2 + 1) * sizeof *authors);

	reference->authors = authors;
	reference->author_count = 0;
	while (*text) {
		size_t length = strcspn(text, ";");
		const char *one = trimmed(arena, text, length);

		if (*one)
			authors[reference->author_count++] = read_author(arena, one);
		text += length + (text[length] == ';');
	}
}

const char *csl_written_authors(struct arena *arena, const struct csl *reference)
{
	char names[1024];
	struct buf buf = BUF(names);

	for (size_t i = 0; i < reference->author_count; i++) {
		const struct author *author = &reference->authors[i];

		buf_add(&buf, "%s", i ? "; " : "");
		if (*author->literal)
			buf_add(&buf, strchr(author->literal, ',') ? "{%s}" : "%s",
				author->literal);
		else
			buf_add(&buf, "%s, %s", author->family, author->given);
	}
	return arena_string(arena, names);
}

bool csl_check(const struct csl *reference, struct error *err)
{
	const char *accessed = reference->accessed;
	struct date_span span;
	char list[160];
	struct buf buf = BUF(list);

	for (size_t i = 0; csl_types[i]; i++)
		buf_add(&buf, "%s%s", i ? ", " : "", csl_types[i]);
	if (*reference->type && !text_is_one_of(reference->type, csl_types))
		return error_set(
			err, "type: expected one of %s, found \"%.40s\"", list, reference->type);
	return !*accessed ||
	       (strlen(accessed) == strlen("YYYY-MM-DD") && date_read(accessed, &span)) ||
	       error_set(err, "accessed: expected a date YYYY-MM-DD, found \"%.40s\"", accessed);
}

const char *csl_authors(struct arena *arena, const struct csl *reference)
{
	char names[1024];
	struct buf buf = BUF(names);

	for (size_t i = 0; i < reference->author_count; i++) {
		const struct author *author = &reference->authors[i];

		buf_add(&buf, "%s%s%s%s%s", i ? ", " : "", author->given, *author->given ? " " : "",
			author->family, author->literal);
	}
	return arena_string(arena, names);
}

void csl_add_author(struct json *json, const struct author *author)
{
	json_open(json, NULL, '{');
	json_some_text(json, "family", author->family);
	json_some_text(json, "given", author->given);
	json_some_text(json, "literal", author->literal);
	json_close(json, '}');
}

void csl_add_fields(struct json *json, const struct csl *reference)
{
	for (size_t i = 0; i < sizeof csl_keys / sizeof *csl_keys; i++) {
		const struct yaml_key *key = &csl_keys[i];
		const void *field = (const char *)reference + key->at;

		if (key->type == YAML_TEXT) {
			json_some_text(json, key->name, *(const char *const *)field);
			continue;
		}
		if (reference->author_count == 0)
			continue;
		json_open(json, key->name, '[');
		for (size_t k = 0; k < reference->author_count; k++)
			csl_add_author(json, &reference->authors[k]);
		json_close(json, ']');
	}
}

char *csl_content(const struct csl *reference)
{
	char *content;
	size_t size;
	struct json json = {.out = must_stream(&content, &size)};

	json_open(&json, NULL, '{');
	csl_add_fields(&json, reference);
	json_close(&json, '}');
	must_close(json.out);
	return content;
}

bool csl_read(const char *content, struct arena *arena, struct csl *reference, struct error *err)
{
	if (!*content)
		content = "{}";
	return yaml_read_text("a source's reference", content, strlen(content), &csl_shape, arena,
		reference, err);
}

/* Whether the only author is this institution. */
static bool is_author(const struct source *source, const char *name)
{
	const struct csl *reference = &source->csl;

	return reference->author_count == 1 && strcmp(reference->authors[0].literal, name) == 0;
}

const char *csl_publisher(const struct source *source)
{
	return is_author(source, source->publisher) ? "" : source->publisher;
}

const char *csl_outlet(const struct source *source)
{
	bool data = strcmp(source->csl.type, "dataset") == 0; /* its publisher is only the host */

	return *source->csl.container        ? source->csl.container
	       : *source->publisher && !data ? source->publisher
					     : source->author;
}

const char *csl_container(const struct source *source)
{
	const char *container = source->csl.container;

	return is_author(source, container) ? "" : container;
}
