#include "base/yaml.h"

#include "base/buf.h"
#include "base/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct reader {
	const char *path;
	struct arena *arena;
	yaml_document_t document;
	bool *seen; /* by node number: already read; a second time means an alias */
	struct error *err;
};

__attribute__((format(printf, 3, 4))) static bool error_at(
	const struct reader *reader, const yaml_node_t *node, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	return error_set(reader->err, "%s:%zu: %s", reader->path, node->start_mark.line + 1, text);
}

/* "expected …, found …". */
static const char *node_name(const yaml_node_t *node)
{
	switch (node->type) {
	case YAML_SCALAR_NODE:
		return node->data.scalar.length ? "text" : "nothing";
	case YAML_SEQUENCE_NODE:
		return "a list";
	case YAML_MAPPING_NODE:
		return "a mapping";
	default:
		return "nothing";
	}
}

static const char *const type_names[] = {
	[YAML_TEXT] = "text",
	[YAML_NUMBER] = "a number",
	[YAML_FLAG] = "true or false",
	[YAML_MAP] = "a mapping",
	[YAML_LIST] = "a list",
};

static bool wrong_type(
	const struct reader *reader, const yaml_node_t *node, const struct yaml_key *key)
{
	return error_at(reader, node, "%s: expected %s, found %s", key->name, type_names[key->type],
		node_name(node));
}

static const char *scalar(const yaml_node_t *node)
{
	return (const char *)node->data.scalar.value;
}

static yaml_node_t *node_of(struct reader *reader, int number)
{
	return yaml_document_get_node(&reader->document, number);
}

static void list_words(struct buf *buf, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		buf_add(buf, "%s%s", i ? ", " : "", words[i]);
}

/* C0 and C1 controls, and the line and paragraph separators, which also end a line in YAML. */
static bool is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x2028 || code == 0x2029;
}

static bool read_text(struct reader *reader, const yaml_node_t *node, const struct yaml_key *key,
	const char **into)
{
	const char *text = scalar(node);
	size_t length = node->data.scalar.length;

	while (length > 0 && text[length - 1] == '\n') /* the end of a block scalar */
		length--;
	if (length == 0 && (key->required || node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE))
		return wrong_type(reader, node, key);
	for (const char *at = text; at < text + length;) {
		uint32_t code = text_next(&at, text + length);

		if (is_control(code))
			return error_at(reader, node,
				"%s: expected one line of text, found the control character U+%04X",
				key->name, (unsigned)code);
	}
	*into = arena_copy(reader->arena, text, length);
	if (!key->one_of)
		return true;
	for (size_t i = 0; key->one_of[i]; i++)
		if (strcmp(*into, key->one_of[i]) == 0)
			return true;

	char words[256];
	struct buf buf = BUF(words);
	list_words(&buf, key->one_of);
	return error_at(
		reader, node, "%s: expected one of %s, found \"%.60s\"", key->name, words, *into);
}

static bool read_number(
	struct reader *reader, const yaml_node_t *node, const struct yaml_key *key, int *into)
{
	char *end;

	errno = 0;
	long long value = strtoll(scalar(node), &end, 10);
	if (*end || end == scalar(node) || errno || value < key->least || value > key->most)
		return error_at(reader, node,
			"%s: expected a number from %d to %d, found \"%.60s\"", key->name,
			key->least, key->most, scalar(node));
	*into = (int)value;
	return true;
}

static bool read_flag(
	struct reader *reader, const yaml_node_t *node, const struct yaml_key *key, bool *into)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = {
		{"true", true},
		{"false", false},
		{"yes", true},
		{"no", false},
		{"on", true},
		{"off", false},
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(scalar(node), words[i].word) == 0) {
			*into = words[i].value;
			return true;
		}
	return error_at(reader, node, "%s: expected true or false, found \"%.60s\"", key->name,
		scalar(node));
}

static bool read_shape(struct reader *reader, int number, const char *name,
	const struct yaml_shape *shape, char *into);

static bool read_list(
	struct reader *reader, const yaml_node_t *node, const struct yaml_key *key, char *into)
{
	const yaml_node_item_t *items = node->data.sequence.items.start;
	size_t count = (size_t)(node->data.sequence.items.top - items);
	char *list = arena_alloc(reader->arena, count * key->shape->size);

	for (size_t i = 0; i < count; i++)
		if (!read_shape(
			    reader, items[i], key->name, key->shape, list + i * key->shape->size))
			return false;
	memcpy(into + key->at, &list, sizeof list);
	memcpy(into + key->count_at, &count, sizeof count);
	return true;
}

static bool read_value(struct reader *reader, int number, const struct yaml_key *key, char *into)
{
	const yaml_node_t *node = node_of(reader, number);
	yaml_node_type_t wanted = key->type == YAML_LIST  ? YAML_SEQUENCE_NODE
				  : key->type == YAML_MAP ? YAML_MAPPING_NODE
							  : YAML_SCALAR_NODE;

	if (node->type != wanted)
		return wrong_type(reader, node, key);
	if (key->type == YAML_MAP)
		return read_shape(reader, number, key->name, key->shape, into + key->at);
	if (reader->seen[number])
		return error_at(reader, node, "%s: expected the value itself, found an alias to it",
			key->name);
	reader->seen[number] = true;

	void *field = into + key->at;
	switch (key->type) {
	case YAML_TEXT:
		return read_text(reader, node, key, field);
	case YAML_NUMBER:
		return read_number(reader, node, key, field);
	case YAML_FLAG:
		return read_flag(reader, node, key, field);
	default:
		return read_list(reader, node, key, into);
	}
}

/* Sets every field to its default, also within nested mappings. */
static void set_defaults(const struct yaml_shape *shape, char *into)
{
	for (size_t i = 0; i < shape->key_count; i++) {
		const struct yaml_key *key = &shape->keys[i];
		void *field = into + key->at;

		if (key->type == YAML_TEXT)
			*(const char **)field = key->default_text ? key->default_text : "";
		else if (key->type == YAML_NUMBER)
			*(int *)field = key->default_value;
		else if (key->type == YAML_FLAG)
			*(bool *)field = key->default_value != 0;
		else if (key->type == YAML_MAP)
			set_defaults(key->shape, field);
	}
}

static bool unknown_key(
	const struct reader *reader, const yaml_node_t *node, const struct yaml_shape *shape)
{
	char names[256];
	struct buf buf = BUF(names);

	for (size_t i = 0; i < shape->key_count; i++)
		if (shape->keys[i].name)
			buf_add(&buf, "%s%s", buf_length(&buf) ? ", " : "", shape->keys[i].name);
	return error_at(reader, node, "unknown key \"%.60s\" in %s: expected one of %s",
		node->type == YAML_SCALAR_NODE ? scalar(node) : node_name(node), shape->what,
		names);
}

/* The number of the row for that key, or key_count. */
static size_t row_of(const struct yaml_shape *shape, const yaml_node_t *key)
{
	size_t i = shape->key_count;

	if (key->type == YAML_SCALAR_NODE)
		for (i = 0; i < shape->key_count; i++)
			if (shape->keys[i].name && strcmp(shape->keys[i].name, scalar(key)) == 0)
				break;
	return i;
}

static bool read_mapping(
	struct reader *reader, const yaml_node_t *node, const struct yaml_shape *shape, char *into)
{
	uint64_t found = 0; /* bit i: row i; no shape has 64 rows */

	for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
		pair < node->data.mapping.pairs.top; pair++) {
		const yaml_node_t *key = node_of(reader, pair->key);
		size_t row = row_of(shape, key);

		if (row == shape->key_count)
			return unknown_key(reader, key, shape);
		if (found & UINT64_C(1) << row)
			return error_at(reader, key, "the key %s occurs twice in %s",
				shape->keys[row].name, shape->what);
		found |= UINT64_C(1) << row;
		if (!read_value(reader, pair->value, &shape->keys[row], into))
			return false;
	}
	for (size_t i = 0; i < shape->key_count; i++)
		if (shape->keys[i].required && !(found & UINT64_C(1) << i))
			return error_at(reader, node, "%s needs the key %s (%s)", shape->what,
				shape->keys[i].name, type_names[shape->keys[i].type]);
	return true;
}

static bool read_shape(struct reader *reader, int number, const char *name,
	const struct yaml_shape *shape, char *into)
{
	const yaml_node_t *node = node_of(reader, number);

	set_defaults(shape, into);
	for (size_t i = 0; i < shape->key_count; i++)
		if (shape->keys[i].type == YAML_LINE) {
			void *field = into + shape->keys[i].at;
			*(int *)field = (int)node->start_mark.line + 1;
		}
	if (shape->self)
		return read_value(reader, number, shape->self, into);
	if (node->type != YAML_MAPPING_NODE)
		return error_at(reader, node, "%s: expected %s (a mapping), found %s", name,
			shape->what, node_name(node));
	if (reader->seen[number])
		return error_at(reader, node, "%s: expected %s itself, found an alias to it", name,
			shape->what);
	reader->seen[number] = true;
	return read_mapping(reader, node, shape, into);
}

static bool read_root(struct reader *reader, const struct yaml_shape *shape, void *into)
{
	if (!yaml_document_get_root_node(&reader->document))
		return error_set(
			reader->err, "%s:1: expected %s, found nothing", reader->path, shape->what);

	size_t nodes = (size_t)(reader->document.nodes.top - reader->document.nodes.start);
	reader->seen = must_alloc((nodes + 1) * sizeof *reader->seen);
	memset(into, 0, shape->size);
	bool good = read_shape(reader, 1, "the file", shape, into); /* nodes count from 1 */
	free(reader->seen);
	return good;
}

static bool parser_error(const yaml_parser_t *parser, const char *path, struct error *err)
{
	size_t line = parser->problem_mark.line;

	if (parser->error == YAML_READER_ERROR)
		return error_set(err, "%s: byte %zu: expected UTF-8 text: %s", path,
			parser->problem_offset, parser->problem);
	return error_set(err, "%s:%zu: expected YAML: %s%s%s", path, line + 1,
		parser->context ? parser->context : "", parser->context ? ", " : "",
		parser->problem ? parser->problem : "out of memory");
}

/* Whether the stream ends here; deletes the document it read. */
static bool at_end(yaml_parser_t *parser, const char *path, struct error *err)
{
	yaml_document_t more;

	if (!yaml_parser_load(parser, &more))
		return parser_error(parser, path, err);
	const yaml_node_t *root = yaml_document_get_root_node(&more);
	size_t line = root ? root->start_mark.line + 1 : 0;
	yaml_document_delete(&more);
	return !root || error_set(err, "%s:%zu: expected one document, found a second", path, line);
}

static bool read_with(
	yaml_parser_t *parser, struct reader *reader, const struct yaml_shape *shape, void *into)
{
	if (!yaml_parser_load(parser, &reader->document))
		return parser_error(parser, reader->path, reader->err);
	bool good = read_root(reader, shape, into) && at_end(parser, reader->path, reader->err);
	yaml_document_delete(&reader->document);
	return good;
}

bool yaml_read_text(const char *name, const char *text, size_t length,
	const struct yaml_shape *shape, struct arena *arena, void *into, struct error *err)
{
	struct reader reader = {.path = name, .arena = arena, .err = err};
	yaml_parser_t parser;

	if (!yaml_parser_initialize(&parser))
		return error_set(err, "%s: out of memory", name);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
	bool good = read_with(&parser, &reader, shape, into);
	yaml_parser_delete(&parser);
	return good;
}

bool yaml_read(const char *path, const struct yaml_shape *shape, struct arena *arena, void *into,
	struct error *err)
{
	struct reader reader = {.path = path, .arena = arena, .err = err};
	yaml_parser_t parser;
	FILE *file = fopen(path, "re");

	if (!file)
		return error_set(err, "%s: cannot be read: %s", path, strerror(errno));
	if (!yaml_parser_initialize(&parser)) {
		fclose(file);
		return error_set(err, "%s: out of memory", path);
	}
	yaml_parser_set_input_file(&parser, file);
	bool good = read_with(&parser, &reader, shape, into);
	yaml_parser_delete(&parser);
	fclose(file);
	return good;
}

/* --- comparing -------------------------------------------------------------------------------- */

static bool same_list(const struct yaml_key *key, const char *a, const char *b)
{
	size_t count = *(const size_t *)(const void *)(a + key->count_at);
	const char *from_a = *(const char *const *)(const void *)(a + key->at);
	const char *from_b = *(const char *const *)(const void *)(b + key->at);

	if (count != *(const size_t *)(const void *)(b + key->count_at))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!yaml_same(key->shape, from_a + i * key->shape->size,
			    from_b + i * key->shape->size))
			return false;
	return true;
}

static bool same_field(const struct yaml_key *key, const char *a, const char *b)
{
	const void *in_a = a + key->at, *in_b = b + key->at;

	switch (key->type) {
	case YAML_TEXT:
		return strcmp(*(const char *const *)in_a, *(const char *const *)in_b) == 0;
	case YAML_NUMBER:
		return *(const int *)in_a == *(const int *)in_b;
	case YAML_FLAG:
		return *(const bool *)in_a == *(const bool *)in_b;
	case YAML_MAP:
		return yaml_same(key->shape, in_a, in_b);
	case YAML_LIST:
		return same_list(key, a, b);
	default:
		return true; /* the line number */
	}
}

bool yaml_same(const struct yaml_shape *shape, const void *a, const void *b)
{
	if (shape->self)
		return same_field(shape->self, a, b);
	for (size_t i = 0; i < shape->key_count; i++)
		if (!shape->keys[i].live && !same_field(&shape->keys[i], a, b))
			return false;
	return true;
}
