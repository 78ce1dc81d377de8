import type { ImageType } from '../../model/index.ts'

/** First bytes of a picture, `..` for any; SVG is none of them, since it can hold scripts. */
const SIGNATURES: readonly (readonly [ImageType, string])[] = [
  ['image/png', '89504e470d0a1a0a'],
  ['image/x-icon', '00000100'],
  ['image/gif', '474946383761'],
  ['image/gif', '474946383961'],
  ['image/jpeg', 'ffd8ff'],
  ['image/webp', '52494646........57454250'],
]

/** What a picture is by its own bytes; undefined for everything that is not served as an icon. */
export function imageType(bytes: Uint8Array): ImageType | undefined {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('hex')
  return SIGNATURES.find(([, signature]) => new RegExp(`^${signature}`, 'u').test(head))?.[0]
}
