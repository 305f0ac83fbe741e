import signedUrl from 'signed-url.js';

/** Takes `{targets, keyFile, nowMs}`, and answers for each target: 1 accepted, 2 expired, 0 invalid. */
function verifyAll(r) {
  const asked = JSON.parse(r.requestText);
  const answers = asked.targets.map((target) => {
    const failure = signedUrl.verifyDownload(target, asked.keyFile, asked.nowMs).failure;
    return failure === undefined ? 1 : failure === 'url-expired' ? 2 : 0;
  });
  r.return(200, answers.join(''));
}

// biome-ignore lint/style/noDefaultExport: the only export that njs has
export default { verifyAll };
