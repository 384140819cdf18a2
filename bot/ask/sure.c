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
static const float start = 0.265f;

static const struct tree trees[] = {
	{{WORDING, 0.037f}, {CLEAR, 2.871f}, {GAP, 0.020f}, {-0.100f, 0.143f, 0.022f, -0.205f}},
	{{WORDING, 0.133f}, {CLEAR, 2.872f}, {WORDED, 0.866f}, {-0.081f, 0.127f, -0.181f, 0.066f}},
	{{SAID, 0.809f}, {WORDING, -0.190f}, {WORDING, 0.256f}, {0.004f, -0.165f, 0.126f, -0.085f}},
	{{SAID, 0.809f}, {WORDING, -0.456f}, {WORDING, 0.240f}, {0.028f, -0.151f, 0.117f, -0.069f}},
	{{SAID, 0.758f}, {WORDING, -0.354f}, {WORDING, 0.359f}, {-0.013f, -0.152f, 0.102f, -0.103f}},
	{{COVERED, 0.892f}, {WORDING, -0.164f}, {WORDING, 0.258f}, {0.005f, -0.130f, 0.115f, -0.033f}},
	{{COVERED, 0.690f}, {WORDING, -0.536f}, {WORDING, 0.039f}, {-0.007f, -0.127f, 0.100f, -0.051f}},
	{{SAID, 0.831f}, {WORDING, -0.063f}, {WORDING, 0.876f}, {-0.009f, -0.121f, 0.091f, -0.155f}},
	{{COVERED, 0.875f}, {WORDING, -0.484f}, {TURNS_KNOWN, 0.464f}, {0.024f, -0.100f, -0.011f, 0.110f}},
	{{SAID, 0.694f}, {CORE, 0.650f}, {WORDING, 0.012f}, {-0.122f, -0.051f, 0.092f, -0.046f}},
	{{SAID, 0.707f}, {WORDING, -0.534f}, {WORDING, 0.021f}, {-0.012f, -0.112f, 0.083f, -0.036f}},
	{{CLEAR, 2.888f}, {TURNS, 0.328f}, {WORDING, -0.024f}, {-0.117f, -0.031f, 0.090f, -0.041f}},
	{{COVERED, 0.939f}, {WORDING, -0.510f}, {MISS, 0.129f}, {0.027f, -0.081f, -0.189f, 0.083f}},
	{{CLEAR, 5.348f}, {COVERED, 0.559f}, {WORDING, -0.009f}, {-0.108f, -0.033f, 0.095f, -0.030f}},
	{{CLEAR, 2.740f}, {TURNS_KNOWN, 0.404f}, {NEAR_MISS, 0.004f}, {-0.114f, -0.042f, 0.057f, -0.091f}},
	{{COVERED, 0.788f}, {LEAD, 2.084f}, {WORDING, 0.876f}, {-0.096f, -0.027f, 0.060f, -0.120f}},
	{{CLEAR, 4.189f}, {NEAR_FEW, 0.423f}, {WORDING, 0.217f}, {-0.113f, -0.038f, 0.074f, -0.060f}},
	{{WORDING, -0.190f}, {NEAREST, 0.429f}, {TURNS_KNOWN, 0.574f}, {-0.086f, 0.079f, -0.079f, 0.030f}},
	{{TURNS_KNOWN, 0.469f}, {WORDING, -0.307f}, {STRANGER, 0.500f}, {-0.001f, -0.088f, 0.070f, -0.110f}},
	{{WORDING, 0.025f}, {CLEAR, 1.090f}, {TURNS_KNOWN, 0.841f}, {-0.080f, 0.060f, -0.086f, 0.117f}},
	{{COVERED, 0.599f}, {STRANGER, 0.500f}, {WORDING, 0.647f}, {-0.060f, -0.125f, 0.042f, -0.090f}},
	{{COVERED, 0.974f}, {WORDING, -0.485f}, {NEAR_MISS, 0.076f}, {0.009f, -0.071f, 0.068f, -0.139f}},
	{{WORDING, 0.115f}, {CLEAR, 3.828f}, {TURNS_KNOWN, 0.659f}, {-0.040f, 0.063f, -0.092f, 0.034f}},
	{{CLEAR, 4.310f}, {CORE, 0.109f}, {NEAR_MISS, 0.001f}, {-0.115f, -0.017f, 0.058f, -0.059f}},
	{{STRANGER, 0.500f}, {TURNS_KNOWN, 0.475f}, {SAID, 0.678f}, {-0.026f, 0.060f, -0.100f, -0.128f}},
	{{STRANGER, 0.500f}, {TYPE, 0.352f}, {WORDING, -0.292f}, {-0.043f, 0.041f, -0.115f, -0.104f}},
	{{WORDING, -0.190f}, {NEAR_FEW, 0.306f}, {TURNS_KNOWN, 0.862f}, {-0.111f, 0.057f, -0.051f, 0.123f}},
	{{COVERED, 0.885f}, {WORDING, -0.587f}, {STATED, 0.029f}, {0.022f, -0.060f, -0.284f, 0.050f}},
	{{CLEAR, 4.343f}, {SUBSTANCE, 0.345f}, {NEAR_MISS, 0.034f}, {-0.123f, -0.039f, 0.043f, -0.070f}},
	{{STRANGER, 0.500f}, {FOCUS_SAME, 0.602f}, {WORDING, -0.297f}, {-0.059f, 0.035f, -0.108f, -0.100f}},
	{{WORDING, -0.061f}, {STRANGER, 0.500f}, {TURNS_KNOWN, 0.862f}, {0.050f, -0.079f, -0.058f, 0.121f}},
	{{TURNS, 0.317f}, {SUBSTANCE, 0.282f}, {STRANGER, 0.500f}, {-0.199f, -0.027f, 0.065f, -0.088f}},
	{{NEAR_MISS, 0.046f}, {SUBSTANCE, 0.306f}, {NEAREST, 0.774f}, {-0.122f, 0.022f, -0.083f, -0.209f}},
	{{CLEAR, 2.895f}, {SUBSTANCE, 0.209f}, {WORDING, 0.529f}, {-0.203f, -0.061f, 0.041f, -0.069f}},
	{{COVERED, 0.931f}, {LENGTH, 0.650f}, {SUBSTANCE, 0.307f}, {-0.048f, 0.036f, -0.072f, 0.063f}},
	{{WORDING, 0.411f}, {NEAR_FEW, 0.379f}, {TYPICAL, 0.764f}, {-0.071f, 0.033f, -0.077f, -0.169f}},
	{{WORDING, -0.191f}, {CLEAR, 0.627f}, {TURNS, 0.319f}, {-0.089f, 0.041f, -0.076f, 0.011f}},
	{{TYPED, 0.927f}, {SUBSTANCE, 0.384f}, {NEAR_MISS, 0.128f}, {-0.097f, -0.010f, 0.063f, -0.179f}},
	{{TYPE, 0.197f}, {STATED, 0.685f}, {STRANGER, 0.500f}, {-0.046f, -0.139f, 0.018f, -0.094f}},
	{{TURNS_KNOWN, 0.366f}, {TURNS_KNOWN, 0.362f}, {STRANGER, 0.500f}, {-0.025f, -0.217f, 0.044f, -0.076f}},
	{{COVERED, 0.588f}, {WORDING, -0.754f}, {TYPE, 0.142f}, {-0.079f, -0.053f, -0.091f, 0.024f}},
	{{WORDING, 0.050f}, {CORE, 0.024f}, {TURNS_KNOWN, 0.659f}, {-0.065f, 0.035f, -0.074f, 0.025f}},
	{{TURNS_KNOWN, 0.366f}, {LENGTH, 0.650f}, {NEAR_MISS, 0.046f}, {-0.059f, 0.055f, 0.037f, -0.076f}},
	{{NEAR_MISS, 0.037f}, {NEW_TYPE, 0.500f}, {NEAR_MISS, 0.038f}, {0.020f, -0.112f, -0.408f, -0.075f}},
	{{CLEAR, 1.148f}, {TURNS_KNOWN, 0.721f}, {WORDING, -0.300f}, {-0.060f, -0.338f, 0.046f, -0.020f}},
	{{NEAR_MISS, 0.096f}, {STRANGER, 0.500f}, {NEAREST, 0.775f}, {0.016f, -0.079f, -0.084f, -0.204f}},
	{{TURNS, 0.149f}, {SUBSTANCE, 0.284f}, {WORDING, 0.528f}, {-0.271f, -0.048f, 0.028f, -0.057f}},
	{{NEAREST, 0.429f}, {WORDING, -0.467f}, {WORDING, 0.635f}, {-0.078f, -0.053f, 0.025f, -0.067f}},
	{{NEAREST, 0.879f}, {SUBSTANCE, 0.568f}, {WORDING, 0.308f}, {-0.027f, 0.054f, 0.054f, 0.101f}},
	{{SUBSTANCE, 0.342f}, {MISS, 0.594f}, {TURNS_KNOWN, 0.175f}, {-0.152f, -0.023f, -0.084f, 0.015f}},
	{{MISS, 0.144f}, {SUBSTANCE, 0.335f}, {STRANGER, 0.500f}, {-0.184f, -0.061f, 0.012f, -0.081f}},
	{{GAP, 0.022f}, {CLEAR, 2.025f}, {STATED, 0.700f}, {-0.066f, 0.060f, -0.009f, -0.097f}},
	{{TURNS, 0.135f}, {STATED, 0.998f}, {STRANGER, 0.500f}, {-0.057f, -0.391f, 0.016f, -0.079f}},
	{{WORDING, 0.063f}, {CLEAR, 0.712f}, {TURNS_KNOWN, 0.862f}, {-0.091f, 0.029f, -0.064f, 0.086f}},
	{{TURNS, 0.317f}, {SUBSTANCE, 0.305f}, {SUBSTANCE, 0.651f}, {-0.124f, -0.009f, 0.040f, 0.390f}},
	{{SUBSTANCE, 0.305f}, {SUBSTANCE, 0.294f}, {TYPE, 0.249f}, {-0.036f, -0.252f, -0.048f, 0.021f}},
	{{LENGTH, 0.750f}, {WORDED, 0.845f}, {COVERED, 0.209f}, {-0.019f, 0.044f, 0.737f, 0.063f}},
	{{NEAR_MISS, 0.027f}, {LEAD, 1.557f}, {STATED, 0.948f}, {-0.030f, 0.026f, -0.083f, 0.114f}},
	{{STATED, 0.724f}, {COVERED, 0.591f}, {NEAR_FEW, 0.726f}, {-0.035f, 0.031f, -0.117f, 0.001f}},
	{{COVERED, 0.591f}, {SUBSTANCE, 0.651f}, {COVERED, 0.603f}, {-0.050f, 0.169f, 0.181f, 0.012f}},
	{{FOCUS, 0.535f}, {MISS, 0.868f}, {STATED, 0.686f}, {0.025f, -0.077f, -0.046f, -0.148f}},
	{{WORDING, -0.670f}, {TURNS, 0.089f}, {TURNS_KNOWN, 0.852f}, {-0.081f, 0.050f, -0.030f, 0.081f}},
	{{CORE, 0.990f}, {SUBSTANCE, 0.486f}, {CANNOT, 0.500f}, {-0.030f, 0.020f, 0.060f, -0.247f}},
	{{WORDING, 0.409f}, {WORDING, 0.395f}, {NEAREST, 0.991f}, {0.008f, 0.222f, -0.070f, 0.108f}},
	{{CLEAR, 3.046f}, {CORE, 0.796f}, {LEAD, 0.232f}, {-0.057f, 0.036f, 0.166f, 0.015f}},
	{{COVERED, 0.935f}, {STATED, 0.805f}, {TURNS_MISS, 0.856f}, {-0.003f, -0.148f, 0.048f, -0.138f}},
	{{TYPE, 0.251f}, {LEAD, 3.454f}, {TYPE, 0.282f}, {-0.008f, -0.098f, 0.159f, 0.007f}},
	{{TYPE, 0.251f}, {LEAD, 3.576f}, {TURNS, 0.137f}, {-0.013f, -0.105f, -0.045f, 0.025f}},
	{{MISS, 0.162f}, {SUBSTANCE, 0.337f}, {TURNS_MISS, 0.073f}, {-0.179f, -0.047f, 0.052f, -0.009f}},
	{{TURNS, 0.149f}, {TYPICAL, 0.779f}, {TURNS, 0.152f}, {-0.038f, -0.243f, 0.204f, 0.007f}},
	{{MISS, 0.640f}, {MISS, 0.639f}, {TYPED, 0.946f}, {0.022f, 0.298f, -0.058f, 0.060f}},
	{{SUBSTANCE, 0.343f}, {NEAREST, 0.654f}, {MISS, 0.615f}, {-0.159f, -0.028f, 0.028f, -0.029f}},
	{{CLEAR, 3.169f}, {TYPICAL, 0.820f}, {LEAD, 1.129f}, {-0.032f, -0.155f, 0.103f, 0.008f}},
	{{STRANGER, 0.500f}, {TYPE, 0.558f}, {SAID, 0.678f}, {-0.009f, 0.037f, -0.077f, -0.087f}},
	{{COVERED, 0.595f}, {SUBSTANCE, 0.649f}, {COVERED, 0.728f}, {-0.061f, 0.132f, 0.058f, 0.006f}},
	{{SUBSTANCE, 0.357f}, {TURNS, 0.515f}, {GAP, 0.064f}, {-0.071f, 0.070f, 0.060f, -0.013f}},
	{{TURNS_MISS, 0.076f}, {NEAR_FEW, 0.306f}, {CORE, 0.986f}, {-0.093f, 0.053f, -0.026f, 0.037f}},
	{{NEAR_FEW, 0.404f}, {GAP, 0.295f}, {FOCUS_SAME, 0.913f}, {-0.174f, -0.045f, -0.050f, 0.015f}},
	{{ORDINAL, 0.200f}, {TURNS_KNOWN, 0.844f}, {STATED, 0.759f}, {-0.005f, 0.094f, -0.057f, -0.222f}},
	{{SUBSTANCE, 0.308f}, {WORDING, -1.554f}, {STRANGER, 0.500f}, {-0.297f, -0.056f, 0.021f, -0.064f}},
	{{SUBSTANCE, 0.390f}, {NEAR_FEW, 0.599f}, {WORDING, 0.720f}, {-0.113f, 0.013f, 0.019f, -0.068f}},
	{{MISS, 0.481f}, {SUBSTANCE, 0.485f}, {TURNS_KNOWN, 0.659f}, {-0.014f, 0.063f, -0.032f, 0.035f}},
	{{NEAREST, 0.833f}, {STATED, 0.729f}, {WORDING, 0.332f}, {0.006f, -0.078f, 0.037f, 0.091f}},
	{{MISS, 0.995f}, {TURNS_KNOWN, 0.309f}, {TYPICAL, 0.758f}, {-0.015f, 0.027f, -0.110f, -0.184f}},
	{{TYPE, 0.560f}, {LENGTH, 0.950f}, {MISS, 0.003f}, {-0.015f, -0.356f, 0.424f, 0.029f}},
	{{WORDING, -0.190f}, {WORDING, -0.224f}, {WORDING, -0.157f}, {0.018f, 0.129f, -0.161f, -0.011f}},
	{{TURNS_MISS, 0.212f}, {NEAR_FEW, 0.305f}, {TURNS_KNOWN, 0.844f}, {-0.091f, 0.025f, -0.043f, 0.075f}},
	{{NEAR_FEW, 0.397f}, {TURNS, 0.314f}, {LEAD, 0.070f}, {-0.086f, 0.058f, 0.179f, 0.007f}},
	{{TURNS_MISS, 0.073f}, {NEAREST, 0.505f}, {LENGTH, 0.950f}, {-0.037f, 0.060f, -0.016f, -0.348f}},
	{{SUBSTANCE, 0.461f}, {TURNS_KNOWN, 0.464f}, {STATED, 0.645f}, {-0.068f, 0.010f, 0.036f, -0.038f}},
	{{FOCUS_SAME, 0.568f}, {TURNS_KNOWN, 0.763f}, {STRANGER, 0.500f}, {-0.027f, -0.327f, 0.033f, -0.062f}},
	{{TURNS_KNOWN, 0.150f}, {STATED, 0.998f}, {MISS, 0.868f}, {-0.068f, -0.314f, 0.009f, -0.086f}},
	{{TURNS, 0.146f}, {SUBSTANCE, 0.244f}, {TYPE, 0.743f}, {-0.354f, -0.033f, 0.017f, -0.176f}},
	{{TURNS_MISS, 0.220f}, {TYPE, 0.461f}, {WORDED, 0.845f}, {0.053f, 0.003f, -0.044f, 0.037f}},
	{{GAP, 0.559f}, {NEAREST, 0.486f}, {WORDING, -0.082f}, {-0.105f, -0.009f, 0.061f, -0.034f}},
	{{TURNS, 0.257f}, {STATED, 0.970f}, {LENGTH, 0.950f}, {-0.009f, -0.141f, 0.023f, -0.389f}},
	{{WORDING, -0.316f}, {TURNS_KNOWN, 0.146f}, {NEAREST, 0.741f}, {-0.063f, 0.018f, -0.016f, -0.060f}},
	{{TYPE, 0.257f}, {LEAD, 3.587f}, {TURNS, 0.098f}, {0.005f, -0.081f, -0.077f, 0.010f}},
	{{SUBSTANCE, 0.342f}, {WORDING, -1.629f}, {STRANGER, 0.500f}, {-0.212f, -0.048f, 0.019f, -0.057f}},
	{{SUBSTANCE, 0.568f}, {NEAREST, 0.831f}, {SUBSTANCE, 0.568f}, {-0.018f, 0.045f, 0.304f, 0.049f}},
	{{STATED, 0.865f}, {STATED, 0.652f}, {COVERED, 0.873f}, {0.013f, -0.046f, 0.202f, 0.046f}},
	{{CORE, 0.024f}, {SUBSTANCE, 0.595f}, {CORE, 0.344f}, {-0.079f, 0.211f, 0.051f, 0.005f}},
	{{WORDING, 0.411f}, {WORDING, 0.405f}, {TYPICAL, 0.765f}, {0.012f, 0.235f, -0.048f, -0.187f}},
	{{SUBSTANCE, 0.342f}, {MISS, 0.332f}, {WORDING, 0.495f}, {-0.206f, -0.041f, 0.011f, -0.064f}},
	{{COVERED, 0.585f}, {LENGTH, 0.950f}, {COVERED, 0.604f}, {-0.048f, 0.182f, 0.122f, 0.013f}},
	{{TURNS, 0.310f}, {TYPICAL, 0.778f}, {TYPE, 0.310f}, {-0.016f, -0.125f, 0.060f, 0.011f}},
	{{ORDINAL, 0.200f}, {STRANGER, 0.500f}, {TYPED, 0.758f}, {0.005f, -0.072f, -0.048f, -0.219f}},
	{{STRANGER, 0.500f}, {LEAD, 0.766f}, {SAID, 0.717f}, {0.047f, -0.001f, -0.049f, -0.084f}},
	{{CLEAR, 0.289f}, {WORDING, -0.772f}, {CLEAR, 0.297f}, {-0.123f, -0.085f, 0.409f, 0.002f}},
	{{CORE, 0.991f}, {CORE, 0.981f}, {MISS, 0.797f}, {-0.008f, -0.139f, 0.028f, 0.147f}},
	{{COVERED, 0.600f}, {SAID, 0.829f}, {COVERED, 0.604f}, {-0.035f, 0.145f, 0.112f, 0.010f}},
	{{GAP, 0.061f}, {LEAD, 0.728f}, {TYPICAL, 0.368f}, {0.103f, 0.008f, 0.016f, -0.052f}},
	{{SUBSTANCE, 0.336f}, {SUBSTANCE, 0.334f}, {TURNS_KNOWN, 0.309f}, {-0.045f, -0.402f, -0.030f, 0.014f}},
	{{MISS, 0.609f}, {TYPICAL, 0.765f}, {SUBSTANCE, 0.518f}, {0.023f, -0.195f, -0.004f, -0.093f}},
	{{SUBSTANCE, 0.483f}, {CORE, 0.984f}, {SUBSTANCE, 0.483f}, {-0.033f, 0.053f, 0.481f, 0.025f}},
	{{SUBSTANCE, 0.562f}, {CORE, 0.039f}, {MISS, 0.863f}, {-0.065f, 0.006f, 0.041f, 0.458f}},
	{{LENGTH, 0.750f}, {NEAREST, 0.614f}, {NEAR_FEW, 0.177f}, {-0.022f, 0.014f, 0.252f, 0.052f}},
	{{MISS, 0.946f}, {TURNS, 0.229f}, {SAID, 0.917f}, {-0.024f, 0.010f, -0.089f, -0.140f}},
	{{NEW_TYPE, 0.500f}, {CANNOT, 0.500f}, {WORDED, 0.690f}, {0.008f, 0.238f, -0.044f, -0.160f}},
	{{NEW_TYPE, 0.500f}, {FOCUS_SAME, 0.700f}, {WORDED, 0.764f}, {-0.041f, 0.013f, -0.067f, -0.238f}},
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
