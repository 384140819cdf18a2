// The search box of index.html: shows the facts that contain all the words, in any order.
"use strict";

(() => {
	const form = document.querySelector("form.search");
	if (!form)
		return;
	const input = form.querySelector("input"), told = form.querySelector("output");
	const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f\u200b-\u200d]/g, "").toLowerCase();
	const facts = [...document.querySelectorAll("article")].map((element) => ({element, text: fold(element.textContent)}));
	const sections = [...document.querySelectorAll("section")];

	function search() {
		const words = fold(input.value).split(/\s+/).filter(Boolean);
		let found = 0;

		for (const {element, text} of facts) {
			element.hidden = !words.every((word) => text.includes(word));
			found += !element.hidden;
		}
		for (const section of sections)
			section.hidden = !section.querySelector("article:not([hidden])");
		told.textContent = words.length ? `${found} of ${facts.length} facts` : "";
		history.replaceState(null, "", words.length ? "?q=" + encodeURIComponent(input.value) : location.pathname + location.hash);
	}

	form.hidden = false;
	form.addEventListener("submit", (event) => event.preventDefault());
	input.addEventListener("input", search);
	// A link to a fact shows it, whatever the search is.
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
})();
