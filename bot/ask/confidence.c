#include "ask/confidence.h"

#include "ask/trees.h"

#include <math.h>
#include <string.h>

float confidence_of(const struct fit *best, float lead, float clear)
{
	float evidence[TREES_EVIDENCE] = {0};

	memcpy(evidence, best->evidence, sizeof best->evidence);
	evidence[TREES_SCORE_LEAD] = fminf(lead, TREES_LEAD_MAX);
	evidence[TREES_CLEAR] = fminf(clear, TREES_LEAD_MAX);
	return 1 / (1 + expf(-trees_sum(TREES_PLAIN, evidence)));
}
