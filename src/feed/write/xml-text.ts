import { cleanText } from '../characters.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

type XmlAttributes = Readonly<Record<string, string | number | undefined>>

/** Character data: legal in XML, `]]>` included. */
function escapeText(text: string): string {
  return cleanText(text).replace(/[&<>\r]/g, (character) => ESCAPES[character]!)
}

function escapeAttribute(text: string): string {
  return cleanText(text).replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character]!)
}

function attributesOf(attributes: XmlAttributes): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('')
}

/** An element with text; nothing at all when there is no text, so optional fields need no condition. */
export function element(
  name: string,
  text: string | number | undefined,
  attributes: XmlAttributes = {},
): string {
  if (text === undefined || text === '') return ''
  return `<${name}${attributesOf(attributes)}>${escapeText(String(text))}</${name}>`
}

export function emptyElement(name: string, attributes: XmlAttributes): string {
  return `<${name}${attributesOf(attributes)}/>`
}
