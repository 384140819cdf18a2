#ifndef TONLE_TESTS_STUDY_FIXTURE_H
#define TONLE_TESTS_STUDY_FIXTURE_H

#include "scratch.h"

#include "ask/index.h"
#include "fact/factfile.h"
#include "pattern/pattern_table.h"
#include "study/judge.h"
#include "study/maker.h"

#include <glob.h>

/* The index of the project's own facts and names; tests run in the project's root. */
static struct index *facts;

static inline int facts_setup(void **state)
{
	struct factset set;
	struct error err;
	glob_t found;

	(void)state;
	assert_int_equal(glob("facts/*.yaml", 0, NULL, &found), 0);
	if (!factfile_read((const char *const *)found.gl_pathv, found.gl_pathc, &set, &err))
		fail_msg("%s", err.text);
	globfree(&found);
	facts = index_of(&set);
	return 0;
}

static inline int facts_teardown(void **state)
{
	(void)state;
	index_free(facts);
	pattern_table_free_all();
	return 0;
}

#endif
