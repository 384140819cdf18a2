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
static const float start = 0.470f;

static const struct tree trees[] = {
	{{SAID, 0.758f}, {WORDING, -0.237f}, {WORDING, 0.255f}, {-0.033f, -0.233f, 0.126f, -0.119f}},
	{{SAID, 0.809f}, {WORDING, -0.129f}, {WORDING, 0.145f}, {-0.020f, -0.199f, 0.127f, -0.080f}},
	{{SAID, 0.694f}, {WORDING, -0.227f}, {WORDING, 0.255f}, {-0.071f, -0.189f, 0.103f, -0.119f}},
	{{COVERED, 0.592f}, {WORDING, -0.539f}, {WORDING, 0.252f}, {-0.078f, -0.176f, 0.100f, -0.118f}},
	{{COVERED, 0.678f}, {WORDING, -0.401f}, {WORDING, 0.273f}, {-0.048f, -0.155f, 0.099f, -0.105f}},
	{{CLEAR, 3.023f}, {NEAREST, 0.765f}, {WORDING, 0.143f}, {-0.145f, 0.045f, 0.105f, -0.082f}},
	{{COVERED, 0.606f}, {WORDING, -0.447f}, {WORDING, 0.469f}, {-0.058f, -0.142f, 0.080f, -0.118f}},
	{{COVERED, 0.835f}, {WORDING, -0.075f}, {NEAREST, 0.462f}, {-0.015f, -0.127f, -0.162f, 0.094f}},
	{{CLEAR, 2.648f}, {NEAR_FEW, 0.706f}, {WORDING, 0.345f}, {-0.133f, 0.054f, 0.084f, -0.112f}},
	{{CLEAR, 3.094f}, {NEAR_FEW, 0.504f}, {WORDING, 0.202f}, {-0.134f, -0.050f, 0.091f, -0.073f}},
	{{CLEAR, 4.401f}, {LENGTH, 0.350f}, {WORDING, 0.204f}, {-0.136f, -0.047f, 0.092f, -0.073f}},
	{{COVERED, 0.892f}, {WORDING, -0.227f}, {MISS, 0.024f}, {0.008f, -0.105f, -0.216f, 0.086f}},
	{{SAID, 0.755f}, {WORDING, -0.558f}, {NEAREST, 0.428f}, {0.012f, -0.092f, -0.126f, 0.067f}},
	{{COVERED, 0.892f}, {WORDING, -0.625f}, {SUBSTANCE, 0.325f}, {0.014f, -0.086f, -0.034f, 0.092f}},
	{{CLEAR, 3.512f}, {LENGTH, 0.350f}, {WORDING, 0.058f}, {-0.132f, -0.036f, 0.086f, -0.053f}},
	{{CLEAR, 2.647f}, {CLEAR, 0.985f}, {WORDING, 0.272f}, {-0.123f, -0.053f, 0.066f, -0.072f}},
	{{STRANGER, 0.500f}, {CLEAR, 1.326f}, {WORDING, 0.116f}, {-0.094f, 0.039f, -0.142f, -0.125f}},
	{{CLEAR, 4.377f}, {WORDING, -0.034f}, {WORDING, 0.051f}, {-0.022f, -0.101f, 0.086f, -0.031f}},
	{{STRANGER, 0.500f}, {WORDING, 0.290f}, {GAP, 0.384f}, {0.039f, -0.071f, -0.156f, -0.119f}},
	{{CLEAR, 2.647f}, {TURNS, 0.330f}, {WORDING, 0.489f}, {-0.093f, -0.003f, 0.053f, -0.092f}},
	{{CLEAR, 5.105f}, {LENGTH, 0.450f}, {STRANGER, 0.500f}, {-0.087f, 0.001f, 0.059f, -0.127f}},
	{{COVERED, 0.592f}, {CORE, 0.654f}, {TYPE, 0.189f}, {-0.099f, -0.020f, -0.097f, 0.041f}},
	{{NEAREST, 0.607f}, {SUBSTANCE, 0.307f}, {TYPE, 0.039f}, {-0.209f, -0.050f, -0.110f, 0.058f}},
	{{STRANGER, 0.500f}, {FOCUS_SAME, 0.499f}, {GAP, 0.439f}, {-0.063f, 0.042f, -0.136f, -0.106f}},
	{{WORDING, -0.034f}, {CLEAR, 1.326f}, {TURNS_KNOWN, 0.841f}, {-0.060f, 0.051f, -0.080f, 0.106f}},
	{{WORDING, 0.255f}, {STRANGER, 0.500f}, {TURNS_KNOWN, 0.896f}, {0.045f, -0.095f, -0.081f, 0.207f}},
	{{WORDING, -0.289f}, {CLEAR, 2.165f}, {TYPED, 0.910f}, {-0.037f, 0.072f, -0.064f, 0.043f}},
	{{SAID, 0.707f}, {SUBSTANCE, 0.569f}, {SUBSTANCE, 0.306f}, {-0.077f, 0.044f, -0.098f, 0.038f}},
	{{WORDING, -0.070f}, {TURNS_KNOWN, 0.175f}, {CORE, 0.993f}, {-0.094f, 0.044f, -0.065f, 0.073f}},
	{{TURNS_KNOWN, 0.339f}, {SUBSTANCE, 0.245f}, {STRANGER, 0.500f}, {-0.372f, -0.049f, 0.046f, -0.106f}},
	{{TURNS_KNOWN, 0.366f}, {SUBSTANCE, 0.427f}, {WORDING, -0.296f}, {-0.138f, -0.025f, 0.068f, -0.022f}},
	{{CLEAR, 4.197f}, {CLEAR, 4.179f}, {NEAR_MISS, 0}, {-0.043f, -0.524f, 0.048f, -0.055f}},
	{{NEAR_MISS, 0.051f}, {CLEAR, 1.785f}, {WORDING, -0.498f}, {-0.042f, 0.037f, -0.011f, -0.108f}},
	{{STRANGER, 0.500f}, {FOCUS_SAME, 0.892f}, {SAID, 0.717f}, {-0.055f, 0.033f, -0.090f, -0.108f}},
	{{TURNS, 0.149f}, {TYPICAL, 0.781f}, {STRANGER, 0.500f}, {-0.055f, -0.411f, 0.036f, -0.089f}},
	{{NEAREST, 0.498f}, {SUBSTANCE, 0.650f}, {NEW_TYPE, 0.500f}, {-0.058f, 0.172f, 0.029f, -0.095f}},
	{{STRANGER, 0.500f}, {FOCUS_SAME, 0.448f}, {SAID, 0.717f}, {-0.052f, 0.029f, -0.084f, -0.097f}},
	{{LENGTH, 0.450f}, {NEAREST, 0.799f}, {COVERED, 0.150f}, {-0.068f, 0.048f, 0.718f, 0.032f}},
	{{CLEAR, 1.504f}, {TURNS_KNOWN, 0.366f}, {TYPE, 0.139f}, {-0.096f, -0.024f, -0.098f, 0.024f}},
	{{NEAREST, 0.609f}, {SUBSTANCE, 0.319f}, {WORDING, 0.493f}, {-0.203f, -0.027f, 0.042f, -0.069f}},
	{{COVERED, 0.951f}, {SUBSTANCE, 0.465f}, {SUBSTANCE, 0.307f}, {-0.070f, 0.005f, -0.072f, 0.068f}},
	{{GAP, 0.034f}, {TURNS_MISS, 0.793f}, {SUBSTANCE, 0.595f}, {0.054f, 0.154f, -0.034f, 0.073f}},
	{{WORDING, -0.385f}, {COVERED, 0.321f}, {TYPE, 0.383f}, {-0.117f, 0.047f, -0.062f, 0.001f}},
	{{WORDING, 0.250f}, {TURNS, 0.092f}, {LENGTH, 0.750f}, {-0.069f, 0.027f, -0.062f, 0.234f}},
	{{NEAR_FEW, 0.277f}, {TYPICAL, 0.189f}, {WORDING, 0.501f}, {-0.106f, -0.176f, 0.025f, -0.061f}},
	{{COVERED, 0.543f}, {MISS, 0.003f}, {SUBSTANCE, 0.341f}, {0.101f, -0.067f, -0.069f, 0.021f}},
	{{CORE, 0.104f}, {SUBSTANCE, 0.513f}, {STRANGER, 0.500f}, {-0.099f, 0.017f, 0.025f, -0.075f}},
	{{NEAR_MISS, 0}, {CLEAR, 2.711f}, {COVERED, 0.978f}, {-0.029f, 0.033f, -0.091f, 0}},
	{{TURNS, 0.137f}, {SUBSTANCE, 0.260f}, {TURNS_MISS, 0.212f}, {-0.525f, -0.053f, 0.047f, -0.014f}},
	{{SUBSTANCE, 0.396f}, {TURNS_KNOWN, 0.594f}, {NEAR_MISS, 0.006f}, {-0.090f, 0.026f, 0.030f, -0.068f}},
	{{COVERED, 0.534f}, {UNKNOWN, 0.549f}, {NEW_TYPE, 0.500f}, {-0.037f, -0.120f, 0.021f, -0.095f}},
	{{TURNS_KNOWN, 0.431f}, {TYPICAL, 0.781f}, {TURNS_KNOWN, 0.437f}, {-0.024f, -0.251f, 0.270f, 0.018f}},
	{{WORDING, -0.048f}, {CLEAR, 1.075f}, {TURNS_KNOWN, 0.886f}, {-0.040f, 0.036f, -0.047f, 0.137f}},
	{{SUBSTANCE, 0.595f}, {SUBSTANCE, 0.595f}, {CLEAR, 0.864f}, {0, -1.178f, 0.188f, 0.043f}},
	{{TURNS_KNOWN, 0.233f}, {NEAR_FEW, 0.373f}, {STRANGER, 0.500f}, {-0.104f, -0.031f, 0.024f, -0.083f}},
	{{TYPE, 0.385f}, {TURNS_MISS, 0.212f}, {STRANGER, 0.500f}, {0.005f, -0.088f, 0.027f, -0.068f}},
	{{TURNS, 0.310f}, {TYPICAL, 0.781f}, {TYPE, 0.383f}, {-0.028f, -0.198f, -0.038f, 0.053f}},
	{{NEAR_FEW, 0.673f}, {SUBSTANCE, 0.359f}, {LEAD, 0.658f}, {-0.102f, -0.012f, 0.143f, 0.038f}},
	{{TURNS_KNOWN, 0.774f}, {SUBSTANCE, 0.396f}, {WORDING, 0.275f}, {-0.071f, -0.001f, 0.069f, 0.118f}},
	{{SUBSTANCE, 0.595f}, {SUBSTANCE, 0.595f}, {CLEAR, 0.792f}, {-0.010f, -0.591f, 0.190f, 0.031f}},
	{{COVERED, 0.885f}, {COVERED, 0.866f}, {CLEAR, 0.953f}, {-0.017f, -0.322f, -0.107f, 0.038f}},
	{{SUBSTANCE, 0.304f}, {NEAREST, 0.711f}, {SAID, 0.558f}, {-0.163f, -0.002f, -0.057f, 0.020f}},
	{{TURNS, 0.113f}, {STATED, 0.633f}, {SUBSTANCE, 0.609f}, {-0.035f, -0.149f, 0.003f, 0.101f}},
	{{WORDING, -0.257f}, {SAID, 0.409f}, {TURNS_KNOWN, 0.875f}, {0.140f, 0.022f, -0.044f, 0.094f}},
	{{UNKNOWN, 0.512f}, {CORE, 0.829f}, {NEAREST, 0}, {-0.011f, 0.043f, -0.120f, -0.120f}},
	{{TYPE, 0.279f}, {TYPE, 0.276f}, {TYPE, 0.281f}, {-0.039f, -0.182f, 0.430f, 0.011f}},
	{{COVERED, 0.892f}, {STATED, 0.663f}, {TURNS_MISS, 0.690f}, {-0.009f, -0.091f, 0.020f, 0.089f}},
	{{STRANGER, 0.500f}, {SUBSTANCE, 0.386f}, {CORE, 0.991f}, {-0.028f, 0.035f, -0.082f, 0.049f}},
	{{TYPE, 0.186f}, {CLEAR, 5.919f}, {STRANGER, 0.500f}, {-0.025f, -0.116f, 0.024f, -0.070f}},
	{{NEW_TYPE, 0.500f}, {NEAR_FEW, 0.259f}, {TURNS_KNOWN, 0.717f}, {-0.109f, 0.011f, -0.067f, -0.226f}},
	{{TURNS, 0.113f}, {TYPICAL, 0.730f}, {TURNS_MISS, 0.204f}, {-0.046f, -0.192f, 0.030f, -0.027f}},
	{{WORDING, -0.069f}, {LENGTH, 0.950f}, {LENGTH, 0.650f}, {0.016f, -0.171f, -0.044f, 0.102f}},
	{{COVERED, 0.379f}, {WORDING, -0.460f}, {SAID, 0.414f}, {-0.104f, -0.085f, 0.150f, 0.005f}},
	{{GAP, 0.095f}, {SUBSTANCE, 0.359f}, {STATED, 0.682f}, {-0.032f, 0.063f, -0.005f, -0.092f}},
	{{CORE, 0.993f}, {LENGTH, 0.650f}, {MISS, 0.797f}, {-0.024f, 0.044f, 0.035f, 0.182f}},
	{{NEAR_FEW, 0.673f}, {SUBSTANCE, 0.427f}, {LEAD, 0.646f}, {-0.068f, 0.010f, 0.176f, 0.021f}},
	{{WORDING, 0.891f}, {SAID, 0.558f}, {NEAREST, 0.705f}, {-0.045f, 0.017f, -0.099f, -0.102f}},
	{{FOCUS_SAME, 0.216f}, {STATED, 0.514f}, {SUBSTANCE, 0.500f}, {-0.051f, -0.122f, -0.009f, 0.034f}},
	{{SUBSTANCE, 0.666f}, {CORE, 0.562f}, {TYPICAL, 0.132f}, {-0.025f, 0.017f, 0.264f, 0.071f}},
	{{CLEAR, 0.921f}, {WORDING, -0.231f}, {CLEAR, 0.928f}, {-0.091f, -0.001f, 0.251f, 0.003f}},
	{{SAID, 0.558f}, {WORDING, -0.852f}, {WORDING, 0.493f}, {-0.093f, -0.040f, 0.022f, -0.061f}},
	{{TURNS_KNOWN, 0.659f}, {MISS, 0.782f}, {TYPE, 0.146f}, {-0.004f, -0.106f, 0.136f, 0.047f}},
	{{TURNS_MISS, 0.212f}, {TYPICAL, 0.149f}, {TYPE, 0.383f}, {-0.098f, 0.020f, -0.086f, 0.003f}},
	{{SUBSTANCE, 0.486f}, {NEAR_FEW, 0.687f}, {SUBSTANCE, 0.486f}, {-0.050f, 0.013f, 0.188f, 0.027f}},
	{{FOCUS_SAME, 0.258f}, {STATED, 0.453f}, {STRANGER, 0.500f}, {-0.033f, -0.099f, 0.024f, -0.055f}},
	{{TURNS_KNOWN, 0.396f}, {TURNS_MISS, 0.048f}, {SUBSTANCE, 0.662f}, {0.044f, -0.038f, 0.028f, 0.240f}},
	{{SUBSTANCE, 0.427f}, {SUBSTANCE, 0.425f}, {COVERED, 0.370f}, {-0.029f, -0.326f, -0.091f, 0.022f}},
	{{LEAD, 3.298f}, {MISS, 0.169f}, {WORDING, 0.059f}, {-0.092f, 0.031f, -0.007f, -0.069f}},
	{{SUBSTANCE, 0.359f}, {TURNS, 0.108f}, {LEAD, 4.269f}, {-0.144f, -0.037f, 0.032f, -0.018f}},
	{{TURNS_KNOWN, 0.767f}, {SUBSTANCE, 0.345f}, {WORDING, 0.495f}, {-0.071f, -0.004f, 0.051f, 0.138f}},
	{{UNKNOWN, 0.125f}, {GAP, 0.134f}, {UNKNOWN, 0.557f}, {0.026f, -0.019f, 0.176f, -0.108f}},
	{{CORE, 0.995f}, {TYPICAL, 0.766f}, {MISS, 0.797f}, {0.001f, -0.093f, 0.032f, 0.162f}},
	{{TURNS_MISS, 0.187f}, {CLEAR, 0.028f}, {TURNS_KNOWN, 0.650f}, {-0.131f, 0.019f, -0.054f, 0.027f}},
	{{TURNS, 0.310f}, {TYPICAL, 0.822f}, {LENGTH, 0.950f}, {-0.017f, -0.147f, 0.036f, -0.315f}},
	{{CORE, 0.995f}, {TURNS_MISS, 0.212f}, {WORDED, 0.707f}, {0.004f, -0.040f, 0.097f, 0.025f}},
	{{CLEAR, 0.968f}, {WORDING, -0.403f}, {LEAD, 3.402f}, {-0.074f, -0.023f, 0.026f, -0.015f}},
	{{NEAREST, 0.498f}, {STATED, 0.312f}, {LEAD, 3.297f}, {-0.006f, -0.085f, 0.035f, -0.014f}},
	{{STRANGER, 0.500f}, {GAP, 0.391f}, {SAID, 0.758f}, {0, 0.032f, -0.051f, -0.085f}},
	{{CORE, 0.853f}, {SUBSTANCE, 0.318f}, {CORE, 0.855f}, {-0.060f, 0.004f, 0.270f, 0.043f}},
	{{TYPICAL, 0.432f}, {TYPICAL, 0.431f}, {NEAR_FEW, 0.630f}, {0.016f, 0.242f, -0.096f, 0.008f}},
	{{GAP, 0.128f}, {WORDING, 0.151f}, {TYPED, 0.894f}, {0.030f, 0.049f, -0.012f, -0.173f}},
	{{CORE, 0.993f}, {SUBSTANCE, 0.341f}, {WORDING, 0.422f}, {-0.058f, 0, 0.033f, 0.114f}},
	{{SUBSTANCE, 0.307f}, {MISS, 0.588f}, {TURNS_MISS, 0.196f}, {-0.148f, 0.060f, 0.020f, -0.026f}},
	{{CLEAR, 0.788f}, {WORDING, -0.401f}, {STATED, 0.128f}, {-0.082f, -0.037f, 0.089f, 0.003f}},
	{{SUBSTANCE, 0.595f}, {SUBSTANCE, 0.595f}, {CORE, 0.136f}, {-0.005f, -0.246f, 0.135f, 0.005f}},
	{{TYPE, 0.751f}, {TURNS_MISS, 0.581f}, {STATED, 0.755f}, {0.009f, -0.076f, -0.138f, -0.370f}},
	{{SUBSTANCE, 0.557f}, {COVERED, 0.902f}, {SUBSTANCE, 0.558f}, {-0.020f, 0.018f, 0.220f, 0.032f}},
	{{COVERED, 0.835f}, {TYPICAL, 0.389f}, {COVERED, 0.837f}, {-0.003f, -0.049f, 0.170f, 0.021f}},
	{{NEW_TYPE, 0.500f}, {TYPE, 0.482f}, {TURNS, 0.433f}, {0.032f, -0.011f, -0.053f, -0.162f}},
	{{WORDING, 0.345f}, {WORDING, 0.223f}, {NEAREST, 0.991f}, {0, 0.105f, -0.057f, 0.140f}},
	{{CORE, 0.522f}, {TURNS, 0.093f}, {NEAR_FEW, 0.427f}, {-0.106f, -0.012f, 0.066f, 0.011f}},
	{{TURNS_MISS, 0.196f}, {TURNS_KNOWN, 0.136f}, {TURNS_KNOWN, 0.650f}, {-0.058f, 0.028f, -0.043f, 0.040f}},
	{{TURNS, 0.149f}, {NEAR_FEW, 0.808f}, {TYPE, 0.139f}, {-0.021f, -0.140f, -0.077f, 0.021f}},
	{{STRANGER, 0.500f}, {TYPE, 0.251f}, {COVERED, 0.967f}, {-0.034f, 0.023f, -0.056f, -0.232f}},
	{{UNKNOWN, 0.314f}, {NEAR_FEW, 0.396f}, {NEAREST, 0}, {-0.063f, 0.002f, 0.078f, 0.078f}},
	{{CLEAR, 0.029f}, {CORE, 0.195f}, {COVERED, 0.839f}, {-0.003f, -0.134f, -0.016f, 0.016f}},
	{{MISS, 0.537f}, {UNKNOWN, 0.539f}, {TURNS_KNOWN, 0.536f}, {0.021f, -0.119f, -0.053f, 0.010f}},
	{{LEAD, 0.871f}, {SUBSTANCE, 0.517f}, {MISS, 0.162f}, {0.005f, 0.088f, -0.090f, 0.003f}},
	{{FOCUS_SAME, 0.442f}, {NEAREST, 0.771f}, {STRANGER, 0.500f}, {-0.020f, -0.163f, 0.022f, -0.057f}},
	{{MISS, 0.163f}, {CLEAR, 4.073f}, {GAP, 0.913f}, {-0.096f, 0.072f, 0.005f, -0.081f}},
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
