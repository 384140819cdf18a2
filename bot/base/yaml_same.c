#include "base/yaml.h"

#include <string.h>

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

bool yaml_same_key(const struct yaml_key *key, const void *a, const void *b)
{
	return same_field(key, a, b);
}
