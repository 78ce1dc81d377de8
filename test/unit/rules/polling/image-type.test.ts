import { expect, test } from 'vitest'
import { imageType } from '../../../../src/rules/polling/image-type.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')

test.each([
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
  ['\0\0\x01\0\x01\0\x10\x10', 'image/x-icon'],
  ['GIF87a\x10\0', 'image/gif'],
  ['GIF89a\x10\0', 'image/gif'],
  ['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
  ['RIFF\x24\0\0\0WEBPVP8 ', 'image/webp'],
])('%j is %s', (head, type) => {
  expect(imageType(bytes(head))).toBe(type)
})

test.each([
  '',
  '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '<?xml version="1.0"?><svg/>',
  '<!doctype html><title>Not found</title>',
  'RIFF\x24\0\0\0WAVEfmt ',
  '\0\0\x02\0\x01\0',
  '\x89PNG',
  ' GIF89a',
])('%j is no icon', (head) => {
  expect(imageType(bytes(head))).toBeUndefined()
})
