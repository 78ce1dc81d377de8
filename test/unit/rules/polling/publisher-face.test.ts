import { describe, expect, test } from 'vitest'
import { iconPlaces, titleOfPublisher } from '../../../../src/rules/polling/publisher-face.ts'

const source = (url: string, publisherName: string) => ({ url, publisherName })

describe('the title of a publisher', () => {
  test.each([
    ['https://www.harbour.example/feed', 'harbour.example', {}],
    ['https://feeds.host.example/1', 'harbour.example', { siteUrl: 'https://harbour.example/' }],
  ])('is that of its feed where it is called by its host: %s', (url, name, feed) => {
    expect(titleOfPublisher(source(url, name), { title: 'The Gazette', ...feed })).toBe('The Gazette')
  })

  test('is what the operator says, when the operator says something', () => {
    expect(
      titleOfPublisher(source('https://harbour.example/feed', 'Gazette'), { title: 'x' }),
    ).toBeUndefined()
  })

  test('is not that of one of many publishers of a host', () => {
    const feed = { title: 'One channel', siteUrl: 'https://www.youtube.com/@one' }
    expect(titleOfPublisher(source('https://www.youtube.com/feeds?x=1', 'youtube.com'), feed)).toBeUndefined()
  })
})

describe('the places of an icon', () => {
  test('are the one that the feed names, the root of the site, any picture', () => {
    expect(
      iconPlaces(source('https://feeds.example/1', 'x'), {
        iconUrl: 'https://cdn.example/i.png',
        siteUrl: 'https://harbour.example/news/?a=1',
        logoUrl: 'https://cdn.example/wide.jpg',
      }),
    ).toEqual([
      { url: 'https://cdn.example/i.png', isOwn: false },
      { url: 'https://harbour.example/favicon.ico', isOwn: false },
      { url: 'https://cdn.example/wide.jpg', isOwn: false },
    ])
  })

  test('are its own at the site of the declared feed alone: whatever the feed says might be anybody’s', () => {
    const places = iconPlaces(source('https://feeds.harbour.co.uk/1', 'x'), {
      iconUrl: 'https://cdn.harbour.co.uk/i.png',
      siteUrl: 'http://10.0.0.7:8080/',
    })

    expect(places).toEqual([
      { url: 'https://cdn.harbour.co.uk/i.png', isOwn: true },
      { url: 'http://10.0.0.7:8080/favicon.ico', isOwn: false },
    ])
  })

  test('are each named once', () => {
    const same = 'https://harbour.example/favicon.ico'
    expect(iconPlaces(source('https://harbour.example/feed', 'x'), { iconUrl: same, logoUrl: same })).toEqual(
      [{ url: same, isOwn: true }],
    )
  })

  test('are not the root of a host of many publishers', () => {
    expect(
      iconPlaces(source('https://medium.com/feed/@a', 'A'), { siteUrl: 'https://medium.com/@a' }),
    ).toEqual([])
  })
})
