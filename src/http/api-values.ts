import { z } from 'zod'

export const time = z.iso.datetime().describe('ISO 8601, UTC')
export const listId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
export const count = z.int().min(0)
export const httpUrl = z
  .url({ protocol: /^https?$/, message: 'expected an http(s) address' })
  .max(2048)
  .describe('http or https')
/** One line of visible text: nothing that could forge a header or a log line. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'expected no control characters')
export const publisher = z.object({ id: z.string(), name: z.string() })

export const instant = z.iso.datetime({ offset: true }).describe('ISO 8601 with a zone')
