import { expect, test } from 'vitest'
import { cleanTitle, normaliseTitle } from '../../../../src/rules/text/normalise-title.ts'

test.each([
  ['UPDATE 1-ECB to reveal hurdles', 'ECB to reveal hurdles'],
  ['RPT-UPDATE 2-ECB to reveal hurdles', 'ECB to reveal hurdles'],
  ['WRAPUP 3-ECB to reveal hurdles -sources', 'ECB to reveal hurdles'],
  ['CORRECTED-ECB to reveal hurdles', 'ECB to reveal hurdles'],
  ['Breaking: ECB to reveal hurdles', 'ECB to reveal hurdles'],
  ['+++ Eilmeldung +++ EZB senkt den Leitzins', 'EZB senkt den Leitzins'],
  ['ECB to reveal hurdles – video', 'ECB to reveal hurdles'],
  ['ECB to reveal hurdles (Reuters)', 'ECB to reveal hurdles'],
  ['ECB to reveal hurdles [VIDEO]', 'ECB to reveal hurdles'],
  ['ECB to reveal hurdles (PHOTOS, VIDEO)', 'ECB to reveal hurdles'],
  ['SEC asks bond sellers to report breach (2)', 'SEC asks bond sellers to report breach'],
  ['快讯：台风登陆福建', '台风登陆福建'],
  ['突发！台风登陆福建', '台风登陆福建'],
  ['快讯 | 台风登陆福建', '台风登陆福建'],
  ['独家视频：台风登陆福建', '台风登陆福建'],
  ['【独家】台风登陆福建', '台风登陆福建'],
  ['【海峡两岸】台风登陆福建', '台风登陆福建'],
  ['組圖：颱風登陸福建', '台风登陆福建'],
  ['快讯 台风登陆福建', '台风登陆福建'],
  ['台风登陆福建（组图）', '台风登陆福建'],
  ['台风登陆福建(图/视频)', '台风登陆福建'],
  ['台风登陆福建【图】', '台风登陆福建'],
  ['台风登陆福建（新华社）', '台风登陆福建'],
  ['[속보] 코스피 2500선 회복 마감', '코스피 2500선 회복 마감'],
  ['(종합) 코스피 2500선 회복 마감', '코스피 2500선 회복 마감'],
  ['【速報】石川県で震度5強の地震', '石川県で震度5強の地震'],
  ['СРОЧНО: В Москве открылся парк', 'В Москве открылся парк'],
  ['عاجل | أسعار النفط ترتفع بعد القرار', 'أسعار النفط ترتفع بعد القرار'],
  ['Vidéo : le bilan du séisme s’alourdit', 'Le bilan du séisme s’alourdit'],
  ['Última hora: sube el precio de la luz', 'Sube el precio de la luz'],
])('%s is compared as %s', (marked, plain) => {
  expect(normaliseTitle(marked)).toBe(normaliseTitle(plain))
})

test.each([
  'Live-action film is in the works',
  'Video-game maker lays off a hundred',
  'Poll-topping candidate withdraws',
  'US-China talks resume in Geneva',
  'USB-C becomes the law',
  'COVID-19 cases rise',
  '【第12集】剧情介绍',
  '知否知否剧情介绍(3)',
  '最新调查显示多数人支持',
  '视频网站涨价',
  '단독 주택 가격 상승',
  '종합 부동산세 인하',
  '最新 iPhone を発表',
  'Watch',
  '快讯：',
])('%s keeps its words', (title) => {
  expect(normaliseTitle(title)).toBe(
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}-]/gu, '')
      .replace(/(?<!\d)-|-(?!\d)/gu, ''),
  )
})

test('of a title that is nothing but labels something is left', () => {
  expect(cleanTitle('Live: Watch: Video').text).not.toBe('')
})
