#include "language/spell.h"

#include <stdbool.h>
#include <string.h>

int spell_distance(const char *a, const char *b, int most)
{
	enum { LONGEST = 32 };
	size_t n = strlen(a), m = strlen(b);
	int rows[3][LONGEST + 1];

	if (n > LONGEST || m > LONGEST || n > m + (size_t)most || m > n + (size_t)most)
		return most + 1;
	for (size_t j = 0; j <= m; j++)
		rows[0][j] = (int)j;
	for (size_t i = 1; i <= n; i++) {
		int *row = rows[i % 3], *above = rows[(i + 2) % 3], *higher = rows[(i + 1) % 3];
		int least = row[0] = (int)i;

		for (size_t j = 1; j <= m; j++) {
			int best = above[j - 1] + (a[i - 1] != b[j - 1]);

			if (above[j] + 1 < best)
				best = above[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
				higher[j - 2] + 1 < best)
				best = higher[j - 2] + 1;
			row[j] = best;
			if (best < least)
				least = best;
		}
		if (least > most)
			return most + 1;
	}
	return rows[n % 3][m];
}

int spell_allowed(size_t length)
{
	return length < 5 ? 0 : length < 9 ? 1 : 2;
}
