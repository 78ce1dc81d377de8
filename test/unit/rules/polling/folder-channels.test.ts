import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { defaultPublisher } from '../../../../src/rules/polling/default-publisher.ts'
import { createFolderChannels } from '../../../../src/rules/polling/folder-channels.ts'

const CHANNELS = [
  { id: 'world', title: 'World' },
  { id: 'military', title: '军事要闻' },
  { id: 'tech', title: 'Science & Technology' },
  { id: 'sports', title: 'Sports' },
]
const open = () => createFolderChannels(CHANNELS, ['climate'])

describe('folders become channels', () => {
  test.each([
    ['by title', ['Sports'], ['sports']],
    ['by title in another case and width', [' ＳＰＯＲＴＳ '], ['sports']],
    ['by a title in Chinese', ['军事要闻'], ['military']],
    ['by id', ['tech'], ['tech']],
    ['by a title with other punctuation', ['science - technology'], ['tech']],
    ['the deepest first, then its parents', ['World', 'Sports'], ['sports', 'world']],
    ['through folders that are none', ['Sports', 'Football', 'England'], ['sports']],
    ['none', ['Football'], []],
    ['no folders', [], []],
    ['odd names', ['', '  ', '__proto__', 'constructor'], []],
  ])('%s', (_, path, expected) => {
    expect(open().channelsOf([path])).toEqual(expected)
  })

  test('of all paths that hold the feed, each once', () => {
    expect(open().channelsOf([['World'], ['x', 'Sports'], ['world']])).toEqual(['world', 'sports'])
  })
})

describe('folders that are no channel', () => {
  test('are told once each, with their feeds and a line the configuration takes', () => {
    const folders = open()
    folders.channelsOf([['News', 'Football']])
    folders.channelsOf([['Other', 'football ']])
    folders.channelsOf([['World', 'Sports']])

    expect(folders.unknownFolders()).toEqual([
      { title: 'Football', feedCount: 2, line: '  football: Football' },
      { title: 'News', feedCount: 1, line: '  news: News' },
      { title: 'Other', feedCount: 1, line: '  other: Other' },
    ])
  })

  const names = [
    'World News',
    'Économie',
    '财经',
    '汽车',
    'Top',
    'Climate',
    'yes',
    '2024',
    'a: b # c',
    '"q"',
    '- x',
    'x'.repeat(150),
    '\u{1f680}',
    'top!',
    'ß~',
  ]

  test('are told as valid YAML under ids that are free and allowed', () => {
    const folders = open()
    for (const name of names) folders.channelsOf([[name]])

    const lines = folders.unknownFolders().map(({ line }) => line)
    const { channels } = parse(`channels:\n${lines.join('\n')}\n`) as { channels: Record<string, unknown> }

    // As sets: an object puts keys that are numbers first.
    expect(new Set(Object.values(channels))).toEqual(new Set(names.map((name) => name.slice(0, 100))))
    for (const id of Object.keys(channels)) {
      expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,39}$/)
      expect(['top', 'climate', ...CHANNELS.map((channel) => channel.id)]).not.toContain(id)
    }
  })
})

describe('who publishes a feed nobody has named a publisher for', () => {
  test.each([
    [
      'its site',
      { url: 'https://feeds.a.example/x', siteUrl: 'https://www.a.example/', title: 't' },
      'a.example',
    ],
    ['its host', { url: 'https://www.a.example/x', title: 't' }, 'a.example'],
    [
      'its own site, not the service',
      { url: 'https://feeds.feedburner.com/x', siteUrl: 'https://a.example/' },
      'a.example',
    ],
    [
      'its title on a service of many',
      { url: 'https://www.youtube.com/feeds/x', title: 'Some channel' },
      'Some channel',
    ],
    ['the service when there is nothing else', { url: 'https://www.reddit.com/r/x/.rss' }, 'reddit.com'],
    ['its site even when that is broken', { url: 'https://a.example/x', siteUrl: 'nonsense' }, 'a.example'],
  ])('%s', (_, feed, expected) => {
    expect(defaultPublisher(feed)).toBe(expected)
  })
})
