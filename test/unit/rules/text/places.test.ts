import { expect, test } from 'vitest'
import { placesOf } from '../../../../src/rules/text/places.ts'

test.each([
  ['talks between south korea and saudi arabia end', 'en', ['KR', 'SA']],
  ['new zealand and papua new guinea sign a treaty', 'en', ['NZ', 'PG']],
  ['united arab emirates', 'en', ['AE']],
  ['hurricane leaves baja california for california', 'en', ['MX/baja california', 'US/california']],
  ['new south wales and wales', 'en', ['AU/new south wales', 'GB/wales']],
  ['下加利福尼亚和新南威尔士', 'zh', ['MX/baja california', 'AU/new south wales']],
  ['new rules for zealand', 'en', []],
  ['korea and the south', 'en', []],
  ['las conversaciones entre corea del sur y arabia saudí', 'es', ['KR', 'SA']],
  ['nova zelândia e coreia do sul', 'pt', ['NZ', 'KR']],
  ['les états-unis, le royaume-uni et les pays-bas', 'fr', ['US', 'GB', 'NL']],
  ['la guinée-bissau et la côte d’ivoire', 'fr', ['GW', 'CI']],
  ['the uk is the united kingdom', 'en', ['GB']],
  ['timor-leste and hong kong', 'en', ['TL', 'HK']],
  ['中国与新西兰签署协议', 'zh', ['CN', 'NZ']],
  ['ニュージーランドと韓国', 'ja', ['NZ', 'KR']],
])('%s names in %s %j, whole names alone', (title, language, places) => {
  expect(placesOf(title, language)).toEqual(places)
})
