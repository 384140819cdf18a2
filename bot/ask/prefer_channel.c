#include "ask/prefer_channel.h"

#include <string.h>

static const float near = 0.5f; /* a difference in log odds that counts as hardly better */

void prefer_channel(const struct index *index, bool verbatim, struct answer *out)
{
	for (size_t i = 0; index->scoped > 0 && i < out->fit_count; i++) {
		const struct fit fit = out->fits[i];
		const struct profile *profile = &index->profiles[fit.at];

		if (profile->fact->channel_count == 0)
			continue;
		if (verbatim ? !index_same_words(profile, out->parsed.hash, false, NULL)
			     : out->fits[0].score - fit.score > near)
			continue;
		memmove(out->fits + 1, out->fits, i * sizeof fit);
		out->fits[0] = fit;
		return;
	}
}
