#include "ask/sure.h"

#include <math.h>

/* The evidence, by short names for the table below. */
enum {
	NEAREST = EVIDENCE_NEAREST,
	NEAR_FEW = EVIDENCE_NEAR_FEW,
	COVERED = EVIDENCE_COVERED,
	STATED = EVIDENCE_STATED,
	TYPICAL = EVIDENCE_TYPICAL,
	SAME_TYPE = EVIDENCE_SAME_TYPE,
	TYPE = EVIDENCE_TYPE,
	PATTERN = EVIDENCE_PATTERN,
	UNKNOWN = EVIDENCE_UNKNOWN,
	STRANGER = EVIDENCE_STRANGER,
	NEAR_MISS = EVIDENCE_NEAR_MISS,
	CORE = EVIDENCE_CORE,
	FOCUS = EVIDENCE_FOCUS,
	GAP = EVIDENCE_GAP,
	NEW_TYPE = EVIDENCE_NEW_TYPE,
	CANNOT = EVIDENCE_CANNOT,
	SUBSTANCE = EVIDENCE_SUBSTANCE,
	MISS = EVIDENCE_MISS,
	TURNS = EVIDENCE_TURNS,
	TURNS_MISS = EVIDENCE_TURNS_MISS,
	TURNS_KNOWN = EVIDENCE_TURNS_KNOWN,
	SAID = EVIDENCE_SAID,
	LEAST = EVIDENCE_LEAST,
	TYPED = EVIDENCE_TYPED,
	LEAST_TYPED = EVIDENCE_LEAST_TYPED,
	WORDED = EVIDENCE_WORDED,
	LENGTH = EVIDENCE_LENGTH,
	FOCUS_SAME = EVIDENCE_FOCUS_SAME,
	ORDINAL = EVIDENCE_ORDINAL,
	WORDING = EVIDENCE_WORDING,
	LEAD = EVIDENCE_COUNT,
	CLEAR,
	FEATURES
};

enum { LEAD_MOST = 6 };

/* Is that evidence more than so much? */
struct asks {
	unsigned char evidence;
	float limit;
};

/* Two questions, the second chosen by the answer to the first; what the answers add to the log odds:
 * no no, no yes, yes no, yes yes. */
struct tree {
	struct asks first, no, yes;
	float leaf[4];
};

/* tests/eval/fit.py writes from here */
static const float start = 0.269f;

static const struct tree trees[] = {
	{{WORDING, 0}, {CLEAR, 2.806f}, {GAP, 0.028f}, {-0.094f, 0.145f, 0.034f, -0.203f}},
	{{WORDING, 0.048f}, {CLEAR, 2.821f}, {GAP, 0.029f}, {-0.082f, 0.129f, 0.022f, -0.183f}},
	{{SAID, 0.809f}, {WORDING, -0.229f}, {WORDING, 0.252f}, {-0.001f, -0.165f, 0.124f, -0.075f}},
	{{WORDING, 0.035f}, {COVERED, 0.595f}, {COVERED, 0.984f}, {-0.085f, 0.111f, -0.147f, 0.038f}},
	{{SAID, 0.831f}, {WORDING, -0.121f}, {WORDING, 0.238f}, {-0.004f, -0.144f, 0.110f, -0.076f}},
	{{COVERED, 0.871f}, {WORDING, -0.468f}, {WORDING, 0.253f}, {0.029f, -0.123f, 0.112f, -0.059f}},
	{{COVERED, 0.935f}, {WORDING, -0.121f}, {NEAR_MISS, 0.077f}, {0.001f, -0.120f, 0.106f, -0.180f}},
	{{COVERED, 0.594f}, {LENGTH, 0.650f}, {WORDING, 0.056f}, {-0.134f, -0.036f, 0.096f, -0.064f}},
	{{SAID, 0.809f}, {WORDING, -0.358f}, {WORDING, 0.236f}, {0.003f, -0.109f, 0.097f, -0.068f}},
	{{CLEAR, 3.783f}, {CORE, 0.128f}, {WORDING, 0.209f}, {-0.153f, -0.063f, 0.090f, -0.075f}},
	{{CLEAR, 3.037f}, {CORE, 0.318f}, {WORDING, 0.417f}, {-0.138f, -0.058f, 0.073f, -0.086f}},
	{{COVERED, 0.936f}, {WORDING, -0.117f}, {NEAR_FEW, 0.410f}, {0.004f, -0.109f, -0.204f, 0.084f}},
	{{SAID, 0.763f}, {WORDING, -0.463f}, {WORDING, 0.545f}, {-0.002f, -0.098f, 0.065f, -0.086f}},
	{{COVERED, 0.594f}, {SAID, 0.829f}, {WORDING, -0.028f}, {-0.104f, 0.093f, 0.073f, -0.033f}},
	{{TURNS_KNOWN, 0.464f}, {WORDING, -0.449f}, {STRANGER, 0.500f}, {0.014f, -0.088f, 0.080f, -0.117f}},
	{{CLEAR, 4.791f}, {LENGTH, 0.350f}, {NEAR_MISS, 0.046f}, {-0.122f, -0.031f, 0.063f, -0.109f}},
	{{WORDING, -0.008f}, {CLEAR, 2.010f}, {TURNS_KNOWN, 0.875f}, {-0.086f, 0.070f, -0.089f, 0.122f}},
	{{COVERED, 0.591f}, {TURNS, 0.234f}, {WORDING, 0.336f}, {-0.101f, -0.057f, 0.053f, -0.065f}},
	{{COVERED, 0.935f}, {WORDING, -0.662f}, {NEAR_MISS, 0.075f}, {0.024f, -0.065f, 0.066f, -0.137f}},
	{{STRANGER, 0.500f}, {TURNS_KNOWN, 0.366f}, {WORDING, 0.030f}, {-0.045f, 0.052f, -0.132f, -0.115f}},
	{{CLEAR, 4.893f}, {WORDING, -0.207f}, {TYPE, 0.144f}, {-0.004f, -0.087f, -0.120f, 0.059f}},
	{{GAP, 0.022f}, {NEAREST, 0.470f}, {WORDING, -0.624f}, {-0.207f, 0.070f, 0.022f, -0.064f}},
	{{CLEAR, 2.982f}, {NEAREST, 0.867f}, {WORDING, -0.310f}, {-0.077f, 0.117f, 0.082f, -0.015f}},
	{{WORDING, 0.018f}, {NEAR_FEW, 0.305f}, {TURNS_KNOWN, 0.875f}, {-0.109f, 0.047f, -0.074f, 0.111f}},
	{{CLEAR, 4.692f}, {SUBSTANCE, 0.429f}, {NEAR_MISS, 0.081f}, {-0.091f, -0.017f, 0.049f, -0.104f}},
	{{COVERED, 0.959f}, {WORDING, -0.508f}, {NEAR_FEW, 0.385f}, {0.023f, -0.051f, -0.201f, 0.072f}},
	{{CLEAR, 3.070f}, {SUBSTANCE, 0.568f}, {WORDING, 0.417f}, {-0.073f, 0.013f, 0.050f, -0.059f}},
	{{WORDING, -0.084f}, {STRANGER, 0.500f}, {TURNS_KNOWN, 0.875f}, {0.044f, -0.117f, -0.058f, 0.105f}},
	{{STRANGER, 0.500f}, {FOCUS_SAME, 0.862f}, {WORDING, 0.029f}, {-0.060f, 0.033f, -0.112f, -0.107f}},
	{{TURNS_KNOWN, 0.309f}, {STATED, 0.997f}, {WORDING, 0.417f}, {-0.054f, -0.445f, 0.036f, -0.062f}},
	{{CLEAR, 2.769f}, {SUBSTANCE, 0.281f}, {TYPE, 0.251f}, {-0.190f, -0.042f, -0.060f, 0.044f}},
	{{TURNS_KNOWN, 0.469f}, {WORDING, -0.199f}, {STRANGER, 0.500f}, {0.005f, -0.079f, 0.065f, -0.092f}},
	{{TYPED, 0.695f}, {LENGTH, 0.750f}, {NEAR_MISS, 0}, {-0.050f, 0.072f, 0.043f, -0.064f}},
	{{COVERED, 0.928f}, {SUBSTANCE, 0.516f}, {NEAR_MISS, 0.075f}, {-0.055f, 0.017f, 0.048f, -0.098f}},
	{{TURNS, 0.310f}, {SUBSTANCE, 0.522f}, {TYPE, 0.201f}, {-0.054f, 0.016f, -0.109f, 0.062f}},
	{{STRANGER, 0.500f}, {SUBSTANCE, 0.305f}, {WORDING, 0.147f}, {-0.092f, 0.020f, -0.098f, -0.107f}},
	{{NEAR_MISS, 0.034f}, {NEAR_FEW, 0.368f}, {TURNS_KNOWN, 0.844f}, {-0.082f, 0.022f, -0.096f, 0.129f}},
	{{TURNS_KNOWN, 0.469f}, {TYPICAL, 0.788f}, {STRANGER, 0.500f}, {-0.027f, -0.251f, 0.055f, -0.073f}},
	{{STRANGER, 0.500f}, {WORDING, 0.708f}, {WORDING, 0.043f}, {0.020f, -0.089f, -0.093f, -0.102f}},
	{{TYPE, 0.186f}, {TURNS, 0.548f}, {COVERED, 0.458f}, {-0.077f, -0.276f, -0.067f, 0.023f}},
	{{WORDING, -0.486f}, {NEAREST, 0.337f}, {SUBSTANCE, 0.205f}, {-0.118f, 0.049f, -0.235f, -0.028f}},
	{{TURNS, 0.135f}, {TYPICAL, 0.762f}, {NEAR_MISS, 0.034f}, {-0.062f, -0.325f, 0.029f, -0.073f}},
	{{CORE, 0.155f}, {NEAREST, 0.615f}, {WORDING, 0.625f}, {-0.098f, 0.008f, 0.035f, -0.081f}},
	{{LEAD, 1.545f}, {SUBSTANCE, 0.485f}, {FOCUS_SAME, 0.576f}, {-0.078f, 0.024f, -0.055f, 0.032f}},
	{{TURNS, 0.330f}, {SUBSTANCE, 0.336f}, {ORDINAL, 0.200f}, {-0.130f, -0.007f, 0.044f, -0.225f}},
	{{CLEAR, 0.880f}, {TYPED, 0.931f}, {WORDING, 0.408f}, {-0.073f, -0.283f, 0.022f, -0.063f}},
	{{WORDING, -0.306f}, {NEAREST, 0.373f}, {TURNS_KNOWN, 0.862f}, {-0.085f, 0.047f, -0.050f, 0.116f}},
	{{WORDING, -0.189f}, {STRANGER, 0.500f}, {TURNS_KNOWN, 0.717f}, {0.035f, -0.080f, -0.047f, 0.046f}},
	{{STRANGER, 0.500f}, {TURNS_MISS, 0.220f}, {WORDING, -0.313f}, {0.035f, -0.016f, -0.085f, -0.083f}},
	{{NEAR_MISS, 0.029f}, {SUBSTANCE, 0.357f}, {TURNS_KNOWN, 0.886f}, {-0.058f, 0.025f, -0.082f, 0.136f}},
	{{STRANGER, 0.500f}, {TURNS, 0.137f}, {WORDING, -0.104f}, {-0.050f, 0.025f, -0.082f, -0.099f}},
	{{TURNS_KNOWN, 0.156f}, {STATED, 0.995f}, {STRANGER, 0.500f}, {-0.077f, -0.311f, 0.022f, -0.077f}},
	{{MISS, 0.159f}, {SUBSTANCE, 0.343f}, {TURNS_MISS, 0.314f}, {-0.188f, -0.077f, 0.022f, -0.038f}},
	{{TURNS, 0.137f}, {SUBSTANCE, 0.284f}, {TYPE, 0.145f}, {-0.257f, -0.041f, -0.069f, 0.028f}},
	{{TYPE, 0.387f}, {TURNS_MISS, 0.212f}, {NEAR_FEW, 0.407f}, {-0.006f, -0.089f, -0.062f, 0.025f}},
	{{TURNS, 0.310f}, {TURNS_MISS, 0.212f}, {NEAREST, 0.199f}, {-0.001f, -0.084f, 0.913f, 0.029f}},
	{{NEAREST, 0.791f}, {SUBSTANCE, 0.386f}, {NEAR_MISS, 0.104f}, {-0.109f, 0.001f, 0.044f, -0.153f}},
	{{NEAR_MISS, 0.096f}, {SUBSTANCE, 0.343f}, {NEAREST, 0.774f}, {-0.057f, 0.017f, -0.075f, -0.178f}},
	{{SUBSTANCE, 0.343f}, {CORE, 0.796f}, {MISS, 0.640f}, {-0.118f, 0.048f, 0.023f, -0.037f}},
	{{SAME_TYPE, 0.500f}, {STATED, 0.971f}, {STRANGER, 0.500f}, {-0.007f, -0.134f, 0.048f, -0.091f}},
	{{TYPED, 0.938f}, {STATED, 0.728f}, {NEAREST, 0.580f}, {-0.004f, -0.073f, -0.164f, 0.070f}},
	{{NEAREST, 0.471f}, {GAP, 0.580f}, {WORDED, 0.050f}, {-0.104f, -0.031f, 0.851f, 0.011f}},
	{{TURNS_KNOWN, 0.469f}, {SUBSTANCE, 0.452f}, {NEAR_MISS, 0.022f}, {-0.084f, -0.002f, 0.039f, -0.056f}},
	{{COVERED, 0.896f}, {TURNS_MISS, 0.069f}, {MISS, 0.031f}, {0.041f, -0.035f, -0.134f, 0.037f}},
	{{TURNS, 0.092f}, {TURNS_KNOWN, 0.270f}, {STRANGER, 0.500f}, {-0.050f, -0.292f, 0.018f, -0.074f}},
	{{SUBSTANCE, 0.343f}, {SUBSTANCE, 0.341f}, {TURNS_KNOWN, 0.146f}, {-0.056f, -0.375f, -0.068f, 0.017f}},
	{{NEAR_FEW, 0.368f}, {SUBSTANCE, 0.651f}, {CLEAR, 0.089f}, {-0.075f, 0.175f, 0.178f, 0.008f}},
	{{CLEAR, 0.880f}, {TURNS_KNOWN, 0.657f}, {CLEAR, 0.891f}, {-0.059f, -0.278f, 0.361f, 0.010f}},
	{{CLEAR, 0.872f}, {TURNS_KNOWN, 0.657f}, {CLEAR, 0.881f}, {-0.055f, -0.213f, 0.301f, 0.007f}},
	{{COVERED, 0.891f}, {TYPICAL, 0.363f}, {WORDING, 0.877f}, {0.012f, -0.058f, 0.044f, -0.073f}},
	{{CORE, 0.994f}, {STATED, 0.768f}, {FOCUS_SAME, 0.683f}, {0.003f, -0.064f, -0.089f, 0.089f}},
	{{SAID, 0.707f}, {CORE, 0.997f}, {SUBSTANCE, 0.357f}, {-0.058f, 0.039f, -0.044f, 0.025f}},
	{{TURNS_MISS, 0.237f}, {NEAR_FEW, 0.409f}, {TYPE, 0.387f}, {-0.034f, 0.034f, -0.087f, -0.005f}},
	{{SUBSTANCE, 0.567f}, {TURNS_KNOWN, 0.659f}, {MISS, 0.642f}, {-0.025f, 0.031f, 0.069f, -0.146f}},
	{{NEW_TYPE, 0.500f}, {STRANGER, 0.500f}, {WORDED, 0.789f}, {0.017f, -0.069f, -0.066f, -0.177f}},
	{{WORDING, 0.668f}, {MISS, 0.875f}, {TURNS_KNOWN, 0.875f}, {0.014f, -0.099f, -0.098f, 0.128f}},
	{{ORDINAL, 0.200f}, {WORDING, -0.057f}, {TURNS_KNOWN, 0.641f}, {0.019f, -0.024f, -0.083f, -0.344f}},
	{{COVERED, 0.599f}, {SUBSTANCE, 0.645f}, {COVERED, 0.604f}, {-0.043f, 0.107f, 0.192f, 0.020f}},
	{{TURNS_MISS, 0.212f}, {TURNS_KNOWN, 0.156f}, {TURNS_KNOWN, 0.814f}, {-0.057f, 0.029f, -0.046f, 0.078f}},
	{{CLEAR, 2.980f}, {CLEAR, 2.964f}, {LEAD, 0.439f}, {-0.030f, -0.158f, 0.136f, 0.007f}},
	{{SUBSTANCE, 0.304f}, {WORDING, -1.565f}, {FOCUS, 0.535f}, {-0.399f, -0.076f, 0.014f, -0.043f}},
	{{WORDING, 0.507f}, {WORDING, 0.493f}, {TURNS_KNOWN, 0.875f}, {0.010f, 0.217f, -0.080f, 0.109f}},
	{{SUBSTANCE, 0.300f}, {SUBSTANCE, 0.294f}, {MISS, 0.607f}, {-0.037f, -0.359f, 0.017f, -0.038f}},
	{{TYPED, 0.946f}, {STATED, 0.727f}, {NEAREST, 0.589f}, {-0.004f, -0.070f, -0.099f, 0.053f}},
	{{WORDED, 0.840f}, {STATED, 0.602f}, {TURNS_KNOWN, 0.276f}, {-0.003f, -0.051f, 0.129f, 0.042f}},
	{{SUBSTANCE, 0.595f}, {SUBSTANCE, 0.594f}, {SUBSTANCE, 0.595f}, {-0.001f, -0.507f, 0.322f, 0.048f}},
	{{LENGTH, 0.550f}, {NEAREST, 0.879f}, {COVERED, 0.168f}, {-0.024f, 0.058f, 0.223f, 0.028f}},
	{{ORDINAL, 0.200f}, {COVERED, 0.561f}, {STATED, 0.759f}, {-0.042f, 0.014f, -0.058f, -0.236f}},
	{{NEAR_FEW, 0.723f}, {NEAR_FEW, 0.716f}, {NEAREST, 0.741f}, {-0.007f, -0.190f, 0.231f, 0.030f}},
	{{NEAREST, 0.471f}, {LEAST, 0.300f}, {CLEAR, 0.093f}, {-0.044f, -0.165f, 0.221f, 0.003f}},
	{{LENGTH, 0.950f}, {NEAR_FEW, 0.254f}, {STATED, 0.604f}, {-0.112f, 0.010f, 0.007f, -0.828f}},
	{{FOCUS, 0.477f}, {FOCUS, 0.465f}, {STATED, 0.686f}, {0.006f, 0.239f, -0.038f, -0.150f}},
	{{TYPE, 0.561f}, {SUBSTANCE, 0.342f}, {TURNS_KNOWN, 0.312f}, {-0.079f, -0.009f, -0.048f, 0.051f}},
	{{TYPE, 0.249f}, {STATED, 0.867f}, {LENGTH, 0.650f}, {-0.067f, 0.064f, 0.003f, 0.055f}},
	{{WORDING, 0.634f}, {SAID, 0.590f}, {TURNS_KNOWN, 0.875f}, {-0.043f, 0.019f, -0.093f, 0.105f}},
	{{SUBSTANCE, 0.300f}, {SUBSTANCE, 0.294f}, {LEAD, 5.444f}, {-0.022f, -0.285f, 0.018f, -0.034f}},
	{{UNKNOWN, 0.539f}, {UNKNOWN, 0.361f}, {NEAREST, 0}, {0.007f, 0.148f, -0.119f, -0.119f}},
	{{TURNS, 0.277f}, {TURNS_MISS, 0.073f}, {STATED, 0.004f}, {0.021f, -0.050f, -0.202f, 0.020f}},
	{{WORDING, -0.523f}, {CLEAR, 0.438f}, {LEAD, 0.178f}, {-0.109f, 0.037f, 0.111f, -0.020f}},
	{{CORE, 0.994f}, {CORE, 0.908f}, {LENGTH, 0.350f}, {-0.004f, -0.089f, 0.123f, 0.017f}},
	{{SUBSTANCE, 0.568f}, {LEAD, 0.711f}, {SUBSTANCE, 0.570f}, {0.044f, -0.010f, 0.193f, 0.016f}},
	{{MISS, 0.148f}, {SUBSTANCE, 0.344f}, {CLEAR, 0.089f}, {-0.145f, -0.070f, 0.132f, 0.004f}},
	{{STATED, 0.914f}, {STATED, 0.796f}, {WORDING, 0.256f}, {-0.002f, -0.061f, 0.030f, 0.084f}},
	{{TURNS, 0.378f}, {TYPICAL, 0.807f}, {CLEAR, 0.178f}, {-0.013f, -0.122f, 0.160f, 0.031f}},
	{{GAP, 0.060f}, {TURNS, 0.087f}, {TYPICAL, 0.435f}, {0.109f, 0.033f, 0.008f, -0.060f}},
	{{TURNS, 0.277f}, {STATED, 0.973f}, {FOCUS_SAME, 0.862f}, {-0.006f, -0.170f, -0.066f, 0.036f}},
	{{SUBSTANCE, 0.488f}, {NEAR_FEW, 0.720f}, {MISS, 0.635f}, {-0.047f, 0.038f, 0.047f, -0.057f}},
	{{TURNS_KNOWN, 0.574f}, {STATED, 0.973f}, {TYPED, 0.350f}, {-0.006f, -0.125f, 0.415f, 0.023f}},
	{{SUBSTANCE, 0.557f}, {WORDED, 0.845f}, {MISS, 0.863f}, {-0.023f, 0.036f, 0.036f, 0.468f}},
	{{STRANGER, 0.500f}, {TURNS_KNOWN, 0.146f}, {SAID, 0.678f}, {-0.056f, 0.020f, -0.065f, -0.075f}},
	{{TYPE, 0.482f}, {CLEAR, 0.089f}, {TYPE, 0.510f}, {0.198f, 0.026f, -0.074f, -0.001f}},
	{{NEAR_FEW, 0.407f}, {NEAREST, 0.610f}, {WORDED, 0.134f}, {-0.062f, 0.119f, 0.329f, 0.006f}},
	{{STATED, 0.727f}, {STATED, 0.726f}, {COVERED, 0.731f}, {0.009f, 0.797f, -0.494f, -0.025f}},
	{{STATED, 0.793f}, {STATED, 0.790f}, {GAP, 0.142f}, {0.008f, 0.447f, -0.013f, -0.152f}},
	{{LENGTH, 0.650f}, {LEAD, 0.244f}, {NEAREST, 0.184f}, {0.066f, -0.009f, 0.209f, 0.041f}},
	{{TURNS_MISS, 0.553f}, {NEAR_FEW, 0.409f}, {WORDING, 0.492f}, {-0.047f, 0.017f, -0.126f, -0.032f}},
	{{TURNS_MISS, 0.073f}, {MISS, 0.347f}, {TURNS, 0.246f}, {-0.024f, 0.073f, -0.047f, 0.008f}},
	{{WORDING, 0.484f}, {CORE, 0.024f}, {WORDING, 0.491f}, {-0.057f, 0.016f, -0.239f, -0.051f}},
	{{TURNS_MISS, 0.073f}, {NEAREST, 0.432f}, {CORE, 0.334f}, {-0.062f, 0.057f, 0.045f, -0.030f}},
	{{WORDING, 0.451f}, {WORDING, 0.437f}, {NEAR_FEW, 0.877f}, {0.008f, 0.128f, -0.041f, -0.122f}},
};
/* … to here */

static bool is_more(const float *evidence, const struct asks *asks)
{
	return evidence[asks->evidence] > asks->limit;
}

float sure_of(const struct fit *best, float lead, float clear)
{
	float evidence[FEATURES], sum = start;

	for (int i = 0; i < EVIDENCE_COUNT; i++)
		evidence[i] = best->evidence[i];
	evidence[LEAD] = fminf(lead, LEAD_MOST);
	evidence[CLEAR] = fminf(clear, LEAD_MOST);
	for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
		const struct tree *tree = &trees[i];
		bool yes = is_more(evidence, &tree->first);

		sum += tree->leaf[2 * yes + is_more(evidence, yes ? &tree->yes : &tree->no)];
	}
	return 1 / (1 + expf(-sum));
}
