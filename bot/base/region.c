#include "base/region.h"

#include "base/arena.h"
#include "base/digest.h"
#include "base/hash.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The addresses of regions. On 64-bit Linux, programs, heaps, libraries and stacks are elsewhere,
 * as is the memory of AddressSanitizer and Valgrind. If the addresses are in use anyway, or with
 * ThreadSanitizer, which would end the program, no region can be created.
 */
static const uintptr_t first_address = (uintptr_t)0x100100000000;
#if defined(__SANITIZE_THREAD__)
enum { POSSIBLE = false };
#else
enum { POSSIBLE = true };
#endif
enum { PLACES = 64 }; /* the most regions at a time */
static const size_t place_size = (size_t)1 << 36;

enum { PAGE = 4096, STEP = 4 << 20, HEADER = 16, BINS = 320 };

/* The first page of the region and of the file. */
struct start {
	char magic[8];
	uint64_t checksum; /* of all that follows it */
	uint64_t address, size, root;
	struct region_key key;
};

static const char magic[8] = "tonle\0i1";

/* The header of each block. */
struct piece {
	size_t size;
	struct piece *next; /* in its bin, while it is free */
};

struct region {
	char *start, *used, *end; /* end of the mapped memory */
	bool broken;              /* a block had to be allocated elsewhere */
	bool sealed;              /* written or mapped: nothing more can be allocated */
	struct piece *bins[BINS]; /* free pieces by size class */
};

static _Thread_local struct region *current;

static bool is_in_region(const void *memory)
{
	uintptr_t address = (uintptr_t)memory;

	return address >= first_address && address < first_address + PLACES * place_size;
}

/* Rounds *size up to a size class, eight for each power of two. Returns the number of the class. */
static size_t class_of(size_t *size)
{
	size_t shift = 7;

	if (*size <= 128) {
		*size = *size ? (*size + 15) & ~(size_t)15 : 16;
		return *size / 16;
	}
	while ((size_t)2 << shift < *size)
		shift++;
	size_t step = (size_t)1 << (shift - 3);

	*size = (*size + step - 1) & ~(step - 1);
	return 8 * (shift - 6) + (*size >> (shift - 3)) - 8;
}

static void *map_at(uintptr_t address, size_t size, int flags, int file)
{
	void *wanted = (void *)address; /* cast of a constant address */
	void *got = mmap(wanted, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | flags, file, 0);

	if (got == wanted)
		return got;
	if (got != MAP_FAILED)
		munmap(got, size);
	return NULL;
}

struct region *region_new(void)
{
	for (size_t place = 0; POSSIBLE && place < PLACES; place++) {
		char *start = map_at(first_address + place * place_size, STEP,
			MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1);

		if (!start)
			continue;
		struct region *region = must_alloc(sizeof *region);

		region->start = start;
		region->used = start + PAGE;
		region->end = start + STEP;
		return region;
	}
	return NULL;
}

void region_free(struct region *region)
{
	if (!region)
		return;
	for (char *at = region->start; at < region->end; at += STEP) /* as in map_over */
		munmap(at, (size_t)(region->end - at) < STEP ? (size_t)(region->end - at) : STEP);
	free(region);
}

struct region *region_use(struct region *region)
{
	struct region *before = current;

	current = region;
	return before;
}

size_t region_size(const struct region *region)
{
	return (size_t)(region->used - region->start);
}

const void *region_start(const struct region *region)
{
	return region->start;
}

/* --- allocating ------------------------------------------------------------------------------- */

static bool extend(struct region *region, size_t size)
{
	size_t whole = (size + STEP - 1) / STEP * STEP;
	size_t mapped = (size_t)(region->end - region->start);

	if (size > place_size - mapped || whole > place_size - mapped)
		return false;
	if (!map_at((uintptr_t)region->end, whole, MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1))
		return false;
	region->end += whole;
	return true;
}

static struct piece *piece_of(void *memory)
{
	return (struct piece *)((char *)memory - HEADER);
}

/* Allocates a zeroed block in the region; NULL if that fails. */
static void *take_piece(struct region *region, size_t size)
{
	if (size > place_size)
		return NULL;
	size_t class = class_of(&size);
	struct piece *piece = region->bins[class];

	if (piece) {
		region->bins[class] = piece->next;
		memset((char *)piece + HEADER, 0, size);
		return (char *)piece + HEADER;
	}
	size_t room = (size_t)(region->end - region->used);

	if (room < size + HEADER && !extend(region, size + HEADER - room))
		return NULL;
	piece = (struct piece *)region->used;
	piece->size = size;
	region->used += size + HEADER;
	return (char *)piece + HEADER;
}

void *region_alloc(size_t size)
{
	void *memory = current ? take_piece(current, size) : NULL;

	if (memory)
		return memory;
	if (current)
		current->broken = true;
	return must_alloc(size);
}

void *region_grow(void *old, size_t size)
{
	if (!old)
		return region_alloc(size);
	if (!is_in_region(old))
		return must_grow(old, size);
	size_t room = piece_of(old)->size;

	if (size <= room)
		return old;
	void *memory = region_alloc(size);

	memcpy(memory, old, room);
	region_release(old);
	return memory;
}

void region_release(void *memory)
{
	if (!memory)
		return;
	if (!is_in_region(memory)) {
		free(memory);
	} else if (current && (char *)memory > current->start && (char *)memory < current->used) {
		struct piece *piece = piece_of(memory);
		size_t size = piece->size, class = class_of(&size);

		piece->next = current->bins[class];
		current->bins[class] = piece;
	}
}

/* --- the file --------------------------------------------------------------------------------- */

/* Adds the build id of a loaded object to the digest's text. */
static int add_build(struct dl_phdr_info *object, size_t size, void *context)
{
	FILE *text = context;

	(void)size;
	for (size_t i = 0; i < object->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &object->dlpi_phdr[i];
		const char *at = (const char *)(object->dlpi_addr + part->p_vaddr);
		const char *end = at + part->p_memsz;

		while (part->p_type == PT_NOTE && (size_t)(end - at) > sizeof(ElfW(Nhdr))) {
			ElfW(Nhdr) note;

			memcpy(&note, at, sizeof note);
			at += sizeof note;
			size_t name = (note.n_namesz + 3u) & ~3u;

			if (note.n_type == NT_GNU_BUILD_ID &&
				note.n_namesz == sizeof ELF_NOTE_GNU &&
				memcmp(at, ELF_NOTE_GNU, sizeof ELF_NOTE_GNU) == 0) {
				fputc('+', text);
				fwrite(at + name, 1, note.n_descsz, text);
				fputc('\n', text);
			}
			at += name + ((note.n_descsz + 3u) & ~3u);
		}
	}
	fputc('.', text);
	return 0;
}

bool region_program(unsigned char digest[32])
{
	char *text, hex[DIGEST_HEX];
	size_t length;
	FILE *out = must_stream(&text, &length);

	dl_iterate_phdr(add_build, out);
	must_close(out);
	bool known = length > 0 && *text == '+'; /* the program comes first */

	digest_sha256(text, length, hex);
	memcpy(digest, hex, 32);
	free(text);
	return known;
}

static uint64_t checksum_of(const struct start *start)
{
	const size_t from = offsetof(struct start, address);

	return hash_block((const char *)start + from, start->size - from);
}

static bool fail_on_file(const char *path, const char *what, struct error *err)
{
	return error_set(err, "%s: %s: %s", path, what, strerror(errno));
}

/* Has a large file on the disk part by part: a commit of another thread may have to wait until all
 * that was written to files before it is there. */
static bool write_bytes(int file, const char *bytes, size_t size)
{
	bool large = size > 4 * STEP;

	while (size > 0) {
		ssize_t wrote = write(file, bytes, size < STEP ? size : STEP);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0 || (large && fdatasync(file) != 0))
			return false;
		bytes += wrote;
		size -= (size_t)wrote;
	}
	return true;
}

/* Maps the file over the region's memory, part by part: the kernel frees the old pages under a
 * lock, for which page faults and mmap() in other threads wait. If that fails, the memory is as
 * before; some of it may be mapped. */
static void map_over(struct region *region, int file, size_t size)
{
	for (size_t at = 0; at < size; at += STEP)
		if (mmap(region->start + at, size - at < STEP ? size - at : STEP,
			    PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, file,
			    (off_t)at) == MAP_FAILED)
			return;
	munmap(region->start + size, (size_t)(region->end - region->start) - size);
	region->end = region->start + size;
}

bool region_write(struct region *region, const char *path, const struct region_key *key,
	const void *root, struct error *err)
{
	char fresh[PATH_MAX];
	struct start *start = (struct start *)region->start;
	size_t size = (region_size(region) + PAGE - 1) / PAGE * PAGE;

	region->sealed = true;
	if (region->broken)
		return error_set(err, "%s: no addresses are left", path);
	if (snprintf(fresh, sizeof fresh, "%s.XXXXXX", path) >= (int)sizeof fresh)
		return error_set(err, "%s: the path is too long", path);
	*start = (struct start){
		.address = (uintptr_t)start, .size = size, .root = (uintptr_t)root, .key = *key};
	memcpy(start->magic, magic, sizeof magic);
	start->checksum = checksum_of(start);
	int file = mkostemp(fresh, O_CLOEXEC); /* mode 0600 */
	if (file < 0)
		return fail_on_file(fresh, "cannot be created", err);
	bool good = (write_bytes(file, region->start, size) ||
			    fail_on_file(fresh, "cannot be written", err)) &&
		    (rename(fresh, path) == 0 || fail_on_file(path, "cannot be replaced", err));

	if (good)
		map_over(region, file, size);
	else
		unlink(fresh);
	close(file);
	return good;
}

/* Checks everything that does not need the whole file to be read. */
static bool read_region_start(int file, const char *path, const struct region_key *key,
	struct start *start, struct error *err)
{
	struct stat status;

	if (fstat(file, &status) != 0 ||
		pread(file, start, sizeof *start, 0) != (ssize_t)sizeof *start)
		return error_set(err, "%s: is truncated", path);
	if (!S_ISREG(status.st_mode) || status.st_uid != geteuid() ||
		(status.st_mode & (S_IWGRP | S_IWOTH)))
		return error_set(err, "%s: other users may have written it", path);
	if (memcmp(start->magic, magic, sizeof magic) != 0)
		return error_set(err, "%s: is not a file of tonle", path);
	if (memcmp(&start->key, key, sizeof *key) != 0)
		return error_set(err, "%s: was made by or for another version", path);
	if (start->size < PAGE || start->size % PAGE != 0 || start->size > place_size ||
		(uint64_t)status.st_size != start->size || start->address < first_address ||
		(start->address - first_address) % place_size != 0 ||
		start->address - first_address >= PLACES * place_size ||
		start->root < start->address + PAGE || start->root >= start->address + start->size)
		return error_set(err, "%s: is damaged", path);
	return true;
}

static struct region *map_region(
	int file, const char *path, const struct region_key *key, void **root, struct error *err)
{
	struct start start;

	if (!read_region_start(file, path, key, &start, err))
		return NULL;
	struct region region = {.sealed = true};

	region.start = map_at(start.address, start.size, MAP_FIXED_NOREPLACE, file);
	if (!region.start) {
		error_set(err, "%s: its addresses are in use", path);
		return NULL;
	}
	region.used = region.end = region.start + start.size;
	const struct start *mapped = (const struct start *)region.start;
	if (mapped->size != start.size || mapped->checksum != checksum_of(mapped)) {
		munmap(region.start, start.size);
		error_set(err, "%s: is damaged", path);
		return NULL;
	}
	*root = (void *)(uintptr_t)start.root;
	struct region *kept = must_alloc(sizeof *kept);
	*kept = region;
	return kept;
}

struct region *region_map(
	const char *path, const struct region_key *key, void **root, struct error *err)
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (file < 0) {
		fail_on_file(path, "cannot be read", err);
		return NULL;
	}
	struct region *region = map_region(file, path, key, root, err);

	close(file);
	return region;
}
