import { element, emptyElement } from './xml-text.ts'

export interface OpmlOutline {
  readonly text: string
  readonly xmlUrl: string
  readonly htmlUrl?: string
  /** BCP 47. */
  readonly language?: string
  /** What OPML has no word for, written in a namespace of our own. */
  readonly own?: OwnAttributes
}

export type OwnAttributes = Readonly<Partial<Record<OwnName, string>>>
export type OwnName = 'publisher' | 'weight' | 'timeZone' | 'encoding' | 'status' | 'aggregates'

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

const NAMESPACE = ' xmlns:tidewire="urn:tidewire:opml"'

/** OPML 2.0, well-formed for any text, one line per outline: lists compare well by line. Ends with a line end. */
export function writeOpml({ title, outlines, folders = [] }: OpmlDocument): string {
  const all = [...outlines, ...folders.flatMap((folder) => folder.outlines)]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<opml version="2.0"${all.some(({ own }) => own && Object.keys(own).length > 0) ? NAMESPACE : ''}>`,
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

function writeOutline({ text, xmlUrl, htmlUrl, language, own = {} }: OpmlOutline): string {
  return emptyElement('outline', {
    type: 'rss',
    text,
    title: text,
    xmlUrl,
    htmlUrl,
    language,
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [`tidewire:${name}`, value])),
  })
}
