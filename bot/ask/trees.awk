# Turns ranking.model into C, for trees.c.
BEGIN { trees = 0; nodes = 0
	print "static const struct node nodes[] = {" }
/^#/ || NF == 0 { next }
$1 == "ensemble" { start[$2] = $3; first[$2] = trees; name = $2; next }
$1 == "tree" { root[trees++] = nodes; count[name]++; next }
$1 == "correction" { correction = $2; next }
NF == 2 && $1 != "=" { weights = weights sprintf("\t{%s, %.8ef},\n", place($1), $2); next }
$1 == "=" { printf "\t{%.8ef, -1, 0, 0},\n", $2; nodes++; next }
{ printf "\t{%.8ef, %s, %d, %d},\n", $2, place($1), $3, $4; nodes++ }
function place(evidence) {
	if (evidence ~ /^READ_/) return "TREES_READING + " evidence
	if (evidence ~ /^TREES_/) return evidence
	if (evidence == "LEAD") return "TREES_SCORE_LEAD"
	if (evidence == "CLEAR") return "TREES_CLEAR"
	return "EVIDENCE_" evidence
}
END {
	print "};\n\nstatic const struct tree trees[] = {"
	for (i = 0; i < trees; i++) printf "\t{nodes + %d},\n", root[i]
	print "};\n\nstatic const struct ensemble ensembles[TREES_ENSEMBLES] = {"
	split("plain rank text", order, " ")
	split("TREES_PLAIN TREES_RANK TREES_TEXT", places, " ")
	for (i = 1; i <= 3; i++)
		printf "\t[%s] = {%.8ef, %d, %d},\n", places[i], start[order[i]], first[order[i]], count[order[i]]
	print "};"
	printf "\nstatic const float correction_start = %.8ef;\n", correction
	printf "static const struct weight correction[] = {\n%s};\n", weights
}
