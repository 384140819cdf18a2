#include "scratch.h"

#include "base/yaml.h"

/* A format with one of everything. */
struct leaf {
	const char *text;
	int line;
};

struct pair {
	const char *left, *right;
};

struct tree {
	const char *name, *colour;
	int height;
	bool evergreen;
	struct pair pair;
	struct leaf *leaves;
	size_t leaf_count;
	struct pair *pairs;
	size_t pair_count;
	int line;
};

static const char *const colours[] = {"green", "red", NULL};
static const struct yaml_key leaf_self = {
	"leaf", YAML_TEXT, .required = true, .at = offsetof(struct leaf, text)};
static const struct yaml_key leaf_keys[] = {{NULL, YAML_LINE, .at = offsetof(struct leaf, line)}};
static const struct yaml_shape leaf_shape = {
	.what = "a leaf", .size = sizeof(struct leaf), YAML_KEYS(leaf_keys), .self = &leaf_self};
static const struct yaml_key pair_keys[] = {
	{"left", YAML_TEXT, .required = true, .at = offsetof(struct pair, left)},
	{"right", YAML_TEXT, .at = offsetof(struct pair, right), .default_text = "none"},
};
static const struct yaml_shape pair_shape = {
	.what = "a pair", .size = sizeof(struct pair), YAML_KEYS(pair_keys)};
static const struct yaml_key tree_keys[] = {
	{"name", YAML_TEXT, .required = true, .at = offsetof(struct tree, name)},
	{"colour", YAML_TEXT, .at = offsetof(struct tree, colour), .one_of = colours},
	{"height", YAML_NUMBER, .at = offsetof(struct tree, height), .least = 1, .most = 99,
		.default_value = 7},
	{"evergreen", YAML_FLAG, .at = offsetof(struct tree, evergreen), .default_value = true},
	{"pair", YAML_MAP, .at = offsetof(struct tree, pair), .shape = &pair_shape},
	{"leaves", YAML_LIST, .at = offsetof(struct tree, leaves),
		.count_at = offsetof(struct tree, leaf_count), .shape = &leaf_shape},
	{"pairs", YAML_LIST, .at = offsetof(struct tree, pairs),
		.count_at = offsetof(struct tree, pair_count), .shape = &pair_shape},
	{NULL, YAML_LINE, .at = offsetof(struct tree, line)},
};
static const struct yaml_shape tree_shape = {
	.what = "a tree", .size = sizeof(struct tree), YAML_KEYS(tree_keys)};

static bool read_tree(const char *text, struct arena *arena, struct tree *tree, struct error *err)
{
	return yaml_read_text("f", text, strlen(text), &tree_shape, arena, tree, err);
}

static void test_values(void **state)
{
	struct arena arena = {0};
	struct tree tree;
	struct error err;

	(void)state;
	if (!read_tree("# a comment\nname: \"Oak \\u17a2\"\ncolour: red\nheight: 12\n"
		       "evergreen: no\npair: {left: a, right: b}\n"
		       "leaves:\n  - one\n  - 'two'\n  - >\n    three\n    four\n"
		       "pairs: [{left: x}]\n",
		    &arena, &tree, &err))
		fail_msg("%s", err.text);
	assert_string_equal(tree.name, "Oak អ");
	assert_string_equal(tree.colour, "red");
	assert_int_equal(tree.height, 12);
	assert_false(tree.evergreen);
	assert_string_equal(tree.pair.right, "b");
	assert_int_equal(tree.leaf_count, 3);
	assert_string_equal(tree.leaves[0].text, "one");
	assert_int_equal(tree.leaves[1].line, 9);
	assert_string_equal(tree.leaves[2].text, "three four");
	assert_int_equal(tree.pair_count, 1);
	assert_string_equal(tree.pairs[0].right, "none");
	assert_int_equal(tree.line, 2);
	arena_free(&arena);
}

static void test_defaults(void **state)
{
	struct arena arena = {0};
	struct tree tree;
	struct error err;

	(void)state;
	assert_true(read_tree("name: x", &arena, &tree, &err));
	assert_string_equal(tree.colour, "");
	assert_int_equal(tree.height, 7);
	assert_true(tree.evergreen);
	assert_string_equal(tree.pair.left, "");
	assert_string_equal(tree.pair.right, "none");
	assert_int_equal(tree.leaf_count, 0);
	arena_free(&arena);
}

static void test_json_is_read(void **state)
{
	struct arena arena = {0};
	struct tree tree;
	struct error err;

	(void)state;
	assert_true(read_tree(
		"{\"name\":\"a\\\\b\\\"\\/\",\"leaves\":[\"c\",\"d: e\"]}", &arena, &tree, &err));
	assert_string_equal(tree.name, "a\\b\"/");
	assert_string_equal(tree.leaves[1].text, "d: e");
	arena_free(&arena);
}

static const struct {
	const char *text, *error;
} bad[] = {
	{"", "f:1: expected a tree, found nothing"},
	{"# only a comment\n", "f:1: expected a tree"},
	{"- a\n", "f:1: the file: expected a tree (a mapping), found a list"},
	{"colour: red\n", "f:1: a tree needs the key name (text)"},
	{"name: x\nsize: 3\n",
		"f:2: unknown key \"size\" in a tree: expected one of name, colour, height"},
	{"name: x\n[a, b]: 3\n", "f:2: unknown key \"a list\" in a tree"},
	{"name: x\nname: y\n", "f:2: the key name occurs twice in a tree"},
	{"name:\n", "f:1: name: expected text, found nothing"},
	{"name: ''\n", "f:1: name: expected text, found nothing"},
	{"name: [a]\n", "f:1: name: expected text, found a list"},
	{"name: {a: b}\n", "f:1: name: expected text, found a mapping"},
	{"name: x\ncolour: blue\n", "f:2: colour: expected one of green, red, found \"blue\""},
	{"name: x\n\nheight: 0\n", "f:3: height: expected a number from 1 to 99, found \"0\""},
	{"name: x\nheight: 100\n", "from 1 to 99"},
	{"name: x\nheight: 1x\n", "found \"1x\""},
	{"name: x\nheight: 99999999999999999999\n", "from 1 to 99"},
	{"name: x\nheight: tall\n", "found \"tall\""},
	{"name: x\nevergreen: 1\n", "f:2: evergreen: expected true or false, found \"1\""},
	{"name: x\npair: a\n", "f:2: pair: expected a mapping, found text"},
	{"name: x\npair: {right: a}\n", "f:2: a pair needs the key left (text)"},
	{"name: x\npairs: {left: a}\n", "f:2: pairs: expected a list, found a mapping"},
	{"name: x\npairs:\n  - left: a\n  - b\n",
		"f:4: pairs: expected a pair (a mapping), found text"},
	{"name: x\nleaves: [a, [b]]\n", "f:2: leaf: expected text, found a list"},
	{"name: x\nleaves: ['']\n", "f:2: leaf: expected text, found nothing"},
	{"name: \"a\\nb\"\n",
		"f:1: name: expected one line of text, found the control character U+000A"},
	{"name: \"a\\0b\"\n", "U+0000"},
	{"name: \"a\\x01\"\n", "U+0001"},
	{"name: \"a\\u0085b\"\n", "U+0085"},
	{"name: \"a\\u2028b\"\n", "U+2028"},
	{"name: &a x\ncolour: *a\n", "expected the value itself, found an alias"},
	{"name: x\npairs: [&p {left: a}, *p]\n", "found an alias"},
	{"name: x\npairs: &p [*p]\n", "pairs: expected a pair"},
	{"name: x\npair: &p [*p]\n", "pair: expected a mapping, found a list"},
	{"name: x\nleaves: *none\n", "f:2: expected YAML: "},
	{"name: x\n  colour: red\n", "f:2: expected YAML: "},
	{"name: 'x\n", "expected YAML: "},
	{"name: x\n---\nname: y\n", "f:3: expected one document, found a second"},
	{"name: \xff\n", "expected UTF-8 text"},
	{"name: \xed\xa0\x80\n", "expected UTF-8 text"},
};

static void test_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct arena arena = {0};
		struct tree tree;
		struct error err = {""};

		if (read_tree(bad[i].text, &arena, &tree, &err))
			fail_msg("was read: %s", bad[i].text);
		assert_says(err.text, bad[i].error);
		arena_free(&arena);
	}
}

static void test_missing_file(void **state)
{
	struct arena arena = {0};
	struct tree tree;
	struct error err;

	(void)state;
	assert_false(yaml_read(scratch_path("none"), &tree_shape, &arena, &tree, &err));
	assert_says(err.text, "none: cannot be read: No such file or directory");
	assert_false(yaml_read(scratch, &tree_shape, &arena, &tree, &err));
	assert_says(err.text, scratch);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_json_is_read),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_missing_file),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
