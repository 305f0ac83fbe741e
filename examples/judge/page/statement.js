/** A short text, without anything that a user wrote becoming markup. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const words = {
  hidden: "This task doesn't exist, or isn't shared with you.",
  'no-pdf': 'This task has no PDF yet.',
  'not-found': 'This task has no PDF yet.',
  closed: 'This task is closed.',
  'account-disabled': 'Your account is disabled. Ask your teacher.',
};

/**
 * A component: the frame that the judge has always had, or why there is none.
 * @returns a function that shows its props: `title`, `descriptionUrl`, `problem`, `opensAt`, `upload` and `retry`
 */
export function statement(target, onReload) {
  let frame;
  let countdown;
  const show = (...nodes) => {
    frame = undefined;
    target.replaceChildren(...nodes);
  };
  const again = () => element('button', { textContent: 'Try again', onclick: onReload });

  return ({ title, descriptionUrl, problem, opensAt, upload, retry }) => {
    clearInterval(countdown);
    if (descriptionUrl) {
      // A renewed URL of the same PDF leaves the frame alone, as loading it again would lose the reader's page.
      if (frame && pathOf(frame.src) === pathOf(descriptionUrl)) return;
      const next = element('iframe', { src: descriptionUrl, title });
      show(next);
      frame = next;
    } else if (retry) {
      const notice = element('p', { role: 'alert' }, "The statement can't be loaded right now. ", again());
      if (frame) target.querySelector('[role=alert]')?.remove();
      if (frame) target.prepend(notice);
      else show(notice);
    } else if (problem === 'not-open-yet' && opensAt) {
      const text = element('p');
      const tick = () => {
        text.textContent = `This task opens in ${remaining(Date.parse(opensAt) - Date.now())}.`;
      };
      tick();
      countdown = setInterval(tick, 1000);
      show(text);
    } else if (upload === 'pending') {
      show(element('p', {}, 'The PDF is being uploaded.'));
    } else if (upload && upload !== 'done') {
      show(element('p', { role: 'alert' }, `The PDF was refused (${upload}). Upload another one.`));
    } else {
      show(element('p', {}, words[problem] ?? `The statement can't be shown (${problem}).`));
    }
  };
}

const pathOf = (url) => new URL(url, location.href).pathname;

function remaining(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const part = (size) => String(Math.floor(seconds / size) % 60).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${part(60)}:${part(1)}`;
}
