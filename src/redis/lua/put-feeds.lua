--[[
Stores the rendered feeds of one edition unless those of a newer one are there.

KEYS the feed (hash) of each format
ARGV 1 edition number   then for each format: content type, ETag, last modified (ms), body (bytes)

Returns 'stored' | 'older'
]]
for i = 1, #KEYS do
  if tonumber(redis.call('HGET', KEYS[i], 'editionNumber') or 0) > tonumber(ARGV[1]) then return 'older' end
end
for i = 1, #KEYS do
  local at = 4 * i - 2
  redis.call('HSET', KEYS[i], 'editionNumber', ARGV[1], 'contentType', ARGV[at], 'etag', ARGV[at + 1],
    'lastModifiedAt', ARGV[at + 2], 'body', ARGV[at + 3])
end
return 'stored'
