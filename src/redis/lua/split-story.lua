--[[
Moves entries of a story into one of their own, if the story is still what the decision was based on.

KEYS 1 story (hash)       2 its entries (zset)   3 its origins (hash)
     4 new story (hash)   5 its entries          6 its origins
     7 outbox (stream)   8 changed stories (stream)   then the rank keys (zset) of each list that ranks the story, of each that ranks the new one, of
     each that the story leaves, then the event (string) of each event, then each moved entry (hash), then the documents
     (hash) of the buckets they are in, then the postings (hash) of these
ARGV 1 plan, JSON: {
       expected, id, version, story, origins {publisher: JSON}, heats [decimal],        of the story as it will be
       newId, newVersion, newStory, newOrigins, newHeats,                              of the new one
       leaves, postingCap, moved [{id, reportedAt}], places [index group and bucket of each documents key], events [{id, type, lists, json}, …],
       storyTtl, eventTtl, now }

Returns 'split'
        'already' when the new story is there
        'stale' when the story has changed since it was read; nothing is written
]]
-- include: append-event
-- include: grow-posting
-- include: note-changed
local plan = cjson.decode(ARGV[1])

if redis.call('EXISTS', KEYS[4]) == 1 then return 'already' end
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= plan.expected then return 'stale' end

redis.call('HSET', KEYS[1], 'story', plan.story, 'version', plan.version)
redis.call('HSET', KEYS[4], 'story', plan.newStory, 'version', plan.newVersion)
redis.call('UNLINK', KEYS[3])
for publisher, origin in pairs(plan.origins) do redis.call('HSET', KEYS[3], publisher, origin) end
for publisher, origin in pairs(plan.newOrigins) do redis.call('HSET', KEYS[6], publisher, origin) end

local leaves = tonumber(plan.leaves)
local events = 8 + #plan.heats + #plan.newHeats + leaves
local entries = events + #plan.events
local documents = entries + #plan.moved
local naming = string.format('["%s"', plan.newId)
local documentsOf, postingsOf = {}, {}
for i, place in ipairs(plan.places) do
  documentsOf[place] = KEYS[documents + i]
  postingsOf[place] = KEYS[documents + #plan.places + i]
end
for i, entry in ipairs(plan.moved) do
  redis.call('ZREM', KEYS[2], entry.id)
  redis.call('ZADD', KEYS[5], entry.reportedAt, entry.id)
  local at = redis.call('HGET', KEYS[entries + i], 'document')
  if redis.call('EXISTS', KEYS[entries + i]) == 1 then redis.call('HSET', KEYS[entries + i], 'storyId', plan.newId) end
  local place, number = string.match(at or '', '^(.*) (%d+)$')
  local key = place and documentsOf[place]
  local field = key and struct.pack('>I4', tonumber(number))
  local document = key and redis.call('HGET', key, field)
  if document then
    redis.call('HSET', key, field, (string.gsub(document, '^%["[^"]*"', naming, 1)))
    markRewritten(postingsOf[place], field, 4 * tonumber(plan.postingCap))
  end
end
for i = 1, 6 do redis.call('PEXPIRE', KEYS[i], plan.storyTtl) end

for i, heat in ipairs(plan.heats) do redis.call('ZADD', KEYS[8 + i], heat, plan.id) end
for i, heat in ipairs(plan.newHeats) do redis.call('ZADD', KEYS[8 + #plan.heats + i], heat, plan.newId) end
for i = 1, leaves do redis.call('ZREM', KEYS[8 + #plan.heats + #plan.newHeats + i], plan.id) end
for i, event in ipairs(plan.events) do
  appendEvent(KEYS[7], KEYS[events + i], plan.now, plan.eventTtl, event.id, event.type, event.lists, event.json)
end
noteChanged(KEYS[8], { plan.id .. ' ' .. plan.version, plan.newId .. ' ' .. plan.newVersion }, plan.storyTtl)
return 'split'
