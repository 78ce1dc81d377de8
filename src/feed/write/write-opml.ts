import { element, emptyElement } from './xml-text.ts'

export interface OpmlOutline {
  readonly text: string
  readonly xmlUrl: string
  readonly htmlUrl?: string
  /** BCP 47. */
  readonly language?: string
}

export interface OpmlFolder {
  readonly text: string
  readonly outlines: readonly OpmlOutline[]
}

export interface OpmlDocument {
  readonly title: string
  /** Outside every folder, before them. */
  readonly outlines: readonly OpmlOutline[]
  readonly folders?: readonly OpmlFolder[]
}

/** OPML 2.0, well-formed for any text, one line per outline: lists compare well by line. Ends with a line end. */
export function writeOpml({ title, outlines, folders = [] }: OpmlDocument): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head>${element('title', title)}</head>`,
    '  <body>',
    ...outlines.map((outline) => `    ${writeOutline(outline)}`),
    ...folders.flatMap(({ text, outlines: inside }) => [
      `    ${emptyElement('outline', { text, title: text }).replace(/\/>$/, '>')}`,
      ...inside.map((outline) => `      ${writeOutline(outline)}`),
      '    </outline>',
    ]),
    '  </body>',
    '</opml>',
    '',
  ].join('\n')
}

function writeOutline({ text, xmlUrl, htmlUrl, language }: OpmlOutline): string {
  return emptyElement('outline', { type: 'rss', text, title: text, xmlUrl, htmlUrl, language })
}
