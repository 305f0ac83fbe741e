import { type EmbeddedDocument, type EmbedOptions, embedDocument } from './embed-document.ts';

/** `<lectern-document url="https://…" task-id="…" language="pl" ui-language="pl">`, once `getToken` is set. */
export interface LecternDocumentElement extends HTMLElement {
  getToken: EmbedOptions['getToken'] | undefined;
  /** Opens the document anew. */
  reload(): void;
}

/**
 * Defines `<lectern-document>`, which shows a document while it stands in a page. It is as wide as its place, and as
 * high as its style says. What goes wrong is the `detail` of an event `lectern-error`, as `onError` is told it.
 * @param name another one, should the page know this one already
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
        // Frameworks set another function whenever they render.
        if (wasThere !== (getToken !== undefined)) this.#showSoon();
      }
      reload() {
        this.#shown?.reload();
      }
      connectedCallback() {
        // Without a style of the page's own, it would be as high as a line.
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

      /** Attributes change one by one. */
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
