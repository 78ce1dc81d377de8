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
  const lines = opmlLines({ title, own: all.some(({ own = {} }) => Object.keys(own).length > 0) })
  return [
    lines.begin,
    ...outlines.map((outline) => lines.outline(outline)),
    ...folders.flatMap(({ text, outlines: inside }) => [
      lines.beginFolder(text),
      ...inside.map((outline) => lines.outline(outline, 'in a folder')),
      lines.endFolder,
    ]),
    lines.end,
  ].join('')
}

/** What such a document is made of, for one that is too long to be held; `own` has to be known before it begins. */
export function opmlLines({ title, own }: { readonly title: string; readonly own: boolean }) {
  return {
    begin: [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<opml version="2.0"${own ? NAMESPACE : ''}>`,
      `  <head>${element('title', title)}</head>`,
      '  <body>\n',
    ].join('\n'),
    outline: (outline: OpmlOutline, place?: 'in a folder') =>
      `${place ? '      ' : '    '}${writeOutline(own ? outline : { ...outline, own: {} })}\n`,
    beginFolder: (text: string) =>
      `    ${emptyElement('outline', { text, title: text }).replace(/\/>$/, '>')}\n`,
    endFolder: '    </outline>\n',
    end: '  </body>\n</opml>\n',
  }
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
