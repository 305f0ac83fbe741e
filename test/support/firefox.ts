import { type Browser, firefox } from 'playwright-core';
import { findProgram, firefoxNames } from './find-program.ts';

/** This machine's unpatched Firefox, headless, through WebDriver BiDi. */
export async function startFirefox(): Promise<Browser> {
  const executablePath = findProgram(firefoxNames);
  if (!executablePath) throw new Error('install Firefox: apt-get install firefox-esr');
  const browser = await firefox.launch({ channel: 'moz-firefox', executablePath });
  leaveOut(browser, 'emulation.setMediaFeaturesOverride');
  return browser;
}

interface BidiSession {
  send(method: string, params?: object): Promise<unknown>;
}

/**
 * Drops a command that Playwright sends with every new window and that Firefox ESR 153 does not know yet. Playwright
 * has no public way to do that.
 */
function leaveOut(browser: Browser, unknown: string): void {
  const inside = browser as Browser & {
    _connection: { toImpl(browser: Browser): { _browserSession: BidiSession } };
  };
  const session = inside._connection.toImpl(browser)._browserSession;
  const send = session.send.bind(session);
  session.send = async (method, params) => (method === unknown ? {} : send(method, params));
}
