import signedUrl from 'signed-url.js';

const digits = { 'url-expired': 2, 'url-wrong-place': 3, 'url-invalid': 0 };

/** Takes `{targets, keyFile, nowMs, address}`, and answers for each target: 1 accepted, 2 expired, 3 for another client, 0 invalid. */
function verifyAll(r) {
  const asked = JSON.parse(r.requestText);
  const answers = asked.targets.map((target) => {
    const address = Buffer.from(asked.address);
    const failure = signedUrl.verifyDownload(target, asked.keyFile, asked.nowMs, address).failure;
    return failure === undefined ? 1 : digits[failure];
  });
  r.return(200, answers.join(''));
}

// biome-ignore lint/style/noDefaultExport: the only export that njs has
export default { verifyAll };
