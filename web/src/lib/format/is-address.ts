const pattern = /^[^\s@<>"',;()]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;

/** Whether a text looks like an e-mail address. The server checks more strictly. */
export const isAddress = (text: string): boolean => pattern.test(text) && text.length <= 254;
