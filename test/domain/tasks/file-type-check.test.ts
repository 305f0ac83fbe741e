import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFileTypeCheck } from '../../../src/domain/tasks/file-type-check.ts';

/** Sent in pieces of this size, which may cut characters and marks. */
function isSvg(text: string | Uint8Array, size = 7): boolean {
  const check = createFileTypeCheck('svg');
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += size) check.update(bytes.subarray(at, at + size));
  return check.isRight();
}

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><text>Zażółć</text></svg>';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>';
/** SVG 1.1, appendix A. */
const docType = `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">`;

describe('an SVG', () => {
  for (const [what, text] of Object.entries({
    'only its root': svg,
    'a root without content': '<svg/>',
    'a root with a prefix': '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>',
    'a byte order mark': `\ufeff${declaration}${svg}`,
    'a declaration, comments and instructions': `${declaration}\n<!-- a > b -- <svg? -->\r\n<?xml-stylesheet href="a.css"?>\t${svg}`,
    'a document type': `${declaration}${docType}\n${svg}`,
    'entities of its own': `<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg"> <!-- ] --> ]>${svg}`,
    'a long comment': `<!--${' Made by a program. '.repeat(1000)}-->${svg}`,
  })) {
    it(`may have ${what} (XML 1.0 §2.8)`, () => assert.ok(isSvg(text)));
  }

  for (const [what, text] of Object.entries({
    nothing: '',
    'a text': 'just a text',
    'a page': '<!DOCTYPE html><html><svg/></html>',
    'a page that begins with a comment': '<!-- <svg/> --><html></html>',
    'another root': '<svgs/>',
    'another case': '<SVG/>',
    'text before its root': `x${svg}`,
    'a comment that does not end': `<!-- ${svg}`,
    'half a root': '<svg',
    'another encoding': Buffer.from(svg, 'utf16le'),
    'bytes that are no UTF-8': Buffer.concat([Buffer.from(svg), Buffer.from([0xff])]),
  })) {
    it(`is not ${what}`, () => assert.ok(!isSvg(text)));
  }

  it('is looked for in the first 64 KiB only, whatever is repeated there', () => {
    const marks = ['<!--', '<?', '<!DOCTYPE svg [', '<!DOCTYPE', '<!---->', '<??>', ' ', ']', '<'];
    for (const mark of marks) assert.ok(!isSvg(mark.repeat(2 ** 20), 2 ** 16), mark);
    assert.ok(isSvg(' '.repeat(2 ** 16 - svg.length) + svg));
    assert.ok(!isSvg(' '.repeat(2 ** 16) + svg));
  });
});
