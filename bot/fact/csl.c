#include "fact/csl.h"

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

void csl_set_author(struct arena *arena, struct csl *reference, const char *literal)
{
	struct author *author = arena_alloc(arena, sizeof *author);

	*author = (struct author){.family = "", .given = "", .literal = literal};
	reference->authors = author;
	reference->author_count = 1;
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
	bool data = strcmp(source->csl.type, "dataset") == 0; /* published where it lies */

	return *source->csl.container        ? source->csl.container
	       : *source->publisher && !data ? source->publisher
					     : source->author;
}

const char *csl_container(const struct source *source)
{
	const char *container = source->csl.container;

	return is_author(source, container) ? "" : container;
}
