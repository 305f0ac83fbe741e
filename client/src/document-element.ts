import { type EmbeddedDocument, type EmbedOptions, embedDocument } from './embed-document.ts';

/** `<lectern-document url="https://…" task-id="…" language="pl" ui-language="pl">`; shows the document when `getToken` is set. */
export interface LecternDocumentElement extends HTMLElement {
  getToken: EmbedOptions['getToken'] | undefined;
  /** Reopens the document. */
  reload(): void;
}

/**
 * Defines `<lectern-document>`, which shows a document while it is in a page. It fills the width of its container; set its height by style.
 * Errors are the `detail` of a `lectern-error` event, as in `onError`.
 * @param name another name, if the page uses this one already
 */
export function defineLecternDocument(name = 'lectern-document'): void {
  if (customElements.get(name)) return;
  customElements.define(
    name,
    class extends HTMLElement implements LecternDocumentElement {
      static readonly observedAttributes = ['url', 'task-id', 'language', 'ui-language', 'frame-title'];
      #shown: EmbeddedDocument | undefined;
      #getToken: EmbedOptions['getToken'] | undefined;
      #isDue = false;

      get getToken() {
        return this.#getToken;
      }
      set getToken(getToken) {
        const wasThere = this.#getToken !== undefined;
        this.#getToken = getToken;
        // Frameworks set a new function at every render.
        if (wasThere !== (getToken !== undefined)) this.#showSoon();
      }
      reload() {
        this.#shown?.reload();
      }
      connectedCallback() {
        // An inline element would be only one line high.
        if (getComputedStyle(this).display === 'inline') this.style.display = 'block';
        // Set before the element was defined.
        if (Object.hasOwn(this, 'getToken')) {
          const { getToken } = this;
          Reflect.deleteProperty(this, 'getToken');
          this.getToken = getToken;
        }
        this.#showSoon();
      }
      disconnectedCallback() {
        this.#hide();
      }
      attributeChangedCallback() {
        this.#showSoon();
      }

      /** Batches attribute changes, which arrive one at a time. */
      #showSoon() {
        if (this.#isDue) return;
        this.#isDue = true;
        queueMicrotask(() => {
          this.#isDue = false;
          this.#hide();
          this.#show();
        });
      }
      #show() {
        const taskId = this.getAttribute('task-id');
        if (!this.isConnected || this.#shown || !taskId || !this.#getToken) return;
        this.#shown = embedDocument(this, {
          url: this.getAttribute('url') ?? undefined,
          taskId,
          language: this.getAttribute('language') ?? undefined,
          uiLanguage: this.getAttribute('ui-language') ?? undefined,
          title: this.getAttribute('frame-title') ?? undefined,
          getToken: (reason) => (this.#getToken as EmbedOptions['getToken'])(reason),
          onError: (detail) => this.dispatchEvent(new CustomEvent('lectern-error', { detail })),
        });
      }
      #hide() {
        this.#shown?.destroy();
        this.#shown = undefined;
      }
    },
  );
}
