import { Tokenizer } from 'htmlparser2'
import { LIMITS } from '../limits.ts'
import { decodeEntities } from './scan-tag.ts'

/** Names in lower case; values decoded, with the first of two equal names. */
export type ElementAttributes = ReadonlyMap<string, string>

export interface ElementHandler {
  open(name: string, attributes: ElementAttributes, selfClosing: boolean): void
  close?(name: string): void
}

interface ScanOptions {
  /** XML knows no element by name; HTML knows that scripts and styles hold no tags. */
  readonly xml: boolean
  /** The elements that are reported, in lower case. */
  readonly names: ReadonlySet<string>
}

/**
 * Reports tags in document order. Keeps no stack of open elements, which is what makes htmlparser2's own `Parser`
 * quadratic in unclosed ones: time and memory are linear in the text whatever it nests.
 */
export function scanElements(text: string, options: ScanOptions, handler: ElementHandler): void {
  /** The element whose attributes are being read, when it is one that is asked for. */
  let element: string | undefined
  let attributes = new Map<string, string>()
  let attribute = ''
  let value = ''

  const wanted = (start: number, end: number): string | undefined => {
    const name = end - start > LIMITS.nameLength ? '' : text.slice(start, end).toLowerCase()
    return options.names.has(name) ? name : undefined
  }
  const finish = (selfClosing: boolean): void => {
    if (element !== undefined) handler.open(element, attributes, selfClosing)
    element = undefined
  }
  const nothing = (): void => undefined

  const tokenizer = new Tokenizer(
    { xmlMode: options.xml, decodeEntities: false },
    {
      onopentagname(start, end) {
        element = wanted(start, end)
        attributes = new Map()
      },
      onattribname(start, end) {
        attribute = element === undefined ? '' : text.slice(start, end).toLowerCase()
        value = ''
      },
      onattribdata(start, end) {
        if (element !== undefined) value += text.slice(start, end)
      },
      onattribend() {
        if (element === undefined || attributes.has(attribute)) return
        if (value.length <= LIMITS.attributeLength) attributes.set(attribute, decodeEntities(value))
      },
      onopentagend: () => finish(false),
      onselfclosingtag: () => finish(true),
      onclosetag(start, end) {
        const name = wanted(start, end)
        if (name !== undefined) handler.close?.(name)
      },
      onattribentity: nothing,
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onprocessinginstruction: nothing,
      ontext: nothing,
      ontextentity: nothing,
    },
  )
  tokenizer.write(text)
  tokenizer.end()
}
