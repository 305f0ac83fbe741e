// src/core/redeem/refusal-page.ts, for njs. "npm run generate" writes this.

const words = {
	en: {
		refusals: {
			"url-expired": ["This link has expired", "Links to files work for a short time only. Open the task to get a new one, or reload the page that had this link."],
			"url-wrong-place": ["This link is for another address", "It works only from the network address that asked for it. Open the task here to get a new one."],
			"url-revoked": ["This link is no longer valid", "It was revoked, or your access has changed. Open the task, or reload the page that had this link."],
			"url-invalid": ["This link is not valid", "It is incomplete or was changed. Go back to the page that had this link, and open it there."],
			"object-not-found": ["This file no longer exists", "A newer one may have replaced it. Open the task, or reload the page that had this link."],
			unavailable: ["The file is unavailable right now", "Reload this page in a moment."],
			other: ["This link cannot be opened", "Go back to the page that had this link, and open it there."]
		},
		openTask: "Open the task",
		openLectern: "Go to Lectern",
		request: "Request"
	},
	pl: {
		refusals: {
			"url-expired": ["Ten link wygasł", "Linki do plików działają tylko przez krótki czas. Otwórz zadanie, aby dostać nowy, albo odśwież stronę, na której był ten link."],
			"url-wrong-place": ["Ten link jest dla innego adresu", "Działa tylko z adresu sieciowego, z którego o niego poproszono. Otwórz zadanie tutaj, aby dostać nowy."],
			"url-revoked": ["Ten link nie jest już ważny", "Został unieważniony albo zmieniły się uprawnienia. Otwórz zadanie albo odśwież stronę, na której był ten link."],
			"url-invalid": ["Ten link jest nieprawidłowy", "Jest niepełny albo został zmieniony. Wróć na stronę, na której był ten link, i otwórz go stamtąd."],
			"object-not-found": ["Ten plik już nie istnieje", "Mógł zostać zastąpiony nowszym. Otwórz zadanie albo odśwież stronę, na której był ten link."],
			unavailable: ["Plik jest teraz niedostępny", "Odśwież tę stronę za chwilę."],
			other: ["Nie można otworzyć tego linku", "Wróć na stronę, na której był ten link, i otwórz go stamtąd."]
		},
		openTask: "Otwórz zadanie",
		openLectern: "Przejdź do Lectern",
		request: "Żądanie"
	}
};
// The colors of the web app (web/src/app/shell/theme.ts).
const style = `
:root { --ground: #f8f9fa; --card: #fff; --edge: #dee2e6; --text: #000; --dimmed: #586069; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #1f1f1f; --card: #2e2e2e; --edge: #424242; --text: #fff; --dimmed: #b8b8b8; }
}
body {
  margin: 0; padding: clamp(16px, 12vh, 120px) 16px 16px; background: var(--ground); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
main {
  max-width: 26rem; margin: 0 auto; padding: 24px; overflow-wrap: anywhere;
  background: var(--card); border: 1px solid var(--edge); border-radius: 8px;
}
h1 { margin: 0; font-size: 22px; font-weight: 650; line-height: 1.35; text-wrap: balance; }
p { margin: 12px 0 0; }
a {
  display: inline-block; margin-top: 8px; padding: 8px 18px; border-radius: 8px;
  background: #3b5bdb; color: #fff; font-weight: 600; text-decoration: none;
}
a:hover { background: #364fc7; }
a:focus-visible { outline: 2px solid #4c6ef5; outline-offset: 2px; }
small { color: var(--dimmed); }
`;
/** Whether a reply is for a person: browsers accept HTML when they open an address; `fetch` and curl don't name it. */
function asksForPage(accept) {
	return accept !== undefined && /\btext\/html\b/i.test(accept);
}
/** What the page may do, apart from `frame-ancestors`. The request id, random for each reply, is the nonce of its style. */
function refusalPagePolicy(requestId) {
	return `default-src 'none'; style-src 'nonce-${requestId}'; base-uri 'none'; form-action 'none'`;
}
/**
* The HTML page that explains in the reader's language why a signed URL does not open, and links to what does. All its words are those
* above; the only part of the request in it is the id of a URL with a valid signature.
* @param appUrl address of the web app, without a trailing slash
*/
function refusalPage(refusal, request, appUrl) {
	const language = chooseLanguage(request.acceptLanguage);
	const all = words[language];
	const isOurFault = refusal.status >= 500;
	const texts = all.refusals[refusal.code] || all.refusals[isOurFault ? "unavailable" : "other"];
	const link = refusal.issueId === undefined ? [`${appUrl}/`, all.openLectern] : [`${appUrl}/open/${encodeURIComponent(refusal.issueId)}`, all.openTask];
	// The web app does not open in a frame, and should not replace the platform's page.
	const isFramed = /^(?:iframe|frame|embed|object)$/.test(request.fetchDest || "");
	const target = isFramed ? " target=\"_blank\" rel=\"noopener\"" : "";
	const wayOn = isOurFault ? `<small>${all.request} ${refusal.requestId}</small>` : `<a href="${escapeHtml(`${link[0]}`)}"${target}>${link[1]}</a>`;
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${texts[0]} · Lectern</title>
<style nonce="${refusal.requestId}">${style}</style>
</head>
<body>
<main>
<h1>${texts[0]}</h1>
<p>${texts[1]}</p>
<p>${wayOn}</p>
</main>
</body>
</html>
`;
}
/** The preferred one of our languages; English if there is none. */
function chooseLanguage(acceptLanguage) {
	let chosen = "en";
	let highest = 0;
	(acceptLanguage || "").split(",").forEach((range) => {
		const match = /^\s*([a-z]+)(?:-[\w-]*)?\s*(?:;\s*q=([\d.]+)\s*)?$/i.exec(range);
		const language = match === null ? "" : `${match[1]}`.toLowerCase();
		const quality = match === null || match[2] === undefined ? 1 : Number(match[2]);
		if (!isOwn(language) || !(quality > highest)) return;
		chosen = language;
		highest = quality;
	});
	return chosen;
}
const isOwn = (language) => Object.keys(words).includes(language);
function escapeHtml(text) {
	return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}

export default { asksForPage, refusalPagePolicy, refusalPage };
