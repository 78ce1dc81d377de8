import { HtmlValidate } from 'html-validate'
import { expect, test } from 'vitest'
import { createHttpServer } from '../../../src/http/server.ts'
import { crowdedPage, PAGE_KINDS } from '../../support/crowded-page.ts'

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // Neither is of HTML: one is a matter of taste, the other of what publishers write.
    'doctype-style': 'off',
    'long-title': 'off',
    // ARIA 1.2 lets lists have a name.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
  },
})

const SITES = ['en', 'zh'].flatMap((language) =>
  PAGE_KINDS.map(([kind, path]) => [language, kind, path] as const),
)

test.each(SITES)('in %s the %s is valid HTML', async (language, _kind, path) => {
  const site = { title: 'The Tide', url: 'https://tide.example', language, timeZone: 'UTC' }

  const { body } = await createHttpServer(crowdedPage({ site }).deps).inject(path)

  const { results } = await validator.validateString(body)
  expect(
    results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`)),
  ).toEqual([])
})
