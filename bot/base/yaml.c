#include "base/yaml_inner.h"

#include "base/buf.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEPTH_MOST = 8 }; /* of included files */

/* --- mistakes --------------------------------------------------------------------------------- */

static bool complain_at(struct yaml_reader *reader, const char *text)
{
	if (reader->mistakes++ == 0)
		error_set(reader->err, "%s", text);
	if (reader->reading) {
		reader->reading->mistakes++;
		if (reader->reading->complain)
			reader->reading->complain(reader->reading->context, text);
	}
	return false;
}

bool yaml_mistake(struct yaml_reader *reader, const yaml_node_t *node, const char *format, ...)
{
	char text[512], line[sizeof text + PATH_MAX];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	snprintf(line, sizeof line, "%s:%zu: %s", reader->path, node->start_mark.line + 1, text);
	return complain_at(reader, line);
}

/* The kind of the node for messages: "text", "nothing", "a list", "a mapping". */
static const char *name_of_node(const yaml_node_t *node)
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

bool yaml_wrong_type(
	struct yaml_reader *reader, const yaml_node_t *node, const struct yaml_key *key)
{
	return yaml_mistake(reader, node, "%s: expected %s, found %s%s%s", key->name,
		type_names[key->type], name_of_node(node), key->example ? "; write " : "",
		key->example ? key->example : "");
}

/* Whether to continue after a mistake, to find the others. */
static bool may_go_on(const struct yaml_reader *reader)
{
	return reader->reading != NULL;
}

/* Records where a text was; a bad text is replaced by an empty one of its own. */
static void note_place(
	struct yaml_reader *reader, const yaml_node_t *node, const char **text, bool good)
{
	struct yaml_reading *reading = reader->reading;

	if (!reading)
		return;
	if (!good)
		*text = arena_copy(reader->arena, "", 0);
	yaml_note(reading, *text, reader->path, (int)node->start_mark.line + 1, !good);
}

void yaml_note(struct yaml_reading *reading, const char *text, const char *path, int line, bool bad)
{
	GROW(reading->places, reading->place_count, reading->place_room);
	reading->places[reading->place_count++] =
		(struct yaml_place){.text = text, .path = path, .line = line, .bad = bad};
}

const struct yaml_place *yaml_place(const struct yaml_reading *reading, const char *text)
{
	for (size_t i = 0; i < reading->place_count; i++)
		if (reading->places[i].text == text)
			return &reading->places[i];
	return NULL;
}

void yaml_reading_free(struct yaml_reading *reading)
{
	free(reading->places);
	reading->places = NULL;
	reading->place_count = reading->place_room = 0;
}

/* --- documents by shapes ---------------------------------------------------------------------- */

static const char *scalar(const yaml_node_t *node)
{
	return (const char *)node->data.scalar.value;
}

static yaml_node_t *node_of(struct yaml_reader *reader, int number)
{
	return yaml_document_get_node(&reader->document, number);
}

static bool read_shape(struct yaml_reader *reader, int number, const char *name,
	const struct yaml_shape *shape, char *into);

static bool read_list(
	struct yaml_reader *reader, const yaml_node_t *node, const struct yaml_key *key, char *into)
{
	const yaml_node_item_t *items = node->data.sequence.items.start;
	size_t count = (size_t)(node->data.sequence.items.top - items);
	char *list = arena_alloc(reader->arena, count * key->shape->size);
	bool good = true;

	for (size_t i = 0; i < count && (good || may_go_on(reader)); i++)
		good &= read_shape(
			reader, items[i], key->name, key->shape, list + i * key->shape->size);
	memcpy(into + key->at, &list, sizeof list);
	memcpy(into + key->count_at, &count, sizeof count);
	return good;
}

/* Reads a list of one item that is given without brackets. */
static bool read_lone(
	struct yaml_reader *reader, int number, const struct yaml_key *key, char *into)
{
	const size_t one = 1;
	char *list = arena_alloc(reader->arena, key->shape->size);

	memcpy(into + key->at, &list, sizeof list);
	memcpy(into + key->count_at, &one, sizeof one);
	return read_shape(reader, number, key->name, key->shape, list);
}

/* Programs that merge files turn a mapping that each file has once into a list. */
static bool is_list_of_one(const yaml_node_t *node)
{
	return node->type == YAML_SEQUENCE_NODE &&
	       node->data.sequence.items.top - node->data.sequence.items.start == 1;
}

static bool read_value(
	struct yaml_reader *reader, int number, const struct yaml_key *key, char *into)
{
	const yaml_node_t *node = node_of(reader, number);
	yaml_node_type_t wanted = key->type == YAML_LIST  ? YAML_SEQUENCE_NODE
				  : key->type == YAML_MAP ? YAML_MAPPING_NODE
							  : YAML_SCALAR_NODE;
	bool good = node->type == wanted;

	if (key->type == YAML_LIST && key->shape->lone && node->type == YAML_SCALAR_NODE)
		return read_lone(reader, number, key, into);
	if (key->type == YAML_MAP && is_list_of_one(node) && !reader->seen[number]) {
		reader->seen[number] = true; /* the list may have itself as its item */
		return read_value(reader, *node->data.sequence.items.start, key, into);
	}
	if (good && key->type == YAML_MAP)
		return read_shape(reader, number, key->name, key->shape, into + key->at);
	if (!good)
		yaml_wrong_type(reader, node, key);
	else if (reader->seen[number])
		good = yaml_mistake(reader, node,
			"%s: expected the value itself, found an alias to it", key->name);
	reader->seen[number] = true;
	if (good)
		good = key->type == YAML_LIST ? read_list(reader, node, key, into)
					      : yaml_read_scalar(reader, node, key, into + key->at);
	if (key->type == YAML_TEXT)
		note_place(reader, node, (const char **)(void *)(into + key->at), good);
	return good;
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
	struct yaml_reader *reader, const yaml_node_t *node, const struct yaml_shape *shape)
{
	char names[400];
	struct buf buf = BUF(names);

	for (size_t i = 0; i < shape->key_count; i++)
		if (shape->keys[i].name)
			buf_add(&buf, "%s%s", buf_length(&buf) ? ", " : "", shape->keys[i].name);
	return yaml_mistake(reader, node, "unknown key \"%.60s\" in %s: expected one of %s",
		node->type == YAML_SCALAR_NODE ? scalar(node) : name_of_node(node), shape->what,
		names);
}

/* The number of the row for that key, or key_count. */
static size_t key_row(const struct yaml_shape *shape, const yaml_node_t *key)
{
	size_t i = shape->key_count;

	if (key->type == YAML_SCALAR_NODE)
		for (i = 0; i < shape->key_count; i++)
			if (shape->keys[i].name && strcmp(shape->keys[i].name, scalar(key)) == 0)
				break;
	return i;
}

static bool read_included(struct yaml_reader *reader, const yaml_node_t *node,
	const struct yaml_shape *shape, char *into, uint64_t *found);

/* Reads the mapping's keys. Sets bit i of *found if row i was found. */
static bool read_keys(struct yaml_reader *reader, const yaml_node_t *node,
	const struct yaml_shape *shape, char *into, uint64_t *found)
{
	bool good = true;

	for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
		pair < node->data.mapping.pairs.top && (good || may_go_on(reader)); pair++) {
		const yaml_node_t *key = node_of(reader, pair->key);
		size_t row = key_row(shape, key);

		if (row == shape->key_count && reader->reading && reader->reading->include &&
			key->type == YAML_SCALAR_NODE && strcmp(scalar(key), "include") == 0) {
			good &= read_included(
				reader, node_of(reader, pair->value), shape, into, found);
			continue;
		}
		if (row == shape->key_count) {
			good = unknown_key(reader, key, shape);
			continue;
		}
		if (*found & UINT64_C(1) << row) {
			good = yaml_mistake(reader, key, "the key %s occurs twice in %s",
				shape->keys[row].name, shape->what);
			continue;
		}
		*found |= UINT64_C(1) << row;
		good &= read_value(reader, pair->value, &shape->keys[row], into);
	}
	return good;
}

static bool read_mapping(struct yaml_reader *reader, const yaml_node_t *node,
	const struct yaml_shape *shape, char *into)
{
	uint64_t found = 0; /* no shape has 64 rows */
	bool good = read_keys(reader, node, shape, into, &found);

	for (size_t i = 0; i < shape->key_count && (good || may_go_on(reader)); i++) {
		const struct yaml_key *key = &shape->keys[i];

		if (!key->required || found & UINT64_C(1) << i)
			continue;
		good = yaml_mistake(reader, node, "%s needs the key %s (%s)%s%s", shape->what,
			key->name, type_names[key->type], key->example ? "; write " : "",
			key->example ? key->example : "");
		if (key->type == YAML_TEXT)
			note_place(reader, node, (const char **)(void *)(into + key->at), false);
	}
	return good;
}

static bool read_shape(struct yaml_reader *reader, int number, const char *name,
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
	if (shape->short_form && node->type == YAML_SCALAR_NODE && node->data.scalar.length)
		return read_value(reader, number, shape->short_form, into);
	if (node->type != YAML_MAPPING_NODE)
		return yaml_mistake(reader, node, "%s: expected %s (a mapping), found %s%s%s", name,
			shape->what, name_of_node(node), shape->example ? "; write " : "",
			shape->example ? shape->example : "");
	if (reader->seen[number])
		return yaml_mistake(reader, node, "%s: expected %s itself, found an alias to it",
			name, shape->what);
	reader->seen[number] = true;
	return read_mapping(reader, node, shape, into);
}

/* --- files ------------------------------------------------------------------------------------ */

static bool parser_error(struct yaml_reader *reader, const yaml_parser_t *parser)
{
	char text[512];
	size_t line = parser->problem_mark.line;

	if (parser->error == YAML_READER_ERROR)
		snprintf(text, sizeof text, "%s: byte %zu: expected UTF-8 text: %s", reader->path,
			parser->problem_offset, parser->problem);
	else
		snprintf(text, sizeof text, "%s:%zu: expected YAML: %s%s%s", reader->path, line + 1,
			parser->context ? parser->context : "", parser->context ? ", " : "",
			parser->problem ? parser->problem : "out of memory");
	return complain_at(reader, text);
}

/* Whether the stream ends here. Deletes any further document that it reads. */
static bool at_end(struct yaml_reader *reader, yaml_parser_t *parser)
{
	yaml_document_t more;

	if (!yaml_parser_load(parser, &more))
		return parser_error(reader, parser);
	const yaml_node_t *root = yaml_document_get_root_node(&more);
	const yaml_node_t copy = root ? *root : (yaml_node_t){0};
	bool good = !root;

	yaml_document_delete(&more);
	return good || yaml_mistake(reader, &copy, "expected one document, found a second");
}

/* What to read at the root of a document: the whole shape or, in an included file, some of its
 * keys. */
struct root {
	const struct yaml_shape *shape;
	char *into;
	uint64_t *found; /* NULL: the whole shape */
};

static bool read_root(struct yaml_reader *reader, const struct root *root)
{
	const yaml_node_t *node = yaml_document_get_root_node(&reader->document);
	size_t nodes = (size_t)(reader->document.nodes.top - reader->document.nodes.start);
	bool good;

	if (!root->found)
		memset(root->into, 0, root->shape->size);
	if (!node && reader->reading) { /* nothing but comments: all defaults */
		if (!root->found)
			set_defaults(root->shape, root->into);
		return true;
	}
	if (!node) {
		const yaml_node_t nothing = {0};

		return yaml_mistake(
			reader, &nothing, "expected %s, found nothing", root->shape->what);
	}
	reader->seen = must_alloc((nodes + 1) * sizeof *reader->seen);
	if (!root->found)
		good = read_shape(
			reader, 1, "the file", root->shape, root->into); /* nodes count from 1 */
	else if (node->type != YAML_MAPPING_NODE)
		good = yaml_mistake(reader, node, "the file: expected keys of %s, found %s",
			root->shape->what, name_of_node(node));
	else
		good = read_keys(reader, node, root->shape, root->into, root->found);
	free(reader->seen);
	return good;
}

static bool read_with(yaml_parser_t *parser, struct yaml_reader *reader, const struct root *root)
{
	if (!yaml_parser_load(parser, &reader->document))
		return parser_error(reader, parser);
	bool good = read_root(reader, root);
	if (good || may_go_on(reader))
		good &= at_end(reader, parser);
	yaml_document_delete(&reader->document);
	return good;
}

static bool read_file(struct yaml_reader *reader, const struct root *root)
{
	yaml_parser_t parser;
	char text[512];
	FILE *file = fopen(reader->path, "re");

	if (!file) {
		snprintf(
			text, sizeof text, "%s: cannot be read: %s", reader->path, strerror(errno));
		return complain_at(reader, text);
	}
	if (!yaml_parser_initialize(&parser)) {
		fclose(file);
		return complain_at(reader, "out of memory");
	}
	yaml_parser_set_input_file(&parser, file);
	bool good = read_with(&parser, reader, root);
	yaml_parser_delete(&parser);
	fclose(file);
	return good;
}

/* `include: FILE`: reads the file's keys as if they were written here. A relative path is relative
 * to the including file. */
static bool read_included(struct yaml_reader *reader, const yaml_node_t *node,
	const struct yaml_shape *shape, char *into, uint64_t *found)
{
	const struct yaml_key row = {
		.name = "include", .type = YAML_TEXT, .required = true, .example = "include: FILE"};
	const struct root root = {.shape = shape, .into = into, .found = found};
	const char *name, *slash = strrchr(reader->path, '/');
	size_t length = slash ? (size_t)(slash - reader->path) + 1 : 0;

	if (node->type != YAML_SCALAR_NODE)
		return yaml_wrong_type(reader, node, &row);
	if (!yaml_read_scalar(reader, node, &row, &name))
		return false;
	if (reader->depth == DEPTH_MOST)
		return yaml_mistake(
			reader, node, "include: %s: more than %d files deep", name, DEPTH_MOST);
	char *path = arena_alloc(reader->arena, length + strlen(name) + 1);
	if (*name != '/')
		memcpy(path, reader->path, length);
	strcat(path, name);
	if (access(path, R_OK) < 0)
		return yaml_mistake(reader, node, "include: %s: %s", path, strerror(errno));
	struct yaml_reader inner = {.path = path,
		.arena = reader->arena,
		.err = reader->mistakes ? NULL : reader->err,
		.reading = reader->reading,
		.depth = reader->depth + 1};
	bool good = read_file(&inner, &root);

	reader->mistakes += inner.mistakes;
	return good;
}

bool yaml_read_text(const char *name, const char *text, size_t length,
	const struct yaml_shape *shape, struct arena *arena, void *into, struct error *err)
{
	struct yaml_reader reader = {.path = name, .arena = arena, .err = err};
	const struct root root = {.shape = shape, .into = into};
	yaml_parser_t parser;

	if (!yaml_parser_initialize(&parser))
		return error_set(err, "%s: out of memory", name);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
	bool good = read_with(&parser, &reader, &root);
	yaml_parser_delete(&parser);
	return good;
}

bool yaml_read_all(const char *path, const struct yaml_shape *shape, struct arena *arena,
	void *into, struct yaml_reading *reading, struct error *err)
{
	struct yaml_reader reader = {.path = path, .arena = arena, .err = err, .reading = reading};
	const struct root root = {.shape = shape, .into = into};

	return read_file(&reader, &root);
}

bool yaml_read(const char *path, const struct yaml_shape *shape, struct arena *arena, void *into,
	struct error *err)
{
	return yaml_read_all(path, shape, arena, into, NULL, err);
}
