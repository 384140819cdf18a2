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
static const float start = 0.447f;

static const struct tree trees[] = {
	{{SAID, 0.758f}, {WORDING, -0.164f}, {WORDING, 0.349f}, {-0.042f, -0.235f, 0.120f, -0.140f}},
	{{SAID, 0.758f}, {WORDING, -0.181f}, {WORDING, 0.253f}, {-0.031f, -0.206f, 0.120f, -0.088f}},
	{{SAID, 0.829f}, {WORDING, -0.126f}, {WORDING, 0.240f}, {-0.013f, -0.175f, 0.119f, -0.063f}},
	{{SAID, 0.694f}, {WORDING, -0.508f}, {WORDING, 0.049f}, {-0.029f, -0.166f, 0.107f, -0.074f}},
	{{SAID, 0.829f}, {WORDING, -0.082f}, {WORDING, 0.263f}, {-0.021f, -0.154f, 0.104f, -0.080f}},
	{{COVERED, 0.694f}, {WORDING, -0.510f}, {WORDING, 0.238f}, {-0.020f, -0.150f, 0.096f, -0.072f}},
	{{CLEAR, 3.669f}, {NEAREST, 0.491f}, {WORDING, 0.050f}, {-0.155f, -0.062f, 0.113f, -0.071f}},
	{{COVERED, 0.591f}, {LENGTH, 0.650f}, {WORDING, 0.084f}, {-0.129f, -0.011f, 0.092f, -0.065f}},
	{{CLEAR, 4.218f}, {NEAR_FEW, 0.702f}, {NEAR_MISS, 0.027f}, {-0.111f, 0.044f, 0.082f, -0.104f}},
	{{COVERED, 0.892f}, {WORDING, -0.037f}, {CLEAR, 2.919f}, {-0.013f, -0.117f, -0.064f, 0.097f}},
	{{CLEAR, 2.843f}, {CORE, 0.176f}, {WORDING, 0.372f}, {-0.150f, -0.075f, 0.078f, -0.084f}},
	{{CLEAR, 4.825f}, {WORDING, -0.501f}, {WORDING, 0.084f}, {-0.006f, -0.102f, 0.101f, -0.043f}},
	{{COVERED, 0.591f}, {WORDING, -0.543f}, {NEAR_MISS, 0.096f}, {-0.039f, -0.123f, 0.055f, -0.132f}},
	{{CLEAR, 3.034f}, {TURNS, 0.317f}, {WORDING, 0.213f}, {-0.109f, -0.019f, 0.076f, -0.059f}},
	{{COVERED, 0.875f}, {WORDING, -0.024f}, {NEAR_MISS, 0.100f}, {-0.007f, -0.107f, 0.073f, -0.125f}},
	{{CLEAR, 2.716f}, {TURNS, 0.317f}, {WORDING, -0.008f}, {-0.105f, 0.011f, 0.081f, -0.040f}},
	{{CLEAR, 4.219f}, {TURNS_KNOWN, 0.366f}, {WORDING, 0.671f}, {-0.099f, -0.016f, 0.064f, -0.105f}},
	{{STRANGER, 0.500f}, {TURNS_KNOWN, 0.469f}, {SAID, 0.717f}, {-0.035f, 0.069f, -0.118f, -0.144f}},
	{{STRANGER, 0.500f}, {TURNS_KNOWN, 0.366f}, {SAID, 0.717f}, {-0.044f, 0.054f, -0.115f, -0.143f}},
	{{CLEAR, 2.908f}, {WORDING, -1.156f}, {NEAR_MISS, 0.004f}, {0.032f, -0.080f, 0.054f, -0.083f}},
	{{WORDING, -0.316f}, {NEAR_FEW, 0.364f}, {COVERED, 0.984f}, {-0.090f, 0.072f, -0.080f, 0.033f}},
	{{WORDING, -0.004f}, {NEAR_FEW, 0.364f}, {TURNS_KNOWN, 0.875f}, {-0.108f, 0.057f, -0.076f, 0.153f}},
	{{CLEAR, 4.255f}, {SUBSTANCE, 0.344f}, {NEAR_MISS, 0.096f}, {-0.144f, -0.041f, 0.050f, -0.120f}},
	{{GAP, 0.065f}, {STATED, 0.039f}, {SUBSTANCE, 0.516f}, {-0.264f, 0.069f, -0.070f, 0.002f}},
	{{STRANGER, 0.500f}, {FOCUS_SAME, 0.904f}, {SAID, 0.717f}, {-0.072f, 0.040f, -0.102f, -0.126f}},
	{{STRANGER, 0.500f}, {TURNS_KNOWN, 0.464f}, {SAID, 0.678f}, {-0.022f, 0.063f, -0.098f, -0.127f}},
	{{NEAR_MISS, 0.029f}, {CLEAR, 4.261f}, {TYPE, 0.520f}, {-0.037f, 0.046f, -0.125f, -0.034f}},
	{{WORDING, 0.049f}, {CLEAR, 1.098f}, {TURNS_KNOWN, 0.875f}, {-0.077f, 0.054f, -0.066f, 0.098f}},
	{{WORDING, -0.190f}, {CLEAR, 1.584f}, {PATTERN, 0.500f}, {-0.069f, 0.060f, -0.062f, 0.124f}},
	{{STRANGER, 0.500f}, {TYPE, 0.285f}, {SAID, 0.717f}, {-0.050f, 0.035f, -0.091f, -0.114f}},
	{{COVERED, 0.591f}, {LENGTH, 0.750f}, {SUBSTANCE, 0.311f}, {-0.064f, 0.079f, -0.106f, 0.036f}},
	{{WORDING, 0.006f}, {NEAR_FEW, 0.312f}, {WORDED, 0.845f}, {-0.102f, 0.044f, -0.072f, 0.061f}},
	{{WORDED, 0.845f}, {WORDING, -0.426f}, {SUBSTANCE, 0.209f}, {0.026f, -0.058f, -0.208f, 0.081f}},
	{{NEAREST, 0.614f}, {LENGTH, 0.450f}, {NEW_TYPE, 0.500f}, {-0.098f, 0.004f, 0.043f, -0.128f}},
	{{CLEAR, 2.104f}, {SUBSTANCE, 0.215f}, {WORDING, 0.671f}, {-0.195f, -0.047f, 0.033f, -0.081f}},
	{{LEAD, 1.593f}, {SUBSTANCE, 0.515f}, {STRANGER, 0.500f}, {-0.086f, 0.034f, 0.031f, -0.095f}},
	{{TURNS, 0.314f}, {TYPICAL, 0.808f}, {STRANGER, 0.500f}, {-0.021f, -0.258f, 0.066f, -0.075f}},
	{{WORDING, 0.050f}, {STATED, 0.143f}, {TURNS_KNOWN, 0.862f}, {-0.096f, 0.039f, -0.052f, 0.130f}},
	{{NEAR_MISS, 0.046f}, {CLEAR, 2.912f}, {TURNS_KNOWN, 0.875f}, {-0.033f, 0.041f, -0.101f, 0.149f}},
	{{NEAR_MISS, 0.011f}, {TURNS, 0.149f}, {NEAREST, 0.752f}, {-0.059f, 0.030f, -0.067f, -0.164f}},
	{{WORDING, 0.528f}, {STRANGER, 0.500f}, {TURNS_KNOWN, 0.875f}, {0.023f, -0.087f, -0.093f, 0.119f}},
	{{TURNS, 0.149f}, {TYPICAL, 0.775f}, {STRANGER, 0.500f}, {-0.052f, -0.362f, 0.030f, -0.081f}},
	{{TYPE, 0.285f}, {SUBSTANCE, 0.336f}, {STRANGER, 0.500f}, {-0.202f, -0.035f, 0.028f, -0.076f}},
	{{CLEAR, 1.965f}, {TYPED, 0.927f}, {TYPE, 0.133f}, {-0.034f, -0.137f, -0.114f, 0.024f}},
	{{WORDING, -0.026f}, {NEAR_FEW, 0.269f}, {TURNS_KNOWN, 0.862f}, {-0.107f, 0.035f, -0.043f, 0.086f}},
	{{NEAR_MISS, 0.031f}, {TURNS, 0.102f}, {TURNS_KNOWN, 0.886f}, {-0.071f, 0.025f, -0.086f, 0.152f}},
	{{TURNS_KNOWN, 0.575f}, {WORDING, -0.080f}, {ORDINAL, 0.200f}, {0.006f, -0.064f, 0.046f, -0.289f}},
	{{SUBSTANCE, 0.318f}, {SAME_TYPE, 0.500f}, {WORDING, -0.190f}, {-0.157f, 0.013f, 0.024f, -0.033f}},
	{{MISS, 0.133f}, {SUBSTANCE, 0.351f}, {WORDED, 0.519f}, {-0.201f, -0.066f, -0.045f, 0.019f}},
	{{SUBSTANCE, 0.336f}, {MISS, 0.140f}, {STRANGER, 0.500f}, {-0.183f, -0.053f, 0.027f, -0.075f}},
	{{NEAR_MISS, 0.035f}, {NEW_TYPE, 0.500f}, {NEAR_MISS, 0.038f}, {0.012f, -0.104f, -0.365f, -0.079f}},
	{{TURNS, 0.216f}, {STATED, 0.895f}, {STRANGER, 0.500f}, {-0.028f, -0.233f, 0.040f, -0.081f}},
	{{LENGTH, 0.650f}, {NEAREST, 0.792f}, {COVERED, 0.181f}, {-0.037f, 0.037f, 0.688f, 0.063f}},
	{{GAP, 0.034f}, {LEAD, 0.109f}, {TYPICAL, 0.638f}, {0.171f, 0.042f, -0.007f, -0.122f}},
	{{COVERED, 0.531f}, {WORDING, -0.743f}, {WORDING, 0.671f}, {-0.083f, -0.057f, 0.025f, -0.064f}},
	{{CORE, 0.117f}, {CLEAR, 4.112f}, {WORDING, 0.667f}, {-0.096f, 0.025f, 0.030f, -0.095f}},
	{{LENGTH, 0.350f}, {NEAREST, 0.791f}, {LEAD, 0.559f}, {-0.085f, 0.024f, -0.071f, 0.021f}},
	{{SUBSTANCE, 0.452f}, {TURNS_KNOWN, 0.575f}, {NEW_TYPE, 0.500f}, {-0.065f, 0.032f, 0.034f, -0.111f}},
	{{SUBSTANCE, 0.303f}, {SUBSTANCE, 0.294f}, {STRANGER, 0.500f}, {-0.023f, -0.275f, 0.023f, -0.073f}},
	{{FOCUS_SAME, 0.570f}, {TURNS_KNOWN, 0.752f}, {SUBSTANCE, 0.568f}, {-0.058f, -0.370f, 0.004f, 0.076f}},
	{{LENGTH, 0.550f}, {TURNS_KNOWN, 0.657f}, {NEAR_FEW, 0.138f}, {-0.043f, 0.038f, 0.370f, 0.036f}},
	{{SUBSTANCE, 0.342f}, {MISS, 0.333f}, {FOCUS, 0.509f}, {-0.172f, -0.047f, 0.018f, -0.059f}},
	{{SUBSTANCE, 0.304f}, {SUBSTANCE, 0.294f}, {TYPE, 0.139f}, {-0.027f, -0.265f, -0.094f, 0.005f}},
	{{SUBSTANCE, 0.481f}, {COVERED, 0.931f}, {STRANGER, 0.500f}, {-0.056f, 0.014f, 0.048f, -0.068f}},
	{{TYPE, 0.560f}, {CORE, 0.992f}, {MISS, 0.011f}, {-0.024f, 0.058f, 0.196f, 0.032f}},
	{{COVERED, 0.559f}, {WORDING, -1.175f}, {COVERED, 0.643f}, {-0.090f, -0.037f, 0.068f, 0.007f}},
	{{TURNS_MISS, 0.447f}, {TURNS_KNOWN, 0.309f}, {TURNS_KNOWN, 0.844f}, {-0.035f, 0.025f, -0.098f, 0.045f}},
	{{TURNS, 0.310f}, {SUBSTANCE, 0.282f}, {LENGTH, 0.950f}, {-0.132f, -0.018f, 0.028f, -0.991f}},
	{{TYPE, 0.385f}, {STATED, 0.669f}, {TURNS_KNOWN, 0.146f}, {-0.001f, -0.084f, -0.080f, 0.022f}},
	{{PATTERN, 0.500f}, {TURNS_MISS, 0.581f}, {WORDED, 0.817f}, {-0.001f, -0.119f, 0.150f, 0.076f}},
	{{CORE, 0.099f}, {STATED, 0.765f}, {CORE, 0.349f}, {-0.040f, -0.154f, 0.067f, 0.012f}},
	{{MISS, 0.868f}, {MISS, 0.852f}, {MISS, 0.878f}, {0.011f, 0.128f, -0.212f, -0.063f}},
	{{SUBSTANCE, 0.550f}, {TYPE, 0.146f}, {MISS, 0.653f}, {-0.082f, -0.006f, 0.068f, -0.105f}},
	{{CORE, 0.994f}, {SUBSTANCE, 0.336f}, {CANNOT, 0.500f}, {-0.079f, -0.001f, 0.075f, -0.139f}},
	{{CORE, 0.027f}, {STATED, 0.653f}, {WORDING, 0.529f}, {-0.042f, -0.125f, 0.022f, -0.060f}},
	{{PATTERN, 0.500f}, {GAP, 0.061f}, {LEAST_TYPED, 0.300f}, {0.014f, -0.031f, 0.107f, 0.085f}},
	{{FOCUS, 0.096f}, {STRANGER, 0.500f}, {TURNS_MISS, 0.204f}, {0.026f, -0.059f, 0.013f, -0.115f}},
	{{TURNS, 0.137f}, {STATED, 0.973f}, {SUBSTANCE, 0.594f}, {-0.038f, -0.256f, 0.014f, 0.103f}},
	{{TURNS_MISS, 0.297f}, {STATED, 0.683f}, {TURNS_KNOWN, 0.774f}, {0.029f, -0.030f, -0.070f, 0.066f}},
	{{CLEAR, 1.086f}, {SUBSTANCE, 0.616f}, {LEAD, 0.575f}, {-0.064f, 0.123f, 0.096f, 0.005f}},
	{{TURNS_KNOWN, 0.161f}, {STATED, 0.998f}, {TURNS_KNOWN, 0.179f}, {-0.059f, -0.305f, 0.169f, 0.008f}},
	{{SUBSTANCE, 0.568f}, {GAP, 0.034f}, {SUBSTANCE, 0.568f}, {0.031f, -0.024f, 0.219f, 0.048f}},
	{{WORDING, -0.302f}, {TURNS_KNOWN, 0.136f}, {WORDING, -0.289f}, {-0.070f, 0.031f, -0.267f, -0.012f}},
	{{MISS, 0.770f}, {CORE, 0.099f}, {SUBSTANCE, 0.527f}, {-0.043f, 0.018f, -0.029f, -0.237f}},
	{{SUBSTANCE, 0.337f}, {MISS, 0.593f}, {ORDINAL, 0.200f}, {-0.129f, -0.013f, 0.009f, -0.110f}},
	{{CLEAR, 1.085f}, {TURNS_KNOWN, 0.721f}, {LEAD, 0.120f}, {-0.041f, -0.290f, 0.143f, 0.006f}},
	{{NEAREST, 0.493f}, {SUBSTANCE, 0.649f}, {LEAD, 0.139f}, {-0.060f, 0.103f, 0.128f, 0.010f}},
	{{TYPE, 0.186f}, {TURNS, 0.606f}, {STRANGER, 0.500f}, {-0.040f, -0.454f, 0.021f, -0.074f}},
	{{SUBSTANCE, 0.594f}, {SUBSTANCE, 0.594f}, {SUBSTANCE, 0.595f}, {0.007f, -0.591f, 0.269f, 0.057f}},
	{{NEAREST, 0.499f}, {LENGTH, 0.750f}, {COVERED, 0.363f}, {-0.053f, 0.055f, 0.154f, 0.020f}},
	{{TURNS_KNOWN, 0.309f}, {STATED, 0.997f}, {STRANGER, 0.500f}, {-0.023f, -0.230f, 0.020f, -0.074f}},
	{{WORDING, -0.679f}, {GAP, 0.785f}, {TURNS_KNOWN, 0.852f}, {0.020f, 0.100f, -0.025f, 0.093f}},
	{{WORDING, 0.832f}, {WORDING, 0.812f}, {TYPE, 0.716f}, {0.010f, 0.149f, -0.088f, -0.172f}},
	{{SUBSTANCE, 0.483f}, {NEAREST, 0.991f}, {SUBSTANCE, 0.483f}, {-0.041f, 0.088f, 0.298f, 0.013f}},
	{{TYPE, 0.560f}, {LENGTH, 0.950f}, {MISS, 0.011f}, {-0.022f, -0.334f, 0.200f, 0.020f}},
	{{FOCUS_SAME, 0.448f}, {STATED, 0.686f}, {FOCUS, 0.262f}, {-0.030f, -0.135f, 0.005f, 0.095f}},
	{{SUBSTANCE, 0.595f}, {SUBSTANCE, 0.594f}, {NEAR_MISS, 0.010f}, {-0.006f, -0.438f, 0.032f, 0.191f}},
	{{NEAREST, 0.614f}, {STATED, 0.995f}, {NEAR_MISS, 0.027f}, {-0.039f, -0.530f, 0.022f, -0.073f}},
	{{TYPE, 0.251f}, {LEAD, 3.970f}, {SAID, 0.590f}, {0.006f, -0.085f, -0.048f, 0.029f}},
	{{STATED, 0.864f}, {STATED, 0.805f}, {LEAD, 0.560f}, {0.003f, -0.103f, 0.149f, 0.037f}},
	{{CORE, 0.078f}, {WORDING, -2.035f}, {MISS, 0.640f}, {0.163f, -0.058f, 0.021f, -0.020f}},
	{{PATTERN, 0.500f}, {TYPE, 0.523f}, {TYPE, 0.427f}, {-0.022f, 0.017f, 0.135f, 0.081f}},
	{{TYPE, 0.257f}, {SAID, 0.771f}, {TYPE, 0.282f}, {0.015f, -0.077f, 0.166f, 0.003f}},
	{{SUBSTANCE, 0.345f}, {SUBSTANCE, 0.294f}, {MISS, 0.640f}, {0.025f, -0.110f, 0.019f, -0.024f}},
	{{CLEAR, 0.609f}, {WORDING, -0.512f}, {LEAD, 0.631f}, {-0.111f, -0.059f, 0.064f, 0.007f}},
	{{TYPE, 0.560f}, {LENGTH, 0.950f}, {MISS, 0.003f}, {-0.024f, -0.241f, 0.331f, 0.020f}},
	{{LEAD, 4.616f}, {CLEAR, 4.680f}, {TYPE, 0.279f}, {-0.002f, 0.060f, -0.108f, -0.006f}},
	{{TYPED, 0.938f}, {TYPED, 0.894f}, {NEAR_MISS, 0.128f}, {-0.004f, -0.168f, 0.056f, -0.142f}},
	{{CORE, 0.984f}, {SUBSTANCE, 0.241f}, {TYPED, 0.707f}, {-0.165f, -0.012f, 0.083f, 0.025f}},
	{{NEAR_FEW, 0.397f}, {SAID, 0.862f}, {SUBSTANCE, 0.201f}, {-0.043f, -0.184f, 0.138f, 0.011f}},
	{{STATED, 0.971f}, {STATED, 0.916f}, {TURNS_KNOWN, 0.594f}, {0.003f, 0.095f, -0.186f, 0.050f}},
	{{MISS, 0.705f}, {NEAREST, 0.491f}, {TURNS_KNOWN, 0.650f}, {-0.032f, 0.024f, -0.080f, 0.030f}},
	{{LENGTH, 0.750f}, {NEAR_FEW, 0.721f}, {STATED, 0.036f}, {-0.013f, 0.033f, 0.196f, 0.053f}},
	{{TURNS_MISS, 0.310f}, {NEAREST, 0.614f}, {SUBSTANCE, 0.615f}, {-0.020f, 0.033f, -0.039f, 0.163f}},
	{{SUBSTANCE, 0.343f}, {WORDING, -1.629f}, {SAID, 0.566f}, {-0.282f, -0.055f, -0.050f, 0.019f}},
	{{WORDING, -0.021f}, {MISS, 0.168f}, {NEAR_FEW, 0.851f}, {-0.070f, 0.027f, -0.011f, -0.122f}},
	{{TYPE, 0.484f}, {TURNS_MISS, 0.575f}, {TYPE, 0.502f}, {0.043f, -0.104f, -0.083f, 0.005f}},
	{{PATTERN, 0.500f}, {NEAREST, 0.944f}, {TYPICAL, 0.505f}, {-0.016f, 0.062f, 0.170f, 0.052f}},
	{{LEAD, 0.757f}, {TURNS_MISS, 0.205f}, {LEAD, 0.763f}, {0.070f, -0.099f, -0.305f, -0.004f}},
	{{GAP, 0.580f}, {COVERED, 0.897f}, {COVERED, 0.456f}, {-0.038f, 0.010f, -0.012f, 0.058f}},
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
