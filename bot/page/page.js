// Adds search, filters and copy buttons to the pages of `tonle export --html`, which can be read
// without JavaScript, too.
"use strict";

// --- words: folded and split like the bot does (base/text.c, language/words.c) ---

const fold = (text) => text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
	.replace(/[\u2018\u2019\u201b\u2032`\u00b4]/g, "'").replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[\u201c-\u201f\u00ab\u00bb\u2033]/g, '"');

// Words with their positions: "W.T.O." is wto, "Sen’s" is sen, "2,000" is 2000.
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}\u200b-\u200d]|,(?=\d{3}(?!\d))|\.(?=\p{L}(?!\p{L}))|['’](?=\p{L}))*/gu;
const split = (text) => [...text.matchAll(WORD)].map((found) => ({
	word: fold(found[0]).replace(/'s$/, "").replace(/[.,']/g, ""), at: found.index, end: found.index + found[0].length}));

// A rough stem, which is the same for most inflexions of a word; used only for unknown words.
const stem = (word) => word.replace(/(?:ies|ied)$/, "y").replace(/(?:(?:at)?ions?|ing|ers?|ed|es|s|ly)$/, (end) => word.length - end.length > 2 ? "" : end);
const UNSPACED = /[\u0e00-\u0eff\u1780-\u17ff\u3040-\u9fff]/;

// The optimal string alignment distance of a and b; some number above `most` if it is greater.
function distance(a, b, most) {
	if (Math.abs(a.length - b.length) > most)
		return most + 1;
	let older = [], old = [...Array(b.length + 1).keys()];
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let k = 1; k <= b.length; k++) {
			row[k] = Math.min(old[k] + 1, row[k - 1] + 1, old[k - 1] + (a[i - 1] !== b[k - 1]));
			if (i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1])
				row[k] = Math.min(row[k], older[k - 2] + 1);
		}
		if (Math.min(...row) > most)
			return most + 1;
		[older, old] = [old, row];
	}
	return old[b.length];
}

// --- the index (page/search_index.h) ---

// The weight of a strength (0 to 7): only in questions (some, half, most); or in the statement, too.
const STRENGTHS = [0, 0.4, 0.6, 0.7, 0.85, 0.9, 0.95, 1];

class Index {
	constructor(data) {
		this.facts = data.facts;
		this.terms = data.terms;
		this.words = new Map(Object.entries(data.words));
		this.skip = new Set(data.skip);
		this.longest = 1;
		this.single = new Map(); // from a typed word to all terms with it in their names
		this.stems = new Map();
		this.unspaced = [];
		for (const [name, term] of this.words) {
			const parts = name.split(" ");

			this.longest = Math.max(this.longest, parts.length);
			for (const part of parts)
				if (!this.skip.has(part))
					this.single.set(part, (this.single.get(part) || new Set()).add(term));
			if (parts.length === 1)
				this.stems.set(stem(name), (this.stems.get(stem(name)) || new Set()).add(term));
			if (UNSPACED.test(name))
				this.unspaced.push([name.replaceAll(" ", ""), term]);
		}
		this.unspaced.sort((a, b) => b[0].length - a[0].length);
	}

	// The known word nearest to an unknown one.
	nearest(word) {
		const most = word.length < 4 ? 0 : word.length < 10 ? 1 : 2;
		let best = null, least = most + 0.9;

		for (const known of most ? this.single.keys() : []) {
			const far = distance(word, known, most) + (known[0] === word[0] ? 0 : 0.5) + (known.length === word.length ? 0 : 0.1);

			if (known.length > 3 && far < least)
				[best, least] = [known, far];
		}
		return best;
	}

	// Terms for a word that is neither a name nor known: [term, likelihood].
	guess(word, typing) {
		const all = (terms, likely) => [...terms].map((term) => [term, likely]);

		if (this.stems.has(stem(word)))
			return all(this.stems.get(stem(word)), 0.9);
		if (this.single.has(word))
			return all(this.single.get(word), 0.7);
		if (typing && word.length > 1) {
			const begun = [...this.single].filter(([known]) => known.startsWith(word)).flatMap(([, terms]) => [...terms]);

			if (begun.length)
				return all(new Set(begun), 0.8);
		}
		for (let at = 3; at <= word.length - 3; at++) {
			const name = word.slice(0, at) + " " + word.slice(at);

			if (this.words.has(name))
				return [[this.words.get(name), 0.9]];
		}
		return [];
	}

	// Parses a query into units of terms to search for, and notes to show.
	read(query) {
		const units = [], notes = [], typing = /[\p{L}\p{M}\p{N}]$/u.test(query);
		let tokens = split(query).map((token) => token.word);
		let whole = fold(query).replace(/\s/g, "");

		for (const [name, term] of UNSPACED.test(whole) ? this.unspaced : [])
			if (whole.includes(name)) {
				whole = whole.replaceAll(name, " ");
				units.push([[term, 1]]);
			}
		if (units.length)
			tokens = tokens.filter((word) => !UNSPACED.test(word));
		const corrected = tokens.map((word, at) => {
			if (this.skip.has(word) || this.single.has(word) || this.guess(word, typing && at === tokens.length - 1).length)
				return word;
			const known = this.nearest(word);

			if (known)
				notes.push(`“${word}” read as “${known}”`);
			return known || word;
		});
		for (let at = 0; at < corrected.length;) {
			let length = Math.min(this.longest, corrected.length - at), name;

			while (length > 0 && !this.words.has(name = corrected.slice(at, at + length).join(" ")))
				length--;
			if (length > 0) {
				units.push([[this.words.get(name), 1]]);
			} else if (!this.skip.has(corrected[at])) {
				const terms = this.guess(corrected[at], typing && at === corrected.length - 1);

				if (terms.length)
					units.push(terms);
				else
					notes.push(`no fact has “${tokens[at]}”`);
			}
			at += length || 1;
		}
		return {units, notes};
	}

	// The facts found, best first: [fact, score]; 1 is a fact that has everything.
	find(units) {
		const scores = new Map();
		let whole = 0;

		for (const unit of units) {
			const best = new Map();
			let weight = 0;
			const add = (term, likely) => {
				for (const posting of this.terms[term][2]) {
					const score = likely * STRENGTHS[posting & 7];

					best.set(posting >> 3, Math.max(score, best.get(posting >> 3) || 0));
				}
			};

			for (const [term, likely] of unit) {
				weight = Math.max(weight, this.terms[term][0], 0.3);
				add(term, likely);
				for (const related of this.terms[term][1])
					add(related, likely * 0.5);
			}
			whole += weight;
			for (const [fact, score] of best)
				scores.set(fact, (scores.get(fact) || 0) + weight * score);
		}
		const ranked = [...scores].map(([fact, score]) => [fact, score / whole]).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
		const least = ranked.length ? Math.max(0.3, ranked[0][1] * 0.5) : 0;

		return ranked.filter(([, score]) => score >= least);
	}
}

// --- search, on index.html ---

function marksIn(index, node, wanted) {
	const tokens = split(node.data), marks = [];

	for (let at = 0; at < tokens.length;) {
		let length = Math.min(index.longest, tokens.length - at), name;

		while (length > 0 && !index.words.has(name = tokens.slice(at, at + length).map((token) => token.word).join(" ")))
			length--;
		const terms = length ? [index.words.get(name)] : [...index.stems.get(stem(tokens[at].word)) || []];

		if (terms.some((term) => wanted.has(term)))
			marks.push([tokens[at].at, tokens[at + (length || 1) - 1].end]);
		at += length || 1;
	}
	return marks;
}

function unmark(root) {
	for (const mark of root.querySelectorAll("mark"))
		mark.replaceWith(mark.textContent);
	root.normalize();
}

function mark(index, root, wanted) {
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), nodes = [];

	while (walker.nextNode())
		nodes.push(walker.currentNode);
	for (const node of nodes)
		for (const [at, end] of marksIn(index, node, wanted).reverse()) {
			const range = document.createRange();

			range.setStart(node, at);
			range.setEnd(node, end);
			range.surroundContents(document.createElement("mark"));
		}
}

function startSearch(form, index) {
	const input = form.querySelector("input"), told = form.querySelector("output");
	const articles = new Map([...document.querySelectorAll("article")].map((article) => [article.id, article]));
	const homes = new Map([...articles].map(([id, article]) => [id, article.parentElement]));
	const inside = new Map([...homes.values()].map((home) => [home, [...home.querySelectorAll("article")]]));
	const sections = [...document.querySelectorAll("section")], topics = document.querySelector(".topics");
	const found = document.createElement("section");

	found.setAttribute("aria-label", "Facts that were found");
	sections[0]?.before(found);

	// A phrase in quotation marks must occur word for word.
	const phrasesOf = (text) => [...fold(text).matchAll(/"([^"]+)"/g)].map((match) => match[1].trim());
	const has = (article, phrases) => phrases.every((phrase) => fold(article.textContent).includes(phrase));

	function search() {
		const query = input.value.trim();
		const {units, notes} = index.read(input.value), phrases = phrasesOf(query);
		const ids = articles.has(query) ? [query] : index.find(units).map(([fact]) => index.facts[fact]);
		const shown = ids.map((id) => articles.get(id)).filter((article) => article && has(article, phrases));

		unmark(found);
		for (const home of new Set([...found.children].map((article) => homes.get(article.id))))
			if (home.querySelector(".also"))
				home.querySelector(".also").before(...inside.get(home));
			else
				home.append(...inside.get(home));
		found.append(...query ? shown : []);
		for (const article of query ? shown : [])
			for (const part of article.querySelectorAll(".says, .cites, details:first-of-type li"))
				mark(index, part, new Set(units.flatMap((unit) => unit.filter(([, likely]) => likely > 0.6).map(([term]) => term))));
		for (const section of sections)
			section.hidden = query !== "";
		topics.hidden = query !== "";
		told.textContent = query ? [`${shown.length} of ${articles.size} facts`, ...notes].join("; ") : "";
		history.replaceState(null, "", query ? "?q=" + encodeURIComponent(input.value) : location.pathname + location.hash);
	}

	form.hidden = false;
	form.addEventListener("submit", (event) => event.preventDefault());
	input.addEventListener("input", search);
	// A link to a fact shows it, even if the search hides it.
	window.addEventListener("hashchange", () => {
		const aim = document.getElementById(decodeURIComponent(location.hash.slice(1)));

		if (aim && aim.closest("[hidden]")) {
			input.value = "";
			search();
			aim.scrollIntoView();
		}
	});
	input.value = new URLSearchParams(location.search).get("q") || "";
	if (input.value)
		search();
}

// --- copying, on index.html ---

async function copy(text) {
	if (navigator.clipboard)
		return navigator.clipboard.writeText(text);
	const box = document.createElement("textarea"); // for pages without TLS

	box.value = text;
	document.body.append(box);
	box.select();
	document.execCommand("copy");
	box.remove();
}

function addButton(place, label, text) {
	const button = document.createElement("button");

	button.type = "button";
	button.textContent = label;
	button.addEventListener("click", async () => {
		await copy(text()).then(() => button.textContent = "Copied", () => button.textContent = "Select it and copy");
		button.focus();
		setTimeout(() => button.textContent = label, 2000);
	});
	place.append(button);
}

function addButtons(details) {
	const article = details.closest("article"), list = details.querySelector("dl");
	const clean = (text) => text.replace(/\s+/g, " ").trim();
	const marks = () => [...article.querySelectorAll(".cites > li")].map((line) => {
		const copied = line.cloneNode(true);

		copied.querySelectorAll(".for, q").forEach((part) => part.remove());
		return clean(copied.textContent);
	});
	const address = () => new URL("#" + article.id, location.href.split(/[?#]/)[0]).href;

	const first = document.createElement("p");
	list.before(first);
	addButton(first, "Copy the fact",
		() => `${clean(article.querySelector(".says").textContent)} [${marks().join("; ")}] (${article.id}) ${address()}`);
	for (const place of list.querySelectorAll("dd")) {
		const text = [...place.querySelectorAll("p")].map((line) => clean(line.textContent)).join("\n");

		addButton(place, "Copy", () => text);
	}
}

// --- the filter of timeline.html ---

function startFilter(form) {
	const select = form.querySelector("select"), told = form.querySelector("output");
	const entries = [...document.querySelectorAll(".years li")], sections = [...document.querySelectorAll(".years section")];

	function filter() {
		let shown = 0;

		for (const entry of entries) {
			entry.hidden = select.value !== "" && !entry.dataset.topics.split(" ").includes(select.value);
			shown += !entry.hidden;
		}
		for (const section of sections)
			section.hidden = !section.querySelector("li:not([hidden])");
		for (const group of document.querySelectorAll(".overview g"))
			group.classList.toggle("dim", select.value !== "" && !group.dataset.topics.split(" ").includes(select.value));
		told.textContent = select.value ? `${shown} of ${entries.length} facts` : "";
		history.replaceState(null, "", select.value ? "?topic=" + encodeURIComponent(select.value) : location.pathname + location.hash);
	}

	form.hidden = false;
	form.addEventListener("submit", (event) => event.preventDefault());
	select.addEventListener("change", filter);
	// A part of the drawing may link to a year that the filter hides.
	window.addEventListener("hashchange", () => {
		const aim = document.getElementById(decodeURIComponent(location.hash.slice(1)));

		if (aim && aim.closest("[hidden]")) {
			select.value = "";
			filter();
			aim.scrollIntoView();
		}
	});
	const topic = new URLSearchParams(location.search).get("topic");
	if ([...select.options].some((option) => option.value === topic)) {
		select.value = topic;
		filter();
	}
}

{
	const search = document.querySelector("form[role=search]"), filter = document.querySelector("form.filter");

	if (search && typeof searchIndex !== "undefined")
		startSearch(search, new Index(searchIndex));
	if (filter)
		startFilter(filter);
	document.addEventListener("toggle", (event) => {
		if (event.target.matches("details.use[open]") && !event.target.querySelector("button"))
			addButtons(event.target);
	}, true);
}
