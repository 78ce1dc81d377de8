--[[
Moves entries of a story into another, which may be a new one, if both are still what the decision was based on.

KEYS 1 story (hash)         2 its entries (zset)   3 its origins (hash)
     4 other story (hash)   5 its entries          6 its origins
     7 outbox (stream)   8 changed stories (stream)   then the rank keys (zset) of each list that ranks the story, of each
     that ranks the other one, of each that the story leaves, then the event (string) of each event, then each moved entry
     (hash), then the documents (hash) of the buckets they are in, then the postings (hash) of these
ARGV 1 plan, JSON: {
       stays, takes,    stories as they will be: { id, expected, version, story, origins {publisher: JSON}, heats [decimal] },
                        versions are decimal; 0 is expected of one that is new
       leaves,          number of lists that the story leaves
       moved [{id, reportedAt}], places [index group and bucket of each documents key], events [{id, type, lists, json}, …],
       entryCap, postingCap, storyTtl, eventTtl, now }

Returns 'moved'
        'already' when the other story is to be new and is there
        'stale' when either has changed since it was read; nothing is written
]]
-- include: append-event
-- include: grow-posting
-- include: note-changed
local plan = cjson.decode(ARGV[1])
local stays, takes = plan.stays, plan.takes

local other = redis.call('HGET', KEYS[4], 'version') or '0'
if takes.expected == '0' and other ~= '0' then return 'already' end
if other ~= takes.expected or redis.call('HGET', KEYS[1], 'version') ~= stays.expected then return 'stale' end

for from, each in pairs({ [0] = stays, [3] = takes }) do
  redis.call('HSET', KEYS[from + 1], 'story', each.story, 'version', each.version)
  redis.call('UNLINK', KEYS[from + 3])
  for publisher, origin in pairs(each.origins) do redis.call('HSET', KEYS[from + 3], publisher, origin) end
end

local leaves = tonumber(plan.leaves)
local events = 8 + #stays.heats + #takes.heats + leaves
local entries = events + #plan.events
local documents = entries + #plan.moved
local naming = '["' .. takes.id .. '"'
local documentsOf, postingsOf = {}, {}
for i, place in ipairs(plan.places) do
  documentsOf[place] = KEYS[documents + i]
  postingsOf[place] = KEYS[documents + #plan.places + i]
end
for i, entry in ipairs(plan.moved) do
  redis.call('ZREM', KEYS[2], entry.id)
  redis.call('ZADD', KEYS[5], entry.reportedAt, entry.id)
  local at = redis.call('HGET', KEYS[entries + i], 'document')
  if redis.call('EXISTS', KEYS[entries + i]) == 1 then redis.call('HSET', KEYS[entries + i], 'storyId', takes.id) end
  local place, number = string.match(at or '', '^(.*) (%d+)$')
  local key = place and documentsOf[place]
  local field = key and struct.pack('>I4', tonumber(number))
  local document = key and redis.call('HGET', key, field)
  if document then
    redis.call('HSET', key, field, (string.gsub(document, '^%["[^"]*"', naming, 1)))
    markRewritten(postingsOf[place], field, 4 * tonumber(plan.postingCap))
  end
end
redis.call('ZREMRANGEBYRANK', KEYS[5], 0, -1 - tonumber(plan.entryCap))
for i = 1, 6 do redis.call('PEXPIRE', KEYS[i], plan.storyTtl) end

for i, heat in ipairs(stays.heats) do redis.call('ZADD', KEYS[8 + i], heat, stays.id) end
for i, heat in ipairs(takes.heats) do redis.call('ZADD', KEYS[8 + #stays.heats + i], heat, takes.id) end
for i = 1, leaves do redis.call('ZREM', KEYS[8 + #stays.heats + #takes.heats + i], stays.id) end
for i, event in ipairs(plan.events) do
  appendEvent(KEYS[7], KEYS[events + i], plan.now, plan.eventTtl, event.id, event.type, event.lists, event.json)
end
noteChanged(KEYS[8], { stays.id .. ' ' .. stays.version, takes.id .. ' ' .. takes.version }, plan.storyTtl)
return 'moved'
