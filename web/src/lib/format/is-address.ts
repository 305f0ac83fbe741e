const pattern = /^[^\s@<>"',;()]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;

/** Whether a text can be an e-mail address. The server looks closer. */
export const isAddress = (text: string): boolean => pattern.test(text) && text.length <= 254;
