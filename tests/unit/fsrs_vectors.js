// Writes review histories and what ts-fsrs makes of them, for test_schedule.c:
//
//	npm install ts-fsrs@4.7.1 && node tests/unit/fsrs_vectors.js > tests/unit/fsrs.tsv
//
// A line is a history: for each review the days since the last one and the grade (1 to 4), then the
// stability, difficulty and interval after the last review.
const { fsrs, FSRSVersion } = require("ts-fsrs");
const scheduler = fsrs({ enable_fuzz: false });

let state = 19;
function random(below) { // a linear congruential generator: the same file each time
	state = (state * 1103515245 + 12345) % 2147483648;
	return Math.floor(state / 65536) % below;
}

console.log(`# ${FSRSVersion}, fsrs_vectors.js`);
for (let number = 0; number < 1200; number++) {
	const count = 1 + random(12);
	let memory = null, reviews = [];

	for (let i = 0; i < count; i++) {
		// on one day, on the day that is due, early, late
		const interval = memory ? scheduler.next_interval(memory.stability, 0) : 0;
		const days = i === 0 ? 0 : [0, interval, random(interval + 1), interval + random(3 * interval + 2),
			random(1000)][random(5)];
		const grade = [1, 2, 3, 3, 3, 4][random(6)];
		memory = scheduler.next_state(memory, days, grade);
		reviews.push(`${days}:${grade}`);
	}
	console.log([reviews.join(" "), memory.stability, memory.difficulty,
		scheduler.next_interval(memory.stability, 0)].join("\t"));
}
