#include "encode/model.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	HEADER = 128,
	ALIGNMENT = 64,
	VERSION = 1,
	AT_VERSION = 8,
	AT_CHECKSUM = 12,
	AT_SIZE = 16,
	AT_SHAPE = 24,
	AT_VOCABULARY_SIZE = 40,
	AT_EPSILON = 56,
	AT_UNKNOWN = 64,
	AT_FIRST = 68,
	AT_LAST = 72,
	AT_SLOTS = 76,
	AT_VOCABULARY = 80,
	AT_TENSORS = 88,
	POSITIONS = 512,
	TYPES = 2,
	SLOTS_MOST = 1 << 20,
};

/* Reads the file from front to back. */
struct reader {
	const unsigned char *bytes;
	size_t size, at;
	bool short_of; /* an array would extend past the end of the file */
};

static uint32_t u32_at(const unsigned char *bytes, size_t at)
{
	uint32_t number;

	memcpy(&number, bytes + at, sizeof number);
	return number;
}

static uint64_t u64_at(const unsigned char *bytes, size_t at)
{
	uint64_t number;

	memcpy(&number, bytes + at, sizeof number);
	return number;
}

/* The next array, with count elements. Once an array has not fit, returns the start of the file,
 * which the caller must not read. */
static const void *take_array(struct reader *reader, size_t count, size_t element)
{
	size_t at = (reader->at + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, length = count * element;

	if (reader->short_of || at > reader->size || length > reader->size - at) {
		reader->short_of = true;
		return reader->bytes;
	}
	reader->at = at + length;
	return reader->bytes + at;
}

static struct kernels_norm take_norm(struct reader *reader, float epsilon)
{
	struct kernels_norm norm = {.epsilon = epsilon};

	norm.weight = take_array(reader, KERNELS_HIDDEN, sizeof(float));
	norm.bias = take_array(reader, KERNELS_HIDDEN, sizeof(float));
	return norm;
}

static struct kernels_matrix take_matrix(struct reader *reader, size_t rows, size_t columns)
{
	struct kernels_matrix matrix = {.rows = rows, .columns = columns};

	matrix.weights = take_array(reader, rows * columns, 1);
	matrix.scales = take_array(reader, rows, sizeof(float));
	matrix.sums = take_array(reader, rows, sizeof(int32_t));
	matrix.bias = take_array(reader, rows, sizeof(float));
	return matrix;
}

static bool check_header(
	const unsigned char *bytes, size_t size, const char *path, struct error *err)
{
	static const struct {
		const char *name;
		size_t at;
		uint32_t value;
	} shape[] = {
		{"layers", AT_SHAPE, MODEL_LAYERS},
		{"hidden size", AT_SHAPE + 4, KERNELS_HIDDEN},
		{"heads", AT_SHAPE + 8, KERNELS_HEADS},
		{"intermediate size", AT_SHAPE + 12, KERNELS_INTERMEDIATE},
		{"positions", AT_SHAPE + 20, POSITIONS},
		{"token types", AT_SHAPE + 24, TYPES},
		{"longest input", AT_SHAPE + 28, MODEL_TOKENS},
		{"offset of the vocabulary", AT_VOCABULARY, HEADER},
	};

	if (size < HEADER || memcmp(bytes, "MINILMQ8", 8) != 0)
		return error_set(
			err, "%s: not a model file (it does not begin with MINILMQ8)", path);
	if (u32_at(bytes, AT_VERSION) != VERSION)
		return error_set(err, "%s: a model file of version %u; this program reads %d", path,
			u32_at(bytes, AT_VERSION), VERSION);
	if (u64_at(bytes, AT_SIZE) != size)
		return error_set(err, "%s: %zu bytes long, but its header says %llu; copy it again",
			path, size, (unsigned long long)u64_at(bytes, AT_SIZE));
	for (size_t i = 0; i < sizeof shape / sizeof shape[0]; i++)
		if (u32_at(bytes, shape[i].at) != shape[i].value)
			return error_set(err, "%s: damaged or another model: %s is %u, expected %u",
				path, shape[i].name, u32_at(bytes, shape[i].at), shape[i].value);
	return true;
}

static bool read_vocabulary(
	struct model *model, struct reader *reader, const char *path, struct error *err)
{
	struct wordpiece_vocabulary *v = &model->vocabulary;
	const unsigned char *bytes = reader->bytes;
	size_t pieces_size = 0;

	v->count = u32_at(bytes, AT_VOCABULARY_SIZE);
	v->slot_count = u32_at(bytes, AT_SLOTS);
	v->unknown = u32_at(bytes, AT_UNKNOWN);
	model->first = u32_at(bytes, AT_FIRST);
	model->last = u32_at(bytes, AT_LAST);
	if (v->count >= WORDPIECE_EMPTY || v->unknown >= v->count || model->first >= v->count ||
		model->last >= v->count)
		return error_set(err, "%s: damaged: the vocabulary's size or special ids", path);
	if (v->slot_count == 0 || v->slot_count > SLOTS_MOST ||
		(v->slot_count & (v->slot_count - 1)) != 0)
		return error_set(err, "%s: damaged: %u hash slots", path, v->slot_count);

	v->offsets = take_array(reader, (size_t)v->count + 1, sizeof(uint32_t));
	for (uint32_t i = 0; !reader->short_of && i <= v->count; i++) {
		if (v->offsets[i] < pieces_size)
			return error_set(err, "%s: damaged: piece %u of the vocabulary", path, i);
		pieces_size = v->offsets[i];
	}
	v->pieces = take_array(reader, pieces_size, 1);
	v->slots = take_array(reader, v->slot_count, sizeof(uint16_t));
	for (uint32_t i = 0; !reader->short_of && i < v->slot_count; i++)
		if (v->slots[i] >= v->count && v->slots[i] != WORDPIECE_EMPTY)
			return error_set(err, "%s: damaged: hash slot %u", path, i);
	return true;
}

static void read_tensors(struct model *model, struct reader *reader)
{
	enum { HIDDEN = KERNELS_HIDDEN, INTERMEDIATE = KERNELS_INTERMEDIATE };
	float epsilon;

	memcpy(&epsilon, reader->bytes + AT_EPSILON, sizeof epsilon);
	model->words = take_array(reader, (size_t)model->vocabulary.count * HIDDEN, 1);
	model->word_scales = take_array(reader, model->vocabulary.count, sizeof(float));
	model->positions = take_array(reader, POSITIONS * HIDDEN, sizeof(float));
	model->type = take_array(reader, TYPES * HIDDEN, sizeof(float));
	model->embedding_norm = take_norm(reader, epsilon);
	for (size_t i = 0; i < MODEL_LAYERS; i++) {
		struct model_layer *layer = &model->layers[i];

		layer->query_key_value = take_matrix(reader, 3 * HIDDEN, HIDDEN);
		layer->attention_output = take_matrix(reader, HIDDEN, HIDDEN);
		layer->attention_norm = take_norm(reader, epsilon);
		layer->up = take_matrix(reader, INTERMEDIATE, HIDDEN);
		layer->down = take_matrix(reader, HIDDEN, INTERMEDIATE);
		layer->output_norm = take_norm(reader, epsilon);
	}
}

static bool read_model(struct model *model, const char *path, struct error *err)
{
	struct reader reader = {.bytes = model->map, .size = model->size, .at = HEADER};

	if (!check_header(reader.bytes, reader.size, path, err))
		return false;
	model->checksum = u32_at(reader.bytes, AT_CHECKSUM);
	if (!read_vocabulary(model, &reader, path, err))
		return false;
	size_t tensors = (reader.at + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;

	if (!reader.short_of && u64_at(reader.bytes, AT_TENSORS) != tensors)
		return error_set(err,
			"%s: damaged: the tensors begin at %zu, but its header says %llu", path,
			tensors, (unsigned long long)u64_at(reader.bytes, AT_TENSORS));
	read_tensors(model, &reader);
	if (reader.short_of || (reader.at + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT != reader.size)
		return error_set(err, "%s: damaged: %zu bytes do not hold what its header promises",
			path, reader.size);
	return true;
}

static bool map_model(struct model *model, const char *path, struct error *err)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	struct stat about;

	if (file < 0 || fstat(file, &about) != 0) {
		error_set(err, "%s: %s", path, strerror(errno));
		if (file >= 0)
			close(file);
		return false;
	}
	if (!S_ISREG(about.st_mode) || about.st_size < HEADER) {
		close(file);
		return error_set(err, "%s: not a model file", path);
	}
	model->size = (size_t)about.st_size;
	model->map = mmap(NULL, model->size, PROT_READ, MAP_SHARED, file, 0);
	int reason = errno;

	close(file);
	if (model->map == MAP_FAILED) {
		model->map = NULL;
		return error_set(err, "%s: cannot be mapped: %s", path, strerror(reason));
	}
	return true;
}

bool model_open(struct model *model, const char *path, struct error *err)
{
	*model = (struct model){0};
	if (__BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__)
		return error_set(
			err, "%s: this machine is big-endian; the model is little-endian", path);
	if (!map_model(model, path, err))
		return false;
	if (!read_model(model, path, err)) {
		model_close(model);
		return false;
	}
	return true;
}

/* CRC-32 as in zlib and gzip (RFC 1952, section 8). */
static uint32_t crc32_of(const unsigned char *bytes, size_t length)
{
	uint32_t table[256], crc = 0xffffffff;

	for (uint32_t i = 0; i < 256; i++) {
		uint32_t entry = i;

		for (int bit = 0; bit < 8; bit++)
			entry = (entry >> 1) ^ (entry & 1 ? 0xedb88320 : 0);
		table[i] = entry;
	}
	for (size_t i = 0; i < length; i++)
		crc = (crc >> 8) ^ table[(crc ^ bytes[i]) & 0xff];
	return ~crc;
}

bool model_verify(const struct model *model, const char *path, struct error *err)
{
	const unsigned char *bytes = model->map;
	uint32_t found = crc32_of(bytes + HEADER, model->size - HEADER);

	if (found != model->checksum)
		return error_set(err,
			"%s: damaged: its checksum is %08x, expected %08x; copy it again", path,
			found, model->checksum);
	return true;
}

void model_close(struct model *model)
{
	if (model->map)
		munmap(model->map, model->size);
	*model = (struct model){0};
}
