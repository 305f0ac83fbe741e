/** Callbacks for a stream of server-sent events, in its order. */
export interface EventListeners {
  /** @param type `message` unless the event names another */
  readonly onEvent: (type: string, data: string) => void;
  /** How long to wait before reopening the stream, in milliseconds. */
  readonly onRetry?: (ms: number) => void;
}

/** Far longer than any event of Lectern, so a longer line is not an event stream. */
const maxLineLength = 64 * 1024;

/**
 * Parses server-sent events according to HTML §9.2.6 ("Interpreting an event stream"), except event ids, which Lectern does not send.
 * @returns a function that takes the next chunk of the stream, of any size
 * @throws RangeError for a line or an event that is too long
 */
export function createEventReader({ onEvent, onRetry }: EventListeners): (chunk: Uint8Array) => void {
  const decoder = new TextDecoder(); // it drops a byte order mark
  let rest = '';
  let endedWithCr = false;
  let type = '';
  let data = '';

  function dispatch(): void {
    if (data !== '') onEvent(type || 'message', data.slice(0, -1));
    type = '';
    data = '';
  }

  function takeField(name: string, value: string): void {
    if (name === 'event') type = value;
    else if (name === 'data') data += `${value}\n`;
    else if (name === 'retry' && /^\d+$/.test(value)) onRetry?.(Number(value));
    if (data.length > maxLineLength) throw new RangeError('An event is too long.');
  }

  function takeLine(line: string): void {
    const colon = line.indexOf(':');
    if (line === '') dispatch();
    else if (colon === -1) takeField(line, '');
    // A line that begins with a colon is a comment.
    else if (colon > 0) takeField(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ''));
  }

  return (chunk) => {
    let text = decoder.decode(chunk, { stream: true });
    if (text === '') return;
    // CR and LF of one line ending may arrive in different chunks.
    if (endedWithCr && text.startsWith('\n')) text = text.slice(1);
    endedWithCr = text === '' ? false : text.endsWith('\r');
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) takeLine(line);
    if (rest.length > maxLineLength) throw new RangeError('A line is too long.');
  };
}
